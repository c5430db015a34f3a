import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { UnlockedBy } from '../../../shared/contract/backup.ts';
import type { LogFault } from '../../../shared/rules/logFaults.ts';
import { codeOf, testFolder } from '../../deskTest.test-helper.ts';
import { writeBackup } from '../../store/backup.ts';
import { connect } from '../../store/connection.ts';
import { openEngine } from '../../store/open.ts';
import { backupsIn } from './backupFolder.ts';
import { centre, laptopAt, login } from './backupTest.test-helper.ts';
import { storesAside } from './swapStore.ts';
import { here, made, laptop, needed, first, brokenLines, unlocked, logLines } from './backupDesk.test-helper.ts';

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

test('로그인한 관리자가 복원이나 리허설에서 틀린 비밀번호와 복구 열쇠도 접속기록에 로그인 실패로 남는다', async () => {
  const at = await laptop();
  const { handle } = await first(at);
  const wrong = { loginId: 'admin', password: 'other-2026!' };
  expect(await codeOf(at.backups.restore({ handle, by: wrong }, at.from()))).toBe('wrongLogin');
  expect(await codeOf(at.backups.rehearse({ handle, by: wrong }, at.from()))).toBe('wrongLogin');
  const mistyped = { recoveryKey: '0000-1111' };
  expect(await codeOf(at.backups.rehearse({ handle, by: mistyped }, at.from()))).toBe('recoveryMistyped');
  // What went wrong without a password being wrong is no try.
  expect(await codeOf(at.backups.restore({ handle: 'none', by: login }, at.from()))).toBe('backupGone');
  const { userId } = at.admin();
  const line = { user_id: userId, record_type: 'backup', count: 0 };
  expect(await logLines(at, 'loginFailed')).toEqual([
    { ...line, detail: { at: at.now(), what: 'restore', by: 'password', count: 1 } },
    { ...line, detail: { at: at.now(), what: 'rehearsal', by: 'password', count: 1 } },
    { ...line, detail: { at: at.now(), what: 'rehearsal', by: 'recovery', count: 1 } },
  ]);
});

test('아무도 로그인하지 않은 채 복원에서 틀린 것은 자료가 다음에 열릴 때 접속기록에 한 번씩 남는다', async () => {
  const at = laptopAt(testFolder());
  at.pick(backupsIn(made.folder.backups)[0]?.file ?? '');
  const { found } = await at.backups.chooseFile(at.from());
  const restore = (by: UnlockedBy): Promise<unknown> =>
    at.backups.restore({ handle: found?.handle ?? '', by }, at.from());
  expect(await codeOf(restore({ loginId: 'admin', password: 'other-2026!' }))).toBe('wrongLogin');
  expect(await codeOf(restore({ loginId: 'other-2026!', password: 'admin' }))).toBe('wrongLogin');
  expect(await codeOf(restore({ recoveryKey: '0000-1111' }))).toBe('recoveryMistyped');
  const tried = at.now();
  await restore(login);
  at.pass(1);
  await at.sessions.signIn(here, login);
  const { userId } = at.admin();
  const told = { at: tried, what: 'restore', by: 'password', count: 1 };
  const line = { user_id: 0, record_type: 'backup', count: 0, detail: told };
  const lines = [{ ...line, user_id: userId }, line, { ...line, detail: { ...told, by: 'recovery' } }];
  expect(await logLines(at, 'loginFailed')).toEqual(lines);
  // It is told once.
  expect(await logLines(at, 'loginFailed')).toEqual(lines);
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
