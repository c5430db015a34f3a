import type { BackupCounts } from '../../shared/contract/backup.ts';
import type { DeviceFields } from '../../shared/model/device.ts';
import type { LaptopSecrets } from './laptopSecrets.ts';

/** What the backup desk must know of the opened store. */
export interface BackupFacts {
  readonly hours: number;
  /** The second folder, or null. */
  readonly second: string | null;
  readonly rehearsed: { readonly at: number; readonly created: number } | null;
  /** Names under which this laptop has written: backups of those are its own, and are thinned. */
  readonly devices: readonly string[];
}

/** What a restore or joining found in the copy it is about to put in place. */
export interface CopyFacts {
  readonly counts: BackupCounts;
  /** Change sets followed; 0 where that was not asked for. */
  readonly changes: number;
}

interface NewLaptop {
  readonly device: string;
  readonly number: string;
  readonly name: string;
  readonly place: DeviceFields['place'];
}

/** A laptop as its 참여 파일 brings it: with its keys, which lie nowhere else. */
export interface JoiningLaptop extends NewLaptop {
  /** The 자료 묶음 it is given (UUID); null: all of the centre. */
  readonly pack: string | null;
  readonly secrets: LaptopSecrets;
}
