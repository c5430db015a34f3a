import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openHub } from '../../../test/fault/syncEnd.ts';
import { codeOf, testFolder } from '../../deskTest.test-helper.ts';
import { here } from '../backup/backupDesk.test-helper.ts';
import { login } from '../backup/backupTest.test-helper.ts';
import { enrolAt, exchange, lentBy, officeLaptop, signIn, until } from './leaseDesk.test-helper.ts';
import type { LentLaptop } from './leaseDesk.test-helper.ts';

const emptied = /^(?:logs|owner|look|emptied)/;

test('허브 없는 센터에서 회수한 노트북은 사무실 노트북이 모두 가졌다고 할 때까지 가지고 있다가 비운다', async () => {
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const field = await lentBy(office, folder);
  await exchange(office);
  await exchange(field);
  await until([office, field], () => field.exchanges.state().state === 'upToDate');
  await field.add('박현장');
  const waiting = async () => field.exchanges.state().waiting;
  await field.round();
  expect(await waiting()).toBeGreaterThan(0);

  const id = await office.idOf('02');
  await office.syncs.mark('recalled', { id, password: login.password }, office.from());
  await office.round();
  await field.round();
  await until([field], () => field.phase() === 'leaving');
  expect(field.sessions.actor(here)).toBeUndefined();
  expect(await field.leases.state()).toMatchObject({ why: 'recall', stage: 'handOver', office: '노트북 01' });
  expect(field.holdsData()).toBe(true);

  await until([office, field], () => !field.holdsData());
  expect(readdirSync(field.folder.root).filter((name) => !emptied.test(name))).toEqual([]);
  await until([office], () => field.phase() === 'firstRun');
  expect(await office.people()).toEqual(['김백업', '박현장', '이나중']);
  const { rows } = await office.syncs.devices(office.from());
  expect(rows.map(({ standing }) => standing)).toEqual(['active', 'left']);
  expect([...office.troubles, ...field.troubles]).toEqual([]);
});

test('빌린 기간이 끝나면 다음 날 잠기고, 사무실 노트북의 날짜도 지났을 때에만 비운다', async () => {
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const field = await lentBy(office, folder, { lentUntil: '2026-11-23' });
  await exchange(office);
  await exchange(field);
  await field.add('박현장');
  field.sit(35);
  expect(field.phase()).toBe('open');
  field.sit(1.1);
  // No call is needed for it: the day alone locks.
  expect(field.phase()).toBe('leaving');
  expect(field.sessions.actor(here)).toBeUndefined();
  await until([office, field], async () => (await field.leases.state()).stage === 'askDay');
  await until([office, field, office, field], () => field.holdsData());
  expect(field.holdsData()).toBe(true);
  expect(await office.people()).toContain('박현장');

  await office.jump(48);
  await office.add('최사무');
  await until([office, field], () => !field.holdsData());
  expect(await office.people()).toEqual(['김백업', '박현장', '이나중', '최사무']);
  const { rows } = await office.syncs.devices(office.from());
  expect(rows.map(({ standing }) => standing)).toEqual(['active', 'left']);
});

test('기간을 늘리면 그 소식이 온 노트북은 저절로 열리고, 마지막 말을 거둔다', async () => {
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const field = await lentBy(office, folder, { lentUntil: '2026-11-22' });
  await exchange(office);
  await exchange(field);
  await field.jump(24);
  await until([office, field], () => field.phase() === 'leaving');
  await until([office, field], async () => {
    const { rows } = await office.syncs.devices(office.from());
    return rows[1]?.standing === 'left';
  });
  const id = await office.idOf('02');
  const change = { id, seen: '[]', name: '박람회 노트북', endedOn: '', lentUntil: '2026-12-01' };
  await office.write('device.change', change);
  await until([office, field], () => field.phase() === 'open');
  await field.add('박현장');
  await until([office, field], async () => (await office.people()).includes('박현장'));
  const { rows } = await office.syncs.devices(office.from());
  expect(rows[1]?.standing).toBe('active');
});

test('받아 둘 곳이 없으면 기다리고, 관리자가 그 노트북에서 기간을 늘리거나 날짜를 확인할 수 있다', async () => {
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const field = await lentBy(office, folder, { lentUntil: '2026-11-22' });
  // The office has given its laptop back: none is named that is in use.
  const id = await field.idOf('01');
  await field.write('device.change', { id, seen: '[]', name: '노트북 01', endedOn: '2026-11-22' });
  await field.jump(24);
  expect(await field.leases.state()).toMatchObject({ why: 'lease', stage: 'noKeeper', office: null });
  const confirm = (password: string) => field.leases.confirmDay({ password }, field.from());
  expect(await codeOf(confirm('wrong-2026!'))).toBe('checkFields');
  expect(await confirm(login.password)).toMatchObject({ stage: 'noKeeper' });
  const extend = (to: string) => field.leases.extend({ lentUntil: to, password: login.password }, field.from());
  expect(await codeOf(extend('2026-11-22'))).toBe('checkFields');
  expect(await extend('2026-11-30')).toMatchObject({ why: null });
  expect(field.phase()).toBe('open');
  expect(await field.people()).toEqual(['김백업', '이나중']);
});

test('시계가 몇 해 앞서도 지워지는 것은 없고, 바로잡으면 열린다', async () => {
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const field = await lentBy(office, folder, { lentUntil: '2026-11-30' });
  await exchange(office);
  await exchange(field);
  const years = 14 * 365 * 24;
  await field.jump(years);
  await until([office, field], async () => (await field.leases.state()).stage === 'askDay');
  expect(field.phase()).toBe('leaving');
  await until([office, field, office, field], () => true);
  expect(field.holdsData()).toBe(true);
  await field.jump(-years);
  await until([field], () => field.phase() === 'open');
  // A day set back before the end gives nothing.
  await field.jump(24 * 9);
  expect(field.phase()).toBe('leaving');
  await until([field], async () => (await field.leases.state()).why === 'lease');
  await field.jump(-24 * 5);
  expect(field.phase()).toBe('leaving');
});

test('허브에 이어진 노트북은 허브가 모두 가졌고 허브의 날짜도 지났을 때 비운다. 두 대가 한꺼번에 끝나도 그렇다', async () => {
  const hub = await openHub(testFolder());
  onTestFinished(() => hub.close());
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const fields = [await lentBy(office, folder), await lentBy(office, folder)];
  for (const each of [office, ...fields]) await enrolAt(each, hub);
  for (const [index, each] of fields.entries()) await each.add(index === 0 ? '박현장' : '최현장');
  for (const number of ['02', '03']) {
    const change = { id: await office.idOf(number), seen: '[]', name: `노트북 ${number}`, endedOn: '' };
    await office.write('device.change', { ...change, lentUntil: '2020-01-01' });
  }
  for (const end = performance.now() + 40_000; fields.some((each) => each.holdsData()); await sleep(100)) {
    if (performance.now() > end) throw new Error(JSON.stringify(fields.map((each) => [each.phase(), each.troubles])));
  }
  expect(await office.people()).toEqual(['김백업', '박현장', '이나중', '최현장']);
  for (const each of fields) expect(readdirSync(each.folder.root).filter((name) => !emptied.test(name))).toEqual([]);
  expect(office.holdsData()).toBe(true);
  const wiped = async () => (await hub.store.devices()).filter(({ wipedAt }) => wipedAt !== null).length;
  await expect.poll(wiped, { timeout: 10_000 }).toBe(2);
}, 120_000);

test.each(['lease', 'recall'] as const)('사무실 노트북이 연 행사 네트워크에서도 다 넘기고 비운다: %s', async (why) => {
  const folder = testFolder();
  const office = await officeLaptop(folder);
  const field = await lentBy(office, folder);
  await field.add('박현장');
  const id = await office.idOf('02');
  if (why === 'lease') {
    const change = { id, seen: '[]', name: '노트북 02', endedOn: '', lentUntil: '2020-01-01' };
    await office.write('device.change', change);
  } else await office.syncs.mark('recalled', { id, password: login.password }, office.from());
  const { addresses } = await office.events.open(office.from());
  await field.events.join({ address: addresses[0] ?? '' }, field.from());
  await expect.poll(() => field.holdsData(), { timeout: 40_000 }).toBe(false);
  expect(await office.people()).toEqual(['김백업', '박현장', '이나중']);
  expect(field.phase()).toBe('firstRun');
});

/** Puts this laptop's own newest backup in its place; gives what its record says then, and the backup's handle. */
async function restored(at: LentLaptop) {
  await at.backups.now(at.admin());
  const { backups } = await at.backups.list(at.from());
  const handle = backups[0]?.handle ?? '';
  await at.backups.restore({ handle, by: login }, at.from());
  await signIn(at);
  const { rows } = (await at.read('device.list', {})) as { rows: { here: boolean }[] };
  return { handle, own: rows.find((row) => row.here) };
}

test('사무실 노트북은 백업을 복원하여 새 이름을 받은 뒤에도 사무실 노트북이다', async () => {
  const { own } = await restored(await officeLaptop(testFolder()));
  expect(own).toMatchObject({ number: '02', endedOn: null, lentUntil: null, isOffice: true });
});

test('복원은 빌린 기간을 벗어나는 길이 아니다', async () => {
  const folder = testFolder();
  const field = await lentBy(await officeLaptop(folder), folder, { lentUntil: '2026-11-23' });
  const { handle, own } = await restored(field);
  expect(own).toMatchObject({ endedOn: null, lentUntil: '2026-11-23', isOffice: false });
  await field.jump(48);
  expect(field.phase()).toBe('leaving');
  // A restore needs somebody who may see records here, and nobody may.
  expect(await codeOf(field.backups.restore({ handle, by: login }, field.from()))).toBe('notAllowed');
});
