import { z } from '../zod.ts';
import { asksResidentCheck } from '../codes/attachment.ts';
import { isCode } from '../codes/index.ts';
import type { Codes } from '../codes/tables.ts';
import { shippedCodes } from '../codes/tables.ts';
import { normalizeText } from '../korean/text.ts';
import { findResidentNumbers } from '../rules/residentNumber.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { residentSentence } from './person.ts';

/** What a page is stored as. Whatever was attached, what is kept was drawn anew with its boxes burnt in (W4). */
const pageMimes = ['image/jpeg', 'image/png'] as const;
export type PageMime = (typeof pageMimes)[number];

/** What may be attached: looked at by its bytes, never by its name. */
export const originalMimes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type OriginalMime = (typeof originalMimes)[number];

/** Bytes of a file that is attached, at most. */
export const mostOriginalBytes = 30 * 1024 * 1024;
/** Pages of one document, at most. */
export const mostPages = 20;
/** Bytes of one page after masking, at most. */
export const mostPageBytes = 2 * 1024 * 1024;
/** Pixels of a page's longer side, at most. */
export const longestSide = 4000;
/** Bytes of one piece on its way from page to main, at most: a message stays under 100 kB. */
export const mostPieceBytes = 96 * 1024;
/** So long an original, or a page that was opened, stays in main's memory without being used, ms. */
export const heldFor = 10 * 60_000;
/** Longest title of a document. */
export const longestTitle = 100;
/** More boxes than anybody draws on a page. */
export const mostBoxes = 500;

/** One page as it is stored. */
export const attachmentPage = z.object({
  mime: z.enum(pageMimes),
  /** Pixels. */
  width: z.int().min(1).max(longestSide),
  height: z.int().min(1).max(longestSide),
  bytes: z.int().min(1).max(mostPageBytes),
  /** SHA-256 of the stored bytes, hex. */
  sha256: z.string(),
  /** Boxes burnt into it. */
  boxes: z.int().min(0).max(mostBoxes),
});
export type AttachmentPage = z.output<typeof attachmentPage>;

/** 첨부 서류 (attachment) of a person: what is said of it. Its pages' bytes lie apart (docs/adr/0038-attachments.md). */
export const attachmentFields = z.object({
  kind: z.string(),
  title: z.string().nullable(),
  pages: z.array(attachmentPage).min(1).max(mostPages),
  /** 32 bytes, base64: with which the pages are encrypted when they travel. */
  key: z.string(),
  /** What each page is called while it travels: SHA-256 of its ciphertext, hex. Null until a holder of the pages has said it. */
  blobs: z.array(z.string()).max(mostPages).nullable(),
  /** "주민번호 가림 확인": who said so (UUID of the member of staff) and when, ms UTC; null while nobody did. */
  residentCheckedBy: z.string().nullable(),
  residentCheckedAt: z.number().nullable(),
});
export type AttachmentFields = z.output<typeof attachmentFields>;

export const emptyAttachment = { kind: '', title: '', residentChecked: '' };
export type AttachmentInput = typeof emptyAttachment;
export const attachmentLabels: Record<keyof AttachmentInput, string> = {
  kind: '서류 종류',
  title: '제목',
  residentChecked: '주민번호 가림 확인',
};

/**
 * Reads what was typed of a document; `residentChecked` is '1' when somebody says that resident numbers are covered. Needed: a
 * kind, and that word where the kind asks for it.
 */
export function readAttachment(
  input: AttachmentInput,
  codes: Codes = shippedCodes,
): Reading<{ kind: string; title: string | null; residentChecked: boolean }> {
  const notes = fieldNotes();
  if (!isCode(codes.of('attachmentKind'), input.kind)) notes.note('kind', '서류 종류를 골라 주십시오.');
  const title = normalizeText(input.title);
  if (findResidentNumbers(title).length > 0) notes.note('title', residentSentence);
  else if (title.length > longestTitle) notes.note('title', `제목은 ${longestTitle}글자까지 적어 주십시오.`);
  const residentChecked = input.residentChecked === '1';
  if (!residentChecked && asksResidentCheck(input.kind))
    notes.note('residentChecked', '주민번호를 모두 가렸는지 확인하고 ‘주민번호 가림 확인’을 표시해 주십시오.');
  return notes.finish({ kind: input.kind, title: orNull(title), residentChecked });
}

/** What stands for a document: its title, or the name of its kind. */
export function attachmentName(kindName: string, title: string | null): string {
  return title === null ? kindName : `${kindName} · ${title}`;
}
