import { z } from '../zod.ts';
import { exportPurposes } from '../codes/exportPurpose.ts';
import { attachmentPage, mostBoxes, mostPages, mostPieceBytes, originalMimes } from '../model/attachment.ts';
import { counsellors, readers } from '../model/role.ts';
import { formSeen, line, nothing, recordId } from './common.ts';
import { defineCall } from './define.ts';

/**
 * 첨부 서류: pick → mask in the page → pieces → save. What `token` names is held in main's memory, for the asking window and
 * its session only, and shown from the path `heldPath(token)` of our origin. It is gone after `attachment.drop`, a saving,
 * a lock, a sign-out, the window's end, or ten minutes without use. Pages count from 1, pieces of a page from 0.
 */
const token = z.string().regex(/^[\w-]{43}$/);

/** Where a page finds what main holds for it, e.g. for `<img src>` or `fetch`; answered with `Cache-Control: no-store`. */
export const heldFolder = '/held/';
export function heldPath(held: string): string {
  return `${heldFolder}${held}`;
}

const pageNumber = z.int().min(1).max(mostPages);
const purposeCodes = exportPurposes.map(({ code }) => code) as [string, ...string[]];

/** A page as the screen has made it; what is stored is checked and written anew by main. */
const madePage = attachmentPage.omit({ sha256: true }).extend({ boxes: z.int().min(0).max(mostBoxes) });

const attachmentRecord = z.object({
  id: recordId,
  personId: recordId,
  /** The talk at which it was attached; null: none. */
  consultationId: recordId.nullable(),
  kind: z.string(),
  title: z.string().nullable(),
  pages: z.array(attachmentPage.omit({ sha256: true })),
  /** Of all pages together. */
  bytes: z.int(),
  /** How many of the pages are on this laptop: fewer than there are is "파일 대기". */
  pagesHere: z.int(),
  residentChecked: z.object({ by: z.string(), at: z.number() }).nullable(),
  createdBy: z.string(),
  /** ms UTC. */
  createdAt: z.number(),
  /** 보관: out of the list, ms UTC; null while it is in it. */
  archivedAt: z.number().nullable(),
  /** To be given back with a change. */
  seen: formSeen,
});
export type AttachmentRecord = z.output<typeof attachmentRecord>;

export const attachmentCalls = {
  /**
   * Main opens the file dialog and reads the file into its memory. `held` is null when the dialog was closed. Refuses
   * `attachmentKind` (not one of the four formats), `attachmentTooLarge`, `fileUnreadable`.
   */
  'attachment.pick': defineCall({
    room: 'window',
    roles: counsellors,
    input: nothing,
    output: z.object({
      held: z
        .object({
          token,
          /** The file's name without its folder. */
          name: z.string(),
          mime: z.enum(originalMimes),
          bytes: z.int(),
        })
        .nullable(),
    }),
    logs: 'nothing',
  }),
  /** Says that the page still works on it: ten minutes begin anew. Refuses `attachmentGone`. */
  'attachment.keep': defineCall({
    room: 'window',
    roles: readers,
    input: z.object({ token }),
    output: nothing,
    logs: 'nothing',
  }),
  /** Main forgets what the token names, with all pieces that were sent. Never refuses. */
  'attachment.drop': defineCall({
    room: 'window',
    roles: readers,
    input: z.object({ token }),
    output: nothing,
    logs: 'nothing',
  }),
  /**
   * One piece of a masked page, in order. `index` 0 begins the page anew, so that a page can be masked and sent again.
   * Refuses `attachmentGone`, `attachmentPiece`.
   */
  'attachment.piece': defineCall({
    room: 'window',
    roles: counsellors,
    input: z.object({
      token,
      page: pageNumber,
      index: z.int().min(0),
      bytes: z.instanceof(Uint8Array).refine(({ length }) => length > 0 && length <= mostPieceBytes),
    }),
    output: nothing,
    logs: 'nothing',
  }),
  /**
   * Checks every page (`attachmentPage`: the bytes are not what was announced, or not a picture that holds nothing else, a PNG with anything transparent),
   * writes the record and its pages in one transaction and forgets the original. A second call with the same token gives
   * the first one's answer. Logged as `create` in the same transaction. `needsConsent`: a 민감정보 kind without consent.
   */
  'attachment.save': defineCall({
    room: 'window',
    roles: counsellors,
    input: z.object({
      token,
      personId: recordId,
      consultationId: recordId.optional(),
      kind: z.string().max(40),
      title: line,
      pages: z.array(madePage).min(1).max(mostPages),
      residentChecked: z.boolean(),
    }),
    output: z.object({ id: recordId }),
    logs: 'nothing',
  }),
  /** A person's documents, the newest 100 first; those in 보관 only when asked for. `more`: there are older ones. */
  'attachment.ofPerson': defineCall({
    room: 'read',
    roles: readers,
    input: z.object({ personId: recordId, archived: z.boolean().optional() }),
    output: z.object({ attachments: z.array(attachmentRecord), more: z.boolean() }),
    logs: ({ personId }) => ({ act: 'view', recordType: 'attachment', ids: [personId] }),
  }),
  /** Holds one stored page for this window; logged before it is answered. Refuses `attachmentWaiting`. */
  'attachment.open': defineCall({
    room: 'window',
    roles: readers,
    input: z.object({ id: recordId, page: pageNumber }),
    output: attachmentPage.pick({ mime: true, width: true, height: true, bytes: true }).extend({ token }),
    logs: 'nothing',
  }),
  /** Another kind or title. A kind that asks for it needs `residentChecked`, unless that was said before. */
  'attachment.change': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({
      id: recordId,
      seen: formSeen.optional(),
      kind: z.string().max(40).optional(),
      title: line.optional(),
      residentChecked: z.boolean().optional(),
    }),
    output: z.object({ id: recordId, personId: recordId }),
    logs: (_input, { personId }) => ({ act: 'change', recordType: 'attachment', ids: [personId] }),
  }),
  /** 보관: takes a document out of the list; `undo` puts it back. */
  'attachment.archive': defineCall({
    room: 'write',
    roles: counsellors,
    input: z.object({ id: recordId, undo: z.boolean() }),
    output: z.object({ id: recordId, personId: recordId }),
    logs: ({ undo }, { personId }) => ({
      act: undo ? 'change' : 'delete',
      recordType: 'attachment',
      ids: [personId],
    }),
  }),
  /** Writes the pages as files where the user says; logged with its purpose before they are there. */
  'attachment.saveAs': defineCall({
    room: 'window',
    roles: counsellors,
    input: z.object({ id: recordId, purpose: z.enum(purposeCodes), reason: line }),
    /** The file, of several pages the first one; null when the dialog was closed. */
    output: z.object({ file: z.string().nullable(), pages: z.int() }),
    logs: 'nothing',
  }),
} as const;
