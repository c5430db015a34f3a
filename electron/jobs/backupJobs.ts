import { randomUUID } from 'node:crypto';
import { normalizeText } from '../../shared/korean/text.ts';
import type { DeviceFields } from '../../shared/model/device.ts';
import { noKeys } from '../../shared/model/device.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { nameOffice, rulesOf } from '../desk/centre.ts';
import { deviceId, deviceUuid, ensureDevice } from '../desk/device.ts';
import type { NewPack } from '../desk/pack.ts';
import { ownPack, packFor } from '../desk/pack.ts';
import { staffId, standingOf } from '../desk/staff.ts';
import type { RunJob } from './index.ts';
import { makeLaptopSecrets, publicKeysOf } from './laptopKeys.ts';
import { copyBackup, copyWhole, countsOf, mustBeWhole, writeBackup } from '../store/backup.ts';
import type { BackupOrder } from '../store/backup.ts';
import type { BackupFacts, CopyFacts, JoiningLaptop } from '../store/backupFacts.ts';
import type { StoreLock } from '../store/connection.ts';
import { officeLaptop } from '../store/lease.ts';
import { openEngine } from '../store/open.ts';
import { sayBaseAgain, sealOwn, writePackCopy } from '../store/packCopy.ts';
import { takeNewName } from '../store/replica.ts';
import { Engine } from '../store/store.ts';
import { checkStreams } from '../store/streamCheck.ts';

const metaKeys = { second: 'backup.second', rehearsed: 'backup.rehearsed' } as const;

/** What belongs to the name under which a laptop writes: under another one it must be linked to its hub anew. */
const ofName = ['hub_link', 'sync_trouble'] as const;

/** What is this laptop's alone and goes to no other: a 참여 파일 does not carry it. */
const localTables = [
  'draft',
  'exchange_peer',
  'command',
  'access_log',
  'log_subject',
  'pin',
  'log_review',
  'import_mapping',
  ...ofName,
] as const;
const localMeta = ['personNumber.', 'backup.', 'log.', 'exchange.', 'lease.'] as const;

function keepMeta(engine: Engine, key: string, value: string | null): void {
  engine.sql('DELETE FROM meta WHERE key = ?').run(key);
  if (value !== null) engine.sql('INSERT INTO meta (key, value) VALUES (?, ?)').run(key, value);
}

/** Forgets what this laptop alone counted and kept under these beginnings of names. */
function dropMeta(engine: Engine, beginnings: readonly string[]): void {
  for (const beginning of beginnings)
    engine.sql(`DELETE FROM meta WHERE substr(key, 1, ?) = ?`).run(beginning.length, beginning);
}

/** The next laptop number: one more than any that was ever given, as far as is known here. */
function freeNumber(engine: Engine, taken: readonly string[]): string {
  const known = engine.sql('SELECT number FROM device').pluck().all() as string[];
  const used = new Set([...known, ...taken].map(Number).filter(Number.isInteger));
  const above = Math.max(0, ...used) + 1;
  // Of the 99 that two digits give, one that was skipped is better than none.
  const number =
    above <= 99 ? above : Array.from({ length: 99 }, (_none, at) => at + 1).find((each) => !used.has(each));
  if (number === undefined) throw new Error('The centre has used all laptop numbers.');
  return String(number).padStart(2, '0');
}

/**
 * Gives a restored store its new name (docs/adr/0028) and the laptop a new number: under the old one 관리번호 may have
 * been given since the backup, on paper or to other laptops.
 */
async function renew(
  engine: Engine,
  lock: StoreLock,
  actor: Actor,
  now: number,
  taken: readonly string[],
): Promise<{ number: string }> {
  const secrets = await makeLaptopSecrets();
  const keys = await publicKeysOf(secrets);
  const before = deviceId(engine.readable(now));
  engine.db
    .transaction(() => {
      takeNewName(engine.db, engine.replica, { device: randomUUID(), secrets }, true);
      for (const table of ofName) engine.sql(`DELETE FROM ${table}`).run();
      dropMeta(engine, ['personNumber.']);
    })
    .immediate();
  const renewed = new Engine(engine.db, 'readwrite', lock.logKey);
  return renewed.transact(actor, now, (store) => {
    const number = freeNumber(renewed, taken);
    if (before === null) ensureDevice(store, { number, keys });
    else {
      const { number: old, name, place, lentUntil, pack } = store.need('device', before);
      const wasOffice = officeLaptop(store) === store.uuidOf('device', before);
      store.change('device', before, { endedOn: store.today });
      // A restore is no way out of a lease (ADR 0048), and the laptop that keeps everything goes on to.
      ensureDevice(store, { number, keys, place, lentUntil, pack, ...(name === `노트북 ${old}` ? {} : { name }) });
      if (wasOffice) nameOffice(store, deviceUuid(store));
    }
    return { number };
  }).value;
}

/** The pack that a new laptop is given, made and logged where it is new. */
function givePack(engine: Engine, actor: Actor, now: number, pack: NewPack): string {
  return engine.transact(
    actor,
    now,
    (store) => packFor(store, pack),
    ({ made }) => {
      if (made !== null) engine.log(actor.userId, now, { act: 'create', recordType: 'pack', ids: [made] });
    },
  ).value.pack;
}

/** Makes the copy of a store the one of another laptop: its name, nothing that is only of the laptop it comes from. */
function handOver(part: string, lock: StoreLock, { device, secrets }: JoiningLaptop): void {
  const engine = openEngine(part, lock, 'readwrite');
  try {
    engine.db
      .transaction(() => {
        takeNewName(engine.db, engine.replica, { device, secrets }, false);
        for (const table of localTables) engine.sql(`DELETE FROM ${table}`).run();
        engine.sql(`DELETE FROM sqlite_sequence WHERE name = 'access_log'`).run();
        dropMeta(engine, localMeta);
      })
      .immediate();
    engine.db.pragma('wal_checkpoint(TRUNCATE)');
    engine.db.pragma('journal_mode = DELETE');
  } finally {
    engine.close();
  }
}

/** The jobs behind backups, restore and joining; `lock` is that of the store which `engine` has open. */
export function backupJobs(engine: Engine, lock: StoreLock): Record<string, RunJob> {
  return {
    'backup.facts': ({ now }): { value: BackupFacts } => {
      const store = engine.readable(now);
      const meta = (key: string): string | null =>
        (engine.sql('SELECT value FROM meta WHERE key = ?').pluck().get(key) as string | undefined) ?? null;
      const rehearsed = meta(metaKeys.rehearsed);
      return {
        value: {
          hours: rulesOf(store).backupHours,
          second: meta(metaKeys.second),
          rehearsed: rehearsed === null ? null : (JSON.parse(rehearsed) as BackupFacts['rehearsed']),
          devices: [
            deviceUuid(store),
            ...(engine.sql('SELECT device FROM peer_key WHERE own = 1').pluck().all() as string[]),
          ],
        },
      };
    },

    'backup.setFolder': ({ actor, now, input }) => {
      const { second } = input as { second: string | null };
      engine.db
        .transaction(() => {
          keepMeta(engine, metaKeys.second, second);
          engine.log(actor.userId, now, {
            act: 'change',
            recordType: 'backup',
            ids: [],
            detail: { second: second !== null },
          });
        })
        .immediate();
      return { value: null };
    },

    'backup.rehearsed': ({ actor, now, input }) => {
      const { created } = input as { created: number };
      engine.db
        .transaction(() => {
          keepMeta(engine, metaKeys.rehearsed, JSON.stringify({ at: now, created }));
          engine.log(actor.userId, now, {
            act: 'restore',
            recordType: 'backup',
            ids: [],
            detail: { rehearsal: true, created },
          });
        })
        .immediate();
      return { value: null };
    },

    'backup.write': ({ input }) => ({ value: writeBackup(engine.db, lock, input as BackupOrder) }),

    'backup.writeJoin': ({ input }) => {
      const { laptop, ...order } = input as BackupOrder & { laptop: JoiningLaptop };
      const { pack } = laptop;
      const make = (part: string): void => {
        if (pack !== null) return writePackCopy(engine, lock, part, { ...laptop, pack });
        copyWhole(engine.db, part);
        handOver(part, lock, laptop);
      };
      return { value: writeBackup(engine.db, lock, order, make) };
    },

    'backup.copy': ({ input }) => {
      const { from, to } = input as { from: string; to: string };
      copyBackup(from, to);
      return { value: null };
    },

    /**
     * The record of a laptop that will join: its number is given out here, so that no other gets it, and its keys are made
     * here, so that everybody who has this stream knows them before it says a word (ADR 0039).
     */
    'backup.newLaptop': async ({ actor, now, input }) => {
      const { name, place, lentUntil, pack, taken } = input as Pick<DeviceFields, 'name' | 'place' | 'lentUntil'> & {
        pack: NewPack | null;
        taken: string[];
      };
      // Who was given a pack only can give no more than that.
      const own = ownPack(engine.readable(now));
      const given = own ?? (pack === null ? null : givePack(engine, actor, now, pack));
      if (given !== null && own === null) sayBaseAgain(engine, actor, now);
      const device = randomUUID();
      const secrets = await makeLaptopSecrets();
      const keys = await publicKeysOf(secrets);
      const made = engine.transact(
        actor,
        now,
        (store): JoiningLaptop => {
          const number = freeNumber(engine, taken);
          const called = { number, name: normalizeText(name) || `노트북 ${number}`, place };
          store.insert('device', { ...called, endedOn: null, ...noKeys, ...keys, lentUntil, pack: given }, device);
          return { device, secrets, ...called, pack: given };
        },
        ({ number }) =>
          engine.log(actor.userId, now, {
            act: 'export',
            recordType: 'store',
            ids: [],
            purpose: '참여 파일',
            detail: { laptop: number, lentUntil, ...(pack === null ? {} : { what: 'pack' }) },
          }),
      );
      sealOwn(engine);
      return made;
    },

    /** Proves a copy that is about to take a store's place, and counts it. */
    'backup.check': ({ input }): { value: CopyFacts } => {
      mustBeWhole(engine.db);
      const { changes, fault } = (input as { streams: boolean }).streams
        ? checkStreams(engine.replica)
        : { changes: 0, fault: null };
      if (fault !== null) refuse('backupDamaged');
      return { value: { counts: countsOf(engine.db), changes } };
    },

    'backup.counts': () => ({ value: countsOf(engine.db) }),

    /** Who restores, as the copy knows them; refuses with `restoreNotAdmin`. */
    'backup.who': ({ now, input }): { value: Actor } => {
      const { loginId, adminOnly } = input as { loginId: string; adminOnly: boolean };
      const store = engine.readable(now);
      const id = staffId(store, normalizeText(loginId)) ?? refuse('restoreNotAdmin');
      const { actor, ended } = standingOf(store, id);
      if (ended) refuse('accountEnded');
      if (adminOnly && actor.role !== 'admin') refuse('restoreNotAdmin');
      return { value: actor };
    },

    'backup.renew': async ({ actor, now, input }) => ({
      value: await renew(engine, lock, actor, now, (input as { taken: string[] }).taken),
    }),

    /** The new laptop takes its 참여 파일 in, keys and all, and what people here call it. */
    'backup.takeIn': ({ actor, now, input }) => {
      const { name, place } = input as { name: string; place?: DeviceFields['place'] };
      const called = normalizeText(name);
      return engine.transact(
        actor,
        now,
        (store) => {
          const said = { ...(place === undefined ? {} : { place }), ...(called === '' ? {} : { name: called }) };
          const id = ensureDevice(store, said);
          if (Object.keys(said).length > 0) store.change('device', id, said);
          return { number: store.need('device', id).number };
        },
        // The chain of this laptop's log begins at its first opening, under a log key of its own.
        () => dropMeta(engine, ['log.']),
      );
    },
  };
}
