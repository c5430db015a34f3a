/**
 * The disk as a loss of power leaves it. What a program did to its files before the last sync of each is there; of what
 * it wrote later, each piece is there or not, as the dice say, in no order: caches write back when they like.
 *
 * A file's name is there once the file or its folder was synced (as ext4, APFS and NTFS keep it); a removed file may come
 * back while its folder was not synced.
 */

/** One thing that a program did to the files of a folder, in the order in which it did them. */
export type DiskOp =
  | { readonly op: 'create' | 'sync' | 'unlink'; readonly name: string }
  | { readonly op: 'write'; readonly name: string; readonly offset: number; readonly data: Buffer }
  | { readonly op: 'truncate'; readonly name: string; readonly length: number }
  /** Something it said on stdout. */
  | { readonly op: 'say'; readonly data: Buffer };

/** Kinds of record in the journal of powerShim.c, from 1. */
const kinds = ['create', 'write', 'truncate', 'sync', 'unlink', 'say'] as const;

/** Reads the journal that powerShim.c wrote. */
export function readJournal(bytes: Buffer): DiskOp[] {
  const ops: DiskOp[] = [];
  for (let at = 0; at < bytes.length;) {
    const op = kinds[bytes.readUInt8(at) - 1];
    const nameAt = at + 16;
    const dataAt = nameAt + bytes.readUInt8(at + 1);
    const offset = Number(bytes.readBigUInt64LE(at + 8));
    at = dataAt + bytes.readUInt32LE(at + 4);
    const name = bytes.toString('utf8', nameAt, dataAt);
    const data = bytes.subarray(dataAt, at);
    if (op === undefined || at > bytes.length) throw new Error('the journal is damaged');
    if (op === 'write') ops.push({ op, name, offset, data });
    else if (op === 'truncate') ops.push({ op, name, length: offset });
    else if (op === 'say') ops.push({ op, data });
    else ops.push({ op, name });
  }
  return ops;
}

/** What a program had said before the cut. */
export function saidBefore(ops: readonly DiskOp[], cut: number): string {
  return Buffer.concat(ops.slice(0, cut).flatMap((each) => (each.op === 'say' ? [each.data] : []))).toString('utf8');
}

export interface Dice {
  readonly random: () => number;
  /** The share of unsynced pieces that reached the disk, 0–1. */
  readonly kept: number;
  /** Bytes of a piece: a page of the system's cache (4096) or a sector of the disk (512). */
  readonly piece: number;
}

/** All that was done reached the disk: the folder as the program itself saw it. */
export const everything: Dice = { random: () => 0, kept: 1, piece: 4096 };

type Change = Extract<DiskOp, { op: 'write' | 'truncate' }>;

interface File {
  /** The content, with room to grow; zeros behind `length`. */
  room: Buffer;
  length: number;
  named: boolean;
  unsynced: Change[];
}

function grow(file: File, length: number): void {
  if (length > file.room.length) {
    const larger = Buffer.alloc(Math.max(length, 2 * file.room.length));
    file.room.copy(larger);
    file.room = larger;
  }
  file.length = Math.max(file.length, length);
}

function apply(file: File, change: Change): void {
  if (change.op === 'write') {
    grow(file, change.offset + change.data.length);
    change.data.copy(file.room, change.offset);
  } else {
    grow(file, change.length);
    file.room.fill(0, change.length, file.length);
    file.length = change.length;
  }
}

/** Lets each piece of a change reach the disk or not. */
function applySome(file: File, change: Change, { random, kept, piece }: Dice): void {
  if (change.op === 'truncate') {
    if (random() < kept) apply(file, change);
    return;
  }
  const { name, offset, data } = change;
  for (let at = 0; at < data.length;) {
    const end = Math.min(data.length, at + piece - ((offset + at) % piece));
    if (random() < kept) apply(file, { op: 'write', name, offset: offset + at, data: data.subarray(at, end) });
    at = end;
  }
}

/** The files of the folder, by name, when power went after the first `cut` things of `ops`. */
export function afterCut(ops: readonly DiskOp[], cut: number, dice: Dice): ReadonlyMap<string, Buffer> {
  const files = new Map<string, File>();
  const removed = new Map<string, File>();
  const need = (name: string): File => {
    const file = files.get(name);
    if (file === undefined) throw new Error(`the journal does not say where ${name} comes from`);
    return file;
  };
  for (const each of ops.slice(0, cut)) {
    if (each.op === 'say') continue;
    if (each.op === 'create') {
      files.set(each.name, { room: Buffer.alloc(0), length: 0, named: false, unsynced: [] });
      removed.delete(each.name);
    } else if (each.op === 'unlink') {
      removed.set(each.name, need(each.name));
      files.delete(each.name);
    } else if (each.op === 'write' || each.op === 'truncate') need(each.name).unsynced.push(each);
    else if (each.name === '.') {
      for (const file of files.values()) file.named = true;
      removed.clear();
    } else {
      const file = need(each.name);
      for (const change of file.unsynced) apply(file, change);
      file.unsynced = [];
      file.named = true;
    }
  }
  const left = new Map<string, Buffer>();
  const settle = (name: string, file: File): void => {
    for (const change of file.unsynced) applySome(file, change, dice);
    left.set(name, file.room.subarray(0, file.length));
  };
  for (const [name, file] of files) if (file.named || dice.random() < dice.kept) settle(name, file);
  for (const [name, file] of removed) if (file.named && dice.random() >= dice.kept) settle(name, file);
  return left;
}
