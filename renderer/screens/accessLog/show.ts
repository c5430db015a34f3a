import type { LogAnomaly, LogVerdict } from '../../../shared/contract/accessLog.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { anomalyKinds } from '../../../shared/rules/logReview.ts';

const number = (n: number): string => n.toLocaleString('ko-KR');

/** What an anomaly counts, in words: `서로 다른 231명을 조회`. */
export function anomalyText({ kind, count, person }: LogAnomaly): string {
  switch (kind) {
    case 'broken':
      return `자료를 열 때 접속기록의 이상 ${number(count)}건을 발견`;
    case 'locked':
      return `로그인 실패·잠김 ${number(count)}번`;
    case 'massExports':
      return `하루에 ${number(count)}행을 내보냄`;
    case 'massViews':
      return `하루에 서로 다른 ${number(count)}명을 조회`;
    case 'samePerson':
      return `담당이 아닌 구직자 ${person ?? ''}의 기록을 한 달에 ${number(count)}번 열어 봄`;
    case 'night':
      return `밤에 한 일 ${number(count)}줄`;
    case 'clockBack':
      return `앞줄보다 이른 시각으로 적힌 ${number(count)}줄. 이 컴퓨터의 시계를 확인해 주십시오`;
  }
}

export function anomalyName({ kind }: LogAnomaly): string {
  return anomalyKinds[kind];
}

/** The verdict over the whole log, as one sentence. */
export function verdictText({ whole, lines, wrong, checkedAt }: LogVerdict): string {
  const at = `${formatInstant(checkedAt)}에 확인했습니다.`;
  if (lines === 0) return `아직 기록이 없습니다. ${at}`;
  if (!whole) return `접속기록 ${number(lines)}줄 가운데 맞지 않는 것이 ${number(wrong)}건 있습니다. ${at}`;
  const known = wrong > 0 ? ` 앞선 점검에서 확인한 것 ${number(wrong)}건 말고는` : '';
  return `접속기록 ${number(lines)}줄이${known} 처음부터 끝까지 온전합니다. ${at}`;
}

/** A month for the screen: `2026년 11월`. */
export function monthText(month: string): string {
  return `${Number(month.slice(0, 4))}년 ${Number(month.slice(5))}월`;
}
