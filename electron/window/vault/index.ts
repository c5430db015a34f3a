/**
 * The vault: a small file beside the store with the store's keys, sealed to each account and to the centre's recovery
 * key (docs/adr/0030-vault.md). There is no way to a key without a password or the recovery key, and no plaintext.
 */
export {
  accountOf,
  accountsOf,
  mustTakeAccounts,
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
export { forgiven, guarded, lockedLogins, readAttempts, refused, told, writeAttempts } from './attempts.ts';
export type { BackupTry, Refused } from './attempts.ts';
export { readVault, vaultIn, writeVault } from './file.ts';
export { parseRecoveryKey, recoveryIdOf } from './recoveryKey.ts';
export { rotateDataKey, settleRotation } from './rotate.ts';
export type { OpenedVault } from './seals.ts';
export type { Vault } from './shape.ts';
