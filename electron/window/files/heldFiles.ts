import { randomBytes } from 'node:crypto';
import { heldFolder } from '../../../shared/contract/attachment.ts';
import { heldFor } from '../../../shared/model/attachment.ts';
import { refuse } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';

/** Who something is held for: this window, as long as this person works there. */
interface Owner {
  /** Id of the window's contents. */
  readonly window: number;
  readonly actor: Actor;
}

/** A file in main's memory: the original of a document before it is masked, or a stored page that is looked at. */
export interface HeldFile {
  readonly token: string;
  readonly owner: Owner;
  readonly mime: string;
  /** Empty once it is not needed any more. */
  bytes: Buffer<ArrayBuffer>;
  /** Pieces of masked pages that the window has sent so far, by page. */
  readonly pages: Map<number, Uint8Array[]>;
  /** What saving it came to, or will. */
  saved?: Promise<{ id: number }> | undefined;
  /** When it was last used, ms UTC. */
  usedAt: number;
}

export interface HeldFiles {
  hold(owner: Owner, file: { readonly mime: string; readonly bytes: Buffer<ArrayBuffer> }): HeldFile;
  /** What the token names, for the window that it was given to; refuses with `attachmentGone`. Using it keeps it. */
  need(token: string, window: number): HeldFile;
  /** What is under this path of our origin; undefined once it is gone. `window` is who asks, where that is known. */
  take(pathname: string, window?: number): { readonly mime: string; readonly bytes: Buffer<ArrayBuffer> } | undefined;
  /** Whether a window may load this path: false for what is held for another one. */
  mayLoad(pathname: string, window: number | undefined): boolean;
  drop(token: string, window: number): void;
  /** Lets go of the bytes; what saving came to is still known by the token. */
  empty(file: HeldFile): void;
  /** Drops what has no owner any more: windows that closed, locked or were left, and what nobody used for ten minutes. */
  sweep(): void;
  /** How many files are held. */
  readonly size: number;
}

export interface HeldFilesOptions {
  /** Who works at a window now. */
  readonly actor: (window: number) => Actor | undefined;
  readonly now: () => number;
}

/** So many files are held for one window; the one that was not used for longest makes room. */
export const mostHeld = 32;

/** 43 letters of base64url: nobody guesses them. */
const tokenBytes = 32;

function tokenIn(pathname: string): string {
  return pathname.startsWith(heldFolder) ? pathname.slice(heldFolder.length) : '';
}

/** Nothing of a file that was held stays in memory of ours. */
function wipe(file: HeldFile): void {
  file.bytes.fill(0);
  file.bytes = Buffer.alloc(0);
  file.pages.clear();
}

/**
 * Files that a page works on, in main's memory and nowhere else: no temporary file, no cache of the browser. Each is bound
 * to the window that asked for it and to the person at it (docs/adr/0038-attachments.md).
 */
export function holdFiles({ actor, now }: HeldFilesOptions): HeldFiles {
  const files = new Map<string, HeldFile>();

  const isOwned = ({ owner, usedAt }: HeldFile): boolean => {
    const there = actor(owner.window);
    return there?.userId === owner.actor.userId && there.role === owner.actor.role && now() - usedAt < heldFor;
  };
  const forget = (file: HeldFile): void => {
    files.delete(file.token);
    wipe(file);
  };
  const find = (token: string, window: number | undefined): HeldFile | undefined => {
    const file = files.get(token);
    if (!file || (window !== undefined && window !== file.owner.window)) return undefined;
    if (!isOwned(file)) {
      forget(file);
      return undefined;
    }
    file.usedAt = now();
    return file;
  };
  const sweep = (): void => {
    for (const file of files.values()) if (!isOwned(file)) forget(file);
  };
  const makeRoom = (window: number): void => {
    sweep();
    const own = [...files.values()].filter(({ owner }) => owner.window === window);
    const oldest = own.toSorted((a, b) => a.usedAt - b.usedAt).slice(0, Math.max(0, own.length - mostHeld + 1));
    for (const file of oldest) forget(file);
  };

  return {
    hold(owner, { mime, bytes }) {
      makeRoom(owner.window);
      const token = randomBytes(tokenBytes).toString('base64url');
      const file: HeldFile = { token, owner, mime, bytes, pages: new Map(), usedAt: now() };
      files.set(token, file);
      return file;
    },
    need: (token, window) => find(token, window) ?? refuse('attachmentGone'),
    take(pathname, window) {
      const file = find(tokenIn(pathname), window);
      return file && file.bytes.length > 0 ? { mime: file.mime, bytes: file.bytes } : undefined;
    },
    mayLoad(pathname, window) {
      const file = files.get(tokenIn(pathname));
      return !file || window === undefined || window === file.owner.window;
    },
    drop(token, window) {
      const file = files.get(token);
      if (file?.owner.window === window) forget(file);
    },
    empty: wipe,
    sweep,
    get size() {
      return files.size;
    },
  };
}
