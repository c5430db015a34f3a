/** Conformance: whatever goes through the hub, in whatever order, laptops end as if they had met each other. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../shared/sync/exchange.ts';
import type { PushReceipt } from '../../shared/sync/peer.ts';
import {
  consultation,
  keyring,
  laptop,
  person,
  pull as pullFrom,
  save,
  type Laptop,
} from '../../shared/sync/replica.test-helper.ts';
import { LIMITS } from '../../shared/sync/types.ts';
import { enrolled, heldBy, openHub, pageTo, pull, push, centre } from './place.test-helper.ts';
import type { Place } from './place.test-helper.ts';

/** Small, so that pages, spans and keyframes end often; the same for hub and laptops. */
const small = { ...LIMITS, pageSets: 5, pageBytes: 3000, spanSets: 3, keyframe: 4 };

type Step = {
  readonly who: number;
  readonly what: 'write' | 'child' | 'erase' | 'push' | 'pull' | 'meet';
  readonly which: number;
};

const steps = fc.array(
  fc.record<Step>({
    who: fc.nat(4),
    what: fc.constantFrom('write', 'write', 'write', 'child', 'erase', 'push', 'push', 'pull', 'meet'),
    which: fc.nat(5),
  }),
  { minLength: 10, maxLength: 60 },
);

/** Does a step at a laptop, if it can be done there. */
function write(at: Laptop, { what, which }: Step, serial: number): void {
  const id = `p${which}`;
  if (at.replica.storage.isErased(id)) return;
  const isHere = at.replica.storage.record('person', id) !== undefined;
  if (what === 'write') save(at, [person(id, { phone: `010-${serial}`, memo: at.replica.device })]);
  else if (what === 'child' && isHere) save(at, [consultation(`k${serial}`, id)]);
  else if (what === 'erase' && isHere && serial % 3 === 0) save(at, [{ op: 'erase', subjects: [id] }]);
}

const tableOf = ({ table }: Laptop): readonly unknown[] => [...table.entries()].sort(([a], [b]) => (a < b ? -1 : 1));

export function convergenceCases(fresh: () => Promise<Place>): void {
  describe('노트북들이 허브를 사이에 둘 때', () => {
    it('아무 순서로 올리고 받아도 서로 직접 주고받은 것과 같아진다', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 3, max: 5 }), steps, async (count, script) => {
          const keys = keyring();
          const hub = await openHub(await fresh(), small);
          const names = ['a', 'b', 'c', 'd', 'e'].slice(0, count);
          const laptops = (await enrolled(hub, keys, ...names)).map((one) => withLimits(one));
          let serial = 0;
          for (const step of script) {
            const one = laptops[step.who % count];
            const other = laptops[(step.who + 1 + (step.which % (count - 1))) % count];
            if (one === undefined || other === undefined) continue;
            serial += 1;
            if (step.what === 'push') must(await push(hub, one));
            else if (step.what === 'pull') must(await pull(hub, one));
            else if (step.what === 'meet') must(pullFrom(one, other, true));
            else write(one, step, serial);
          }
          const direct = withLimits(laptop('direct', keys));
          for (const one of laptops) {
            for (let page = await pageTo(hub, one); page.spans.length > 0; page = await pageTo(hub, one))
              must(await hub.take(page, one.replica.device));
            while (must(pullFrom(direct, one, true)) > 0) continue;
          }
          for (const one of laptops) await heldBy(hub, one);
          for (const one of laptops) expect(tableOf(one)).toEqual(tableOf(direct));
          expect((await hub.check()).fault).toBeNull();
          expect(await hub.holes(10)).toEqual([]);
          await hub.close();
        }),
        { numRuns: 12 },
      );
    });

    it('데이터베이스를 다 읽어도 이름도 전화번호도 없다', async () => {
      const { hub, place, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      const secrets = ['김철수', '이영희', '010-2345-6789', '인천광역시 남동구', '허리 디스크'];
      save(a, [person('p', { name: '김철수', phone: '010-2345-6789', memo: '인천광역시 남동구' })]);
      save(a, [{ op: 'put', type: 'consultation', id: 'k', patch: { person: 'p', text: '허리 디스크' } }]);
      save(a, [person('q', { name: '이영희' })]);
      await push(hub, a);
      await heldBy(hub, b);
      expect(tableOf(b)).toEqual(tableOf(a));
      const dump = await place.dump();
      const told = JSON.stringify(tableOf(b));
      for (const secret of secrets) {
        expect(told).toContain(secret);
        expect(dump.includes(secret), secret).toBe(false);
      }
      // The reading itself works: what is in the open is found.
      for (const open of ['2층 상담 창구', '"centre"']) expect(dump.includes(open), open).toBe(true);
      await hub.close();
    });
  });
}

/** How much a receipt tells of; a refusal is a failure. */
function must(receipt: PushReceipt | Receipt): number {
  if (!receipt.ok) throw new Error(`${receipt.reason} of ${receipt.device}`);
  return receipt.sets + receipt.fills;
}

function withLimits(one: Laptop): Laptop {
  return { ...one, replica: { ...one.replica, limits: small } };
}
