import type { LogVerdict } from '../../../shared/contract/accessLog.ts';
import type { BackupStatus } from '../../../shared/contract/backup.ts';
import { refuse } from '../../../shared/model/problem.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { From } from '../from.ts';
import type { MakeFacts } from '../printing.ts';
import { parseRecoveryKey, readVault, recoveryIdOf, recoveryOf } from '../vault/index.ts';

export interface PaperFactsOptions {
  readonly folder: DataFolder;
  readonly version: string;
  /** What the program runs on. */
  readonly shell: string;
  /** The name that the system gives this laptop. */
  readonly host: string;
  readonly backup: () => Promise<BackupStatus>;
  readonly verifyLog: (from: From) => Promise<LogVerdict>;
}

/**
 * What main knows for paper. A recovery key that is not the centre's own of now is refused with `badRequest`: a wrong key
 * in the safe is worse than none.
 */
export function paperFacts(options: PaperFactsOptions): MakeFacts {
  const { folder, version, shell, host, backup, verifyLog } = options;
  return async (document, from) => {
    const vault = readVault(folder.vault) ?? refuse('vaultMissing');
    const recovery = recoveryOf(vault);
    if (document.kind === 'recoveryKey') {
      const secret = parseRecoveryKey(document.key);
      if (!secret || recoveryIdOf(secret) !== recovery?.id) refuse('badRequest');
    }
    return {
      centre: vault.centre,
      version,
      shell,
      host,
      dataFolder: folder.root,
      cipher: vault.format === 1 ? vault.cipher : vault.current.cipher,
      recovery,
      backup: document.kind === 'securityStatus' ? await backup() : null,
      log: document.kind === 'securityStatus' || document.kind === 'logReview' ? await verifyLog(from) : null,
    };
  };
}
