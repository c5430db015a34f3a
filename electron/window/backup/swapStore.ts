import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { z } from '../../../shared/zod.ts';
import { flushFolder, moveFile } from '../../store/moveFile.ts';
import type { DataFolder } from '../dataFolder.ts';
import { replaceFile } from '../writeFile.ts';

/**
 * Puts a store that was made ready in a folder of its own into the place of the one that is there. Nothing is deleted:
 * what was there goes into a folder beside it. A marker on the disk is the point of no return. Before it, the old store
 * stands untouched; from it on, every start finishes what was begun before anything is opened. Each step is one rename.
 */
const marker = 'restore.json';
const stagedBeginning = 'restoring-';
const asideBeginning = 'before-restore-';

const folderName = z.string().regex(/^[a-z0-9-]{1,100}$/);
const swapShape = z.strictObject({ staged: folderName, aside: folderName });
type Swap = z.output<typeof swapShape>;

/**
 * What belongs to a store and goes aside with it. The look of the screen, the logs and the backups stay; so do the wrong
 * passwords: a restore is no way to unlock an account, and what the log was not told yet it is told by the new store.
 */
const ofStore =
  /^(?:store\.db(?:-wal|-shm|-journal|\.next(?:-wal|-shm|-journal)?)?|vault\.json|vault\.first-run\.json|log-anchor\.json)$/;

const stampOf = (now: number): string =>
  new Date(now)
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .toLowerCase();

/** A folder for a store that is being made ready. */
export function newStaged({ root }: DataFolder, id: string): string {
  const staged = path.join(root, stagedBeginning + id);
  mkdirSync(staged);
  return staged;
}

export interface Swapping {
  readonly folder: DataFolder;
  /** From `newStaged`; holds `store.db`, `vault.json` and `log-anchor.json`, all flushed, the store closed. */
  readonly staged: string;
  /** ms UTC. */
  readonly now: number;
  /** Called after each step; tests stop the program there. */
  readonly reached?: (step: string) => void;
}

/** Puts the staged store in its place. When it throws after the marker is there, the next start goes on with it. */
export function swapStore({ folder, staged, now, reached = () => undefined }: Swapping): void {
  flushFolder(staged);
  const aside = freeName(folder.root, asideBeginning + stampOf(now));
  const swap: Swap = { staged: path.basename(staged), aside };
  replaceFile(path.join(folder.root, marker), JSON.stringify(swap));
  reached('marked');
  finishSwap(folder, reached);
}

function freeName(root: string, name: string): string {
  for (let count = 1; ; count += 1) {
    const tried = count === 1 ? name : `${name}-${count}`;
    if (!existsSync(path.join(root, tried))) return tried;
  }
}

/**
 * Goes on with a swap that was begun, from wherever it stopped; does nothing without one. As long as the staged store
 * lies in its folder, everything outside is the old store's and goes aside; from its rename on, what is left of the staged
 * folder is the new store's and moves in.
 */
export function finishSwap({ root }: DataFolder, reached: (step: string) => void = () => undefined): void {
  const at = path.join(root, marker);
  if (!existsSync(at)) return;
  const { staged, aside } = swapShape.parse(JSON.parse(readFileSync(at, 'utf8')));
  const from = path.join(root, staged);
  const into = path.join(root, aside);
  const store = path.join(from, 'store.db');
  if (existsSync(store)) {
    mkdirSync(into, { recursive: true });
    for (const name of readdirSync(root).filter((each) => ofStore.test(each))) {
      renameSync(path.join(root, name), path.join(into, name));
      reached(`aside ${name}`);
    }
    // The old store must be on the disk under its new name before anything takes its old one.
    flushFolder(into);
    flushFolder(root);
    moveFile(store, path.join(root, 'store.db'));
    reached('store');
  }
  for (const name of existsSync(from) ? readdirSync(from) : []) {
    moveFile(path.join(from, name), path.join(root, name));
    reached(`in ${name}`);
  }
  if (existsSync(from)) rmdirSync(from);
  rmSync(at);
  flushFolder(root);
  reached('done');
}

/** Removes stores that were being made ready when the program ended: nobody depends on them. Call at start only. */
export function sweepStaged({ root }: DataFolder): void {
  if (existsSync(path.join(root, marker))) return;
  for (const name of readdirSync(root).filter((each) => each.startsWith(stagedBeginning))) {
    rmSync(path.join(root, name), { recursive: true, force: true });
  }
}

/** The folders into which stores were moved aside, newest first: name, and when. */
export function storesAside({ root }: DataFolder): { readonly folder: string; readonly movedAt: number }[] {
  const form = new RegExp(`^${asideBeginning}(\\d{4})(\\d{2})(\\d{2})t(\\d{2})(\\d{2})(\\d{2})(?:-\\d+)?$`);
  return readdirSync(root)
    .flatMap((name) => {
      const parts = form.exec(name)?.slice(1).map(Number);
      if (!parts) return [];
      const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
      return [{ folder: path.join(root, name), movedAt: Date.UTC(year, month - 1, day, hour, minute, second) }];
    })
    .toSorted((a, b) => b.movedAt - a.movedAt);
}

/** Removes the stores that were moved aside up to an instant, ms UTC; tells of each that went. */
export function dropAside(folder: DataFolder, until: number, dropped: () => void): void {
  for (const aside of storesAside(folder).filter(({ movedAt }) => movedAt <= until)) {
    rmSync(aside.folder, { recursive: true, force: true });
    dropped();
  }
}
