import { randomUUID } from 'node:crypto';
import { refuse } from '../../shared/model/problem.ts';
import { baseScope, baseTypes, packScope } from '../../shared/model/recordTypes.ts';
import type { Actor } from '../../shared/model/role.ts';
import { theProgram } from '../../shared/model/role.ts';
import { sealStream } from '../../shared/sync/commit.ts';
import { pageFor, receive, request } from '../../shared/sync/exchange.ts';
import type { Republished } from '../../shared/sync/republish.ts';
import { republish } from '../../shared/sync/republish.ts';
import type { Replica } from '../../shared/sync/replica.ts';
import { connect } from './connection.ts';
import type { StoreLock } from './connection.ts';
import type { JoiningLaptop } from './backupFacts.ts';
import { peerKeys, publicSignKey, saveSecrets } from './laptopSecrets.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { scopeKeys } from './replica.ts';
import { Engine } from './store.ts';

/**
 * What all laptops need, said once more where one can read it that gets no more than that (docs/adr/0054): an older program
 * wrote it among the people. Refuses with `cardsOfAll` where a card is open.
 */
export function sayBaseAgain(engine: Engine, actor: Actor, now: number): void {
  if (!sayAgain(engine, actor, now, 'all').ok) refuse('cardsOfAll');
}

/**
 * What this laptop wrote among the people before it had heard of the centre's first pack, or before its program knew of packs.
 * Gives whether there is a pack.
 */
export function sayStraysAgain(engine: Engine, now: number): boolean {
  if (engine.replica.usesHomes?.() !== true) return false;
  sayAgain(engine, theProgram, now, 'strays');
  return true;
}

function sayAgain(engine: Engine, actor: Actor, now: number, which: 'all' | 'strays'): Republished {
  const { replica } = engine;
  const records = baseTypes.flatMap((type) =>
    (engine.sql(`SELECT uuid FROM ${type}`).pluck().all() as string[]).map((id) => ({ type, id })),
  );
  const author = engine.readable(now).uuidOf('staff', actor.userId);
  const by = { actor: author, at: new Date(now).toISOString(), batch: randomUUID() };
  return engine.takeIn(() => replica.storage.transact(() => republish(replica, records, by, which))).value;
}

/** Signs the own stream to its end: a reader can pass on no more than that. */
export function sealOwn({ replica }: Engine): void {
  replica.storage.transact(() => sealStream(replica));
}

/**
 * Writes the store of a laptop that is given one 자료 묶음 only (docs/adr/0054), beginning with an empty one: what it may not
 * hold is never put in, so that nothing can be forgotten when it would be taken out. It gets the keys of `base` and of the
 * pack, the log of all streams without other scopes' bodies, and the rows that follow from what it reads. A reader will do for
 * `from`; what is not sealed yet comes later, as all that is written from now on.
 *
 * @throws as writing a file does; an Error where a page of the own log is refused, which would be a fault of the program.
 */
export function writePackCopy(
  from: Engine,
  lock: StoreLock,
  part: string,
  { device, secrets, pack }: Pick<JoiningLaptop, 'device' | 'secrets'> & { readonly pack: string },
): void {
  const db = connect(part, lock, 'readwrite');
  try {
    migrate(db, migrations);
    const keyOf = scopeKeys(from.db);
    const publicKey = peerKeys(from.db, from.replica.storage);
    db.transaction(() => {
      db.prepare('INSERT INTO device_key (device, private_key) VALUES (?, ?)').run(
        device,
        Buffer.from(secrets.signing),
      );
      saveSecrets(db, device, secrets);
      for (const scope of [baseScope, packScope(pack)]) {
        const key = keyOf(scope);
        if (key === undefined) throw new Error(`no key for scope ${scope}`);
        db.prepare('INSERT INTO scope_key (scope, key) VALUES (?, ?)').run(scope, key);
      }
      const peer = db.prepare('INSERT INTO peer_key (device, public_key, own) VALUES (?, ?, 0)');
      const own = from.db.prepare('SELECT private_key FROM device_key').pluck().get() as Buffer;
      for (const { device: stream } of from.replica.storage.streams()) {
        const isOwn = stream === from.replica.device;
        const spki = isOwn ? publicSignKey(own) : publicKey(stream)?.export({ format: 'der', type: 'spki' });
        if (spki !== undefined) peer.run(stream, spki);
      }
    }).immediate();
    const to = new Engine(db, 'readwrite', lock.logKey);
    fill(from.replica, to);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

/** Takes over page by page what the other store may have, by the two calls that all laptops speak. */
function fill({ storage, ...replica }: Replica, to: Engine): void {
  // A reader seals nothing: to it, what is not sealed is not there yet.
  const from: Replica = { ...replica, storage: { ...storage, transact: (work) => work(), stream: () => undefined } };
  for (;;) {
    const page = pageFor(from, request(to.replica), to.replica.keeps);
    if (page.spans.length === 0 && page.fills.length === 0) return;
    to.takeIn(() => {
      const receipt = receive(to.replica, page, { agreed: true });
      if (!receipt.ok) throw new Error(`the own log was refused: ${receipt.reason}`);
    });
  }
}
