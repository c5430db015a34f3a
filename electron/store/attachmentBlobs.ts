import type { AttachmentPage } from '../../shared/model/attachment.ts';
import { mostPageBytes } from '../../shared/model/attachment.ts';
import { Refusal } from '../../shared/model/problem.ts';
import { isNotHere, pageHash, readPage } from './attachmentPages.ts';
import type { Sql } from './attachmentPages.ts';
import { blobBytes, blobName, openPageBlob, sealPage } from './pageBlob.ts';
import type { PagePlace } from './pageBlob.ts';
import type { AttachmentDoc } from './records.ts';

/**
 * Which pages of documents are here, which are waited for, and what each is called while it travels: `attachment_blob`, made
 * of the records as their rows are. The ciphertext itself is made when it is asked for and never kept.
 */
export interface AwaitedBlob {
  /** Counts up with what becomes known; goes with `behind` and `before`. */
  readonly id: number;
  /** SHA-256 of the ciphertext, hex. */
  readonly name: string;
  /** Of the ciphertext. */
  readonly bytes: number;
}
export interface HeldBlob extends AwaitedBlob {
  /** Who is erased with it: root record. */
  readonly subject: string;
}

/** So many rows are given at once. */
const blobsAtOnce = 1000;

/** Bytes of a name that is not written as hex. */
const nameBytes = 32;

const isName = (name: unknown): name is string => typeof name === 'string' && /^[0-9a-f]{64}$/.test(name);

/** What the pages of a document are called; they are as its record will tell of them. */
export function blobNames(place: Omit<PagePlace, 'page'>, pages: readonly Uint8Array[]): string[] {
  return pages.map((content, index) => {
    const said = { bytes: content.length, sha256: pageHash(content) };
    return blobName(sealPage({ ...place, page: index + 1 }, said, content));
  });
}

/** Keeps what a document's record says of its pages; call whenever its row is written. A peer may have written it. */
export function noteBlobs(
  store: Sql,
  attachment: string,
  { pages, blobs }: { readonly pages?: unknown; readonly blobs?: unknown },
): void {
  if (!Array.isArray(blobs) || !Array.isArray(pages)) return;
  const note = store.sql(
    `INSERT INTO attachment_blob (attachment, page, name, bytes, here)
     VALUES (?, ?, ?, ?, (SELECT coalesce(sum(length(bytes)), 0) FROM attachment_page WHERE attachment = ? AND page = ?) = ?)
     ON CONFLICT (attachment, page) DO UPDATE SET name = excluded.name, bytes = excluded.bytes, at_hub = 0
       WHERE name <> excluded.name`,
  );
  for (const [index, name] of (blobs as readonly unknown[]).entries()) {
    const size = (pages as readonly ({ readonly bytes?: unknown } | null)[])[index]?.bytes;
    if (!isName(name) || !Number.isSafeInteger(size) || Number(size) > mostPageBytes) continue;
    const page = index + 1;
    note.run(attachment, page, name, blobBytes(Number(size)), attachment, page, Number(size));
  }
}

/** Everything of a document is destroyed: nothing of it is waited for or given any more. */
export function dropBlobs(store: Sql, attachment: string): void {
  store.sql('DELETE FROM attachment_blob WHERE attachment = ?').run(attachment);
}

/** Pages that are not here, the newest first, from before a row. */
export function awaitedBlobs(store: Sql, before: number): AwaitedBlob[] {
  return store
    .sql('SELECT id, name, bytes FROM attachment_blob WHERE here = 0 AND id < ? ORDER BY id DESC LIMIT ?')
    .all(before, blobsAtOnce) as AwaitedBlob[];
}

/** Names of all that is waited for, 32 bytes each; null where there are more than `most`. */
export function awaitedNames(store: Sql, most: number): Uint8Array | null {
  const names = store
    .sql('SELECT unhex(name) FROM attachment_blob WHERE here = 0 ORDER BY id DESC LIMIT ?')
    .pluck()
    .all(most + 1) as Buffer[];
  return names.length > most ? null : Buffer.concat(names);
}

/** The names (hex) in a list of them, 32 bytes each. */
export function* namesIn(list: Uint8Array): Generator<string> {
  for (let at = 0; at < list.length; at += nameBytes)
    yield Buffer.from(list.subarray(at, at + nameBytes)).toString('hex');
}

/** Of these names (32 bytes each) those whose pages are here, in their order, as far as they are no more bytes than `most`. */
export function heldAmong(store: Sql, wanted: Uint8Array, most: number): string[] {
  const find = store.sql('SELECT bytes FROM attachment_blob WHERE name = ? AND here = 1').pluck();
  const chosen: string[] = [];
  let bytes = 0;
  for (const name of namesIn(wanted)) {
    const size = find.get(name) as number | undefined;
    if (size === undefined) continue;
    bytes += size;
    if (bytes > most) break;
    chosen.push(name);
  }
  return chosen;
}

const heldColumns = `SELECT b.id, b.name, b.bytes, s.uuid AS subject
  FROM attachment_blob b JOIN world_id r ON r.uuid = b.attachment
  JOIN merged_record m ON m.record = r.id AND m.type = 'attachment' JOIN world_id s ON s.id = m.subject`;

/** Pages that are here, the oldest first, behind a row: `owed` those that the hub has not said to hold, `all` of them. */
export function heldBlobs(store: Sql, which: 'owed' | 'all', behind: number): HeldBlob[] {
  const only = which === 'owed' ? 'b.here = 1 AND b.at_hub = 0' : 'b.here = 1';
  return store
    .sql(`${heldColumns} WHERE ${only} AND b.id > ? ORDER BY b.id LIMIT ?`)
    .all(behind, blobsAtOnce) as HeldBlob[];
}

/** Of these names, those whose pages are here and those that are waited for; others are not known here. */
export function sortNames(store: Sql, names: readonly string[]): { held: string[]; wanted: string[] } {
  const found = store.sql('SELECT max(here) FROM attachment_blob WHERE name = ?').pluck();
  const here = new Map(names.map((name) => [name, found.get(name)]));
  const those = (value: number): string[] => [...here].filter(([, is]) => is === value).map(([name]) => name);
  return { held: those(1), wanted: those(0) };
}

/** What the hub has said of these. */
export function noteAtHub(store: Sql, names: readonly string[], isThere: boolean): void {
  const note = store.sql('UPDATE attachment_blob SET at_hub = ? WHERE name = ?');
  for (const name of names) note.run(isThere ? 1 : 0, name);
}

/** Another hub, or none: what the one before has said counts no more. */
export function forgetHub(store: Sql): void {
  store.sql('UPDATE attachment_blob SET at_hub = 0 WHERE at_hub = 1').run();
}

/** Documents of which pages are waited for, and documents of which the hub has not said to hold all pages. */
export function countFiles(store: Sql): { toCome: number; toGo: number } {
  return store
    .sql(
      `SELECT (SELECT count(DISTINCT attachment) FROM attachment_blob WHERE here = 0) AS toCome,
         (SELECT count(DISTINCT attachment) FROM attachment_blob WHERE here = 1 AND at_hub = 0) AS toGo`,
    )
    .get() as { toCome: number; toGo: number };
}

/** A page, with where it belongs and what its record says of it. */
interface KnownPage {
  readonly place: PagePlace;
  readonly said: AttachmentPage;
  /** Local id of the document. */
  readonly id: number;
}

/** The pages that this name stands for, here or not. Rarely more than one: a record could claim another's name. */
function pagesNamed(store: Sql, name: string, isHere: boolean): KnownPage[] {
  const rows = store
    .sql(
      `SELECT a.id, a.doc, b.attachment, b.page FROM attachment_blob b JOIN attachment a ON a.uuid = b.attachment
       WHERE b.name = ? AND b.here = ?`,
    )
    .all(name, isHere ? 1 : 0) as { id: number; doc: string; attachment: string; page: number }[];
  return rows.flatMap(({ id, doc, attachment, page }) => {
    const { key, pages } = JSON.parse(doc) as AttachmentDoc;
    const said = pages[page - 1];
    return said === undefined ? [] : [{ place: { attachment, page, key }, said, id }];
  });
}

/**
 * The blob of this name, made from the page that is here; null where there is none. `damaged`: local ids of documents whose
 * page was not what its record tells of; it is waited for from now on.
 */
export function blobOf(store: Sql, name: string): { readonly blob: Uint8Array | null; readonly damaged: number[] } {
  const damaged: number[] = [];
  for (const { place, said, id } of pagesNamed(store, name, true)) {
    const content = wholePage(store, place, said);
    if (content === null) {
      isNotHere(store, place);
      damaged.push(id);
      continue;
    }
    const blob = sealPage(place, said, content);
    if (blobName(blob) === name) return { blob, damaged };
  }
  return { blob: null, damaged };
}

function wholePage(store: Sql, { attachment, page }: PagePlace, said: AttachmentPage): Uint8Array | null {
  try {
    return readPage(store, attachment, page, said);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** What came under a name, as the page that is waited for; 'wrong' where it is another's, null where nobody waits. */
export function awaitedPage(
  store: Sql,
  name: string,
  blob: Uint8Array,
): (KnownPage & { readonly content: Uint8Array }) | 'wrong' | null {
  const waiting = pagesNamed(store, name, false);
  for (const known of waiting) {
    const content = openPageBlob(known.place, known.said, name, blob);
    if (content) return { ...known, content };
  }
  return waiting.length > 0 ? 'wrong' : null;
}
