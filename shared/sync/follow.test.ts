import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainStart } from './changeSet.ts';
import { pageFor, request } from './exchange.ts';
import { followSet } from './follow.ts';
import type { Followed, LyingSet, SetFault } from './follow.ts';
import { consultation, keyring, laptop, person, save } from './replica.test-helper.ts';

/** A stream of one laptop, sealed at its end, as it lies in its own store. */
function stream(sets: number) {
  const keys = keyring();
  const a = laptop('a', keys);
  const { storage, suite } = a.replica;
  for (let n = 0; n < sets; n += 1) save(a, [person(`p${n}`, { name: '김철수' }), consultation(`k${n}`, `p${n}`)]);
  // What leaves a laptop is sealed.
  pageFor(a.replica, request(laptop('b', keys).replica), () => true);
  const head = storage.streams().find(({ device }) => device === 'a');
  if (!head) throw new Error('no stream');
  const lying: LyingSet[] = storage.sets('a', 1, head.seq).map(({ seq, header, parts }) => {
    const seal = storage.sealFrom('a', seq);
    return {
      seq,
      header,
      bodies: parts.map(({ body }) => body),
      signature: seal?.seq === seq ? seal.signature : undefined,
    };
  });
  const start: Followed = { seq: 0, hash: chainStart('a', suite) };
  const isSealed = (sealed: Uint8Array, signature: Uint8Array) => suite.verify('a', sealed, signature);
  const follow = (found: readonly LyingSet[], device = 'a'): Followed | SetFault => {
    let at = start;
    for (const set of found) {
      const next = followSet(device, at, set, suite, isSealed);
      if (typeof next === 'string') return next;
      at = next;
    }
    return at;
  };
  return { head, lying, follow };
}

const changed = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.with(at % bytes.length, (bytes[at % bytes.length] ?? 0) ^ 1);

test('쓴 그대로면 끝까지 따라가 머리와 같은 곳에 이른다', () => {
  const { head, lying, follow } = stream(5);
  expect(follow(lying)).toEqual({ seq: head.seq, hash: head.hash });
  expect(lying.at(-1)?.signature).toBeDefined();
});

test('내용이 여기 없는 것은 잘못이 아니다', () => {
  const { head, lying, follow } = stream(3);
  const without = lying.map((set) => ({ ...set, bodies: set.bodies?.map(() => undefined) }));
  expect(follow(without)).toEqual({ seq: head.seq, hash: head.hash });
});

test('한 바이트가 바뀌거나, 하나가 빠지거나, 남의 이름으로 옮겨지면 어디가 틀렸는지 말한다', () => {
  const { lying, follow } = stream(4);
  const at = (index: number, patch: (set: LyingSet) => Partial<LyingSet>) =>
    follow(lying.map((set, n) => (n === index ? { ...set, ...patch(set) } : set)));
  expect(follow(lying.toSpliced(1, 1))).toBe('the header');
  expect(at(1, ({ header }) => ({ header: header.subarray(1) }))).toBe('the header');
  expect(at(1, ({ bodies }) => ({ bodies: bodies?.slice(1) }))).toBe('the bodies');
  expect(at(1, () => ({ bodies: undefined }))).toBe('the bodies');
  expect(at(3, ({ signature }) => ({ signature: signature && changed(signature, 0) }))).toBe('the seal');
  expect(follow(lying, 'b')).toBe('the seal');
});

test('어느 내용의 어느 바이트를 바꾸어도 찾아낸다', () => {
  const { lying, follow } = stream(3);
  fc.assert(
    fc.property(fc.nat({ max: lying.length - 1 }), fc.nat(), fc.nat(), (which, part, byte) => {
      const found = lying.map((set, n) => {
        if (n !== which || !set.bodies) return set;
        const { bodies } = set;
        return {
          ...set,
          bodies: bodies.map((body, p) => (body && p === part % bodies.length ? changed(body, byte) : body)),
        };
      });
      expect(follow(found)).toBe('a body');
    }),
  );
});
