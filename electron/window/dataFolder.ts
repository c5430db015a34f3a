import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../shared/model/problem.ts';
import { problem } from '../../shared/model/problem.ts';
import { problemOf } from '../store/trouble.ts';

/** Where everything of this laptop lives. */
export interface DataFolder {
  readonly root: string;
  readonly store: string;
  readonly vault: string;
  /** The vault's name while the first run goes on. */
  readonly newVault: string;
  readonly look: string;
  readonly logs: string;
}

export function dataFolder(userData: string): DataFolder {
  const root = path.join(userData, 'desk');
  return {
    root,
    store: path.join(root, 'store.db'),
    vault: path.join(root, 'vault.json'),
    newVault: path.join(root, 'vault.first-run.json'),
    look: path.join(root, 'look.json'),
    logs: path.join(root, 'logs'),
  };
}

/** Writes a page and takes it away again, also when only half of it was written. */
function tryWriting(probe: string): void {
  try {
    writeFileSync(probe, Buffer.alloc(4096));
  } finally {
    if (existsSync(probe)) rmSync(probe);
  }
}

/** Tries the folder before anything depends on it: the problem that stands in the way, or null. */
export function folderProblem(folder: DataFolder): Problem | null {
  const probe = path.join(folder.root, `probe-${randomUUID()}`);
  try {
    mkdirSync(folder.root, { recursive: true });
    tryWriting(probe);
    mkdirSync(folder.logs, { recursive: true });
  } catch (error) {
    const known = problemOf(error);
    // Making a folder on a read-only disk reports a missing one; whatever it is, nothing can be written here.
    return known.code === 'unexpected' ? problem('folderReadOnly') : known;
  }
  if (existsSync(folder.vault) && !existsSync(folder.store)) return problem('storeMissing');
  // A store beside the vault of an unfinished first run has never been entered: the first run is done again.
  if (!existsSync(folder.vault) && existsSync(folder.store) && !existsSync(folder.newVault)) {
    return problem('vaultMissing');
  }
  return null;
}
