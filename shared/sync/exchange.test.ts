import { describe, expect, it } from 'vitest';
import { encodeHeader, plainBody } from './changeSet.ts';
import { RefusedCommand, sealStream } from './commit.ts';
import { pageFor, receive, request, type Page } from './exchange.ts';
import { consultation, keyring, laptop, person, pull, save, valuesOf, type Laptop } from './replica.test-helper.ts';
import type { Change } from './types.ts';
import { tasksOf } from './view.ts';

const everything = (): boolean => true;
const pageOf = (from: Laptop, to: Laptop): Page => pageFor(from.replica, request(to.replica), everything);

function changed(page: Page, change: (span: Page['spans'][number]) => Page['spans'][number]): Page {
  return { ...page, spans: page.spans.map(change) };
}

describe('노트북이 주고받을 때', () => {
  it('같은 쪽을 두 번 받아도 한 번 받은 것과 같다', () => {
    const keys = keyring();
    const [a, b] = [laptop('a', keys), laptop('b', keys)];
    save(a, [person('p', { name: '김철수' })]);
    const page = pageOf(a, b);
    expect(receive(b.replica, page)).toMatchObject({ ok: true, sets: 1 });
    expect(receive(b.replica, page)).toMatchObject({ ok: true, sets: 0 });
    expect(valuesOf(b, 'person/p')).toEqual({ name: '김철수' });
  });

  it('서명이 다르거나 빠진 번호가 있으면 아무것도 남기지 않는다', () => {
    const keys = keyring();
    const [a, b, c] = [laptop('a', keys), laptop('b', keys), laptop('c', keys)];
    save(a, [person('p', { name: '김철수' })]);
    const page = pageOf(a, b);
    const forged = changed(page, (span) => ({ ...span, signature: new Uint8Array(64) }));
    expect(receive(b.replica, forged)).toEqual({ ok: false, reason: 'signature', device: 'a' });
    const stolen = changed(page, (span) => ({ ...span, device: 'z' }));
    expect(receive(b.replica, stolen)).toMatchObject({ ok: false, reason: 'signature' });
    const gap = changed(page, (span) => ({ ...span, from: 2 }));
    expect(receive(b.replica, gap)).toMatchObject({ ok: false, reason: 'gap' });
    pull(c, a);
    save(c, [person('q', { name: '이영희' })]);
    const early = pageOf(c, b);
    const spans = early.spans.filter((span) => span.device === 'c');
    expect(receive(b.replica, { ...early, spans })).toMatchObject({ ok: false, reason: 'notReady' });
    expect(b.table.size).toBe(0);
    expect(b.replica.storage.streams()).toEqual([]);
  });

  it('한 번호에 다른 내용이 오면 복제된 노트북이라고 알린다', () => {
    const keys = keyring();
    const [a, clone, b] = [laptop('a', keys), laptop('a', keys), laptop('b', keys)];
    save(a, [person('p', { name: '김철수' })]);
    save(clone, [person('q', { name: '이영희' })]);
    pull(b, a);
    const fromClone = pageFor(clone.replica, { vector: new Map(), holes: [] }, everything);
    expect(receive(b.replica, fromClone)).toMatchObject({ ok: false, reason: 'fork', device: 'a' });
  });

  it('내용 한 바이트가 상하면 그 내용만 다시 받는다', () => {
    const keys = keyring();
    const [a, b] = [laptop('a', keys), laptop('b', keys)];
    save(a, [person('p', { name: '김철수' }), person('q', { name: '이영희' })]);
    const damaged = changed(pageOf(a, b), (span) => ({
      ...span,
      sets: span.sets.map((set) => ({ ...set, bodies: [new Uint8Array(40), ...set.bodies.slice(1)] })),
    }));
    expect(receive(b.replica, damaged)).toMatchObject({ ok: true });
    expect([...b.table.keys()]).toEqual(['person/q']);
    expect(request(b.replica).holes).toEqual([{ device: 'a', seq: 1, index: 0 }]);
    expect(pull(b, a)).toMatchObject({ ok: true, fills: 1 });
    expect(valuesOf(b, 'person/p')).toEqual({ name: '김철수' });
  });

  it('맡지 않은 범위는 뼈대만 오고, 맡게 되면 내용이 온다', () => {
    const keys = keyring();
    const [a, fair, c] = [laptop('a', keys), laptop('b', keys, ['fair']), laptop('c', keys)];
    const booth: Change = { op: 'put', type: 'booth', id: 'x', scope: 'fair', patch: { label: '7번' } };
    save(a, [person('p', { name: '김철수' }), booth]);
    pull(fair, a);
    expect([...fair.table.keys()]).toEqual(['booth/x']);
    pull(c, fair);
    expect(c.table.has('person/p')).toBe(false);
    save(c, [person('p', { name: '박민수' })]);
    pull(c, a);
    expect(c.table.get('person/p')?.cards).toHaveLength(1);
  });

  it('이백 줄이 넘는 파기는 사람이 동의해야 받는다', () => {
    const keys = keyring();
    const [a, b] = [laptop('a', keys), laptop('b', keys)];
    const ids = Array.from({ length: 201 }, (_, index) => `p${index}`);
    save(
      a,
      ids.map((id) => person(id, { name: '김철수' })),
    );
    pull(b, a);
    save(a, [{ op: 'erase', subjects: ids }]);
    expect(pull(b, a)).toEqual({ ok: false, reason: 'erasure', device: 'a', rows: 201 });
    expect(b.table.size).toBe(201);
    expect(pull(b, a, true)).toMatchObject({ ok: true });
    expect(b.table.size).toBe(0);
  });

  it('파기한 사람의 상담이 늦게 와도 되살아나지 않고 사슬은 그대로 맞다', () => {
    const keys = keyring();
    const [a, b, c] = [laptop('a', keys), laptop('b', keys), laptop('c', keys)];
    save(a, [person('p', { name: '김철수' })]);
    pull(b, a);
    save(b, [consultation('k', 'p')]);
    save(a, [{ op: 'erase', subjects: ['p'] }]);
    pull(a, b);
    pull(b, a);
    expect([a.table.size, b.table.size]).toEqual([0, 0]);
    expect(pull(c, b)).toMatchObject({ ok: true, sets: 3 });
    for (const { replica } of [a, b, c])
      for (const { device, seq } of replica.storage.streams())
        for (const set of replica.storage.sets(device, 1, seq))
          for (const part of set.parts) expect(part).toMatchObject({ state: 'erased', body: undefined });
    expect(() => save(b, [person('p', { name: '김철수' })])).toThrow(RefusedCommand);
  });

  it('병합을 모르고 한쪽만 파기하면 남은 쪽은 과제로 묻는다', () => {
    const keys = keyring();
    const [a, b] = [laptop('a', keys), laptop('b', keys)];
    save(a, [person('p', { name: '김철수', phone: '1' }), person('q', { name: '김철수' })]);
    pull(b, a);
    save(a, [{ op: 'alias', type: 'person', from: 'p', to: 'q', patch: { phone: '1' } }]);
    expect(valuesOf(a, 'person/q')).toEqual({ name: '김철수', phone: '1' });
    save(b, [{ op: 'erase', subjects: ['p'] }]);
    pull(a, b);
    expect(valuesOf(a, 'person/q')).toEqual({ name: '김철수' });
    expect(tasksOf(a.replica, a.table.values())).toEqual([{ kind: 'mergedWithErased', ids: ['q'] }]);
  });

  it('병합을 되돌리면 두 사람이 있던 그대로다', () => {
    const a = laptop('a', keyring());
    save(a, [person('p', { name: '김철수', phone: '1' }), person('q', { name: '김철수', phone: '2' })]);
    save(a, [consultation('k', 'p')]);
    const before = structuredClone([...a.table]);
    const alias = save(a, [{ op: 'alias', type: 'person', from: 'p', to: 'q', patch: { phone: '1' } }]);
    expect(a.table.get('consultation/k')?.parent).toBe('q');
    expect(a.table.get('person/p')?.mergedInto).toBe('q');
    save(a, [{ op: 'undo', type: 'person', alias }]);
    expect([...a.table]).toEqual(before);
  });

  it('되돌린 병합에서 고른 값이 다음 병합에 남아 있어도 그 사람을 파기하면 함께 없어진다', () => {
    const keys = keyring();
    const [a, b] = [laptop('a', keys), laptop('b', keys)];
    save(
      a,
      ['p', 'q', 'r', 's'].map((id) => person(id, { name: '김철수' })),
    );
    save(a, [{ op: 'put', type: 'person', id: 'p', patch: { phone: '비밀' } }]);
    const merge = (from: string) => save(a, [{ op: 'alias', type: 'person', from, to: 'q', patch: { phone: '비밀' } }]);
    const first = merge('p');
    merge('r');
    pull(b, a);
    // p is taken out again; what was chosen when r came stays, and is chosen once more.
    save(a, [{ op: 'undo', type: 'person', alias: first }]);
    expect(valuesOf(a, 'person/q')).toMatchObject({ phone: '비밀' });
    merge('s');
    save(b, [{ op: 'erase', subjects: ['p'] }]);
    pull(a, b);
    pull(b, a);
    for (const { replica, table } of [a, b]) {
      expect(JSON.stringify([...table])).not.toContain('비밀');
      for (const { device, seq } of replica.storage.streams())
        for (const { parts } of replica.storage.sets(device, 1, seq))
          for (const part of parts)
            expect(replica.suite.decode(plainBody(part, replica.suite) ?? new Uint8Array())).not.toContain('비밀');
    }
    // Who was erased is no hindrance to merges made later.
    expect(() => save(a, [{ op: 'alias', type: 'person', from: 's', to: 'r', patch: {} }])).not.toThrow();
  });

  it('읽을 수 없는 내용은 제쳐 두고 다음 것을 막지 않는다', () => {
    const keys = keyring();
    const [a, b] = [laptop('a', keys), laptop('b', keys)];
    const { suite } = a.replica;
    const hostile = { ...suite, encrypt: (scope: string) => suite.encrypt(scope, Uint8Array.of(0xff, 0xfe)) };
    save({ ...a, replica: { ...a.replica, suite: hostile } }, [person('p', { name: '김철수' })]);
    save(a, [person('q', { name: '이영희' })]);
    expect(pull(b, a)).toMatchObject({ ok: true, sets: 2 });
    expect([...b.table.keys()]).toEqual(['person/q']);
    expect(b.replica.storage.partsIn('trouble')).toEqual([{ device: 'a', seq: 1, index: 0 }]);
  });

  it('새 판의 기록은 옛 판이 그대로 전한다', () => {
    const keys = keyring();
    const [a, old, c] = [
      laptop('a', keys, ['centre'], 2),
      laptop('b', keys, ['centre'], 1),
      laptop('c', keys, ['centre'], 2),
    ];
    save(a, [person('p', { name: '김철수', email: 'x' })]);
    save(a, [{ op: 'put', type: 'survey', id: 's', patch: { person: 'p', score: 5 } }]);
    pull(old, a);
    expect(old.replica.storage.partsIn('waiting')).toHaveLength(2);
    expect([...old.table.keys()]).toEqual(['person/p']);
    pull(c, old);
    expect([...c.table]).toEqual([...a.table]);
  });

  it('봉인하지 않은 것은 나가지 않고, 봉인은 한 번이면 된다', () => {
    const keys = keyring();
    const a = laptop('a', keys);
    save(a, [person('p', { name: '김철수' })]);
    expect(a.replica.storage.sealFrom('a', 1)).toBeUndefined();
    a.replica.storage.transact(() => {
      sealStream(a.replica);
      sealStream(a.replica);
    });
    expect(a.replica.storage.sealFrom('a', 1)?.seq).toBe(1);
    expect(a.replica.storage.sealFrom('a', 2)).toBeUndefined();
  });

  it('머리글이 아닌 것이 끼어 있으면 쪽을 돌려보낸다', () => {
    const keys = keyring();
    const [a, b] = [laptop('a', keys), laptop('b', keys)];
    save(a, [person('p', { name: '김철수' })]);
    const header = encodeHeader({ known: { a: -1 }, full: true, erases: [], parts: [] }, a.replica.suite);
    const page = changed(pageOf(a, b), (span) => ({ ...span, sets: [{ header, bodies: [] }] }));
    expect(receive(b.replica, page)).toMatchObject({ ok: false, reason: 'malformed' });
  });
});
