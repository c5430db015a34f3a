import { createHmac } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { z } from '../../shared/zod.ts';
import type { LogTail } from '../store/accessLog.ts';
import { sameMac } from '../store/accessLog.ts';
import type { LogAnchor } from '../store/desk.ts';
import { replaceFile } from './writeFile.ts';

/**
 * `log-anchor.json`, beside the vault: where the access log ends, signed with the log key. Lines cut off the end of the
 * log, or a store file of before, are known by it. Two slots of one length, written in turn and in place: a write that
 * was torn by a power cut leaves the other.
 */
const fact = z.object({
  seq: z.int().min(0),
  mac: z.string().regex(/^(?:[0-9a-f]{64})?$/),
  at: z.int(),
  /** A backup took the place of the store: who did it and which one it was. */
  restored: z.object({ by: z.int(), backup: z.string().max(100) }).optional(),
});
type Fact = z.output<typeof fact>;
const slotFile = z.object({ fact, sign: z.string() });

const slotBytes = 512;

function sign(key: Uint8Array, of: Fact): string {
  return createHmac('sha256', key).update('anchor').update(JSON.stringify(of)).digest('hex');
}

function slotText(key: Uint8Array, of: Fact): string {
  return `${JSON.stringify({ fact: of, sign: sign(key, of) }).padEnd(slotBytes - 1)}\n`;
}

function readSlot(key: Uint8Array, text: string): Fact | null {
  try {
    const slot = slotFile.parse(JSON.parse(text));
    return sameMac(Buffer.from(slot.sign, 'hex'), Buffer.from(sign(key, slot.fact), 'hex')) ? slot.fact : null;
  } catch {
    return null;
  }
}

/** Both slots that are ours; `null` when there is no file. */
async function readSlots(file: string, key: Uint8Array): Promise<(Fact | null)[] | null> {
  try {
    const text = (await readFile(file)).toString('latin1');
    return [0, 1].map((place) => readSlot(key, text.slice(place * slotBytes, (place + 1) * slotBytes)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    return [null, null];
  }
}

function newest(slots: readonly (Fact | null)[]): Fact | null {
  return slots.reduce((best, one) => (one && (!best || one.seq >= best.seq) ? one : best), null);
}

export interface LogAnchorOptions {
  readonly file: string;
  /** The log key of the store that is opened. */
  readonly key: Uint8Array;
  readonly now: () => number;
  readonly trouble: (cause: string) => void;
}

/** The anchor of the store that is opened; what is noted while a write is under way is written after it, the last only. */
export function openLogAnchor({ file, key, now, trouble }: LogAnchorOptions): LogAnchor {
  let anchored = 0;
  let noted: LogTail | undefined;
  let writing: Promise<void> | undefined;
  let slot = 0;
  /** Whether the file has been there in this session: one that then goes away was taken, and is not made again. */
  let seen = false;

  const write = async (tail: LogTail): Promise<void> => {
    if (!seen) {
      // Whatever lies there has been read and answered for: the session begins with a file of its own.
      replaceFile(file, slotText(key, { ...tail, at: now() }).repeat(2));
      seen = true;
    } else {
      const handle = await open(file, 'r+');
      try {
        await handle.write(slotText(key, { ...tail, at: now() }), slot * slotBytes, 'latin1');
        await handle.datasync();
      } finally {
        await handle.close();
      }
      slot = 1 - slot;
    }
    anchored = tail.seq;
  };
  const drain = async (): Promise<void> => {
    // One write after the other; what comes meanwhile waits and only its last counts.
    for (let tail = noted; tail; tail = noted) {
      noted = undefined;
      try {
        await write(tail);
      } catch (error) {
        trouble(`log anchor: ${error instanceof Error ? error.message : String(error)}`);
        return;
      }
    }
  };

  return {
    read: async () => {
      const slots = await readSlots(file, key);
      if (slots === null) return { state: 'missing' };
      const found = newest(slots);
      if (found === null) return { state: 'damaged' };
      const { seq, mac, restored } = found;
      return restored ? { state: 'restored', reached: seq, ...restored } : { state: 'good', tail: { seq, mac } };
    },
    note: (tail) => {
      noted = tail;
      writing ??= drain().finally(() => {
        writing = undefined;
      });
    },
    get anchored() {
      return anchored;
    },
    settled: async () => {
      await writing;
    },
  };
}

/**
 * To be called by a restore, after the store file of a backup took its place and before it is opened: the log ends earlier
 * now, and its next line says so (`restore`, with the numbers that are gone). `by` is the local id of who restored, 0 when
 * it was done before anybody could sign in; `key` is the log key of the restored store, `earlier` that of the replaced one
 * when it is known and another.
 */
export async function anchorRestored(
  file: string,
  key: Uint8Array,
  about: { readonly by: number; readonly backup: string; readonly at: number; readonly earlier?: Uint8Array },
): Promise<void> {
  const before =
    newest((await readSlots(file, key)) ?? []) ??
    newest((about.earlier && (await readSlots(file, about.earlier))) ?? []);
  const { by, backup, at } = about;
  replaceFile(file, slotText(key, { seq: before?.seq ?? 0, mac: '', at, restored: { by, backup } }).repeat(2));
}
