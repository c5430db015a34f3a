import * as fc from 'fast-check';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { problem, Refusal } from '../../../shared/model/problem.ts';
import { testFolder } from '../../deskTest.test-helper.ts';
import { unlock } from './accounts.ts';
import {
  failed,
  forgiven,
  guarded,
  isLocked,
  lockedLogins,
  noAttempts,
  pauseOf,
  readAttempts,
  told,
  writeAttempts,
} from './attempts.ts';
import type { Attempts } from './attempts.ts';
import { codeOf, testPassword, testVault, vaultNow } from './vault.test-helper.ts';

const tries = 5;

/** A door with one account, `admin`: what a password comes to, and how long each answer waited. */
async function door(): Promise<{
  file: string;
  waits: number[];
  knock: (loginId: string, password: string, run?: () => Promise<unknown>) => Promise<string>;
}> {
  const file = path.join(testFolder(), 'attempts.json');
  const { vault } = await testVault();
  const waits: number[] = [];
  const pause = async (ms: number): Promise<void> => {
    waits.push(ms);
  };
  return {
    file,
    waits,
    knock: (loginId, password, run = () => unlock(vault, loginId, password, vaultNow)) =>
      codeOf(() => guarded({ file, vault, loginId, tries, now: vaultNow, pause, run })),
  };
}

test('비밀번호를 다섯 번 틀리면 맞는 비밀번호로도 열리지 않고, 관리자가 풀면 다시 열린다', async () => {
  const { file, knock, waits } = await door();
  const answers = [];
  for (let time = 0; time < 6; time += 1) answers.push(await knock('Admin', `wrong-${time}`));
  expect(answers).toEqual(['wrongLogin', 'wrongLogin', 'wrongLogin', 'wrongLogin', 'accountLocked', 'accountLocked']);
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000]);
  expect(await knock('admin', testPassword)).toBe('accountLocked');
  expect(lockedLogins(readAttempts(file))).toEqual(['admin']);
  writeAttempts(file, forgiven(readAttempts(file), 'ADMIN'));
  expect(await knock('admin', testPassword)).toBe('');
  // What was tried is still to be told to the access log.
  const acts = readAttempts(file).untold.map(({ act, loginId }) => `${act} ${loginId}`);
  expect(acts).toEqual([...Array.from({ length: 5 }, () => 'loginFailed admin'), 'locked admin']);
});

test('맞는 비밀번호는 세던 것을 처음으로 돌리고, 다섯 번째에 맞아도 열린다', async () => {
  const { file, knock } = await door();
  for (let time = 0; time < 4; time += 1) expect(await knock('admin', 'wrong')).toBe('wrongLogin');
  expect(await knock('admin', testPassword)).toBe('');
  expect(readAttempts(file).accounts).toEqual([]);
  for (let time = 0; time < 4; time += 1) expect(await knock('admin', 'wrong')).toBe('wrongLogin');
  expect(await knock('admin', testPassword)).toBe('');
  expect(readAttempts(file).untold).toHaveLength(8);
});

test('답을 보기 전에 프로그램을 끝내도 틀린 것으로 센다', async () => {
  const { file, knock } = await door();
  for (let time = 0; time < tries; time += 1) void knock('admin', 'wrong', () => new Promise(() => undefined));
  expect(isLocked(readAttempts(file), 'admin')).toBe(true);
  expect(await knock('admin', testPassword)).toBe('accountLocked');
});

test('없는 아이디로 들어온 글은 어디에도 적지 않고, 기다리게 할 뿐 아무도 잠그지 않는다', async () => {
  const { file, knock, waits } = await door();
  for (let time = 0; time < 8; time += 1) expect(await knock('my-Password-1', testPassword)).toBe('wrongLogin');
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(readFileSync(file, 'utf8')).not.toContain('my-Password-1');
  expect(readAttempts(file).untold.map(({ act, loginId }) => [act, loginId])).toEqual(
    Array.from({ length: 8 }, () => ['loginFailed', null]),
  );
  expect(await knock('admin', testPassword)).toBe('');
});

test('비밀번호 탓이 아닌 실패는 세지 않는다', async () => {
  const { file, knock, waits } = await door();
  const broken = (): Promise<never> => Promise.reject(new Refusal(problem('vaultTampered')));
  for (let time = 0; time < 9; time += 1) expect(await knock('admin', testPassword, broken)).toBe('vaultTampered');
  expect(readAttempts(file)).toEqual(noAttempts);
  expect(waits).toEqual([]);
});

test('기록 파일이 없거나 깨져 있어도 로그인은 막히지 않는다', async () => {
  const { file, knock } = await door();
  const damaged = ['', '{', '[]', '{"format":2}', '{"format":1,"__proto__":{}}', '9'.repeat(1_000_000)];
  for (const text of damaged) {
    writeFileSync(file, text);
    expect(readAttempts(file)).toEqual(noAttempts);
    expect(await knock('admin', testPassword)).toBe('');
  }
  rmSync(file);
  expect(readAttempts(file)).toEqual(noAttempts);
});

test('기록에 적은 만큼만 지우고, 너무 많으면 같은 것끼리 모아 센다', () => {
  let attempts: Attempts = noAttempts;
  for (let time = 0; time < 5000; time += 1) attempts = failed(attempts, null, vaultNow + time, tries);
  expect(attempts.untold.length).toBeLessThanOrEqual(1000);
  expect(attempts.untold.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
  expect(told(attempts, attempts.untold.length - 1).untold).toEqual([attempts.untold.at(-1)]);
});

test('몇 번을 어떤 차례로 틀려도 정한 횟수에서만 잠기고, 기다림은 30초를 넘지 않는다', () => {
  const login = fc.constantFrom('admin', 'sangdam1', 'ADMIN', null);
  fc.assert(
    fc.property(fc.array(login, { maxLength: 40 }), fc.integer({ min: 3, max: 10 }), (typed, most) => {
      let attempts: Attempts = noAttempts;
      for (const each of typed) attempts = failed(attempts, each, vaultNow, most);
      const count = (name: string): number => typed.filter((each) => each?.toLowerCase() === name).length;
      for (const name of ['admin', 'sangdam1']) {
        expect(isLocked(attempts, name)).toBe(count(name) >= most);
        expect(pauseOf(attempts, name)).toBeLessThanOrEqual(30_000);
      }
      const locks = attempts.untold.filter(({ act }) => act === 'locked');
      expect(locks).toHaveLength(lockedLogins(attempts).length);
      expect(readAsFile(attempts)).toEqual(attempts);
    }),
    { numRuns: 50 },
  );
});

function readAsFile(attempts: Attempts): Attempts {
  const file = path.join(testFolder(), 'attempts.json');
  writeAttempts(file, attempts);
  return readAttempts(file);
}
