/** Attachments: encrypted chunks under the hash of their bytes. */
import { hash as digest } from 'node:crypto';
import { BLOB_BYTES, type BlobKept } from './hubStore.ts';
import { ask, type Database, type Script } from './script.ts';

/** The hash is made before anything is locked. */
export async function putBlob(database: Database, hash: string, bytes: Uint8Array): Promise<BlobKept> {
  if (bytes.length > BLOB_BYTES) return 'tooLarge';
  if (digest('sha256', bytes, 'hex') !== hash) return 'notItsContent';
  await database.write(function* () {
    yield* ask('INSERT INTO blob (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING', hash, bytes);
  });
  return 'kept';
}

export function* blob(hash: string): Script<Uint8Array | undefined> {
  const [row] = yield* ask<{ bytes: Uint8Array }>('SELECT bytes FROM blob WHERE hash = $1', hash);
  return row?.bytes;
}
