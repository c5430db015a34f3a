// A laptop that was lent less passes on what it cannot read without its bodies, and may be at the hub before who has them.
import { expect, onTestFinished, test } from 'vitest';
import { pageFor } from '../../shared/sync/exchange.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { includesAll } from '../../shared/sync/vector.ts';
import { askOf, enrol, openAt, openHub, place, startEnd } from '../../test/fault/syncEnd.ts';
import { personForm, setUp, testFolder, testNow } from '../deskTest.test-helper.ts';
import { createPerson } from '../desk/person.ts';
import { addStaff } from '../desk/staff.ts';

const soon = { timeout: 40_000 } as const;

/** A laptop with somebody, which the hub knows, and the hub. */
async function office() {
  const hub = await openHub(testFolder());
  onTestFinished(() => hub.close());
  const at = place(testFolder(), 'store');
  const engine = openAt(at);
  onTestFinished(() => engine.close());
  const { value: actor } = engine.transact(setUp, testNow, (store) =>
    addStaff(store, setUp, { loginId: 'a', name: '이상담', role: 'admin' }),
  );
  const ask = askOf(engine, at.lock);
  await enrol(ask, hub);
  let mobile = 10_000_000;
  return {
    hub,
    ask,
    add: (count: number): void => {
      for (let n = 0; n < count; n += 1)
        engine.transact(actor, testNow, (store) =>
          createPerson(store, actor, personForm({ name: '홍길동', mobile: `010${String((mobile += 1))}` })),
        );
    },
    holes: async () => (await hub.store.counts()).holes,
    isAllThere: async () => includesAll(await hub.store.vector(), vectorOf(engine.replica.storage)),
    /** Brings the hub all there is without a single body. */
    passOn: async (): Promise<void> => {
      await hub.store.introduce(await ask('sync.introductions', null), engine.replica.device);
      for (;;) {
        const page = pageFor(engine.replica, { vector: await hub.store.vector(), holes: [] }, () => false);
        if (page.spans.length === 0) return;
        expect(await hub.store.take(page, engine.replica.device)).toMatchObject({ ok: true });
      }
    },
  };
}

test('허브가 내용 없이 먼저 받은 것은, 천 건이 넘어도 가진 노트북이 이어지면 다 메운다', async () => {
  const { hub, ask, add, holes, passOn } = await office();
  add(1100);
  await passOn();
  expect(await holes()).toBeGreaterThan(1100);
  expect((await hub.store.holes(5000)).length).toBe(await holes());
  const link = startEnd(ask);
  onTestFinished(() => link.stop());
  await expect.poll(holes, soon).toBe(0);
});

test('이어져 있는 동안 다른 노트북이 내용 없이 먼저 올려도, 끊지 않고 내용을 메운다', async () => {
  const { ask, add, holes, passOn, isAllThere } = await office();
  const link = startEnd(ask);
  onTestFinished(() => link.stop());
  await expect.poll(isAllThere, soon).toBe(true);
  expect(await holes()).toBe(0);
  add(3);
  await passOn();
  expect(await holes()).toBeGreaterThanOrEqual(3);
  link.wake('saved');
  await expect.poll(holes, soon).toBe(0);
});
