import { refuse } from '../../shared/model/problem.ts';
import { companyStaff, counsellors } from '../../shared/model/role.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { SyncDevice, SyncTask, SyncTrouble } from '../../shared/contract/sync.ts';
import { recordWord } from '../../shared/rules/logWords.ts';
import { openBody } from '../../shared/sync/changeSet.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import type { DeviceId, Patch, Row } from '../../shared/sync/types.ts';
import { tasksOf } from '../../shared/sync/view.ts';
import type { Task } from '../../shared/sync/view.ts';
import { deviceId } from '../desk/device.ts';
import type { Job, RunJob } from './index.ts';
import { differenceFile } from '../store/digestWords.ts';
import { oneTrouble, readHub, readTroubles, troublePage } from '../store/hubLink.ts';
import { syncTouched } from '../store/standing.ts';
import type { Engine, ReadableStore } from '../store/store.ts';
import { seesPerson } from '../store/visibility.ts';
import { pairsOf, vectorOfPairs } from '../sync/port.ts';
import type { TriedAgain } from '../sync/port.ts';
import { troubleSentence } from '../sync/words.ts';
import { outgoingPage } from './syncJobs.ts';
import { receivePage } from './syncReceive.ts';

/** A laptop as the store knows it; what the hub knows of it is added in main. */
type KnownDevice = Omit<SyncDevice, 'lastContact' | 'behind' | 'untold'> & { readonly device: DeviceId };

/** Instant of the newest change of a stream that can be read here, by its author's clock. */
function lastChange({ replica }: Engine, device: DeviceId): number | null {
  const seq = vectorOf(replica.storage).get(device) ?? 0;
  const [set] = replica.storage.sets(device, seq, seq);
  for (const part of set?.parts ?? []) {
    const payload = openBody(part, replica.suite);
    const at = payload === undefined ? Number.NaN : Date.parse(payload.at);
    if (Number.isSafeInteger(at)) return at;
  }
  return null;
}

function devices(engine: Engine, store: ReadableStore): KnownDevice[] {
  const here = deviceId(store);
  const rows = engine.sql('SELECT id, uuid FROM device ORDER BY number, id').all() as { id: number; uuid: string }[];
  return rows.map(({ id, uuid }) => {
    const { number, name, place, endedOn, signKey, recalledAt, revokedAt, leftAt } = store.need('device', id);
    const standing =
      revokedAt !== null
        ? 'revoked'
        : endedOn !== null
          ? 'ended'
          : leftAt !== null
            ? 'left'
            : recalledAt !== null
              ? 'recalled'
              : signKey === null
                ? 'unknown'
                : 'active';
    return { id, device: uuid, number, name, place, standing, here: id === here, lastChange: lastChange(engine, uuid) };
  });
}

function troubles(engine: Engine, store: ReadableStore): SyncTrouble[] {
  return readTroubles(engine, 'shown').map((row) => {
    const { id, kind, since, tries, rows, stream, agreed } = row;
    const known = store.idOf('device', stream);
    const laptop = known === null ? null : store.need('device', known);
    return {
      id,
      kind,
      since,
      tries,
      laptop: laptop === null ? '' : `${laptop.number} ${laptop.name}`,
      reason: troubleSentence(row),
      rows: kind === 'erasure' ? rows : null,
      // An erasure asks for a person's word first; what cannot be read says the same however often it is asked.
      canRetry: kind === 'refusedByHub' || kind === 'refusedHere' || (kind === 'erasure' && agreed !== null),
      canAgree: kind === 'erasure' && agreed === null,
      canExport: true,
    };
  });
}

/** The pages of an item as they are: sealed and encrypted, to be shown to who can help or taken in elsewhere; or its report. */
function pagesOf(engine: Engine, id: number): Uint8Array[] {
  const item = oneTrouble(engine, id) ?? refuse('notFound');
  if (item.kind === 'differs') return [differenceFile(engine, item.stream)];
  const kept = troublePage(engine, id);
  if (kept !== null) return [kept];
  // What the hub refuses begins behind what it has; what cannot be read may lie anywhere in the stream.
  const hub = item.kind === 'refusedByHub' ? (readHub(engine)?.vector ?? []) : [];
  let held = new Map(vectorOf(engine.replica.storage));
  held.set(item.stream, vectorOfPairs(hub).get(item.stream) ?? 0);
  const pages: Uint8Array[] = [];
  for (;;) {
    const page = outgoingPage(engine, { held: pairsOf(held), without: [], only: item.stream });
    if (page === null) return pages;
    pages.push(page.bytes);
    held = vectorOfPairs(page.after);
  }
}

/** The shown rows of the types that tasks are about, out of their tables. */
function* shownRows(engine: Engine): Generator<Row> {
  for (const type of ['person', 'company'] as const)
    for (const { uuid, doc } of engine.sql(`SELECT uuid, doc FROM ${type}`).iterate() as Iterable<{
      uuid: string;
      doc: string;
    }>)
      yield {
        type,
        id: uuid,
        scope: '',
        values: JSON.parse(doc) as Patch,
        cards: [],
        parent: undefined,
        held: false,
        mergedInto: undefined,
      };
}

/** A task of the core with its records as the asker may see them; null when not all of them are theirs. */
function shownTask(store: ReadableStore, actor: Actor, { kind, ids }: Task): SyncTask | null {
  const records: Extract<SyncTask, { kind: 'duplicate' }>['records'] = [];
  for (const uuid of ids) {
    const person = store.idOf('person', uuid);
    if (person !== null && counsellors.includes(actor.role) && seesPerson(store, actor, person)) {
      const { name, number } = store.need('person', person);
      records.push({ type: 'person', id: person, title: `${name} · ${number}` });
    }
    const company = store.idOf('company', uuid);
    if (company !== null && companyStaff.includes(actor.role))
      records.push({ type: 'company', id: company, title: store.need('company', company).name });
  }
  return records.length === ids.length ? { kind, records } : null;
}

function tasks(engine: Engine, { actor, now }: Omit<Job, 'input'>): SyncTask[] {
  const store = engine.readable(now);
  const found = tasksOf(engine.replica, shownRows(engine)).flatMap((task) => shownTask(store, actor, task) ?? []);
  const held = engine
    .sql('SELECT type, count(*) AS count FROM sync_standing WHERE held = 1 GROUP BY type ORDER BY type')
    .all() as { type: string; count: number }[];
  const newer = engine
    .sql(`SELECT count(DISTINCT id / 65536) FROM part WHERE state <> 'open' AND state = 'waiting'`)
    .pluck()
    .get() as number;
  return [
    ...found,
    ...held.map(({ type, count }): SyncTask => ({ kind: 'held', word: recordWord(type), count })),
    ...(newer > 0 ? [{ kind: 'newerProgram', count: newer } as const] : []),
  ];
}

/** The jobs behind the screens of synchronisation. Main has checked who asks. */
export function syncDeskJobs(engine: Engine): Record<string, RunJob> {
  const need = (id: number) => oneTrouble(engine, id) ?? refuse('notFound');
  return {
    'sync.devices': ({ now }) => ({ value: devices(engine, engine.readable(now)) }),
    'sync.shownTroubles': ({ now }) => ({ value: troubles(engine, engine.readable(now)) }),
    'sync.tasks': (job) => ({ value: tasks(engine, job) }),

    /** 회수 or 차단: the centre's word on a laptop, in its record. Gives the name under which its hub knows it. */
    'sync.mark': ({ actor, now, input }) => {
      const { id, standing } = input as { id: number; standing: 'recalled' | 'revoked' };
      return engine.transact(
        actor,
        now,
        (store) => {
          if (id === deviceId(store)) refuse('notThisLaptop');
          store.change('device', id, standing === 'revoked' ? { revokedAt: now } : { recalledAt: now });
          return { device: store.uuidOf('device', id) };
        },
        () =>
          engine.log(actor.userId, now, { act: 'revoke', recordType: 'device', ids: [id], detail: { what: standing } }),
      );
    },

    'sync.agree': ({ actor, now, input }) => {
      const { id } = input as { id: number };
      engine.db
        .transaction(() => {
          const { kind, rows } = need(id);
          if (kind !== 'erasure') refuse('notFound');
          engine.sql('UPDATE sync_trouble SET agreed = ? WHERE id = ?').run(now, id);
          engine.log(actor.userId, now, {
            act: 'delete',
            recordType: 'sync',
            ids: [],
            ...(rows === null ? {} : { count: rows }),
          });
        })
        .immediate();
      return { value: null, touched: [syncTouched] };
    },

    /** Takes the page in that was refused here, if one was kept; what the hub refused is main's to send again. */
    'sync.tryAgain': async ({ now, input }) => {
      const { id } = input as { id: number };
      const { stream, kind } = need(id);
      const page = kind === 'differs' ? null : troublePage(engine, id);
      if (page === null) return { value: { stream, isLeft: false } satisfies TriedAgain };
      const { touched } = await receivePage(engine, page, now);
      return { value: { stream, isLeft: oneTrouble(engine, id) !== null } satisfies TriedAgain, touched };
    },

    /** Whether what is exported of an item is a report to be read, and not pages to be taken in. */
    'sync.isReport': ({ input }) => ({ value: need((input as { id: number }).id).kind === 'differs' }),

    'sync.export': ({ actor, now, input }) => {
      const { id } = input as { id: number };
      const { kind } = need(id);
      const value = pagesOf(engine, id);
      engine.db
        .transaction(() =>
          engine.log(actor.userId, now, {
            act: 'export',
            recordType: 'sync',
            ids: [],
            count: value.length,
            purpose: '동기화 문제 확인',
            detail: { what: kind },
          }),
        )
        .immediate();
      return { value };
    },
  };
}
