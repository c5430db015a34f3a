import type { LeaseState } from '../../../shared/contract/lease.ts';
import { formatDay, isDay } from '../../../shared/korean/day.ts';
import { count } from '../sync/show.ts';

const day = (text: string): string => (isDay(text) ? formatDay(text) : text);

/** What is still to be handed over. */
function left({ waiting, pages }: LeaseState): string {
  return [waiting > 0 ? `변경 ${count(waiting)}건` : '', pages > 0 ? `첨부 서류 ${count(pages)}쪽` : '']
    .filter((part) => part !== '')
    .join('과 ');
}

/** Who is to take it. */
function keeper({ hasHub, office }: LeaseState): string {
  if (office === null) return '허브';
  return hasHub ? `허브나 사무실 노트북(${office})` : `사무실 노트북(${office})`;
}

/** What happens to what this laptop holds, and what to do about it. */
export function stageText(state: LeaseState): string {
  switch (state.stage) {
    case null:
      return '빌린 기간이 남아 있습니다. 곧 열립니다.';
    case 'noKeeper':
      return '이 노트북의 자료를 받아 둘 곳이 아직 없습니다. 허브에 연결하거나, 관리자가 다른 노트북의 설정에서 사무실 노트북을 정한 뒤 파일 교환이나 행사 네트워크로 맞춰 주십시오. 그때까지 아무것도 지우지 않습니다.';
    case 'handOver':
      return `아직 넘기지 않은 ${left(state)}이 있습니다. 아래의 길 가운데 하나로 맞추면 ${keeper(state)}에 넘깁니다. 다 넘기기 전에는 아무것도 지우지 않습니다.`;
    case 'askDay':
      return `모두 ${keeper(state)}에 넘겼습니다. 날짜가 맞는지를 ${keeper(state)}에서 듣거나 관리자가 여기서 확인하면 이 노트북의 자료를 비웁니다.`;
    case 'empty':
      return `모두 ${keeper(state)}에 넘겼습니다. 이 노트북의 자료를 비웁니다.`;
  }
}

/** Why the laptop is locked; what can open it again. */
export function whyText({ why, lentUntil, today }: LeaseState): string {
  if (why === 'recall')
    return '센터가 이 노트북을 회수합니다. 기록은 더 볼 수 없고, 넘길 것을 넘긴 뒤 자료를 비웁니다.';
  const until = lentUntil === null ? '' : `이 노트북은 ${day(lentUntil)}까지 빌려 쓰는 노트북입니다. `;
  return `${until}이 노트북의 날짜는 ${day(today)}입니다. 날짜가 틀렸으면 윈도우 설정에서 바로잡아 주십시오. 바로잡거나 관리자가 기간을 늘리면 다시 열립니다.`;
}
