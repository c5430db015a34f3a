import { randomBytes } from 'node:crypto';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import type { Actor } from '../../shared/model/role.ts';
import { pageFor, receive, request } from '../../shared/sync/exchange.ts';
import { personForm, setUp, testNow } from '../deskTest.test-helper.ts';
import type { Engine, ReadableStore, WritableStore } from '../store/store.ts';
import { createConsultation } from './consultation.ts';
import { ensureDevice } from './device.ts';
import { carryOutErasure } from './erasure.ts';
import { createPerson } from './person.ts';
import { addStaff } from './staff.ts';
import { openTestEngine } from './testCentre.test-helper.ts';

/** A real encrypted store with a 관리자 and two people, one of whom has talked. */
export function erasureCentre(scopeKey = randomBytes(32), mobile = '010-2222-3333') {
  const engine = openTestEngine(scopeKey);
  let now = testNow;
  const read = <T>(run: (store: ReadableStore) => T): T => run(engine.readable(now));
  const write = <T>(run: (store: WritableStore) => T, actor: Actor = setUp): T =>
    engine.transact(actor, (now += 60_000), run).value;
  write((store) => ensureDevice(store));
  const admin = write((store) => addStaff(store, setUp, { loginId: 'gwanri', name: '최관리', role: 'admin' }));
  const { id } = write((store) => createPerson(store, admin, personForm({ name: '김파기', mobile })));
  const other = write((store) =>
    createPerson(store, admin, personForm({ name: '박남음', mobile: '010-4444-5555' })),
  ).id;
  const talk = { ...emptyConsultation, day: '2026-05-04', time: '10:00', method: '01', type: '01' };
  for (const [personId, content] of [
    [id, '파기할 이야기'],
    [other, '남을 이야기'],
  ] as const)
    write((store) => createConsultation(store, admin, { personId, consultation: { ...talk, content } }), admin);
  const number = read((store) => store.need('person', id).number);
  return {
    engine,
    admin,
    id,
    other,
    number,
    read,
    write,
    later: (ms: number) => (now += ms),
    erase: (typed = number) =>
      write(
        (store) =>
          carryOutErasure(store, admin, {
            ids: [id],
            values: { reason: '03', note: '전화로 철회', notResident: '', number: typed },
          }),
        admin,
      ),
  };
}

/** One laptop hears all that another has, once. */
export function meet(to: Engine, from: Engine) {
  // The two were not enrolled with one another: what they seal is taken as genuine here.
  const trusting = { ...to.replica, suite: { ...to.replica.suite, verify: () => true } };
  const page = pageFor(from.replica, request(to.replica), () => true);
  return to.db.transaction(() => receive(trusting, page))();
}
