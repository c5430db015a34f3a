import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { problem } from '../../shared/model/problem.ts';
import type { DraftNews, DraftPlace, Typed } from './draftKeeper.ts';
import { keepDraft, longestWait, quietTime } from './draftKeeper.ts';

const base = { name: '', mobile: '' };

function desk(answer: Awaited<ReturnType<DraftPlace['save']>> = { savedAt: 1 }) {
  const saved: Typed[] = [];
  const held: Typed[] = [];
  const at: (number | null)[] = [];
  let discarded = 0;
  const place: DraftPlace = {
    save: (values) => {
      saved.push(values);
      return Promise.resolve(answer);
    },
    discard: () => {
      discarded += 1;
      return Promise.resolve(null);
    },
  };
  const news: DraftNews = {
    onSaved: (when) => {
      at.push(when);
    },
    onHeld: (values) => {
      held.push(values);
    },
  };
  return { place, news, saved, held, at, discarded: () => discarded };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('멈추면 곧 저장하고, 쉬지 않고 쳐도 1.5초마다 저장한다', async () => {
  const { place, news, saved } = desk();
  const keeper = keepDraft(base, place, news);
  for (let n = 1; n <= 20; n += 1) {
    keeper.typed({ ...base, name: '가'.repeat(n) });
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(saved.length).toBe(1);
  await vi.advanceTimersByTimeAsync(Math.max(quietTime, longestWait));
  expect(saved.at(-1)).toEqual({ ...base, name: '가'.repeat(20) });
});

test('처음 값으로 돌아오면 임시 저장을 지운다', async () => {
  const { place, news, saved, discarded } = desk();
  const keeper = keepDraft(base, place, news);
  keeper.typed({ ...base, name: '김' });
  await keeper.flush();
  keeper.typed(base);
  await keeper.flush();
  expect(saved).toHaveLength(1);
  expect(discarded()).toBe(1);
});

test('아무것도 치지 않았으면 저장하지도 지우지도 않는다', async () => {
  const { place, news, saved, discarded } = desk();
  const keeper = keepDraft(base, place, news);
  keeper.typed(base);
  await keeper.flush();
  await keeper.end();
  expect(saved).toHaveLength(0);
  expect(discarded()).toBe(0);
});

test('로그인이 끝난 뒤의 글은 버리지 않고 그 사람 몫으로 들고 있는다', async () => {
  const { place, news, held } = desk(problem('notSignedIn'));
  const keeper = keepDraft(base, place, news);
  keeper.typed({ ...base, name: '김철수' });
  await keeper.flush();
  expect(held).toEqual([{ ...base, name: '김철수' }]);
});

test('저장하지 못한 글은 다음 때에 다시 저장한다', async () => {
  const { place, news, saved, at } = desk(problem('diskFull'));
  const keeper = keepDraft(base, place, news);
  keeper.typed({ ...base, name: '김' });
  await keeper.flush();
  await keeper.flush();
  expect(saved).toHaveLength(2);
  expect(at).toEqual([null, null]);
});

test('기록을 저장한 뒤에는 늦게 온 글이 임시 저장을 되살리지 않는다', async () => {
  const { place, news, saved, discarded } = desk();
  const keeper = keepDraft(base, place, news);
  keeper.typed({ ...base, name: '김' });
  await keeper.flush();
  keeper.typed({ ...base, name: '김철' });
  await keeper.end();
  keeper.typed({ ...base, name: '김철수' });
  await vi.advanceTimersByTimeAsync(5000);
  expect(saved).toHaveLength(1);
  expect(discarded()).toBe(1);
});

test('저장하지 못한 채 화면을 떠나면 글을 들고 있게 한다', async () => {
  const { place, news, saved, held } = desk(problem('storeBusy'));
  const keeper = keepDraft(base, place, news);
  keeper.typed({ ...base, name: '김철수' });
  await keeper.leave();
  expect([saved.length, held]).toEqual([1, [{ ...base, name: '김철수' }]]);
  await keeper.leave();
  expect(held).toHaveLength(1);
});

test('아무것도 쓰지 않은 칸은 떠날 때에도, 로그인이 끝나도 들고 있지 않는다', async () => {
  const { place, news, held } = desk(problem('notSignedIn'));
  const keeper = keepDraft(base, place, news);
  keeper.typed(base);
  await keeper.leave();
  keeper.takeOver();
  keeper.typed(base);
  await keeper.leave();
  expect(held).toEqual([]);
});

test('들고 있던 글은 남이 저장하므로, 기록을 저장하면 그 임시 저장도 버린다', async () => {
  const { place, news, discarded } = desk(problem('notSignedIn'));
  const keeper = keepDraft(base, place, news);
  keeper.typed({ ...base, name: '김철수' });
  await keeper.leave();
  await keeper.end();
  expect(discarded()).toBe(1);
});
