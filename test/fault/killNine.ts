/** Ends a program that is writing to an encrypted store with SIGKILL, at a random moment, and looks at what is left. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { StoreLock } from '../../electron/store/connection.ts';
import { createRandom } from '../fixtures/generate.ts';
import type { Ack, Truth } from './afterwards.ts';
import { lookAfterwards, nothingYet, withAcks } from './afterwards.ts';

export const writerScript = fileURLToPath(new URL('./writer.ts', import.meta.url));

/** The acknowledgements in what a writer said; a line it was killed in the middle of is not one. */
export function acksIn(said: string): Ack[] {
  return said
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Ack);
}

/** Runs of one store before a new one is begun: its checks take longer as it grows. */
const runsPerStore = 10;
/** Kills fall within this time (ms) after the first word of the writer. */
const longest = 400;

export interface KillOutcome {
  readonly runs: number;
  /** Runs after which something acknowledged was missing, or something was half. */
  readonly lost: number;
  /** What was missing or half, in words. */
  readonly findings: readonly string[];
  /** Commands acknowledged in all runs. */
  readonly commands: number;
  /** Runs whose last command was on disk and not yet acknowledged. */
  readonly inFlight: number;
}

/** Kills `runs` writers; every store is gone on with as it was left, its -wal and -shm with it. */
export async function killRuns(runs: number, seed: number): Promise<KillOutcome> {
  const random = createRandom(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-kill-'));
  const findings: string[] = [];
  let lost = 0;
  let commands = 0;
  let inFlight = 0;
  try {
    let store = newStore(folder, 0);
    let truth: Truth = nothingYet;
    for (let run = 0; run < runs; run += 1) {
      if (run > 0 && run % runsPerStore === 0) {
        store = newStore(folder, run);
        truth = nothingYet;
      }
      const acks = acksIn(await killedWriter(store, seed + run, random));
      const expected = withAcks(truth, acks);
      const verdict = lookAfterwards(copied(store.file, path.join(folder, 'look')), store.lock, expected);
      const wrong = [...verdict.lost, ...verdict.faults];
      if (wrong.length > 0) lost += 1;
      findings.push(...wrong.map((text) => `run ${run}: ${text}`));
      commands += acks.filter(({ command }) => command !== null).length;
      if (verdict.truth.commands.size > expected.commands.size) inFlight += 1;
      truth = verdict.truth;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { runs, lost, findings, commands, inFlight };
}

interface Store {
  readonly file: string;
  readonly lock: StoreLock;
}

function newStore(folder: string, run: number): Store {
  const home = path.join(folder, `store-${run}`);
  mkdirSync(home);
  // One key for both: the writer is told of one.
  const key = randomBytes(32);
  return { file: path.join(home, 'store.db'), lock: { cipher: 'sqlcipher', key, logKey: key } };
}

/** The store and its write-ahead log as they lie there, in a folder of their own; the shared memory dies with power. */
function copied(file: string, folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const end of ['', '-wal', '-journal'])
    if (existsSync(file + end)) copyFileSync(file + end, path.join(folder, `store.db${end}`));
  return path.join(folder, 'store.db');
}

/** Starts a writer, kills it, and gives what it said. One in five is killed while it starts or opens. */
async function killedWriter({ file, lock }: Store, seed: number, random: () => number): Promise<string> {
  const key = Buffer.from(lock.key).toString('hex');
  const writer = spawn(process.execPath, [writerScript, '--file', file, '--key', key, '--seed', String(seed)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complaint = '';
  writer.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  writer.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const spoken = new Promise((resolve) => writer.stdout.once('data', resolve));
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    writer.on('error', reject);
    writer.on('close', (_code, signal) => resolve(signal));
  });
  if (random() < 0.8) await Promise.race([spoken, ended]);
  await pause(random() * longest);
  writer.kill('SIGKILL');
  if ((await ended) !== 'SIGKILL') throw new Error(`the writer ended by itself: ${complaint}`);
  return said;
}
