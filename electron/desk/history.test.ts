import { expect, it } from 'vitest';
import type { Input, Output } from '../../shared/contract/index.ts';
import { openTestDesk, personForm, testNow } from '../deskTest.test-helper.ts';

it('칸마다 누가 언제 무엇을 무엇으로 고쳤는지 새것부터 보인다', async () => {
  const { desk, actor } = await openTestDesk();
  const first = personForm({ name: '홍길동', mobile: '010-1234-5678' });
  const { id } = (await desk.write('person.create', first, actor, testNow)) as { id: number };
  const change = async (before: typeof first, person: typeof first, at: number) => {
    const { seen } = (await desk.read('person.get', { id }, actor, at)) as Output<'person.get'>;
    const input: Input<'person.change'> = { id, seen, before, person };
    await desk.write('person.change', input, actor, at);
  };
  const second = { ...first, mobile: '010-9999-8888' };
  await change(first, second, testNow + 60_000);
  await change(second, { ...second, note: '야간 불가', mobile: '', otherPhone: '032-123-4567' }, testNow + 120_000);
  const { changes, more } = (await desk.read(
    'history.ofRecord',
    { type: 'person', id },
    actor,
    testNow,
  )) as Output<'history.ofRecord'>;
  expect(more).toBe(false);
  expect(changes).toMatchObject([
    {
      at: new Date(testNow + 120_000).toISOString(),
      who: '이상담',
      made: false,
      fields: [
        { field: 'mobile', before: '01099998888', after: null },
        { field: 'otherPhone', before: null, after: '0321234567' },
        { field: 'note', before: null, after: '야간 불가' },
      ],
    },
    { made: false, fields: [{ field: 'mobile', before: '01012345678', after: '01099998888' }] },
    { made: true },
  ]);
  expect(changes[2]?.fields).toContainEqual({ field: 'name', before: null, after: '홍길동' });
});

it('다른 상담사의 열람제한 구직자는 이력도 없는 사람이다', async () => {
  const { desk, actor } = await openTestDesk();
  const { id } = (await desk.write('person.create', personForm(), actor, testNow)) as { id: number };
  await desk.write('person.restrict', { id, restricted: true, reason: '본인 요청' }, actor, testNow);
  const other = { userId: actor.userId + 1, name: '다른 상담사', role: 'counsellor' } as const;
  await expect(desk.read('history.ofRecord', { type: 'person', id }, other, testNow)).rejects.toMatchObject({
    problem: { code: 'notFound' },
  });
});
