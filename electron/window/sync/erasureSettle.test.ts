import { existsSync, readdirSync, renameSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testFolder } from '../../deskTest.test-helper.ts';
import { backupsIn } from '../backup/backupFolder.ts';
import { here, laptop, logLines, needed } from '../backup/backupDesk.test-helper.ts';
import { login } from '../backup/backupTest.test-helper.ts';
import type { Laptop } from '../backup/backupTest.test-helper.ts';
import { storesAside } from '../backup/swapStore.ts';

/** So short that nobody's session locks. */
const moment = 1 / 60;
const reason = { reason: '03', note: '', notResident: '' };

async function erase(at: Laptop, id: number): Promise<void> {
  const store = await at.sessions.store();
  const values = { ...reason, number: await at.numberOf(id) };
  await store.write('erasure.carryOut', { ids: [id], values }, at.admin(), at.now());
}

async function ledger(at: Laptop) {
  const store = await at.sessions.store();
  const input = { offset: 0, limit: 10 };
  return (await store.read('erasure.ledger', input, at.admin(), at.now())) as {
    rows: {
      numbers: string[];
      backupsUntil: string | null;
      laptops: { store: number | null; backups: number | null }[];
    }[];
  };
}

/** A laptop with a backup in both folders, and time gone by since. */
async function backedUpTwice() {
  const at = await laptop();
  const second = testFolder();
  at.pick(second);
  await at.backups.chooseFolder(at.from());
  await at.backups.now(at.admin());
  at.pass(moment);
  return { at, second };
}

test('파기하고 정한 날이 지나면 새 백업을 만든 다음 옛 백업과 옮겨 둔 자료를 없앤다', async () => {
  const { at, second } = await backedUpTwice();
  await at.backups.restore(
    { handle: needed((await at.backups.list(at.from())).backups[0]).handle, by: login },
    at.from(),
  );
  await at.sessions.signIn(here, login);
  expect(storesAside(at.folder)).toHaveLength(1);
  at.pass(moment);
  await erase(at, 1);
  const before = backupsIn(at.folder.backups).map(({ file }) => file);
  at.pass(moment);
  await at.backups.tick();
  expect(before.filter((file) => existsSync(file))).toEqual(before);
  expect(storesAside(at.folder)).toHaveLength(1);

  at.pass(5 * 24);
  await at.backups.tick();
  await at.sessions.signIn(here, login);
  expect(before.filter((file) => existsSync(file))).toEqual([]);
  expect(backupsIn(at.folder.backups)).toHaveLength(1);
  expect(backupsIn(second)).toHaveLength(1);
  expect(storesAside(at.folder)).toEqual([]);
  const [line] = (await ledger(at)).rows;
  expect(line).toMatchObject({ backupsUntil: null });
  expect(at.troubles).toEqual([]);
  // The program did it, some days after the person: both stand in the access log.
  expect(await logLines(at, 'erase')).toMatchObject([
    { record_type: 'person', count: 1 },
    { user_id: 0, record_type: 'backup', count: before.length + 1, detail: { until: expect.any(Number), aside: 1 } },
  ]);
});

test('둘째 폴더가 없으면 다시 왔을 때 없애고, 그때까지 마쳤다고 하지 않는다', async () => {
  const { at, second } = await backedUpTwice();
  await erase(at, 1);
  const own = backupsIn(at.folder.backups).length;
  renameSync(second, `${second}-away`);
  at.pass(6 * 24);
  await at.backups.tick();
  await at.sessions.signIn(here, login);
  expect(needed((await ledger(at)).rows[0]).backupsUntil).not.toBeNull();
  expect(readdirSync(`${second}-away`)).not.toHaveLength(0);
  renameSync(`${second}-away`, second);
  at.pass(moment);
  await at.backups.tick();
  expect(needed((await ledger(at)).rows[0]).backupsUntil).toBeNull();
  // Each is told when it went, not when all had gone.
  const gone = (await logLines(at, 'erase')).filter((each) => each.record_type === 'backup');
  expect(gone).toMatchObject([
    { user_id: 0, count: own, detail: { aside: 0 } },
    { user_id: 0, count: 1, detail: { aside: 0 } },
  ]);
});

test('파기한 사람은 옛 백업을 복원하여도 돌아오지 않고, 파기대장도 남는다', async () => {
  const at = await laptop();
  await at.backups.now(at.admin());
  at.pass(moment);
  const number = await at.numberOf(1);
  await erase(at, 1);
  const left = await at.people();
  const oldest = needed((await at.backups.list(at.from())).backups[0]);
  await at.backups.restore({ handle: oldest.handle, by: login }, at.from());
  await at.sessions.signIn(here, login);
  expect(await at.people()).toEqual(left);
  expect((await ledger(at)).rows[0]).toMatchObject({ numbers: [number] });
  await at.backups.now(at.admin());
  const newest = needed((await at.backups.list(at.from())).backups[0]);
  // The rehearsal follows every hash, body and seal.
  expect((await at.backups.rehearse({ handle: newest.handle, by: login }, at.from())).changes).toBeGreaterThan(0);
});
