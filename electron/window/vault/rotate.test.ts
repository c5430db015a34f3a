import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openTestDesk, personForm, testFolder, testNow } from '../../deskTest.test-helper.ts';
import { problem, Refusal } from '../../../shared/model/problem.ts';
import type { StoreLock } from '../../store/connection.ts';
import { StoreDesk } from '../../store/desk.ts';
import { openEngine } from '../../store/open.ts';
import { copyUnderKey, opensWith } from '../../store/rekey.ts';
import { unlock, unlockWithRecovery, withAccount } from './accounts.ts';
import { readVault, writeVault } from './file.ts';
import type { Rotation, RotationFiles } from './rotate.ts';
import { rotateDataKey, rotationSteps, settleRotation } from './rotate.ts';
import type { OpenedVault } from './seals.ts';
import type { Vault } from './shape.ts';
import { codeOf, quickCost, testPassword, testVault, vaultNow } from './vault.test-helper.ts';
import { workerScript } from '../../workerScript.test-helper.ts';

const other = { loginId: 'sangdam1', password: 'Other-2026', now: vaultNow, cost: quickCost };

interface Centre {
  readonly files: RotationFiles;
  readonly vault: Vault;
  readonly opened: OpenedVault;
  readonly recoveryKey: string;
}

/** A vault and a closed store with `rows` rows in it. */
async function centre(rows = 10): Promise<Centre> {
  const folder = path.join(testFolder(), 'desk');
  mkdirSync(folder);
  const files = { vault: path.join(folder, 'vault.json'), store: path.join(folder, 'store.db') };
  const { vault, opened, recoveryKey } = await testVault();
  const both = await withAccount(vault, opened, other);
  writeVault(files.vault, both);
  const engine = openEngine(files.store, opened.lock, 'readwrite');
  const insert = engine.sql('INSERT INTO meta (key, value) VALUES (?, ?)');
  engine.db.transaction(() => {
    for (let row = 0; row < rows; row += 1) insert.run(`row-${row}`, '가'.repeat(300));
  })();
  engine.close();
  return { files, vault: both, opened, recoveryKey };
}

/** Copies as the store's writer does. */
const copying =
  (file: string, lock: StoreLock): Rotation['copy'] =>
  async (to) => {
    const engine = openEngine(file, lock, 'readwrite');
    try {
      copyUnderKey(engine.db, lock, to);
    } finally {
      engine.close();
    }
  };

/** What the next start of the program finds: the vault opened and settled, the rows counted. */
async function nextStart(
  files: RotationFiles,
): Promise<{ lock: StoreLock; rows: number; rotations: number; faults: unknown }> {
  const vault = readVault(files.vault);
  if (!vault) throw new Error('no vault');
  const settled = settleRotation(files, vault, await unlock(vault, 'admin', testPassword, vaultNow));
  expect(settled.opened.next).toBeUndefined();
  // Everybody else comes in as well, by what is on the disk now.
  const written = readVault(files.vault) ?? settled.vault;
  expect(written).toEqual(settled.vault);
  expect((await unlock(written, other.loginId, other.password, vaultNow)).lock).toEqual(settled.opened.lock);
  const engine = openEngine(files.store, settled.opened.lock, 'readwrite');
  try {
    return {
      lock: settled.opened.lock,
      rows: Number(engine.sql(`SELECT count(*) FROM meta WHERE key LIKE 'row-%'`).pluck().get()),
      rotations: Number(engine.sql(`SELECT value FROM meta WHERE key = 'rotations'`).pluck().get() ?? 0),
      faults: engine.db.pragma('integrity_check', { simple: true }),
    };
  } finally {
    engine.close();
  }
}

/** Runs a rotation in a program of its own, which is killed at a step or after a while; gives what it has saved. */
async function killedRotation(files: RotationFiles, when: { at: string } | { after: number }): Promise<number> {
  const script = fileURLToPath(new URL('./rotation.test-helper.ts', import.meta.url));
  const at = 'at' in when ? ['--at', when.at] : [];
  const child = spawn(process.execPath, [script, '--vault', files.vault, '--store', files.store, ...at], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complaint = '';
  const spoken = new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_, signal) => resolve(signal)));
  if ('after' in when) {
    await Promise.race([spoken, ended]);
    await pause(when.after);
    child.kill('SIGKILL');
  }
  const signal = await ended;
  // Who was to be killed after a while may have been quicker.
  if (signal !== 'SIGKILL' && ('at' in when || complaint !== '')) throw new Error(`ended by itself: ${complaint}`);
  return Number(said);
}

test('자료 열쇠를 바꾸면 같은 비밀번호와 복구 열쇠로 새 열쇠가 열리고, 옛 열쇠로는 자료가 열리지 않는다', async () => {
  const { files, vault, opened, recoveryKey } = await centre();
  const { vault: rotated, opened: now } = await rotateDataKey({
    files,
    vault,
    opened,
    now: vaultNow + 1,
    copy: copying(files.store, opened.lock),
  });
  expect(now.lock.key).not.toEqual(opened.lock.key);
  // The chain of the access log goes on under its own key.
  expect(now.lock.logKey).toEqual(opened.lock.logKey);
  expect(readVault(files.vault)).toEqual(rotated);
  expect((await unlock(rotated, 'admin', testPassword, vaultNow)).lock).toEqual(now.lock);
  expect((await unlock(rotated, other.loginId, other.password, vaultNow)).lock).toEqual(now.lock);
  expect((await unlockWithRecovery(rotated, recoveryKey)).lock).toEqual(now.lock);
  expect(opensWith(files.store, opened.lock)).toBe(false);
  expect(opensWith(files.store, now.lock)).toBe(true);
  expect(await nextStart(files)).toMatchObject({ rows: 10, faults: 'ok' });
  expect(readdirSync(path.dirname(files.store)).filter((name) => name.includes('next'))).toEqual([]);
});

test('다른 암호 방식으로, 또는 기록의 열쇠까지 새로 바꿀 수 있다', async () => {
  const { files, vault, opened } = await centre();
  const copy = copying(files.store, opened.lock);
  const rotated = await rotateDataKey({ files, vault, opened, now: vaultNow, cipher: 'aegis', newLog: true, copy });
  expect(rotated.opened.lock.cipher).toBe('aegis');
  expect(rotated.opened.lock.logKey).not.toEqual(opened.lock.logKey);
  expect(await nextStart(files)).toMatchObject({ rows: 10, faults: 'ok' });
});

test.each(rotationSteps)('열쇠를 바꾸다가 %s 단계에서 강제로 끝나도 열리고 아무것도 잃지 않는다', async (step) => {
  const { files, opened } = await centre();
  const rotations = await killedRotation(files, { at: step });
  const after = await nextStart(files);
  expect(after).toMatchObject({ rows: 10, rotations, faults: 'ok' });
  const isMoved = step === 'moved' || step === 'nextKey';
  expect(Buffer.from(after.lock.key).equals(opened.lock.key)).toBe(!isMoved);
  expect(existsSync(`${files.store}.next`)).toBe(false);
  // And it can be done again, to the end.
  await killedRotation(files, { at: 'nextKey' });
  expect(await nextStart(files)).toMatchObject({ rows: 10, rotations: rotations + 1, faults: 'ok' });
});

test('열쇠를 바꾸는 어느 순간에 강제로 끝나도 열리고 아무것도 잃지 않는다', async () => {
  const { files } = await centre(3000);
  for (let run = 0; run < 5; run += 1) {
    const rotations = await killedRotation(files, { after: Math.random() * 120 });
    expect(await nextStart(files)).toMatchObject({ rows: 3000, rotations, faults: 'ok' });
  }
});

test('옮긴 뒤 새 열쇠로 일하다가 열쇠 파일을 쓰기 전에 끝나도, 그 사이에 저장한 것까지 있다', async () => {
  const { files, opened } = await centre();
  await killedRotation(files, { at: 'moved' });
  const vault = readVault(files.vault);
  if (!vault) throw new Error('no vault');
  const { next } = await unlock(vault, 'admin', testPassword, vaultNow);
  if (!next) throw new Error('no next key');
  const engine = openEngine(files.store, next, 'readwrite');
  engine.db.exec(`INSERT INTO meta (key, value) VALUES ('row-new', '새 줄')`);
  // With its log beside it, as after a kill.
  const wal = readFileSync(`${files.store}-wal`);
  const main = readFileSync(files.store);
  engine.close();
  writeFileSync(files.store, main);
  writeFileSync(`${files.store}-wal`, wal);
  expect(opensWith(files.store, opened.lock)).toBe(false);
  expect(await nextStart(files)).toMatchObject({ rows: 11, faults: 'ok' });
});

test('복사하지 못하면 그 까닭을 말하고 모든 것이 그대로다', async () => {
  const { files, vault, opened } = await centre();
  const failing = async (): Promise<void> => {
    writeFileSync(`${files.store}.next`, 'half');
    throw new Refusal(problem('diskFull'));
  };
  expect(await codeOf(() => rotateDataKey({ files, vault, opened, now: vaultNow, copy: failing }))).toBe('diskFull');
  expect(existsSync(`${files.store}.next`)).toBe(false);
  expect(readVault(files.vault)).toMatchObject({ next: null });
  expect((await nextStart(files)).lock).toEqual(opened.lock);
});

test('아직 누가 열어 둔 자료는 옮기지 않는다', async () => {
  const { files, vault, opened } = await centre();
  const someone = openEngine(files.store, opened.lock, 'readwrite');
  someone.db.pragma('busy_timeout = 0');
  const copy: Rotation['copy'] = async (to) => {
    const engine = openEngine(files.store, opened.lock, 'readwrite');
    engine.db.pragma('busy_timeout = 0');
    try {
      copyUnderKey(engine.db, opened.lock, to);
    } finally {
      engine.close();
    }
  };
  await expect(rotateDataKey({ files, vault, opened, now: vaultNow, copy })).rejects.toThrow('locked');
  someone.db.exec(`INSERT INTO meta (key, value) VALUES ('row-late', '늦은 줄')`);
  someone.close();
  const after = await nextStart(files);
  expect(after).toMatchObject({ rows: 11, faults: 'ok' });
  expect(after.lock).toEqual(opened.lock);
});

test('두 열쇠 모두 자료를 열지 못하면 손상되었다고 말하고 아무것도 바꾸지 않는다', async () => {
  const { files } = await centre();
  await killedRotation(files, { at: 'bothKeys' });
  writeFileSync(files.store, Buffer.alloc(8192, 7));
  const before = readFileSync(files.vault);
  const vault = readVault(files.vault);
  if (!vault) throw new Error('no vault');
  const opened = await unlock(vault, 'admin', testPassword, vaultNow);
  expect(await codeOf(() => settleRotation(files, vault, opened))).toBe('storeDamaged');
  expect(readFileSync(files.vault)).toEqual(before);
});

test('바꾸는 중인 열쇠 파일은 먼저 마무리해야 다른 것을 바꿀 수 있다', async () => {
  const { files } = await centre();
  await killedRotation(files, { at: 'bothKeys' });
  const vault = readVault(files.vault);
  if (!vault) throw new Error('no vault');
  const opened = await unlock(vault, 'admin', testPassword, vaultNow);
  await expect(withAccount(vault, opened, { ...other, loginId: 'giup1' })).rejects.toThrow('settled first');
  const settled = settleRotation(files, vault, opened);
  expect(settleRotation(files, settled.vault, settled.opened)).toEqual(settled);
  const more = await withAccount(settled.vault, settled.opened, { ...other, loginId: 'giup1' });
  expect((await unlock(more, 'giup1', other.password, vaultNow)).lock).toEqual(opened.lock);
});

test('일하던 자료를 닫으면서 옮겨도 저장한 것이 모두 새 열쇠 아래에 있다', async () => {
  const { desk, actor, file, lock } = await openTestDesk();
  const { vault, opened } = await testVault();
  const files = { vault: path.join(path.dirname(file), 'vault.json'), store: file };
  const here = { ...opened, lock };
  const { id } = (await desk.write('person.create', personForm(), actor, testNow)) as { id: number };
  // The vault of this store: its data key is the one that the desk was opened with.
  const own = await rotateDataKey({
    files,
    vault,
    opened: here,
    now: vaultNow,
    copy: (to) => desk.closeInto(lock, to, testNow),
  });
  const again = await StoreDesk.open({
    file,
    lock: own.opened.lock,
    script: workerScript(),
    ears: { changed: () => undefined, progress: () => undefined, trouble: () => undefined },
  });
  try {
    expect(await again.read('person.get', { id }, actor, testNow)).toMatchObject({ id });
  } finally {
    await again.close();
  }
});
