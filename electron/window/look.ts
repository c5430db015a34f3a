import { readFileSync } from 'node:fs';
import type { Look } from '../../shared/contract/app.ts';
import { look } from '../../shared/contract/app.ts';
import { replaceFile } from './writeFile.ts';

const usual: Look = { theme: 'light', text: 100 };

/** How the screen looks on this laptop: needed before anybody has signed in, so it is no part of the store. */
export function readLook(file: string): Look {
  try {
    return look.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Missing or damaged: it holds nothing but taste.
    return usual;
  }
}

/** Keeps how the screen is to look. Throws what the disk says. */
export function writeLook(file: string, chosen: Look): void {
  replaceFile(file, JSON.stringify(chosen));
}
