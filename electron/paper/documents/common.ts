import type { LogVerdict } from '../../../shared/contract/accessLog.ts';
import { centreUuid } from '../../../shared/model/centre.ts';
import type { CentreFields } from '../../../shared/model/centre.ts';
import { devicePlaces } from '../../../shared/model/device.ts';
import { roles } from '../../../shared/model/role.ts';
import { formatDayForPaper, formatInstant, timeInSeoul } from '../../../shared/korean/day.ts';
import type { PaperDesk } from './paper.ts';

/** The centre as it stands on forms: its record, or only its name where it has none yet. */
export function centreOf({ store, facts }: PaperDesk): {
  readonly id: number | null;
  readonly name: string;
  readonly fields: CentreFields | null;
} {
  const id = store.idOf('centre', centreUuid);
  const fields = id === null ? null : store.get('centre', id);
  return { id, name: fields?.name ?? facts.centre, fields };
}

/** This laptop: `01 상담실 노트북 (사무실)`, or the name the system gives it where it has no record. */
export function laptopText({ device, facts }: Pick<PaperDesk, 'device' | 'facts'>): string {
  return device ? `${device.number} ${device.name} (${devicePlaces[device.place]})` : facts.host;
}

/** What following the access log came to, in words. */
export function verdictText(verdict: LogVerdict | null): string {
  if (verdict === null) return '알 수 없음';
  const { wrong, lines, checkedAt } = verdict;
  const at = `${formatInstant(checkedAt)}에 검사`;
  return wrong === 0
    ? `이상 없음 — ${lines.toLocaleString('ko')}줄이 처음부터 끝까지 이어짐 (${at})`
    : `이상 ${wrong.toLocaleString('ko')}곳 — 접속기록 화면에서 확인하십시오 (${at})`;
}

/** What stands at the foot of every page: who printed it, when, on which laptop, and what for (domain §9.2 §12). */
export function footText({ actor, store, device, facts }: PaperDesk, purpose: string | null): string {
  const who = `${actor.name} ${roles[actor.role]}`;
  const laptop = device ? `${device.number} ${device.name}` : facts.host;
  return `${who} · ${formatDayForPaper(store.today)} ${timeInSeoul(store.now)} · ${laptop}${purpose === null ? '' : ` · 목적 ${purpose}`}`;
}
