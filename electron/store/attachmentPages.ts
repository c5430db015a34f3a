import { hash } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import type { AttachmentPage } from '../../shared/model/attachment.ts';
import { refuse } from '../../shared/model/problem.ts';

/** Bytes of one row of `attachment_page`, at most. */
const chunkBytes = 256 * 1024;

/** A store, or what can prepare its statements. */
interface Sql {
  sql(text: string): Statement;
}

/** SHA-256 as a page's record has it. */
export function pageHash(bytes: Uint8Array): string {
  return hash('sha256', bytes);
}

/** Keeps the pages of a document, in the transaction of whoever calls. Pages count from 1, chunks from 0. */
export function keepPages(store: Sql, attachment: string, pages: readonly Uint8Array[]): void {
  const insert = store.sql('INSERT INTO attachment_page (attachment, page, chunk, bytes) VALUES (?, ?, ?, ?)');
  for (const [index, bytes] of pages.entries())
    for (let chunk = 0; chunk * chunkBytes < bytes.length; chunk += 1)
      insert.run(attachment, index + 1, chunk, bytes.subarray(chunk * chunkBytes, (chunk + 1) * chunkBytes));
}

/** Whether all pages of a document are on this laptop, as far as their sizes tell. */
export function hasPages(store: Sql, attachment: string, pages: readonly AttachmentPage[]): boolean {
  const kept = store
    .sql('SELECT page, sum(length(bytes)) AS bytes FROM attachment_page WHERE attachment = ? GROUP BY page')
    .all(attachment) as { page: number; bytes: number }[];
  const bytesOf = new Map(kept.map(({ page, bytes }) => [page, bytes]));
  return pages.every(({ bytes }, index) => bytesOf.get(index + 1) === bytes);
}

/**
 * A page's bytes, as they were when its record was written: refuses with `attachmentWaiting` where they are not here, with
 * `attachmentDamaged` where they are others.
 */
export function readPage(store: Sql, attachment: string, page: number, said: AttachmentPage): Uint8Array {
  const chunks = store
    .sql('SELECT bytes FROM attachment_page WHERE attachment = ? AND page = ? ORDER BY chunk')
    .pluck()
    .all(attachment, page) as Buffer[];
  if (chunks.length === 0) refuse('attachmentWaiting');
  const bytes = Buffer.concat(chunks);
  return bytes.length === said.bytes && pageHash(bytes) === said.sha256 ? bytes : refuse('attachmentDamaged');
}

/** Destroys the pages of a document; `secure_delete` overwrites them. */
export function dropPages(store: Sql, attachment: string): void {
  store.sql('DELETE FROM attachment_page WHERE attachment = ?').run(attachment);
}
