import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '../app/classes.ts';
import styles from './Banner.module.css';

const c = classes(styles);
const icons = { info: Info, warning: TriangleAlert, danger: CircleAlert, success: CircleCheck };
const words = { info: '알림', warning: '주의', danger: '문제', success: '완료' };

/**
 * A sentence that stays: what is the case and what to do. `actions` are small buttons. `urgent` is read at once by a
 * screen reader; leave it out for what stood there from the beginning.
 */
export function Banner({
  tone = 'info',
  children,
  actions,
  urgent = false,
}: {
  readonly tone?: 'info' | 'warning' | 'danger' | 'success';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly urgent?: boolean;
}) {
  const Icon = icons[tone];
  return (
    <div className={c('banner')} data-tone={tone} role={urgent ? 'alert' : undefined}>
      <Icon aria-hidden />
      <div className={c('text')}>
        <span className="aside">{words[tone]}: </span>
        {children}
      </div>
      {actions && <div className={c('actions')}>{actions}</div>}
    </div>
  );
}
