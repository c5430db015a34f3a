import { createCipheriv, randomBytes, scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../../deskTest.test-helper.ts';
import {
  accountOf,
  accountsOf,
  newVault,
  recoveryOf,
  unlock,
  unlockWithRecovery,
  wasUsed,
  withAccount,
  withCentreName,
  withNewRecovery,
  withoutAccount,
  withPassword,
  withRecoveryConfirmed,
} from './accounts.ts';
import { readVault, vaultIn, writeVault } from './file.ts';
import type { OldVault } from './shape.ts';
import { codeOf, quickCost, testPassword, testVault, vaultNow } from './vault.test-helper.ts';

const other = { loginId: 'sangdam1', password: 'Other-2026', now: vaultNow, cost: quickCost };

test('비밀번호로만 열리고 아이디의 대소문자와 빈칸은 상관없다', async () => {
  const { vault, opened } = await testVault();
  expect((await unlock(vault, ' ADMIN ', testPassword, vaultNow)).lock).toEqual(opened.lock);
  expect(await codeOf(() => unlock(vault, 'admin', testPassword.toLowerCase(), vaultNow))).toBe('wrongLogin');
  expect(await codeOf(() => unlock(vault, 'nobody', testPassword, vaultNow))).toBe('wrongLogin');
  expect(await codeOf(() => unlock(vault, 'admin', 'a'.repeat(10_000_000), vaultNow))).toBe('wrongLogin');
});

test('평소의 비용으로 만든 열쇠 파일도 열리고, 파일에는 열쇠도 비밀번호도 사람 이름도 그대로 있지 않다', async () => {
  const file = path.join(testFolder(), 'vault.json');
  expect(readVault(file)).toBeNull();
  const { vault, opened, recoveryKey } = await newVault({
    centre: '센터',
    loginId: 'admin',
    password: testPassword,
    now: vaultNow,
  });
  writeVault(file, vault);
  expect(readVault(file)).toEqual(vault);
  const text = readFileSync(file, 'utf8');
  for (const secret of [opened.lock.key, opened.lock.logKey, opened.guard]) {
    expect(text).not.toContain(Buffer.from(secret).toString('base64'));
    expect(text).not.toContain(Buffer.from(secret).toString('hex'));
  }
  expect(text).not.toContain(testPassword);
  for (const group of recoveryKey.split('-')) expect(text).not.toContain(`${group}-`);
  expect((await unlock(vault, 'admin', testPassword, vaultNow)).lock).toEqual(opened.lock);
});

test('더한 계정은 자기 비밀번호로 같은 자료를 열고, 뺀 계정은 열지 못한다', async () => {
  const { vault, opened } = await testVault();
  const both = await withAccount(vault, opened, { ...other, mustChange: true });
  const theirs = await unlock(both, 'sangdam1', other.password, vaultNow);
  expect(theirs).toEqual(opened);
  expect(await codeOf(() => unlock(both, 'sangdam1', testPassword, vaultNow))).toBe('wrongLogin');
  expect(accountOf(both, 'SANGDAM1')).toEqual({ loginId: 'sangdam1', mustChange: true, since: vaultNow });
  // Whoever has come in may give the next account.
  const three = await withAccount(both, theirs, { ...other, loginId: 'giup1' });
  expect((await unlock(three, 'giup1', other.password, vaultNow)).lock).toEqual(opened.lock);

  const one = withoutAccount(three, opened, 'Sangdam1');
  expect(await codeOf(() => unlock(one, 'sangdam1', other.password, vaultNow))).toBe('wrongLogin');
  expect(accountsOf(one).map(({ loginId }) => loginId)).toEqual(['admin', 'giup1']);
  expect(JSON.stringify(one)).not.toContain('sangdam1');
});

test('비밀번호를 바꾸면 새것으로만 열리고, 지난 두 비밀번호는 다시 쓴 것으로 알아본다', async () => {
  let { vault, opened } = await testVault();
  const passwords = ['Second-2026', 'Third-2026', 'Fourth-2026'];
  for (const [at, password] of passwords.entries()) {
    vault = await withPassword(vault, opened, { loginId: 'ADMIN', password, now: vaultNow + at, cost: quickCost });
  }
  expect(await codeOf(() => unlock(vault, 'admin', testPassword, vaultNow))).toBe('wrongLogin');
  expect(await codeOf(() => unlock(vault, 'admin', 'Third-2026', vaultNow))).toBe('wrongLogin');
  expect((await unlock(vault, 'admin', 'Fourth-2026', vaultNow)).lock).toEqual(opened.lock);
  expect(accountsOf(vault)).toEqual([{ loginId: 'admin', mustChange: false, since: vaultNow + 2 }]);
  const used = await Promise.all([testPassword, ...passwords].map((each) => wasUsed(vault, 'Admin', each)));
  expect(used).toEqual([false, true, true, true]);
  expect(await wasUsed(vault, 'nobody', 'Fourth-2026')).toBe(false);
  expect(await codeOf(() => withPassword(vault, opened, { ...other, loginId: 'nobody' }))).toBe('notFound');
});

test('복구 열쇠로 열어 새 비밀번호를 줄 수 있고, 새로 발급하면 앞의 것은 열지 못한다', async () => {
  const { vault, opened, recoveryKey } = await testVault();
  const recovered = await unlockWithRecovery(vault, recoveryKey.toLowerCase().replaceAll('-', ' '));
  expect(recovered).toEqual(opened);
  const reset = await withPassword(vault, recovered, { ...other, loginId: 'admin' });
  expect((await unlock(reset, 'admin', other.password, vaultNow)).lock).toEqual(opened.lock);

  expect(await codeOf(() => unlockWithRecovery(vault, `${recoveryKey.slice(0, -1)}U`))).toBe('recoveryMistyped');
  expect(recoveryOf(vault)).toMatchObject({ issuedAt: vaultNow, confirmedAt: null });
  const again = withNewRecovery(vault, opened, vaultNow + 1);
  expect(await codeOf(() => unlockWithRecovery(again.vault, recoveryKey))).toBe('wrongRecoveryKey');
  const confirmed = withRecoveryConfirmed(again.vault, opened, vaultNow + 2);
  expect((await unlockWithRecovery(confirmed, again.recoveryKey)).lock).toEqual(opened.lock);
  expect(recoveryOf(confirmed)).toMatchObject({ issuedAt: vaultNow + 1, confirmedAt: vaultNow + 2 });
  // The accounts are what they were.
  expect((await unlock(confirmed, 'admin', testPassword, vaultNow)).lock).toEqual(opened.lock);
});

test('센터 이름을 바꾸어도 같은 비밀번호로 열린다', async () => {
  const { vault, opened } = await testVault();
  const renamed = withCentreName(vault, opened, '새 이름');
  expect(renamed.centre).toBe('새 이름');
  expect((await unlock(vaultIn(JSON.stringify(renamed)), 'admin', testPassword, vaultNow)).lock).toEqual(opened.lock);
});

/** A vault as the first versions of the program wrote it. */
function oldVault(key: Uint8Array, logins: readonly (readonly [string, string])[]): OldVault {
  return {
    format: 1,
    centre: '센터',
    cipher: 'sqlcipher',
    accounts: logins.map(([loginId, password]) => {
      const [salt, nonce] = [randomBytes(16), randomBytes(12)];
      const cipher = createCipheriv('aes-256-gcm', scryptSync(password, salt, 32, quickCost), nonce);
      cipher.setAAD(Buffer.from(loginId.toLowerCase()));
      const box = Buffer.concat([cipher.update(key), cipher.final()]).toString('base64');
      const [tag, iv] = [cipher.getAuthTag().toString('base64'), nonce.toString('base64')];
      return {
        loginId,
        kdf: { name: 'scrypt', ...quickCost, salt: salt.toString('base64') },
        sealed: { algorithm: 'aes-256-gcm', nonce: iv, box, tag },
      };
    }),
  };
}

test('옛 형식의 열쇠 파일은 첫 로그인 때 새 형식이 되고, 다른 계정도 자기 첫 로그인 때 따라온다', async () => {
  const key = randomBytes(32);
  const logins = [
    ['Admin', testPassword],
    ['sangdam1', other.password],
  ] as const;
  const old = vaultIn(JSON.stringify(oldVault(key, logins)));
  expect(accountsOf(old).map(({ since }) => since)).toEqual([null, null]);
  expect(await codeOf(() => unlock(old, 'admin', 'wrong', vaultNow))).toBe('wrongLogin');
  expect(await codeOf(() => unlock(old, 'nobody', testPassword, vaultNow))).toBe('wrongLogin');
  expect(await codeOf(() => unlockWithRecovery(old, '0'))).toBe('recoveryMistyped');

  const first = await unlock(old, 'admin', testPassword, vaultNow);
  expect(first.lock.key).toEqual(key);
  const upgraded = vaultIn(JSON.stringify(first.upgraded));
  expect(recoveryOf(upgraded)).toBeNull();
  const again = await unlock(upgraded, 'admin', testPassword, vaultNow);
  expect(again.upgraded).toBeUndefined();
  expect(again.lock).toEqual(first.lock);

  const second = await unlock(upgraded, 'SANGDAM1', other.password, vaultNow);
  expect(second.lock).toEqual(first.lock);
  const whole = vaultIn(JSON.stringify(second.upgraded));
  expect(accountsOf(whole).map(({ since }) => since)).toEqual([vaultNow, vaultNow]);
  const { vault, recoveryKey } = withNewRecovery(whole, second, vaultNow);
  expect((await unlockWithRecovery(vault, recoveryKey)).lock).toEqual(first.lock);
  expect((await unlock(vault, 'sangdam1', other.password, vaultNow)).lock).toEqual(first.lock);
  // One that has not come yet is given a password, or goes, like any other.
  const given = await withPassword(upgraded, first, other);
  expect(accountsOf(given).map(({ loginId }) => loginId)).toEqual(['Admin', 'sangdam1']);
  expect((await unlock(given, 'sangdam1', other.password, vaultNow)).upgraded).toBeUndefined();
  expect(accountsOf(withoutAccount(upgraded, first, 'sangdam1'))).toHaveLength(1);
});

test('다시 읽지 못할 열쇠 파일은 쓰지 않고, 있던 것을 그대로 둔다', async () => {
  const file = path.join(testFolder(), 'vault.json');
  const { vault, opened } = await testVault();
  writeVault(file, vault);
  const [account] = vault.accounts;
  if (!account) throw new Error('no account');
  const full = { ...vault, accounts: Array.from({ length: 500 }, (_, n) => ({ ...account, loginId: `h${n}` })) };
  expect(await codeOf(() => withAccount(full, opened, other))).toBe('checkFields');
  // One that is there already takes nobody's place.
  expect(await codeOf(() => withAccount(full, opened, { ...other, loginId: 'h7' }))).toBe('');
  expect(await codeOf(() => writeVault(file, withCentreName(vault, opened, '가'.repeat(201))))).toContain('crashed');
  expect(readVault(file)).toEqual(vault);
});
