import { expect, it } from 'vitest';
import type { Input, Output } from '../../shared/contract/index.ts';
import { emptyCompany } from '../../shared/model/company.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { TestDesk } from '../deskTest.test-helper.ts';
import { openTestDesk, personForm, testNow } from '../deskTest.test-helper.ts';

const day = 86_400_000;

async function today({ desk, actor }: TestDesk, of: 'mine' | 'team' = 'mine', at = testNow, as: Actor = actor) {
  return (await desk.read('today.get', { of }, as, at)) as Output<'today.get'>;
}

async function waiting({ desk, actor }: TestDesk, name: string): Promise<number> {
  const { id } = (await desk.write(
    'person.create',
    personForm({ name, mobile: '', otherPhone: '032-812-3456' }),
    actor,
    testNow,
  )) as {
    id: number;
  };
  const consultation = {
    ...emptyConsultation,
    day: '2026.11.20',
    time: '1000',
    method: '02',
    type: '01',
    content: '다시 전화하기로 함',
    nextDay: '2026.11.22',
  };
  await desk.write('consultation.create', { personId: id, consultation }, actor, testNow);
  return id;
}

it('내 일에는 내 담당만, 팀에는 모두 나온다', async () => {
  const test = await openTestDesk();
  await waiting(test, '홍길동');
  const other: Actor = { userId: test.actor.userId + 1, name: '다른 상담사', role: 'counsellor' };
  expect((await today(test)).groups[0]?.total).toBe(1);
  expect((await today(test, 'team', testNow, other)).groups[0]?.total).toBe(1);
});

it('미룬 것은 그날까지 보이지 않고, 그날 다시 나온다', async () => {
  const test = await openTestDesk();
  const [first, second] = [await waiting(test, '홍길동'), await waiting(test, '김영희')];
  const put = (over: Partial<Input<'today.snooze'>> = {}) =>
    test.desk.write(
      'today.snooze',
      {
        items: [first, second].map((personId) => ({ kind: 'nextConsultation' as const, personId, due: '2026-11-22' })),
        until: '11월 25일',
        reason: '본인 요청',
        ...over,
      },
      test.actor,
      testNow,
    );
  await expect(put({ reason: ' ' })).rejects.toMatchObject({
    problem: { fields: { reason: '미루는 사유를 적어 주십시오. 예: 본인 요청' } },
  });
  await expect(put({ until: '2026.11.22' })).rejects.toMatchObject({ problem: { code: 'checkFields' } });
  await put();
  expect((await today(test)).groups[0]).toMatchObject({ total: 0, items: [] });
  expect((await today(test, 'mine', testNow + 2 * day)).groups[0]?.total).toBe(0);
  expect((await today(test, 'mine', testNow + 3 * day)).groups[0]?.total).toBe(2);
});

it('열람제한인 남의 구직자는 미룰 수도 없다', async () => {
  const test = await openTestDesk();
  const personId = await waiting(test, '홍길동');
  await test.desk.write(
    'person.restrict',
    { id: personId, restricted: true, reason: '본인 요청' },
    test.actor,
    testNow,
  );
  const other: Actor = { userId: test.actor.userId + 1, name: '다른 상담사', role: 'counsellor' };
  const items = [{ kind: 'nextConsultation' as const, personId, due: '2026-11-22' }];
  await expect(
    test.desk.write('today.snooze', { items, until: '11월 25일', reason: '시험' }, other, testNow),
  ).rejects.toMatchObject({ problem: { code: 'notFound' } });
});

it('기한이 된 약속과 60일 안에 끝나는 확인서가 나오고, 지킨 약속은 사라진다', async () => {
  const test = await openTestDesk();
  const { desk, actor } = test;
  const { id: companyId } = (await desk.write(
    'company.create',
    { ...emptyCompany, name: '한빛금속' },
    actor,
    testNow,
  )) as {
    id: number;
  };
  const add = (kind: 'promise' | 'certificate', values: Record<string, string>) =>
    desk.write('companyPart.save', { companyId, kind, id: null, seen: null, before: {}, values }, actor, testNow);
  await add('promise', { text: '구인표 보내기', by: 'company', due: '2026.11.22' });
  await add('promise', { text: '먼 약속', due: '2027.1.5' });
  await add('certificate', { kind: '01', expiresOn: '2027.1.10' });
  await add('certificate', { kind: '02', expiresOn: '2028.1.10' });
  const [promises, certificates] = (await today(test)).companyGroups;
  expect(promises).toMatchObject({ total: 1, items: [{ name: '한빛금속', note: '구인표 보내기', daysLeft: 0 }] });
  expect(certificates).toMatchObject({ total: 1, items: [{ note: '뿌리기업 확인서', daysLeft: 49 }] });
  await desk.write('today.keepPromise', { id: promises?.items[0]?.id ?? 0 }, actor, testNow);
  expect((await today(test)).companyGroups[0]?.total).toBe(0);
});
