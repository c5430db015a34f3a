import { hash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { blobOf } from '../store/attachmentBlobs.ts';
import { keepingSteps } from '../store/attachmentPages.ts';
import {
  attachPages,
  filesOf,
  hasAll,
  memoryHub,
  namesOf,
  owedBy,
  pagesOf,
  somePage,
  twoLaptops,
} from './blob.test-helper.ts';
import { openBlobLoop } from './blobLoop.ts';
import type { BlobPeer } from './blobLoop.ts';
import { until } from './event.test-helper.ts';
import type { EventEnd } from './event.test-helper.ts';

/** Runs the loop of a laptop with another end until the test is over. */
function runLoop(end: EventEnd, peer: BlobPeer, over: Partial<Parameters<typeof openBlobLoop>[0]> = {}) {
  const stop = new AbortController();
  const troubles: string[] = [];
  const loop = openBlobLoop({
    ask: end.ask,
    peer: 'hub',
    isBusy: () => false,
    news: () => undefined,
    monotonic: () => performance.now(),
    random: () => 0.5,
    pause: async (ms, signal) => await sleep(ms / 20, undefined, { signal }).catch(() => undefined),
    trouble: (cause) => troubles.push(cause),
    ...over,
  });
  const live = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  const running = loop.beside(peer, stop.signal, live);
  const end_ = async (): Promise<void> => {
    stop.abort();
    await running;
  };
  onTestFinished(end_);
  return { loop, troubles, stop: end_ };
}

describe('쪽을 나르는 고리', () => {
  test('변경이 오가는 동안에는 쪽을 하나도 나르지 않고, 끝나면 나른다', async () => {
    const [a] = await twoLaptops();
    attachPages(a, [somePage(1000)]);
    const { asked, peer } = memoryHub();
    const busy = { is: true };
    const { stop } = runLoop(a, peer, { isBusy: () => busy.is });
    await sleep(100);
    expect(asked).toEqual([]);
    busy.is = false;
    await until(
      () => asked.length === 1,
      () => asked,
    );
    await stop();
    expect(owedBy(a)).toBe(0);
  });

  test('다른 바이트, 잘린 바이트, 남의 쪽은 받지 않은 것으로 치고, 바른 것이 오면 받는다', async () => {
    const [a, b] = await twoLaptops();
    const pages = [somePage(3000), somePage(3000), somePage(4000)];
    const uuid = attachPages(a, pages);
    await carry(a, b);
    const { held, asked, peer } = memoryHub();
    const right = new Map(namesOf(a).map((name) => [name, blobOf(a.engine, name).blob ?? new Uint8Array()]));
    const [first, second, third] = namesOf(a) as [string, string, string];
    // A hub that gives whatever it likes under these names.
    held.set(first, right.get(second) ?? new Uint8Array());
    held.set(second, right.get(first) ?? new Uint8Array());
    held.set(third, (right.get(third) ?? new Uint8Array()).subarray(0, -1));
    runLoop(b, peer);
    await until(
      () => new Set(asked).size === 3,
      () => asked,
    );
    await sleep(50);
    expect(pagesOf(b, uuid)).toHaveLength(3);
    expect(hasAll(b, uuid, pages)).toBe(false);
    expect(b.engine.sql('SELECT count(*) FROM attachment_page').pluck().get()).toBe(0);
    for (const [name, bytes] of right) held.set(name, bytes);
    await until(
      () => hasAll(b, uuid, pages),
      () => pagesOf(b, uuid).map(String),
    );
  });

  test('너무 큰 것, 이름과 다른 것이라고 줄이 알린 쪽 하나가 다른 쪽을 막지 않는다', async () => {
    const [a, b] = await twoLaptops();
    const pages = [somePage(100), somePage(200), somePage(300)];
    const uuid = attachPages(a, pages);
    await carry(a, b);
    const { held, peer } = memoryHub();
    for (const name of namesOf(a)) held.set(name, blobOf(a.engine, name).blob ?? new Uint8Array());
    const bad = namesOf(a)[1];
    runLoop(b, {
      ...peer,
      getBlob: async (name) =>
        name === bad ? { ok: false, trouble: { kind: 'malformed' } } : { ok: true, value: held.get(name) },
    });
    await until(
      () => pagesOf(b, uuid).filter((page) => Buffer.isBuffer(page)).length === 2,
      () => pagesOf(b, uuid),
    );
    expect(await filesOf(b)).toEqual({ toCome: 1, toGo: 0 });
  });

  test('늘 실패하는 쪽이 몇 있어도 그 뒤의 쪽은 모두 간다', async () => {
    const [a] = await twoLaptops();
    attachPages(
      a,
      Array.from({ length: 9 }, (_, index) => somePage(100 + index)),
    );
    const { held, peer } = memoryHub();
    const bad = new Map(namesOf(a).map((name, index) => [name, index]));
    const troubles = [
      { kind: 'refused', code: 'tooLarge', status: 413 },
      { kind: 'refused', code: 'internal', status: 500 },
      { kind: 'unreachable' },
      { kind: 'malformed' },
    ] as const;
    runLoop(a, {
      ...peer,
      async putBlob(bytes, subject) {
        const trouble = troubles[bad.get(hash('sha256', bytes)) ?? -1];
        return trouble ? { ok: false, trouble } : await peer.putBlob(bytes, subject);
      },
    });
    await until(
      () => held.size === 5,
      () => held.size,
    );
    expect(owedBy(a)).toBe(4);
  });

  test.each(['물을 때', '올릴 때'])(
    '허브에 자리가 없다고 %s 들으면 쪽을 그대로 두고 받을 것은 받으며, 자리가 나면 저절로 올린다',
    async (when) => {
      const [a, b] = await twoLaptops();
      attachPages(a, [somePage(100), somePage(200)]);
      await carry(a, b);
      const pages = [somePage(300)];
      const uuid = attachPages(b, pages);
      await carry(b, a);
      const { held, peer } = memoryHub();
      for (const name of namesOf(b)) held.set(name, blobOf(b.engine, name).blob ?? Buffer.alloc(0));
      const hub = { isFull: true };
      let refused = 0;
      const { loop } = runLoop(a, {
        ...peer,
        async blobs(all, options) {
          const known = await peer.blobs(all, options);
          if (!known.ok || !hub.isFull || when === '올릴 때') return known;
          return { ok: true, value: { held: known.value.held, wanted: [], full: true } };
        },
        async putBlob(bytes, subject) {
          if (!hub.isFull) return await peer.putBlob(bytes, subject);
          refused += 1;
          return { ok: true, value: { name: hash('sha256', bytes), taken: 'full' } };
        },
      });
      await until(
        () => hasAll(a, uuid, pages) && loop.isFull(),
        () => [owedBy(a), loop.isFull(), refused],
      );
      expect(owedBy(a)).toBe(2);
      expect(refused > 0).toBe(when === '올릴 때');
      hub.isFull = false;
      await until(
        () => owedBy(a) === 0 && !loop.isFull(),
        () => [owedBy(a), loop.isFull()],
      );
      expect(held.size).toBe(3);
    },
  );

  test('파기한 사람의 쪽이라고 들으면 다시 올리지 않고, 넘긴 것으로 친다', async () => {
    const [a] = await twoLaptops();
    attachPages(a, [somePage(100)]);
    const { peer } = memoryHub();
    let puts = 0;
    const { loop } = runLoop(a, {
      ...peer,
      async putBlob(bytes) {
        puts += 1;
        return { ok: true, value: { name: hash('sha256', bytes), taken: 'erased' } };
      },
    });
    await until(
      () => owedBy(a) === 0,
      () => owedBy(a),
    );
    for (let time = 0; time < 5; time += 1) {
      loop.wake();
      await sleep(20);
    }
    expect(puts).toBe(1);
  });

  test('회수: 허브가 모두 가졌다고 할 때까지 넘긴 것이 아니고, 예전에 들은 말은 다시 묻는다', async () => {
    const [a] = await twoLaptops();
    attachPages(a, [somePage(100), somePage(200)]);
    const { held, peer } = memoryHub();
    const { loop, stop } = runLoop(a, peer);
    await until(
      () => owedBy(a) === 0,
      () => owedBy(a),
    );
    await stop();
    held.clear();
    const over = new AbortController();
    expect(await loop.handOver({ ...peer, putBlob: async () => down }, over.signal).catch(String)).toContain('unreach');
    expect(owedBy(a)).toBe(2);
    // What has just gone wrong is left alone for a moment, here as everywhere.
    let isOver = false;
    while (!isOver) {
      await sleep(50);
      isOver = await loop.handOver(peer, over.signal);
    }
    expect(held.size).toBe(2);
  });

  test('손상된 쪽은 보내지 않고, 다른 데서 성한 것을 받아 낫는다', async () => {
    const [a] = await twoLaptops();
    const pages = [somePage(300_000), somePage(100)];
    const uuid = attachPages(a, pages);
    const { held, peer } = memoryHub();
    const good = namesOf(a).map((name) => [name, blobOf(a.engine, name).blob ?? new Uint8Array()] as const);
    a.engine.sql('UPDATE attachment_page SET bytes = zeroblob(length(bytes)) WHERE page = 1 AND chunk = 1').run();
    const { loop } = runLoop(a, peer);
    await until(
      () => held.size === 1,
      () => held.size,
    );
    await until(
      () => a.engine.sql('SELECT count(*) FROM attachment_blob WHERE here = 0').pluck().get() === 1,
      () => pagesOf(a, uuid).length,
    );
    // What it would make of the damaged page is nowhere.
    expect([...held.keys()].every((name) => good.some(([each]) => each === name))).toBe(true);
    for (const [name, bytes] of good) held.set(name, bytes);
    loop.wake();
    await until(
      () => hasAll(a, uuid, pages),
      () => pagesOf(a, uuid).map((page) => page.length),
    );
    expect(pagesOf(a, uuid)).toEqual(pages);
  });

  test('받는 도중에 꺼져도 반쪽은 열리지 않고, 다시 켜면 처음부터 받는다', async () => {
    const { b, page, uuid, name, bytes } = await onePageAwaited();
    const steps = (): (() => boolean)[] => keepingSteps(b.engine, { attachment: uuid, page: 1 }, page);
    expect(steps()).toHaveLength(4);
    for (let done = 0; done < 4; done += 1) {
      for (const step of steps().slice(0, done)) b.engine.db.transaction(step).immediate();
      expect(hasAll(b, uuid, [page])).toBe(false);
      expect((await filesOf(b)).toCome).toBe(1);
    }
    expect(await b.ask('blob.keep', { name, bytes })).toBe('kept');
    expect(hasAll(b, uuid, [page])).toBe(true);
    expect(await b.ask('blob.keep', { name, bytes })).toBe('unwanted');
  });

  test('두 길로 한꺼번에 와도 쪽은 하나이고 온전하다', async () => {
    const { b, page, uuid, name, bytes } = await onePageAwaited();
    const both = await Promise.all([1, 2, 3].map(() => b.ask('blob.keep', { name, bytes })));
    expect(both.toSorted()).toEqual(['kept', 'unwanted', 'unwanted']);
    expect(hasAll(b, uuid, [page])).toBe(true);
  });
});

const down = { ok: false, trouble: { kind: 'unreachable' } } as const;

/** A laptop that waits for the one page of a document, and that page as it travels. */
async function onePageAwaited() {
  const [a, b] = await twoLaptops();
  const page = somePage(900_000);
  const uuid = attachPages(a, [page]);
  await carry(a, b);
  const [name] = namesOf(a) as [string];
  return { b, page, uuid, name, bytes: blobOf(a.engine, name).blob ?? new Uint8Array() };
}

/** What one has, the other takes in, without the pages. */
async function carry(from: EventEnd, to: EventEnd): Promise<void> {
  for (;;) {
    const { vector } = await to.ask('sync.facts', null);
    const page = await from.ask('sync.pageFor', { held: vector, without: [] });
    if (page === null) return;
    await to.ask('sync.receive', { bytes: page.bytes });
  }
}
