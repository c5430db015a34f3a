import type { ReactNode } from 'react';
import { classes } from '../../app/classes.ts';
import styles from './Tick.module.css';

const c = classes(styles);

/** A yes or no that takes effect at once: a filter, not a field of a record. */
export function Tick({
  isOn,
  onChange,
  children,
}: {
  readonly isOn: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: ReactNode;
}) {
  return (
    <label className={c('tick')}>
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      {children}
    </label>
  );
}
