import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Refusal } from '../../shared/model/problem.ts';
import { testFolder } from '../deskTest.test-helper.ts';
import { isStrong, newVault, readVault, unlock, withAccount, writeVault } from './vault.ts';

const code = async (run: Promise<unknown>): Promise<string> => {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof Refusal ? error.problem.code : '';
};

test('비밀번호로만 열리고 아이디의 대소문자와 빈칸은 상관없다', async () => {
  const { vault, lock } = await newVault('센터', 'Sangdam', 'Bburi-2026');
  expect((await unlock(vault, ' sangdam ', 'Bburi-2026')).key).toEqual(lock.key);
  expect(await code(unlock(vault, 'sangdam', 'bburi-2026'))).toBe('wrongLogin');
  expect(await code(unlock(vault, 'nobody', 'Bburi-2026'))).toBe('wrongLogin');
});

test('자모로 풀려 들어온 한글 비밀번호도 같은 비밀번호다', async () => {
  const { vault, lock } = await newVault('센터', 'a01', '뿌리산업센터2026!');
  expect((await unlock(vault, 'a01', '뿌리산업센터2026!'.normalize('NFD'))).key).toEqual(lock.key);
});

test('더한 계정은 자기 비밀번호로 같은 자료를 연다', async () => {
  const { vault, lock } = await newVault('센터', 'a01', 'Bburi-2026');
  const both = await withAccount(vault, lock, 'b02', 'Other-2026');
  expect((await unlock(both, 'b02', 'Other-2026')).key).toEqual(lock.key);
  expect(await code(unlock(both, 'b02', 'Bburi-2026'))).toBe('wrongLogin');
});

test('열쇠 파일에는 열쇠도 비밀번호도 그대로 있지 않고, 한 글자만 바뀌어도 열리지 않는다', async () => {
  const file = path.join(testFolder(), 'vault.json');
  expect(readVault(file)).toBeNull();
  const { vault, lock } = await newVault('센터', 'a01', 'Bburi-2026');
  writeVault(file, vault);
  const text = readFileSync(file, 'utf8');
  expect(text).not.toContain('Bburi-2026');
  expect(text).not.toContain(Buffer.from(lock.key).toString('base64'));
  expect(text).not.toContain(Buffer.from(lock.key).toString('hex'));
  expect(readVault(file)).toEqual(vault);

  const [account] = vault.accounts;
  if (!account) throw new Error('계정이 없습니다');
  const box = Buffer.from(account.sealed.box, 'base64');
  box[0] = (box[0] ?? 0) ^ 1;
  const tampered = { ...vault, accounts: [{ ...account, sealed: { ...account.sealed, box: box.toString('base64') } }] };
  expect(await code(unlock(tampered, 'a01', 'Bburi-2026'))).toBe('wrongLogin');
  // Another's sealed key under one's own name opens nothing.
  const renamed = { ...vault, accounts: [{ ...account, loginId: 'b02' }] };
  expect(await code(unlock(renamed, 'b02', 'Bburi-2026'))).toBe('wrongLogin');
});

test('읽을 수 없는 열쇠 파일은 손상되었다고 말한다', () => {
  const file = path.join(testFolder(), 'vault.json');
  for (const text of ['', '{"format":1', '{"format":2}', '{"format":1,"centre":"x","cipher":"none","accounts":[]}']) {
    writeFileSync(file, text);
    expect(() => readVault(file)).toThrow('vaultDamaged');
  }
});

test('비밀번호는 두 종류 10자 또는 세 종류 8자 이상이어야 한다', () => {
  expect(isStrong('abcdefgh12')).toBe(true);
  expect(isStrong('Abcdef1!')).toBe(true);
  for (const weak of ['', 'abcdefghij', 'abcdef12', '1234567890', 'Abc1!']) expect(isStrong(weak)).toBe(false);
});
