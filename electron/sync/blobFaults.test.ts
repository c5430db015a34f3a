import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { PeerClient } from '../../hub/wire/client.ts';
import { openAt } from '../../test/fault/syncEnd.ts';
import { fileFaults } from '../../test/fault/storeTruth.ts';
import { testFolder } from '../deskTest.test-helper.ts';
import { blobOf, heldBlobs } from '../store/attachmentBlobs.ts';
import { attachPages, hasAll, linked, pagesOf, somePage, testHub } from './blob.test-helper.ts';
import { centreOf, meet, until } from './event.test-helper.ts';
import type { EventEnd } from './event.test-helper.ts';
import { hubClient } from './hubClient.ts';

test('커다란 쪽이 길을 막고 있어도 변경은 먼저 가고, 쪽은 그 뒤에 온다', async () => {
  const hub = await testHub();
  const [a, b] = (await centreOf(2)) as [EventEnd, EventEnd];
  a.add('홍길동');
  const pages = [somePage(2_000_000)];
  const uuid = attachPages(a, pages);
  const open = Promise.withResolvers<void>();
  let isUnderWay = false;
  const fromA = await linked(a, hub, {
    connect: (row, self) => {
      const client = hubClient(row, self);
      const putBlob: PeerClient['putBlob'] = async (bytes, subject, options) => {
        isUnderWay = true;
        await open.promise;
        return await client.putBlob(bytes, subject, options);
      };
      return { ...client, putBlob };
    },
  });
  await linked(b, hub);
  await until(
    () => isUnderWay,
    () => a.vector(),
  );
  a.add('김먼저');
  fromA.wake('saved');
  await until(
    () => b.people().includes('김먼저'),
    () => b.people(),
  );
  expect(hasAll(b, uuid, pages)).toBe(false);
  open.resolve();
  await until(
    () => hasAll(b, uuid, pages),
    () => pagesOf(b, uuid).length,
  );
});

test('회수한 노트북은 저만 가진 쪽을 허브가 가질 때까지 비우지 않는다', async () => {
  const hub = await testHub();
  const [a] = (await centreOf(1)) as [EventEnd];
  a.add('홍길동');
  const at = { isCut: true, tries: 0, wiped: 0, blobs: -1 };
  const wipe = async (): Promise<void> => {
    at.wiped += 1;
    at.blobs = (await hub.store.counts()).blobs;
  };
  await linked(a, hub, {
    orders: { recalled: async () => undefined, wipe, shutOut: () => undefined },
    connect: (row, self) => {
      const client = hubClient(row, self);
      const putBlob: PeerClient['putBlob'] = async (bytes, subject, options) => {
        at.tries += 1;
        return at.isCut ? { ok: false, trouble: { kind: 'unreachable' } } : client.putBlob(bytes, subject, options);
      };
      return { ...client, putBlob };
    },
    pause: async (ms, signal) => await sleep(ms / 20, undefined, { signal }).catch(() => undefined),
  });
  attachPages(a, [somePage(50_000), somePage(100)]);
  await hub.store.setStanding(a.engine.replica.device, 'recalled');
  await until(
    () => at.tries > 3,
    () => at,
  );
  expect(at.wiped).toBe(0);
  at.isCut = false;
  await until(
    () => at.wiped === 1,
    () => at,
  );
  expect(at.blobs).toBe(2);
});

const keeper = fileURLToPath(new URL('./blobKeeper.test-helper.ts', import.meta.url));

/** Runs the keeper until it is killed, or is done by itself; gives the names that it said were kept. */
async function keepUntilKilled(orders: string, ms: number): Promise<{ said: string[]; isDone: boolean }> {
  const child = spawn(process.execPath, [keeper, orders], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  const opened = Promise.withResolvers<void>();
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
    opened.resolve();
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await Promise.race([opened.promise, ended]);
  await Promise.race([sleep(ms), ended]);
  child.kill('SIGKILL');
  const code = await ended;
  const lines = text.split('\n').slice(0, -1);
  return {
    said: lines.filter((line) => line.endsWith(' kept')).map((line) => line.split(' ')[0] ?? ''),
    isDone: code === 0,
  };
}

test('쪽을 받는 도중에 아무 때나 강제로 꺼져도, 쪽은 온전히 있거나 기다리는 것이고 저장소는 성하다', async () => {
  const [a, b] = (await centreOf(2)) as [EventEnd, EventEnd];
  a.add('홍길동');
  const pages = Array.from({ length: 8 }, (_, index) => somePage(700_000 + index));
  const uuid = attachPages(a, pages);
  await meet(a, b);
  const folder = testFolder();
  const blobs = path.join(folder, 'blobs');
  mkdirSync(blobs);
  for (const { name } of heldBlobs(a.engine, 'all', 0))
    writeFileSync(path.join(blobs, name), blobOf(a.engine, name).blob ?? '');
  const orders = path.join(folder, 'orders.json');
  const { lock } = b;
  const file = b.engine.db.name;
  writeFileSync(orders, JSON.stringify({ file, key: Buffer.from(lock.key).toString('hex'), blobs }));
  b.engine.close();

  const whole = new Set<string>();
  let kills = 0;
  for (let isDone = false; !isDone;) {
    // Longer each time, so that it comes to an end on a machine that does nothing quickly.
    const run = await keepUntilKilled(orders, randomInt(1, 100 + 150 * kills));
    ({ isDone } = run);
    if (!isDone) kills += 1;
    for (const name of run.said) whole.add(name);
    const engine = openAt({ file, lock });
    try {
      expect(fileFaults(engine)).toEqual([]);
      const here = new Set(heldBlobs(engine, 'all', 0).map(({ name }) => name));
      // What was said to be kept is; what is not whole is no page of anybody's.
      for (const name of whole) expect(here.has(name)).toBe(true);
      const seen = pagesOf({ engine }, uuid).filter((page) => Buffer.isBuffer(page));
      expect(seen).toHaveLength(here.size);
      expect(seen.every((page) => pages.some((one) => one.equals(page)))).toBe(true);
      for (const name of here) whole.add(name);
    } finally {
      engine.close();
    }
  }
  expect(whole.size).toBe(8);
  expect(kills).toBeGreaterThan(0);
}, 120_000);

test('허브에 첨부를 둘 자리가 없으면 변경은 계속 오가고, 할 일을 말하며, 자리가 나면 말이 없어지고 저절로 올라간다', async () => {
  const hub = await testHub();
  const [a] = (await centreOf(1)) as [EventEnd];
  a.add('홍길동');
  attachPages(a, [somePage(1000)]);
  const at = { isFull: true };
  const link = await linked(a, hub, {
    connect: (row, self) => {
      const client = hubClient(row, self);
      const blobs: PeerClient['blobs'] = async (names, options) =>
        at.isFull ? { ok: true, value: { held: [], wanted: [], full: true } } : await client.blobs(names, options);
      return { ...client, blobs };
    },
  });
  await until(
    () => link.status().message !== '' && link.status().phase === 'upToDate',
    () => link.status(),
  );
  expect(link.status()).toMatchObject({ waiting: 0, files: { toGo: 1 } });
  expect(link.status().message).toContain('허브를 맡은 사람에게 자리를 늘려 달라고');
  at.isFull = false;
  await until(
    () => link.status().files.toGo === 0 && link.status().message === '',
    () => link.status(),
  );
  expect(await hub.store.counts()).toMatchObject({ blobs: 1 });
});
