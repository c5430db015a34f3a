/** Small replicas with real cryptography for the tests beside the core. */
import { modelOf } from '../../test/sim/device.ts';
import { keyring, realSuite, type Keys } from '../../test/sim/suite.ts';
import { readForm } from './clip.ts';
import { commit } from './commit.ts';
import { addMerged, summaryText, type Sums } from './digest.ts';
import { pageFor, receive, request, type Receipt } from './exchange.ts';
import { memoryStorage } from './memory.ts';
import type { Replica } from './replica.ts';
import { protocolRules } from './rules.ts';
import { LIMITS, type Change, type Dot, type Patch, type Row, type Vector } from './types.ts';

export type Laptop = { readonly replica: Replica; readonly table: Map<string, Row>; readonly scopes: Set<string> };

export function laptop(name: string, keys: Keys, scopes: readonly string[] = ['centre', 'fair'], model = 1): Laptop {
  const table = new Map<string, Row>();
  const lent = new Set(scopes);
  const replica: Replica = {
    device: name,
    storage: memoryStorage(),
    suite: realSuite(name, keys),
    ...modelOf(model),
    rules: protocolRules,
    limits: LIMITS,
    keeps: (scope) => lent.has(scope),
    reads: (scope) => lent.has(scope),
    project: (row) => table.set(`${row.type}/${row.id}`, row),
    remove: (type, id) => table.delete(`${type}/${id}`),
  };
  return { replica, table, scopes: lent };
}

export function save(at: Laptop, changes: readonly Change[], seen?: Vector): Dot {
  const subjects = changes.flatMap((change) => (change.op === 'put' ? [change.id] : []));
  const form = seen ?? readForm(at.replica, subjects);
  return at.replica.storage.transact(() =>
    commit(at.replica, { seen: form, actor: 'u1', at: '2026-05-04T00:00:00Z', changes }),
  );
}

export const person = (id: string, patch: Patch): Change => ({ op: 'put', type: 'person', id, scope: 'centre', patch });
export const consultation = (id: string, personId: string): Change => ({
  op: 'put',
  type: 'consultation',
  id,
  patch: { person: personId, text: '상담' },
});

/** A text of about so many bytes however it is packed: syllables in no order, others for another seed. */
export function unpackable(bytes: number, seed = 1): string {
  let at = seed;
  const syllable = (): string =>
    String.fromCodePoint(0xac00 + (((at = (at * 1_103_515_245 + 12_345) % 2 ** 31) >> 8) % 11_172));
  // What a syllable packs to, measured.
  return Array.from({ length: Math.round(bytes / 1.75) }, syllable).join('');
}

/** One page from one to the other, as enrolment allows. */
export function pull(to: Laptop, from: Laptop, agreed = false): Receipt {
  const page = pageFor(from.replica, request(to.replica), (scope) => to.scopes.has(scope));
  return receive(to.replica, page, { agreed });
}

/** The digests of what a replica has merged. */
export function mergedText({ replica: { storage, suite } }: Laptop): string {
  const sums: Sums = new Map();
  for (const state of storage.records()) addMerged(sums, (text) => suite.hash(suite.encode(text)), state);
  return summaryText(sums);
}

export const valuesOf = (at: Laptop, key: string): Patch | undefined => at.table.get(key)?.values;
export { keyring };
