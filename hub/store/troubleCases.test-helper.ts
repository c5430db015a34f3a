/** Conformance: several hubs on one database, deaths between two steps, lost connections, news. */
import { describe, expect, it } from 'vitest';
import {
  consultation,
  keyring,
  laptop,
  person,
  pull as pullFrom,
  save,
  type Laptop,
} from '../../shared/sync/replica.test-helper.ts';
import type { HubStore } from './hubStore.ts';
import {
  allOf,
  bodyOf,
  enrolled,
  firstBodiesOnly,
  heldBy,
  now,
  openHub,
  pageTo,
  pull,
  push,
  spkiOf,
  stands,
  centre,
} from './place.test-helper.ts';
import type { Place } from './place.test-helper.ts';
import type { Database, Script } from './script.ts';
import { hubStore } from './store.ts';

class Killed extends Error {}

/** The hub's process dies before its nth step, or (at 0) after the commit and before the answer. */
function dying(database: Database, fuse: { left: number }): Database {
  function* fused<T>(script: Script<T>): Script<T> {
    let next = script.next([]);
    while (next.done !== true) {
      if (--fuse.left === 0) throw new Killed();
      next = script.next(yield next.value);
    }
    if (--fuse.left === 0) throw new Killed();
    return next.value;
  }
  return {
    ...database,
    async write(script) {
      const result = await database.write(() => fused(script()));
      if (--fuse.left === 0) throw new Killed();
      return result;
    },
  };
}

/** Several laptops push through two hubs at once until both hubs have all. */
async function pushAll(hubs: readonly [HubStore, HubStore], laptops: readonly Laptop[]): Promise<void> {
  await Promise.all(
    laptops.map(async (one, index) => {
      const hub = hubs[index % 2 === 0 ? 0 : 1];
      for (let tries = 0; tries < 50; tries += 1) {
        const receipt = await push(hub, one);
        if (receipt.ok && receipt.sets === 0) return;
        if (!receipt.ok && !['busy', 'notReady', 'gap'].includes(receipt.reason)) throw new Error(receipt.reason);
      }
      throw new Error(`${one.replica.device} could not push`);
    }),
  );
}

export function troubleCases(fresh: () => Promise<Place>): void {
  describe('허브가 여럿이거나 도중에 죽을 때', () => {
    it('두 허브가 여러 흐름과 같은 흐름을 동시에 받아도 하나도 잃지 않는다', async () => {
      const keys = keyring();
      const place = await fresh();
      const hubs = [await openHub(place), await openHub(place)] as const;
      const laptops = await enrolled(hubs[0], keys, 'a', 'b', 'c', 'd');
      const [a, b, c, d] = laptops;
      for (let round = 0; round < 4; round += 1) {
        for (const { replica } of laptops)
          save({ ...a, replica }, [person(`${replica.device}${round}`, { name: '김철수' })]);
        // Relays: both bring the streams of the others too, and through different hubs.
        pullFrom(b, a);
        pullFrom(c, a);
        pullFrom(d, c);
        await pushAll(hubs, laptops);
      }
      expect(await hubs[0].vector()).toEqual(new Map(laptops.map(({ replica }) => [replica.device, 4])));
      expect(await hubs[1].check()).toEqual({ changes: 16, fault: null });
      expect(await hubs[0].alarms()).toEqual([]);
      const reader = laptop('a', keys);
      await heldBy(hubs[1], reader);
      expect(reader.table.size).toBe(16);
      await Promise.all(hubs.map((hub) => hub.close()));
    });

    it('한 쪽을 두 허브에 동시에 보내면 한 번만 받는다', async () => {
      const keys = keyring();
      const place = await fresh();
      const [one, two] = [await openHub(place), await openHub(place)];
      const [a] = await enrolled(one, keys, 'a');
      for (let round = 0; round < 5; round += 1) {
        save(a, [person(`p${round}`, { name: '김철수' })]);
        const page = await pageTo(one, a);
        const receipts = await Promise.all([one.take(page, 'a'), two.take(page, 'a'), one.take(page, 'a')]);
        expect(receipts.map((receipt) => String(receipt.ok ? receipt.sets : receipt.reason)).sort()).toEqual([
          '0',
          '0',
          '1',
        ]);
      }
      expect(await two.check()).toEqual({ changes: 5, fault: null });
      await Promise.all([one.close(), two.close()]);
    });

    it('파기와 그 사람의 새 내용이 두 허브에 동시에 와도 내용은 남지 않는다', async () => {
      const keys = keyring();
      const place = await fresh();
      const [one, two] = [await openHub(place), await openHub(place)];
      const [a, b] = await enrolled(one, keys, 'a', 'b');
      for (let round = 0; round < 6; round += 1) {
        const id = `p${round}`;
        save(a, [person(id, { name: '김철수' })]);
        await push(one, a);
        await pull(one, b);
        const seq = save(b, [consultation(`k${round}`, id)]).seq;
        save(a, [{ op: 'erase', subjects: [id] }]);
        const [left, right] = [await pageTo(one, a), await pageTo(two, b)];
        await Promise.all([one.take(left, 'a'), two.take(right, 'b')]);
        expect(await stands(place, bodyOf(b, seq))).toBe(false);
        await pull(one, b);
        await pull(one, a);
      }
      expect(await one.counts()).toMatchObject({ erased: 6, holes: 0 });
      await Promise.all([one.close(), two.close()]);
    });

    it('어느 걸음에서 죽어도 쪽을 다 가졌거나 아무것도 갖지 않았고, 다시 보내면 다 가진다', async () => {
      const { hub, place, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      save(a, [person('p', { name: '김철수' }), person('q', { name: '이영희' })]);
      await hub.take(firstBodiesOnly(allOf(a)), 'a');
      let died = 0;
      for (let step = 1; ; step += 1) {
        const id = `p${step}`;
        save(a, [person(id, { name: '박민수' })]);
        await push(hub, a);
        save(a, [{ op: 'erase', subjects: [id] }]);
        save(b, [person(`b${step}`, { name: '최지우' })]);
        pullFrom(a, b);
        const fuse = { left: step };
        const database = dying(await place.connect(), fuse);
        const mortal = hubStore(database, { clock: () => now });
        const before = await hub.vector();
        const page = await pageTo(hub, a);
        const after = new Map([
          ...before,
          ...page.spans.map(({ device, from, sets }) => [device, from + sets.length - 1] as const),
        ]);
        const ended = await mortal.take(page, 'a').catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
          return undefined;
        });
        await database.close();
        expect([before, after]).toContainEqual(await hub.vector());
        expect((await hub.check()).fault).toBeNull();
        expect(await push(hub, a)).toMatchObject({ ok: true });
        expect(await hub.vector()).toEqual(after);
        if (ended !== undefined) break;
        died += 1;
      }
      expect(died).toBeGreaterThan(10);
      expect(await hub.holes(10)).toEqual([]);
      await hub.close();
    });

    it('새것이 오면 기다리던 이에게 알린다', async () => {
      const { hub, keys, laptops } = await centre(fresh, 'a');
      const [a] = laptops;
      let told = 0;
      const stop = hub.onNews(() => (told += 1));
      save(a, [person('p', { name: '김철수' })]);
      const page = await pageTo(hub, a);
      await hub.take(page, 'a');
      expect(told).toBeGreaterThanOrEqual(1);
      await hub.introduce([{ device: 'z', signKey: spkiOf(keys, 'z') }], 'a');
      stop();
      const before = told;
      save(a, [person('q', { name: '이영희' })]);
      await push(hub, a);
      expect(told).toBe(before);
      await hub.close();
    });
  });
}
