// What comes from other laptops is told to whoever shows it, also after pages that changed nothing and ears that failed.
import { expect, test } from 'vitest';
import type { Output } from '../../shared/contract/index.ts';
import { emptyCompany } from '../../shared/model/company.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import { testNow } from '../deskTest.test-helper.ts';
import { pairsOf } from '../sync/port.ts';
import { testLaptop } from '../sync/link.test-helper.ts';
import type { TestLaptop } from '../sync/link.test-helper.ts';

async function give(from: TestLaptop, to: TestLaptop): Promise<Uint8Array> {
  await to.ask('sync.learn', { keys: await from.ask('sync.introductions', null) });
  const page = await from.ask('sync.pageFor', { held: pairsOf(to.vector()), without: [] });
  if (page === null) throw new Error('nothing to give');
  await to.ask('sync.receive', { bytes: page.bytes });
  return page.bytes;
}

/** How long to look for what will surely come, on however slow a machine. */
const soon = { timeout: 30_000 };
const told = (at: TestLaptop): number => at.changes.filter(({ types }) => types.includes('person')).length;

test('아무것도 바꾸지 않는 쪽이 온 뒤에도, 새로 온 것은 화면에 알린다', async () => {
  const one = await testLaptop();
  const two = await testLaptop({ of: one });
  await one.add('김하나');
  const bytes = await give(one, two);
  await expect.poll(() => told(two), soon).toBe(1);
  await two.ask('sync.receive', { bytes });
  await two.ask('sync.receive', { bytes: new Uint8Array([1, 2, 3]) });
  await one.add('이두리');
  await give(one, two);
  await expect.poll(() => told(two), soon).toBe(2);
});

test('알림을 받는 쪽이 한 번 실패해도 다음 것은 알리고, 그 까닭이 남는다', async () => {
  const one = await testLaptop();
  const two = await testLaptop({ of: one });
  const { push } = Array.prototype;
  let fails = true;
  two.changes.push = (...all) => {
    if (fails) {
      fails = false;
      throw new Error('the window is gone');
    }
    return push.apply(two.changes, all);
  };
  await one.add('김하나');
  await give(one, two);
  await expect.poll(() => two.troubles, soon).toEqual(['Error: the window is gone']);
  await one.add('이두리');
  await give(one, two);
  await expect.poll(() => told(two), soon).toBe(1);
});

const talked = {
  ...emptyConsultation,
  day: '2026-11-20',
  time: '10:00',
  method: '02',
  type: '01',
  content: '전화함.',
};
const of = (at: TestLaptop, type: string) => at.changes.flatMap(({ ids }) => ids.filter((each) => each.type === type));

test('다른 노트북에서 온 상담은 누구의 것인지, 담당자는 어느 기업의 것인지 함께 알린다', async () => {
  const one = await testLaptop();
  const two = await testLaptop({ of: one });
  await one.add('김하나');
  const person = await one.add('이두리');
  await one.desk.write('consultation.create', { personId: person, consultation: talked }, one.actor, testNow);
  const made = await one.desk.write('company.create', { ...emptyCompany, name: '한빛금속' }, one.actor, testNow);
  const { id: companyId } = made as { id: number };
  const values = { name: '김과장', role: '02' };
  const part = { companyId, kind: 'contact', id: null, seen: null, before: {}, values };
  await one.desk.write('companyPart.save', part, one.actor, testNow);
  expect(of(one, 'consultation')).toEqual([{ type: 'consultation', id: 1, on: person }]);
  await give(one, two);
  await expect.poll(() => of(two, 'contact'), soon).toEqual([{ type: 'contact', id: 1, on: 1 }]);
  // The people came in some order of their own.
  const list = { sort: 'name', direction: 'asc', offset: 0, limit: 10 };
  const { rows } = (await two.desk.read('person.list', list, two.actor, testNow)) as Output<'person.list'>;
  const there = rows.find(({ name }) => name === '이두리')?.id;
  expect(of(two, 'consultation')).toEqual([{ type: 'consultation', id: 1, on: there }]);
  expect(of(two, 'person').every((each) => !('on' in each))).toBe(true);
});

test('뺀 것과 고친 것도 누구의 것인지 알린다', async () => {
  const one = await testLaptop();
  const made = await one.desk.write('company.create', { ...emptyCompany, name: '한빛금속' }, one.actor, testNow);
  const { id: companyId } = made as { id: number };
  const part = { companyId, kind: 'contact', id: null, seen: null, before: {}, values: { name: '김과장', role: '02' } };
  await one.desk.write('companyPart.save', part, one.actor, testNow);
  const off = { companyId, kind: 'contact', id: 1, undo: false };
  await one.desk.write('companyPart.remove', off, one.actor, testNow);
  const told = { type: 'contact', id: 1, on: companyId };
  expect(of(one, 'contact')).toEqual([told, told]);
});
