import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { refuse } from '../../../shared/model/problem.ts';
import type { StoreLock } from '../../store/connection.ts';
import type { Purpose } from './box.ts';
import { closeBox, keyBytes, keyFor, openBox, seal } from './box.ts';
import type { DataKey, NewVault, Vault } from './shape.ts';
import { canonicalWithout, digestOf, loginKey } from './shape.ts';

/** What an unlocked vault gives. Lives in main's memory only. */
export interface OpenedVault {
  /** With what the store opens. */
  readonly lock: StoreLock;
  /** With what it opens if a rotation was cut off after the store had taken its new key (rotate.ts). */
  readonly next?: StoreLock;
  /**
   * A secret of the centre that stands under every password and never under a data key alone. So somebody who has the
   * disk and no password cannot seal a data key of their own to the staff and put another store in the place of this.
   */
  readonly guard: Uint8Array;
  /** The vault as it must be written now, before anything else is done with it: it was of format 1. */
  readonly upgraded?: NewVault;
}

/** What each box is for: bound into it, so that it opens nowhere else. */
export const purposeOf = {
  account: (vault: string, loginId: string): Purpose => ['account', vault, loginKey(loginId)],
  recovery: (vault: string, id: string): Purpose => ['recovery', vault, id],
  accountKey: (vault: string, key: string, loginId: string): Purpose => ['data key', vault, key, loginKey(loginId)],
  recoveryKey: (vault: string, key: string, id: string): Purpose => ['data key for recovery', vault, key, id],
  log: (vault: string, key: string): Purpose => ['log key', vault, key],
  guard: (vault: string, key: string): Purpose => ['guard', vault, key],
};

function macOf(vault: NewVault, key: Uint8Array, guard: Uint8Array): string {
  return createHmac('sha256', keyFor(key, ['vault mac'], guard))
    .update(canonicalWithout(vault, ['mac', 'digest']))
    .digest('base64');
}

/** The vault with its mac and digest renewed. */
export function closed(vault: NewVault, { lock, guard }: Pick<OpenedVault, 'lock' | 'guard'>): NewVault {
  const withMac: NewVault = { ...vault, mac: { algorithm: 'hmac-sha256', value: macOf(vault, lock.key, guard) } };
  return { ...withMac, digest: digestOf(withMac) };
}

function isWhole(vault: NewVault, key: Uint8Array, guard: Uint8Array): boolean {
  const [said, found] = [Buffer.from(vault.mac.value), Buffer.from(macOf(vault, key, guard))];
  return said.length === found.length && timingSafeEqual(said, found);
}

/** Only a vault of format 2 that is not being rotated is changed; another one is an error of the program. */
export function changeable(vault: Vault): NewVault {
  if (vault.format === 1) throw new Error('A vault of format 1 is changed by its unlock first.');
  if (vault.next) throw new Error('A rotation that was cut off is settled first.');
  return vault;
}

/** Seals a data key to everybody in the vault. */
export function sealToAll(
  vault: Pick<NewVault, 'id' | 'accounts' | 'recovery'>,
  { lock, guard }: Pick<OpenedVault, 'lock' | 'guard'>,
  now: number,
): DataKey {
  const id = randomUUID();
  const { key, logKey, cipher } = lock;
  return {
    id,
    cipher,
    since: now,
    accounts: vault.accounts.map(({ loginId, publicKey }) => ({
      loginId,
      sealed: seal(publicKey, key, purposeOf.accountKey(vault.id, id, loginId)),
    })),
    recovery:
      vault.recovery && seal(vault.recovery.publicKey, key, purposeOf.recoveryKey(vault.id, id, vault.recovery.id)),
    log: closeBox(keyFor(key, ['log key']), logKey, purposeOf.log(vault.id, id)),
    guard: closeBox(keyFor(key, ['guard']), guard, purposeOf.guard(vault.id, id)),
  };
}

/** Opens the boxes under a data key that was unsealed; null when one of them is not what it was. */
function lockOf(vault: NewVault, dataKey: DataKey, key: Buffer | null): StoreLock | null {
  if (key?.length !== keyBytes) return null;
  const logKey = openBox(keyFor(key, ['log key']), dataKey.log, purposeOf.log(vault.id, dataKey.id));
  return logKey?.length === keyBytes ? { cipher: dataKey.cipher, key, logKey } : null;
}

/** The opened vault, or `vaultTampered`: nothing of it is given before all of it is known to be whole. */
export function proved(vault: NewVault, guard: Uint8Array, unsealed: (dataKey: DataKey) => Buffer | null): OpenedVault {
  const lock = lockOf(vault, vault.current, unsealed(vault.current));
  if (!lock || !isWhole(vault, lock.key, guard)) return refuse('vaultTampered');
  if (!vault.next) return { lock, guard };
  return { lock, guard, next: lockOf(vault, vault.next, unsealed(vault.next)) ?? refuse('vaultTampered') };
}
