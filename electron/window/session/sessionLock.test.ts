import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualRules } from '../../../shared/model/centre.ts';
import type { Clocks } from './sessionLock.ts';
import { elapsed, isIdle, lockMinutes, moment, pinOpens, pinTries } from './sessionLock.ts';
import { isPinOf, sealPin } from './sessionPin.ts';
import { codeOf, problemOfRun } from '../../deskTest.test-helper.ts';
import { actorAt, addAccount, adminLogin, openedCentre, staffLines } from './sessionTest.test-helper.ts';

const clocksAt = (now: number, monotonic: number): Clocks => ({ now: () => now, monotonic: () => monotonic });

test('시계를 어떻게 돌려도 지난 시간은 실제로 지난 시간보다 짧아지지 않는다', () => {
  const instant = fc.integer({ min: 0, max: 4e12 });
  fc.assert(
    fc.property(instant, instant, fc.integer({ min: 0, max: 1e9 }), (then, now, really) => {
      const since = moment(clocksAt(then, 500));
      expect(elapsed(since, clocksAt(now, 500 + really))).toBeGreaterThanOrEqual(really);
      // A laptop that slept: only the other clock went on.
      expect(elapsed(since, clocksAt(then + really, 500))).toBe(really);
    }),
  );
});

test('자동 잠금은 사무실에서 10분, 현장에서 3분 만에 온다', () => {
  const since = moment(clocksAt(0, 0));
  const office = lockMinutes(usualRules, 'office');
  const field = lockMinutes(usualRules, 'field');
  expect([office, field]).toEqual([10, 3]);
  expect(isIdle(since, office, clocksAt(599_999, 599_999))).toBe(false);
  expect(isIdle(since, office, clocksAt(600_000, 600_000))).toBe(true);
  expect(isIdle(since, field, clocksAt(-9e9, 180_000))).toBe(true);
});

test('PIN은 정해 두었을 때, 세 번 틀리기 전에, 비밀번호를 넣은 지 네 시간 안에만 연다', () => {
  const passwordAt = moment(clocksAt(0, 0));
  const hours = (n: number): Clocks => clocksAt(n * 3_600_000, n * 3_600_000);
  expect(pinOpens({ pin: 'x', wrong: 0, passwordAt }, 4, hours(3.99))).toBe(true);
  expect(pinOpens({ pin: null, wrong: 0, passwordAt }, 4, hours(0))).toBe(false);
  expect(pinOpens({ pin: 'x', wrong: pinTries, passwordAt }, 4, hours(0))).toBe(false);
  expect(pinOpens({ pin: 'x', wrong: 0, passwordAt }, 4, hours(4))).toBe(false);
  expect(pinOpens({ pin: 'x', wrong: 0, passwordAt }, 4, clocksAt(-1e12, 4 * 3_600_000))).toBe(false);
});

test('PIN은 그 사람의 것만 맞고, 저장된 것에는 PIN이 없다', async () => {
  const sealed = await sealPin(7, '270914');
  expect(await isPinOf(7, sealed, '270914')).toBe(true);
  expect(await isPinOf(7, sealed, '270915')).toBe(false);
  expect(await isPinOf(8, sealed, '270914')).toBe(false);
  expect(await isPinOf(7, 'not json', '270914')).toBe(false);
  expect(sealed).not.toContain('270914');
});

const withPin = { password: adminLogin.password, pin: '270914', again: '270914' };

test('10분 동안 아무도 없으면 창이 스스로 잠기고, 잠긴 창에서는 아무도 일하지 못한다', async () => {
  const { sessions, clocks, told } = await openedCentre();
  clocks.pass(9);
  sessions.active(1);
  clocks.pass(9);
  sessions.tick();
  expect(sessions.actor(1)?.name).toBe('이관리');
  clocks.pass(1);
  expect(sessions.actor(1)).toBeUndefined();
  expect(told).toEqual([
    { window: 1, state: expect.objectContaining({ phase: 'locked', name: '이관리', by: 'password' }) },
  ]);
  // Too late to say that somebody is there.
  sessions.active(1);
  expect(sessions.state(1).phase).toBe('locked');
});

test('시계를 뒤로 돌려도 잠기지 않게 할 수 없고, 앞으로 돌리면 잠길 뿐이다', async () => {
  const { sessions, clocks } = await openedCentre();
  clocks.monotonic += 10 * 60_000;
  clocks.wall -= 3 * 3_600_000;
  sessions.tick();
  expect(sessions.state(1).phase).toBe('locked');
  expect((await sessions.unlock(1, { password: adminLogin.password })).phase).toBe('open');
  clocks.wall += 365 * 86_400_000;
  sessions.tick();
  expect(sessions.state(1).phase).toBe('locked');
  expect((await sessions.unlock(1, { password: adminLogin.password })).phase).toBe('open');
});

test('현장 모드에서는 3분 만에 잠기고, 사무실로 되돌리면 10분이다', async () => {
  const { sessions, clocks } = await openedCentre();
  expect(await sessions.own.setPlace(1, { place: 'field' })).toMatchObject({ place: 'field', lockMinutes: 3 });
  clocks.pass(3);
  sessions.tick();
  expect(sessions.state(1).phase).toBe('locked');
  await sessions.unlock(1, { password: adminLogin.password });
  expect(await sessions.own.setPlace(1, { place: 'office' })).toMatchObject({ place: 'office', lockMinutes: 10 });
});

test('PIN을 정하려면 비밀번호가 맞아야 하고, 뻔한 PIN은 받지 않으며, 정하고 없앤 것은 접속기록에 남는다', async () => {
  const centre = await openedCentre();
  const { sessions } = centre;
  const wrong = await problemOfRun(sessions.own.setPin(1, { ...withPin, password: 'wrong-2026!' }));
  expect(wrong.fields).toHaveProperty('password');
  for (const pin of ['000000', '123456', '987654', '12345', '1234567', '12345a']) {
    expect((await problemOfRun(sessions.own.setPin(1, { ...withPin, pin, again: pin }))).fields).toHaveProperty('pin');
  }
  expect((await problemOfRun(sessions.own.setPin(1, { ...withPin, again: '270915' }))).fields).toHaveProperty('again');
  expect(await sessions.own.setPin(1, withPin)).toMatchObject({ phase: 'open', pinSet: true });
  expect(await sessions.own.setPin(1, { ...withPin, pin: '', again: '' })).toMatchObject({ pinSet: false });
  // 접속기록: that it was set and taken away, never what it was.
  const lines = (await staffLines(centre)).filter(({ detail }) => JSON.stringify(detail).includes('"pin"'));
  expect(lines).toEqual([
    { act: 'change', detail: { what: 'pin' } },
    { act: 'delete', detail: { what: 'pin' } },
  ]);
});

test('PIN으로 잠금을 풀고, 네 시간 뒤와 프로그램을 다시 켠 뒤에는 비밀번호를 묻는다', async () => {
  const centre = await openedCentre();
  const { sessions, clocks } = centre;
  await sessions.own.setPin(1, withPin);
  expect(sessions.lock(1)).toMatchObject({ phase: 'locked', by: 'pin' });
  expect((await sessions.unlock(1, { pin: withPin.pin })).phase).toBe('open');
  for (let minute = 0; minute < 4 * 60; minute += 5) {
    clocks.pass(5);
    sessions.active(1);
  }
  expect(sessions.lock(1)).toMatchObject({ by: 'password' });
  expect(await codeOf(sessions.unlock(1, { pin: withPin.pin }))).toBe('pinOver');
  expect((await sessions.unlock(1, { password: adminLogin.password })).phase).toBe('open');
  expect(sessions.lock(1)).toMatchObject({ by: 'pin' });
  const { sessions: restarted } = await centre.again();
  expect(restarted.state(1).phase).toBe('signedOut');
  expect(await restarted.unlock(1, { pin: withPin.pin })).toMatchObject({ phase: 'signedOut' });
});

test('PIN을 한꺼번에 마구 눌러도 세 번까지만 보고, 그 뒤에는 맞는 PIN도 열지 못한다', async () => {
  const centre = await openedCentre();
  const { sessions } = centre;
  await sessions.own.setPin(1, withPin);
  sessions.lock(1);
  const guesses = Array.from({ length: 20 }, (_, index) =>
    codeOf(sessions.unlock(1, { pin: String(700_000 + index) })),
  );
  const codes = await Promise.all(guesses);
  expect(codes.slice(0, 3)).toEqual(['wrongPin', 'wrongPin', 'pinOver']);
  expect(new Set(codes.slice(3))).toEqual(new Set(['pinOver']));
  expect(await codeOf(sessions.unlock(1, { pin: withPin.pin }))).toBe('pinOver');
  expect(sessions.state(1)).toMatchObject({ phase: 'locked', by: 'password' });
  const wrong = (await staffLines(centre)).filter(({ act }) => act === 'loginFailed');
  expect(wrong.map(({ detail }) => detail)).toEqual([1, 2, 3].map((n) => ({ by: 'pin', wrong: n })));
  // A second window of the same person is no second set of guesses.
  await sessions.unlock(1, { password: adminLogin.password });
  await sessions.signIn(2, adminLogin);
  for (const window of [1, 2]) sessions.lock(window);
  expect(await codeOf(sessions.unlock(1, { pin: '700000' }))).toBe('wrongPin');
  expect(await codeOf(sessions.unlock(2, { pin: '700001' }))).toBe('wrongPin');
  expect(await codeOf(sessions.unlock(1, { pin: '700002' }))).toBe('pinOver');
  expect(await codeOf(sessions.unlock(2, { pin: withPin.pin }))).toBe('pinOver');
});

test('잠긴 창은 다른 사람의 비밀번호로 열리지 않고, 다른 창의 로그인도 돕지 못한다', async () => {
  const centre = await openedCentre();
  const { sessions, admin } = centre;
  await addAccount(centre, admin, { loginId: 'sangdam1', name: '한상담', role: 'counsellor', password: 'sangdam-26!' });
  sessions.lock(1);
  expect(await codeOf(sessions.unlock(1, { password: 'sangdam-26!' }))).toBe('wrongLogin');
  expect((await sessions.signIn(2, { loginId: 'sangdam1', password: 'sangdam-26!' })).phase).toBe('open');
  expect(sessions.actor(1)).toBeUndefined();
  expect(actorAt(centre, 2).name).toBe('한상담');
  // The other person takes the laptop over by signing in, and finds nothing of the first one's session.
  await sessions.signOut(1);
  expect(await sessions.signIn(1, { loginId: 'sangdam1', password: 'sangdam-26!' })).toMatchObject({
    phase: 'open',
    actor: { role: 'counsellor' },
  });
});

test('잠겨 있는 동안에는 비밀번호도 PIN도 장소도 바꿀 수 없다', async () => {
  const { sessions } = await openedCentre();
  sessions.lock(1);
  const change = { current: adminLogin.password, password: 'other-2026!', again: 'other-2026!' };
  expect(await codeOf(sessions.own.changePassword(1, change))).toBe('notSignedIn');
  expect(await codeOf(sessions.own.setPin(1, withPin))).toBe('notSignedIn');
  expect(await codeOf(sessions.own.setPlace(1, { place: 'field' }))).toBe('notSignedIn');
  expect(await codeOf(sessions.proveAgain(1, adminLogin.password))).toBe('notSignedIn');
});

test('노트북이 잠들면 모든 창이 잠긴다', async () => {
  const { sessions, told } = await openedCentre();
  await sessions.signIn(2, adminLogin);
  sessions.lockAll();
  expect(told.map(({ window, state }) => [window, state.phase])).toEqual([
    [1, 'locked'],
    [2, 'locked'],
  ]);
});
