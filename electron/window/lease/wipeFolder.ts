import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { flushFolder } from '../../store/moveFile.ts';
import type { DataFolder } from '../dataFolder.ts';
import { replaceFile } from '../writeFile.ts';

/** From this file on there is no way back: every start goes on emptying until nothing is left. */
const marker = 'wipe.json';

/** Says afterwards why nothing is here; nothing else stands in it. */
const emptied = 'emptied.json';

/** What stays: how the screen looks, the program's own logs (no personal data), and what keeps other programs out. */
const kept = /^(?:look\.json|emptied\.json|logs|owner\.lock\.db.*)$/;

/** Whether a laptop was emptied after it had handed over, so that who opens it next is told. */
export function wasEmptied({ root }: DataFolder): boolean {
  return existsSync(path.join(root, emptied));
}

/**
 * 회수: empties the data folder of a laptop whose changes all are with the hub; the store must be closed. Store, vault,
 * backups and what restores moved aside go, so that the profile is as before the first run and can join again.
 */
export function wipeFolder(folder: DataFolder, reached: (step: string) => void = () => undefined): void {
  replaceFile(path.join(folder.root, marker), '{}');
  reached('marked');
  finishWipe(folder, reached);
}

/** Goes on with what was begun, from wherever it stopped; does nothing without the marker. */
export function finishWipe({ root, vault }: DataFolder, reached: (step: string) => void = () => undefined): void {
  const at = path.join(root, marker);
  if (!existsSync(at)) return;
  // Without its keys all else is noise already; so they go first, written over as far as the disk lets us.
  if (existsSync(vault)) writeFileSync(vault, Buffer.alloc(statSync(vault).size), { flush: true });
  for (const name of readdirSync(root).toSorted((a, b) => Number(b === 'vault.json') - Number(a === 'vault.json'))) {
    if (name === marker || kept.test(name)) continue;
    rmSync(path.join(root, name), { recursive: true, force: true });
    reached(name);
  }
  replaceFile(path.join(root, emptied), '{}');
  flushFolder(root);
  rmSync(at);
  flushFolder(root);
  reached('done');
}
