// A laptop with a pack that has nothing but a hub: no exchange folder, no event network.
import { readdirSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openHub } from '../../../test/fault/syncEnd.ts';
import { testFolder } from '../../deskTest.test-helper.ts';
import { openEngine } from '../../store/open.ts';
import { login } from '../backup/backupTest.test-helper.ts';
import { here } from '../backup/backupDesk.test-helper.ts';
import type { LentLaptop } from './leaseDesk.test-helper.ts';
import { enrolAt, lentBy, officeLaptop } from './leaseDesk.test-helper.ts';
import { everyValue } from '../../store/stores.test-helper.ts';

const soon = { timeout: 60_000 } as const;
const lent = { lentUntil: '2026-11-23', pack: { id: null, name: '2026 하반기 박람회' } } as const;
const emptied = /^(?:logs|owner|look|emptied)/;

/** All that stands on a laptop's disk. */
function dump({ folder, sessions }: LentLaptop): string {
  const { db, close } = opened(folder.store, sessions.keeper.keys().lock);
  try {
    return everyValue({ db });
  } finally {
    close();
  }
}

function opened(file: string, lock: Parameters<typeof openEngine>[1]) {
  const engine = openEngine(file, lock, 'readonly');
  return { db: engine.db, close: () => engine.close() };
}

/** The office, and a laptop with a pack that came to the hub before it. */
async function fieldFirst() {
  const folder = testFolder();
  const hub = await openHub(testFolder());
  onTestFinished(() => hub.close());
  const office = await officeLaptop(folder);
  const field = await lentBy(office, folder, lent);
  await enrolAt(field, hub);
  await expect.poll(() => field.syncs.state().phase, soon).toBe('upToDate');
  await expect.poll(async () => (await hub.store.counts()).holes, soon).toBeGreaterThan(0);
  await enrolAt(office, hub);
  return { hub, office, field };
}

async function staffAt(at: LentLaptop): Promise<string[]> {
  const { staff } = (await at.read('staff.names', {})) as { staff: { name: string; role: string; ended: boolean }[] };
  return staff.map(({ name, role, ended }) => `${name} ${role} ${ended ? '말소' : '사용'}`);
}

test('허브에만 이어진 묶음 노트북에도 계정과 빌린 기간과 파기가 오고, 사무실의 사람은 한 글자도 오지 않는다', async () => {
  const { hub, office, field } = await fieldFirst();
  // The first laptop that was lent everything tells the hub the centre's word, and gives it what it lacks.
  expect((await hub.store.devices()).map(({ scopes, warden }) => (scopes === null) === warden)).toEqual([true, true]);
  await expect.poll(async () => (await hub.store.counts()).holes, soon).toBe(0);

  const store = await office.sessions.store();
  const job = async (name: string, input: object) =>
    await store.job('writer', name, input, office.admin(), office.now());
  const account = { name: '최새로', loginId: 'choi', role: 'counsellor', endsOn: '' };
  const { userId } = (await job('staff.create', account)) as { userId: number };
  await office.add('가사무');
  await expect.poll(() => staffAt(field), soon).toContain('최새로 counsellor 사용');
  await job('staff.end', { id: userId });
  await expect.poll(() => staffAt(field), soon).toContain('최새로 counsellor 말소');

  const id = await office.idOf('02');
  const values = { name: '박람회 노트북', endedOn: '', lentUntil: '2026-12-24' };
  await office.write('device.change', { id, seen: '[]', ...values });
  await expect.poll(() => field.sessions.state(here), soon).toMatchObject({ lentUntil: '2026-12-24' });

  await field.add('박현장');
  await field.add('황현장');
  await expect.poll(() => office.people(), soon).toEqual(['가사무', '김백업', '박현장', '이나중', '황현장']);
  const page = { sort: 'name', direction: 'asc', offset: 0, limit: 100 } as const;
  const { rows } = (await office.read('person.list', page)) as { rows: { id: number; name: string }[] };
  const person = rows.find(({ name }) => name === '박현장')?.id ?? 0;
  const why = { reason: '03', note: '', notResident: '', number: await office.numberOf(person) };
  await store.write('erasure.carryOut', { ids: [person], values: why }, office.admin(), office.now());
  await expect.poll(() => field.people(), soon).toEqual(['황현장']);
  await office.add('나사무');
  const lacks = (): number => office.syncs.state().items.in - field.syncs.state().items.in;
  await expect.poll(lacks, soon).toBe(0);
  const all = dump(field);
  expect(all).toContain('황현장');
  expect(['김백업', '이나중', '가사무', '나사무', '박현장'].filter((name) => all.includes(name))).toEqual([]);
  expect([...office.troubles, ...field.troubles]).toEqual([]);
});

test('허브에만 이어진 묶음 노트북을 사무실에서 회수하면, 다 넘긴 뒤 비우고 사무실에는 그 사람이 남는다', async () => {
  const { hub, office, field } = await fieldFirst();
  await expect.poll(async () => (await hub.store.counts()).holes, soon).toBe(0);
  await hub.stop();
  await field.add('박현장');
  const id = await office.idOf('02');
  await office.syncs.mark('recalled', { id, password: login.password }, office.from());
  await hub.start();
  for (const each of [office, field]) each.syncs.syncNow();
  await expect.poll(() => field.holdsData(), soon).toBe(false);
  expect(readdirSync(field.folder.root).filter((name) => !emptied.test(name))).toEqual([]);
  await expect.poll(() => office.people(), soon).toEqual(['김백업', '박현장', '이나중']);
  const { rows } = await office.syncs.devices(office.from());
  expect(rows.map(({ untold }) => untold)).toEqual([null, null]);
  expect(await hub.store.devices()).toHaveLength(2);
  expect((await hub.store.devices()).map(({ standing }) => standing).toSorted()).toEqual(['enrolled', 'recalled']);
  expect([...office.troubles, ...field.troubles]).toEqual([]);
});
