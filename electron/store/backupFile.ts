import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeFileSync } from 'node:fs';
import { z } from '../../shared/zod.ts';
import { backupCounts } from '../../shared/contract/backup.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { StoreLock } from './connection.ts';

/**
 * A backup is one file: the encrypted store as `VACUUM INTO` wrote it, then its label (JSON) and a foot of fixed length.
 * The label stands behind, so that a store of hundreds of megabytes is written once and not copied behind a header.
 *
 *   store · label · sha256(label) · HMAC(key of the label, label) · length of the label (u32, big-endian) · "DESKBAK1"
 *
 * The hash finds damage before anybody has typed a password; the HMAC, whose key comes from the data key, shows that
 * whoever wrote the label could open the store.
 */
const magic = Buffer.from('DESKBAK1');
const hashBytes = 32;
const footBytes = hashBytes * 2 + 4 + magic.length;
/** A vault of 500 accounts stays under this, bytes. */
const longestLabel = 8 * 1024 * 1024;

const hex = z.string().regex(/^[0-9a-f]{64}$/);

const backupLabel = z.strictObject({
  format: z.literal(1),
  kind: z.enum(['backup', 'join']),
  /** When it was made, ms UTC. */
  created: z.int(),
  /** Version of the program, and of the store (number of its last migration). */
  app: z.string().max(100),
  store: z.int(),
  centre: z.string().max(400),
  /** The name under which the store writes, and its laptop's record ('' without one). */
  device: z.string().max(100),
  laptop: z.object({ number: z.string().max(10), name: z.string().max(400) }),
  /** Laptop numbers that were given out when it was made: none of them is given again. */
  numbers: z.array(z.string().max(10)).max(1000),
  counts: backupCounts,
  /** Of the store part. */
  bytes: z.int().positive(),
  sha256: hex,
  /** The whole vault as it was; read by the vault's own reader. */
  vault: z.unknown(),
});
export type BackupLabel = z.output<typeof backupLabel>;

function labelKey(lock: StoreLock): Buffer {
  return Buffer.from(hkdfSync('sha256', lock.key, '', 'desk backup label', 32));
}

function signature(text: Buffer, lock: StoreLock): Buffer {
  return createHmac('sha256', labelKey(lock)).update(text).digest();
}

/** Reads exactly `length` bytes at `at`; refuses with `backupDamaged` where the file ends before. */
function readAt(handle: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const read = readSync(handle, bytes, done, length - done, at + done);
    if (read === 0) refuse('backupDamaged');
    done += read;
  }
  return bytes;
}

export interface ReadLabel {
  readonly label: BackupLabel;
  /** Bytes of the whole file. */
  readonly bytes: number;
  /** Whether the label was signed by who holds this key. */
  signedBy(lock: StoreLock): boolean;
}

/**
 * What a backup file says of itself. Refuses with `backupGone` where there is none, `notABackup` where it is something
 * else, `backupDamaged` where its end or its length is not what it must be. The store part is not read.
 */
export function readLabel(file: string): ReadLabel {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return refuse('backupGone');
  }
  try {
    const { size } = fstatSync(handle);
    if (size < footBytes) refuse('notABackup');
    const foot = readAt(handle, size - footBytes, footBytes);
    if (!foot.subarray(-magic.length).equals(magic)) refuse('notABackup');
    const length = foot.readUInt32BE(hashBytes * 2);
    if (length > longestLabel || length > size - footBytes) refuse('backupDamaged');
    const text = readAt(handle, size - footBytes - length, length);
    if (!createHash('sha256').update(text).digest().equals(foot.subarray(0, hashBytes))) refuse('backupDamaged');
    const label = parsed(text);
    if (label.bytes !== size - footBytes - length) refuse('backupDamaged');
    const signed = Buffer.from(foot.subarray(hashBytes, hashBytes * 2));
    return { label, bytes: size, signedBy: (lock) => timingSafeEqual(signed, signature(text, lock)) };
  } finally {
    closeSync(handle);
  }
}

function parsed(text: Buffer): BackupLabel {
  try {
    return backupLabel.parse(JSON.parse(text.toString('utf8')));
  } catch {
    // Its hash is right: a program made it that knows more than this one.
    return refuse('backupTooNew');
  }
}

/** Bytes read at a time. */
const piece = 4 * 1024 * 1024;

/** SHA-256 (hex) and length of a file. */
export function hashFile(file: string): { sha256: string; bytes: number } {
  const handle = openSync(file, 'r');
  const hash: Hash = createHash('sha256');
  const buffer = Buffer.alloc(piece);
  let bytes = 0;
  try {
    for (;;) {
      const read = readSync(handle, buffer, 0, piece, bytes);
      if (read === 0) return { sha256: hash.digest('hex'), bytes };
      hash.update(buffer.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(handle);
  }
}

/** Puts the label and the foot behind a finished store part, and everything onto the disk. */
export function addLabel(file: string, label: BackupLabel, lock: StoreLock): void {
  const text = Buffer.from(JSON.stringify(label));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const hash = createHash('sha256').update(text).digest();
  const handle = openSync(file, 'a');
  try {
    if (fstatSync(handle).size !== label.bytes) throw new Error('the store part is not what the label says');
    writeFileSync(handle, Buffer.concat([text, hash, signature(text, lock), length, magic]));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Copies the store part out of a backup, flushed, without holding anything else up. Refuses with `backupDamaged` where a
 * single bit of it is not what the label says; then the copy must not be used.
 */
export async function takeOutStore(
  file: string,
  { bytes, sha256 }: BackupLabel,
  to: string,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  const hash = createHash('sha256');
  const from = await open(file, 'r');
  try {
    const out = await open(to, 'wx', 0o600);
    try {
      const buffer = Buffer.alloc(piece);
      for (let done = 0; done < bytes;) {
        const { bytesRead } = await from.read(buffer, 0, Math.min(piece, bytes - done), done);
        if (bytesRead === 0) refuse('backupDamaged');
        const part = buffer.subarray(0, bytesRead);
        hash.update(part);
        await out.writeFile(part);
        done += bytesRead;
        progress(done, bytes);
      }
      if (hash.digest('hex') !== sha256) refuse('backupDamaged');
      await out.sync();
    } finally {
      await out.close();
    }
  } finally {
    await from.close();
  }
}
