import type { SecurityRules } from '../../shared/model/centre.ts';
import type { DeviceFields } from '../../shared/model/device.ts';
import type { Lease } from '../../shared/rules/lease.ts';
import type { Standing } from './staff.ts';

/** What holds in this laptop's sessions: the centre's rules, where the laptop is, and until when it was lent. */
export interface Surroundings {
  readonly centre: string;
  readonly rules: SecurityRules;
  readonly place: DeviceFields['place'];
  readonly lease: Lease;
  /** What the 자료 묶음 is called that this laptop was given; null: it holds all of the centre. */
  readonly pack: string | null;
}

/** What main must know of somebody who has come in. */
export interface Entrance extends Surroundings {
  readonly standing: Standing;
  /** The PIN that they set on this laptop, as `sessionPin.ts` sealed it; null when they have none. */
  readonly pin: string | null;
  /** Login ids whose keys have no more business in the vault. */
  readonly ended: readonly string[];
}

/**
 * A wrong password or recovery key that was typed while the store was shut, or for a backup; `loginId` null where it was no
 * account's, as a recovery key never is.
 */
export interface FailedSignIn {
  readonly at: number;
  readonly loginId: string | null;
  readonly act: 'loginFailed' | 'locked';
  readonly by?: 'recovery' | undefined;
  /** What a backup was to be opened for; absent: a login. */
  readonly what?: 'restore' | 'rehearsal' | 'join' | undefined;
  /** Who was signed in when a backup was tried. */
  readonly userId?: number | undefined;
  readonly count?: number;
}

/** How somebody came in: it stands in the access log. */
export type Way = 'password' | 'pin' | 'recovery' | 'setUp';
