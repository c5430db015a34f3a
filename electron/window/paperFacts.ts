import type { BackupStatus } from '../../shared/contract/backup.ts';
import type { PrintDocument } from '../../shared/contract/print.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { PaperFacts } from '../paper/documents/paper.ts';
import type { DataFolder } from './dataFolder.ts';
import { parseRecoveryKey, readVault, recoveryIdOf, recoveryOf } from './vault/index.ts';

export interface PaperFactsOptions {
  readonly folder: DataFolder;
  readonly version: string;
  /** What the program runs on. */
  readonly shell: string;
  /** The name that the system gives this laptop. */
  readonly host: string;
  readonly backup: () => Promise<BackupStatus | null>;
}

/**
 * What main knows for paper. A recovery key that is not the centre's own of now is refused with `badRequest`: a wrong key
 * in the safe is worse than none.
 */
export function paperFacts(options: PaperFactsOptions): (document: PrintDocument) => Promise<PaperFacts> {
  const { folder, version, shell, host, backup } = options;
  return async (document) => {
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
    };
  };
}
