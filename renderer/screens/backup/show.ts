import type { BackupCounts, Rehearsal } from '../../../shared/contract/backup.ts';

/** Bytes for people: `512KB`, `3.4MB`, `1.2GB`. */
export function showBytes(bytes: number): string {
  const units = ['KB', 'MB', 'GB', 'TB'];
  let [value, unit] = [bytes / 1024, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.ceil(value)}${units[unit] ?? ''}`;
}

const count = (n: number): string => n.toLocaleString('ko-KR');

export function showCounts({ people, consultations, attachments, companies }: BackupCounts): string {
  const papers = attachments > 0 ? ` · 첨부 서류 ${count(attachments)}건` : '';
  return `구직자 ${count(people)}명 · 상담 ${count(consultations)}건${papers} · 기업 ${count(companies)}곳`;
}

/** What a restore would set back: what is there now and was not there then; '' when nothing is. */
export function showLost(then: BackupCounts, now: BackupCounts): string {
  const parts = [
    ['구직자', now.people - then.people, '명'],
    ['상담', now.consultations - then.consultations, '건'],
    ['첨부 서류', now.attachments - then.attachments, '건'],
    ['기업', now.companies - then.companies, '곳'],
  ] as const;
  return parts
    .filter(([, more]) => more > 0)
    .map(([name, more, unit]) => `${name} ${count(more)}${unit}`)
    .join(', ');
}

/** How long all steps of a rehearsal took: `3초`, `2분 5초`. */
export function showTook(steps: Rehearsal['steps']): string {
  const seconds = Math.max(1, Math.round(steps.reduce((sum, { took }) => sum + took, 0) / 1000));
  return seconds < 60 ? `${seconds}초` : `${Math.floor(seconds / 60)}분 ${seconds % 60}초`;
}
