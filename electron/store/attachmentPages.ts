import { hash } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import type { AttachmentPage } from '../../shared/model/attachment.ts';
import { refuse } from '../../shared/model/problem.ts';

/** Bytes of one row of `attachment_page`, at most. */
const chunkBytes = 256 * 1024;

/** A store, or what can prepare its statements. */
export interface Sql {
  sql(text: string): Statement;
}

/** SHA-256 as a page's record has it. */
export function pageHash(bytes: Uint8Array): string {
  return hash('sha256', bytes);
}

/** Where a page lies: UUID of its document, and its number from 1. */
interface At {
  readonly attachment: string;
  readonly page: number;
}

/** The rows of a page, from 0. */
function chunksOf(bytes: Uint8Array): Uint8Array[] {
  const count = Math.ceil(bytes.length / chunkBytes);
  return Array.from({ length: count }, (_, chunk) => bytes.subarray(chunk * chunkBytes, (chunk + 1) * chunkBytes));
}

function keepChunk(store: Sql, { attachment, page }: At, chunk: number, bytes: Uint8Array): void {
  store
    .sql('INSERT INTO attachment_page (attachment, page, chunk, bytes) VALUES (?, ?, ?, ?)')
    .run(attachment, page, chunk, bytes);
}

function isNowHere(store: Sql, { attachment, page }: At): void {
  store.sql('UPDATE attachment_blob SET here = 1 WHERE attachment = ? AND page = ?').run(attachment, page);
}

function bytesHere(store: Sql, { attachment, page }: At): unknown {
  return store
    .sql('SELECT sum(length(bytes)) FROM attachment_page WHERE attachment = ? AND page = ?')
    .pluck()
    .get(attachment, page);
}

/** A page that is not what was written: it is waited for, as if it had never been here. */
export function isNotHere(store: Sql, { attachment, page }: At): void {
  store.sql('UPDATE attachment_blob SET here = 0, at_hub = 0 WHERE attachment = ? AND page = ?').run(attachment, page);
}

/** Keeps the pages of a document that has been written here, in the transaction of whoever calls. */
export function keepPages(store: Sql, attachment: string, pages: readonly Uint8Array[]): void {
  for (const [index, bytes] of pages.entries()) {
    const at = { attachment, page: index + 1 };
    for (const [chunk, part] of chunksOf(bytes).entries()) keepChunk(store, at, chunk, part);
    isNowHere(store, at);
  }
}

/**
 * Keeps a page that has come from elsewhere: gives the steps, each to be run in a transaction of its own, so that nobody
 * waits for a large one. Until the last is done the page is waited for as before; the first takes away what a laptop that
 * was switched off in the middle has left. A step is false when the page is not waited for any more (파기, or it came
 * by another way): then the rest must not be run, and nothing of it is here.
 */
export function keepingSteps(store: Sql, at: At, bytes: Uint8Array): (() => boolean)[] {
  const isAwaited = store.sql('SELECT 1 FROM attachment_blob WHERE attachment = ? AND page = ? AND here = 0');
  const drop = store.sql('DELETE FROM attachment_page WHERE attachment = ? AND page = ?');
  const parts = chunksOf(bytes);
  return parts.map((part, chunk) => () => {
    if (isAwaited.get(at.attachment, at.page) === undefined) return false;
    if (chunk === 0) drop.run(at.attachment, at.page);
    keepChunk(store, at, chunk, part);
    if (chunk === parts.length - 1 && bytesHere(store, at) === bytes.length) isNowHere(store, at);
    return true;
  });
}

/** How many pages of a document are on this laptop, as far as their sizes tell. */
export function pagesHere(store: Sql, attachment: string, pages: readonly AttachmentPage[]): number {
  const kept = store
    .sql(
      `SELECT page, sum(length(bytes)) AS bytes FROM attachment_page p WHERE attachment = ? AND NOT EXISTS
         (SELECT 1 FROM attachment_blob b WHERE b.attachment = p.attachment AND b.page = p.page AND b.here = 0)
       GROUP BY page`,
    )
    .all(attachment) as { page: number; bytes: number }[];
  return kept.filter(({ page, bytes }) => pages[page - 1]?.bytes === bytes).length;
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
  if (chunks.length === 0 || isAwaited(store, { attachment, page })) refuse('attachmentWaiting');
  const bytes = Buffer.concat(chunks);
  return bytes.length === said.bytes && pageHash(bytes) === said.sha256 ? bytes : refuse('attachmentDamaged');
}

/** Whether it is on its way: what lies here of it is not yet whole. */
function isAwaited(store: Sql, { attachment, page }: At): boolean {
  const row = store.sql('SELECT 1 FROM attachment_blob WHERE attachment = ? AND page = ? AND here = 0');
  return row.get(attachment, page) !== undefined;
}

/** Pages here of which no record says what they are called. */
const namelessPages = `SELECT DISTINCT attachment, page FROM attachment_page p WHERE NOT EXISTS
  (SELECT 1 FROM attachment_blob b WHERE b.attachment = p.attachment AND b.page = p.page)`;

/** Documents (UUID) with such pages: from before pages travelled, or their record waits for its person. */
export function nameless(store: Sql): string[] {
  return store.sql(`SELECT DISTINCT attachment FROM (${namelessPages})`).pluck().all() as string[];
}

/**
 * Pages that lie here and that the hub has not said to hold: a laptop must not be wiped before there are none. Those of
 * which no name is known yet count too.
 */
export function pagesNotHandedOver(store: Sql): number {
  const named = store.sql('SELECT count(*) FROM attachment_blob WHERE here = 1 AND at_hub = 0').pluck().get();
  return Number(named) + countNameless(store);
}

/** How many pages nobody can be asked about yet. */
export function countNameless(store: Sql): number {
  return Number(store.sql(`SELECT count(*) FROM (${namelessPages})`).pluck().get());
}

/** Destroys the pages of a document; `secure_delete` overwrites them. */
export function dropPages(store: Sql, attachment: string): void {
  store.sql('DELETE FROM attachment_page WHERE attachment = ?').run(attachment);
}
