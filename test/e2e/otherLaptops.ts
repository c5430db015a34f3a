// Other laptops of a centre as stores beside the program, which must not run meanwhile: what they write comes in by the
// program's own jobs, as it would over a line.
import path from 'node:path';
import { demoPassword } from '../../build/demo/centre.ts';
import { ensureDevice } from '../../electron/desk/device.ts';
import { changePerson, createPerson, getPerson } from '../../electron/desk/person.ts';
import { openEngine } from '../../electron/store/open.ts';
import type { Engine } from '../../electron/store/store.ts';
import type { AskStore, Taken } from '../../electron/sync/port.ts';
import { dataFolder } from '../../electron/window/dataFolder.ts';
import { readVault, unlock } from '../../electron/window/vault/index.ts';
import { emptyPerson, personAsInput } from '../../shared/model/person.ts';
import type { PersonInput } from '../../shared/model/person.ts';
import { theProgram } from '../../shared/model/role.ts';
import type { Actor } from '../../shared/model/role.ts';
import { encodePage } from '../../shared/sync/bytes.ts';
import { commit } from '../../shared/sync/commit.ts';
import { pageFor, request } from '../../shared/sync/exchange.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { askOf, openAt, openOf, place } from '../fault/syncEnd.ts';
import type { Place } from '../fault/syncEnd.ts';

/** A laptop whose store is open here. */
export interface Laptop extends Place {
  readonly engine: Engine;
  readonly ask: AskStore;
}

const laptopOf = (at: Place, engine: Engine): Laptop => ({ ...at, engine, ask: askOf(engine, at.lock) });

/**
 * The laptop of a profile, closed again when the work is done. `other` makes one more of the centre; all know
 * each other's keys, and are closed with it.
 */
export async function inProfile<T>(
  profile: string,
  folder: string,
  work: (here: Laptop, other: (name: string) => Promise<Laptop>) => Promise<T>,
): Promise<T> {
  const files = dataFolder(profile);
  const vault = readVault(files.vault);
  if (!vault) throw new Error(`no vault in ${profile}`);
  const { lock } = await unlock(vault, 'admin', demoPassword, Date.now());
  const here = laptopOf({ file: files.store, lock }, openEngine(files.store, lock, 'readwrite'));
  const open = [here];
  try {
    await here.ask('sync.prepare', null);
    return await work(here, async (name) => {
      const other = await secondLaptop(here, folder, name);
      for (const each of open) await introduce(each, other);
      open.push(other);
      return other;
    });
  } finally {
    for (const { engine } of open) engine.close();
  }
}

/** A new laptop of the centre that holds all of this one. */
async function secondLaptop(of: Laptop, folder: string, name: string): Promise<Laptop> {
  const at = place(folder, name);
  const made = laptopOf(at, openOf(of.engine, at));
  await made.ask('sync.prepare', null);
  await introduce(of, made);
  await giveAll(of, made);
  made.engine.transact(theProgram, Date.now(), (store) => ensureDevice(store, { name, place: 'field' }));
  await made.ask('sync.prepare', null);
  await giveAll(made, of);
  return made;
}

/** The same laptop a second time: its folder was copied. The caller closes it. */
export function copyOf(of: Laptop, folder: string, name: string): Laptop {
  const at = { file: path.join(folder, `${name}.db`), lock: of.lock };
  of.engine.sql('VACUUM INTO ?').run(at.file);
  return laptopOf(at, openAt(at));
}

/** Lets two laptops know each other's keys. */
async function introduce(one: Laptop, other: Laptop): Promise<void> {
  await one.ask('sync.learn', { keys: await other.ask('sync.introductions', null) });
  await other.ask('sync.learn', { keys: await one.ask('sync.introductions', null) });
}

/** One page of what the other lacks. */
async function give(from: Laptop, to: Laptop): Promise<Taken> {
  const page = pageFor(from.engine.replica, request(to.engine.replica), () => true);
  return await to.ask('sync.receive', { bytes: encodePage(page, from.engine.replica.suite) });
}

/** All that one has and the other lacks, as far as it is taken. */
export async function giveAll(from: Laptop, to: Laptop): Promise<void> {
  for (let sets = 1; sets > 0;) ({ sets } = await give(from, to));
}

/** How many change sets a laptop has written. */
export const written = ({ engine }: Laptop): number => vectorOf(engine.replica.storage).get(engine.replica.device) ?? 0;

/** What a laptop has written behind a number, alone: without what others wrote that it stands on. */
export async function giveOwn(from: Laptop, to: Laptop, behind: number): Promise<Taken> {
  const { device } = from.engine.replica;
  const held = vectorOf(from.engine.replica.storage).set(device, behind);
  const page = await from.ask('sync.pageFor', { held: [...held], without: [], only: device });
  return await to.ask('sync.receive', { bytes: page?.bytes ?? new Uint8Array() });
}

function director({ engine }: Laptop): Actor {
  const userId = engine.sql(`SELECT id FROM staff WHERE doc ->> '$.loginId' = 'admin'`).pluck().get() as number;
  return { userId, name: '관리자', role: 'admin' };
}

/** 접수 by the 관리자. */
export function addPerson(laptop: Laptop, person: Partial<PersonInput>): void {
  const actor = director(laptop);
  laptop.engine.transact(actor, Date.now(), (store) =>
    createPerson(store, actor, { ...emptyPerson, inflow: '01', ...person }),
  );
}

/** Writes over a person's fields, by name, as the form does. */
export function editPerson(laptop: Laptop, name: string, fields: Partial<PersonInput>): void {
  const actor = director(laptop);
  const id = laptop.engine.sql('SELECT id FROM person WHERE name = ?').pluck().get(name) as number;
  const read = getPerson(laptop.engine.readable(Date.now()), actor, { id });
  const before = personAsInput(read.fields);
  laptop.engine.transact(actor, Date.now(), (store) =>
    changePerson(store, actor, { id, seen: read.seen, before, person: { ...before, ...fields } }),
  );
}

/** Erases the first so many people at once, as replication carries it. Gives how many are left. */
export function eraseMany({ engine }: Laptop, people: number): number {
  const subjects = engine.sql('SELECT uuid FROM person ORDER BY id LIMIT ?').pluck().all(people) as string[];
  const { replica } = engine;
  engine.takeIn(() =>
    replica.storage.transact(() =>
      commit(replica, {
        seen: vectorOf(replica.storage),
        actor: '',
        at: new Date().toISOString(),
        changes: [{ op: 'erase', subjects }],
      }),
    ),
  );
  return engine.sql('SELECT count(*) FROM person').pluck().get() as number;
}
