/** Conformance: pages that no honest laptop makes. Each is refused whole; nothing of it is kept, nothing breaks. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePage, encodePage } from '../../shared/sync/bytes.ts';
import { chainNext, chainStart, commitTo, encodeHeader, sealedBytes } from '../../shared/sync/changeSet.ts';
import type { Page } from '../../shared/sync/exchange.ts';
import { consultation, keyring, laptop, person, save, type Laptop } from '../../shared/sync/replica.test-helper.ts';
import type { HubStore } from './hubStore.ts';
import { allOf, changedSpans, enrolled, heldBy, openHub, push } from './place.test-helper.ts';
import type { Place } from './place.test-helper.ts';

type Sets = Page['spans'][number]['sets'];

/** Whoever can sign for a stream: a laptop in memory, or one with a real store. */
type Signer = { readonly replica: Pick<Laptop['replica'], 'device' | 'suite'> };

/** A page of a laptop that can sign, but writes what it likes. */
export function signedPage({ replica: { device, suite } }: Signer, sets: Sets): Page {
  let hash = chainStart(device, suite);
  for (const { header } of sets) hash = chainNext(hash, header, suite);
  const signature = suite.sign(sealedBytes({ device, seq: sets.length }, hash, suite));
  return { spans: [{ device, from: 1, sets, signature }], fills: [] };
}

/** A set with this header line, and the bodies that it promises. */
export function lineOf(at: Signer, json: string, bodies: readonly Uint8Array[] = []): Sets[number] {
  const { suite } = at.replica;
  const hashes = bodies.map((body) => commitTo(body, suite));
  return { header: Buffer.concat([suite.encode(`${json}\n`), ...hashes]), bodies };
}

/** Header lines that must not be believed, each signed as it should be. */
export const hostileLines = [
  '{"v":2,"k":{},"p":[]}',
  '{"v":1,"k":{"b":-1},"p":[]}',
  '{"v":1,"k":{"b":0},"p":[]}',
  '{"v":1,"k":{"b":1.5},"p":[]}',
  '{"v":1,"k":{"b":9007199254740993},"p":[]}',
  '{"v":1,"k":{"__proto__":1},"p":[]}',
  '{"v":1,"k":{"constructor":1},"p":[]}',
  '{"v":1,"k":{},"e":["__proto__"],"p":[]}',
  '{"v":1,"k":{},"e":["nul\\u0000"],"p":[]}',
  '{"v":1,"k":{},"e":["\\ud800"],"p":[]}',
  '{"v":1,"k":{},"p":[["centre","p"]]}',
  '{"v":1,"k":[],"p":[]}',
  '{"v":1,"k":{},"p":{}}',
  // A laptop that swallowed the mark would hold a set that others refuse.
  '\ufeff{"v":1,"k":{},"p":[]}',
  'not json',
  '',
];

const refusedOf = (device: string) => ({ ok: false, reason: 'malformed', device });

export function hostileCases(fresh: () => Promise<Place>): void {
  async function one(): Promise<{ hub: HubStore; a: Laptop; b: Laptop }> {
    const keys = keyring();
    const hub = await openHub(await fresh());
    const [a, b] = await enrolled(hub, keys, 'a', 'b');
    return { hub, a, b };
  }

  describe('허브에 꾸민 쪽이 오면', () => {
    it('서명이 옳아도 머리글이 아니면 받지 않는다', async () => {
      const { hub, a } = await one();
      for (const line of hostileLines)
        expect(await hub.take(signedPage(a, [lineOf(a, line)]), 'a'), line).toEqual(refusedOf('a'));
      const damaged = Buffer.from([...Buffer.from('{"v":1,"k":{"'), 0xff, 0xfe, ...Buffer.from('":1},"p":[]}\n')]);
      expect(await hub.take(signedPage(a, [{ header: damaged, bodies: [] }]), 'a')).toEqual(refusedOf('a'));
      expect(await hub.counts()).toMatchObject({ streams: 0, sets: 0, openAlarms: 0 });
      await hub.close();
    });

    it('제 이름이 든 벡터, 줄어드는 벡터, 아직 없는 것을 안다는 벡터를 받지 않는다', async () => {
      const { hub, a, b } = await one();
      for (const id of ['p', 'q']) save(b, [person(id, { name: '김철수' })]);
      await push(hub, b);
      const full = lineOf(a, '{"v":1,"f":1,"k":{"b":2},"p":[]}');
      const less = lineOf(a, '{"v":1,"f":1,"k":{"b":1},"p":[]}');
      const none = lineOf(a, '{"v":1,"f":1,"k":{},"p":[]}');
      for (const second of [less, none])
        expect(await hub.take(signedPage(a, [full, second]), 'a')).toEqual(refusedOf('a'));
      for (const early of ['{"b":3}', '{"z":1}', '{"a":1}']) {
        const page = signedPage(a, [lineOf(a, `{"v":1,"f":1,"k":${early},"p":[]}`)]);
        expect(await hub.take(page, 'a'), early).toEqual({ ok: false, reason: 'notReady', device: 'a' });
      }
      expect(await hub.take(signedPage(a, [full]), 'a')).toMatchObject({ ok: true });
      await hub.close();
    });

    it('다른 열쇠로 서명했거나 머리글을 바꿔치기했거나 다른 흐름으로 옮긴 쪽을 받지 않는다', async () => {
      const { hub, a, b } = await one();
      const thief = laptop('a', keyring());
      save(thief, [person('p', { name: '김철수' })]);
      save(a, [person('p', { name: '김철수' })]);
      save(a, [person('q', { name: '이영희' })]);
      const page = allOf(a);
      const wrong = { ok: false, reason: 'signature', device: 'a' };
      expect(await hub.take(allOf(thief), 'a')).toEqual(wrong);
      const turned = changedSpans(page, (span) => ({ ...span, sets: span.sets.toReversed() }));
      expect(await hub.take(turned, 'a')).toEqual(wrong);
      const header = encodeHeader({ known: {}, full: true, erases: [], parts: [] }, a.replica.suite);
      const swapped = changedSpans(page, (span) => ({
        ...span,
        sets: [{ header, bodies: [] }, ...span.sets.slice(1)],
      }));
      expect(await hub.take(swapped, 'a')).toEqual(wrong);
      const cut = changedSpans(page, (span) => ({ ...span, sets: span.sets.slice(0, 1) }));
      expect(await hub.take(cut, 'a')).toEqual(wrong);
      const short = changedSpans(page, (span) => ({ ...span, signature: span.signature.slice(1) }));
      expect(await hub.take(short, 'a')).toEqual(wrong);
      const moved = changedSpans(page, (span) => ({ ...span, device: 'b' }));
      expect(await hub.take(moved, 'b')).toEqual({ ok: false, reason: 'signature', device: 'b' });
      expect(
        await hub.take(
          changedSpans(page, (span) => ({ ...span, device: '__proto__' })),
          'a',
        ),
      ).toMatchObject({
        ok: false,
        reason: 'malformed',
      });
      expect(await hub.vector()).toEqual(new Map());
      await heldBy(hub, b);
      expect(b.table.size).toBe(0);
      await hub.close();
    });

    it('내용의 수가 머리글과 다르거나 한 흐름의 구간이 이어지지 않는 쪽을 받지 않는다', async () => {
      const { hub, a } = await one();
      save(a, [person('p', { name: '김철수' })]);
      const page = allOf(a);
      const more = changedSpans(page, (span) => ({
        ...span,
        sets: span.sets.map((set) => ({ ...set, bodies: [...set.bodies, new Uint8Array(3)] })),
      }));
      expect(await hub.take(more, 'a')).toEqual(refusedOf('a'));
      expect(await hub.take({ ...page, spans: [...page.spans, ...page.spans] }, 'a')).toEqual(refusedOf('a'));
      expect(
        await hub.take(
          changedSpans(page, (span) => ({ ...span, from: 0 })),
          'a',
        ),
      ).toEqual(refusedOf('a'));
      expect(
        await hub.take(
          changedSpans(page, (span) => ({ ...span, sets: [] })),
          'a',
        ),
      ).toEqual(refusedOf('a'));
      const far = changedSpans(page, (span) => ({ ...span, from: Number.MAX_SAFE_INTEGER - 5 }));
      expect(await hub.take(far, 'a')).toEqual(refusedOf('a'));
      await hub.close();
    });

    it('어디가 상하거나 잘린 쪽이든 그대로이거나 아무것도 바꾸지 않는다', async () => {
      const { hub, a, b } = await one();
      save(a, [person('p', { name: '김철수' })]);
      save(a, [consultation('k', 'p')]);
      const { suite } = a.replica;
      const whole = encodePage(allOf(a), suite);
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
          const page = decodePage(byte === 0 ? whole.slice(0, at) : whole.with(at, byte), suite);
          const receipt = page === undefined ? undefined : await hub.take(page, 'a');
          if (receipt === undefined || !receipt.ok) return;
          // A body that was damaged came as a hole; headers are what was signed.
          expect(await hub.check()).toEqual({ changes: receipt.vector.get('a'), fault: null });
        }),
        { numRuns: 60 },
      );
      expect(await push(hub, a)).toMatchObject({ ok: true });
      expect(await push(hub, a)).toMatchObject({ ok: true, sets: 0 });
      await heldBy(hub, b);
      expect(new Map(b.table)).toEqual(new Map(a.table));
      await hub.close();
    });

    it('이상한 물음에도 답하거나 빈 쪽을 준다', async () => {
      const { hub, a } = await one();
      save(a, [person('p', { name: '김철수' })]);
      await push(hub, a);
      const odd = new Map([
        ['a', 4_294_967_297],
        ['__proto__', 3],
        ['z', 9],
      ]);
      const holes = [
        { device: 'a', seq: 1, index: 9 },
        { device: 'a', seq: Number.MAX_SAFE_INTEGER, index: 0 },
        { device: 'z', seq: 1, index: 0 },
        { device: 'a', seq: 0, index: 0 },
      ];
      expect(await hub.pageFor({ vector: odd, holes }, 'b')).toEqual({ spans: [], fills: [] });
      expect((await hub.pageFor({ vector: new Map(), holes }, 'b')).spans).toHaveLength(1);
      await hub.close();
    });
  });
}
