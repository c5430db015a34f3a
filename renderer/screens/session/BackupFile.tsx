import type { FoundBackup } from '../../../shared/contract/backup.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { Facts } from '../../parts/Page.tsx';

const count = (n: number, counter: string): string => `${n.toLocaleString('ko-KR')}${counter}`;

/** What a chosen file says of itself: whose it is, how old, and how much is in it. */
export function BackupFile({ found }: { readonly found: FoundBackup }) {
  const { centre, created, laptop, counts } = found;
  return (
    <Facts
      facts={[
        ['센터', centre],
        ['만든 때', formatInstant(created)],
        [found.kind === 'join' ? '참여할 노트북' : '만든 노트북', `${laptop.number} ${laptop.name}`.trim()],
        ['구직자', count(counts.people, '명')],
        ['상담', count(counts.consultations, '건')],
        ['기업', count(counts.companies, '곳')],
      ]}
    />
  );
}
