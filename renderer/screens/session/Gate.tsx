import type { ReactNode } from 'react';
import type { Surroundings } from '../../app/session.tsx';
import { classes } from '../../app/classes.ts';
import { Banner } from '../../parts/Banner.tsx';
import { ko } from '../../text/ko.ts';
import styles from './Gate.module.css';

const c = classes(styles);

/** The page before the desk: one card in the middle, and above it what must be known before typing anything. */
export function Gate({
  title,
  lead,
  about,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly about?: Surroundings['about'];
  readonly children: ReactNode;
}) {
  return (
    <div className={c('gate')}>
      <main className={c('card')}>
        <p className={c('product')}>{ko.product}</p>
        <h1>{title}</h1>
        {lead && <p className={c('lead')}>{lead}</p>}
        {about?.standIn && <Banner tone="warning">시험용 실행 — 실제 개인정보를 입력하지 마십시오.</Banner>}
        {about?.demo && <Banner tone="info">시연용 센터 — 이 안의 사람과 기업은 모두 지어낸 것입니다.</Banner>}
        {children}
        {about && <p className={c('version')}>버전 {about.version} · 오프라인 프로그램</p>}
      </main>
    </div>
  );
}
