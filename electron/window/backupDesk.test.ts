import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Output } from '../../shared/contract/index.ts';
import type { LogFault } from '../../shared/rules/logFaults.ts';
import { testFolder } from '../deskTest.test-helper.ts';
import { writeBackup } from '../store/backup.ts';
import { connect } from '../store/connection.ts';
import { openEngine } from '../store/open.ts';
import { backupsIn, freeBytes } from './backupFolder.ts';
import { canMount, centre, codeOf, copyOf, laptopAt, login, mount } from './backupTest.test-helper.ts';
import type { Laptop } from './backupTest.test-helper.ts';
import { dataFolder } from './dataFolder.ts';
import type { DataFolder } from './dataFolder.ts';
import { storesAside } from './swapStore.ts';

const here = 1;

/** A centre with one person in it and one backup of that; another person came after the backup. Made once. */
let made: { readonly folder: DataFolder; readonly recoveryKey: string };
beforeAll(async () => {
  const profile = mkdtempSync(path.join(tmpdir(), 'desk-backup-'));
  const laptop = laptopAt(profile, { inHook: true });
  const { recoveryKey } = await laptop.sessions.setUp(here, centre);
  await laptop.add('김백업');
  await laptop.backups.now(laptop.admin());
  await laptop.add('이나중');
  await laptop.sessions.close();
  made = { folder: laptop.folder, recoveryKey };
});
afterAll(() => rmSync(path.dirname(made.folder.root), { recursive: true, force: true }));

/** The made centre on a laptop of its own, with somebody signed in or nobody. */
async function laptop(options: { signedIn?: boolean; reached?: (step: string) => void } = {}): Promise<Laptop> {
  const profile = testFolder();
  copyOf(made.folder, profile);
  const found = laptopAt(profile, options.reached ? { reached: options.reached } : {});
  if (options.signedIn ?? true) await found.sessions.signIn(here, login);
  return found;
}

/** What must be there. */
function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there');
  return value;
}

async function first(at: Laptop): Promise<Output<'backup.list'>['backups'][number]> {
  const { backups } = await at.backups.list(at.from());
  return needed(backups[0]);
}

/** What is wrong with the access log when the store is opened, as its own lines say. */
async function brokenLines(at: Laptop): Promise<unknown[]> {
  await at.sessions.close();
  const { lock } = await unlocked(at);
  const engine = openEngine(at.folder.store, lock, 'readonly');
  try {
    return engine.sql(`SELECT detail FROM access_log WHERE act = 'broken'`).pluck().all();
  } finally {
    engine.close();
  }
}

async function unlocked(at: Laptop) {
  await at.sessions.signIn(here, login);
  const keys = at.sessions.keeper.keys();
  await at.sessions.close();
  return keys;
}

test('백업은 암호화된 파일 하나이고, 그 안에서 이름도 전화번호도 보이지 않으며, 무엇이 들었는지는 열쇠 없이 말한다', async () => {
  const at = await laptop();
  const found = await first(at);
  expect(found).toMatchObject({
    kind: 'backup',
    version: '1.2.3',
    centre: centre.centre,
    laptop: { number: '01' },
    counts: { people: 1, consultations: 0, staff: 1 },
    tooNew: false,
    where: 'own',
  });
  const files = readdirSync(at.folder.backups);
  expect(files).toEqual(['뿌리데스크-20261122-120000.desk-backup']);
  const bytes = readFileSync(path.join(at.folder.backups, files[0] ?? ''));
  for (const secret of ['김백업', '이나중', '이상담', '010-1234-5678', '01012345678', '12345678', 'SQLite format 3']) {
    expect(bytes.includes(secret), secret).toBe(false);
  }
});

test('복원하면 백업 때의 자료가 그대로 있고, 있던 자료는 옆으로 옮겨져 남으며, 관리번호는 새 노트북 번호로 이어진다', async () => {
  const at = await laptop();
  expect(await at.people()).toEqual(['김백업', '이나중']);
  const before = await at.numberOf(1);
  expect(before).toMatch(/^26-01-/);
  const state = await at.backups.restore({ handle: (await first(at)).handle, by: login }, at.from());
  expect(state).toMatchObject({ phase: 'signedOut', centre: centre.centre });
  expect(at.sessions.opened).toBe(false);
  await at.sessions.signIn(here, login);
  expect(await at.people()).toEqual(['김백업']);
  expect(await at.numberOf(1)).toBe(before);
  expect(await at.numberOf(await at.add('박다음'))).toBe('26-02-0001');
  const aside = needed(storesAside(at.folder)[0]);
  expect(readdirSync(aside.folder)).toEqual(expect.arrayContaining(['store.db', 'vault.json', 'log-anchor.json']));
  expect((await at.backups.status()).aside).toHaveLength(1);
  expect(readdirSync(at.folder.root).filter((name) => name.startsWith('restor'))).toEqual(['restore-attempts.json']);
});

test('복원한 저장소의 변경 기록은 옛 이름의 봉인까지 모두 맞고, 접속기록의 사슬은 복원 줄로 이어진다', async () => {
  const at = await laptop();
  await at.backups.restore({ handle: (await first(at)).handle, by: login }, at.from());
  await at.sessions.signIn(here, login);
  await at.add('박다음');
  await at.backups.now(at.admin());
  // The rehearsal follows every hash, body and seal of both names.
  const newest = await first(at);
  const done = await at.backups.rehearse({ handle: newest.handle, by: login }, at.from());
  expect(done.changes).toBeGreaterThan(3);
  const { lock } = await unlocked(at);
  const engine = openEngine(at.folder.store, lock, 'readonly');
  try {
    expect(engine.sql('SELECT count(*) FROM device').pluck().get()).toBe(2);
    expect(engine.replica.storage.streams()).toHaveLength(2);
    const line = engine.sql(`SELECT detail FROM access_log WHERE act = 'restore' AND record_type = 'store'`).pluck();
    expect(JSON.parse(String(line.get()))).toMatchObject({ backup: new Date(at.now()).toISOString() });
  } finally {
    engine.close();
  }
  expect(await brokenLines(at)).toEqual<LogFault[]>([]);
});

test('복구 열쇠로도 복원되고, 백업 때의 비밀번호가 아니면 안 되며, 안 될 때는 아무것도 바뀌지 않는다', async () => {
  const at = await laptop();
  const { handle } = await first(at);
  const wrong = { loginId: 'admin', password: 'other-2026!' };
  expect(await codeOf(at.backups.restore({ handle, by: wrong }, at.from()))).toBe('wrongLogin');
  expect(await codeOf(at.backups.restore({ handle, by: { recoveryKey: '0000-1111' } }, at.from()))).toBe(
    'recoveryMistyped',
  );
  expect(await codeOf(at.backups.restore({ handle: 'none', by: login }, at.from()))).toBe('backupGone');
  expect(await at.people()).toEqual(['김백업', '이나중']);
  expect(readdirSync(at.folder.root).filter((name) => name.startsWith('restoring-'))).toEqual([]);
  await at.backups.restore({ handle, by: { recoveryKey: made.recoveryKey } }, at.from());
  await at.sessions.signIn(here, login);
  expect(await at.people()).toEqual(['김백업']);
});

test('관리자가 아닌 사람의 비밀번호로는 복원되지 않고, 로그인한 상담사는 백업을 보지도 못한다', async () => {
  const at = await laptop();
  const store = await at.sessions.store();
  const admin = at.admin();
  const account = { name: '박상담', loginId: 'sangdam', role: 'counsellor', endsOn: '' };
  await store.job('writer', 'staff.create', account, admin, at.now());
  await at.sessions.setPassword('sangdam', 'sangdam-2026!', false);
  at.pass(1);
  await at.sessions.signIn(here, login);
  await at.backups.now(admin);
  const { handle } = await first(at);
  const by = { loginId: 'sangdam', password: 'sangdam-2026!' };
  expect(await codeOf(at.backups.restore({ handle, by }, at.from()))).toBe('restoreNotAdmin');
  await at.sessions.signOut(here);
  await at.sessions.signIn(here, by);
  expect(await codeOf(at.backups.list(at.from()))).toBe('notAllowed');
  expect(await codeOf(at.backups.restore({ handle, by: login }, at.from()))).toBe('notAllowed');
});

test('로그인 화면 앞에 선 사람은 백업을 보지도, 복원에 비밀번호를 대 보지도 못한다', async () => {
  const at = await laptop();
  const { handle } = await first(at);
  await at.sessions.signOut(here);
  expect(at.sessions.state(here).phase).toBe('signedOut');
  expect(await codeOf(at.backups.list(at.from()))).toBe('notAllowed');
  expect(await codeOf(at.backups.chooseFile(at.from()))).toBe('notAllowed');
  // Else a backup of today would be a way around the five tries of the login, and no line of the log would tell of it.
  for (const by of [login, { loginId: 'admin', password: 'guess-2026!' }])
    expect(await codeOf(at.backups.restore({ handle, by }, at.from()))).toBe('notAllowed');
  // What no backup would mend offers none.
  at.sessions.state = () => ({ phase: 'blocked', message: '', detail: '', code: 'storeTooNew', canRestore: false });
  expect(await codeOf(at.backups.restore({ handle, by: login }, at.from()))).toBe('notAllowed');
});

test('리허설은 복원의 모든 단계를 하고 아무것도 바꾸지 않으며 몇 명이 있고 얼마나 걸렸는지 말한다', async () => {
  const at = await laptop();
  const { handle } = await first(at);
  const done = await at.backups.rehearse({ handle, by: login }, at.from());
  expect(done.steps.map(({ name }) => name)).toEqual([
    '파일 확인',
    '열쇠 확인',
    '자료 꺼내기',
    '자료 열기',
    '검사',
    '새 이름 주기',
  ]);
  expect(done.counts.people).toBe(1);
  expect(done.now.people).toBe(2);
  expect(await at.people()).toEqual(['김백업', '이나중']);
  expect((await at.backups.status()).rehearsed).toEqual({ at: at.now(), created: done.about.created });
  expect(readdirSync(at.folder.root).filter((name) => name.startsWith('restoring-'))).toEqual([]);
});

test('백업의 어느 바이트가 바뀌어도 복원은 아무것도 건드리기 전에 거절한다', async () => {
  const at = await laptop();
  const { handle } = await first(at);
  const { file, bytes } = needed(backupsIn(at.folder.backups)[0]);
  const whole = readFileSync(file);
  const places = [
    0,
    100,
    5000,
    Math.floor(bytes / 2),
    bytes - 5000,
    bytes - 200,
    bytes - 60,
    bytes - 20,
    bytes - 10,
    bytes - 1,
  ];
  for (const place of places) {
    const flipped = Buffer.from(whole);
    flipped[place] = (flipped[place] ?? 0) ^ 0x10;
    writeFileSync(file, flipped);
    const code = await codeOf(at.backups.restore({ handle, by: login }, at.from()));
    expect(['backupDamaged', 'notABackup'], `${place}: ${code}`).toContain(code);
  }
  for (const length of [0, 50, 4096, bytes - 1]) {
    writeFileSync(file, whole.subarray(0, length));
    expect(['backupDamaged', 'notABackup']).toContain(
      await codeOf(at.backups.restore({ handle, by: login }, at.from())),
    );
  }
  expect(await at.people()).toEqual(['김백업', '이나중']);
  expect(at.sessions.state(here).phase).toBe('open');
  expect(storesAside(at.folder)).toEqual([]);
});

test('더 새 프로그램의 백업은 거절되고 자료는 그대로다', async () => {
  const at = await laptop();
  const { lock } = at.sessions.keeper.keys();
  const vault = at.sessions.keeper.vault();
  await at.sessions.close();
  const engine = openEngine(at.folder.store, lock, 'readwrite');
  engine.db.pragma('user_version = 999');
  engine.close();
  const db = connect(at.folder.store, lock, 'readonly');
  const file = path.join(at.folder.backups, '뿌리데스크-20261123-120000.desk-backup');
  writeBackup(db, lock, { file, kind: 'backup', created: at.now(), app: '9.9.9', vault });
  db.close();
  const fresh = laptopAt(testFolder());
  fresh.pick(file);
  const newer = needed((await fresh.backups.chooseFile(fresh.from())).found ?? undefined);
  expect(newer.tooNew).toBe(true);
  expect(await codeOf(fresh.backups.restore({ handle: newer.handle, by: login }, fresh.from()))).toBe('backupTooNew');
  expect(await at.sessions.signIn(here, login)).toMatchObject({
    phase: 'blocked',
    code: 'storeTooNew',
    canRestore: false,
  });
});

test('쓰는 중에 자료의 한 쪽이 깨지면 막고 복원을 먼저 권하며, 복원하면 다시 열린다', async () => {
  const at = await laptop();
  at.pass(25);
  await at.sessions.signIn(here, login);
  for (let count = 0; count < 60; count += 1) await at.add(`많은사람${'가나다라마바사아자차'[count % 10] ?? ''}`);
  await at.sessions.close();
  const bytes = readFileSync(at.folder.store);
  for (let page = 12; page * 4096 < bytes.length; page += 1) bytes.fill(0x5a, page * 4096 + 100, page * 4096 + 200);
  writeFileSync(at.folder.store, bytes);
  await at.sessions.signIn(here, login);
  // Whoever reads the damaged page first meets it: the sign-in, or the backup, which reads all.
  await at.backups.tick();
  await expect.poll(() => at.sessions.state(here).phase).toBe('blocked');
  expect(at.sessions.state(here)).toMatchObject({ phase: 'blocked', code: 'storeDamaged', canRestore: true });
  const after = await at.backups.restore({ handle: (await first(at)).handle, by: login }, at.from());
  expect(after.phase).toBe('signedOut');
  await at.sessions.signIn(here, login);
  expect(await at.people()).toEqual(['김백업']);
  expect(readFileSync(path.join(storesAside(at.folder)[0]?.folder ?? '', 'store.db')).equals(bytes)).toBe(true);
});

test('자료도 열쇠도 없는 새 노트북에서 백업 파일 하나로 센터가 되살아난다', async () => {
  const at = laptopAt(testFolder());
  expect(at.sessions.state(here).phase).toBe('firstRun');
  at.pick(backupsIn(made.folder.backups)[0]?.file ?? '');
  const { found } = await at.backups.chooseFile(at.from());
  const state = await at.backups.restore({ handle: found?.handle ?? '', by: login }, at.from());
  expect(state.phase).toBe('signedOut');
  await at.sessions.signIn(here, login);
  expect(await at.people()).toEqual(['김백업']);
});

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
  const state = await other.backups.join({ handle, ...login, place: 'field' }, other.from());
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
  const setUps: Promise<string>[] = [];
  const other = laptopAt(testFolder());
  const swap = other.sessions.whileClosed.bind(other.sessions);
  // Pressed just before the files change places: the password of the new centre is still being made hard.
  other.sessions.whileClosed = (run) => {
    setUps.push(codeOf(other.sessions.setUp(2, centre)));
    return swap(run);
  };
  other.pick(file);
  const { found } = await other.backups.chooseFile(other.from());
  const asked = { handle: found?.handle ?? '', ...login, place: 'office' } as const;
  const joined = await codeOf(other.backups.join(asked, other.from()));
  const [setUp] = await Promise.all(setUps);
  // One of the two has been refused, and what the other made opens.
  expect([joined, setUp].filter((code) => code === 'nothing refused')).toHaveLength(1);
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
