import { expect, test } from 'vitest';
import type { Output } from '../../shared/contract/index.ts';
import { Refusal } from '../../shared/model/problem.ts';
import { openTestDesk, personForm, testNow } from '../deskTest.test-helper.ts';

async function codeOf(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof Refusal ? error.problem.code : String(error);
}

test('같은 명령 번호를 다른 입력이나 다른 사람이 쓰면 앞의 답을 주지 않고 거절한다', async () => {
  const { desk, actor } = await openTestDesk();
  const command = '11111111-2222-4333-8444-555555555555';
  const made = (await desk.write('person.create', personForm(), actor, testNow, command)) as Output<'person.create'>;
  expect(await desk.write('person.create', personForm(), actor, testNow, command)).toEqual(made);
  const other = { ...actor, userId: actor.userId + 1 };
  for (const wrong of [
    desk.write('person.create', personForm({ name: '김철수' }), actor, testNow, command),
    desk.write('person.create', personForm(), other, testNow, command),
    desk.write('search.settled', { people: [] }, actor, testNow, command),
  ])
    expect(await codeOf(wrong)).toBe('badRequest');
});
