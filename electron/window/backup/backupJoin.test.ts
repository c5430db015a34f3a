import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Refusal } from '../../../shared/model/problem.ts';
import { canMount } from '../../../test/fixtures/smallDisk.ts';
import { codeOf, testFolder } from '../../deskTest.test-helper.ts';
import { openEngine } from '../../store/open.ts';
import { backupsIn, freeBytes } from './backupFolder.ts';
import { centre, copyOf, laptopAt, login, mount } from './backupTest.test-helper.ts';
import { dataFolder } from '../dataFolder.ts';
import { here, made, laptop, first } from './backupDesk.test-helper.ts';

test('참여 파일로 들어온 노트북은 같은 비밀번호로 열리고, 자료 열쇠와 노트북 번호와 접속기록은 제 것이다', async () => {
  const at = await laptop();
  const file = path.join(testFolder(), '참여.desk-backup');
  at.pick(file);
  const { laptop: given } = await at.backups.makeJoinFile({ name: '상담실 노트북', place: 'field' }, at.from());
  expect(given).toEqual({ number: '02', name: '상담실 노트북' });
  expect(existsSync(file)).toBe(true);

  const other = laptopAt(testFolder());
  other.pick(file);
  const { found } = await other.backups.chooseFile(other.from());
  expect(found).toMatchObject({ kind: 'join', laptop: { number: '02', name: '상담실 노트북' } });
  const handle = found?.handle ?? '';
  expect(await codeOf(other.backups.restore({ handle, by: login }, other.from()))).toBe('isJoinFile');
  // Where it is used comes with the file, as its name does.
  const state = await other.backups.join({ handle, ...login }, other.from());
  expect(state).toMatchObject({ phase: 'signedOut', centre: centre.centre });
  expect(await codeOf(other.backups.join({ handle, ...login, place: 'field' }, other.from()))).toBe('alreadySetUp');

  expect(await other.sessions.signIn(here, login)).toMatchObject({ phase: 'open', place: 'field' });
  expect(await other.people()).toEqual(['김백업', '이나중']);
  expect(await other.numberOf(await other.add('박현장'))).toBe('26-02-0001');
  expect(await at.numberOf(await at.add('최사무'))).toBe('26-01-0003');
  const [here1, there] = [at.sessions.keeper.keys().lock, other.sessions.keeper.keys().lock];
  expect(Buffer.from(here1.key).equals(there.key)).toBe(false);
  expect(Buffer.from(here1.logKey).equals(there.logKey)).toBe(false);
  await other.sessions.close();
  const engine = openEngine(other.folder.store, there, 'readonly');
  try {
    expect(engine.sql(`SELECT act FROM access_log ORDER BY seq`).pluck().all()).toEqual(['login', 'create']);
    expect(engine.sql(`SELECT count(*) FROM access_log WHERE act = 'broken'`).pluck().get()).toBe(0);
    expect(engine.sql(`SELECT own FROM peer_key`).pluck().all()).toEqual([0]);
  } finally {
    engine.close();
  }
});

test('새 노트북의 이름에도 주민등록번호를 적을 수 없고, 너무 긴 이름은 어디에서나 돌려준다', async () => {
  const fault = (name: string) => ({ code: 'checkFields', fields: { name: expect.stringContaining(name) as string } });
  const refused = async (run: Promise<unknown>) =>
    await run.then(
      () => null,
      (error: unknown) => (error instanceof Refusal ? error.problem : error),
    );
  const at = await laptop();
  const file = path.join(testFolder(), '참여.desk-backup');
  at.pick(file);
  const make = (name: string) => at.backups.makeJoinFile({ name, place: 'field' }, at.from());
  expect(await refused(make('900101-1234568 노트북'))).toMatchObject(fault('주민등록번호'));
  expect(await refused(make('가'.repeat(41)))).toMatchObject(fault('40글자'));
  // Before anything was asked or made.
  expect(existsSync(file)).toBe(false);
  await make('상담실 노트북');

  const other = laptopAt(testFolder());
  other.pick(file);
  const { found } = await other.backups.chooseFile(other.from());
  const join = (name: string) => other.backups.join({ handle: found?.handle ?? '', ...login, name }, other.from());
  expect(await refused(join('홍길동 900101-1234568'))).toMatchObject(fault('주민등록번호'));
  expect(await refused(join('가'.repeat(41)))).toMatchObject(fault('40글자'));
  expect(other.sessions.state(here).phase).toBe('firstRun');
  expect(await join('상담실 노트북 1')).toMatchObject({ phase: 'signedOut' });
});

test('참여 파일이 아닌 것으로는 참여할 수 없고, 이미 자료가 있는 노트북은 참여하지 못한다', async () => {
  const other = laptopAt(testFolder());
  other.pick(backupsIn(made.folder.backups)[0]?.file ?? '');
  const { found } = await other.backups.chooseFile(other.from());
  const asked = { handle: found?.handle ?? '', ...login, place: 'office' } as const;
  expect(await codeOf(other.backups.join(asked, other.from()))).toBe('notJoinFile');
  const at = await laptop();
  const { handle } = await first(at);
  await at.sessions.signOut(here);
  expect(await codeOf(at.backups.join({ ...asked, handle }, at.from()))).toBe('alreadySetUp');
});

test('처음 설정을 하다 전원이 나간 노트북도 참여 파일로 들어온다', async () => {
  const at = await laptop();
  const file = path.join(testFolder(), '참여.desk-backup');
  at.pick(file);
  await at.backups.makeJoinFile({ name: '', place: 'office' }, at.from());
  const other = laptopAt(testFolder());
  // What a set-up leaves that was cut off: a store that nobody has entered, its vault under the name of a first run.
  writeFileSync(other.folder.store, Buffer.alloc(4096));
  writeFileSync(other.folder.newVault, '{}');
  expect(other.sessions.state(here).phase).toBe('firstRun');
  other.pick(file);
  const { found } = await other.backups.chooseFile(other.from());
  const asked = { handle: found?.handle ?? '', ...login, place: 'office' } as const;
  expect((await other.backups.join(asked, other.from())).phase).toBe('signedOut');
  expect(await other.sessions.signIn(here, login)).toMatchObject({ phase: 'open' });
  expect(await other.people()).toEqual(['김백업', '이나중']);
});

test('참여하는 동안 처음 설정을 눌러도 들어온 자료와 열쇠는 그대로다', async () => {
  const at = await laptop();
  const file = path.join(testFolder(), '참여.desk-backup');
  at.pick(file);
  await at.backups.makeJoinFile({ name: '', place: 'office' }, at.from());
  const setUps: Promise<PromiseSettledResult<unknown>[]>[] = [];
  const other = laptopAt(testFolder());
  const swap = other.sessions.whileClosed.bind(other.sessions);
  // Pressed just before the files change places: the password of the new centre is still being made hard.
  other.sessions.whileClosed = (run) => {
    setUps.push(Promise.allSettled([other.sessions.setUp(2, centre)]));
    return swap(run);
  };
  other.pick(file);
  const { found } = await other.backups.chooseFile(other.from());
  const asked = { handle: found?.handle ?? '', ...login, place: 'office' } as const;
  const [joined] = await Promise.allSettled([other.backups.join(asked, other.from())]);
  const [setUp] = (await Promise.all(setUps)).flat();
  // One of the two has been refused, and what the other made opens.
  expect([joined, setUp].map((end) => end?.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await other.sessions.signIn(here, login)).toMatchObject({ phase: 'open' });
});

test('저장 창이 열려 있는 동안 창이 잠기거나 나가면 참여 파일도 두 번째 폴더도 생기지 않는다', async () => {
  const at = await laptop();
  const file = path.join(testFolder(), '참여.desk-backup');
  at.pick(file);
  const made = codeOf(at.backups.makeJoinFile({ name: '', place: 'office' }, at.from()));
  at.sessions.lock(here);
  expect(await made).toBe('notSignedIn');
  expect(existsSync(file)).toBe(false);
  await at.sessions.unlock(here, { password: login.password });
  at.pick(testFolder());
  const chosen = codeOf(at.backups.chooseFolder(at.from()));
  at.sessions.lock(here);
  expect(await chosen).toBe('notSignedIn');
  expect((await at.backups.status()).folders.map(({ where }) => where)).toEqual(['own']);
});

test('자료가 사라져 복원한 뒤에도, 그 전에 틀린 비밀번호는 접속기록에 남고 잠긴 계정은 잠겨 있다', async () => {
  const at = await laptop({ signedIn: false });
  for (let n = 0; n < 5; n += 1) await codeOf(at.sessions.signIn(here, { loginId: 'admin', password: 'wrong-2026!' }));
  rmSync(at.folder.store);
  expect(at.sessions.state(here)).toMatchObject({ phase: 'blocked', code: 'storeMissing' });
  const by = { recoveryKey: made.recoveryKey };
  await at.backups.restore({ handle: (await first(at)).handle, by }, at.from());
  expect(await codeOf(at.sessions.signIn(here, login))).toBe('accountLocked');
  const renewed = { loginId: 'admin', password: 'other-2026!', again: 'other-2026!' };
  expect((await at.sessions.recover(here, { ...by, ...renewed })).phase).toBe('open');
  const store = await at.sessions.store();
  const asked = { from: null, to: null, userId: null, act: 'locked', person: null, lines: null };
  const paged = { ...asked, sort: 'seq', direction: 'asc', offset: 0, limit: 10 };
  expect(await store.read('log.list', paged, at.admin(), at.now())).toMatchObject({ total: 1 });
});

test('백업은 하루가 지나면 때가 되고, 끌 때 만들며, 이레·네 주·열두 달로 줄어든다', async () => {
  const at = await laptop();
  await at.backups.tick();
  expect(backupsIn(at.folder.backups)).toHaveLength(1);
  at.pass(25);
  await at.sessions.signIn(here, login);
  await at.backups.tick();
  expect(backupsIn(at.folder.backups)).toHaveLength(2);
  for (let day = 0; day < 40; day += 1) {
    at.pass(24);
    await at.backups.atQuit();
  }
  const left = backupsIn(at.folder.backups);
  expect(left.length).toBeGreaterThanOrEqual(10);
  expect(left.length).toBeLessThanOrEqual(13);
  expect(left[0]?.label.created).toBe(at.now());
  expect((await at.backups.status()).last?.created).toBe(at.now());
});

test('두 번째 폴더에도 들어가고, 뽑으면 말하고, 남의 백업은 줄이지 않는다', async () => {
  const at = await laptop();
  const second = path.join(testFolder(), 'stick');
  mkdirSync(second);
  const other = path.join(second, '뿌리데스크-20200101-000000.desk-backup');
  copyFileSync(backupsIn(made.folder.backups)[0]?.file ?? '', other);
  at.pick(second);
  expect(await at.backups.chooseFolder(at.from())).toEqual({ folder: second });
  at.pass(25);
  await at.sessions.signIn(here, login);
  await at.backups.tick();
  expect((await at.backups.status()).folders.map(({ count }) => count)).toEqual([2, 2]);
  rmSync(second, { recursive: true });
  at.pass(25);
  await at.sessions.signIn(here, login);
  await at.backups.tick();
  const status = await at.backups.status();
  expect(status.warnings).toEqual([expect.stringContaining('두 번째 백업 폴더에 쓸 수 없습니다')]);
  expect(status.last?.created).toBe(at.now());
  expect(at.warned.at(-1)).toEqual(status.warnings);
  expect((await at.backups.dropFolder(at.admin())).warnings).toEqual([]);
});

if (canMount()) {
  test('디스크가 가득 차면 저장할 자리를 빼앗지 않고 백업과 복원을 거절하며, 자리가 나면 다시 된다', async () => {
    const profile = testFolder();
    const desk = path.join(profile, 'desk');
    mkdirSync(desk);
    mount(desk, '48m');
    copyOf(made.folder, profile);
    const at = laptopAt(profile);
    await at.sessions.signIn(here, login);
    const filler = path.join(desk, 'filler');
    writeFileSync(filler, Buffer.alloc((freeBytes(desk) ?? 0) - 6 * 1024 * 1024));
    expect(await codeOf(at.backups.now(at.admin()))).toBe('diskFull');
    const { handle } = await first(at);
    expect(await codeOf(at.backups.restore({ handle, by: login }, at.from()))).toBe('diskFull');
    expect((await at.backups.warnings()).warnings).toEqual(
      expect.arrayContaining([expect.stringContaining('저장 공간이 부족하여')]),
    );
    await at.add('저장된사람');
    expect(await at.people()).toEqual(['김백업', '이나중', '저장된사람']);
    rmSync(filler);
    await at.backups.now(at.admin());
    expect(backupsIn(at.folder.backups)).toHaveLength(2);
    expect(readdirSync(at.folder.backups).filter((name) => name.endsWith('.part'))).toEqual([]);
    await at.sessions.close();
  });

  test('두 번째 폴더가 가득 차면 그 백업은 남지 않고, 이 컴퓨터의 백업은 되며, 빈 공간을 확인하라고 말한다', async () => {
    const second = path.join(testFolder(), 'stick');
    mkdirSync(second);
    mount(second, '200k');
    const at = await laptop();
    at.pick(second);
    await at.backups.chooseFolder(at.from());
    at.pass(25);
    await at.sessions.signIn(here, login);
    await at.backups.tick();
    expect(readdirSync(second)).toEqual([]);
    const status = await at.backups.status();
    expect(status.last?.created).toBe(at.now());
    expect(status.warnings).toEqual([expect.stringContaining('두 번째 백업 폴더에 마지막 백업이 없습니다')]);
  });
}

test('백업 폴더에 쓸 수 없으면 말하고, 한 시간 뒤에 다시 해 본다', async () => {
  const at = await laptop();
  rmSync(at.folder.backups, { recursive: true });
  writeFileSync(at.folder.backups, 'a file where the folder should be');
  const actor = at.admin();
  expect(await codeOf(at.backups.now(actor))).toBe('backupNotWritten');
  expect((await at.backups.warnings()).warnings).toEqual([expect.stringContaining('백업 폴더에 쓸 수 없습니다')]);
  rmSync(at.folder.backups);
  await at.backups.tick();
  expect(backupsIn(at.folder.backups)).toHaveLength(0);
  at.pass(1);
  await at.sessions.signIn(here, login);
  await at.backups.tick();
  expect(backupsIn(at.folder.backups)).toHaveLength(1);
  expect(at.warned.at(-1)).toEqual([]);
});

test('끊긴 백업이 남긴 조각은 다음에 켤 때 사라지고, 백업으로 세지 않는다', async () => {
  const at = await laptop({ signedIn: false });
  const part = path.join(at.folder.backups, '뿌리데스크-20261121-120000.desk-backup.part');
  const outgoing = path.join(at.folder.backups, 'outgoing-00000000-0000-4000-8000-000000000000.desk-backup');
  const staged = path.join(at.folder.root, 'restoring-half');
  for (const file of [part, outgoing]) writeFileSync(file, 'x'.repeat(5000));
  mkdirSync(staged);
  writeFileSync(path.join(staged, 'store.db'), 'x');
  expect(backupsIn(at.folder.backups)).toHaveLength(1);
  at.backups.start(3_600_000);
  expect([part, outgoing, staged].filter((each) => existsSync(each))).toEqual([]);
  expect(dataFolder(path.dirname(at.folder.root)).root).toBe(at.folder.root);
});
