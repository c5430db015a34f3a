import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { ConsultationInput } from '../../shared/model/consultation.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import { Refusal } from '../../shared/model/problem.ts';
import type { Actor, Role } from '../../shared/model/role.ts';
import { personForm, testFolder, testNow } from '../deskTest.test-helper.ts';
import { openEngine } from '../store/open.ts';
import { SearchIndex } from '../store/searchIndex.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { restrictPerson } from './caseload.ts';
import { createConsultation } from './consultation.ts';
import { createPerson } from './person.ts';
import { addStaff } from './staff.ts';

export const setUp: Actor = { userId: 0, name: '설치', role: 'admin' };
export const everyRow = { offset: 0, limit: 200 };
export const byName = { sort: 'name', direction: 'asc', ...everyRow } as const;
export const byDay = { sort: 'day', direction: 'desc', ...everyRow } as const;
export const reason = '가정폭력 피해로 사는 곳을 알리지 않기로 하였습니다.';

/** A real encrypted store with one account of each role and a second 상담사. */
export function openCentre() {
  const lock = { cipher: 'sqlcipher' as const, key: randomBytes(32), logKey: randomBytes(32) };
  const engine = openEngine(path.join(testFolder(), 'store.db'), lock, 'readwrite');
  onTestFinished(() => engine.close());
  const index = new SearchIndex(engine);
  const account = (loginId: string, role: Role): Actor =>
    engine.transact(setUp, testNow, (store) => addStaff(store, setUp, { loginId, name: loginId, role })).value;
  const who = {
    admin: account('gwanri', 'admin'),
    han: account('han', 'counsellor'),
    oh: account('oh', 'counsellor'),
    company: account('giup', 'companySupport'),
    viewer: account('johoe', 'viewer'),
    fair: account('bakram', 'fairDesk'),
  };
  let now = testNow;
  return {
    ...who,
    engine,
    index,
    /** Reads as a screen of this actor would. */
    read: <T>(run: (store: ReadableStore) => T): T => run(engine.readable(now, index)),
    write: <T>(actor: Actor, run: (store: WritableStore) => T): T => {
      const { value, touched } = engine.transact(actor, (now += 1000), run);
      index.refresh(touched);
      return value;
    },
  };
}
export type Centre = ReturnType<typeof openCentre>;

export function intake(centre: Centre, actor: Actor, over: Parameters<typeof personForm>[0] = {}): number {
  return centre.write(actor, (store) => createPerson(store, actor, personForm(over)).id);
}

export function talk(centre: Centre, actor: Actor, personId: number, over: Partial<ConsultationInput> = {}): number {
  const base = { ...emptyConsultation, day: '2026-11-20', time: '10:00', method: '02', type: '01', content: '전화함.' };
  return centre.write(
    actor,
    (store) => createConsultation(store, actor, { personId, consultation: { ...base, ...over } }).id,
  );
}

export function restrict(centre: Centre, actor: Actor, id: number, restricted = true): void {
  centre.write(actor, (store) => restrictPerson(store, actor, { id, restricted, reason }));
}

export function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.problem.code;
    throw error;
  }
  return '';
}
