import { describe, expect, it } from 'vitest';
import { keyring } from '../../test/sim/suite.ts';
import { laptop, pull, save, type Laptop } from './replica.test-helper.ts';
import { republish } from './republish.ts';
import type { Change, Patch, RecordTypes } from './types.ts';

const types: RecordTypes = {
  rule: { kind: 'record', fields: ['text', 'hours', 'role'], guarded: ['role'], home: 'base' },
  note: { kind: 'event', fields: ['text', 'rule'], guarded: [], parent: { field: 'rule', type: 'rule' }, home: 'base' },
};
const keys = keyring();

/** A laptop that reads these scopes; `old`: it writes all in one scope, as programs did that knew no homes. */
function at(name: string, scopes: readonly string[], old = false): Laptop {
  const made = laptop(name, keys, scopes);
  return { ...made, replica: { ...made.replica, types, usesHomes: () => !old } };
}
const put = (type: string, id: string, patch: Patch): Change => ({ op: 'put', type, id, patch, scope: 'centre' });
const asNow = (one: Laptop): Laptop => ({ ...one, replica: { ...one.replica, usesHomes: () => true } });
const by = { actor: 'u1', at: '2026-11-22T00:00:00Z', batch: 'b1' };
const again = ({ replica }: Laptop) =>
  replica.storage.transact(() =>
    republish(
      replica,
      [
        { type: 'rule', id: 'r1' },
        { type: 'note', id: 'n1' },
        { type: 'rule', id: 'none' },
      ],
      by,
    ),
  );

describe('모두에게 필요한 기록을 그 범위에 다시 적는다', () => {
  it('그 범위만 읽는 노트북이 같은 값을 보고, 그 뒤에 고친 것도 본다', () => {
    const a = at('a', ['centre', 'base'], true);
    const b = at('b', ['base']);
    save(a, [put('rule', 'r1', { text: '처음', hours: 8 })]);
    save(a, [put('note', 'n1', { text: '적음', rule: 'r1' })]);
    save(a, [put('rule', 'r1', { text: '나중' })]);
    pull(b, a);
    expect([...b.table.keys()]).toEqual([]);
    const now = asNow(a);
    expect(again(now)).toEqual({ ok: true, records: 2 });
    expect(again(now)).toEqual({ ok: true, records: 0 });
    pull(b, now);
    expect(b.table.get('rule/r1')).toEqual(a.table.get('rule/r1'));
    expect(b.table.get('note/n1')).toEqual(a.table.get('note/n1'));
    save(now, [put('rule', 'r1', { hours: 9 })]);
    pull(b, now);
    expect(b.table.get('rule/r1')?.values).toEqual({ text: '나중', hours: 9 });
    save(b, [put('rule', 'r1', { text: '현장에서' })]);
    pull(now, b);
    expect(now.table.get('rule/r1')?.values).toEqual({ text: '현장에서', hours: 9 });
  });

  it('사람이 정할 것이 남은 기록이 있으면 하나도 적지 않고, 정하면 적는다', () => {
    const a = at('a', ['centre', 'base'], true);
    const b = at('b', ['centre', 'base'], true);
    save(a, [put('rule', 'r1', { text: '처음', role: '관리자' })]);
    pull(b, a);
    save(a, [put('rule', 'r1', { role: '상담사' })]);
    save(b, [put('rule', 'r1', { role: '조회' })]);
    pull(a, b);
    const before = a.replica.storage.stream('a')?.seq;
    expect(again(asNow(a))).toEqual({ ok: false, undecided: [{ type: 'rule', id: 'r1' }] });
    expect(a.replica.storage.stream('a')?.seq).toBe(before);
    save(a, [put('rule', 'r1', { role: '상담사' })]);
    expect(again(asNow(a))).toEqual({ ok: true, records: 1 });
  });

  it('따로 고치던 옛 프로그램의 값과도 어느 쪽에서나 같게 합쳐진다', () => {
    const a = at('a', ['centre', 'base'], true);
    const b = at('b', ['centre', 'base'], true);
    save(a, [put('rule', 'r1', { text: '처음', hours: 8 })]);
    pull(b, a);
    save(b, [put('rule', 'r1', { hours: 10 })]);
    expect(again(asNow(a))).toEqual({ ok: true, records: 1 });
    pull(a, b);
    pull(b, a);
    expect(a.table.get('rule/r1')).toEqual(b.table.get('rule/r1'));
  });

  it('묶음을 모르고 적은 노트북은 알게 된 뒤 제 것만 다시 적는다', () => {
    const a = at('a', ['centre', 'base'], true);
    const b = at('b', ['centre', 'base'], true);
    const narrow = at('n', ['base']);
    save(a, [put('rule', 'r1', { text: '처음', role: '관리자' })]);
    save(a, [put('rule', 'r2', { text: '둘째' })]);
    pull(b, a);
    again(asNow(a));
    save(b, [put('rule', 'r1', { role: '조회' })]);
    pull(b, asNow(a));
    const strays = (one: Laptop) =>
      one.replica.storage.transact(() =>
        republish(
          one.replica,
          ['r1', 'r2'].map((id) => ({ type: 'rule', id })),
          by,
          'strays',
        ),
      );
    // Two have said what the role is: a person decides first, and nothing else of b's stands elsewhere.
    expect(strays(asNow(b))).toEqual({ ok: true, records: 0 });
    save(b, [put('rule', 'r1', { role: '조회' })]);
    expect(strays(asNow(b))).toEqual({ ok: true, records: 1 });
    expect(strays(asNow(b))).toEqual({ ok: true, records: 0 });
    pull(narrow, asNow(b));
    expect(narrow.table.get('rule/r1')?.values).toEqual({ text: '처음', role: '조회' });
  });
});
