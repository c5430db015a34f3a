import type { ReactNode } from 'react';
import { classes } from '../app/classes.ts';
import styles from './EmptyState.module.css';

const c = classes(styles);

/** Nothing here: says what that means and what to do next. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={c('empty')}>
      <p className={c('title')}>{title}</p>
      {children && <p>{children}</p>}
      {actions && <div className={c('actions')}>{actions}</div>}
    </div>
  );
}
