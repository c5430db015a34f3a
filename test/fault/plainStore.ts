// The store of a laptop without its encryption: what the disk would say to somebody who has the key.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '../../electron/store/connection.ts';
import { dataFolder } from '../../electron/window/dataFolder.ts';
import { readVault, unlock } from '../../electron/window/vault/index.ts';

/** Every byte of a closed profile's store, decrypted: rows, indexes, and what pages that nobody uses any more still hold. */
export async function plainStore(profile: string, login: { loginId: string; password: string }): Promise<Buffer> {
  const { vault: vaultFile, store } = dataFolder(profile);
  const vault = readVault(vaultFile);
  if (!vault) throw new Error('no vault');
  const { lock } = await unlock(vault, login.loginId, login.password, Date.now());
  const folder = mkdtempSync(path.join(tmpdir(), 'plain-store-'));
  try {
    const file = path.join(folder, 'store.db');
    for (const end of ['', '-wal']) if (existsSync(store + end)) copyFileSync(store + end, file + end);
    const db = connect(file, lock, 'readwrite');
    db.pragma('journal_mode = DELETE');
    db.pragma(`rekey=''`);
    db.close();
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
