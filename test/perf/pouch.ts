import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');
const source = path.join(import.meta.dirname, 'pouch');
const home = path.join(root, '.cache', 'bench', 'pouch');
const run = promisify(execFile);

export interface PouchOrder {
  readonly sets: number;
  readonly updates: number;
  /** Documents in a batch; null: PouchDB's own default. */
  readonly batch: number | null;
}

/** Milliseconds of one replication A → hub → B. */
interface PouchTimes {
  readonly push: number;
  readonly pull: number;
}

export interface PouchFigures {
  readonly all: PouchTimes;
  readonly update: PouchTimes;
  /** Both legs, both directions, HTTP included. */
  readonly wireBytes: number;
}

/** Puts PouchDB where the project's own packages do not see it: 250 packages that nobody but this benchmark needs. */
async function install(): Promise<void> {
  mkdirSync(home, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', 'run.mjs'])
    cpSync(path.join(source, file), path.join(home, file));
  cpSync(path.join(root, '.npmrc'), path.join(home, '.npmrc'));
  if (existsSync(path.join(home, 'node_modules', 'express-pouchdb'))) return;
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: home });
}

/** PouchDB → express-pouchdb → PouchDB on this machine, LevelDB on all three, without TLS or encryption. */
export async function runPouch(order: PouchOrder): Promise<PouchFigures> {
  await install();
  const { stdout } = await run(process.execPath, ['run.mjs', 'main', JSON.stringify(order)], {
    cwd: home,
    maxBuffer: 1024 * 1024,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as PouchFigures;
}
