// N3: lines that are cut, truncated, held up, doubled and damaged at random, between real stores, a real hub and a real host.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startProxy } from '../../hub/wire/proxy.test-helper.ts';
import type { Faults, Proxy } from '../../hub/wire/proxy.test-helper.ts';
import { createRandom } from '../../test/fixtures/generate.ts';
import { chainFaults, rebuildsEqual } from '../../test/fault/storeTruth.ts';
import { enrol, openHub, startEnd } from '../../test/fault/syncEnd.ts';
import { testFolder } from '../deskTest.test-helper.ts';
import { centreOf, untilSame } from './event.test-helper.ts';
import type { EventEnd } from './event.test-helper.ts';

const seed = Number(process.env['BAD_LINE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const named = `(BAD_LINE_SEED=${seed})`;
const cuts = 20;

/** What becomes of the lines from now on: each kind of fault has its turn, its place is drawn. */
function faultsOf(turn: number, random: () => number): Faults {
  const place = Math.floor(random() * 14_000);
  const politely = random() < 0.5;
  switch (turn % 6) {
    case 0:
      return { cutDown: place, politely };
    case 1:
      return { cutUp: place, politely };
    case 2:
      return { repeatDown: place };
    case 3:
      return { flipDown: place };
    case 4:
      return { delay: 1 + Math.floor(random() * 15), cutDown: place };
    default:
      return { delay: 1 + Math.floor(random() * 5), cutUp: place, politely };
  }
}

async function badLine(port: number): Promise<Proxy> {
  const proxy = await startProxy(port);
  onTestFinished(() => proxy.close());
  return proxy;
}

/** Twenty faults on the lines while all of them write; gives how many people there must be. */
async function suffer(lines: readonly Proxy[], ends: readonly EventEnd[]): Promise<number> {
  const random = createRandom(seed);
  let added = 0;
  for (let turn = 0; turn < cuts; turn += 1) {
    for (const [index, line] of lines.entries()) line.set(faultsOf(turn + index, random));
    for (const end of ends) {
      end.add(...Array.from({ length: 1 + Math.floor(random() * 4) }, () => ((added += 1), '홍길동')));
    }
    await sleep(Math.floor(random() * 60));
  }
  for (const line of lines) line.set({});
  return added;
}

/** What is not as it should be, in words. */
async function wrongWith(ends: readonly EventEnd[]): Promise<string[]> {
  const found: string[] = [];
  for (const { engine, ask, troubles } of ends) {
    found.push(...troubles, ...chainFaults(engine.replica));
    const { items, troubles: shown } = await ask('sync.facts', null);
    if (items.applied !== items.in || items.held + items.trouble + shown > 0)
      found.push(JSON.stringify([items, shown]));
    if (!rebuildsEqual(engine)) found.push('the rows are not what the log says');
  }
  return found;
}

test(`허브로 가는 두 줄이 스무 번 아무 데서나 상해도 이어지고, 잃는 것도 두 번 들어가는 것도 없다 ${named}`, async () => {
  const hub = await openHub(testFolder());
  onTestFinished(() => hub.close());
  const ends = await centreOf(2);
  const lines: Proxy[] = [];
  const links: ReturnType<typeof startEnd>[] = [];
  for (const end of ends) {
    const line = await badLine(hub.port);
    await enrol(end.ask, { ...hub, port: line.port });
    lines.push(line);
    const link = startEnd(end.ask, {
      trouble: (cause) => end.troubles.push(cause),
      // Back-off as it is, in a hundredth of the time.
      pause: async (ms, signal) => await sleep(ms / 100, undefined, { signal }).catch(() => undefined),
    });
    links.push(link);
    onTestFinished(() => link.stop());
  }
  const timer = setInterval(() => links.forEach((link) => link.wake('saved')), 30);
  onTestFinished(() => clearInterval(timer));
  const added = await suffer(lines, ends);
  for (const link of links) link.wake('resumed');
  await untilSame(ends, added);
  const begun = performance.now();
  while (links.some((link) => link.status().phase !== 'upToDate' || link.status().waiting > 0)) {
    if (performance.now() - begun > 40_000) throw new Error(JSON.stringify(links.map((link) => link.status())));
    await sleep(5);
  }
  expect(await wrongWith(ends)).toEqual([]);
  const { fault } = await hub.store.check();
  expect(fault).toBeNull();
  expect(Object.fromEntries(await hub.store.vector())).toEqual(ends[0]?.vector());
});

test(`행사 네트워크의 두 줄이 스무 번 아무 데서나 상해도 이어지고, 잃는 것도 두 번 들어가는 것도 없다 ${named}`, async () => {
  const [host, ...guests] = await centreOf(3);
  if (!host) throw new Error('no host');
  const { port } = await host.open();
  const lines = [];
  for (const guest of guests) {
    const line = await badLine(port);
    guest.join(line.port);
    lines.push(line);
  }
  const all = [host, ...guests];
  await untilSame(all, await suffer(lines, all));
  expect(await wrongWith(all)).toEqual([]);
});
