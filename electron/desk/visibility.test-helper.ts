import type { ConsultationInput } from '../../shared/model/consultation.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import type { Actor } from '../../shared/model/role.ts';
import { personForm, testNow } from '../deskTest.test-helper.ts';
import { SearchIndex } from '../store/searchIndex.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { restrictPerson } from './caseload.ts';
import { createConsultation } from './consultation.ts';
import { createPerson } from './person.ts';
import { accountsIn, openTestEngine } from './testCentre.test-helper.ts';

export { refusal } from './testCentre.test-helper.ts';

const everyRow = { offset: 0, limit: 200 };
export const byName = { sort: 'name', direction: 'asc', ...everyRow } as const;
export const byDay = { sort: 'day', direction: 'desc', ...everyRow } as const;
export const reason = '가정폭력 피해로 사는 곳을 알리지 않기로 하였습니다.';

/** A real encrypted store with one account of each role and a second 상담사. */
export function openCentre() {
  const engine = openTestEngine();
  const index = new SearchIndex(engine);
  const who = accountsIn(engine);
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
