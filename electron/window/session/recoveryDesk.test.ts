import { randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { dataFolder } from '../dataFolder.ts';
import {
  actorAt,
  addAccount,
  adminLogin,
  cheap,
  firstRun,
  openRealStore,
  openedCentre,
  staffLines,
  testCentre,
} from './sessionTest.test-helper.ts';
import { codeOf, problemOfRun, testFolder } from '../../deskTest.test-helper.ts';
import { accountsOf } from '../vault/index.ts';
import * as vaults from '../vault/index.ts';

vi.mock('../vault/index.ts', { spy: true });

const again = { password: 'fresh-2026!', again: 'fresh-2026!' };
const counsellor = { loginId: 'sangdam1', name: '한상담', role: 'counsellor', password: 'sangdam-26!' } as const;

test('비밀번호를 잊은 관리자가 종이의 복구 열쇠로 새 비밀번호를 만들어 들어온다', async () => {
  const first = await openedCentre();
  const centre = await first.again();
  const { sessions } = centre;
  for (let count = 0; count < 5; count += 1)
    await codeOf(sessions.signIn(1, { ...adminLogin, password: 'forgot-26!!' }));
  expect(await codeOf(sessions.signIn(1, adminLogin))).toBe('accountLocked');
  const typed = first.recoveryKey.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
  const state = await sessions.recover(1, { recoveryKey: typed, loginId: ' ADMIN', ...again });
  expect(state).toMatchObject({ phase: 'open', actor: { name: '이관리', role: 'admin' } });
  expect((await staffLines(centre)).map(({ act }) => act)).toContain('recover');
  expect(await codeOf(sessions.signIn(2, adminLogin))).toBe('wrongLogin');
  expect((await sessions.signIn(2, { loginId: 'admin', password: again.password })).phase).toBe('open');
});

test('틀린 복구 열쇠, 없는 아이디, 말소된 계정, 약한 비밀번호로는 열리지 않는다', async () => {
  const centre = await openedCentre();
  const { sessions, staff, admin, recoveryKey } = centre;
  const id = await addAccount(centre, admin, counsellor);
  await staff.end({ id }, admin);
  const other = await openedCentre();
  const tried = { recoveryKey, loginId: 'admin', ...again };
  const flipped = `${recoveryKey[0] === 'A' ? 'B' : 'A'}${recoveryKey.slice(1)}`;
  expect(await codeOf(sessions.recover(2, { ...tried, recoveryKey: flipped }))).toBe('recoveryMistyped');
  expect(await codeOf(sessions.recover(2, { ...tried, recoveryKey: '' }))).toBe('recoveryMistyped');
  expect(await codeOf(sessions.recover(2, { ...tried, recoveryKey: other.recoveryKey }))).toBe('wrongRecoveryKey');
  expect((await problemOfRun(sessions.recover(2, { ...tried, loginId: 'nobody' }))).fields).toHaveProperty('loginId');
  expect(await codeOf(sessions.recover(2, { ...tried, loginId: 'sangdam1' }))).toBe('accountEnded');
  expect((await problemOfRun(sessions.recover(2, { ...tried, password: 'a', again: 'a' }))).fields).toHaveProperty(
    'password',
  );
  expect(
    (await problemOfRun(sessions.recover(2, { ...tried, ...adminLogin, again: adminLogin.password }))).fields,
  ).toHaveProperty('password');
  expect(sessions.state(2).phase).toBe('signedOut');
  expect(actorAt(centre, 1)).toEqual(admin);
  // Each that was no mistake in the form is a line of the access log.
  const failed = (await staffLines(centre)).filter(({ act }) => act === 'loginFailed').map(({ detail }) => detail);
  expect(failed).toMatchObject([
    ...Array.from({ length: 3 }, () => ({ at: expect.any(Number) as number, by: 'recovery' })),
    { by: 'recovery', reason: 'noAccount' },
    { by: 'recovery', reason: 'ended' },
  ]);
});

test('자료가 닫혀 있는 동안 댄 틀린 복구 열쇠는 다음에 열릴 때 접속기록에 남는다', async () => {
  const centre = await (await openedCentre()).again();
  const { sessions, clocks } = centre;
  const other = await openedCentre();
  const at = clocks.wall;
  for (const recoveryKey of ['0000-1111', other.recoveryKey])
    await codeOf(sessions.recover(1, { recoveryKey, loginId: 'admin', ...again }));
  const next = await centre.again();
  next.clocks.wall = at + 60_000;
  await next.sessions.signIn(1, adminLogin);
  const lines = (await staffLines(next)).filter(({ act }) => act === 'loginFailed').map(({ detail }) => detail);
  expect(lines).toEqual([1, 2].map(() => ({ at, by: 'recovery', count: 1 })));
  // No account is nearer to its lock for it.
  expect(next.sessions.state(1).phase).toBe('open');
  expect((await (await next.again()).sessions.signIn(1, adminLogin)).phase).toBe('open');
});

test('복구 열쇠를 새로 발급하면 앞의 것은 더 열지 못하고, 손에 든 것을 확인해야 알림이 사라진다', async () => {
  const centre = await openedCentre();
  const { sessions, recovery, recoveryKey } = centre;
  expect(sessions.state(1)).toMatchObject({ recoveryMissing: true });
  await recovery.confirm(1, { recoveryKey });
  expect(sessions.state(1)).toMatchObject({ recoveryMissing: false });
  expect((await problemOfRun(recovery.issue(1, { password: 'wrong-26!!' }))).fields).toHaveProperty('password');
  const issued = await recovery.issue(1, { password: adminLogin.password });
  expect(sessions.state(1)).toMatchObject({ recoveryMissing: true });
  expect(await codeOf(recovery.confirm(1, { recoveryKey }))).toBe('wrongRecoveryKey');
  expect(await codeOf(sessions.recover(2, { recoveryKey, loginId: 'admin', ...again }))).toBe('wrongRecoveryKey');
  await recovery.confirm(1, issued);
  expect(recovery.state()).toEqual({ issuedAt: expect.any(Number), confirmedAt: expect.any(Number) });
  expect((await sessions.recover(2, { ...issued, loginId: 'admin', ...again })).phase).toBe('open');
  // The password was typed by somebody with the envelope: what was open under the old one ended.
  expect(sessions.state(1).phase).toBe('signedOut');
  const details = (await staffLines(centre)).filter(({ act }) => act === 'rotateKey').map(({ detail }) => detail);
  expect(details).toEqual([{ what: 'recovery' }]);
});

test('자료 열쇠를 바꾸는 동안에도 창은 열려 있고, 바꾼 뒤 껐다 켜도 모두 들어온다', async () => {
  const centre = await openedCentre();
  const { sessions, recovery, admin, recoveryKey } = centre;
  await addAccount(centre, admin, counsellor);
  await sessions.signIn(2, { loginId: counsellor.loginId, password: counsellor.password });
  const before = sessions.keeper.keys().lock.key;
  const rotating = recovery.rotate(1, { password: adminLogin.password });
  await vi.waitFor(() => expect(vi.mocked(vaults.rotateDataKey)).toHaveBeenCalled());
  // Asked while the store is between two keys: it waits.
  expect(await sessions.lastEntry()).toBeGreaterThan(0);
  await rotating;
  expect([1, 2].map((window) => sessions.state(window).phase)).toEqual(['open', 'open']);
  expect(sessions.keeper.keys().lock.key).not.toEqual(before);
  expect((await centre.staff.list(admin)).rows).toHaveLength(2);
  const next = await centre.again();
  expect((await next.sessions.signIn(1, { loginId: counsellor.loginId, password: counsellor.password })).phase).toBe(
    'open',
  );
  expect((await next.sessions.recover(2, { recoveryKey, loginId: 'admin', ...again })).phase).toBe('open');
});

test('자료 열쇠를 바꾸지 못하면 모든 것이 앞과 같다', async () => {
  const centre = await openedCentre();
  const { sessions, recovery, admin } = centre;
  vi.mocked(vaults.rotateDataKey).mockRejectedValueOnce(new Error('ENOSPC'));
  const before = sessions.keeper.keys().lock.key;
  await expect(recovery.rotate(1, { password: adminLogin.password })).rejects.toThrow('ENOSPC');
  expect(sessions.keeper.keys().lock.key).toEqual(before);
  expect((await centre.staff.list(admin)).rows).toHaveLength(1);
});

test('틀린 비밀번호 쉰 개가 한꺼번에 와도 한 번에 하나씩 몇 개만 보고, 나머지는 보지 않고 돌려보낸다', async () => {
  const centre = await (await openedCentre()).again();
  const { sessions } = centre;
  let running = 0;
  let most = 0;
  const { unlock } = await vi.importActual<typeof vaults>('../vault/index.ts');
  vi.mocked(vaults.unlock).mockClear();
  vi.mocked(vaults.unlock).mockImplementation(async (...given) => {
    running += 1;
    most = Math.max(most, running);
    try {
      return await unlock(...given);
    } finally {
      running -= 1;
    }
  });
  const codes = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      codeOf(sessions.signIn(index, { ...adminLogin, password: `wrong-${index}!` })),
    ),
  );
  expect(most).toBe(1);
  expect(vi.mocked(vaults.unlock).mock.calls.length).toBeLessThanOrEqual(5);
  expect(codes.filter((code) => code === 'signInPaused').length).toBeGreaterThanOrEqual(45);
  // The storm has not locked the right person out.
  expect((await sessions.signIn(1, adminLogin)).phase).toBe('open');
  vi.mocked(vaults.unlock).mockReset();
});

test('로그인과 계정 만들기와 비밀번호 바꾸기가 한꺼번에 와도 열쇠는 하나도 사라지지 않는다', async () => {
  const centre = await openedCentre();
  const { sessions, staff, admin } = centre;
  const ids = ['a01', 'a02', 'a03', 'a04', 'a05', 'a06'];
  await Promise.all([
    ...ids.map((loginId) => staff.create({ loginId, name: '새사람', role: 'viewer', endsOn: '' }, admin)),
    sessions.own.changePassword(1, { current: adminLogin.password, ...again }),
    sessions.signIn(2, adminLogin).catch(() => undefined),
  ]);
  const vault = sessions.keeper.vault();
  expect(
    vault &&
      accountsOf(vault)
        .map(({ loginId }) => loginId)
        .toSorted(),
  ).toEqual([...ids, 'admin'].toSorted());
  expect((await sessions.signIn(3, { loginId: 'admin', password: again.password })).phase).toBe('open');
});

test('열쇠 파일이 손대어졌으면 로그인 대신 그 까닭과 복원을 보이고, 되돌리면 다시 열린다', async () => {
  const centre = await (await openedCentre()).again();
  const { sessions, folder } = centre;
  const saved = `${folder.vault}.saved`;
  copyFileSync(folder.vault, saved);
  writeFileSync(folder.vault, readFileSync(folder.vault, 'utf8').replace('인천뿌리', '부천뿌리'));
  expect(sessions.state(1)).toMatchObject({ phase: 'blocked', code: 'vaultDamaged', canRestore: true });
  copyFileSync(saved, folder.vault);
  expect(await sessions.signOut(1)).toMatchObject({ phase: 'signedOut' });
  expect((await sessions.signIn(1, adminLogin)).phase).toBe('open');
});

test('손상된 자료는 맞는 비밀번호 뒤에 막힌 화면이 되고, 다시 시도하면 로그인으로 돌아간다', async () => {
  const centre = await (await openedCentre()).again();
  const { sessions, folder } = centre;
  writeFileSync(folder.store, randomBytes(8192));
  expect(await sessions.signIn(1, adminLogin)).toMatchObject({
    phase: 'blocked',
    code: 'storeDamaged',
    canRestore: true,
  });
  expect(sessions.opened).toBe(false);
  expect(sessions.state(2).phase).toBe('signedOut');
  expect((await sessions.signOut(1)).phase).toBe('signedOut');
});

test('자료를 바꾸어 놓는 동안에는 모두 나가 있고 아무도 들어오지 못하며, 끝나면 다시 들어온다', async () => {
  const centre = await openedCentre();
  const { sessions, told } = centre;
  const swapping = Promise.withResolvers<undefined>();
  const done = sessions.whileClosed(async () => {
    expect(sessions.opened).toBe(false);
    await swapping.promise;
    return 'swapped';
  });
  const signIn = sessions.signIn(1, adminLogin);
  expect(sessions.actor(1)).toBeUndefined();
  swapping.resolve(undefined);
  expect(await done).toBe('swapped');
  expect(told.at(-1)).toMatchObject({ window: 1, state: { phase: 'signedOut' } });
  expect((await signIn).phase).toBe('open');
});

test('예전 프로그램의 센터는 첫 로그인에 센터와 노트북의 기록을 얻고, 복구 열쇠가 없다고 알린다', async () => {
  const { scryptSync, createCipheriv } = await import('node:crypto');
  const folder = dataFolder(testFolder());
  const centre = testCentre(folder);
  const key = randomBytes(32);
  const lock = { cipher: 'sqlcipher' as const, key, logKey: randomBytes(32) };
  // A store of before: an account, and neither centre nor laptop. The vault of format 1.
  const store = await openRealStore(folder.store, lock);
  const maker = { userId: 0, name: '설치', role: 'admin' } as const;
  await store.job('writer', 'staff.first', { loginId: 'admin', name: '이관리' }, maker, centre.clocks.wall);
  await store.close();
  const { connect } = await import('../../store/connection.ts');
  const db = connect(folder.store, lock, 'readwrite');
  db.exec('DELETE FROM centre; DELETE FROM device;');
  db.close();
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', scryptSync(firstRun.password, salt, 32, cheap), nonce);
  cipher.setAAD(Buffer.from('admin'));
  const box = Buffer.concat([cipher.update(key), cipher.final()]);
  const text = (bytes: Buffer): string => bytes.toString('base64');
  const kdf = { name: 'scrypt', ...cheap, salt: text(salt) };
  const sealed = { algorithm: 'aes-256-gcm', nonce: text(nonce), box: text(box), tag: text(cipher.getAuthTag()) };
  const old = { format: 1, centre: '옛 센터', cipher: 'sqlcipher', accounts: [{ loginId: 'admin', kdf, sealed }] };
  writeFileSync(folder.vault, JSON.stringify(old));

  expect(await centre.sessions.signIn(1, adminLogin)).toMatchObject({
    phase: 'open',
    centre: '옛 센터',
    place: 'office',
    lockMinutes: 10,
    recoveryMissing: true,
  });
  const opened = await centre.sessions.store();
  const admin = actorAt(centre, 1);
  expect(await opened.read('centre.get', {}, admin, centre.clocks.wall)).toMatchObject({ fields: { name: '옛 센터' } });
  expect(await opened.read('device.list', {}, admin, centre.clocks.wall)).toMatchObject({
    rows: [{ number: '01', here: true, place: 'office' }],
  });
  const issued = await centre.recovery.issue(1, { password: adminLogin.password });
  await centre.recovery.confirm(1, issued);
  expect(centre.sessions.state(1)).toMatchObject({ recoveryMissing: false });
});
