// Two laptops that hold the same change sets find out when their records are not the same, whichever way they meet.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { enrol, openHub } from '../../test/fault/syncEnd.ts';
import type { SyncTrouble } from '../../shared/contract/sync.ts';
import { theProgram } from '../../shared/model/role.ts';
import { encodePage } from '../../shared/sync/bytes.ts';
import { bucketOf } from '../../shared/sync/digest.ts';
import { pageFor } from '../../shared/sync/exchange.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { testFolder, testNow } from '../deskTest.test-helper.ts';
import { makeJobs } from '../jobs/index.ts';
import { makeWords, standingOf } from '../store/digest.ts';
import type { DigestLoop, DigestLoopOptions } from './digestLoop.ts';
import { startDigests } from './digestLoop.ts';
import { centreOf, eventEnd, meet, until } from './event.test-helper.ts';
import type { EventEnd } from './event.test-helper.ts';
import { startExchange } from './exchangeLoop.ts';
import type { AskExchange } from './exchangePort.ts';
import { hubClient } from './hubClient.ts';

const pause = async (ms: number, signal: AbortSignal): Promise<void> =>
  await sleep(ms, undefined, { signal }).catch(() => undefined);

/** Two laptops of a centre that hold the same: a person with a long name, and their own records. */
async function pair(): Promise<readonly [EventEnd, EventEnd]> {
  const [a, b] = await centreOf(2);
  if (!a || !b) throw new Error('two laptops');
  a.add('김비교', '이비교');
  await meet(a, b);
  return [a, b];
}

const jobOf = ({ engine, lock }: EventEnd) => {
  const jobs = makeJobs(engine, lock, () => undefined);
  return async (name: string, input: unknown): Promise<unknown> =>
    (await jobs({ ask: 'job', name, input, actor: theProgram, now: testNow })).value;
};
const shown = async (end: EventEnd): Promise<readonly SyncTrouble[]> =>
  (await jobOf(end)('sync.shownTroubles', null)) as SyncTrouble[];
/** What a laptop's records are compared with: nobody, until a test says otherwise. */
function comparing({ ask }: EventEnd, tellOthers: DigestLoopOptions['tellOthers'] = async () => []): DigestLoop {
  const loop = startDigests({
    ask,
    askHeavy: ask,
    tellOthers,
    now: () => testNow,
    monotonic: () => performance.now(),
    pause,
    tell: () => undefined,
    trouble: (cause) => {
      throw new Error(cause);
    },
  });
  onTestFinished(() => loop.stop());
  return loop;
}

const tamper = ({ engine }: EventEnd): void =>
  void engine.sql(`UPDATE person SET doc = json_set(doc, '$.note', '밖에서 고친 비고') WHERE name = '김비교'`).run();
const mend = ({ engine }: EventEnd): void =>
  void engine.sql(`UPDATE person SET doc = json_remove(doc, '$.note') WHERE name = '김비교'`).run();

const same = (laptop: EventEnd) => ({
  rows: [{ laptop: nameOf(laptop), at: testNow, same: true }],
});
const nameOf = ({ engine }: EventEnd): string =>
  String(engine.sql('SELECT name FROM device WHERE uuid = (SELECT device FROM device_key)').pluck().get());

/** The one item of 확인 필요, and its report. */
async function difference(at: EventEnd, other: EventEnd): Promise<void> {
  const [item, ...more] = await shown(at);
  expect(more).toEqual([]);
  expect(item).toMatchObject({ kind: 'differs', canRetry: false, canAgree: false, canExport: true });
  expect(item?.laptop).toContain(nameOf(other));
  expect(item?.reason).toContain('구직자');
  expect(item?.reason).toContain('백업');
  const pages = (await jobOf(at)('sync.export', { id: item?.id })) as Uint8Array[];
  const text = Buffer.concat(pages).toString('utf8');
  for (const said of ['김비교', '이비교', '밖에서', '010']) expect(text).not.toContain(said);
  const uuid = String(at.engine.sql(`SELECT uuid FROM person WHERE name = '김비교'`).pluck().get());
  expect(JSON.parse(text)).toMatchObject({
    form: 'ppuri.difference.1',
    here: at.engine.replica.device,
    there: other.engine.replica.device,
    scopes: [
      {
        scope: 'centre',
        types: [
          {
            type: 'person',
            here: { records: 2, rows: 2 },
            there: { records: 2, rows: 2 },
            merged: false,
            shown: true,
            buckets: [bucketOf(uuid)],
          },
        ],
      },
    ],
  });
  const facts = await at.ask('sync.facts', null);
  expect(facts.troubles).toBe(1);
}

describe('같은 변경을 가진 두 노트북의 기록을', () => {
  test('허브를 거쳐 비교한다: 같으면 같다고, 다르면 두 노트북 모두 확인 필요에 알리고, 다시 같아지면 사라진다', async () => {
    const [a, b] = await pair();
    const hub = await openHub(testFolder());
    const loops: DigestLoop[] = [];
    for (const end of [a, b]) {
      await enrol(end.ask, hub);
      const row = (await end.ask('sync.facts', null)).hub;
      if (!row) throw new Error('not linked');
      const client = hubClient(row, await end.ask('sync.prepare', null));
      onTestFinished(() => client.close());
      loops.push(
        comparing(end, async (word) => {
          const given = await client.compare(word);
          return given.ok ? given.value : [];
        }),
      );
    }
    onTestFinished(() => hub.close());
    const [ofA, ofB] = loops;
    const all = async (): Promise<void> => {
      expect(await ofA?.compare()).toBe(true);
      expect(await ofB?.compare()).toBe(true);
      expect(await ofA?.compare()).toBe(true);
    };
    await all();
    expect(await a.ask('digest.met', null)).toMatchObject(same(b));
    expect(await b.ask('digest.met', null)).toMatchObject(same(a));
    expect([...(await shown(a)), ...(await shown(b))]).toEqual([]);

    tamper(b);
    await all();
    await difference(a, b);
    await difference(b, a);

    mend(b);
    await all();
    expect(await a.ask('digest.met', null)).toMatchObject(same(b));
    expect([...(await shown(a)), ...(await shown(b))]).toEqual([]);
  });

  test('교환 파일로 비교한다', async () => {
    const [a, b] = await pair();
    const folder = testFolder();
    const exchanges = [a, b].map((end) => {
      const job = jobOf(end);
      const askExchange: AskExchange = async (name, input) => (await job(name, input)) as never;
      const trouble = (cause: string) => void end.troubles.push(cause);
      const quiet = { now: () => testNow, tell: () => undefined, trouble, pause };
      const exchange = startExchange({ ask: end.ask, askExchange, ...quiet });
      onTestFinished(() => exchange.stop());
      return { askExchange, exchange };
    });
    for (const { askExchange } of exchanges) {
      await askExchange('exchange.setFolder', { folder });
      const { peers } = await askExchange('exchange.facts', null);
      await askExchange('exchange.choose', { ids: peers.map(({ id }) => id) });
    }
    const rounds = async (): Promise<void> => {
      for (let round = 0; round < 2; round += 1) for (const { exchange } of exchanges) await exchange.wake('asked');
    };
    const both = async (): Promise<void> => {
      expect(await comparing(a).compare()).toBe(true);
      await rounds();
      // It has heard of the other's digest and knows that one of its own is worth making.
      expect(await b.ask('digest.state', null)).toMatchObject({ isTold: true });
      expect(await comparing(b).compare()).toBe(true);
      await rounds();
    };
    tamper(b);
    await both();
    await difference(a, b);
    await difference(b, a);
    mend(b);
    await both();
    for (const [end, other] of [
      [a, b],
      [b, a],
    ] as const) {
      expect(await end.ask('digest.met', null)).toMatchObject(same(other));
      expect(await shown(end)).toEqual([]);
      expect(end.troubles).toEqual([]);
    }
  });

  test('행사 네트워크에서 비교한다: 연 노트북도 참여한 노트북도 안다', async () => {
    const [a, b] = await pair();
    const { port } = await a.open();
    const guest = b.join(port);
    await until(
      () => guest.standing().connected,
      () => guest.standing(),
    );
    tamper(a);
    const ofA = comparing(a);
    const ofB = comparing(b, (word) => guest.compare(word));
    expect(await ofB.compare()).toBe(true);
    expect(await shown(b)).toEqual([]);
    // What the guest has told is compared with when the host has its own.
    expect(await ofA.compare()).toBe(true);
    await difference(a, b);
    expect(await ofB.compare()).toBe(true);
    await difference(b, a);
    mend(a);
    expect(await ofA.compare()).toBe(true);
    expect(await shown(a)).toEqual([]);
    expect(await ofB.compare()).toBe(true);
    expect(await shown(b)).toEqual([]);
    expect(await b.ask('digest.met', null)).toMatchObject(same(a));
  });
});

describe('기록의 요약을', () => {
  test('가진 것이 다르면 비교하지 않고, 노트북이 반납되면 남은 알림을 거둔다', async () => {
    const [a, b] = await pair();
    tamper(b);
    const [mine, theirs] = [
      await makeWords(a.engine, () => Promise.resolve()),
      await makeWords(b.engine, () => Promise.resolve()),
    ];
    if (!mine || !theirs) throw new Error('not made');
    expect(mine.basis).toBe(theirs.basis);
    await a.ask('digest.keep', mine);
    a.add('박더함');
    const other = b.engine.replica.device;
    await a.ask('digest.hear', { device: other, words: theirs.words });
    expect(await shown(a)).toHaveLength(1);
    a.mark(b, 'endedOn');
    expect(await comparing(a).compare()).toBe(true);
    expect(await shown(a)).toEqual([]);
    expect(await a.ask('digest.met', null)).toMatchObject({ rows: [] });
  });

  test('만드는 동안 저장된 것이 있으면 버린다', async () => {
    const end = await eventEnd();
    end.add(...Array.from({ length: 501 }, () => '홍길동'));
    let saved = 0;
    const made = await makeWords(end.engine, async () => {
      if (saved++ === 0) end.add('김사이');
    });
    expect(saved).toBeGreaterThan(0);
    expect(made).toBeNull();
    expect((await makeWords(end.engine, () => Promise.resolve()))?.words).toHaveLength(1);
  });

  test('내용을 아직 다 받지 못한 범위에서는 만들지 않는다', async () => {
    const [a, b] = await pair();
    a.add('최내용');
    const { vector } = await b.ask('sync.facts', null);
    const page = pageFor(a.engine.replica, { vector: new Map(vector), holes: [] }, () => false);
    await b.ask('sync.receive', { bytes: encodePage(page, plainText) });
    expect(standingOf(b.engine).scopes).toEqual([]);
    expect(await comparing(b).compare()).toBe(false);
    await meet(a, b);
    const filled = await a.ask('sync.pageFor', {
      held: vector,
      without: [],
      holes: b.engine.replica.storage.partsIn('skeleton'),
    });
    await b.ask('sync.receive', { bytes: filled?.bytes ?? new Uint8Array() });
    expect(await comparing(b).compare()).toBe(true);
  });

  test('기록이 없는 줄과 사라진 줄도 알아챈다', async () => {
    const [a, b] = await pair();
    const digest = async (end: EventEnd) => (await makeWords(end.engine, () => Promise.resolve()))?.words[0]?.digest;
    expect(await digest(a)).toBe(await digest(b));
    b.engine.sql(`DELETE FROM person WHERE name = '이비교'`).run();
    expect(await digest(a)).not.toBe(await digest(b));
    // A row of which the log knows nothing.
    const before = await digest(a);
    a.engine.sql(`UPDATE person SET uuid = 'nobody' WHERE name = '이비교'`).run();
    expect(await digest(a)).not.toBe(before);
  });
});
