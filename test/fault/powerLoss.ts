/**
 * Cuts the power of a program that is writing to an encrypted store, at random moments, and looks at what is left. The
 * program runs once to its end under powerShim.c; each cut is then made of the journal of what it did (powerCut.ts).
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StoreLock } from '../../electron/store/connection.ts';
import { createRandom } from '../fixtures/generate.ts';
import { lookAfterwards, nothingYet, withAcks } from './afterwards.ts';
import { acksIn, writerScript } from './killNine.ts';
import type { Dice, DiskOp } from './powerCut.ts';
import { afterCut, everything, readJournal, saidBefore } from './powerCut.ts';

const shimSource = fileURLToPath(new URL('./powerShim.c', import.meta.url));

/** Compiles the shim into the folder; the reason in one Korean line where this computer cannot. */
export function buildShim(folder: string): { readonly shim: string } | { readonly missing: string } {
  if (process.platform !== 'linux')
    return { missing: '전원 차단 모의는 리눅스에서만 잽니다. 이 묶음의 power.*는 비워 둡니다.' };
  const shim = path.join(folder, 'powerShim.so');
  const built = spawnSync('gcc', ['-O1', '-shared', '-fPIC', '-o', shim, shimSource, '-ldl'], { encoding: 'utf8' });
  if (built.error) return { missing: 'gcc가 없어 전원 차단 모의를 재지 않았습니다. power.*는 비워 둡니다.' };
  if (built.status !== 0)
    return {
      missing: `powerShim.c를 컴파일하지 못해 전원 차단 모의를 재지 않았습니다: ${built.stderr.split('\n')[1] ?? ''}`,
    };
  return { shim };
}

interface Written {
  readonly lock: StoreLock;
  readonly ops: readonly DiskOp[];
}

/** Lets a writer work to its end (three openings, some checkpoints) and gives all that it did to the disk. */
function journalOf(folder: string, shim: string, seed: number, synchronous: string | undefined): Written {
  const home = realpathSync(mkdtempSync(path.join(folder, 'written-')));
  const data = path.join(home, 'data');
  mkdirSync(data);
  const journal = path.join(home, 'journal');
  // One key for both: the writer is told of one.
  const key = randomBytes(32);
  const lock: StoreLock = { cipher: 'sqlcipher', key, logKey: key };
  const options = ['--file', path.join(data, 'store.db'), '--key', Buffer.from(lock.key).toString('hex')];
  const { status, stderr } = spawnSync(
    process.execPath,
    [writerScript, ...options, '--seed', String(seed), '--sessions', '3', '--commands', '60'],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: {
        ...process.env,
        LD_PRELOAD: shim,
        POWER_FOLDER: data,
        POWER_JOURNAL: journal,
        ...(synchronous === undefined ? {} : { FAULT_SYNCHRONOUS: synchronous }),
      },
    },
  );
  if (status !== 0) throw new Error(`the writer failed: ${stderr}`);
  const ops = readJournal(readFileSync(journal));
  // If the shim had missed a write, the files made of its journal would not be those that are there.
  const made = afterCut(ops, ops.length, everything);
  const there = readdirSync(data).filter((name) => !name.endsWith('-shm'));
  const same = there.every((name) => made.get(name)?.equals(readFileSync(path.join(data, name))));
  if (!same || there.length !== made.size) throw new Error('the journal does not give the files that were written');
  rmSync(home, { recursive: true });
  return { lock, ops };
}

export interface PowerOutcome {
  readonly runs: number;
  /** Cuts after which something acknowledged was missing, or something was half. */
  readonly lost: number;
  /** What was missing or half, in words. */
  readonly findings: readonly string[];
}

/** What a writer does to the disk while it makes its store; one cut in five falls there. */
const making = 200;
/** Cuts of one writer's work before another one works. */
const cutsPerWriter = 20;

/** Cuts the power `runs` times. `synchronous` weakens the writers' SQLite (NORMAL, OFF) for comparison. */
export function cutRuns(runs: number, seed: number, shim: string, synchronous?: 'NORMAL' | 'OFF'): PowerOutcome {
  const random = createRandom(seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-power-'));
  const findings: string[] = [];
  let lost = 0;
  try {
    let written = journalOf(folder, shim, seed, synchronous);
    for (let run = 0; run < runs; run += 1) {
      if (run > 0 && run % cutsPerWriter === 0) written = journalOf(folder, shim, seed + run, synchronous);
      const { lock, ops } = written;
      const cut = Math.floor(random() * (random() < 0.2 ? making : ops.length + 1));
      const dice: Dice = {
        random,
        kept: [0, 0.1, 0.5, 0.9, 1][Math.floor(random() * 5)] ?? 0.5,
        piece: random() < 0.7 ? 4096 : 512,
      };
      const expected = withAcks(nothingYet, acksIn(saidBefore(ops, cut)));
      const verdict = lookAfterwards(putDown(folder, afterCut(ops, cut, dice)), lock, expected);
      const wrong = [...verdict.lost, ...verdict.faults];
      if (wrong.length > 0) lost += 1;
      findings.push(...wrong.map((text) => `run ${run}, cut ${cut} of ${ops.length}: ${text}`));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { runs, lost, findings };
}

/** Writes the files that were left into a folder of their own and gives the store's path there. */
function putDown(folder: string, files: ReadonlyMap<string, Buffer>): string {
  const home = path.join(folder, 'look');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home);
  for (const [name, content] of files) writeFileSync(path.join(home, name), content);
  return path.join(home, 'store.db');
}
