import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headsOf, mergePut, newRecord } from './merge.ts';
import { protocolRules } from './rules.ts';
import type { RecordState } from './storage.ts';
import type { Vector, Write } from './types.ts';
import { includes, size } from './vector.ts';

type Step = { readonly device: string; readonly meet: readonly string[]; readonly value: number };
type Made = { readonly write: Write; readonly seen: Vector; readonly value: number };

/** Writes of three laptops that meet now and then: every vector that comes out is closed. */
function history(steps: readonly Step[]): readonly Made[] {
  const held = new Map<string, Map<string, number>>();
  const of = (device: string): Map<string, number> => {
    const vector = held.get(device) ?? new Map<string, number>();
    held.set(device, vector);
    return vector;
  };
  return steps.map(({ device, meet, value }) => {
    const own = of(device);
    for (const other of meet) for (const [name, seq] of of(other)) own.set(name, Math.max(seq, own.get(name) ?? 0));
    const seen = new Map(own);
    const seq = (own.get(device) ?? 0) + 1;
    own.set(device, seq);
    return { write: { device, seq, lamport: size(seen) + 1, model: 1, actor: '', at: '' }, seen, value };
  });
}

function merged(all: readonly Made[]): readonly string[] {
  const seenOf = (write: Write): Vector =>
    all.find((one) => one.write.device === write.device && one.write.seq === write.seq)?.seen ?? new Map();
  const context = { rules: protocolRules, formOf: () => 0, seenOf, late: true };
  let state: RecordState | undefined;
  for (const { write, seen, value } of all) {
    const incoming = { type: 'person', id: 'p', scope: 's', subject: 'p', write, patch: { memo: value } };
    state = state === undefined ? newRecord(incoming) : mergePut(state, incoming, seen, context);
  }
  return state === undefined ? [] : headsOf(state, 'memo').map(({ write }) => `${write.device}${write.seq}`);
}

describe('합치기', () => {
  it('어떤 차례로, 몇 번을 와도 남는 값은 아무도 덮지 않은 쓰기들이다', () => {
    const device = fc.constantFrom('a', 'b', 'c');
    const step = fc.record({ device, meet: fc.subarray(['a', 'b', 'c']), value: fc.integer({ min: 0, max: 3 }) });
    const steps = fc.array(step, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (list, numbers) => {
        const all = history(list);
        const wanted = all.filter(({ write }) => !all.some(({ seen }) => includes(seen, write)));
        const mixed = [...all, ...all]
          .map((one) => ({ one, at: numbers.next().value ?? 0 }))
          .sort((x, y) => x.at - y.at)
          .map(({ one }) => one);
        const names = wanted.map(({ write }) => `${write.device}${write.seq}`);
        expect([...merged(mixed)].sort()).toEqual(names.sort());
      }),
    );
  });
});
