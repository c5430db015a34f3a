import type { LogAnomaly } from '../../../shared/contract/accessLog.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { anomalyKinds } from '../../../shared/rules/logReview.ts';
import { reviewMonth } from '../../desk/accessLog.ts';
import { html } from '../html.ts';
import { centreOf, laptopText, verdictText } from './common.ts';
import type { Asked, Paper, PaperDesk } from './paper.ts';
import { approvalBox, factTable, lettered, listTable, section } from './parts.ts';

function anomalyRow({ kind, user, day, person, count }: LogAnomaly): readonly (string | number)[] {
  return [anomalyKinds[kind], user, day ?? '한 달', person ?? '', count.toLocaleString('ko'), ''];
}

/**
 * 접속기록 월 점검표 of a month (안전성 확보조치 기준 §8②): what each account did and how often, what somebody should look at,
 * and the boxes for findings and signatures. Clients by 관리번호, never by name.
 */
export function logReview(desk: PaperDesk, { month }: Asked<'logReview'>): Paper {
  const { lines, counts, anomalies, signed } = reviewMonth(desk.store, month);
  return {
    title: `접속기록 월 점검표 (${month})`,
    fileName: `접속기록점검_${month}`,
    purpose: `접속기록 월 점검 ${month}`,
    about: { recordType: 'log', ids: [] },
    body: html`<div class="top">${approvalBox(['점검자', '보호책임자'])}</div>
      <h1>접속기록 월 점검표</h1>
      ${factTable([
        ['센터', centreOf(desk).name],
        ['점검 대상', `${month} 한 달, ${laptopText(desk)}`],
        ['접속기록', `${lines.toLocaleString('ko')}줄`],
        ['위·변조 검사', verdictText(desk.facts.log)],
        ['점검 완료', signed === null ? '아직 마치지 않음' : `${signed.by}, ${formatInstant(signed.at)}`],
      ])}
      ${section(
        1,
        '살펴볼 것',
        anomalies.length === 0
          ? lettered(['센터가 정한 기준을 넘은 것이 없습니다.'])
          : listTable(['무엇', '누가', '언제', '관리번호', '수', '확인한 내용'], anomalies.map(anomalyRow)),
      )}
      ${section(
        2,
        '계정별 처리 건수',
        counts.length === 0
          ? lettered(['이 달의 접속기록이 없습니다.'])
          : listTable(
              ['누가', '한 일', '횟수', '다룬 기록'],
              counts.map((each) => [
                each.user,
                each.act,
                each.lines.toLocaleString('ko'),
                each.records.toLocaleString('ko'),
              ]),
            ),
      )}
      ${section(
        3,
        '점검 의견과 조치',
        html`<table class="remark">
          <tr>
            <td>${signed?.note}</td>
          </tr>
        </table>`,
      )}
      <p class="right">끝.</p>`,
  };
}
