import { copyFileSync, readdirSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { testFolder, testNow } from '../deskTest.test-helper.ts';
import { makeJobs } from '../jobs/index.ts';
import { attachPages, hasAll, pagesOf, somePage } from './blob.test-helper.ts';
import { centreOf } from './event.test-helper.ts';
import type { EventEnd } from './event.test-helper.ts';
import { startExchange } from './exchangeLoop.ts';
import type { Exchange } from './exchangeLoop.ts';
import type { AskExchange } from './exchangePort.ts';
import { theProgram } from '../../shared/model/role.ts';

/** The exchange of a laptop through a folder with every other laptop that it knows. */
async function exchanging(end: EventEnd, folder: string): Promise<Exchange> {
  const jobs = makeJobs(end.engine, end.lock, () => undefined);
  const askExchange: AskExchange = async (name, input) =>
    (await jobs({ ask: 'job', name, input, actor: theProgram, now: testNow })).value as never;
  const { peers } = await askExchange('exchange.facts', null);
  await askExchange('exchange.choose', { ids: peers.map(({ id }) => id) });
  await askExchange('exchange.setFolder', { folder });
  const exchange = startExchange({
    ask: end.ask,
    askExchange,
    now: () => testNow,
    tell: () => undefined,
    trouble: (cause) => end.troubles.push(cause),
    pause: async (ms, signal) => await sleep(ms, undefined, { signal }).catch(() => undefined),
  });
  onTestFinished(() => exchange.stop());
  return exchange;
}

/** Two laptops that know one another, and a folder between them; what is attached is on the first. */
async function pair() {
  const [a, b] = (await centreOf(2)) as [EventEnd, EventEnd];
  const folder = testFolder();
  a.add('홍길동');
  const [ofA, ofB] = [await exchanging(a, folder), await exchanging(b, folder)];
  const rounds = async (times: number): Promise<void> => {
    for (let round = 0; round < times; round += 1) for (const each of [ofA, ofB]) await each.wake('asked');
  };
  const largest = (): number => Math.max(...readdirSync(folder).map((file) => statSync(path.join(folder, file)).size));
  return { a, b, folder, ofA, ofB, rounds, largest };
}

test('교환 파일로 첨부의 쪽이 가고, 그 뒤로는 다시 실리지 않는다', async () => {
  const { a, b, rounds, largest } = await pair();
  const pages = [somePage(300_000), somePage(1000)];
  const uuid = attachPages(a, pages);
  await rounds(3);
  expect(hasAll(b, uuid, pages)).toBe(true);
  await rounds(2);
  // What it has said it waits for is nothing any more, so that files are small again.
  expect(largest()).toBeLessThan(100_000);
  expect([...a.troubles, ...b.troubles]).toEqual([]);
  expect(await b.ask('blob.wanted', null)).toHaveLength(0);
});

test('한 파일에는 정한 만큼만 실리고 나머지는 다음 파일에 온다', async () => {
  const { a, b, rounds, largest } = await pair();
  const pages = Array.from({ length: 14 }, () => somePage(2 * 1024 * 1024 - 100));
  const uuid = attachPages(a, pages);
  const here: number[] = [];
  let size = 0;
  for (let round = 0; round < 6; round += 1) {
    await rounds(1);
    here.push(pagesOf(b, uuid).filter((page) => Buffer.isBuffer(page)).length);
    size = Math.max(size, largest());
  }
  expect(here.at(-1)).toBe(14);
  expect(here.some((count) => count > 0 && count < 14)).toBe(true);
  expect(size).toBeGreaterThan(20_000_000);
  expect(size).toBeLessThan(26_000_000);
}, 60_000);

test('쪽 한가운데서 잘린 파일은 거기까지 온전한 쪽만 남기고, 다시 쓰면 이어진다', async () => {
  const { a, b, folder, ofA, ofB, rounds } = await pair();
  await rounds(2);
  const pages = Array.from({ length: 4 }, () => somePage(200_000));
  const uuid = attachPages(a, pages);
  await ofA.wake('asked');
  await ofB.wake('asked');
  await ofA.wake('asked');
  const file = path.join(
    folder,
    readdirSync(folder).find((name) => name.startsWith(b.engine.replica.device)) ?? 'none',
  );
  truncateSync(file, 500_000);
  await ofB.wake('asked');
  const some = pagesOf(b, uuid).filter((page) => Buffer.isBuffer(page)).length;
  expect(some).toBeLessThan(4);
  await rounds(3);
  expect(hasAll(b, uuid, pages)).toBe(true);
  // An old file that comes back gives nothing a second time and harms nothing.
  copyFileSync(file, `${file}.old`);
  await rounds(1);
  expect(hasAll(b, uuid, pages)).toBe(true);
});
