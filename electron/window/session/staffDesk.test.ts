import { rmSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { Output } from '../../../shared/contract/index.ts';
import { isStrong } from '../../../shared/model/password.ts';
import { codeOf, problemOfRun, testNow } from '../../deskTest.test-helper.ts';
import { actorAt, addAccount, adminLogin, openedCentre, staffLines, testCentre } from './sessionTest.test-helper.ts';
import type { TestCentre } from './sessionTest.test-helper.ts';
import { oneTimePassword } from './staffDesk.ts';
import { accountOf, accountsOf } from '../vault/index.ts';

const counsellor = { loginId: 'sangdam1', name: '한상담', role: 'counsellor', password: 'sangdam-26!' } as const;
const login = { loginId: counsellor.loginId, password: counsellor.password };
const manager = { loginId: 'admin2', name: '오관리', role: 'admin', password: 'second-26!' } as const;

type Row = Output<'staff.list'>['rows'][number];
async function rowOf(
  { staff }: TestCentre,
  admin: Parameters<TestCentre['staff']['list']>[0],
  id: number,
): Promise<Row> {
  const row = (await staff.list(admin)).rows.find((each) => each.id === id);
  if (!row) throw new Error(`No account ${id}.`);
  return row;
}

test('일회용 비밀번호는 규칙에 맞고, 헷갈리는 글자가 없고, 되풀이되지 않는다', () => {
  const made = Array.from({ length: 200 }, () =>
    oneTimePassword((length) => crypto.getRandomValues(new Uint8Array(length))),
  );
  for (const password of made) {
    expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(?:-[a-hjkmnp-z2-9]{4}){2}$/);
    expect(isStrong(password)).toBe(true);
  }
  expect(new Set(made).size).toBe(made.length);
});

test('새 계정은 일회용 비밀번호로 들어와 자기 비밀번호로 바꾸기 전에는 아무 일도 하지 못한다', async () => {
  const centre = await openedCentre();
  const { sessions, staff, admin } = centre;
  const made = await staff.create({ ...counsellor, endsOn: '' }, admin);
  expect(made).toMatchObject({ name: '한상담', loginId: 'sangdam1' });
  expect(await rowOf(centre, admin, made.id)).toMatchObject({ status: 'newPassword', lastSignIn: null });
  const state = await sessions.signIn(2, { loginId: 'Sangdam1 ', password: made.password });
  expect(state).toEqual({ phase: 'newPassword', centre: '인천뿌리산업일자리센터', loginId: 'sangdam1' });
  expect(sessions.actor(2)).toBeUndefined();
  const change = { current: made.password, password: counsellor.password, again: counsellor.password };
  expect((await problemOfRun(sessions.own.changePassword(2, { ...change, current: 'wrong' }))).fields).toHaveProperty(
    'current',
  );
  expect((await problemOfRun(sessions.own.changePassword(2, { ...change, password: 'short' }))).fields).toHaveProperty(
    'password',
  );
  expect(
    (await problemOfRun(sessions.own.changePassword(2, { ...change, again: 'other-26!!' }))).fields,
  ).toHaveProperty('again');
  // The one on the paper is no password of one's own.
  const same = { current: made.password, password: made.password, again: made.password };
  expect((await problemOfRun(sessions.own.changePassword(2, same))).fields).toHaveProperty('password');
  expect(await sessions.own.changePassword(2, change)).toMatchObject({ phase: 'open', actor: { role: 'counsellor' } });
  expect(await rowOf(centre, admin, made.id)).toMatchObject({ status: 'working', lastSignIn: testNow });
  expect(await codeOf(sessions.signIn(3, { loginId: 'sangdam1', password: made.password }))).toBe('wrongLogin');
});

test('최근 비밀번호 세 개는 다시 쓸 수 없다', async () => {
  const { sessions } = await openedCentre();
  const next = async (current: string, password: string) =>
    await sessions.own.changePassword(1, { current, password, again: password });
  await next('bburi-2026!', 'second-2026!');
  await next('second-2026!', 'third-2026!!');
  for (const old of ['bburi-2026!', 'second-2026!', 'third-2026!!']) {
    expect((await problemOfRun(next('third-2026!!', old))).fields).toHaveProperty('password');
  }
  await next('third-2026!!', 'fourth-2026!');
  expect(await next('fourth-2026!', 'bburi-2026!')).toMatchObject({ phase: 'open' });
});

test('쓰고 있거나 썼던 아이디, 지난 날짜, 없는 역할로는 계정을 만들 수 없다', async () => {
  const centre = await openedCentre();
  const { staff, admin } = centre;
  const id = await addAccount(centre, admin, counsellor);
  await staff.end({ id }, admin);
  const tried = { name: '새사람', loginId: 'new1', role: 'counsellor', endsOn: '' } as const;
  const fields = async (over: object): Promise<string[]> =>
    Object.keys((await problemOfRun(staff.create({ ...tried, ...over }, admin))).fields ?? {});
  expect(await fields({ loginId: 'SANGDAM1' })).toEqual(['loginId']);
  expect(await fields({ loginId: 'admin' })).toEqual(['loginId']);
  expect(await fields({ loginId: "a'; --" })).toEqual(['loginId']);
  expect(await fields({ endsOn: '2026-11-21' })).toEqual(['endsOn']);
  expect(await fields({ role: 'root' })).toEqual(['role']);
  expect(await fields({ name: '=cmd' })).toEqual(['name']);
});

test('역할을 바꾸면 열려 있는 창에서 바로 그 역할이 되고, 기록에 앞뒤가 남는다', async () => {
  const centre = await openedCentre();
  const { sessions, staff, admin, told } = centre;
  const id = await addAccount(centre, admin, counsellor);
  await sessions.signIn(2, login);
  told.length = 0;
  const { seen } = await rowOf(centre, admin, id);
  await staff.change({ id, seen, name: '한상담', role: 'viewer', endsOn: '' }, admin);
  expect(actorAt(centre, 2).role).toBe('viewer');
  expect(told.filter(({ window }) => window === 2)).toMatchObject([
    { state: { phase: 'open', actor: { role: 'viewer' } } },
  ]);
  const line = (await staffLines(centre)).find(({ act }) => act === 'changeRights');
  expect(line?.detail).toEqual({ from: 'counsellor', to: 'viewer', endedOn: null, endsOn: null });
});

test('말소하면 열려 있던 창이 그 자리에서 끝나고, 열쇠가 사라지며, 잠긴 창도 다시 열리지 않는다', async () => {
  const centre = await openedCentre();
  const { sessions, staff, admin } = centre;
  const id = await addAccount(centre, admin, counsellor);
  await sessions.signIn(2, login);
  await sessions.own.setPin(2, { password: login.password, pin: '270914', again: '270914' });
  await sessions.signIn(3, login);
  sessions.lock(3);
  await staff.end({ id }, admin);
  expect([sessions.state(2).phase, sessions.state(3).phase]).toEqual(['signedOut', 'signedOut']);
  expect(await sessions.unlock(3, { pin: '270914' })).toMatchObject({ phase: 'signedOut' });
  expect(accountsOf(sessions.keeper.vault() ?? never())).toHaveLength(1);
  expect(await codeOf(sessions.signIn(2, login))).toBe('wrongLogin');
  expect(await rowOf(centre, admin, id)).toMatchObject({ status: 'ended', endedAt: testNow });
  expect(await codeOf(staff.resetPassword({ id }, admin))).toBe('accountEnded');
  expect((await staffLines(centre)).filter(({ act }) => act === 'revoke')).toEqual([
    { act: 'revoke', detail: { role: 'counsellor' } },
  ]);
});

test('다른 노트북에서 말소된 계정은 열쇠가 남아 있어도 들어오지 못하고, 열쇠는 다음 로그인 때 사라진다', async () => {
  const centre = await openedCentre();
  const { sessions, admin } = centre;
  const id = await addAccount(centre, admin, counsellor);
  // As it comes by sync: the record alone.
  await (await sessions.store()).job('writer', 'staff.end', { id }, admin, testNow);
  expect(accountOf(sessions.keeper.vault() ?? never(), 'sangdam1')).not.toBeNull();
  expect(await codeOf(sessions.signIn(2, login))).toBe('accountEnded');
  await sessions.signIn(3, adminLogin);
  expect(accountOf(sessions.keeper.vault() ?? never(), 'sangdam1')).toBeNull();
});

test('기한 없이 일하는 마지막 관리자는 말소도, 다른 역할도, 기한도 줄 수 없다', async () => {
  const centre = await openedCentre();
  const { staff, admin, sessions } = centre;
  const { seen, id } = await rowOf(centre, admin, admin.userId);
  const form = { id, seen, name: '이관리', role: 'admin', endsOn: '' } as const;
  expect(await codeOf(staff.end({ id }, admin))).toBe('lastAdmin');
  expect(await codeOf(staff.change({ ...form, role: 'counsellor' }, admin))).toBe('lastAdmin');
  expect(await codeOf(staff.change({ ...form, endsOn: '2026-12-31' }, admin))).toBe('lastAdmin');
  expect(actorAt(centre, 1)).toEqual(admin);
  // A 관리자 who will be gone in a month is no successor; one without a last day is.
  const second = await addAccount(centre, admin, { ...manager, endsOn: '2026-12-31' });
  expect(await codeOf(staff.end({ id }, admin))).toBe('lastAdmin');
  const row = await rowOf(centre, admin, second);
  await staff.change({ id: second, seen: row.seen, name: row.name, role: 'admin', endsOn: '' }, admin);
  await staff.end({ id }, admin);
  expect(sessions.state(1).phase).toBe('signedOut');
});

test('마지막 두 관리자가 서로를 동시에 말소해도 한 명은 남는다', async () => {
  const centre = await openedCentre();
  const { staff, sessions, admin } = centre;
  const id = await addAccount(centre, admin, manager);
  await sessions.signIn(2, { loginId: manager.loginId, password: manager.password });
  const second = actorAt(centre, 2);
  const ends = await Promise.allSettled([staff.end({ id }, admin), staff.end({ id: admin.userId }, second)]);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect([1, 2].filter((window) => sessions.actor(window)?.role === 'admin')).toHaveLength(1);
});

test('마지막 날이 지난 계정은 열려 있던 창에서도 끝나고, 시계를 되돌려도 살아나지 않는다', async () => {
  const centre = await openedCentre();
  const { sessions, admin, clocks } = centre;
  const id = await addAccount(centre, admin, { ...counsellor, endsOn: '2026-11-22' });
  await sessions.signIn(2, login);
  clocks.pass(5);
  expect(sessions.actor(2)?.role).toBe('counsellor');
  // Past midnight in Seoul.
  clocks.pass(12 * 60);
  expect(sessions.state(2).phase).toBe('signedOut');
  await sessions.signIn(3, adminLogin);
  clocks.wall -= 24 * 3_600_000;
  expect(['accountEnded', 'wrongLogin']).toContain(await codeOf(sessions.signIn(2, login)));
  expect(await rowOf(centre, admin, id)).toMatchObject({ status: 'ended', endedAt: null });
});

test('다섯 번 틀리면 계정이 잠기고, 맞는 비밀번호도 열지 못하며, 관리자가 풀어야 한다', async () => {
  const centre = await openedCentre();
  const { sessions, staff, admin, pauses } = centre;
  const id = await addAccount(centre, admin, counsellor);
  const wrong = async (): Promise<string> => await codeOf(sessions.signIn(2, { ...login, password: 'wrong-26!!' }));
  const codes = [await wrong(), await wrong(), await wrong(), await wrong(), await wrong(), await wrong()];
  expect(codes).toEqual(['wrongLogin', 'wrongLogin', 'wrongLogin', 'wrongLogin', 'accountLocked', 'accountLocked']);
  // Each answer waits longer than the one before.
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000]);
  expect(await codeOf(sessions.signIn(2, login))).toBe('accountLocked');
  expect(await rowOf(centre, admin, id)).toMatchObject({ status: 'locked' });
  const acts = (await staffLines(centre)).map(({ act }) => act);
  expect(acts.filter((act) => act === 'loginFailed')).toHaveLength(5);
  expect(acts.filter((act) => act === 'locked')).toHaveLength(1);
  await staff.unlock({ id }, admin);
  expect((await sessions.signIn(2, login)).phase).toBe('open');
  expect((await staffLines(centre)).at(-2)).toMatchObject({ act: 'unlock' });
});

test('잠긴 계정은 프로그램을 다시 켜도 시계를 돌려도 잠겨 있고, 그동안 틀린 것은 다음 로그인 때 기록된다', async () => {
  const first = await openedCentre();
  await addAccount(first, first.admin, counsellor);
  const second = await first.again();
  for (let count = 0; count < 5; count += 1)
    await codeOf(second.sessions.signIn(1, { ...login, password: 'wrong-26!!' }));
  await codeOf(second.sessions.signIn(1, { loginId: '내비밀번호를아이디칸에', password: 'x' }));
  const third = await second.again();
  for (const days of [-400, 0, 400]) {
    third.clocks.wall = testNow + days * 86_400_000;
    expect(await codeOf(third.sessions.signIn(1, login))).toBe('accountLocked');
  }
  third.clocks.wall = testNow + 60_000;
  await third.sessions.signIn(1, adminLogin);
  const lines = (await staffLines(third)).filter(({ act }) => act === 'loginFailed' || act === 'locked');
  expect(lines.map(({ act }) => act)).toEqual([
    ...Array.from({ length: 5 }, () => 'loginFailed'),
    'locked',
    'loginFailed',
  ]);
});

test('비밀번호 초기화는 열려 있는 창을 끝내고, 다음 로그인 때 새 비밀번호를 정하게 한다', async () => {
  const centre = await openedCentre();
  const { sessions, staff, admin } = centre;
  const id = await addAccount(centre, admin, counsellor);
  await sessions.signIn(2, login);
  const { password, loginId } = await staff.resetPassword({ id }, admin);
  expect(sessions.state(2).phase).toBe('signedOut');
  expect(await codeOf(sessions.signIn(2, login))).toBe('wrongLogin');
  expect((await sessions.signIn(2, { loginId, password })).phase).toBe('newPassword');
});

test('박람회 도우미 열 명의 계정이 한 번에 생기고, 바로 쓸 수 있고, 그날이 지나면 끝난다', async () => {
  const centre = await openedCentre();
  const { sessions, staff, admin, clocks } = centre;
  const names = ['김도움', '이도움', '', '박도움'];
  const made = await staff.createHelpers({ names, endsOn: '2026-11-22' }, admin);
  expect(made).toMatchObject({
    endsOn: '2026-11-22',
    helpers: [
      { name: '김도움', loginId: 'h1122-01' },
      { name: '이도움', loginId: 'h1122-02' },
      { name: '박도움', loginId: 'h1122-03' },
    ],
  });
  expect(new Set(made.helpers.map(({ password }) => password)).size).toBe(3);
  const [helper] = made.helpers;
  if (!helper) throw new Error('no helper');
  expect(await sessions.signIn(2, helper)).toMatchObject({ phase: 'open', actor: { role: 'fairDesk' } });
  // A second batch of the same day goes on counting.
  expect((await staff.createHelpers({ names: ['최도움'], endsOn: '2026-11-22' }, admin)).helpers).toMatchObject([
    { loginId: 'h1122-04' },
  ]);
  clocks.pass(24 * 60);
  expect(['accountEnded', 'wrongLogin']).toContain(await codeOf(sessions.signIn(2, helper)));
  const grants = (await staffLines(centre)).filter(({ act }) => act === 'grant');
  expect(grants.at(-1)?.detail).toEqual({ role: 'fairDesk', endsOn: '2026-11-22' });
  expect(
    Object.keys((await problemOfRun(staff.createHelpers({ names: ['a1'], endsOn: '' }, admin))).fields ?? {}),
  ).toEqual(['names', 'endsOn']);
});

test('열쇠 파일에 다 들어가지 않을 만큼의 도우미는 한 명도 만들지 않고 거절한다', async () => {
  const { sessions, staff, admin } = await openedCentre();
  const names = Array.from({ length: 100 }, () => '김도움');
  const vault = sessions.keeper.vault() ?? never();
  const [account] = vault.format === 2 ? vault.accounts : [];
  const accounts = Array.from({ length: 401 }, (_, n) => ({ ...(account ?? never()), loginId: `x${n}` }));
  const full = vi.spyOn(sessions.keeper, 'vault').mockReturnValue({ ...vault, accounts } as typeof vault);
  expect((await problemOfRun(staff.createHelpers({ names, endsOn: '2026-11-22' }, admin))).message).toContain('500개');
  full.mockRestore();
  expect((await staff.list(admin)).rows).toHaveLength(1);
});

test('열쇠를 만들다 디스크가 차면 계정은 들어오지 못할 뿐이고, 새 비밀번호를 주면 쓸 수 있다', async () => {
  const centre = await openedCentre();
  const { sessions, staff, admin } = centre;
  const change = vi.spyOn(sessions.keeper, 'changeVault').mockRejectedValueOnce(new Error('ENOSPC'));
  await expect(staff.create({ ...counsellor, endsOn: '' }, admin)).rejects.toThrow('ENOSPC');
  change.mockRestore();
  const row = (await staff.list(admin)).rows.find(({ loginId }) => loginId === 'sangdam1') ?? never();
  expect(row.status).toBe('noKey');
  const { password } = await staff.resetPassword({ id: row.id }, admin);
  expect((await sessions.signIn(2, { loginId: 'sangdam1', password })).phase).toBe('newPassword');
});

test('잠금 횟수를 적는 파일을 지우거나 망가뜨려도 로그인은 된다', async () => {
  const centre = await openedCentre();
  await codeOf(centre.sessions.signIn(2, { ...adminLogin, password: 'wrong-26!!' }));
  writeFileSync(centre.folder.attempts, '{"format":1');
  expect((await centre.sessions.signIn(2, adminLogin)).phase).toBe('open');
  rmSync(centre.folder.attempts, { force: true });
  expect((await testCentre(centre.folder).sessions.signIn(2, adminLogin)).phase).toBe('open');
});

function never(): never {
  throw new Error('missing');
}
