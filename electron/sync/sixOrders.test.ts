// F4 and N1: what three laptops have written apart gives one record, whatever order they meet the hub in.
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { peerClient } from '../../hub/wire/client.ts';
import type { PeerClient } from '../../hub/wire/client.ts';
import type { Input } from '../../shared/contract/index.ts';
import { emptyCompany } from '../../shared/model/company.ts';
import { emptyContact } from '../../shared/model/contact.ts';
import { shippedTemplates, templateAsInput } from '../../shared/model/consentTemplate.ts';
import { personAsInput } from '../../shared/model/person.ts';
import type { PersonInput } from '../../shared/model/person.ts';
import type { Actor } from '../../shared/model/role.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { carried, chainFaults, digestsOf, readRows, rebuildsEqual } from '../../test/fault/storeTruth.ts';
import { askOf, enrol, openAt, openHub, openOf, place } from '../../test/fault/syncEnd.ts';
import type { Place } from '../../test/fault/syncEnd.ts';
import { changeCompany, createCompany, getCompany } from '../desk/company.ts';
import { listCompanyParts, saveCompanyPart } from '../desk/companyPart.ts';
import { consentOfPerson, recordConsent, saveTemplate, withdrawConsent } from '../desk/consent.ts';
import { consultationVersions, correctConsultation, createConsultation } from '../desk/consultation.ts';
import { ensureDevice } from '../desk/device.ts';
import { carryOutErasure } from '../desk/erasure.ts';
import { changePerson, createPerson, getPerson } from '../desk/person.ts';
import { addStaff } from '../desk/staff.ts';
import { listCards } from '../desk/syncCard.ts';
import { personForm, setUp, testFolder, testNow } from '../deskTest.test-helper.ts';
import { makeJobs } from '../jobs/index.ts';
import type { Engine, ReadableStore, WritableStore } from '../store/store.ts';
import { talk } from '../store/stores.test-helper.ts';
import { meet } from './event.test-helper.ts';
import type { Self } from './port.ts';
import { pairsOf } from './port.ts';

const names = ['가', '나', '다'] as const;
const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** A laptop with its store open. Each writes under an account of its own, so that a card says who. */
interface End {
  readonly at: Place;
  readonly engine: Engine;
  readonly actor: Actor;
}

function opened(at: Place, name: string): End {
  const engine = openAt(at);
  const userId = engine.sql('SELECT id FROM staff WHERE name = ?').pluck().get(name) as number;
  return { at, engine, actor: { userId, name, role: 'admin' } };
}

function write<T>({ engine, actor }: End, run: (store: WritableStore, actor: Actor) => T): T {
  return engine.transact(actor, testNow, (store) => run(store, actor)).value;
}

/** The only record of a kind with this text in its document. */
function idOf({ engine }: End, type: 'person' | 'company' | 'consultation', text: string): number {
  const ids = engine.sql(`SELECT id FROM ${type} WHERE instr(doc, ?) > 0`).pluck().all(text) as number[];
  const [id] = ids;
  if (id === undefined || ids.length > 1) throw new Error(`${ids.length} of ${text}`);
  return id;
}

function edit(at: End, who: string, over: Partial<PersonInput>): void {
  write(at, (store, actor) => {
    const id = idOf(at, 'person', who);
    const { fields, seen } = getPerson(store, actor, { id });
    const before = personAsInput(fields);
    changePerson(store, actor, { id, seen, before, person: { ...before, ...over } });
  });
}

function callCompany(at: End, phone: string): void {
  write(at, (store, actor) => {
    const id = idOf(at, 'company', '한빛금속');
    const { seen } = getCompany(store, actor, { id });
    const before = { ...emptyCompany, name: '한빛금속' };
    changeCompany(store, actor, { id, seen, before, company: { ...before, phone } });
  });
}

function correct(at: End, content: string): void {
  write(at, (store, actor) => {
    const id = idOf(at, 'consultation', '고칠 상담');
    correctConsultation(store, actor, { id, consultation: { ...talk, content }, reason: '잘못 적음' });
  });
}

const consent = (at: End, values: Input<'consent.record'>['values']): void =>
  void write(at, (store, actor) =>
    recordConsent(store, actor, { id: idOf(at, 'person', '천하늘'), values: { method: 'phone', ...values } }),
  );

/** One turn at the hub: keys, then all that the hub lacks, then all that it has. */
async function turn({ engine, at }: End, client: PeerClient): Promise<void> {
  const ask = askOf(engine, at.lock);
  const got = async <T>(asked: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> => {
    const answered = await asked;
    if (!answered.ok) throw new Error(JSON.stringify(answered));
    return answered.value;
  };
  await got(client.introduce(await ask('sync.introductions', null)));
  await ask('sync.learn', { keys: await got(client.introductions()) });
  let held = (await got(client.state())).vector;
  for (;;) {
    const page = await ask('sync.pageFor', { held: pairsOf(held), without: [] });
    if (page === null) break;
    const receipt = await got(client.push(page.bytes));
    if (!receipt.ok) throw new Error(`${receipt.reason} of ${receipt.device}`);
    held = receipt.vector;
  }
  for (;;) {
    const bytes = await got(client.pull(await ask('sync.request', { beyond: [] })));
    const { sets, fills, refused } = await ask('sync.receive', { bytes });
    if (refused.length > 0) throw new Error(JSON.stringify(refused));
    if (sets + fills === 0) break;
  }
}

/** Which table a column of local ids leads to. */
const leadsTo: Readonly<Record<string, string>> = {
  person_id: 'person',
  company_id: 'company',
  counsellor_id: 'staff',
  project_id: 'project',
  consultation_id: 'consultation',
  factory_id: 'factory',
};

/** Rows with all their columns, local ids as the UUIDs that they stand for. */
function columnsOf({ engine }: End): unknown {
  return carried.map((type) => {
    const rows = engine.sql(`SELECT * FROM ${type} ORDER BY uuid`).all() as Record<string, unknown>[];
    // The documents are compared as what they say; their fields stand as they were written.
    return rows.map(({ id: _local, doc: _doc, ...row }) =>
      Object.entries(row).map(([column, value]) => {
        const table = leadsTo[column];
        if (table === undefined) return [column, value];
        return [column, engine.db.prepare(`SELECT uuid FROM ${table} WHERE id = ?`).pluck().get(value) ?? null];
      }),
    );
  });
}

/** Without what is a laptop's own: local ids, and the vector at which something was read. */
const shared = (of: unknown): unknown =>
  JSON.parse(
    JSON.stringify(of, (key, value: unknown) => (['id', 'seen', 'personId'].includes(key) ? undefined : value)),
  );

/** All that a laptop holds and shows of what was written, the same for all that hold the same. */
async function shownBy(at: End): Promise<unknown> {
  const { engine, actor } = at;
  const store: ReadableStore = engine.readable(testNow);
  const jobs = makeJobs(engine, at.at.lock, () => undefined);
  const { value: tasks } = await jobs({ ask: 'job', name: 'sync.tasks', input: null, actor, now: testNow });
  const person = engine.sql(`SELECT id FROM person WHERE doc ->> '$.address' = '서구 가좌동'`).pluck().get() as number;
  return shared({
    rows: readRows(engine, carried),
    columns: columnsOf(at),
    digests: await digestsOf(engine),
    cards: listCards(store, actor, {}).cards,
    tasks,
    person: getPerson(store, actor, { id: person }).fields,
    consent: consentOfPerson(store, actor, { id: person }),
    versions: consultationVersions(store, actor, { id: idOf(at, 'consultation', '고칠 상담') }),
    parts: listCompanyParts(store, actor, { companyId: engine.sql('SELECT id FROM company').pluck().get() as number }),
    vector: [...vectorOf(engine.replica.storage)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  });
}

/** The store of a laptop, and what it answers the hub with. */
interface Kept {
  readonly at: Place;
  readonly self: Self;
}

/** So many rounds in one order, at a hub that nobody has met yet. Gives the laptops, open. */
async function meetAtHub(kept: readonly Kept[], order: readonly number[], rounds: number): Promise<End[]> {
  const hub = await openHub(testFolder());
  const met = kept.map(({ at, self }, index) => {
    const identity = { certificate: self.certificate, privateKey: self.netKey };
    const client = peerClient({ identity, address: '127.0.0.1', port: hub.port, netKey: hub.netKey });
    return { end: opened(at, names[index] ?? ''), client };
  });
  for (const { end } of met) await enrol(askOf(end.engine, end.at.lock), hub);
  for (let round = 0; round < rounds; round += 1)
    for (const index of order) {
      const one = met[index];
      if (one) await turn(one.end, one.client);
    }
  const { fault } = await hub.store.check();
  expect(fault).toBeNull();
  const held = await hub.store.vector();
  for (const { end, client } of met) {
    client.close();
    expect(vectorOf(end.engine.replica.storage)).toEqual(held);
  }
  await hub.close();
  return met.map(({ end }) => end);
}

/** The centre before its laptops part: three of them that hold the same. */
async function centre(): Promise<readonly Kept[]> {
  const folder = testFolder();
  const places = names.map((name) => place(folder, name));
  const [first] = places;
  if (!first) throw new Error('no laptop');
  const office = openAt(first);
  office.transact(setUp, testNow, (store) => {
    for (const name of names) addStaff(store, setUp, { loginId: `a${names.indexOf(name)}`, name, role: 'admin' });
    ensureDevice(store, { number: '01' });
  });
  const base: End = { at: first, engine: office, actor: { userId: 1, name: '가', role: 'admin' } };
  write(base, (store, actor) => {
    const { id } = createPerson(store, actor, personForm({ name: '천하늘', mobile: '010-1111-0001' }));
    createPerson(store, actor, personForm({ name: '파기될이', mobile: '010-1111-0002' }));
    createConsultation(store, actor, {
      personId: id,
      consultation: { ...talk, day: '2026.11.2', content: '고칠 상담' },
    });
    createCompany(store, actor, { ...emptyCompany, name: '한빛금속' });
  });
  consent(base, { publicity: '1' });
  const kept: Kept[] = [];
  for (const [index, at] of places.entries()) {
    const engine = at === first ? office : openOf(office, at);
    engine.transact(setUp, testNow, (store) => ensureDevice(store, { number: `0${index + 1}` }));
    const ask = askOf(engine, at.lock);
    kept.push({ at, self: await ask('sync.prepare', null) });
    if (engine === office) continue;
    await meet({ ask: askOf(office, first.lock) }, { ask });
    engine.close();
  }
  office.close();
  for (const { engine } of await meetAtHub(kept, [0, 1, 2], 2)) engine.close();
  return kept;
}

/** What each does while nobody hears of it; all clocks stand at the same instant. */
function apart(a: End, b: End, c: End): void {
  consent(a, { sensitive: '1', thirdParty: '1', recipients: '한빛금속' });
  consent(b, { sensitive: '0', thirdParty: '0' });
  write(c, (store, actor) =>
    withdrawConsent(store, actor, {
      id: idOf(c, 'person', '천하늘'),
      item: 'publicity',
      recipients: [],
      method: 'phone',
    }),
  );

  for (const at of [a, b])
    write(at, (store, actor) => createPerson(store, actor, personForm({ name: '이동수', birth: '1990-01-01' })));
  edit(a, '천하늘', { name: '천하나', wishedJob: '용접', note: '가에서', birth: '1990-02-01' });
  edit(b, '천하늘', { name: '천두리', address: '서구 가좌동', note: '나에서', mobile: '010-1111-0009' });
  edit(c, '천하늘', { name: '천세나', email: 'c@example.invalid', note: '다에서', mobile: '010-1111-0009' });
  edit(c, '천세나', { birth: '1991-02-01' });

  correct(a, '가에서 고친 상담');
  correct(b, '나에서 고친 상담');
  correct(b, '나에서 다시 고친 상담');
  write(c, (store, actor) =>
    createConsultation(store, actor, { personId: idOf(c, 'person', '천세나'), consultation: talk }),
  );

  callCompany(a, '032-111-0001');
  callCompany(b, '032-111-0002');
  for (const [at, name] of [
    [a, '김담당'],
    [b, '이담당'],
    [c, '박담당'],
  ] as const)
    write(at, (store, actor) => {
      const companyId = idOf(at, 'company', '한빛금속');
      const values = { ...emptyContact, name, role: '01' };
      saveCompanyPart(store, actor, { kind: 'contact', companyId, id: null, seen: null, before: {}, values });
    });

  for (const [at, title] of [
    [a, '가의 동의서'],
    [c, '다의 동의서'],
  ] as const)
    write(at, (store, actor) => {
      const [, form] = shippedTemplates;
      if (!form) throw new Error('no form');
      saveTemplate(store, actor, { kind: 'consent', values: { ...templateAsInput(form, '2026.11.22'), title } });
    });

  edit(a, '파기될이', { address: '가에서 적은 주소' });
  write(b, (store, actor) => {
    const id = idOf(b, 'person', '파기될이');
    const { number } = store.need('person', id);
    carryOutErasure(store, actor, { ids: [id], values: { reason: '03', note: '', notResident: '', number } });
  });
  write(c, (store, actor) =>
    createConsultation(store, actor, {
      personId: idOf(c, 'person', '파기될이'),
      consultation: { ...talk, content: '파기된 줄 모르고 적은 글' },
    }),
  );
}

test('세 노트북이 따로 적은 것은 여섯 가지 순서 어느 것으로 맞추어도 같은 행, 같은 카드, 같은 할 일이 된다', async () => {
  const kept = await centre();
  const [a, b, c] = kept.map(({ at }, index) => opened(at, names[index] ?? ''));
  if (!a || !b || !c) throw new Error('three laptops');
  apart(a, b, c);
  for (const { engine } of [a, b, c]) engine.close();

  let expected: unknown;
  for (const order of orders) {
    const folder = testFolder();
    const copies = kept.map(({ at, self }, index) => {
      const copy = { ...at, file: path.join(folder, `${index}.db`) };
      copyFileSync(at.file, copy.file);
      return { at: copy, self };
    });
    for (const end of await meetAtHub(copies, order, 3)) {
      const shown = await shownBy(end);
      expected ??= shown;
      expect(shown, `order ${order.join(' ')}`).toEqual(expected);
      expect(chainFaults(end.engine.replica)).toEqual([]);
      expect(rebuildsEqual(end.engine)).toBe(true);
      expect(await digestsOf(end.engine)).toEqual((shown as { digests: unknown }).digests);
      end.engine.close();
    }
  }

  const { cards, tasks, rows, versions } = expected as {
    cards: { field: string; values: { text: string; who: string; laptop: string }[] }[];
    tasks: { kind: string; records: unknown[] }[];
    rows: Record<string, Record<string, Record<string, unknown>>>;
    versions: { versions: { fields: { content: string } }[] };
  };
  // Both values of the same field, with who and where; the same value from two laptops is no question.
  expect(cards.map(({ field, values }) => [field, values.map(({ text }) => text).toSorted()])).toEqual([
    ['name', ['천두리', '천세나', '천하나']],
    ['birth', ['1990-02-01 (목)', '1991-02-01 (금)']],
    ['phone', ['032-111-0001', '032-111-0002']],
  ]);
  expect(cards[0]?.values.map(({ who, laptop }) => `${who} ${laptop}`).toSorted()).toEqual([
    '가 노트북 01',
    '나 노트북 02',
    '다 노트북 03',
  ]);
  expect(tasks).toMatchObject([{ kind: 'duplicate', records: [{}, {}] }]);
  const people = Object.values(rows['person'] ?? {});
  expect(people).toHaveLength(3);
  expect(people).toContainEqual(
    expect.objectContaining({ wishedJob: '용접', address: '서구 가좌동', email: 'c@example.invalid' }),
  );
  expect(versions.versions.map(({ fields }) => fields.content).toSorted()).toEqual([
    '가에서 고친 상담',
    '고칠 상담',
    '나에서 고친 상담',
    '나에서 다시 고친 상담',
  ]);
  expect(Object.keys(rows['contact'] ?? {})).toHaveLength(3);
  expect(JSON.stringify(rows)).not.toContain('파기될이');
  expect(JSON.stringify(rows)).not.toContain('파기된 줄 모르고');
});
