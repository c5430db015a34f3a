import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { Refusal } from '../../shared/model/problem.ts';
import type { Actor, Role } from '../../shared/model/role.ts';
import { setUp, testFolder, testNow } from '../deskTest.test-helper.ts';
import { openEngine } from '../store/open.ts';
import type { Engine } from '../store/store.ts';
import { addStaff } from './staff.ts';

/**
 * A real encrypted store without its workers, closed at the end of the test. Laptops that are given the same `scopeKey`
 * are of one centre: each reads what the other has written.
 */
export function openTestEngine(scopeKey?: Uint8Array): Engine {
  const lock = { cipher: 'sqlcipher' as const, key: randomBytes(32), logKey: randomBytes(32) };
  const file = path.join(testFolder(), 'store.db');
  if (scopeKey) {
    const first = openEngine(file, lock, 'readwrite');
    first.sql('UPDATE scope_key SET key = ?').run(scopeKey);
    first.close();
  }
  const engine = openEngine(file, lock, 'readwrite');
  onTestFinished(() => engine.close());
  return engine;
}

/** One account of each role and a second 상담사. */
export function accountsIn(engine: Engine) {
  const account = (loginId: string, role: Role): Actor =>
    engine.transact(setUp, testNow, (store) => addStaff(store, setUp, { loginId, name: loginId, role })).value;
  return {
    admin: account('gwanri', 'admin'),
    han: account('han', 'counsellor'),
    oh: account('oh', 'counsellor'),
    company: account('giup', 'companySupport'),
    viewer: account('johoe', 'viewer'),
    fair: account('bakram', 'fairDesk'),
  };
}

/** The code with which something is refused at once; '' where it is not. What else is thrown goes on. */
export function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.problem.code;
    throw error;
  }
  return '';
}
