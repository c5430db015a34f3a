import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { nothingYet, rememberPeer } from './exchangePeers.ts';
import { pagesWaiting } from './lease.ts';
import { newStore } from './stores.test-helper.ts';

test('첨부 쪽은 허브가 가졌다고 하거나 사무실 노트북이 더는 기다리지 않을 때에만 넘긴 것이다', () => {
  const { engine } = newStore();
  onTestFinished(() => engine.close());
  const [one, two, three] = Array.from({ length: 3 }, () => randomBytes(32).toString('hex')) as [
    string,
    string,
    string,
  ];
  const insert = engine.sql(
    'INSERT INTO attachment_blob (attachment, page, name, bytes, here, at_hub) VALUES (?, ?, ?, 9, ?, ?)',
  );
  insert.run('a', 1, one, 1, 1);
  insert.run('a', 2, two, 1, 0);
  // Not here: others have it to hand over.
  insert.run('b', 1, three, 0, 0);
  const office = 'office';
  const waits = (wanted: Uint8Array | null): void =>
    engine.db.transaction(() => rememberPeer(engine, office, { ...nothingYet, wanted }))();
  const waiting = (hub: Parameters<typeof pagesWaiting>[1], keeper: string | null = office): number =>
    pagesWaiting(engine, hub, keeper);

  // Nothing was heard of the office yet, or it waits for more than a list can hold.
  expect([waiting('none'), waiting('none', null), waiting('hint'), waiting('hint', null)]).toEqual([2, 2, 1, 1]);
  waits(Buffer.from(two + three, 'hex'));
  expect([waiting('none'), waiting('hint')]).toEqual([1, 1]);
  waits(Buffer.from(one, 'hex'));
  expect([waiting('none'), waiting('hint')]).toEqual([1, 0]);
  waits(Buffer.alloc(0));
  expect([waiting('none'), waiting('hint')]).toEqual([0, 0]);
  waits(null);
  // What the hub says now counts, and not what it said before.
  expect([waiting([]), waiting([one]), waiting([one, two])]).toEqual([0, 1, 2]);
});

test('이름을 아직 모르는 쪽은 누가 지키든 넘기지 않은 것이다', () => {
  const { engine } = newStore();
  onTestFinished(() => engine.close());
  engine
    .sql('INSERT INTO attachment_page (attachment, page, chunk, bytes) VALUES (?, 1, 0, ?)')
    .run('nameless', Buffer.alloc(9));
  expect([pagesWaiting(engine, [], null), pagesWaiting(engine, 'none', 'office')]).toEqual([1, 1]);
});
