import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualRules } from '../model/centre.ts';
import type { ReviewLine } from './logReview.ts';
import { anomaliesOf, isNight, monthBounds, monthOf, mostLines } from './logReview.ts';

/** Noon of 2 November 2026 in Seoul. */
const noon = Date.UTC(2026, 10, 2, 3, 0);
const hour = 3_600_000;
const line = (seq: number, over: Partial<ReviewLine> = {}): ReviewLine => ({
  seq,
  at: noon + seq,
  userId: 1,
  act: 'view',
  count: over.people?.length ?? 0,
  people: [],
  ...over,
});
const nobodysCase = { before: 0, counsellorOf: () => null };
const kindsOf = (lines: readonly ReviewLine[]): string[] =>
  anomaliesOf(lines, usualRules, nobodysCase).map(({ kind }) => kind);

test('낮에 하는 보통의 일에는 살필 것이 없다', () => {
  expect(
    kindsOf([line(1, { people: [1] }), line(2, { act: 'change', people: [1] }), line(3, { act: 'login' })]),
  ).toEqual([]);
});

test('밤 열 시부터 아침 여섯 시 앞까지 쓴 것은 날마다 한 줄로 알린다', () => {
  const lines = [
    line(1, { at: noon + 9.9 * hour }),
    line(2, { at: noon + 10 * hour }),
    line(3, { at: noon + 17.9 * hour }),
    line(4, { at: noon + 18 * hour }),
  ];
  expect(anomaliesOf(lines, usualRules, nobodysCase)).toMatchObject([
    { kind: 'night', day: '2026-11-02', count: 1, lines: [2] },
    { kind: 'night', day: '2026-11-03', count: 1, lines: [3] },
  ]);
});

test('프로그램이 스스로 적은 줄은 밤에도 야간 사용이 아니다', () => {
  expect(kindsOf([line(1, { at: noon + 12 * hour, act: 'purge', userId: 0 })])).toEqual([]);
});

test('하루에 서로 다른 사람을 기준보다 많이 보면 대량 조회이고, 같은 사람을 여러 번 본 것은 한 사람이다', () => {
  const people = Array.from({ length: usualRules.massViews }, (_, id) => id + 1);
  const page = [line(1, { people: people.slice(0, 100) }), line(2, { people: people.slice(50) })];
  expect(kindsOf(page)).toEqual([]);
  expect(anomaliesOf([...page, line(3, { act: 'search', people: [999] })], usualRules, nobodysCase)).toMatchObject([
    { kind: 'massViews', count: 201, lines: [1, 2, 3] },
  ]);
  // The next day begins anew.
  expect(kindsOf([...page, line(3, { at: noon + 24 * hour, people: [999] })])).toEqual([]);
});

test('하루에 내보낸 행이 기준을 넘으면 대량 내보내기다', () => {
  const half = { act: 'export', count: usualRules.massExports / 2 };
  expect(kindsOf([line(1, half), line(2, half)])).toEqual([]);
  expect(kindsOf([line(1, half), line(2, half), line(3, { act: 'export', count: 1 })])).toEqual(['massExports']);
});

test('담당이 아닌 사람의 기록을 기준보다 여러 번 열면 알리고, 담당이면 알리지 않는다', () => {
  const lines = Array.from({ length: usualRules.samePersonViews + 1 }, (_, n) =>
    line(n + 1, { at: noon + n * 12 * hour, people: [7] }),
  ).filter(({ at }) => !isNight(new Date(at + 9 * hour).getUTCHours(), usualRules));
  const rules = { ...usualRules, samePersonViews: lines.length - 1 };
  expect(anomaliesOf(lines, rules, nobodysCase)).toMatchObject([{ kind: 'samePerson', personId: 7, day: null }]);
  expect(anomaliesOf(lines, rules, { before: 0, counsellorOf: () => 1 })).toEqual([]);
  const inLists = lines.map((one) => ({ ...one, people: [7, 8] }));
  expect(anomaliesOf(inLists, rules, nobodysCase)).toEqual([]);
});

test('열어 둔 기록을 프로그램이 다시 읽은 줄은 한 번 본 것이다: 번호를 보인 것은 그때마다 센다', () => {
  const minute = 60_000;
  // One record open for two hours on a laptop that hears of other laptops' work, four reads each time.
  const open = Array.from({ length: 120 }, (_, n) =>
    line(n + 1, { at: noon + Math.floor(n / 4) * 4 * minute, people: [7] }),
  );
  expect(anomaliesOf(open, usualRules, nobodysCase)).toEqual([]);
  const revealed = open.map((one) => ({ ...one, act: 'reveal' }));
  expect(anomaliesOf(revealed, usualRules, nobodysCase)).toMatchObject([{ kind: 'samePerson', count: 120 }]);
  const rules = { ...usualRules, samePersonViews: 2 };
  const thrice = [0, 4, 60, 64, 120].map((at, n) => line(n + 1, { at: noon + at * minute, people: [7] }));
  expect(anomaliesOf(thrice, rules, nobodysCase)).toMatchObject([
    { kind: 'samePerson', count: 3, lines: [1, 2, 3, 4, 5] },
  ]);
  expect(anomaliesOf(thrice.slice(0, 4), rules, nobodysCase)).toEqual([]);
});

test('시각이 앞줄보다 이르면 살필 것일 뿐 줄의 차례는 그대로다', () => {
  expect(anomaliesOf([line(5), line(6, { at: noon - hour }), line(7)], usualRules, nobodysCase)).toMatchObject([
    { kind: 'clockBack', lines: [6] },
  ]);
  expect(anomaliesOf([line(5)], usualRules, { ...nobodysCase, before: noon + hour })).toMatchObject([
    { kind: 'clockBack' },
  ]);
});

test('계정이 잠기거나 하루에 잠길 만큼 틀리면 알린다', () => {
  expect(kindsOf([line(1, { act: 'loginFailed', count: 4 })])).toEqual([]);
  expect(kindsOf([line(1, { act: 'loginFailed', count: 5 })])).toEqual(['locked']);
  expect(kindsOf([line(1, { act: 'locked', userId: 0 })])).toEqual(['locked']);
});

test('접속기록의 이상은 언제나 맨 앞에 온다', () => {
  const late = line(1, { at: noon + 12 * hour });
  expect(kindsOf([late, line(2, { act: 'broken', userId: 0, at: late.at })])).toEqual(['broken', 'night']);
});

test('밤에 사람이 파기하면 알리고, 다른 노트북의 파기를 프로그램이 여기서 마친 것은 알리지 않는다', () => {
  const at = noon + 12 * hour;
  expect(kindsOf([line(1, { act: 'erase', userId: 0, at })])).toEqual([]);
  expect(kindsOf([line(1, { act: 'erase', at })])).toEqual(['night']);
});

test('달의 처음과 끝은 한국 시간이다', () => {
  expect(monthBounds('2026-12')).toEqual({ from: Date.UTC(2026, 10, 30, 15), to: Date.UTC(2026, 11, 31, 15) });
  expect(monthOf(Date.UTC(2026, 10, 30, 15) - 1)).toBe('2026-11');
  expect(monthOf(Date.UTC(2026, 10, 30, 15))).toBe('2026-12');
});

const anyLine = fc.record({
  at: fc.integer({ min: noon - 30 * 24 * hour, max: noon + 30 * 24 * hour }),
  userId: fc.integer({ min: 0, max: 3 }),
  act: fc.constantFrom('view', 'search', 'reveal', 'export', 'login', 'loginFailed', 'locked', 'broken', 'change'),
  count: fc.nat({ max: 50 }),
  people: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
});
const strict = { ...usualRules, massViews: 2, massExports: 20, samePersonViews: 2 };

test('어떤 달이든 이상마다 그 달의 줄을 가리키고, 기준을 낮추면 이상이 줄지 않는다', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 60 }), (drawn) => {
      const lines = drawn.map((one, n) => ({ ...one, seq: n + 1 }));
      const found = anomaliesOf(lines, strict, nobodysCase);
      for (const { lines: named, userId } of found) {
        expect(named.length).toBeGreaterThan(0);
        expect(named.length).toBeLessThanOrEqual(mostLines);
        expect(named).toEqual(named.toSorted((a, b) => a - b));
        for (const seq of named) expect(lines[seq - 1]).toMatchObject({ userId });
      }
      expect(found.length).toBeGreaterThanOrEqual(anomaliesOf(lines, usualRules, nobodysCase).length);
    }),
  );
});

test('차례대로 간 시각에는 거꾸로 간 시각이 없다', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 40 }), (drawn) => {
      const lines = drawn.toSorted((a, b) => a.at - b.at).map((one, n) => ({ ...one, seq: n + 1 }));
      const kinds = anomaliesOf(lines, strict, nobodysCase).map(({ kind }) => kind);
      expect(kinds).not.toContain('clockBack');
    }),
  );
});
