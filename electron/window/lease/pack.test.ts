import { readdirSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openHub } from '../../../test/fault/syncEnd.ts';
import { testFolder } from '../../deskTest.test-helper.ts';
import { here } from '../backup/backupDesk.test-helper.ts';
import type { LentLaptop } from './leaseDesk.test-helper.ts';
import { enrolAt, exchange, lentBy, officeLaptop, until } from './leaseDesk.test-helper.ts';

const fair = { id: null, name: '2026 하반기 박람회' } as const;
const lent = { lentUntil: '2026-11-23', pack: fair } as const;
const emptied = /^(?:logs|owner|look|emptied)/;

test('묶음만 받은 노트북은 센터의 사람을 모르고, 거기서 접수한 사람은 같은 묶음과 사무실에 간다', async () => {
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const one = await lentBy(office, folder, lent);
  const two = await lentBy(office, folder, lent);
  for (const each of [office, one, two]) await exchange(each);
  expect(await one.people()).toEqual([]);
  expect(one.sessions.state(here)).toMatchObject({ phase: 'open', pack: fair.name, lentUntil: lent.lentUntil });
  expect(office.sessions.state(here)).toMatchObject({ pack: null });
  expect(await one.read('pack.list', {})).toMatchObject({ own: fair.name, packs: [{ name: fair.name }] });
  const filter = { from: null, to: null, userId: null, act: 'create', person: null, lines: null } as const;
  const log = { ...filter, sort: 'seq', direction: 'desc', offset: 0, limit: 9 } as const;
  const { rows: made } = (await office.read('log.list', log)) as { rows: { what: string }[] };
  // The second laptop was given the pack that was there.
  expect(made.filter(({ what }) => what === '자료 묶음')).toHaveLength(1);
  await one.add('박현장');
  await office.add('가사무');
  await until([one, office, two, one], async () => (await two.people()).join() === '박현장');
  await until([one, office], async () => (await office.people()).length === 4);
  expect(await office.people()).toEqual(['가사무', '김백업', '박현장', '이나중']);
  expect([await one.people(), await two.people()]).toEqual([['박현장'], ['박현장']]);
  const { rows } = (await office.read('device.list', {})) as { rows: { pack: string | null }[] };
  expect(rows.map(({ pack }) => pack)).toEqual([null, fair.name, fair.name]);
  expect([...office.troubles, ...one.troubles, ...two.troubles]).toEqual([]);
});

test('묶음만 받은 노트북을 거쳐 온 것도 사무실의 다른 노트북은 끝내 다 읽는다', async () => {
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const whole = await lentBy(office, folder);
  const narrow = await lentBy(office, folder, lent);
  const all = [office, whole, narrow];
  for (const each of all) await exchange(each);
  await until(all, async () => (await whole.idOf('03')) > 0);
  const only = async (at: LentLaptop, numbers: readonly string[]) =>
    await at.exchanges.choose({ ids: await Promise.all(numbers.map((number) => at.idOf(number))) }, at.from());
  await only(office, ['03']);
  await only(whole, ['03']);
  await office.add('가사무');
  await until(all, () => whole.syncs.state().items.held === 1);
  expect(await whole.people()).toEqual(['김백업', '이나중']);
  await exchange(office);
  await exchange(whole);
  await until([whole, office], async () => (await whole.people()).includes('가사무'));
  expect(all.flatMap(({ troubles }) => troubles)).toEqual([]);
});

test('허브로도 오가며, 묶음만 받은 노트북은 허브에서도 그 묶음만 읽는다', async () => {
  const folder = testFolder();
  const hub = await openHub(testFolder());
  onTestFinished(() => hub.close());
  const office = await officeLaptop(folder);
  const field = await lentBy(office, folder, lent);
  await enrolAt(office, hub);
  await enrolAt(field, hub);
  const known = (await hub.store.devices()).map(({ scopes }) => scopes?.map((scope) => scope.split(':')[0]) ?? 'all');
  expect(new Set(known)).toEqual(new Set(['all', ['base', 'pack']]));
  await field.add('박현장');
  await office.add('가사무');
  await expect.poll(() => office.people(), { timeout: 60_000 }).toEqual(['가사무', '김백업', '박현장', '이나중']);
  const lacks = (): number => office.syncs.state().items.in - field.syncs.state().items.in;
  await expect.poll(lacks, { timeout: 60_000 }).toBe(0);
  expect(await field.people()).toEqual(['박현장']);
  expect([...office.troubles, ...field.troubles]).toEqual([]);
});

test('묶음의 날이 지나면 잠기고, 사무실이 다 받은 뒤 비며, 사무실에는 그 사람이 남는다', async () => {
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const field = await lentBy(office, folder, lent);
  await exchange(office);
  await exchange(field);
  await field.add('박현장');
  field.sit(37);
  expect(field.phase()).toBe('leaving');
  await office.jump(48);
  await office.add('최사무');
  await until([office, field], () => !field.holdsData());
  expect(readdirSync(field.folder.root).filter((name) => !emptied.test(name))).toEqual([]);
  expect(await office.people()).toEqual(['김백업', '박현장', '이나중', '최사무']);
});

test('기한 없는 묶음, 이름 없는 묶음은 어느 칸을 고칠지 알리고, 묶음만 받은 노트북은 그 묶음만 준다', async () => {
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const refused = async (input: object) =>
    await office.backups
      .makeJoinFile({ name: '가', place: 'field', ...input }, office.from())
      .catch((error: { problem: unknown }) => error.problem);
  expect(await refused({ pack: fair })).toMatchObject({ fields: { lentUntil: expect.any(String) as string } });
  expect(await refused({ ...lent, pack: { id: null, name: ' ' } })).toMatchObject({
    fields: { packName: expect.any(String) as string },
  });
  const field = await lentBy(office, folder, lent);
  await field.add('박현장');
  // All of the centre is asked for, and there is no more here than the pack, which has an end.
  const endless = field.backups.makeJoinFile({ name: '가', place: 'field' }, field.from());
  await expect(endless).rejects.toMatchObject({ problem: { fields: { lentUntil: expect.any(String) as string } } });
  const third = await lentBy(field, folder, { lentUntil: lent.lentUntil });
  expect(await third.people()).toEqual(['박현장']);
  expect(third.sessions.state(here)).toMatchObject({ pack: fair.name });
});
