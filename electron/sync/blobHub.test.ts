import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { PeerClient } from '../../hub/wire/client.ts';
import { startProxy } from '../../hub/wire/proxy.test-helper.ts';
import { blobOf } from '../store/attachmentBlobs.ts';
import {
  attachPages,
  filesOf,
  hasAll,
  linked,
  namesOf,
  owedBy,
  pagesOf,
  somePage,
  testHub,
  twoLaptops,
} from './blob.test-helper.ts';
import { until } from './event.test-helper.ts';
import { hubClient } from './hubClient.ts';

describe('첨부의 쪽이 허브를 오간다', () => {
  test('한 노트북에서 붙인 서류는 허브를 거쳐 다른 노트북에서 열리고, 허브에는 암호문만 있다', async () => {
    const hub = await testHub();
    const [a, b] = await twoLaptops();
    const pages = [somePage(300_000), Buffer.from('짧은 쪽'), somePage(2 * 1024 * 1024)];
    const uuid = attachPages(a, pages);
    expect(await filesOf(a)).toEqual({ toCome: 0, toGo: 1 });
    expect(owedBy(a)).toBe(3);
    await linked(a, hub);
    await linked(b, hub);
    await until(
      () => hasAll(b, uuid, pages),
      () => [pagesOf(b, uuid).map(String), a.troubles, b.troubles],
    );
    await until(
      () => owedBy(a) === 0 && owedBy(b) === 0,
      () => [owedBy(a), owedBy(b)],
    );
    expect(await hub.store.counts()).toMatchObject({ blobs: 3 });
    expect(await filesOf(a)).toEqual({ toCome: 0, toGo: 0 });
    expect(await filesOf(b)).toEqual({ toCome: 0, toGo: 0 });
    for (const [index, name] of namesOf(a).entries()) {
      const kept = await hub.store.blob(name);
      expect(kept && hash('sha256', kept)).toBe(name);
      expect(Buffer.from(kept ?? []).includes(Buffer.from(pages[index] ?? '').subarray(0, 10))).toBe(false);
      // Both laptops make the very bytes that the hub has.
      expect(Buffer.from(blobOf(b.engine, name).blob ?? []).equals(kept ?? Buffer.alloc(1))).toBe(true);
    }
    expect([a.troubles, b.troubles]).toEqual([[], []]);
  });

  test('쪽이 오기 전에는 파일 대기이고, 온 뒤에 저절로 열린다', async () => {
    const hub = await testHub();
    const [a, b] = await twoLaptops();
    const pages = [somePage(50_000)];
    const uuid = attachPages(a, pages);
    const hold = { isHeld: true };
    await linked(a, hub, {
      connect: (row, self) => {
        const client = hubClient(row, self);
        const putBlob: PeerClient['putBlob'] = async (bytes, subject, options) =>
          hold.isHeld ? { ok: false, trouble: { kind: 'unreachable' } } : await client.putBlob(bytes, subject, options);
        return { ...client, putBlob };
      },
    });
    await linked(b, hub);
    await until(
      () => pagesOf(b, uuid).length === 1,
      () => b.vector(),
    );
    expect(hasAll(b, uuid, pages)).toBe(false);
    expect(await filesOf(b)).toEqual({ toCome: 1, toGo: 0 });
    expect((await filesOf(a)).toGo).toBe(1);
    hold.isHeld = false;
    await until(
      () => hasAll(b, uuid, pages),
      () => pagesOf(b, uuid).map(String),
    );
  });

  test('줄이 쪽 한가운데서 아무리 끊겨도, 대답을 잃어도 모두 가고 온다', async () => {
    const hub = await testHub();
    const [a, b] = await twoLaptops();
    const pages = [somePage(200_000), somePage(150_000), somePage(90_000), somePage(10_000)];
    const uuid = attachPages(a, pages);
    const proxy = await startProxy(hub.port);
    onTestFinished(() => proxy.close());
    const bad = { times: 0 };
    const over = {
      connect: (...[row, self]: Parameters<typeof hubClient>) => {
        // Every line is cut somewhere else, in either direction, until it has been cut often.
        bad.times += 1;
        const cut = 4000 + ((bad.times * 37_111) % 260_000);
        proxy.set(bad.times > 14 ? {} : bad.times % 2 === 0 ? { cutUp: cut } : { cutDown: cut });
        return hubClient({ ...row, port: proxy.port }, self);
      },
      pause: async (ms: number, signal: AbortSignal) =>
        await sleep(ms / 20, undefined, { signal }).catch(() => undefined),
    };
    const links = [await linked(a, hub, over), await linked(b, hub, over)];
    const nudge = setInterval(() => {
      for (const link of links) if (bad.times <= 14) link.wake('resumed');
    }, 150);
    onTestFinished(() => clearInterval(nudge));
    await until(
      () => hasAll(b, uuid, pages),
      () => [bad.times, pagesOf(b, uuid).map((page) => page.length)],
    );
    await until(
      () => owedBy(a) === 0,
      () => owedBy(a),
    );
    expect(bad.times).toBeGreaterThan(3);
  }, 60_000);

  test('허브가 옛 백업으로 되돌려져 쪽을 잃으면, 가진 노트북이 다시 올린다', async () => {
    const hub = await testHub();
    const [a] = await twoLaptops();
    attachPages(a, [somePage(5000), somePage(6000)]);
    const first = await linked(a, hub);
    await until(
      () => owedBy(a) === 0,
      () => owedBy(a),
    );
    await first.stop();
    // Another hub of the same name that has nothing, as one brought back from an old disk.
    const other = await testHub();
    expect(await other.store.counts()).toMatchObject({ blobs: 0 });
    await linked(a, other, { connect: hubClient });
    await until(
      () => owedBy(a) === 0,
      () => owedBy(a),
    );
    expect(await other.store.counts()).toMatchObject({ blobs: 2 });
  });
});
