import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, todayInSeoul } from '../korean/day.ts';
import type { Lease } from './lease.ts';
import {
  afterOwn,
  afterWord,
  dayIsSure,
  farthestBack,
  leaveStage,
  leavingOf,
  notLent,
  ownDay,
  usableInstant,
} from './lease.ts';

const day = 86_400_000;
const noon = Date.UTC(2026, 10, 22, 3);
const today = todayInSeoul(noon);
const lent = (over: Partial<Lease> = {}): Lease => ({ ...notLent, lentUntil: today, ...over });

const instants = fc.integer({ min: 0, max: Date.UTC(2090, 0, 1) });
const days = instants.map((at) => todayInSeoul(at));
const leases: fc.Arbitrary<Lease> = fc.record({
  lentUntil: fc.option(days, { nil: null }),
  isRecalled: fc.boolean(),
  seen: instants,
  word: fc.option(instants, { nil: null }),
});
const held = fc.record({ waiting: fc.nat(3), pages: fc.nat(3), hasKeeper: fc.boolean() });

describe('빌린 기간', () => {
  test('마지막 날 밤 열두 시까지 열려 있고, 다음 날 0시(KST)에 잠긴다', () => {
    const midnight = Date.UTC(2026, 10, 22, 15);
    expect(leavingOf(lent(), midnight - 1)).toBeNull();
    expect(leavingOf(lent(), midnight)).toBe('lease');
    expect(leavingOf(lent({ lentUntil: null }), Date.UTC(2400, 0, 1))).toBeNull();
    expect(leavingOf({ ...notLent, isRecalled: true }, noon)).toBe('recall');
  });

  test('시계를 조금 뒤로 돌려도 다시 열리지 않고, 몇 해 앞서 있던 시계를 바로잡으면 열린다', () => {
    const over = afterOwn(lent(), noon + 2 * day);
    expect(leavingOf(over, noon - 3 * day)).toBe('lease');
    expect(leavingOf(over, noon + 2 * day - farthestBack)).toBe('lease');
    const wrong = afterOwn(lent(), Date.UTC(2040, 0, 1));
    expect(leavingOf(wrong, Date.UTC(2040, 0, 1))).toBe('lease');
    expect(leavingOf(wrong, noon)).toBeNull();
    // From then on it is measured by the right time again.
    expect(leavingOf(afterOwn(afterOwn(wrong, noon), noon + 2 * day), noon)).toBe('lease');
  });

  test('며칠 앞서 있던 시계는 다른 이가 오늘을 말해 주면 풀린다', () => {
    const ahead = afterOwn(lent(), noon + 10 * day);
    expect(leavingOf(ahead, noon)).toBe('lease');
    expect(leavingOf(afterWord(ahead, noon), noon)).toBeNull();
  });

  test('한 시계의 말만으로는 비우지 않는다', () => {
    const done = { waiting: 0, pages: 0, hasKeeper: true };
    const late = noon + 2 * day;
    expect(leaveStage(lent(), done, late)).toBe('askDay');
    // The hub stands in 2040, and this laptop's clock is right.
    expect(leaveStage(lent({ word: Date.UTC(2040, 0, 1) }), done, noon)).toBe('askDay');
    expect(leaveStage(lent({ word: late }), done, late)).toBe('empty');
    expect(leaveStage(lent({ word: late }), { ...done, hasKeeper: false }, late)).toBe('noKeeper');
    expect(leaveStage(lent({ word: late }), { ...done, pages: 1 }, late)).toBe('handOver');
    expect(leaveStage({ ...notLent, isRecalled: true }, done, noon)).toBe('empty');
  });

  test('어떤 시각도 날이 된다', () => {
    for (const at of [Number.NaN, -1, 8.64e15, Number.POSITIVE_INFINITY, 1.5])
      expect(ownDay({ seen: 0 }, at)).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(usableInstant(8.64e15)).toBeLessThan(8.64e15);
  });
});

describe('빌린 기간의 성질', () => {
  test('잠긴 노트북은 시간이 더 가도 잠겨 있고, 늘리면 열린다', () => {
    const holds = fc.property(leases, instants, fc.nat(400), (lease, now, more) => {
      // The clock goes on as it should: from a time that is not far behind what was seen before.
      fc.pre(lease.seen - now <= farthestBack);
      const staysShut = leavingOf(lease, now) === null || leavingOf(afterOwn(lease, now), now + more * day) !== null;
      const [, latest = today] = [ownDay(lease, now), todayInSeoul(lease.word ?? 0)].toSorted();
      const longer = leavingOf({ ...lease, lentUntil: addDays(latest, 1) }, now);
      return staysShut && (longer === null) === !lease.isRecalled;
    });
    expect(() => fc.assert(holds)).not.toThrow();
  });

  test('비우는 것은 잠긴 뒤의 일이고, 남은 것이 없고 다른 이도 날이 지났다고 할 때뿐이다', () => {
    const holds = fc.property(leases, held, instants, (lease, has, now) => {
      const stage = leaveStage(lease, has, now);
      if ((stage === null) !== (leavingOf(lease, now) === null)) return false;
      if (stage !== 'empty') return true;
      const nothingLeft = has.waiting === 0 && has.pages === 0 && has.hasKeeper;
      const isOver = lease.isRecalled || ownDay(lease, now) > (lease.lentUntil ?? '9999-12-31');
      const alone = leaveStage({ ...lease, word: null }, has, now);
      return nothingLeft && isOver && dayIsSure(lease, now) && (lease.isRecalled || alone !== 'empty');
    });
    expect(() => fc.assert(holds)).not.toThrow();
  });

  test('다른 이의 말은 처음 것이 틀렸어도 나중 것으로 바로잡힌다', () => {
    const holds = fc.property(leases, instants, (lease, wrong) => {
      const put = afterWord(afterWord(lease, wrong), noon);
      const kept = { ...put, isRecalled: false, lentUntil: addDays(today, 1) };
      return put.word === noon && put.seen <= noon && leavingOf(kept, noon) === null;
    });
    expect(() => fc.assert(holds)).not.toThrow();
  });
});
