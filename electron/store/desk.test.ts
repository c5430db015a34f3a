import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import type { Output } from '../../shared/contract/index.ts';
import type { Actor } from '../../shared/model/role.ts';
import { createPerson } from '../desk/person.ts';
import { codeOf, openTestDesk, personForm, testFolder, testNow } from '../deskTest.test-helper.ts';
import type { StoreLock } from './connection.ts';
import { openEngine } from './open.ts';
import { SearchIndex } from './searchIndex.ts';

test('같은 명령 번호를 다른 입력이나 다른 사람이 쓰면 앞의 답을 주지 않고 거절한다', async () => {
  const { desk, actor } = await openTestDesk();
  const command = '11111111-2222-4333-8444-555555555555';
  const made = (await desk.write('person.create', personForm(), actor, testNow, command)) as Output<'person.create'>;
  expect(await desk.write('person.create', personForm(), actor, testNow, command)).toEqual(made);
  const other = { ...actor, userId: actor.userId + 1 };
  for (const wrong of [
    desk.write('person.create', personForm({ name: '김철수' }), actor, testNow, command),
    desk.write('person.create', personForm(), other, testNow, command),
    desk.write('search.settled', { people: [] }, actor, testNow, command),
  ])
    expect(await codeOf(wrong)).toBe('badRequest');
});

const people = { sort: 'name', direction: 'asc', offset: 0, limit: 10 } as const;

test.each(['writer', 'reader', 'heavy'] as const)(
  '%s 일꾼이 죽으면 까닭이 로그에 남고, 저장한 것은 저장되었다고 답하며, 새 일꾼이 이어서 일한다',
  async (role) => {
    const workers: Worker[] = [];
    const remember = (worker: Worker): void => void workers.push(worker);
    process.on('worker', remember);
    const { desk, actor, changes, troubles } = await openTestDesk().finally(() => process.off('worker', remember));
    // They are started in this order.
    await workers[['writer', 'reader', 'heavy'].indexOf(role)]?.terminate();
    expect(troubles).toHaveLength(1);

    const made = (await desk.write('person.create', personForm(), actor, testNow)) as Output<'person.create'>;
    expect(changes.flatMap(({ ids }) => ids)).toContainEqual({ type: 'person', id: made.id });
    expect(await desk.read('person.list', people, actor, testNow)).toMatchObject({ total: 1 });
    expect(await desk.job('heavy', 'log.lastEntry', null, actor, testNow)).toBe(testNow);
    const find = async (): Promise<unknown> => desk.read('search.find', { text: '홍길', limit: 5 }, actor, testNow);
    await expect.poll(find).toMatchObject({ ready: true, hits: [{ id: made.id }] });
  },
);

test('자료 일부가 상해 검색 색인을 만들지 못해도 목록은 읽힌다', async () => {
  const folder = testFolder();
  const lock: StoreLock = { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) };
  const engine = openEngine(path.join(folder, 'store.db'), lock, 'readwrite');
  engine.db.exec('DROP TABLE factory');
  engine.close();
  const { desk, actor, troubles } = await openTestDesk({ folder, lock });
  await expect.poll(() => troubles).toHaveLength(1);
  await desk.write('person.create', personForm(), actor, testNow);
  expect(await desk.read('person.list', people, actor, testNow)).toMatchObject({ total: 1 });
});

test('색인에 넣다가 한 번 실패한 사람은 다음 저장 때 색인에 들어간다', async () => {
  const file = path.join(testFolder(), 'store.db');
  const engine = openEngine(file, { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) }, 'readwrite');
  onTestFinished(() => engine.close());
  const index = new SearchIndex(engine);
  await index.fill(() => Promise.resolve());
  const setUp: Actor = { userId: 0, name: '설치', role: 'admin' };
  const { value, touched } = engine.transact(setUp, testNow, (store) => createPerson(store, setUp, personForm()));
  engine.db.exec('ALTER TABLE person RENAME TO aside');
  expect(() => index.refresh(touched)).toThrow('no such table');
  engine.db.exec('ALTER TABLE aside RENAME TO person');
  index.refresh([]);
  expect(index.find('홍길동', 5, null).hits).toMatchObject([{ kind: 'person', id: value.id }]);
});

test('저장한 일꾼이 답하기 전에 죽어도 그 사람은 다음 저장 뒤에 검색된다', async () => {
  const workers: Worker[] = [];
  const remember = (worker: Worker): void => void workers.push(worker);
  process.on('worker', remember);
  const { desk, actor, file, lock } = await openTestDesk().finally(() => process.off('worker', remember));
  const find = async (): Promise<unknown> => desk.read('search.find', { text: '김철', limit: 5 }, actor, testNow);
  await expect.poll(find).toMatchObject({ ready: true });
  await workers[0]?.terminate();
  // What it had committed and could not tell.
  const engine = openEngine(file, lock, 'readwrite');
  engine.transact(actor, testNow, (store) => createPerson(store, actor, personForm({ name: '김철수' })));
  engine.close();
  await desk.write('person.create', personForm(), actor, testNow);
  await expect.poll(find).toMatchObject({ ready: true, hits: [{ name: '김철수' }] });
});
