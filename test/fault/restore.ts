/** Kills a program in the middle of a backup or a restore and looks at what the next start finds. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openEngine } from '../../electron/store/open.ts';
import type { StoreLock } from '../../electron/store/connection.ts';
import { StoreDesk } from '../../electron/store/desk.ts';
import { readLabel, takeOutStore } from '../../electron/store/backupFile.ts';
import { backupsIn, sweepParts } from '../../electron/window/backup/backupFolder.ts';
import { dataFolder, folderProblem } from '../../electron/window/dataFolder.ts';
import { Sessions } from '../../electron/window/session/session.ts';
import { storesAside, sweepStaged } from '../../electron/window/backup/swapStore.ts';
import { readVault, unlock } from '../../electron/window/vault/index.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import { bareBackups, bareStore } from './bareBackups.ts';
import { chainFaults, fileFaults } from './storeTruth.ts';

const script = fileURLToPath(new URL('./restoreRun.ts', import.meta.url));
const login = { loginId: 'admin', password: 'bburi-2026!' };

/** Who is in the backup, and who came after it. */
export const inBackup = '김백업';
export const afterBackup = '이나중';

/** A centre with one person in its backup and one more beside; gives its profile. */
export async function makeCentreWithBackup(profile: string): Promise<void> {
  const folder = dataFolder(profile);
  mkdirSync(folder.root, { recursive: true });
  const now = (): number => Date.now();
  const sessions = new Sessions({
    folder,
    now,
    open: (file, lock) => StoreDesk.open({ ...bareStore, file, lock }),
  });
  await sessions.setUp(1, {
    centre: '인천뿌리산업일자리센터',
    operator: '인천테크노파크',
    name: '이상담',
    ...login,
    again: login.password,
    place: 'office',
  });
  const actor = sessions.actor(1);
  if (!actor) throw new Error('nobody is signed in');
  const store = await sessions.store();
  const add = (name: string): Promise<unknown> =>
    store.write('person.create', { ...emptyPerson, name, mobile: '010-1234-5678', inflow: '01' }, actor, now());
  await add(inBackup);
  const backups = bareBackups({ sessions, folder, now });
  await backups.now(actor);
  await add(afterBackup);
  await sessions.close();
}

/** What the next start finds. */
export interface Found {
  readonly people: readonly string[];
  readonly faults: readonly string[];
  /** People in the store that was moved aside; null where none was. */
  readonly aside: readonly string[] | null;
  /** Backups that open and are whole. */
  readonly backups: number;
  /** Files that a killed run left and the start did not clear. */
  readonly left: readonly string[];
}

function peopleIn(folder: string, lock: StoreLock, also?: (engine: ReturnType<typeof openEngine>) => void): string[] {
  const engine = openEngine(path.join(folder, 'store.db'), lock, 'readwrite');
  try {
    also?.(engine);
    return engine.sql('SELECT name FROM person ORDER BY name').pluck().all() as string[];
  } finally {
    engine.close();
  }
}

/** Starts as main does, and looks. */
async function nextStart(profile: string): Promise<Found> {
  const folder = dataFolder(profile);
  const inTheWay = folderProblem(folder);
  if (inTheWay) throw new Error(inTheWay.code);
  sweepStaged(folder);
  sweepParts(folder.backups);
  const faults: string[] = [];
  const vault = readVault(folder.vault);
  if (!vault) throw new Error('no vault');
  // The data key is never changed here: it opens every store and every backup of these tests.
  const { lock } = await unlock(vault, login.loginId, login.password, Date.now());
  const people = peopleIn(folder.root, lock, (engine) => {
    faults.push(...fileFaults(engine), ...chainFaults(engine.replica));
  });
  const [aside] = storesAside(folder);
  const backups = backupsIn(folder.backups);
  for (const { file, label } of backups) {
    if (!readLabel(file).signedBy(lock)) faults.push(`${file} is not signed`);
    await takeOutStore(file, label, path.join(profile, 'taken-out.db')).catch((error: unknown) =>
      faults.push(String(error)),
    );
    rmSync(path.join(profile, 'taken-out.db'), { force: true });
  }
  const known =
    /^(?:store\.db(?:-wal|-shm)?|vault\.json|attempts\.json|restore-attempts\.json|log-anchor\.json|logs|backups|before-restore-.*)$/;
  return {
    people,
    faults,
    aside: aside ? peopleIn(aside.folder, lock) : null,
    backups: backups.length,
    left: [
      ...readdirSync(folder.root).filter((name) => !known.test(name)),
      ...readdirSync(folder.backups).filter((name) => !name.endsWith('.desk-backup')),
    ],
  };
}

export interface Killing {
  readonly from: string;
  readonly deed: 'backup' | 'restore';
  /** Kills itself at this step of the swap. */
  readonly stop?: number;
  /** Or is killed so long after it has begun, ms. */
  readonly after?: number;
}

export interface Killed {
  readonly found: Found;
  /** Whether it ended by itself: there were fewer steps. */
  readonly over: boolean;
}

/** Runs the deed on a copy of a profile, kills it, and starts again. */
export async function killed({ from, deed, stop = 0, after }: Killing): Promise<Killed> {
  const home = mkdtempSync(path.join(tmpdir(), 'desk-restore-'));
  try {
    cpSync(from, home, { recursive: true });
    const run = spawn(
      process.execPath,
      [script, '--profile', home, '--deed', deed, '--stop', String(stop)].concat(
        ['--loginId', login.loginId],
        ['--password', login.password],
      ),
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    let complaint = '';
    const ended = new Promise((resolve) => run.on('close', resolve));
    const ready = new Promise<void>((resolve) => {
      run.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('ready')) resolve();
      });
    });
    run.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    if (after !== undefined) {
      await Promise.race([ready, ended]);
      await pause(after);
      run.kill('SIGKILL');
    }
    await ended;
    if (!said.includes('ready')) throw new Error(`it did not begin: ${complaint}`);
    return { found: await nextStart(home), over: said.includes('over') };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
