import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { refuse } from '../../../shared/model/problem.ts';
import type { StoreLock } from '../../store/connection.ts';
import type { StoreCopy } from '../../store/rekey.ts';
import { opensWith } from '../../store/rekey.ts';
import { moveFile } from '../writeFile.ts';
import { keyBytes } from './box.ts';
import { writeVault } from './file.ts';
import type { OpenedVault } from './seals.ts';
import { changeable, closed, sealToAll } from './seals.ts';
import type { NewVault, Vault } from './shape.ts';

/**
 * A new data key for the store. The vault knows both keys while the store moves from one to the other, and the move
 * itself is one rename; so whatever stops it, the vault opens and one of its two keys opens the store. The store is never
 * rekeyed in place (that lost a file in 1 of 19 kills; architecture.md).
 */
export interface RotationFiles {
  readonly vault: string;
  readonly store: string;
}

/** A vault and what it opens. */
export interface Rotated {
  readonly vault: NewVault;
  readonly opened: OpenedVault;
}

export interface Rotation {
  readonly files: RotationFiles;
  readonly vault: Vault;
  readonly opened: OpenedVault;
  /** ms UTC. */
  readonly now: number;
  /** Another cipher from now on; the present one when left out. */
  readonly cipher?: StoreLock['cipher'];
  /** A new key for the access log too: for a laptop that begins a chain of its own (참여). */
  readonly newLog?: boolean;
  /** Makes the copy and leaves the store closed: nothing may be written to it afterwards (`StoreDesk.closeInto`). */
  readonly copy: (to: StoreCopy) => Promise<void>;
  /** Called after each step; tests stop the program there. */
  readonly reached?: (step: RotationStep) => void;
}

export const rotationSteps = ['bothKeys', 'copied', 'moved', 'nextKey'] as const;
type RotationStep = (typeof rotationSteps)[number];

/** Where the store is made anew before it takes its name. */
const copyOf = ({ store }: RotationFiles): string => `${store}.next`;
const companions = ['', '-wal', '-shm', '-journal'];

/**
 * Moves the store to a fresh data key and gives what opens it from now on. The store must be closed, or be closed by
 * `copy`. When it fails (a full disk) everything is as before, and the failure is thrown on. Refuses with
 * `vaultOlderAccounts` while somebody could not be given the new key.
 */
export async function rotateDataKey(rotation: Rotation): Promise<Rotated> {
  const { files, copy, reached = () => undefined } = rotation;
  const begun = withNextKey(rotation);
  const lock = begun.opened.next ?? refuse('unexpected');
  writeVault(files.vault, begun.vault);
  reached('bothKeys');
  try {
    dropCopy(files);
    await copy({ file: copyOf(files), lock });
    reached('copied');
    // A log or a journal of the old store beside the new one would be taken for its own.
    for (const end of ['-wal', '-journal']) {
      if (existsSync(`${files.store}${end}`)) throw new Error('The store is still open.');
    }
    moveFile(copyOf(files), files.store);
    reached('moved');
  } catch (error) {
    // Rename and flush may fail after the rename has happened: what is there decides.
    settleRotation(files, begun.vault, begun.opened);
    throw error;
  }
  const rotated = withNextOnly(begun.vault, begun.opened);
  writeVault(files.vault, rotated.vault);
  reached('nextKey');
  return rotated;
}

/**
 * Brings a rotation that was cut off to one of its two ends, and gives the vault and what opens the store. To be called
 * after every unlock, before the store is opened; without a rotation it gives back what it got. Refuses with
 * `storeDamaged`, and changes nothing, when neither key opens the store.
 */
export function settleRotation(
  files: RotationFiles,
  vault: Vault,
  opened: OpenedVault,
): { vault: Vault; opened: OpenedVault } {
  if (vault.format === 1 || !vault.next || !opened.next) return { vault, opened };
  const isMoved = !opensWith(files.store, opened.lock);
  if (isMoved && !opensWith(files.store, opened.next)) return refuse('storeDamaged');
  const settled = isMoved ? withNextOnly(vault, opened) : withoutNext(vault, opened);
  writeVault(files.vault, settled.vault);
  dropCopy(files);
  return settled;
}

function dropCopy(files: RotationFiles): void {
  for (const end of companions) rmSync(`${copyOf(files)}${end}`, { force: true });
}

/** The vault with a second data key beside the first; everybody can open both. */
function withNextKey({ vault, opened, now, cipher, newLog = false }: Rotation): Rotated {
  const known = changeable(vault);
  if (known.older.length > 0) return refuse('vaultOlderAccounts');
  const { lock, guard } = opened;
  const next: StoreLock = {
    cipher: cipher ?? lock.cipher,
    key: randomBytes(keyBytes),
    logKey: newLog ? randomBytes(keyBytes) : lock.logKey,
  };
  const both = closed({ ...known, next: sealToAll(known, { lock: next, guard }, now) }, { lock, guard });
  return { vault: both, opened: { lock, guard, next } };
}

function withNextOnly(vault: NewVault, { next: lock, guard }: OpenedVault): Rotated {
  if (!vault.next || !lock) throw new Error('No rotation.');
  const opened: OpenedVault = { lock, guard };
  return { vault: closed({ ...vault, current: vault.next, next: null }, opened), opened };
}

function withoutNext(vault: NewVault, { lock, guard }: OpenedVault): Rotated {
  const opened: OpenedVault = { lock, guard };
  return { vault: closed({ ...vault, next: null }, opened), opened };
}
