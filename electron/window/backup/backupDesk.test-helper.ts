import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { LogAct } from '../../../shared/contract/define.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { testFolder } from '../../deskTest.test-helper.ts';
import { openEngine } from '../../store/open.ts';
import { centre, copyOf, laptopAt, login } from './backupTest.test-helper.ts';
import type { Laptop } from './backupTest.test-helper.ts';
import type { DataFolder } from '../dataFolder.ts';

export const here = 1;

/** A centre with one person in it and one backup of that; another person came after the backup. Made once. */
export let made: { readonly folder: DataFolder; readonly recoveryKey: string };
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
export async function laptop(options: { signedIn?: boolean; reached?: (step: string) => void } = {}): Promise<Laptop> {
  const profile = testFolder();
  copyOf(made.folder, profile);
  const found = laptopAt(profile, options.reached ? { reached: options.reached } : {});
  if (options.signedIn ?? true) await found.sessions.signIn(here, login);
  return found;
}

/** What must be there. */
export function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there');
  return value;
}

export async function first(at: Laptop): Promise<Output<'backup.list'>['backups'][number]> {
  const { backups } = await at.backups.list(at.from());
  return needed(backups[0]);
}

/** The lines of the access log with one act, oldest first. The laptop is closed by it. */
export async function logLines(at: Laptop, act: LogAct) {
  await at.sessions.close();
  const { lock } = await unlocked(at);
  const engine = openEngine(at.folder.store, lock, 'readonly');
  try {
    const lines = engine.sql('SELECT user_id, record_type, count, detail FROM access_log WHERE act = ? ORDER BY seq');
    const found = lines.all(act) as { user_id: number; record_type: string; count: number; detail: string }[];
    return found.map(({ detail, ...line }) => ({ ...line, detail: JSON.parse(detail) as unknown }));
  } finally {
    engine.close();
  }
}

/** What is wrong with the access log when the store is opened, as its own lines say. */
export async function brokenLines(at: Laptop): Promise<unknown[]> {
  return (await logLines(at, 'broken')).map(({ detail }) => detail);
}

export async function unlocked(at: Laptop) {
  await at.sessions.signIn(here, login);
  const keys = at.sessions.keeper.keys();
  await at.sessions.close();
  return keys;
}
