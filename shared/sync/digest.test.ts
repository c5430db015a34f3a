import { hash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sums } from './digest.ts';
import {
  addMerged,
  addShown,
  addStanding,
  addStatement,
  basisOf,
  bucketOf,
  differences,
  readSummary,
  summaryText,
} from './digest.ts';
import { consultation, keyring, laptop, mergedText, person, pull, save } from './replica.test-helper.ts';
import type { RecordState } from './storage.ts';
import type { Value, Write } from './types.ts';

const hashText = (text: string): Uint8Array => hash('sha256', text, 'buffer');

/** A row and what it was merged of, as a store has them. */
type Piece = (sums: Sums) => void;

function summaryOf(pieces: readonly Piece[]): string {
  const sums: Sums = new Map();
  for (const piece of pieces) piece(sums);
  return summaryText(sums);
}

function readAll(pieces: readonly Piece[]) {
  const read = readSummary(summaryOf(pieces));
  if (read === undefined) throw new Error('not a summary');
  return read;
}

const write = (device: string, seq: number): Write => ({ device, seq, lamport: seq, model: 1, actor: 'u', at: '' });
const stateOf = (id: string, values: Record<string, Value>): RecordState => ({
  type: 'person',
  id,
  scope: 'centre',
  subject: id,
  first: write('a', 1),
  values,
  heads: {},
});

const value: fc.Arbitrary<Value> = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const values = fc.dictionary(fc.constantFrom('name', 'memo', 'birth'), value, { minKeys: 1 });
const record = fc.record({ id: fc.uuid(), values });
const records = fc.uniqueArray(record, { selector: ({ id }) => id, minLength: 1, maxLength: 20 });

const piecesOf = (all: readonly { readonly id: string; readonly values: Record<string, Value> }[]): Piece[] =>
  all.flatMap(({ id, values: said }): Piece[] => [
    (sums) => addMerged(sums, hashText, stateOf(id, said)),
    (sums) => addShown(sums, hashText, 'person', id, said, null),
  ]);

const reversed = (said: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(said).toReversed());

describe('기록의 요약', () => {
  it('어떤 순서로 더해도, 필드가 어떤 순서로 적혔어도 같다', () => {
    fc.assert(
      fc.property(records, fc.infiniteStream(fc.nat()), (all, picks) => {
        const pieces = piecesOf(all);
        const turned = piecesOf(all.map(({ id, values: said }) => ({ id, values: reversed(said) })));
        const shuffled: Piece[] = [];
        for (const left = [...turned]; left.length > 0;)
          shuffled.push(...left.splice((picks.next().value ?? 0) % left.length, 1));
        expect(summaryOf(shuffled)).toBe(summaryOf(pieces));
      }),
    );
  });

  it('값 하나만 달라도 다르고, 그 기록의 종류와 구간만 짚는다', () => {
    fc.assert(
      fc.property(records, fc.nat(), fc.boolean(), (all, pick, inTable) => {
        const at = pick % all.length;
        const changed = all[at];
        if (changed === undefined) return;
        const other = { ...changed, values: { ...changed.values, name: ['다른 값', changed.values['name'] ?? null] } };
        const pieces = piecesOf(all);
        // Either the merged record or only its row.
        const tampered = pieces.with(
          at * 2 + (inTable ? 1 : 0),
          piecesOf([other])[inTable ? 1 : 0] ?? (() => undefined),
        );
        const found = differences(readAll(pieces), readAll(tampered));
        expect(found).toEqual([
          {
            type: 'person',
            here: { records: all.length, rows: all.length },
            there: { records: all.length, rows: all.length },
            merged: !inTable,
            shown: inTable,
            buckets: [bucketOf(changed.id)],
          },
        ]);
      }),
    );
  });

  it('빠진 줄과 두 번 있는 줄을 알아챈다', () => {
    fc.assert(
      fc.property(records, (all) => {
        const pieces = piecesOf(all);
        const [, row] = pieces;
        if (row === undefined) return;
        const whole = readAll(pieces);
        expect(differences(whole, whole)).toEqual([]);
        for (const other of [pieces.toSpliced(1, 1), [...pieces, row], [...pieces, row, row]])
          expect(differences(whole, readAll(other))).toMatchObject([{ type: 'person', merged: false, shown: true }]);
      }),
    );
  });

  it('한쪽에만 있는 종류도 다른 것이다', () => {
    const lone = readAll(piecesOf([{ id: 'p', values: { name: '김철수' } }]));
    const counted = { records: 1, rows: 1 };
    const none = { records: 0, rows: 0 };
    expect(differences(lone, [])).toMatchObject([{ type: 'person', here: counted, there: none }]);
    expect(differences([], lone)).toMatchObject([{ type: 'person', here: none, there: counted }]);
  });

  it('빈 칸과 없는 칸은 화면에서 같고, 합쳐진 기록에서는 빈 칸을 적은 것과 적지 않은 것이 다르다', () => {
    const [one, other] = [{ name: '김철수' }, { name: '김철수', memo: null }];
    const shown = (said: Record<string, Value>) =>
      summaryOf([(sums) => addShown(sums, hashText, 'person', 'p', said, null)]);
    expect(shown(one)).toBe(shown(other));
    const merged = (said: Record<string, Value>) =>
      summaryOf([(sums) => addMerged(sums, hashText, stateOf('p', said))]);
    expect(merged(one)).not.toBe(merged(other));
  });

  it('카드의 수와 기다림, 같은 사람이라는 말도 요약에 든다', () => {
    const standing = (cards: number, held: boolean) =>
      summaryOf([(sums) => addStanding(sums, hashText, 'person', 'p', cards, held)]);
    expect(new Set([standing(0, true), standing(1, false), standing(2, false)]).size).toBe(3);
    const alias = (to: string) =>
      summaryOf([
        (sums) =>
          addStatement(sums, hashText, {
            write: write('a', 2),
            type: 'person',
            scope: 'centre',
            from: 'p',
            to,
            patch: {},
          }),
      ]);
    expect(alias('q')).not.toBe(alias('r'));
  });

  it('요약이 아닌 것은 읽지 않는다', () => {
    for (const text of ['', '{', '{}', '[{"type":1}]', 'null']) expect(readSummary(text)).toBeUndefined();
  });
});

describe('무엇에 대한 요약인지', () => {
  it('노트북의 순서와 무관하고, 변경 하나나 모델이 다르면 다르다', () => {
    const one = new Map([
      ['a', 3],
      ['b', 5],
    ]);
    const turned = new Map([...one].toReversed());
    expect(basisOf(turned, 'm', hashText)).toBe(basisOf(one, 'm', hashText));
    expect(basisOf(new Map(one).set('c', 0), 'm', hashText)).toBe(basisOf(one, 'm', hashText));
    expect(basisOf(new Map(one).set('b', 6), 'm', hashText)).not.toBe(basisOf(one, 'm', hashText));
    expect(basisOf(one, 'n', hashText)).not.toBe(basisOf(one, 'm', hashText));
  });
});

it('같은 변경을 서로 다른 순서로 받은 노트북의 요약이 같다', () => {
  const keys = keyring();
  const [a, b, c, d] = [laptop('a', keys), laptop('b', keys), laptop('c', keys), laptop('d', keys)];
  save(a, [person('p', { name: '김철수', phone: '1' })]);
  for (const one of [b, c]) pull(one, a);
  save(a, [person('p', { phone: '2' })]);
  save(b, [person('p', { phone: '3', memo: '나' })]);
  save(c, [person('q', { name: '이영희' }), consultation('t', 'q')]);
  // Both made at once: which came first differs from laptop to laptop.
  for (const one of [a, b]) save(one, [person('r', { name: one === a ? '가' : '나' })]);
  for (const [to, from] of [
    [d, c],
    [d, b],
    [d, a],
    [a, b],
    [a, c],
    [b, a],
    [c, b],
  ] as const)
    pull(to, from);
  const all = [a, b, c, d].map(mergedText);
  expect(new Set(all).size).toBe(1);
  save(a, [person('p', { memo: '다름' })]);
  expect(mergedText(a)).not.toBe(all[0]);
});
