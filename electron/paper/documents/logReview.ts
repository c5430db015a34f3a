import { logActs } from '../../../shared/contract/define.ts';
import { html } from '../html.ts';
import { centreOf, laptopText } from './common.ts';
import type { Asked, Paper, PaperDesk } from './paper.ts';
import { approvalBox, factTable, listTable, section } from './parts.ts';

interface Counted {
  readonly loginId: string | null;
  readonly act: string;
  readonly lines: number;
  readonly records: number;
}

/** The instants between which a month lies in Seoul (UTC+9), ms UTC. */
function monthBounds(month: string): readonly [from: number, to: number] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const offset = 9 * 3_600_000;
  return [Date.UTC(year, number - 1, 1) - offset, Date.UTC(year, number, 1) - offset];
}

function actName(act: string): string {
  return Object.hasOwn(logActs, act) ? logActs[act as keyof typeof logActs] : act;
}

/**
 * 접속기록 월 점검표 of a month (안전성 확보조치 기준 §8②): what each account did and how often, and the sheet's own boxes for
 * the reviewer's findings and signature. Staff by login id; no names of clients.
 */
export async function logReview(desk: PaperDesk, { month }: Asked<'logReview'>): Promise<Paper> {
  const [from, to] = monthBounds(month);
  const counted = desk.store
    .sql(
      `SELECT staff.login_id AS loginId, act, count(*) AS lines, sum(count) AS records
       FROM access_log LEFT JOIN staff ON staff.id = access_log.user_id
       WHERE at >= ? AND at < ? GROUP BY user_id, act ORDER BY login_id, act`,
    )
    .all(from, to) as Counted[];
  const { whole, sentence } = await desk.verifyLog();
  return {
    title: `접속기록 월 점검표 (${month})`,
    fileName: `접속기록점검_${month}`,
    purpose: `접속기록 월 점검 ${month}`,
    about: { recordType: 'log', ids: [] },
    body: html`<div class="top">${approvalBox(['점검자', '개인정보 보호책임자'])}</div>
      <h1>접속기록 월 점검표</h1>
      ${factTable([
        ['센터', centreOf(desk).name],
        ['점검 대상', `${month} 한 달, ${laptopText(desk)}`],
        ['위·변조 검사', `${whole ? '이상 없음' : '이상 있음'} — ${sentence}`],
      ])}
      ${section(
        1,
        '계정별 처리 건수',
        listTable(
          ['계정', '한 일', '줄', '다룬 기록'],
          counted.map(({ loginId, act, lines, records }) => [loginId ?? '(프로그램)', actName(act), lines, records]),
        ),
      )}`,
  };
}
