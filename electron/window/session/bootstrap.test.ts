import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openHub } from '../../../test/fault/syncEnd.ts';
import { testFolder } from '../../deskTest.test-helper.ts';
import type { LentLaptop } from '../lease/leaseDesk.test-helper.ts';
import { enrolAt, exchange, joinedBy, joinFileOf, officeLaptop, until } from '../lease/leaseDesk.test-helper.ts';

/** What a month in the office brings after a 참여 파일 was made: people come, one is corrected, one is destroyed. */
async function month(office: LentLaptop): Promise<void> {
  for (const name of ['가나다', '나다라', '다라마']) await office.add(name);
  const { rows } = (await office.read('person.list', {
    sort: 'name',
    direction: 'asc',
    offset: 0,
    limit: 100,
  })) as { rows: { id: number; name: string; number: string }[] };
  const gone = rows.find(({ name }) => name === '이나중');
  const values = { reason: '01', note: '', notResident: '', number: gone?.number ?? '' };
  await office.write('erasure.carryOut', { ids: [gone?.id ?? 0], values });
  await office.jump(30 * 24);
  await office.add('라마바');
}

const after = ['가나다', '김백업', '나다라', '다라마', '라마바'];

test('한 달 묵은 참여 파일로 들어와도 교환 폴더에 있는 그 뒤의 것을 모두 받고, 파기한 사람은 없어진다', async () => {
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const file = await joinFileOf(office);
  await exchange(office);
  await month(office);
  expect(await office.people()).toEqual(after);
  const field = await joinedBy(file, folder);
  expect(await field.people()).toEqual(['김백업', '이나중']);
  await exchange(field);
  await until([office, field], async () => (await field.people()).join() === after.join());
  await field.add('박현장');
  await until([field, office], async () => (await office.people()).includes('박현장'));
  expect([...office.troubles, ...field.troubles]).toEqual([]);
});

test('한 달 묵은 참여 파일로 들어와도 허브에 있는 그 뒤의 것을 모두 받는다', async () => {
  const hub = await openHub(testFolder());
  onTestFinished(() => hub.close());
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const file = await joinFileOf(office);
  await enrolAt(office, hub);
  await month(office);
  const field = await joinedBy(file, folder);
  await enrolAt(field, hub);
  for (const end = performance.now() + 40_000; (await field.people()).join() !== after.join(); await sleep(50))
    if (performance.now() > end) throw new Error(JSON.stringify([await field.people(), field.syncs.state()]));
  expect([...office.troubles, ...field.troubles]).toEqual([]);
});
