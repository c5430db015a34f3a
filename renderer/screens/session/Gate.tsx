import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import type { Surroundings } from '../../app/session.tsx';
import { classes } from '../../app/classes.ts';
import { Notices } from '../../app/Notices.tsx';
import { ko } from '../../text/ko.ts';
import styles from './Gate.module.css';

const c = classes(styles);

/** The page before the desk: one card in the middle, and above it what must be known before typing anything. */
export function Gate({
  title,
  lead,
  about,
  isWide = false,
  takesFocus = false,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly about?: Surroundings['about'];
  /** For forms with fields side by side. */
  readonly isWide?: boolean;
  /** The heading has the keyboard when the card opens, where no field has. */
  readonly takesFocus?: boolean;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = ko.product;
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <div className={c('gate')}>
      {about && (
        <div className={c('notices')}>
          <Notices about={about} />
        </div>
      )}
      <main className={c('card')} data-wide={isWide || undefined}>
        <p className={c('product')}>{ko.product}</p>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p className={c('lead')}>{lead}</p>}
        {children}
        {about && <p className={c('version')}>버전 {about.version} · 오프라인 프로그램</p>}
      </main>
    </div>
  );
}
