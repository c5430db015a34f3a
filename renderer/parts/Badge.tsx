import type { ReactNode } from 'react';
import { classes } from '../app/classes.ts';
import styles from './Badge.module.css';

const c = classes(styles);

export type Tone = 'plain' | 'accent' | 'success' | 'warning' | 'danger' | 'info';

/** A short state in words (추정, 유효, 만료). The colour only repeats what the word says. */
export function Badge({ children, tone = 'plain' }: { readonly children: ReactNode; readonly tone?: Tone }) {
  return (
    <span className={c('badge')} data-tone={tone}>
      {children}
    </span>
  );
}
