import { expect, test } from 'vitest';
import type { Output } from '../../shared/contract/index.ts';
import type { ConsultationInput } from '../../shared/model/consultation.ts';
import { Refusal } from '../../shared/model/problem.ts';
import type { TestDesk } from '../deskTest.test-helper.ts';
import { openTestDesk, personForm, testNow } from '../deskTest.test-helper.ts';
import { talk } from '../store/stores.test-helper.ts';

async function person({ desk, actor }: TestDesk): Promise<number> {
  return ((await desk.write('person.create', personForm(), actor, testNow)) as Output<'person.create'>).id;
}

async function write(
  { desk, actor }: TestDesk,
  personId: number,
  over: Partial<ConsultationInput> = {},
): Promise<unknown> {
  return await desk.write('consultation.create', { personId, consultation: { ...talk, ...over } }, actor, testNow);
}

test('상담은 그 사람의 기록과 전체 목록에 새것부터 나온다', async () => {
  const desk = await openTestDesk();
  const personId = await person(desk);
  await write(desk, personId);
  await write(desk, personId, { time: '14:00', content: '두 번째 상담입니다.', nextDay: '12월 3일' });
  const own = (await desk.desk.read(
    'consultation.ofPerson',
    { personId, offset: 0, limit: 10 },
    desk.actor,
    testNow,
  )) as Output<'consultation.ofPerson'>;
  expect(own.rows.map(({ fields }) => [fields.time, fields.content])).toEqual([
    ['14:00', '두 번째 상담입니다.'],
    ['09:30', '첫 상담입니다.'],
  ]);
  const all = (await desk.desk.read(
    'consultation.list',
    { sort: 'day', direction: 'desc', offset: 0, limit: 10 },
    desk.actor,
    testNow,
  )) as Output<'consultation.list'>;
  expect(all).toMatchObject({
    total: 2,
    rows: [
      { personId, personName: '홍길동', time: '14:00', counsellor: '이상담', nextDay: '2026-12-03' },
      { personId, time: '09:30' },
    ],
  });
});

test('앞날의 상담, 내용 없는 상담, 주민등록번호가 든 상담은 할 일을 말하며 거절된다', async () => {
  const desk = await openTestDesk();
  const personId = await person(desk);
  const fields = async (over: Partial<ConsultationInput>): Promise<string[]> => {
    const error = await write(desk, personId, over).catch((thrown: unknown) => thrown);
    return error instanceof Refusal ? Object.keys(error.problem.fields ?? {}) : [];
  };
  expect(await fields({ day: '2026.11.23' })).toEqual(['day']);
  expect(await fields({ day: '2026.11.22', time: '18:00' })).toEqual(['time']);
  expect(await fields({ content: ' ' })).toEqual(['content']);
  expect(await fields({ content: '번호는 900101-1234567 입니다.' })).toEqual(['content']);
  expect(await fields({ content: '가'.repeat(4001) })).toEqual(['content']);
  expect(await fields({ nextDay: '2026.11.1' })).toEqual(['nextDay']);
});

test('오늘 화면은 다음 상담이 된 사람을 보이고 그 뒤 상담이 있으면 내린다', async () => {
  const desk = await openTestDesk();
  const personId = await person(desk);
  await write(desk, personId, { day: '2026.11.20', nextDay: '2026.11.22' });
  const names = async (): Promise<string[]> =>
    ((await desk.desk.read('today.get', {}, desk.actor, testNow)) as Output<'today.get'>).groups
      .filter(({ kind }) => kind === 'nextConsultation')
      .flatMap(({ items }) => items.map(({ name, daysLeft }) => `${name} ${daysLeft}`));
  expect(await names()).toEqual(['홍길동 0']);
  await write(desk, personId, { day: '2026.11.22', time: '9:00' });
  expect(await names()).toEqual([]);
  // A follow-up on the same day counts by its hour.
  await write(desk, personId, { day: '2026.11.22', time: '9:30', nextDay: '2026.11.22' });
  expect(await names()).toEqual(['홍길동 0']);
  await write(desk, personId, { day: '2026.11.22', time: '10:00' });
  expect(await names()).toEqual([]);
});
