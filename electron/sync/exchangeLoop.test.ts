import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { noKeys } from '../../shared/model/device.ts';
import { theProgram } from '../../shared/model/role.ts';
import { encodePage } from '../../shared/sync/bytes.ts';
import { pageFor } from '../../shared/sync/exchange.ts';
import { testFolder, testNow } from '../deskTest.test-helper.ts';
import { publicKeysOf } from '../jobs/laptopKeys.ts';
import { connect } from '../store/connection.ts';
import { publicSignKey } from '../store/laptopSecrets.ts';
import { openEngine } from '../store/open.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import type { Exchange, ExchangeStanding } from './exchangeLoop.ts';
import { startExchange } from './exchangeLoop.ts';
import type { AskExchange } from './exchangePort.ts';
import type { TestLaptop } from './link.test-helper.ts';
import { testLaptop } from './link.test-helper.ts';

async function exchangeOf(laptop: TestLaptop, folder: string | null) {
  const askExchange: AskExchange = async (name, input) =>
    (await laptop.desk.job('writer', name, input, theProgram, testNow)) as never;
  const said: ExchangeStanding[] = [];
  const exchange: Exchange = startExchange({
    ask: laptop.ask,
    askExchange,
    now: () => testNow,
    tell: (standing) => said.push(standing),
    trouble: (cause) => laptop.troubles.push(cause),
    pause: async (ms, signal) => await sleep(ms, undefined, { signal }).catch(() => undefined),
  });
  onTestFinished(() => exchange.stop());
  await askExchange('exchange.setFolder', { folder });
  return { exchange, askExchange, said, standing: () => exchange.standing() };
}

/** What the office wrote when it let these laptops in: their records, with their keys. */
async function meet(laptops: readonly TestLaptop[]): Promise<void> {
  const lock = { cipher: 'sqlcipher' as const, key: randomBytes(32), logKey: randomBytes(32) };
  const file = path.join(testFolder(), 'office.db');
  const [first] = laptops;
  openEngine(file, lock, 'readwrite').close();
  const office = connect(file, lock, 'readwrite');
  const source = connect(first?.file ?? '', first?.lock ?? lock, 'readonly');
  const { key } = source.prepare('SELECT key FROM scope_key').get() as { key: Buffer };
  office.prepare('UPDATE scope_key SET key = ?').run(key);
  for (const db of [office, source]) db.close();
  const engine = openEngine(file, lock, 'readwrite');
  for (const [index, { self }] of laptops.entries()) {
    const keys = await publicKeysOf(self);
    const number = `0${index + 2}`;
    const record = { number, name: `노트북 ${number}`, place: 'field' as const, endedOn: null, ...noKeys, ...keys };
    engine.transact(theProgram, testNow, (store) => store.insert('device', record, self.device));
  }
  const bytes = encodePage(
    pageFor(engine.replica, { vector: new Map(), holes: [] }, () => true),
    plainText,
  );
  const { device, signing } = engine.sql('SELECT device, private_key AS signing FROM device_key').get() as {
    device: string;
    signing: Buffer;
  };
  engine.close();
  for (const { ask } of laptops) {
    await ask('sync.learn', { keys: [{ device, signKey: publicSignKey(signing) }] });
    await ask('sync.receive', { bytes });
  }
}

/** Two laptops of one centre that know each other's records, with one folder between them. */
async function pair() {
  const a = await testLaptop();
  const b = await testLaptop({ of: a });
  const folder = testFolder();
  await meet([a, b]);
  return { a, b, folder, ofA: await exchangeOf(a, folder), ofB: await exchangeOf(b, folder) };
}

async function chooseAll({ askExchange }: { askExchange: AskExchange }): Promise<void> {
  const { peers } = await askExchange('exchange.facts', null);
  await askExchange('exchange.choose', { ids: peers.map(({ id }) => id) });
}

describe('교환 폴더의 고리', () => {
  test('폴더와 상대를 정하면 저장한 것이 저절로 가고, 무엇이 남았는지 말한다', async () => {
    const { a, b, folder, ofA, ofB } = await pair();
    await a.add('김교환');
    await chooseAll(ofA);
    await chooseAll(ofB);
    for (let round = 0; round < 3; round++) {
      await ofA.exchange.wake('asked');
      await ofB.exchange.wake('asked');
    }
    expect(b.people()).toEqual(a.people());
    expect(b.people()).toContain('김교환');
    await ofA.exchange.wake('asked');
    expect(ofA.standing()).toMatchObject({ folder, away: false, failure: null, waiting: 0, lastRound: testNow });
    expect(readdirSync(folder)).toHaveLength(2);

    await a.add('박대기');
    await ofA.exchange.wake('asked');
    expect(ofA.standing()?.waiting).toBeGreaterThan(0);
    await ofB.exchange.wake('asked');
    expect(b.people()).toContain('박대기');
    await ofA.exchange.wake('asked');
    expect(ofA.standing()?.waiting).toBe(0);
    expect([...a.troubles, ...b.troubles]).toEqual([]);
  });

  test('폴더가 사라지면 그렇다고 말하고, 돌아오면 이어 간다', async () => {
    const { a, b, folder, ofA, ofB } = await pair();
    await chooseAll(ofA);
    await chooseAll(ofB);
    renameSync(folder, `${folder}-away`);
    await a.add('김현장');
    await ofA.exchange.wake('asked');
    expect(ofA.standing()).toMatchObject({ away: true, failure: null });
    renameSync(`${folder}-away`, folder);
    for (let round = 0; round < 3; round++) {
      await ofA.exchange.wake('asked');
      await ofB.exchange.wake('asked');
    }
    expect(ofA.standing()).toMatchObject({ away: false });
    expect(b.people()).toContain('김현장');
  });

  test('모르는 노트북의 파일은 그 파일이 있는 동안만 말하고, 치우면 그친다', async () => {
    const { a, b, folder, ofA, ofB } = await pair();
    await chooseAll(ofA);
    await chooseAll(ofB);
    const stranger = '3f2a9c1d-0000-4000-8000-000000000000';
    const file = path.join(folder, `${a.self.device}~${stranger}.ppurix`);
    writeFileSync(file, randomBytes(500));
    writeFileSync(path.join(folder, `${b.self.device}~${stranger}.ppurix`), randomBytes(500));
    for (let round = 0; round < 2; round++) {
      await ofA.exchange.wake('asked');
      expect(ofA.standing()).toMatchObject({ strangers: [stranger], failure: null });
    }
    rmSync(file);
    await ofA.exchange.wake('asked');
    expect(ofA.standing()).toMatchObject({ strangers: [] });
    await ofB.exchange.wake('asked');
    expect(ofB.standing()).toMatchObject({ strangers: [stranger] });
    await ofB.askExchange('exchange.setFolder', { folder: null });
    await ofB.exchange.wake('asked');
    expect(ofB.standing()).toMatchObject({ strangers: [] });
  });

  test('상대를 정하지 않은 노트북은 듣기만 한다', async () => {
    const { a, b, folder, ofA, ofB } = await pair();
    await a.add('이들음');
    await chooseAll(ofA);
    for (let round = 0; round < 2; round++) {
      await ofA.exchange.wake('asked');
      await ofB.exchange.wake('asked');
    }
    expect(readdirSync(folder)).toEqual([`${b.self.device}~${a.self.device}.ppurix`]);
    // Who has never been heard is given nothing but a hello: years of records do not go to a laptop that may have them.
    expect(b.people()).toEqual([]);
    expect(ofB.standing()?.peers.find(({ device }) => device === a.self.device)).toMatchObject({ fault: null });
  });

  test('폴더를 보고 있다가 새 파일이 오면 스스로 읽는다', async () => {
    const { a, b, ofA, ofB } = await pair();
    await chooseAll(ofA);
    await chooseAll(ofB);
    for (let round = 0; round < 2; round++) {
      await ofA.exchange.wake('asked');
      await ofB.exchange.wake('asked');
    }
    await a.add('최저절로');
    await ofA.exchange.wake('asked');
    await expect.poll(() => b.people(), { timeout: 20_000 }).toContain('최저절로');
  });
});
