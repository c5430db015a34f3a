import { expect, test } from 'vitest';
import type { Answer, DeskBridge } from '../../shared/contract/index.ts';
import type { ProblemCode } from '../../shared/model/problem.ts';
import { problem } from '../../shared/model/problem.ts';
import { createDeskState } from '../state/desk.tsx';
import { openDesk } from './desk.ts';
import { keepHeld } from './heldDrafts.ts';

const draft = (userId: number, content: string, about = 12) => ({
  userId,
  subject: { form: 'consultation', about } as const,
  values: { content },
});

/** A desk whose store answers drafts with these problems in turn, null for done, and with done from then on. */
function busyDesk(...problems: readonly (ProblemCode | null)[]) {
  const state = createDeskState();
  const sent: unknown[] = [];
  /** What was held when a save was under way: nothing may be let go of before its answer. */
  const heldThen: number[] = [];
  const bridge: DeskBridge = {
    call: (_name, input): Promise<Answer<unknown>> => {
      const code = problems[sent.length] ?? null;
      sent.push(input);
      heldThen.push(state.getState().held.length);
      return Promise.resolve(
        code === null ? { ok: true, value: { savedAt: 1 } } : { ok: false, problem: problem(code) },
      );
    },
    on: () => () => undefined,
  };
  const desk = openDesk({ bridge, newId: () => 'id', onSignedOut: () => undefined });
  const pauses: number[] = [];
  let kept = 0;
  const over = new AbortController();
  const keep = (userId: number, onPause: () => void = () => undefined) =>
    keepHeld({
      desk,
      state,
      userId,
      onKept: () => {
        kept += 1;
      },
      pause: (ms) => {
        pauses.push(ms);
        onPause();
        return Promise.resolve();
      },
      over: over.signal,
    });
  const toasts = () => state.getState().toasts.map(({ text }) => text);
  return { state, sent, heldThen, keep, over, pauses, kept: () => kept, toasts };
}

test('들고 있던 글은 저장된 것을 안 다음에야 놓는다', async () => {
  const { state, heldThen, keep, kept, toasts } = busyDesk();
  state.getState().hold(draft(1, '첫 글'));
  state.getState().hold(draft(1, '둘째 글', 13));
  state.getState().hold(draft(2, '남의 글', 14));
  await keep(1);
  expect([heldThen, kept(), toasts()]).toEqual([[3, 2], 2, []]);
  expect(state.getState().held).toEqual([draft(2, '남의 글', 14)]);
});

test('저장하지 못하면 알리고, 될 때까지 다시 저장한다', async () => {
  const { state, sent, keep, pauses, toasts } = busyDesk('storeBusy', 'diskFull', 'unexpected', null);
  state.getState().hold(draft(1, '글'));
  await keep(1);
  expect(sent).toHaveLength(4);
  expect(pauses).toHaveLength(3);
  expect(toasts()).toEqual([expect.stringContaining('임시 저장하지 못했습니다')]);
  expect(state.getState().held).toEqual([]);
});

test('로그인이 다시 끝나면 들고 있던 글은 남아 다음 로그인을 기다린다', async () => {
  const { state, keep } = busyDesk('notSignedIn');
  state.getState().hold(draft(1, '글'));
  await keep(1);
  expect(state.getState().held).toHaveLength(1);
  await keep(1);
  expect(state.getState().held).toEqual([]);
});

test('화면이 바뀌면 그만두고 글은 남는다', async () => {
  const { state, keep, over, sent } = busyDesk('storeBusy', 'storeBusy');
  state.getState().hold(draft(1, '글'));
  await keep(1, () => over.abort());
  expect([sent.length, state.getState().held.length]).toEqual([1, 1]);
});

test('없어진 사람의 글은 다시 저장하지 않고 그렇다고 말한다', async () => {
  const { state, sent, keep, toasts } = busyDesk('notFound');
  state.getState().hold(draft(1, '글'));
  await keep(1);
  expect([sent.length, state.getState().held]).toEqual([1, []]);
  expect(toasts()).toEqual([expect.stringContaining('볼 수 없게')]);
});

test('그 사이에 양식이 더 새 글을 보냈으면 들고 있던 글로 덮어쓰지 않는다', async () => {
  const { state, sent, keep } = busyDesk('storeBusy');
  state.getState().hold(draft(1, '옛 글'));
  await keep(1, () => state.getState().supersede(1, { form: 'consultation', about: 12 }));
  expect(sent).toHaveLength(1);
});
