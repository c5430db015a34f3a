import { createCipheriv, createDecipheriv, createHmac, hash } from 'node:crypto';
import type { AttachmentPage } from '../../shared/model/attachment.ts';

/**
 * A page of a document as it travels (docs/protocol.md §8.1): AES-256-GCM under a key of its own, so that whoever holds the
 * page makes the very same bytes, and a place that keeps them for others learns nothing but their length.
 */
const algorithm = 'aes-256-gcm';
const tagBytes = 16;
/**
 * The key below is made from what is encrypted and where it belongs: it never encrypts a second text, so that the nonce
 * cannot repeat under it, whatever becomes of the record.
 */
const nonce = Buffer.alloc(12);

/** Where a page belongs, and the secret that its document's record carries (base64). */
export interface PagePlace {
  /** UUID of the document. */
  readonly attachment: string;
  /** From 1. */
  readonly page: number;
  readonly key: string;
}

type Said = Pick<AttachmentPage, 'bytes' | 'sha256'>;

function pageKey({ attachment, page, key }: PagePlace, sha256: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64'))
    .update(`ppuri.page.1\n${attachment}\n${page}\n${sha256}`)
    .digest();
}

/** Bytes of the blob of a page of so many bytes. */
export function blobBytes(bytes: number): number {
  return bytes + tagBytes;
}

/** What a blob is called everywhere: SHA-256 of its bytes, hex. */
export function blobName(blob: Uint8Array): string {
  return hash('sha256', blob);
}

/** The blob of a page whose bytes are those that its record tells of (`said`); checked by whoever read them. */
export function sealPage(place: PagePlace, said: Said, content: Uint8Array): Buffer {
  const cipher = createCipheriv(algorithm, pageKey(place, said.sha256), nonce);
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** The page in a blob; undefined for any other bytes than those of this page of this document. Never throws. */
export function openPageBlob(place: PagePlace, said: Said, name: string, blob: Uint8Array): Buffer | undefined {
  if (blob.length !== blobBytes(said.bytes) || blobName(blob) !== name) return undefined;
  const end = blob.length - tagBytes;
  const open = createDecipheriv(algorithm, pageKey(place, said.sha256), nonce, { authTagLength: tagBytes });
  open.setAuthTag(blob.subarray(end));
  try {
    const content = Buffer.concat([open.update(blob.subarray(0, end)), open.final()]);
    return hash('sha256', content) === said.sha256 ? content : undefined;
  } catch {
    return undefined;
  }
}
