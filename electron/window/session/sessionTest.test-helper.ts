import { mkdirSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import type { SessionState } from '../../../shared/contract/session.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { testFolder, testNow } from '../../deskTest.test-helper.ts';
import { StoreDesk } from '../../store/desk.ts';
import type { DataFolder } from '../dataFolder.ts';
import { dataFolder } from '../dataFolder.ts';
import { RecoveryDesk } from './recoveryDesk.ts';
import { Sessions } from './session.ts';
import type { SessionsOptions } from './session.ts';
import { StaffDesk } from './staffDesk.ts';
import { workerScript } from '../../workerScript.test-helper.ts';

/** A password that costs a test next to nothing. */
export const cheap = { N: 2 ** 4, r: 1, p: 1 } as const;

export const firstRun: Input<'session.setUp'> = {
  centre: '인천뿌리산업일자리센터',
  operator: '인천테크노파크',
  name: '이관리',
  loginId: 'admin',
  password: 'bburi-2026!',
  again: 'bburi-2026!',
  place: 'office',
};
export const adminLogin = { loginId: firstRun.loginId, password: firstRun.password };

/** The two clocks of a laptop, both moved by the test. */
interface TestClocks {
  wall: number;
  monotonic: number;
  /** Time goes by as it should. */
  pass(minutes: number): void;
}

export interface TestCentre {
  readonly sessions: Sessions;
  readonly staff: StaffDesk;
  readonly recovery: RecoveryDesk;
  readonly folder: DataFolder;
  readonly clocks: TestClocks;
  /** What main has told its windows. */
  readonly told: { window: number; state: SessionState }[];
  /** How long wrong passwords were made to wait, ms. */
  readonly pauses: number[];
  /** The same data folder in a program that was started anew. */
  again(): Promise<TestCentre>;
}

export const openRealStore: SessionsOptions['open'] = (file, lock) =>
  StoreDesk.open({
    file,
    lock,
    script: workerScript(),
    ears: { changed: () => undefined, progress: () => undefined, trouble: () => undefined },
  });

/** Sessions, accounts and recovery over a real encrypted store; closed at the end of the test. */
export function testCentre(folder = dataFolder(testFolder()), open = openRealStore): TestCentre {
  mkdirSync(folder.root, { recursive: true });
  const clocks: TestClocks = {
    wall: testNow,
    monotonic: 1000,
    pass(minutes) {
      clocks.wall += minutes * 60_000;
      clocks.monotonic += minutes * 60_000;
    },
  };
  const told: TestCentre['told'] = [];
  const pauses: number[] = [];
  const now = (): number => clocks.wall;
  const sessions = new Sessions({
    folder,
    now,
    monotonic: () => clocks.monotonic,
    cost: cheap,
    pause: async (ms) => void pauses.push(ms),
    tell: (window, state) => told.push({ window, state }),
    open,
  });
  onTestFinished(() => sessions.close());
  let seed = 1;
  const random = (length: number): Uint8Array =>
    Uint8Array.from({ length }, () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) >> 16);
  return {
    sessions,
    staff: new StaffDesk({ sessions, now, random }),
    recovery: new RecoveryDesk({ sessions, folder, now }),
    folder,
    clocks,
    told,
    pauses,
    async again() {
      await sessions.close();
      return testCentre(folder, open);
    },
  };
}

/** A centre whose 관리자 has come in at window 1. */
export async function openedCentre(): Promise<TestCentre & { admin: Actor; recoveryKey: string }> {
  const centre = testCentre();
  const { recoveryKey } = await centre.sessions.setUp(1, firstRun);
  return { ...centre, admin: actorAt(centre, 1), recoveryKey };
}

export function actorAt({ sessions }: Pick<TestCentre, 'sessions'>, window: number): Actor {
  const actor = sessions.actor(window);
  if (!actor) throw new Error(`Nobody at window ${window}.`);
  return actor;
}

/** Makes an account and gives it a password of its own, as its owner does at the first sign-in. */
export async function addAccount(
  { sessions, staff }: Pick<TestCentre, 'sessions' | 'staff'>,
  admin: Actor,
  account: { loginId: string; name: string; role: string; endsOn?: string; password: string },
): Promise<number> {
  const { loginId, name, role, endsOn = '', password } = account;
  const made = await staff.create({ loginId, name, role: role as Actor['role'], endsOn }, admin);
  const window = 900;
  await sessions.signIn(window, { loginId, password: made.password });
  await sessions.own.changePassword(window, { current: made.password, password, again: password });
  await sessions.signOut(window);
  return made.id;
}

/** Act and detail of every line of the access log about staff, oldest first. */
export async function staffLines({ folder, sessions }: TestCentre): Promise<{ act: string; detail: unknown }[]> {
  const { lock } = sessions.keeper.keys();
  const { connect } = await import('../../store/connection.ts');
  const db = connect(folder.store, lock, 'readonly');
  try {
    const sql = `SELECT act, detail FROM access_log WHERE record_type IN ('staff', 'vault', 'device') ORDER BY seq`;
    return (db.prepare(sql).all() as { act: string; detail: string | null }[]).map(({ act, detail }) => ({
      act,
      detail: detail === null ? null : (JSON.parse(detail) as unknown),
    }));
  } finally {
    db.close();
  }
}
