import { TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { classes } from './classes.ts';
import styles from './Notices.module.css';
import { useDesk } from './queries.tsx';
import type { Surroundings } from './session.tsx';

const c = classes(styles);

/**
 * What must be known before anything is typed: that this is the stand-in, that nobody in the demo centre is real. One
 * slim line on every page, since it never goes away.
 */
export function Notices({ about }: { readonly about: Surroundings['about'] }) {
  const sentences = [
    ...(about.standIn ? ['시험용 실행 — 실제 개인정보를 입력하지 마십시오.'] : []),
    ...(about.demo ? ['시연용 센터 — 이 안의 사람과 기업은 모두 지어낸 것입니다.'] : []),
  ];
  if (sentences.length === 0) return null;
  return (
    <section className={c('notices')} aria-label="이 프로그램의 상태">
      <TriangleAlert aria-hidden />
      {sentences.map((sentence) => (
        <span key={sentence}>{sentence}</span>
      ))}
    </section>
  );
}

/** What should be seen to about backups before it is too late: told on every page until it has been. */
export function BackupNotices() {
  const desk = useDesk();
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  useEffect(() => {
    void desk.call('backup.warnings', {}).then((answer) => answer.ok && setWarnings(answer.value.warnings));
    return desk.on('backup', (told) => setWarnings(told.warnings));
  }, [desk]);
  if (warnings.length === 0) return null;
  return (
    <section className={c('notices')} aria-label="백업">
      <TriangleAlert aria-hidden />
      {warnings.map((warning) => (
        <span key={warning}>{warning}</span>
      ))}
    </section>
  );
}
