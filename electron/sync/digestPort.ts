import type { OtherWord, ScopeWord } from '../../shared/sync/digest.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import type { OwnWords } from '../store/digest.ts';

/** What the comparison of records asks of the store (electron/jobs/digestJobs.ts). */
export interface DigestJobMap {
  /** How it stands, without looking at a single record. `scopes`: of which a digest can be made now. */
  'digest.state': {
    input: null;
    value: {
      readonly basis: string;
      readonly scopes: readonly string[];
      /** The digests made here of what is held now; none while there are none. */
      readonly words: readonly ScopeWord[];
      /** When one was made last, ms UTC, and when of what is held now; null: never. */
      readonly madeAt: number | null;
      readonly madeNowAt: number | null;
      /** Another laptop has told a digest of what is held here now. */
      readonly isTold: boolean;
    };
  };
  /** Goes through all records; null when something was committed meanwhile. For a reader. */
  'digest.make': { input: null; value: OwnWords | null };
  'digest.keep': { input: OwnWords; value: null };
  /** Takes in what another laptop tells; gives what was told here of the same. */
  'digest.hear': {
    input: { readonly device: DeviceId; readonly words: readonly ScopeWord[] };
    value: readonly OtherWord[];
  };
  /** What is left for the others in a file: the digests that were made last. */
  'digest.own': { input: null; value: readonly ScopeWord[] };
  /** With whom was compared. `laptop`: number and name. */
  'digest.met': {
    input: null;
    value: {
      readonly madeAt: number | null;
      readonly rows: readonly { readonly laptop: string; readonly at: number; readonly same: boolean }[];
    };
  };
}
