import { expect, test } from 'vitest';
import { noEvent } from '../../../shared/contract/event.ts';
import type { EventStatus } from '../../../shared/contract/event.ts';
import { noExchange } from '../../../shared/contract/exchange.ts';
import type { ExchangeStatus } from '../../../shared/contract/exchange.ts';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import {
  attentionText,
  cardSource,
  comparedText,
  filesAwaited,
  filesText,
  importedText,
  itemsText,
  metRows,
  othersToSettle,
  placeOfKey,
  standings,
  taskText,
  tryText,
  untoldText,
} from './show.ts';

const items = { in: 0, applied: 0, held: 0, trouble: 0 };
const files = { toCome: 0, toGo: 0 };
const alone: SyncStatus = { phase: 'noHub', waiting: 0, attention: 0, items, files, hub: null, message: '' };
const said = (hub: Partial<SyncStatus>, exchange: Partial<ExchangeStatus> = {}): string[] =>
  standings({ ...alone, ...hub }, { ...noExchange, ...exchange }, noEvent).map(({ text }) => text);

test('허브도 교환 폴더도 없으면 조용히 이 노트북만이라고 한다', () => {
  expect(standings(alone, noExchange, noEvent)).toEqual([{ kind: 'alone', text: '이 노트북만', tone: 'plain' }]);
  expect(standings(alone, null, noEvent)).toEqual(standings(alone, noExchange, noEvent));
});

test('행사 네트워크를 열었는지, 들어갔는지, 끊겼는지 말한다', () => {
  const inEvent = (event: Partial<EventStatus>) =>
    standings(alone, null, { ...noEvent, ...event }).map(({ text }) => text);
  const guests = [
    { laptop: '02 현장', since: 1, lastContact: 1, here: true },
    { laptop: '03 현장', since: 1, lastContact: 1, here: false },
  ];
  expect(inEvent({ role: 'host', guests })).toEqual(['행사 네트워크 · 1대']);
  expect(inEvent({ role: 'guest', connected: true })).toEqual(['행사 네트워크 · 이어짐']);
  expect(inEvent({ role: 'guest' })).toEqual(['행사 네트워크 · 연결하는 중']);
  expect(inEvent({ role: 'guest', message: '대답하지 않습니다.' })).toEqual(['행사 네트워크 · 끊김']);
});

test('허브와의 상태를 색이 아니라 말로 한다', () => {
  expect(said({ phase: 'upToDate' })).toEqual(['맞춤']);
  expect(said({ phase: 'syncing', waiting: 1200 })).toEqual(['맞추는 중 · 1,200건 대기']);
  expect(said({ phase: 'offline' })).toEqual(['오프라인']);
  expect(said({ phase: 'offline', waiting: 12 })).toEqual(['오프라인 · 12건 대기']);
  expect(said({ phase: 'attention', attention: 2 })).toEqual(['확인 필요 2건']);
  expect(said({ phase: 'recalled' })).toEqual(['회수 중']);
  expect(said({ phase: 'revoked' })).toEqual(['차단됨']);
});

test('보내지 않은 것이 있으면 맞춤이라고 하지 않는다', () => {
  expect(said({ phase: 'upToDate', waiting: 1 })).toEqual(['맞추는 중 · 1건 대기']);
});

test('첨부 파일은 변경과 따로 세고, 어디서 기다리는지 말한다', () => {
  const some = { toCome: 2, toGo: 1 };
  expect(said({ phase: 'upToDate', waiting: 4, files: some })).toEqual(['맞추는 중 · 4건 대기', '파일 3개 대기']);
  expect(said({ files: { toCome: 1, toGo: 0 } })).toEqual(['이 노트북만', '파일 1개 대기']);
  expect(filesText({ ...alone, files: some })).toBe('받을 것 2개 · 보낼 것 1개');
  expect(filesText({ ...alone, files: { toCome: 0, toGo: 1234 } })).toBe('보낼 것 1,234개');
  expect(filesText(alone)).toBe('없음');
  const hub = { name: '허브', address: 'hub', enrolledAt: 1, lastContact: null, nextTry: null };
  expect(filesAwaited(alone, noExchange, noEvent)).toContain('받을 길이 없습니다');
  expect(filesAwaited({ ...alone, hub, phase: 'upToDate' }, null, noEvent)).toMatch(/^허브에서 기다리고/);
  expect(filesAwaited({ ...alone, hub, phase: 'offline' }, null, noEvent)).toMatch(/^허브에 다시 이어지면/);
  expect(filesAwaited(alone, { ...noExchange, state: 'away' }, noEvent)).toMatch(/^교환 폴더에 다시 이어지면/);
  expect(filesAwaited({ ...alone, hub }, { ...noExchange, state: 'upToDate' }, { ...noEvent, role: 'guest' })).toMatch(
    /^허브, 교환 폴더, 행사 네트워크에서/,
  );
});

test('가져온 변경이 몇 건인지, 받지 못한 것이 어디 있는지 말한다', () => {
  expect(importedText({ sets: 12, refused: 0 })).toBe('변경 12건을 가져왔습니다.');
  expect(importedText({ sets: 0, refused: 0 })).toContain('이미 있는 변경');
  expect(importedText({ sets: 3, refused: 1 })).toMatch(/3건을 가져왔습니다. .*막힌 변경/);
  expect(importedText({ sets: 0, refused: 1 })).toMatch(/^받을 수 없는 변경은/);
});

test('자료를 비교한 노트북은 다른 것부터 이름과 때를 말하고, 모르는 노트북은 모른다고 한다', () => {
  const at = Date.UTC(2026, 10, 22, 6);
  const row = (laptop: string, same: boolean, later = 0) => ({ laptop, same, at: at + later });
  expect(metRows({ madeAt: null, rows: [] })).toEqual([]);
  const rows = [row('창구', true), row('', true, 60_000), row('공단 1호', false)];
  expect(metRows({ madeAt: at, rows })).toEqual([
    row('공단 1호', false),
    row('알 수 없는 노트북', true, 60_000),
    row('창구', true),
  ]);
  expect(comparedText({ isMade: true })).toContain('비교했습니다');
  expect(comparedText({ isMade: false })).toContain('잠시 뒤에 다시 눌러 주십시오');
});

test('파일 교환은 허브 아래 제 줄에 말한다', () => {
  expect(said({}, { state: 'waiting', waiting: 3 })).toEqual(['파일 교환 · 3건 대기']);
  expect(said({}, { state: 'away', waiting: 3 })).toEqual(['파일 교환 · 폴더 없음 · 3건 대기']);
  expect(said({}, { state: 'trouble' })).toEqual(['파일 교환 · 확인 필요']);
  expect(said({ phase: 'upToDate' }, { state: 'upToDate' })).toEqual(['맞춤', '파일 교환 · 맞춤']);
});

test('읽지 못한 파일이 있으면 파일 교환도 확인이 필요하다', () => {
  const peer = { id: 2, laptop: '02', chosen: true, canChoose: true, heardAt: null, wroteAt: null, waiting: null };
  expect(said({}, { state: 'upToDate', peers: [{ ...peer, fault: '파일이 온전하지 않습니다.' }] })).toEqual([
    '파일 교환 · 확인 필요',
  ]);
});

test('사람이 볼 것이 있어도 허브가 대답하지 않으면 그것도 몇 건이 기다리는지와 함께 말한다', () => {
  const hub = { name: '허브', address: '192.0.2.7', enrolledAt: 1, lastContact: 1, nextTry: null };
  const attention = { phase: 'attention', attention: 2, waiting: 12 } as const;
  expect(said({ ...attention, hub })).toEqual(['확인 필요 2건']);
  expect(said({ ...attention, hub: { ...hub, nextTry: 2 } })).toEqual(['확인 필요 2건', '오프라인 · 12건 대기']);
});

test('확인 필요의 수는 화면의 묶음마다 몇 건인지로 나뉘고, 더하면 맞는다', () => {
  expect(attentionText({ troubles: 0, cards: 0, others: 0 })).toBe('0건');
  expect(attentionText({ troubles: 4, cards: 3, others: 0 })).toBe('7건 = 막힌 변경 4 + 값 정하기 3');
  expect(attentionText({ troubles: 0, cards: 1200, others: 1 })).toBe(
    '1,201건 = 값 정하기 1,200 + 다른 사람이 정할 것 1',
  );
});

test('다음에 시도할 때는 초까지, 시도하는 동안에는 지금이라고 말한다', () => {
  expect(tryText(Date.UTC(2026, 10, 22, 3, 4, 5))).toBe('12:04:05');
  expect(tryText(null)).toBe('지금 하는 중');
});

test('들어온 것은 적용과 기다림과 읽을 수 없음의 합으로 보인다', () => {
  expect(itemsText({ ...alone, items: { in: 1234, applied: 1200, held: 30, trouble: 4 } })).toBe(
    '1,234 = 적용 1,200 + 기다림 30 + 읽을 수 없음 4',
  );
});

test('카드의 값에는 쓴 사람과 노트북과 때가 있고, 모르는 것은 빠진다', () => {
  const value = { head: 'a:1', text: '김하나', shown: true, at: '2026-11-22T01:05:00.000Z' };
  expect(cardSource({ ...value, who: '이상담', laptop: '02 박람회' })).toBe(
    '이상담 · 02 박람회 · 2026-11-22 (일) 10:05',
  );
  expect(cardSource({ ...value, who: '', laptop: '02 박람회', at: '언제' })).toBe('02 박람회');
});

test('숫자 하나가 그 자리의 값을 고르고 다른 글쇠는 고르지 않는다', () => {
  expect(['Digit1', 'Numpad2', 'Digit0', 'KeyA'].map(placeOfKey)).toEqual([0, 1, null, null]);
});

test('기다리는 기록과 새 프로그램의 변경은 몇 건인지와 할 일을 말한다', () => {
  expect(taskText({ kind: 'held', word: '상담', count: 2 })).toContain('상담 2건');
  expect(taskText({ kind: 'newerProgram', count: 3 })).toContain('프로그램을 새것으로 바꾸면');
});

test('이 계정이 볼 수 없는 카드는 몇 건인지만 말하고, 막 정한 것 때문에 음수가 되지 않는다', () => {
  expect(othersToSettle(3, 1, 1)).toBe(1);
  expect(othersToSettle(1, 1, 1)).toBe(0);
});

test('허브가 모르는 회수와 차단은 누가 어떻게 알리는지 말한다', () => {
  const text = (why: 'soon' | 'byAnother' | 'atHub', standing: 'recalled' | 'revoked' | 'left' = 'revoked') =>
    untoldText({ standing, untold: { why, number: '3f2a' } });
  expect(untoldText({ standing: 'revoked', untold: null })).toBe('');
  expect(text('soon')).toBe('허브는 아직 모릅니다. 이 노트북이 허브에 연결되면 바로 알립니다.');
  expect(text('byAnother')).toContain('알릴 권한이 없어, 관리 노트북이');
  expect(text('atHub')).toContain('노트북에서는 알릴 수 없습니다.');
  for (const why of ['byAnother', 'atHub'] as const) {
    expect(text(why)).toContain('허브를 맡은 사람에게 허브에서 ‘npm run hub -- revoke 3f2a’ 명령을');
    expect(text(why, 'left')).toContain('recall 3f2a');
  }
});
