import { randomUUID } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { goldenFolder, goldenLock } from '../../build/fixtures/golden.ts';
import { baseScope, baseTypes, centreScope, packScope } from '../../shared/model/recordTypes.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import type { Actor } from '../../shared/model/role.ts';
import { pageFor, receive, request } from '../../shared/sync/exchange.ts';
import { perform } from '../../test/fault/perform.ts';
import { chainFaults, fileFaults, readRows, rebuildsEqual } from '../../test/fault/storeTruth.ts';
import { packFor } from '../desk/pack.ts';
import { testFolder } from '../deskTest.test-helper.ts';
import { makeLaptopSecrets } from '../jobs/laptopKeys.ts';
import { makeWords } from './digest.ts';
import { publicSignKey } from './laptopSecrets.ts';
import { openEngine } from './open.ts';
import { sayBaseAgain, sealOwn, writePackCopy } from './packCopy.ts';
import type { RecordType } from './records.ts';
import { scopeKeys } from './replica.ts';
import type { Engine } from './store.ts';
import { everyValue } from './stores.test-helper.ts';

const newcomer = {
  ...emptyPerson,
  name: '박현장',
  birth: '1990-01-01',
  sex: 'F',
  mobile: '010-1234-5678',
  inflow: '01',
};

const admin: Actor = { userId: 1, name: '관리자', role: 'admin' };
const now = Date.UTC(2026, 10, 20);
const allOf = baseTypes as readonly RecordType[];

function opened(file: string): Engine {
  const engine = openEngine(file, goldenLock, 'readwrite');
  onTestFinished(() => engine.close());
  return engine;
}

/** A store that an older program wrote: what all laptops need stands among the people. */
function office(version = 9): Engine {
  const file = path.join(testFolder(), 'store.db');
  copyFileSync(path.join(goldenFolder, `store-v${version}.db`), file);
  return opened(file);
}

/** The store of a laptop that was given a new pack. */
async function given(
  from: Engine,
  name = '2026 하반기 박람회',
): Promise<{ readonly engine: Engine; readonly pack: string }> {
  const pack = from.transact(admin, now, (store) => packFor(store, { id: null, name })).value.pack;
  sayBaseAgain(from, admin, now);
  sealOwn(from);
  const file = path.join(testFolder(), 'pack.db');
  const reader = openEngine(from.db.name, goldenLock, 'readonly');
  onTestFinished(() => reader.close());
  writePackCopy(reader, goldenLock, file, { device: randomUUID(), secrets: await makeLaptopSecrets(), pack });
  return { engine: opened(file), pack };
}

test('묶음만 받은 저장소에는 모두에게 필요한 것이 다 있고, 사람과 기업은 한 글자도 없다', async () => {
  const from = office();
  const people = from.sql(`SELECT doc ->> '$.name' FROM person UNION SELECT doc ->> '$.mobile' FROM person`).pluck();
  const secret = [...(people.all() as string[]), ...(from.sql('SELECT name FROM company').pluck().all() as string[])];
  expect(secret.length).toBeGreaterThan(10);
  const { engine, pack } = await given(from);
  expect(readRows(engine, allOf)).toEqual(readRows(from, allOf));
  expect(engine.sql('SELECT count(*) FROM person').pluck().get()).toBe(0);
  const all = everyValue(engine);
  expect(secret.filter((word) => all.includes(word))).toEqual([]);
  expect(engine.sql('SELECT scope FROM scope_key ORDER BY scope').pluck().all()).toEqual([baseScope, packScope(pack)]);
  expect(engine.sql('SELECT count(*) FROM part WHERE scope = ? AND body IS NOT NULL').pluck().get(centreScope)).toBe(0);
  expect(engine.sql('SELECT count(*) FROM part WHERE scope = ?').pluck().get(centreScope)).toBeGreaterThan(10);
  expect(all.includes(from.db.prepare('SELECT hex(key) FROM scope_key').pluck().get() as string)).toBe(false);
  expect(chainFaults(engine.replica)).toEqual([]);
  expect(fileFaults(engine)).toEqual([]);
  expect(rebuildsEqual(engine)).toBe(true);
});

test('모두에게 필요한 것을 다시 적어도 보이는 것은 그대로이고, 두 번째에는 아무것도 적지 않는다', () => {
  const from = office();
  from.transact(admin, now, (store) => packFor(store, { id: null, name: '박람회' }));
  const before = readRows(from, allOf);
  sayBaseAgain(from, admin, now);
  expect(readRows(from, allOf)).toEqual(before);
  expect(rebuildsEqual(from)).toBe(true);
  const sets = () => from.sql('SELECT count(*) FROM change_set').pluck().get();
  const after = sets();
  sayBaseAgain(from, admin, now);
  expect(sets()).toBe(after);
});

test('묶음이 없는 센터는 옛 프로그램이 읽는 대로 적고, 묶음이 생기면 모두에게 필요한 것을 따로 적는다', () => {
  const from = office();
  const rename = (name: string) =>
    from.transact(admin, now, (store) =>
      store.change('device', from.readable(now).idOf('device', from.replica.device) ?? 0, { name }),
    );
  const last = () => from.sql('SELECT scope FROM part ORDER BY id DESC LIMIT 1').pluck().get();
  rename('상담실 노트북');
  expect(last()).toBe(centreScope);
  from.transact(admin, now, (store) => packFor(store, { id: null, name: '박람회' }));
  rename('사무실 노트북');
  expect(last()).toBe(baseScope);
});

test('묶음만 받은 저장소에서 접수한 사람은 그 묶음에 들고, 센터의 열쇠를 가진 곳만 함께 읽는다', async () => {
  const from = office();
  const { engine, pack } = await given(from);
  perform(engine, { actor: admin, now, commandId: 'one' }, 'person.create', newcomer);
  const bodies = 'SELECT DISTINCT scope FROM part WHERE body IS NOT NULL ORDER BY scope';
  expect(engine.sql(bodies).pluck().all()).toEqual([baseScope, packScope(pack)]);
  const page = pageFor(engine.replica, request(from.replica), () => true);
  from
    .sql('INSERT INTO peer_key (device, public_key, own) VALUES (?, ?, 0)')
    .run(
      engine.replica.device,
      publicSignKey(engine.sql('SELECT private_key FROM device_key').pluck().get() as Buffer),
    );
  from.takeIn(() => expect(receive(from.replica, page)).toMatchObject({ ok: true }));
  expect(from.sql('SELECT count(*) FROM person WHERE name = ?').pluck().get('박현장')).toBe(1);
  // Who was given another pack relays it and reads nothing of it.
  const { engine: same } = await given(from);
  const { engine: other } = await given(from, '동행면접');
  expect(same.sql('SELECT name FROM person').pluck().all()).toEqual(['박현장']);
  expect(other.sql('SELECT count(*) FROM person').pluck().get()).toBe(0);
});

test('같은 묶음을 받은 두 저장소는, 하나는 적고 하나는 받았어도, 자료를 견주면 같다', async () => {
  const from = office();
  const send = (source: Engine, target: Engine): void => {
    for (;;) {
      const page = pageFor(source.replica, request(target.replica), () => true);
      if (page.spans.length + page.fills.length === 0) return;
      target.takeIn(() => expect(receive(target.replica, page)).toMatchObject({ ok: true }));
    }
  };
  const { engine: one } = await given(from);
  perform(one, { actor: admin, now, commandId: 'one' }, 'person.create', newcomer);
  const key = publicSignKey(one.sql('SELECT private_key FROM device_key').pluck().get() as Buffer);
  from.sql('INSERT INTO peer_key (device, public_key, own) VALUES (?, ?, 0)').run(one.replica.device, key);
  send(one, from);
  const { engine: two } = await given(from);
  const other = { ...newcomer, name: '가사무', mobile: '010-1234-5679' };
  perform(from, { actor: admin, now, commandId: 'two' }, 'person.create', other);
  for (const each of [one, two]) send(from, each);
  const told = await Promise.all([one, two].map((each) => makeWords(each, () => Promise.resolve())));
  const [here, there] = told.map((made) => made?.words.map(({ scope, basis, digest }) => [scope, basis, digest]));
  expect(here).toHaveLength(2);
  expect(there).toEqual(here);
});

test('범위의 열쇠는 규약에 적힌 대로 센터의 열쇠에서 나오고, 다른 것은 나오지 않는다', () => {
  const document = readFileSync(path.resolve(import.meta.dirname, '../../docs/protocol.md'), 'utf8');
  const example = /```json vector:scopeKey\n(.*?)\n```/s.exec(document)?.[1] ?? '';
  const said = JSON.parse(example) as { readonly centre: string; readonly scope: string; readonly key: string };
  const { db } = office();
  db.prepare('UPDATE scope_key SET key = ?').run(Buffer.from(said.centre, 'hex'));
  const keyOf = scopeKeys(db);
  expect(keyOf(said.scope)?.toString('hex')).toBe(said.key);
  expect(keyOf(packScope('a'))).not.toEqual(keyOf(packScope('b')));
  expect(keyOf('later')).toBeUndefined();
  db.prepare('UPDATE scope_key SET scope = ?').run(packScope('a'));
  expect([centreScope, baseScope, packScope('b')].map((scope) => scopeKeys(db)(scope))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
