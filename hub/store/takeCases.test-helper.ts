/** Conformance: what a hub takes in, and what it refuses. */
import { describe, expect, it } from 'vitest';
import { encodeHeader } from '../../shared/sync/changeSet.ts';
import {
  consultation,
  keyring,
  laptop,
  person,
  pull as pullFrom,
  save,
  unpackable,
} from '../../shared/sync/replica.test-helper.ts';
import type { Page } from '../../shared/sync/exchange.ts';
import { LIMITS } from '../../shared/sync/types.ts';
import {
  allOf,
  changedSpans,
  enrol,
  enrolled,
  heldBy,
  now,
  openHub,
  pageTo,
  pull,
  push,
  spkiOf,
  centre,
} from './place.test-helper.ts';
import type { Place } from './place.test-helper.ts';

const spanLengths = ({ spans }: Page): readonly number[] => spans.map(({ sets }) => sets.length);

export function takeCases(fresh: () => Promise<Place>): void {
  describe('허브가 노트북의 변경분을 받을 때', () => {
    it('한 노트북의 것을 다른 노트북이 그대로 받는다', async () => {
      const { hub, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      save(a, [person('p', { name: '김철수' })]);
      save(a, [consultation('k', 'p')]);
      expect(await push(hub, a)).toEqual({ ok: true, sets: 2, fills: 0, vector: new Map([['a', 2]]) });
      expect(await pull(hub, b)).toEqual({ ok: true, sets: 2, fills: 0 });
      expect([...b.table]).toEqual([...a.table]);
      expect(await hub.counts()).toMatchObject({ streams: 1, sets: 2, holes: 0, openAlarms: 0 });
      expect(await hub.check()).toEqual({ changes: 2, fault: null });
      await hub.close();
    });

    it('같은 쪽을 되풀이해도, 겹쳐 와도 한 번 받은 것과 같다', async () => {
      const { hub, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      save(a, [person('p', { name: '김철수' })]);
      const first = await pageTo(hub, a);
      expect(await hub.take(first, 'a')).toMatchObject({ ok: true, sets: 1 });
      expect(await hub.take(first, 'a')).toEqual({ ok: true, sets: 0, fills: 0, vector: new Map([['a', 1]]) });
      save(a, [person('q', { name: '이영희' })]);
      expect(await hub.take(allOf(a), 'a')).toMatchObject({ ok: true, sets: 1 });
      expect(await hub.take(first, 'b')).toMatchObject({ ok: true, sets: 0 });
      await heldBy(hub, b);
      expect([...b.table]).toEqual([...a.table]);
      expect(await hub.counts()).toMatchObject({ sets: 2, openAlarms: 0 });
      await hub.close();
    });

    it('번호가 빠지거나 지은이가 가졌던 것이 없으면 아무것도 남기지 않는다', async () => {
      const { hub, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      save(a, [person('p', { name: '김철수' })]);
      const gap = changedSpans(await pageTo(hub, a), (span) => ({ ...span, from: 2 }));
      expect(await hub.take(gap, 'a')).toEqual({ ok: false, reason: 'gap', device: 'a' });
      pullFrom(b, a);
      save(b, [person('q', { name: '이영희' })]);
      const whole = allOf(b);
      const spans = whole.spans.filter(({ device }) => device === 'b');
      expect(await hub.take({ ...whole, spans }, 'b')).toEqual({ ok: false, reason: 'notReady', device: 'b' });
      const turned = { ...whole, spans: [...whole.spans].reverse() };
      expect(await hub.take(turned, 'b')).toEqual({ ok: false, reason: 'notReady', device: 'b' });
      expect(await hub.vector()).toEqual(new Map());
      expect(await hub.counts()).toMatchObject({ streams: 0, sets: 0 });
      expect(await hub.take(whole, 'b')).toMatchObject({ ok: true, sets: 2 });
      await hub.close();
    });

    it('한 쪽의 뒷부분이 틀리면 앞부분도 받지 않는다', async () => {
      const { hub, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      save(a, [person('p', { name: '김철수' })]);
      pullFrom(b, a);
      save(b, [person('q', { name: '이영희' })]);
      const half = changedSpans(allOf(b), (span) =>
        span.device === 'b' ? { ...span, signature: new Uint8Array(64) } : span,
      );
      expect(await hub.take(half, 'b')).toEqual({ ok: false, reason: 'signature', device: 'b' });
      expect(await hub.vector()).toEqual(new Map());
      await hub.close();
    });

    it('등록하지 않은 노트북과 열쇠를 모르는 흐름은 받지 않고, 소개하면 받는다', async () => {
      const { hub, keys, laptops } = await centre(fresh, 'a');
      const [a] = laptops;
      const stranger = laptop('z', keys);
      save(stranger, [person('p', { name: '김철수' })]);
      expect(await push(hub, stranger)).toEqual({ ok: false, reason: 'unknownDevice', device: 'z' });
      pullFrom(a, stranger);
      expect(await push(hub, a)).toEqual({ ok: false, reason: 'unknownDevice', device: 'z' });
      expect(await hub.introduce([{ device: 'z', signKey: spkiOf(keys, 'z') }], 'z')).toEqual({ refused: ['z'] });
      expect(await hub.introduce([{ device: 'z', signKey: spkiOf(keys, 'z') }], 'a')).toEqual({ refused: [] });
      expect(await push(hub, a)).toMatchObject({ ok: true, sets: 1 });
      expect(await hub.pageFor({ vector: new Map(), holes: [] }, 'z')).toEqual({ spans: [], fills: [] });
      await hub.close();
    });

    it('회수한 노트북은 남은 것을 올리되 받지 못하고, 폐기한 노트북은 둘 다 못 한다', async () => {
      const { hub, keys, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      save(b, [person('p', { name: '김철수' })]);
      await push(hub, b);
      save(a, [person('q', { name: '이영희' })]);
      expect(await hub.setStanding('a', 'recalled')).toBe(true);
      expect(await push(hub, a)).toMatchObject({ ok: true, sets: 1 });
      expect(await hub.pageFor({ vector: new Map(), holes: [] }, 'a')).toEqual({ spans: [], fills: [] });
      expect(await hub.setStanding('a', 'revoked')).toBe(true);
      save(a, [person('r', { name: '박민수' })]);
      expect(await push(hub, a)).toEqual({ ok: false, reason: 'unknownDevice', device: 'a' });
      expect(await hub.pageFor({ vector: new Map(), holes: [] }, 'a')).toEqual({ spans: [], fills: [] });
      expect(await hub.introduce([{ device: 'y', signKey: spkiOf(keys, 'y') }], 'a')).toEqual({ refused: ['y'] });
      await hub.close();
    });

    it('복제된 노트북은 한 번 알리고, 흐름은 먼저 온 것이 남는다', async () => {
      const { hub, keys, laptops } = await centre(fresh, 'a', 'b');
      const [a, b] = laptops;
      const clone = laptop('a', keys);
      for (const name of ['p', 'q']) {
        save(a, [person(name, { name: '김철수' })]);
        await push(hub, a);
      }
      save(clone, [person('p', { name: '이영희' })]);
      for (let time = 0; time < 3; time += 1)
        expect(await hub.take(allOf(clone), 'b')).toEqual({ ok: false, reason: 'fork', device: 'a' });
      expect(await hub.alarms()).toEqual([
        {
          id: 1,
          kind: 'fork',
          device: 'a',
          seq: 1,
          rows: 0,
          by: 'b',
          firstAt: now,
          lastAt: now,
          times: 3,
          settledAt: null,
        },
      ]);
      await heldBy(hub, b);
      expect([...b.table]).toEqual([...a.table]);
      expect(await hub.settle(1, now + 1)).toBe(true);
      expect(await hub.settle(1, now + 2)).toBe(false);
      expect(await hub.alarms()).toMatchObject([{ settledAt: now + 1 }]);
      await hub.close();
    });

    it('같은 데까지는 같고 그 뒤로 갈라진 복제도, 이어 쓴 복제도 안다', async () => {
      const { hub, keys, laptops } = await centre(fresh, 'a');
      const [a] = laptops;
      const clone = laptop('a', keys);
      save(a, [person('p', { name: '김철수' })]);
      await push(hub, a);
      pullFrom(clone, a);
      save(a, [person('q', { name: '이영희' })]);
      save(a, [person('r', { name: '박민수' })]);
      save(clone, [person('s', { name: '최지우' })]);
      await push(hub, a);
      const page = allOf(clone);
      const tail = { ...page, spans: page.spans.slice(1) };
      expect(tail.spans[0]?.from).toBe(2);
      expect(await hub.take(tail, 'a')).toEqual({ ok: false, reason: 'fork', device: 'a' });
      expect(await hub.take(page, 'a')).toEqual({ ok: false, reason: 'fork', device: 'a' });
      expect(await hub.alarms()).toMatchObject([{ kind: 'fork', seq: 2, times: 2 }]);
      await hub.close();
    });

    it('지은이가 서명하지 않은 다른 내용은 복제가 아니라 손상이다', async () => {
      const { hub, laptops } = await centre(fresh, 'a');
      const [a] = laptops;
      save(a, [person('p', { name: '김철수' })]);
      const page = allOf(a);
      await hub.take(page, 'a');
      const header = encodeHeader({ known: {}, full: true, erases: [], parts: [] }, a.replica.suite);
      const forged = changedSpans(page, (span) => ({ ...span, sets: [{ header, bodies: [] }] }));
      expect(await hub.take(forged, 'a')).toEqual({ ok: false, reason: 'signature', device: 'a' });
      expect(await hub.alarms()).toEqual([]);
      await hub.close();
    });

    it('누가 데이터베이스를 고치면 점검이 찾아낸다', async () => {
      const damages = [
        ['UPDATE change_set SET header = bodies WHERE at % 4294967296 = 2', 'the header of set 2 of stream a'],
        ['DELETE FROM change_set WHERE at % 4294967296 = 2', 'the header of set 2 of stream a'],
        ['DELETE FROM change_set WHERE at % 4294967296 > 1', 'the end of stream a'],
        ['UPDATE change_set SET bodies = header WHERE at % 4294967296 = 3', 'the bodies of set 3 of stream a'],
        [
          'UPDATE change_set SET bodies = (SELECT bodies FROM change_set ORDER BY at LIMIT 1) WHERE at % 4294967296 = 2',
          'a body of set 2 of stream a',
        ],
        ['UPDATE seal SET signature = hash', 'the seal of set 1 of stream a'],
        ['DELETE FROM stream_key', 'the key of stream a'],
      ] as const;
      for (const [sql, fault] of damages) {
        const { hub, place, laptops } = await centre(fresh, 'a');
        for (const id of ['p', 'q', 'r']) {
          save(laptops[0], [person(id, { name: '김철수' })]);
          await push(hub, laptops[0]);
        }
        await place.alter(sql);
        expect(await hub.check(), sql).toMatchObject({ fault });
        await hub.close();
      }
    });

    it('쪽은 한도 안에서 여러 구간을 담고, 큰 구간은 홀로 간다', async () => {
      const keys = keyring();
      const hub = await openHub(await fresh(), { ...LIMITS, pageSets: 4, pageBytes: 4000 });
      const [a, b] = await enrolled(hub, keys, 'a', 'b');
      for (let at = 0; at < 6; at += 1) {
        save(a, [person(`p${at}`, { name: '김철수' })]);
        await push(hub, a);
      }
      for (const id of ['q', 'r', 's']) save(a, [person(id, { name: '김철수' })]);
      await push(hub, a);
      save(a, [person('t', { name: unpackable(3300) })]);
      await push(hub, a);
      save(a, [person('u', { name: unpackable(3300) })]);
      await push(hub, a);
      expect((await heldBy(hub, b)).map(spanLengths)).toEqual([[1, 1, 1, 1], [1, 1], [3], [1], [1]]);
      await hub.close();
    });

    it('받은 쪽의 한도를 넘으면 돌려보낸다', async () => {
      const keys = keyring();
      const hub = await openHub(await fresh(), { ...LIMITS, setBytes: 2000, pageSets: 3, pageBytes: 4000, holes: 2 });
      await enrol(hub, keys, 'a');
      const refused = { ok: false, reason: 'malformed', device: 'a' };
      const big = laptop('a', keys);
      save(big, [person('p', { name: unpackable(2400) })]);
      expect(await hub.take(allOf(big), 'a')).toEqual(refused);
      const many = laptop('a', keys);
      for (let at = 0; at < 4; at += 1) save(many, [person(`p${at}`, { name: '김철수' })]);
      expect(await hub.take(allOf(many), 'a')).toEqual(refused);
      const heavy = laptop('a', keys);
      for (let at = 0; at < 3; at += 1) save(heavy, [person(`p${at}`, { name: unpackable(1400) })]);
      expect(await hub.take(allOf(heavy), 'a')).toMatchObject({ ok: true });
      const fill = { device: 'a', seq: 1, index: 0, body: new Uint8Array(5) };
      expect(await hub.take({ spans: [], fills: [fill, fill, fill] }, 'a')).toEqual(refused);
      await hub.close();
    });
  });
}
