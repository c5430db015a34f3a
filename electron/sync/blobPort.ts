import type { BlobsKnown } from '../../hub/wire/gate.ts';
import type { AwaitedBlob, HeldBlob } from '../store/attachmentBlobs.ts';

/** What became of a blob: `wrong`: not what its record tells of; `unwanted`: its page is here, or nothing is known of it. */
export type BlobKeeping = 'kept' | 'wrong' | 'unwanted';

/** What the ways by which pages of documents travel ask of the store's writer (electron/jobs/blobJobs.ts). */
export interface BlobJobMap {
  /** Pages here, a thousand at most, oldest first: those that the hub has not said to hold, or all. */
  'blob.held': { input: { readonly which: 'owed' | 'all'; readonly behind: number }; value: readonly HeldBlob[] };
  /** Pages that are waited for, a thousand at most, newest first. */
  'blob.awaited': { input: { readonly before: number }; value: readonly AwaitedBlob[] };
  /** Names of all pages that are waited for, 32 bytes each; null: too many for one list. */
  'blob.wanted': { input: null; value: Uint8Array | null };
  /** Of what another waits for (32 bytes each), the names of what goes into one exchange file. */
  'blob.toGive': { input: { readonly wanted: Uint8Array }; value: readonly string[] };
  'blob.sort': { input: { readonly names: readonly string[] }; value: BlobsKnown };
  /** What the hub has said. */
  'blob.atHub': { input: { readonly names: readonly string[]; readonly isThere: boolean }; value: null };
  /** Pages here that the hub has not said to hold. */
  'blob.owed': { input: null; value: number };
  /** The ciphertext of a page that is here. Null: it is not; one that is damaged is waited for again. */
  'blob.bytes': { input: { readonly name: string }; value: Uint8Array | null };
  'blob.keep': { input: { readonly name: string; readonly bytes: Uint8Array }; value: BlobKeeping };
}
export type BlobJob = keyof BlobJobMap;
