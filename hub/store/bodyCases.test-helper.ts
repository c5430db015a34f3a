/** Conformance: bodies that are missing, damaged, withheld, folded or destroyed. */
import { describe, expect, it } from 'vitest';
import { request } from '../../shared/sync/exchange.ts';
import { consultation, laptop, person, pull as pullFrom, save } from '../../shared/sync/replica.test-helper.ts';
import type { Change } from '../../shared/sync/types.ts';
import {
  allOf,
  bodyOf,
  changedSpans,
  firstBodiesOnly,
  heldBy,
  now,
  pageTo,
  pull,
  push,
  spkiOf,
  stands,
  centre,
} from './place.test-helper.ts';
import type { Place } from './place.test-helper.ts';

const booth: Change = { op: 'put', type: 'booth', id: 'x', scope: 'fair', patch: { label: '7번' } };
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}`);

export function bodyCases(fresh: () => Promise<Place>): void {
  describe('허브가 내용을 맡을 때', () => {
    it('상한 내용은 받지 않은 것으로 치고, 다시 받으면 메운다', async () => {
      const { hub, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      save(a, [person('p', { name: '김철수' }), person('q', { name: '이영희' })]);
      const damaged = changedSpans(await pageTo(hub, a), (span) => ({
        ...span,
        sets: span.sets.map((set) => ({ ...set, bodies: [new Uint8Array(40), ...set.bodies.slice(1)] })),
      }));
      expect(await hub.take(damaged, 'a')).toMatchObject({ ok: true, sets: 1 });
      expect(await hub.holes(10)).toEqual([{ device: 'a', seq: 1, index: 0 }]);
      expect(await hub.counts()).toMatchObject({ holes: 1 });
      await pull(hub, b);
      expect([...b.table.keys()]).toEqual(['person/q']);
      const wrong = { device: 'a', seq: 1, index: 0, body: new Uint8Array(40) };
      const past = { ...wrong, index: 7 };
      const unknown = { ...wrong, device: 'z' };
      expect(await hub.take({ spans: [], fills: [wrong, past, unknown] }, 'a')).toMatchObject({ ok: true, fills: 0 });
      expect(await push(hub, a)).toMatchObject({ ok: true, sets: 0, fills: 1 });
      expect(await hub.holes(10)).toEqual([]);
      expect(await pull(hub, b)).toMatchObject({ ok: true, fills: 1 });
      expect(new Map(b.table)).toEqual(new Map(a.table));
      expect(await hub.check()).toEqual({ changes: 1, fault: null });
      await hub.close();
    });

    it('맡지 않은 범위의 내용은 주지 않고, 맡기면 준다', async () => {
      const { hub, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      save(a, [person('p', { name: '김철수' }), booth]);
      await push(hub, a);
      expect(await hub.setScopes('b', ['fair'])).toBe(true);
      expect((await hub.device('b'))?.scopes).toEqual(['fair']);
      await pull(hub, b);
      expect([...b.table.keys()]).toEqual(['booth/x']);
      expect(request(b.replica).holes).toHaveLength(1);
      expect(await pull(hub, b)).toMatchObject({ ok: true, sets: 0, fills: 0 });
      expect(await hub.setScopes('b', null)).toBe(true);
      expect(await pull(hub, b)).toMatchObject({ ok: true, fills: 1 });
      expect(b.table.has('person/p')).toBe(true);
      expect(await hub.setScopes('z', null)).toBe(false);
      await hub.close();
    });

    it('접은 내용은 접었다고 전한다', async () => {
      const { hub, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      save(a, [person('p', { name: '김철수' })]);
      const folded = changedSpans(allOf(a), (span) => ({
        ...span,
        sets: span.sets.map((set) => ({ ...set, bodies: ['folded' as const] })),
      }));
      expect(await hub.take(folded, 'a')).toMatchObject({ ok: true });
      expect(await hub.holes(10)).toEqual([]);
      await pull(hub, b);
      expect(b.replica.storage.partsIn('folded')).toHaveLength(1);
      await hub.close();
    });

    it('파기하면 있던 내용도, 뒤에 오는 내용도 남지 않고 사슬은 그대로 맞다', async () => {
      const { hub, place, laptops } = await centre(fresh, 'a', 'b', 'c');
      const [a, b, c] = laptops;
      save(a, [person('p', { name: '김철수' }), person('q', { name: '이영희' })]);
      await push(hub, a);
      await pull(hub, b);
      const doomed = bodyOf(a, 1);
      expect(await stands(place, doomed)).toBe(true);
      save(b, [consultation('k', 'p')]);
      save(a, [{ op: 'erase', subjects: ['p'] }]);
      expect(await push(hub, a)).toMatchObject({ ok: true, sets: 1 });
      expect(await stands(place, doomed)).toBe(false);
      const late = bodyOf(b, 1);
      expect(await push(hub, b)).toMatchObject({ ok: true, sets: 1 });
      expect(await stands(place, late)).toBe(false);
      expect(await hub.counts()).toMatchObject({ erased: 1, holes: 0 });
      expect(await hub.check()).toEqual({ changes: 3, fault: null });
      await heldBy(hub, c);
      expect([...c.table.keys()]).toEqual(['person/q']);
      expect(c.replica.storage.partsIn('erased')).toHaveLength(2);
      expect(await hub.erasures()).toEqual([{ subject: 'p', order: { device: 'a', seq: 2 }, at: now }]);
      await hub.close();
    });

    it('만든 것과 파기한 것이 한 쪽에 와도 내용은 들어가지 않고, 메우는 내용도 되살리지 않는다', async () => {
      const { hub, place, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      save(a, [person('p', { name: '김철수' }), person('q', { name: '이영희' })]);
      const bodies = [bodyOf(a, 1, 0), bodyOf(a, 1, 1)];
      const bare = firstBodiesOnly(allOf(a));
      await hub.take(bare, 'a');
      expect(await hub.holes(10)).toEqual([{ device: 'a', seq: 1, index: 1 }]);
      save(a, [{ op: 'erase', subjects: ['p'] }]);
      const page = await pageTo(hub, a);
      expect(page.fills).toHaveLength(1);
      expect(await hub.take(page, 'a')).toMatchObject({ ok: true, sets: 1, fills: 1 });
      expect(await Promise.all(bodies.map((body) => stands(place, body)))).toEqual([false, true]);
      const again = bodies.map((body, index) => ({ device: 'a', seq: 1, index, body }));
      expect(await hub.take({ spans: [], fills: again }, 'a')).toMatchObject({ ok: true, fills: 0 });
      await heldBy(hub, b);
      expect([...b.table.keys()]).toEqual(['person/q']);
      await hub.close();
    });

    it('합친 사람의 한쪽을 파기하면 합침의 내용도 없어진다', async () => {
      const { hub, place, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      save(a, [person('p', { name: '김철수', phone: '1' }), person('q', { name: '김철수' })]);
      save(a, [{ op: 'alias', type: 'person', from: 'p', to: 'q', patch: { phone: '1' } }]);
      await push(hub, a);
      await pull(hub, b);
      const merge = bodyOf(a, 2);
      save(b, [{ op: 'erase', subjects: ['p'] }]);
      await push(hub, b);
      expect(await stands(place, merge)).toBe(false);
      await pull(hub, a);
      expect([...a.table.keys()]).toEqual(['person/q']);
      await hub.close();
    });

    it('이백 명이 넘는 파기는 허브를 맡은 사람이 동의해야 받는다', async () => {
      const { hub, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      const [few, many] = [ids(200), ids(401).slice(200)];
      save(
        a,
        ids(401).map((id) => person(id, { name: '김철수' })),
      );
      await push(hub, a);
      save(a, [{ op: 'erase', subjects: few }]);
      expect(await push(hub, a)).toMatchObject({ ok: true });
      expect(await hub.alarms()).toEqual([]);
      save(a, [{ op: 'erase', subjects: many }]);
      for (let time = 0; time < 2; time += 1)
        expect(await push(hub, a)).toEqual({ ok: false, reason: 'erasure', device: 'a', rows: 201 });
      expect(await hub.alarms()).toMatchObject([{ kind: 'erasure', device: 'a', seq: 3, rows: 201, times: 2 }]);
      expect(await hub.counts()).toMatchObject({ sets: 2, erased: 200 });
      expect(await hub.settle(1, now)).toBe(true);
      expect(await push(hub, a)).toMatchObject({ ok: true, sets: 1 });
      expect(await hub.counts()).toMatchObject({ sets: 3, erased: 401, openAlarms: 0 });
      await heldBy(hub, b);
      expect(b.table.size).toBe(0);
      await hub.close();
    });

    it('이미 파기한 사람을 다시 파기하는 것은 세지 않는다', async () => {
      const { hub, keys, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      const c = laptop('c', keys);
      save(c, [{ op: 'erase', subjects: ids(150) }]);
      save(a, [{ op: 'erase', subjects: ids(150) }]);
      await push(hub, a);
      await hub.introduce([{ device: 'c', signKey: spkiOf(keys, 'c') }], 'a');
      save(b, [{ op: 'erase', subjects: ids(250).slice(100) }]);
      pullFrom(b, c);
      save(b, [{ op: 'erase', subjects: ids(201).slice(190) }]);
      expect(await push(hub, b)).toMatchObject({ ok: true, sets: 3 });
      expect(await hub.counts()).toMatchObject({ erased: 250, openAlarms: 0 });
      await hub.close();
    });
  });
}
