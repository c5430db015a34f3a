import { expect, test } from 'vitest';
import type { Answer, DeskBridge } from '../../shared/contract/index.ts';
import { problem } from '../../shared/model/problem.ts';
import { openDesk } from './desk.ts';

function bridge(answer: () => Promise<Answer<unknown>>) {
  const calls: (readonly [string, string | undefined])[] = [];
  const made: DeskBridge = {
    call: (name, _input, commandId) => {
      calls.push([name, commandId]);
      return answer();
    },
    on: () => () => {},
  };
  return { made, calls };
}

test('쓰는 요청에는 명령 번호가 붙고 읽는 요청에는 붙지 않는다', async () => {
  const { made, calls } = bridge(() => Promise.resolve({ ok: true, value: {} }));
  const desk = openDesk({ bridge: made, newId: () => 'new-id', onSignedOut: () => {} });
  await desk.call('person.get', { id: 1 });
  await desk.call('search.settled', { people: [1] });
  await desk.call('search.settled', { people: [1] }, 'same-id');
  expect(calls).toEqual([
    ['person.get', undefined],
    ['search.settled', 'new-id'],
    ['search.settled', 'same-id'],
  ]);
});

test('로그인이 끝났다는 답은 화면 전체에 알린다', async () => {
  const { made } = bridge(() => Promise.resolve({ ok: false, problem: problem('notSignedIn') }));
  let told = 0;
  const desk = openDesk({
    bridge: made,
    newId: () => 'id',
    onSignedOut: () => {
      told += 1;
    },
  });
  const answer = await desk.call('today.get', {});
  expect(answer.ok).toBe(false);
  expect(told).toBe(1);
});

test('다리가 끊겨도 던지지 않고 할 일을 말하는 문장으로 답한다', async () => {
  const { made } = bridge(() => Promise.reject(new Error('gone')));
  const desk = openDesk({ bridge: made, newId: () => 'id', onSignedOut: () => {} });
  const answer = await desk.call('today.get', {});
  expect(answer).toEqual({ ok: false, problem: problem('unexpected') });
});
