import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { PeerClient } from '../../hub/wire/client.ts';
import { decodePage, decodeRequest, encodePage, encodeRequest } from '../../shared/sync/bytes.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { blockedStreams } from './backOff.ts';
import { openSession } from './linkSession.ts';
import type { AskStore, Taken } from './port.ts';

const total = 2000;
const atOnce = 600;

/** A page of one stream that goes on behind so many sets. */
function pageBehind(held: number): Uint8Array {
  const count = Math.min(atOnce, total - held);
  const sets = Array.from({ length: count }, () => ({ header: plainText.encode('{}'), bodies: [] }));
  const spans = count === 0 ? [] : [{ device: 'a', from: held + 1, sets, signature: new Uint8Array(64) }];
  return encodePage({ spans, fills: [] }, plainText);
}

interface Asked {
  readonly behind: number;
  readonly ahead: boolean;
  readonly signal: AbortSignal | undefined;
}

const blocked = () =>
  blockedStreams(
    () => 0,
    () => 0,
  );

/** A session between a hub that holds 2,000 sets and a store that `receive` stands for. */
function sessionWith(receive: (held: number, reached: number, asked: readonly Asked[]) => Promise<number>) {
  const asked: Asked[] = [];
  const end = new AbortController();
  let held = 0;
  const client: Pick<PeerClient, 'pull' | 'introduce' | 'introductions'> = {
    introduce: async () => ({ ok: true, value: [] }),
    introductions: async () => ({ ok: true, value: [] }),
    async pull(request, { ahead = false, wait = 0, signal } = {}) {
      const behind = decodeRequest(request, plainText)?.vector.get('a') ?? 0;
      asked.push({ behind, ahead, signal });
      if (wait > 0) {
        end.abort(new Error('aborted'));
        return { ok: false, trouble: { kind: 'aborted' } };
      }
      await sleep(1);
      return { ok: true, value: pageBehind(behind) };
    },
  };
  const jobs: Record<string, (input: never) => unknown> = {
    'sync.pageFor': () => null,
    'sync.introductions': () => [],
    'sync.learn': () => [],
    'sync.request': ({ beyond }: { beyond: readonly (readonly [string, number])[] }) => {
      const vector = new Map(
        [['a', Math.max(held, ...beyond.map(([, seq]) => seq))] as const].filter(([, seq]) => seq > 0),
      );
      return encodeRequest({ vector, holes: [] }, plainText);
    },
    'sync.receive': async ({ bytes }: { bytes: Uint8Array }): Promise<Taken> => {
      const span = decodePage(bytes, plainText)?.spans[0];
      const reached = (span?.from ?? 1) + (span?.sets.length ?? 0) - 1;
      expect(span?.from).toBe(held + 1);
      const before = held;
      held = await receive(before, reached, asked);
      const refused = held < reached ? [{ device: 'a', reason: 'signature', follows: false }] : [];
      return { sets: held - before, fills: 0, refused, reached: [['a', reached]], readable: true };
    },
  };
  const ask = (async (name: string, input: never) => await jobs[name]?.(input)) as AskStore;
  const session = openSession({
    ask,
    client: client as PeerClient,
    known: new Map(),
    eyes: { contact: () => undefined, busy: () => undefined, news: () => undefined },
    toHub: blocked(),
    fromHub: blocked(),
    pause: (ms, signal) => sleep(Math.min(ms, 5), undefined, { signal }).catch(() => undefined),
  });
  return { asked, held: () => held, live: () => session.live(end.signal) };
}

const cut = new Error('the store is closed');

test('한 쪽을 적는 동안 다음 쪽을 가져오고, 그 물음은 아직 적지 않은 것을 받았다고 하지 않는다', async () => {
  const one = sessionWith(async (held, reached, asked) => {
    // What comes next was asked for before this one is on the disk; behind the last one nothing is.
    if (reached - held === atOnce) await vi.waitUntil(() => asked.at(-1)?.behind === reached);
    return reached;
  });
  await expect(one.live()).rejects.toThrow('aborted');
  expect(one.held()).toBe(total);
  expect(one.asked.map(({ behind, ahead }) => [behind, ahead])).toEqual([
    [0, false],
    [600, true],
    [1200, true],
    [1800, true],
    [2000, false],
  ]);
});

test('받지 않은 것이 있으면 미리 가져온 쪽은 버리고, 적힌 것만 말하며 다시 묻는다', async () => {
  let refusals = 0;
  const one = sessionWith(async (held, reached, asked) => {
    if (reached - held < atOnce) return reached;
    await vi.waitUntil(() => asked.at(-1)?.behind === reached);
    return held === 600 && refusals++ === 0 ? 900 : reached;
  });
  await expect(one.live()).rejects.toThrow('aborted');
  expect(one.held()).toBe(total);
  const dropped = one.asked.find(({ behind }) => behind === 1200);
  expect(dropped?.ahead).toBe(true);
  expect(dropped?.signal?.aborted).toBe(true);
  const again = one.asked[one.asked.findIndex(({ behind }) => behind === 1200) + 1];
  expect(again?.ahead).toBe(false);
});

test('적다가 끊기면 미리 물은 것도 끊는다', async () => {
  const one = sessionWith(async (held, reached, asked) => {
    if (held === 0) return reached;
    await vi.waitUntil(() => asked.at(-1)?.behind === reached);
    throw cut;
  });
  await expect(one.live()).rejects.toThrow(cut);
  expect(one.held()).toBe(600);
  expect(one.asked.at(-1)).toMatchObject({ behind: 1200, ahead: true });
  expect(one.asked.at(-1)?.signal?.aborted).toBe(true);
});

test('회수된 노트북은, 허브가 변경의 내용을 잃었고 여기에 있으면, 모두 넘겼다고 보지 않는다', async () => {
  const lost = { device: 'a', seq: 3, index: 0 };
  let holes = [lost];
  const offered: (readonly unknown[])[] = [];
  const said = { name: '센터', device: 'b', standing: 'recalled', vector: new Map([['a', 3]]), at: 0 };
  const jobs: Record<string, (input: { readonly holes: readonly unknown[] }) => unknown> = {
    'sync.facts': () => ({ vector: [['a', 3]] }),
    'sync.pageFor': (asked) => {
      offered.push(asked.holes);
      return asked.holes.length === 0 ? null : { bytes: new Uint8Array(), after: [['a', 3]], sets: 0 };
    },
  };
  const client: Pick<PeerClient, 'state' | 'push'> = {
    state: async () => ({ ok: true, value: { ...said, holes } as never }),
    push: async () => ({ ok: true, value: { ok: true, sets: 0, fills: 1, vector: new Map([['a', 3]]) } }),
  };
  const never = new AbortController().signal;
  const session = openSession({
    ask: (async (name: string, input: never) => jobs[name]?.(input)) as AskStore,
    client: client as PeerClient,
    known: new Map(),
    eyes: { contact: () => undefined, busy: () => undefined, news: () => undefined },
    toHub: blocked(),
    fromHub: blocked(),
    pause: async () => undefined,
  });
  await session.greet(never);
  expect(await session.handOver(never)).toBe(false);
  // Offered at once, and again at the next try.
  expect(offered[0]).toEqual([lost]);
  expect(await session.handOver(never)).toBe(false);
  holes = [];
  expect(await session.handOver(never)).toBe(true);
});
