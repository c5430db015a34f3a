import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { WebContents } from 'electron';
import { onTestFinished } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { mountSmall, unmount } from '../../../test/fixtures/smallDisk.ts';
import { personForm, testNow } from '../../deskTest.test-helper.ts';
import { StoreDesk } from '../../store/desk.ts';
import type { StoreEars } from '../../store/desk.ts';
import { BackupDesk } from './backupDesk.ts';
import type { From } from '../from.ts';
import { dataFolder } from '../dataFolder.ts';
import type { DataFolder } from '../dataFolder.ts';
import { openLogAnchor } from '../logAnchor.ts';
import { Sessions } from '../session/session.ts';
import { firstRun } from '../session/sessionTest.test-helper.ts';
import { sweepStaged } from './swapStore.ts';
import { workerScript } from '../../workerScript.test-helper.ts';

/** The centre of these tests, as it is set up. */
export const centre: Input<'session.setUp'> = { ...firstRun, name: '이상담' };
export const login = { loginId: centre.loginId, password: centre.password };
const here = 1;
const hour = 3_600_000;

/** A laptop of these tests: what main has, without windows. Time stands still unless it is moved. */
export interface Laptop {
  readonly folder: DataFolder;
  readonly sessions: Sessions;
  readonly backups: BackupDesk;
  readonly troubles: string[];
  readonly warned: (readonly string[])[];
  /** Moves the clock. */
  pass(hours: number): void;
  now(): number;
  /** What the next dialog is answered with. */
  pick(file: string | null): void;
  from(): From;
  /** Who is signed in. */
  admin(): Actor;
  add(name: string): Promise<number>;
  people(): Promise<string[]>;
  numberOf(id: number): Promise<string>;
}

/** Only passed on to the dialogs, which here need no window. */
const noWindow = {} as WebContents;

/** A laptop over a profile; one made in a hook is closed by it, others close with their test. */
export function laptopAt(
  profile: string,
  given: { reached?: (step: string) => void; inHook?: true; ears?: Partial<StoreEars> } = {},
): Laptop {
  const { reached, inHook, ears } = given;
  const folder = dataFolder(profile);
  mkdirSync(folder.root, { recursive: true });
  let time = testNow;
  let picked: string | null = null;
  const troubles: string[] = [];
  const warned: (readonly string[])[] = [];
  const now = (): number => time;
  const trouble = (cause: string): void => void troubles.push(cause);
  const open = (file: string, lock: Parameters<typeof StoreDesk.open>[0]['lock']) =>
    StoreDesk.open({
      file,
      lock,
      script: workerScript(),
      now,
      anchor: openLogAnchor({ file: folder.logAnchor, key: lock.logKey, now, trouble }),
      ears: {
        changed: () => undefined,
        progress: () => undefined,
        trouble,
        damaged: () => void sessions.harmed(),
        ...ears,
      },
    });
  const sessions: Sessions = new Sessions({ folder, now, monotonic: () => 0, pause: () => Promise.resolve(), open });
  const backups = new BackupDesk({
    sessions,
    folder,
    now,
    version: '1.2.3',
    ...(reached ? { reached } : {}),
    openCopy: (file, lock) =>
      StoreDesk.open({
        file,
        lock,
        script: workerScript(),
        ears: { changed: () => undefined, progress: () => undefined, trouble },
      }),
    dialogs: {
      openFile: () => Promise.resolve(picked),
      openFolder: () => Promise.resolve(picked),
      saveFile: () => Promise.resolve(picked),
    },
    tell: { warnings: (said) => void warned.push(said), progress: () => undefined },
    trouble,
  });
  if (!inHook) onTestFinished(() => sessions.close());
  const actor = (): Actor => {
    const signedIn = sessions.actor(here);
    if (!signedIn) throw new Error('nobody is signed in');
    return signedIn;
  };
  return {
    folder,
    sessions,
    backups,
    troubles,
    warned,
    pass: (hours) => void (time += hours * hour),
    now,
    pick: (file) => void (picked = file),
    admin: actor,
    from: () => ({ window: here, sender: noWindow, actor: sessions.actor(here) }),
    add: async (name) => {
      const store = await sessions.store();
      return ((await store.write('person.create', personForm({ name }), actor(), time)) as { id: number }).id;
    },
    people: async () => {
      const store = await sessions.store();
      const input = { sort: 'name', direction: 'asc', offset: 0, limit: 100 };
      const { rows } = (await store.read('person.list', input, actor(), time)) as { rows: { name: string }[] };
      return rows.map(({ name }) => name).toSorted();
    },
    numberOf: async (id) => {
      const store = await sessions.store();
      return ((await store.read('person.get', { id }, actor(), time)) as { number: string }).number;
    },
  };
}

/** A laptop on a copy of another's profile, as it lies on the disk. */
export function copyOf(from: DataFolder, profile: string): void {
  cpSync(from.root, path.join(profile, 'desk'), { recursive: true });
  sweepStaged(dataFolder(profile));
}

/** Puts a small disk in the place of a folder until the test is over. */
export function mount(folder: string, size: string): void {
  mountSmall(folder, size);
  onTestFinished(() => unmount(folder));
}
