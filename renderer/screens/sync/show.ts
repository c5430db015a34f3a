import type { EventStatus } from '../../../shared/contract/event.ts';
import type { ExchangeStatus } from '../../../shared/contract/exchange.ts';
import type {
  DeviceStanding,
  SyncCard,
  SyncComparison,
  SyncDevice,
  SyncStatus,
  SyncTask,
} from '../../../shared/contract/sync.ts';
import { formatInstant, timeInSeoul } from '../../../shared/korean/day.ts';
import type { Tone } from '../../parts/Badge.tsx';

/** What kind of state it is: a screen reader is told when this changes, and not of every number. */
type StandingKind =
  | 'alone'
  | 'good'
  | 'offline'
  | 'attention'
  | 'shutOut'
  | 'exchange'
  | 'exchangeTrouble'
  | 'event'
  | 'eventTrouble'
  | 'files';

/** One line of the frame: how this laptop stands with the others, in words. */
export interface Standing {
  readonly kind: StandingKind;
  readonly text: string;
  readonly tone: Tone;
}

export const count = (n: number): string => n.toLocaleString('ko-KR');

const withWaiting = (text: string, waiting: number): string =>
  waiting > 0 ? `${text} · ${count(waiting)}건 대기` : text;

/** Whether the hub does not answer now; it may be so beside what needs people. */
export function isOffline({ phase, hub }: SyncStatus): boolean {
  return phase === 'offline' || (phase === 'attention' && (hub?.nextTry ?? null) !== null);
}

/** How it stands with the hub, what needs people first; none where there is no hub and nothing to look at. */
function hubStandings(status: SyncStatus): Standing[] {
  const { phase, waiting, attention } = status;
  const offline: Standing = { kind: 'offline', text: withWaiting('오프라인', waiting), tone: 'plain' };
  switch (phase) {
    case 'noHub':
      return [];
    case 'revoked':
      return [{ kind: 'shutOut', text: '차단됨', tone: 'danger' }];
    case 'recalled':
      return [{ kind: 'shutOut', text: '회수 중', tone: 'danger' }];
    case 'attention':
      return [
        { kind: 'attention', text: `확인 필요 ${count(attention)}건`, tone: 'warning' },
        ...(isOffline(status) ? [offline] : []),
      ];
    case 'offline':
      return [offline];
    case 'syncing':
      return [{ kind: 'good', text: withWaiting('맞추는 중', waiting), tone: 'info' }];
    case 'upToDate':
      return waiting > 0
        ? [{ kind: 'good', text: withWaiting('맞추는 중', waiting), tone: 'info' }]
        : [{ kind: 'good', text: '맞춤', tone: 'success' }];
  }
}

const trouble = (text: string): Standing => ({ kind: 'exchangeTrouble', text, tone: 'warning' });

/** How the exchange by file stands; null where there is no folder. */
function exchangeStanding({ state, waiting, peers }: ExchangeStatus): Standing | null {
  const way = '파일 교환';
  if (state === 'off') return null;
  if (state === 'away') return trouble(withWaiting(`${way} · 폴더 없음`, waiting));
  if (state === 'trouble' || peers.some(({ fault }) => fault !== '')) return trouble(`${way} · 확인 필요`);
  if (state === 'running') return { kind: 'exchange', text: `${way} 중`, tone: 'info' };
  return waiting > 0
    ? { kind: 'exchange', text: withWaiting(way, waiting), tone: 'plain' }
    : { kind: 'exchange', text: `${way} · 맞춤`, tone: 'success' };
}

/** How it stands in the event network; null where there is none. */
function eventStanding(status: EventStatus): Standing | null {
  const way = '행사 네트워크';
  const { role, guests } = status;
  if (role === 'off') return null;
  if (role === 'host') {
    const here = guests.filter((guest) => guest.here).length;
    return { kind: 'event', text: `${way} · ${count(here)}대`, tone: 'info' };
  }
  const { word, tone } = guestStanding(status);
  return { kind: tone === 'warning' ? 'eventTrouble' : 'event', text: `${way} · ${word}`, tone };
}

/** How a laptop stands that has joined, in a word. */
export function guestStanding({ connected, message }: EventStatus): { readonly word: string; readonly tone: Tone } {
  if (connected) return { word: '이어짐', tone: 'success' };
  return message === '' ? { word: '연결하는 중', tone: 'info' } : { word: '끊김', tone: 'warning' };
}

/** Documents whose pages are on their way; null where there are none. */
export function filesStanding({ files: { toCome, toGo } }: SyncStatus): Standing | null {
  return toCome + toGo === 0 ? null : { kind: 'files', text: `파일 ${count(toCome + toGo)}개 대기`, tone: 'plain' };
}

/** The same for 동기화, which way they go. */
export function filesText({ files: { toCome, toGo } }: SyncStatus): string {
  const parts = [toCome > 0 && `받을 것 ${count(toCome)}개`, toGo > 0 && `보낼 것 ${count(toGo)}개`];
  return parts.filter((part) => part !== false).join(' · ') || '없음';
}

/** Where the pages of a document that are not here are waited for, and what to do where they cannot come. */
export function filesAwaited(hub: SyncStatus, exchange: ExchangeStatus | null, event: EventStatus): string {
  const ways = [
    hub.hub !== null && '허브',
    exchange !== null && exchange.state !== 'off' && '교환 폴더',
    event.role !== 'off' && '행사 네트워크',
  ].filter((way) => way !== false);
  const [first] = ways;
  if (first === undefined)
    return '다른 노트북과 이어져 있지 않아 받을 길이 없습니다. 동기화에서 허브나 파일 교환을 이어 주십시오.';
  const isCut = first === '허브' ? isOffline(hub) : exchange?.state === 'away' && first === '교환 폴더';
  return ways.length === 1 && isCut
    ? `${first}에 다시 이어지면 받아 와서 저절로 열립니다.`
    : `${ways.join(', ')}에서 기다리고 있습니다. 붙인 노트북이 보내면 받아 와서 저절로 열립니다.`;
}

/** The lines of the frame, the hub's first; one quiet line in a centre of one laptop. */
export function standings(hub: SyncStatus, exchange: ExchangeStatus | null, event: EventStatus): Standing[] {
  const all = [...hubStandings(hub), eventStanding(event), exchange && exchangeStanding(exchange)];
  const ways = all.filter((line) => line !== null);
  const lines: Standing[] = ways.length > 0 ? ways : [{ kind: 'alone', text: '이 노트북만', tone: 'plain' }];
  const files = filesStanding(hub);
  return files === null ? lines : [...lines, files];
}

/** The sum of what came, so that anybody can see that nothing is lost. What cannot be read is an item of 확인 필요 too. */
export function itemsText({ items }: SyncStatus): string {
  return `${count(items.in)} = 적용 ${count(items.applied)} + 기다림 ${count(items.held)} + 읽을 수 없음 ${count(items.trouble)}`;
}

/** What 확인 필요 is made of, so that its number is found again in the sections of the screen. */
export function attentionText(parts: {
  readonly troubles: number;
  readonly cards: number;
  readonly others: number;
}): string {
  const words = [
    ['막힌 변경', parts.troubles],
    ['값 정하기', parts.cards],
    ['다른 사람이 정할 것', parts.others],
  ] as const;
  const named = words.flatMap(([word, n]) => (n > 0 ? [`${word} ${count(n)}`] : []));
  const all = parts.troubles + parts.cards + parts.others;
  return named.length === 0 ? '0건' : `${count(all)}건 = ${named.join(' + ')}`;
}

/** When the hub is tried next by itself: to the second, because it may be soon. */
export function tryText(nextTry: number | null): string {
  if (nextTry === null) return '지금 하는 중';
  return `${timeInSeoul(nextTry)}:${String(new Date(nextTry).getUTCSeconds()).padStart(2, '0')}`;
}

/** How many items of 확인 필요 are not this account's to see to. */
export function othersToSettle(attention: number, troubles: number, cards: number): number {
  return Math.max(0, attention - troubles - cards);
}

/** What came of a file of changes that was taken in. */
export function importedText({ sets, refused }: { readonly sets: number; readonly refused: number }): string {
  const came =
    sets > 0 ? `변경 ${count(sets)}건을 가져왔습니다.` : '모두 이미 있는 변경이라 새로 가져온 것이 없습니다.';
  if (refused === 0) return came;
  return `${sets > 0 ? `${came} ` : ''}받을 수 없는 변경은 ‘막힌 변경’에 두었습니다. 까닭을 읽고 다시 시도해 주십시오.`;
}

/** With which laptops records were compared, those that differ first, and of those the latest. */
export function metRows({ rows }: SyncComparison): SyncComparison['rows'] {
  return rows
    .toSorted((a, b) => Number(a.same) - Number(b.same) || b.at - a.at)
    .map((row) => ({ ...row, laptop: row.laptop || '알 수 없는 노트북' }));
}

/** What came of a comparison that was asked for. */
export function comparedText({ isMade }: { readonly isMade: boolean }): string {
  return isMade
    ? '비교했습니다. 같은 변경을 가진 다른 노트북이 대답하는 대로 결과가 여기에 나옵니다.'
    : '지금은 변경이 오가고 있거나 덜 받은 것이 있어 비교하지 못했습니다. 잠시 뒤에 다시 눌러 주십시오.';
}

/** An instant for people; `없음` where it never was. */
export function instantText(at: number | null, never = '없음'): string {
  return at === null ? never : formatInstant(at);
}

/** Who wrote a value of a card, on which laptop and when. */
export function cardSource({ who, laptop, at }: SyncCard['values'][number]): string {
  const instant = Date.parse(at);
  return [who, laptop, Number.isNaN(instant) ? '' : formatInstant(instant)].filter((part) => part !== '').join(' · ');
}

/** Which value a key chooses, by its place; null for any other key. */
export function placeOfKey(code: string): number | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  return digit === undefined ? null : Number(digit) - 1;
}

/** What a task asks for. */
export function taskText(task: SyncTask): string {
  switch (task.kind) {
    case 'duplicate':
      return '서로 다른 노트북에서 따로 등록한 같은 사람이나 기업일 수 있습니다. 두 기록을 열어 견주어 주십시오.';
    case 'clash':
      return '서로 다른 두 기록과 같다고 적혀 있습니다. 기록을 열어 어느 쪽이 맞는지 확인해 주십시오.';
    case 'mergedWithErased':
      return '파기한 사람과 같은 사람이라고 적혀 있던 기록입니다. 이 기록도 파기해야 하는지 확인해 주십시오.';
    case 'held':
      return `${task.word} ${count(task.count)}건이 먼저 와서 딸린 기록을 기다립니다. 그 기록이 오면 저절로 보입니다.`;
    case 'newerProgram':
      return `더 새로운 프로그램이 쓴 변경 ${count(task.count)}건을 받아 두었습니다. 이 노트북의 프로그램을 새것으로 바꾸면 적용됩니다.`;
  }
}

/** What the hub does not know of a 회수 or 차단, and who can tell it; '' where it knows. */
export function untoldText({ untold, standing }: Pick<SyncDevice, 'untold' | 'standing'>): string {
  if (untold === null) return '';
  const deed = standing === 'revoked' ? 'revoke' : 'recall';
  const order = `허브를 맡은 사람에게 허브에서 ‘npm run hub -- ${deed} ${untold.number}’ 명령을 실행해 달라고 하십시오.`;
  switch (untold.why) {
    case 'soon':
      return '허브는 아직 모릅니다. 이 노트북이 허브에 연결되면 바로 알립니다.';
    case 'byAnother':
      return `허브는 아직 모릅니다. 이 노트북은 허브에 회수나 차단을 알릴 권한이 없어, 관리 노트북이 허브에 연결되어야 알려집니다. 기다릴 수 없으면 ${order}`;
    case 'atHub':
      return `허브는 아직 모르며, 노트북에서는 알릴 수 없습니다. ${order}`;
  }
}

export const standingTones: Readonly<Record<DeviceStanding, Tone>> = {
  active: 'success',
  ended: 'plain',
  recalled: 'warning',
  left: 'plain',
  revoked: 'danger',
  unknown: 'warning',
};
