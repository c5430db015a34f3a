import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openEngine } from '../../store/open.ts';
import { copyUnderKey } from '../../store/rekey.ts';
import { unlock } from './accounts.ts';
import { readVault } from './file.ts';
import { rotateDataKey } from './rotate.ts';
import { testPassword, vaultNow } from './vault.test-helper.ts';

/**
 * A program that rotates the data key of a store and is killed meanwhile:
 *   node rotation.test-helper.ts --vault F --store F [--at STEP]
 * With a step it kills itself as soon as it has come there; it says when it begins, for those who kill it at a moment of
 * their own.
 */
const { values } = parseArgs({
  options: { vault: { type: 'string' }, store: { type: 'string' }, at: { type: 'string' } },
});
const files = { vault: values.vault ?? '', store: values.store ?? '' };
const vault = readVault(files.vault);
if (!vault) throw new Error('no vault');
const opened = await unlock(vault, 'admin', testPassword, vaultNow);
const engine = openEngine(files.store, opened.lock, 'readwrite');
// Lies in the write-ahead log when the rotation begins.
engine.db.exec(`INSERT INTO meta (key, value) VALUES ('rotations', '1')
  ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1`);
const rows = engine.sql(`SELECT value FROM meta WHERE key = 'rotations'`).pluck().get();
writeSync(1, `${String(rows)}\n`);
await rotateDataKey({
  files,
  vault,
  opened,
  now: vaultNow,
  copy: async (to) => {
    copyUnderKey(engine.db, opened.lock, to);
    engine.close();
  },
  reached: (step) => {
    if (step === values.at) process.kill(process.pid, 'SIGKILL');
  },
});
