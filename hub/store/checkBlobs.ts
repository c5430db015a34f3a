/** Looks at every blob: whether its bytes are those of its name, and whose it is. One at a time, so that the hub goes on. */
import { hash as digest } from 'node:crypto';
import { blob } from './blobs.ts';
import { BLOB_BYTES, HubBusy, type BlobsChecked } from './hubStore.ts';
import { ask, type Database, type Script } from './script.ts';
import { subjectKey } from './take.ts';

const portion = 200;
/** Every blob ends with a tag of 16 bytes, and no page is empty. */
const least = 17;

/** A blob and one of its subjects: null for none. `gone`: erased. */
type Owned = { readonly hash: string; readonly subject: string | null; readonly gone: string | null };

export async function checkBlobs({ read }: Pick<Database, 'read'>): Promise<BlobsChecked> {
  const found = { blobs: 0, damaged: [] as string[], stray: [] as string[], early: 0 };
  for (let last = ''; ;) {
    const behind = last;
    const rows = await read(() => ownedBehind(behind));
    const end = rows.at(-1);
    if (end === undefined) return found;
    last = end.hash;
    const known = await read(() => subjectsHeld(rows.flatMap(({ subject }) => subject ?? [])));
    for (const [hash, own] of Map.groupBy(rows, (row) => row.hash)) {
      const state = await bytesOf(read, hash);
      // Erased with its subject in the meantime.
      if (state === 'gone') continue;
      found.blobs += 1;
      if (state === 'damaged') found.damaged.push(hash);
      else if (own.some(({ subject, gone }) => subject === null || gone !== null)) found.stray.push(hash);
      else if (!own.some(({ subject }) => subject !== null && known.has(subjectKey(subject)))) found.early += 1;
    }
  }
}

/** In one question: an erasure takes a blob and its subjects away together. */
function* ownedBehind(hash: string): Script<readonly Owned[]> {
  return yield* ask<Owned>(
    `SELECT b.hash, s.subject, e.subject AS gone
     FROM (SELECT hash FROM blob WHERE hash > $1 ORDER BY hash LIMIT $2) b
     LEFT JOIN blob_subject s ON s.hash = b.hash LEFT JOIN erased e ON e.subject = s.subject ORDER BY b.hash`,
    hash,
    portion,
  );
}

/** The keys of those subjects that any change set here is about. */
function* subjectsHeld(subjects: readonly string[]): Script<ReadonlySet<number>> {
  const rows = yield* ask<{ key: number }>(
    'SELECT DISTINCT key FROM subject_set WHERE key = ANY($1::bigint[])',
    subjects.map(subjectKey),
  );
  return new Set(rows.map(({ key }) => key));
}

async function bytesOf(read: Database['read'], hash: string): Promise<'right' | 'damaged' | 'gone'> {
  try {
    const bytes = await read(() => blob(hash));
    if (bytes === undefined) return 'gone';
    const isRight = bytes.length >= least && bytes.length <= BLOB_BYTES && digest('sha256', bytes, 'hex') === hash;
    return isRight ? 'right' : 'damaged';
  } catch (cause) {
    if (cause instanceof HubBusy) throw cause;
    // The database itself cannot read it any more.
    return 'damaged';
  }
}

/** Takes blobs away; the laptops that have them bring them again. */
export function* dropBlobs(hashes: readonly string[]): Script<void> {
  yield* ask('DELETE FROM blob WHERE hash = ANY($1::text[])', hashes);
  yield* ask('DELETE FROM blob_subject WHERE hash = ANY($1::text[])', hashes);
}
