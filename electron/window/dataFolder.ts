import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../shared/model/problem.ts';
import { problem } from '../../shared/model/problem.ts';
import { problemOf } from '../store/trouble.ts';
import type { StoreOwner } from './session/storeOwner.ts';
import { finishSwap } from './backup/swapStore.ts';
import { finishWipe } from './lease/wipeFolder.ts';

/** Where everything of this laptop lives. */
export interface DataFolder {
  readonly root: string;
  readonly store: string;
  readonly vault: string;
  /** The vault's name while the first run goes on. */
  readonly newVault: string;
  /** Wrong passwords on this laptop (vault/attempts.ts). */
  readonly attempts: string;
  /** Wrong passwords for backups: those of the laptop's accounts as they were then. */
  readonly restoreAttempts: string;
  /** Where the access log ends (logAnchor.ts). */
  readonly logAnchor: string;
  readonly look: string;
  readonly logs: string;
  /** This laptop's own backups. */
  readonly backups: string;
  /** Keeps other programs out; absent in tests that are about something else. */
  readonly owner?: StoreOwner;
}

/** The folder behind a path, where there is one: a link that is turned elsewhere later changes nothing any more. */
function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** The data folder of a profile. `own` makes its keeper, from the folder that it really is. */
export function dataFolder(userData: string, own?: (root: string) => StoreOwner): DataFolder {
  const root = realFolder(path.join(realFolder(userData), 'desk'));
  return {
    ...(own ? { owner: own(root) } : {}),
    root,
    store: path.join(root, 'store.db'),
    vault: path.join(root, 'vault.json'),
    newVault: path.join(root, 'vault.first-run.json'),
    attempts: path.join(root, 'attempts.json'),
    restoreAttempts: path.join(root, 'restore-attempts.json'),
    logAnchor: path.join(root, 'log-anchor.json'),
    look: path.join(root, 'look.json'),
    logs: path.join(root, 'logs'),
    backups: path.join(root, 'backups'),
  };
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
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
    const kept = folder.owner?.take();
    if (kept) return kept;
    finishWipe(folder);
    finishSwap(folder);
  } catch (error) {
    const known = problemOf(error);
    // Making a folder on a read-only disk reports a missing one; whatever it is, nothing can be written here.
    return known.code === 'unexpected' ? problem('folderReadOnly') : known;
  }
  // A link would be replaced by the next change, or lead the store out of the folder that is ours.
  if ([folder.store, folder.vault].some(isLink)) return problem('storeLinked');
  if (existsSync(folder.vault) && !existsSync(folder.store)) return problem('storeMissing');
  // A store beside the vault of an unfinished first run has never been entered: the first run is done again.
  if (!existsSync(folder.vault) && existsSync(folder.store) && !existsSync(folder.newVault)) {
    return problem('vaultMissing');
  }
  return null;
}
