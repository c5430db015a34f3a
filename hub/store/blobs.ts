/** Attachments: the ciphertext of each page under the hash of its bytes. */
import { hash as digest } from 'node:crypto';
import type { RecordId } from '../../shared/sync/types.ts';
import { BLOB_BYTES, type BlobKept } from './hubStore.ts';
import { isName } from '../../shared/sync/changeSet.ts';
import { ask, lock, type Database, type Script } from './script.ts';
import { erasing } from './take.ts';

/** The hash is made before anything is locked. */
export async function putBlob(
  database: Database,
  { hash, bytes, subject }: { readonly hash: string; readonly bytes: Uint8Array; readonly subject: RecordId },
): Promise<BlobKept> {
  if (bytes.length > BLOB_BYTES) return 'tooLarge';
  if (digest('sha256', bytes, 'hex') !== hash) return 'notItsContent';
  if (!isName(subject)) return 'malformed';
  return await database.write(function* (): Script<BlobKept> {
    // As a body: none may slip in beside an erasure that does not see it.
    yield* lock('shared', [erasing]);
    const gone = yield* ask('SELECT 1 AS one FROM erased WHERE subject = $1', subject);
    if (gone.length > 0) return 'erased';
    yield* ask('INSERT INTO blob (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING', hash, bytes);
    // Told with another subject too, it goes with whichever is erased first.
    yield* ask('INSERT INTO blob_subject (subject, hash) VALUES ($1, $2) ON CONFLICT DO NOTHING', subject, hash);
    return 'kept';
  });
}

export function* blob(hash: string): Script<Uint8Array | undefined> {
  const [row] = yield* ask<{ bytes: Uint8Array }>('SELECT bytes FROM blob WHERE hash = $1', hash);
  return row?.bytes;
}

/** Those of the hashes under which something is kept. */
export function* keptBlobs(hashes: readonly string[]): Script<readonly string[]> {
  const rows = yield* ask<{ hash: string }>('SELECT hash FROM blob WHERE hash = ANY($1::text[])', hashes);
  return rows.map(({ hash }) => hash);
}

/** Bytes of all blobs together; their contents are not read for it. */
export function* blobBytes(): Script<number> {
  const [row] = yield* ask<{ bytes: number }>(
    'SELECT CAST(coalesce(sum(octet_length(bytes)), 0) AS bigint) AS bytes FROM blob',
  );
  return row?.bytes ?? 0;
}
