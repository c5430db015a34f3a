import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { classes } from '../../app/classes.ts';
import styles from './StepSection.module.css';

const c = classes(styles);

/**
 * A step: its heading takes the keyboard when the step opens, so that it is read and Tab goes on to what can be done.
 * `focusElsewhere` where a button takes it.
 */
export function StepSection({
  title,
  actions,
  focusElsewhere = false,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly focusElsewhere?: boolean;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focusElsewhere) return;
    heading.current?.focus();
    document.getElementById('main')?.scrollTo(0, 0);
  }, [focusElsewhere]);
  return (
    <section className={c('section')} aria-label={title}>
      <div className={c('head')}>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {actions && <div className={c('actions')}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
