import { describe, expect, it } from 'vitest';
import { fold } from './fold.ts';
import { vectorOf } from './replica.ts';
import { keyring, laptop, mergedText, person, pull, save, valuesOf, type Laptop } from './replica.test-helper.ts';

const live = (...laptops: readonly Laptop[]): { vector: Map<string, number>; model: number }[] =>
  laptops.map(({ replica }) => ({ vector: vectorOf(replica.storage), model: 1 }));

describe('다 쓰인 내용을 덜어 내는 일', () => {
  it('새 값이 한 대에만 있으면 옛 값을 버리지 않는다', () => {
    const keys = keyring();
    const [a, b] = [laptop('a', keys), laptop('b', keys)];
    save(a, [person('p', { name: '김철수' })]);
    pull(b, a);
    save(a, [person('p', { name: '이영희' })]);
    expect(fold(a.replica, live(b))).toBe(0);
    pull(b, a);
    expect(fold(a.replica, live(b))).toBe(1);
  });

  it('다른 노트북이 없거나 판이 다르면 아무것도 버리지 않는다', () => {
    const a = laptop('a', keyring());
    save(a, [person('p', { name: '김철수' })]);
    save(a, [person('p', { name: '이영희' })]);
    expect(fold(a.replica, [])).toBe(0);
    expect(fold(a.replica, [{ vector: vectorOf(a.replica.storage), model: 2 }])).toBe(0);
  });

  it('덜어 낸 기록으로 시작한 새 노트북이 같은 것을 보이고 사슬도 맞다', () => {
    const keys = keyring();
    const [a, b, c] = [laptop('a', keys), laptop('b', keys), laptop('c', keys)];
    save(a, [person('p', { name: '김철수', memo: '처음' })]);
    for (const memo of ['둘', '셋', '넷']) save(a, [person('p', { memo })]);
    pull(b, a);
    expect(fold(a.replica, live(b))).toBe(2);
    expect(pull(c, a)).toEqual({ ok: true, sets: 4, fills: 0 });
    expect(valuesOf(c, 'person/p')).toEqual({ name: '김철수', memo: '넷' });
    for (const one of [b, c]) {
      expect(one.table).toEqual(a.table);
      expect(mergedText(one)).toBe(mergedText(a));
    }
  });

  it('오래 떠나 있던 노트북의 편집은 카드로 만난다', () => {
    const keys = keyring();
    const [a, b, late] = [laptop('a', keys), laptop('b', keys), laptop('late', keys)];
    save(a, [person('p', { phone: '1' })]);
    pull(b, a);
    pull(late, a);
    save(a, [person('p', { phone: '2' })]);
    pull(b, a);
    expect(fold(a.replica, live(b))).toBe(1);
    save(late, [person('p', { phone: '3' })]);
    pull(a, late);
    pull(late, a);
    for (const one of [a, late])
      expect(one.table.get('person/p')?.cards.map(({ heads }) => heads.map(({ value }) => value))).toEqual([
        ['2', '3'],
      ]);
  });
});
