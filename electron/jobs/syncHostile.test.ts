// A laptop of the centre that writes what it likes, or a hub that gives what it likes: nothing of it stops or changes the rest.
import { randomBytes, randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileLines, lineOf, signedPage } from '../../hub/store/hostileCases.test-helper.ts';
import { changedSpans } from '../../hub/store/place.test-helper.ts';
import { chainFaults, readRows, carried } from '../../test/fault/storeTruth.ts';
import { emptyCompany } from '../../shared/model/company.ts';
import { recordTypes } from '../../shared/model/recordTypes.ts';
import type { Actor } from '../../shared/model/role.ts';
import { decodePage, encodePage } from '../../shared/sync/bytes.ts';
import { commitTo, makeBody } from '../../shared/sync/changeSet.ts';
import { commit } from '../../shared/sync/commit.ts';
import { pageFor, request } from '../../shared/sync/exchange.ts';
import type { Page } from '../../shared/sync/exchange.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import type { Value } from '../../shared/sync/types.ts';
import { createCompany, listCompanies } from '../desk/company.ts';
import { createConsultation, listConsultations } from '../desk/consultation.ts';
import { changePerson, getPerson, listPeople } from '../desk/person.ts';
import { contract } from '../../shared/contract/index.ts';
import { personForm, testNow } from '../deskTest.test-helper.ts';
import { makeJobs } from './index.ts';
import type { Engine } from '../store/store.ts';
import { addPerson, newStore, secondLaptop, talk } from '../store/stores.test-helper.ts';
import { receivePage } from './syncReceive.ts';

const admin: Actor = { userId: 1, name: '이상담', role: 'admin' };
const lock = { cipher: 'sqlcipher', key: new Uint8Array(32), logKey: new Uint8Array(32) } as const;

async function job<T>(engine: Engine, name: string, input: unknown): Promise<T> {
  const run = makeJobs(engine, lock, () => undefined);
  return (await run({ ask: 'job', name, input, actor: admin, now: testNow })).value as T;
}

const pageTo = (from: Engine, to: Engine): Page => pageFor(from.replica, request(to.replica), () => true);
const take = async (to: Engine, page: Page) =>
  (await receivePage(to, encodePage(page, to.replica.suite), testNow)).value;

async function catchUp(from: Engine, to: Engine): Promise<void> {
  for (;;) {
    const { sets, fills, refused } = await take(to, pageTo(from, to));
    expect(refused).toEqual([]);
    if (sets + fills === 0) return;
  }
}

/** The office with a person, a talk and a company; a laptop that holds the same and will lie, and one that will hear it. */
async function three(): Promise<{ office: Engine; evil: Engine; target: Engine; actor: Actor; person: string }> {
  const { engine: office, actor } = newStore();
  const id = addPerson({ engine: office, actor }, { name: '김하나' });
  office.transact(actor, testNow, (store) => {
    createConsultation(store, actor, { personId: id, consultation: talk });
    createCompany(store, actor, { ...emptyCompany, name: '한빛금속' });
  });
  const [evil, target] = [secondLaptop(office), secondLaptop(office)];
  for (const one of [office, evil, target])
    for (const other of [office, evil, target])
      if (one !== other) await job(one, 'sync.learn', { keys: await job(other, 'sync.introductions', null) });
  for (const each of [evil, target]) await catchUp(office, each);
  return { office, evil, target, actor, person: office.readable(testNow).uuidOf('person', id) };
}

/** What a screen would be given, checked as it is on its way there. */
function screensOf(target: Engine): void {
  const store = target.readable(testNow);
  const page = { offset: 0, limit: 100 } as const;
  const people = listPeople(store, admin, { ...page, sort: 'name', direction: 'asc' });
  expect(contract['person.list'].output.safeParse(people).success).toBe(true);
  for (const { id } of people.rows)
    expect(contract['person.get'].output.safeParse(getPerson(store, admin, { id })).success).toBe(true);
  const talks = listConsultations(store, admin, { ...page, sort: 'day', direction: 'desc' });
  expect(contract['consultation.list'].output.safeParse(talks).success).toBe(true);
  const companies = listCompanies(store, admin, { ...page, sort: 'name', direction: 'asc' });
  expect(contract['company.list'].output.safeParse(companies).success).toBe(true);
}

/** The office goes on, and it arrives. */
async function honestGoesOn(office: Engine, target: Engine, actor: Actor): Promise<void> {
  const name = '정직한이';
  addPerson({ engine: office, actor }, { name, mobile: '01099998888' });
  await catchUp(office, target);
  expect(target.sql('SELECT count(*) FROM person WHERE name = ?').pluck().get(name)).toBe(1);
  expect(chainFaults(target.replica)).toEqual([]);
  screensOf(target);
}

const nonsense: readonly Value[] = [
  5,
  -1.5,
  1e300,
  true,
  null,
  '',
  '2026-13-45',
  '\ud800',
  'nul\u0000',
  [],
  [1],
  {},
  { toString: 1 },
  '가'.repeat(30_000),
];

/** Writes at a laptop that makes no rows of it and refuses itself nothing. */
function lie(evil: Engine, type: string, id: string, patch: Readonly<Record<string, Value>>): void {
  const replica = { ...evil.replica, project: () => undefined };
  const change = { op: 'put', type, id, scope: 'centre', patch } as const;
  replica.storage.transact(() =>
    commit(replica, { seen: vectorOf(replica.storage), actor: '', at: '', changes: [change] }),
  );
}

test('옳게 서명한 엉터리 값은 어느 칸에도 들어가지 않고, 다른 기록을 막지도 바꾸지도 않는다', async () => {
  const { office, evil, target, actor } = await three();
  const before = readRows(target, carried);
  const parents = { person: 'person', company: 'company', consultation: 'consultation' } as const;
  let turn = 0;
  for (const [type, { kind, fields, parent }] of Object.entries(recordTypes)) {
    const known = Object.keys(before[type] ?? {})[0];
    const above =
      parent === undefined ? undefined : Object.keys(before[parents[parent.type as keyof typeof parents]] ?? {})[0];
    if (parent !== undefined && above === undefined) continue;
    const hangs = parent === undefined ? {} : { [parent.field]: above ?? '' };
    for (const field of fields) {
      if (field === parent?.field) continue;
      for (let n = 0; n < 3; n += 1) {
        const value = nonsense[turn++ % nonsense.length] ?? null;
        // Over what is there, and as a record that says nothing else.
        if (known !== undefined && kind === 'record' && recordTypes[type]?.accepts?.(field, value) === false)
          lie(evil, type, known, { [field]: value });
        lie(evil, type, randomUUID(), { ...hangs, [field]: value });
      }
    }
  }
  expect(turn).toBeGreaterThan(300);
  await catchUp(evil, target);
  expect(readRows(target, carried)).toEqual(before);
  await honestGoesOn(office, target, actor);
});

test('제게 딸렸다는 기록도, 부모가 될 수 없는 기록도 다른 것을 막지 않는다', async () => {
  const { office, evil, target, actor, person } = await three();
  // A talk under the person's own name, hanging on the person: it hangs on itself.
  lie(evil, 'consultation', person, { person });
  lie(evil, 'snooze', person, { person });
  await catchUp(evil, target);
  const id = office.sql('SELECT id FROM person').pluck().get() as number;
  office.transact(actor, testNow, (store) => {
    const { seen } = getPerson(store, actor, { id });
    const form = personForm({ name: '김하나' });
    changePerson(store, actor, { id, seen, before: form, person: { ...form, address: '가좌동' } });
  });
  await honestGoesOn(office, target, actor);
  expect(target.sql(`SELECT doc ->> '$.address' FROM person WHERE uuid = ?`).pluck().get(person)).toBe('가좌동');
});

test('만든 내용이 빠진 채 고친 내용만 오면 기다렸다가, 빠진 것이 오면 딸린 상담과 함께 보인다', async () => {
  const { office, target, actor } = await three();
  const id = addPerson({ engine: office, actor }, { name: '박늦음', mobile: '01055556666' });
  office.transact(actor, testNow, (store) => {
    createConsultation(store, actor, { personId: id, consultation: { ...talk, content: '딸린 상담' } });
    const { seen } = getPerson(store, actor, { id });
    const form = personForm({ name: '박늦음', mobile: '01055556666' });
    changePerson(store, actor, { id, seen, before: form, person: { ...form, address: '가좌동' } });
  });
  const page = pageTo(office, target);
  // A relay had lost the first body: what follows has come whole.
  const holed = changedSpans(page, (span) => ({
    ...span,
    sets: span.sets.map((set, index) =>
      index === 0 ? { ...set, bodies: set.bodies.map(() => 'absent' as const) } : set,
    ),
  }));
  expect(await take(target, holed)).toMatchObject({ refused: [], sets: page.spans[0]?.sets.length });
  const shown = () => ({
    people: target.sql(`SELECT count(*) FROM person WHERE name = '박늦음'`).pluck().get(),
    talks: target.sql(`SELECT count(*) FROM consultation WHERE doc ->> '$.content' = '딸린 상담'`).pluck().get(),
  });
  expect(shown()).toEqual({ people: 0, talks: 0 });
  expect(await job(target, 'sync.tasks', null)).toContainEqual({ kind: 'held', word: '구직자', count: 1 });
  await catchUp(office, target);
  expect(shown()).toEqual({ people: 1, talks: 1 });
  expect(target.sql(`SELECT doc ->> '$.address' FROM person WHERE name = '박늦음'`).pluck().get()).toBe('가좌동');
  expect(readRows(target, carried)).toEqual(readRows(office, carried));
});

test('꾸민 머리글, 다른 열쇠, 옮긴 구간, 건너뛴 번호는 하나도 남지 않고, 되풀이는 아무것도 바꾸지 않는다', async () => {
  const { office, evil, target, actor } = await three();
  const device = evil.replica.device;
  const held = [...vectorOf(target.replica.storage)];
  const refused = async (page: Page, reason: string | RegExp): Promise<void> => {
    const taken = await take(target, page);
    expect(taken.sets, JSON.stringify(page.spans[0]?.sets.map(({ header }) => Buffer.from(header).toString()))).toBe(0);
    expect(taken.refused.map((one) => one.reason).join(' ')).toMatch(reason);
    expect([...vectorOf(target.replica.storage)]).toEqual(held);
  };
  for (const line of hostileLines) await refused(signedPage(evil, [lineOf(evil, line)]), 'malformed');
  await refused(signedPage(evil, [lineOf(evil, '{"v":1,"f":1,"k":{"z":1},"p":[]}')]), 'notReady');
  // Larger than the hub would take: it would stop there all that stands on it.
  const large = makeBody({ scope: 'centre', subjects: ['p'] }, randomBytes(300_000), evil.replica.suite);
  const promised = lineOf(evil, '{"v":1,"k":{},"p":[["centre","p"]]}', [large]);
  await refused(signedPage(evil, [promised]), 'malformed');
  addPerson({ engine: evil, actor }, { name: '이둘' });
  addPerson({ engine: evil, actor }, { name: '이셋' });
  const page = pageTo(evil, target);
  const [span] = page.spans;
  if (!span) throw new Error('nothing to send');
  await refused(
    changedSpans(page, (one) => ({ ...one, sets: one.sets.toReversed() })),
    'signature',
  );
  await refused(
    changedSpans(page, (one) => ({ ...one, sets: one.sets.slice(0, 1) })),
    'signature',
  );
  await refused(
    changedSpans(page, (one) => ({ ...one, signature: one.signature.slice(1) })),
    'signature',
  );
  await refused(
    changedSpans(page, (one) => ({ ...one, device: office.replica.device })),
    /fork|signature/,
  );
  const nobody = changedSpans(page, (one) => ({ ...one, device: '__proto__' }));
  expect(await take(target, nobody)).toMatchObject({ readable: false, sets: 0 });
  await refused(
    changedSpans(page, (one) => ({ ...one, from: one.from + 7 })),
    'gap',
  );
  const thief = {
    replica: {
      device,
      suite: { ...evil.replica.suite, sign: (bytes: Uint8Array) => office.replica.suite.sign(bytes) },
    },
  };
  await refused(signedPage(thief, [lineOf(evil, '{"v":1,"k":{},"p":[]}')]), 'signature');
  // As it was, it goes in once.
  expect(await take(target, page)).toMatchObject({ refused: [], sets: span.sets.length });
  expect(await take(target, page)).toMatchObject({ refused: [], sets: 0, fills: 0 });
  // Another set under a number that is held: the same name writes twice.
  const other = signedPage(evil, [lineOf(evil, '{"v":1,"f":1,"k":{},"p":[]}')]);
  expect((await take(target, other)).refused.map(({ reason }) => reason)).toEqual(['fork']);
  await honestGoesOn(office, target, actor);
});

test('한 변경의 내용이 나중에 나뉘어 와도 정한 크기를 넘게 되는 것은 받지 않는다', async () => {
  const { office, evil, target, actor } = await three();
  const { suite, device } = evil.replica;
  const bodies = [100_000, 100_000, 100_000].map((size) =>
    makeBody({ scope: 'centre', subjects: ['p'] }, randomBytes(size), suite),
  );
  const line = '{"v":1,"k":{},"p":[["centre","p"],["centre","p"],["centre","p"]]}';
  const page = signedPage(evil, [lineOf(evil, line, bodies)]);
  const bare = changedSpans(page, (span) => ({
    ...span,
    sets: span.sets.map((set) => ({ ...set, bodies: set.bodies.map(() => 'absent' as const) })),
  }));
  expect(await take(target, bare)).toMatchObject({ refused: [], sets: 1 });
  const fills = bodies.map((body, index) => ({ device, seq: 1, index, body }));
  expect(await take(target, { spans: [], fills })).toMatchObject({ fills: 2 });
  await honestGoesOn(office, target, actor);
});

test('내용이 JSON이 아니거나 원형을 건드리거나 글자가 깨져 있어도 확인 필요로 남을 뿐이다', async () => {
  const { office, evil, target, actor } = await three();
  const { suite, device } = evil.replica;
  const put = (change: string): string => `{"m":1,"a":"","t":"","c":[${change}]}`;
  const contents = [
    'not json',
    '[]',
    put('{"r":"person","i":"p","p":{"__proto__":{"polluted":1}}}'),
    put('{"r":"__proto__","i":"p","p":{"name":"x"}}'),
    put('{"r":"constructor","i":"prototype","p":{"polluted":1}}'),
    put('{"r":"person","i":"__proto__","p":{"name":"x"}}'),
    put('{"o":"alias","r":"person","i":"__proto__","to":"constructor","p":{}}'),
    put('{"o":"undo","r":"person","d":["__proto__",1]}'),
    put('{"o":"whatever"}'),
    `{"m":1,"a":"","t":"","l":{"__proto__":1},"c":[]}`,
    '['.repeat(50_000),
    `{"m":1e99,"a":"","t":"","c":[]}`,
  ].map((text) => suite.encode(text));
  const broken = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
  const part = { scope: 'centre', subjects: ['p'] };
  const sets = [...contents, broken].map((content) =>
    lineOf(evil, '{"v":1,"k":{},"p":[["centre","p"]]}', [makeBody(part, content, suite)]),
  );
  expect(sets.every(({ header }) => header.length > 32)).toBe(true);
  expect(commitTo(new Uint8Array(16), suite)).toHaveLength(32);
  const taken = await take(target, signedPage(evil, sets));
  expect(taken).toMatchObject({ refused: [], sets: sets.length });
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  const troubles = await job<{ kind: string; stream: string }[]>(target, 'sync.troubles', null);
  expect(troubles).toMatchObject([{ kind: 'unreadable', stream: device }]);
  await honestGoesOn(office, target, actor);
});

test('어디가 상하거나 잘린 쪽이든 그대로이거나 아무것도 바꾸지 않고, 성한 쪽이 오면 모두 들어온다', async () => {
  const { office, target, actor } = await three();
  addPerson({ engine: office, actor }, { name: '이둘' });
  addPerson({ engine: office, actor }, { name: '이셋' });
  const whole = encodePage(pageTo(office, target), office.replica.suite);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: -1, max: 255 }), async (at, byte) => {
      const bytes = byte < 0 ? whole.slice(0, at) : whole.with(at, byte);
      const { value } = await receivePage(target, bytes, testNow);
      expect(value.readable).toBe(decodePage(bytes, target.replica.suite) !== undefined);
      expect(chainFaults(target.replica)).toEqual([]);
    }),
    { numRuns: 60 },
  );
  await honestGoesOn(office, target, actor);
  expect(readRows(target, carried)).toEqual(readRows(office, carried));
});
