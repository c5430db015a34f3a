import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from './memory.ts';
import { inCausalOrder } from './replica.ts';
import type { StoredSet } from './storage.ts';

/** For each device the Lamport counts of its sets, growing as they do in a log. */
const logs = fc.uniqueArray(fc.record({ device: fc.string({ minLength: 1, maxLength: 3 }), steps: fc.nat(700) }), {
  selector: ({ device }) => device,
  maxLength: 4,
});

describe('기록을 처음부터 다시 읽을 때', () => {
  it('쓴 사람이 본 것이 언제나 먼저 오고, 하나도 빠지거나 거듭되지 않는다', () => {
    fc.assert(
      fc.property(logs, fc.integer({ min: 1, max: 5 }), (list, stride) => {
        const storage = memoryStorage();
        const all: StoredSet[] = [];
        storage.transact(() => {
          list.forEach(({ device, steps }, index) => {
            for (let seq = 1; seq <= steps; seq++) {
              const set = { device, seq, lamport: seq * stride + index, header: new Uint8Array(), parts: [] };
              storage.addSet(set);
              all.push(set);
            }
            const last = { device, seq: steps, hash: new Uint8Array(), known: new Map(), looseSets: 0, looseBytes: 0 };
            storage.saveStream(last);
          });
        });
        const wanted = all.sort((a, b) => a.lamport - b.lamport || (a.device < b.device ? -1 : 1));
        expect([...inCausalOrder(storage)]).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });
});
