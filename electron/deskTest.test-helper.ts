import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Changed } from '../shared/contract/index.ts';
import type { PersonInput } from '../shared/model/person.ts';
import { emptyPerson } from '../shared/model/person.ts';
import type { Problem } from '../shared/model/problem.ts';
import { Refusal } from '../shared/model/problem.ts';
import type { Actor } from '../shared/model/role.ts';
import type { StoreLock } from './store/connection.ts';
import { StoreDesk } from './store/desk.ts';
import { workerScript } from './workerScript.test-helper.ts';

/** Noon of 22 November 2026 in Seoul: the day on which tests of the desk play. */
export const testNow = Date.UTC(2026, 10, 22, 3, 0);

export interface TestDesk {
  readonly desk: StoreDesk;
  readonly actor: Actor;
  readonly folder: string;
  readonly file: string;
  readonly lock: StoreLock;
  readonly changes: Changed[];
  readonly troubles: string[];
}

/** Stands in the log where the program itself makes the first accounts. */
export const setUp: Actor = { userId: 0, name: '설치', role: 'admin' };

/** A folder that goes away with the test. */
export function testFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A real encrypted store with its three workers and one 상담사, closed at the end of the test. */
export async function openTestDesk(given: { folder?: string; lock?: StoreLock } = {}): Promise<TestDesk> {
  const folder = given.folder ?? testFolder();
  const file = path.join(folder, 'store.db');
  const lock = given.lock ?? { cipher: 'sqlcipher' as const, key: randomBytes(32), logKey: randomBytes(32) };
  const changes: Changed[] = [];
  const troubles: string[] = [];
  const desk = await StoreDesk.open({
    file,
    lock,
    script: workerScript(),
    ears: {
      changed: (changed) => changes.push(changed),
      progress: () => undefined,
      trouble: (cause) => troubles.push(cause),
    },
  });
  onTestFinished(() => desk.close());
  const actor = (await desk.job('writer', 'staff.first', { loginId: 'test', name: '이상담' }, setUp, testNow)) as Actor;
  return { desk, actor, folder, file, lock, changes, troubles };
}

/** A form that can be saved, with what the test is about on top. */
export function personForm(over: Partial<PersonInput> = {}): PersonInput {
  return { ...emptyPerson, name: '홍길동', mobile: '010-1234-5678', inflow: '01', ...over };
}

/** The problem with which something is refused; throws where it is not. */
export async function problemOfRun(run: Promise<unknown>): Promise<Problem> {
  const error = await run.then(
    () => 'done',
    (thrown: unknown) => thrown,
  );
  if (error instanceof Refusal) return error.problem;
  throw new Error('Not refused', { cause: error });
}

/** The code with which something is refused; throws where it is not. */
export async function codeOf(run: Promise<unknown>): Promise<string> {
  return (await problemOfRun(run)).code;
}
