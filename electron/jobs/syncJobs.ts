import { createHash } from 'node:crypto';
import type { LogEntry } from '../../shared/contract/define.ts';
import type { DeviceKeys } from '../../shared/model/device.ts';
import { baseScope, packScope, recordTypes } from '../../shared/model/recordTypes.ts';
import { refuse } from '../../shared/model/problem.ts';
import { theProgram } from '../../shared/model/role.ts';
import { rebuild } from '../../shared/sync/apply.ts';
import { encodePage, encodeRequest } from '../../shared/sync/bytes.ts';
import { pageFor, request } from '../../shared/sync/exchange.ts';
import type { Page } from '../../shared/sync/exchange.ts';
import type { PeerKeys } from '../../shared/sync/peer.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import type { Replica } from '../../shared/sync/replica.ts';
import type { DeviceId, Scope } from '../../shared/sync/types.ts';
import { rowOf } from '../../shared/sync/view.ts';
import { blobJobs, tellBlobs } from './blobJobs.ts';
import { digestJobs } from './digestJobs.ts';
import { deviceId } from '../desk/device.ts';
import type { Job, RunJob } from './index.ts';
import { makeNetSecrets, publicKeysOf } from './laptopKeys.ts';
import { countFiles, forgetHub } from '../store/attachmentBlobs.ts';
import { addTrouble, countItems, dropTroubles, noteHub, readHub, readTroubles, writeHub } from '../store/hubLink.ts';
import type { HubStanding } from '../store/hubLink.ts';
import { packOf, publicSignKey, readSecrets, recordedSignKey, saveSecrets } from '../store/laptopSecrets.ts';
import { sayStraysAgain } from '../store/packCopy.ts';
import { lentScopes } from '../store/replica.ts';
import { noteStanding, syncTouched } from '../store/standing.ts';
import type { Engine, ReadableStore, Touched } from '../store/store.ts';
import type { Outcome } from '../store/wire.ts';
import { pairsOf, vectorOfPairs } from '../sync/port.ts';
import type { OutgoingPage, Self, SyncFacts, SyncJob, SyncJobMap, Verdict } from '../sync/port.ts';
import { newPace, receivePage } from './syncReceive.ts';

type JobOf<J extends SyncJob> = Omit<Job, 'input'> & { readonly input: SyncJobMap[J]['input'] };
type OutcomeOf<J extends SyncJob> = Outcome & { readonly value: SyncJobMap[J]['value'] };

/** A job of the list with what it is asked and gives, as the worker runs it. */
function of<J extends SyncJob>(run: (job: JobOf<J>) => Promise<OutcomeOf<J>> | OutcomeOf<J>): RunJob {
  return (job) => run({ ...job, input: job.input as SyncJobMap[J]['input'] });
}

const modelKey = 'sync.model';
/** What this program understands: when it is another than last time, what had to wait may be readable now. */
const model = createHash('sha256').update(JSON.stringify(recordTypes)).digest('hex');

/** The keys of this laptop, made where they are missing: a store from before laptops had them, or a new one. */
async function ownSecrets(engine: Engine): Promise<Omit<Self, 'scopes'>> {
  const known = readSecrets(engine.db);
  if (known) return known;
  const made = await makeNetSecrets();
  return engine.db
    .transaction(() => {
      const device = String(engine.sql('SELECT device FROM device_key').pluck().get());
      // Asked twice at once, the first keys count.
      if (!readSecrets(engine.db)) saveSecrets(engine.db, device, made);
      return readSecrets(engine.db) ?? refuse('unexpected');
    })
    .immediate();
}

/** Tells the keys in the laptop's record, once it has one. */
function tellKeys(engine: Engine, keys: DeviceKeys, now: number): readonly Touched[] {
  const store = engine.readable(now);
  const id = deviceId(store);
  if (id === null) return [];
  const { signKey, netKey, sealKey } = store.need('device', id);
  if (signKey === keys.signKey && netKey === keys.netKey && sealKey === keys.sealKey) return [];
  return engine.transact(theProgram, now, (writable) => writable.change('device', id, keys)).touched;
}

/**
 * After the program was brought up to date: what waited for that is read again (behaviours N5), and which records have
 * cards is found anew.
 */
function rereadAfterUpgrade(engine: Engine): readonly Touched[] {
  if (engine.sql('SELECT value FROM meta WHERE key = ?').pluck().get(modelKey) === model) return [];
  return engine.takeIn(() => {
    if (engine.replica.storage.partsIn('waiting', 1).length > 0) rebuild(engine.replica);
    else {
      const edited = engine
        .sql('SELECT r.type, w.uuid FROM merged_record r JOIN world_id w ON w.id = r.record WHERE r.heads IS NOT NULL')
        .all() as { type: string; uuid: string }[];
      for (const { type, uuid } of edited) {
        const state = engine.replica.storage.record(type, uuid);
        if (state && Object.hasOwn(recordTypes, type))
          noteStanding((text) => engine.sql(text), rowOf(engine.replica, state));
      }
    }
    engine.sql('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(modelKey, model);
    engine.tables.touch(syncTouched.type, syncTouched.id);
  }).touched;
}

/** What the centre's own word on this laptop is. */
function ownStanding(store: ReadableStore): HubStanding {
  const id = deviceId(store);
  if (id === null) return 'enrolled';
  const { revokedAt, recalledAt } = store.need('device', id);
  return revokedAt !== null ? 'revoked' : recalledAt !== null ? 'recalled' : 'enrolled';
}

/** What the records of the other laptops say of them. */
function verdicts(engine: Engine): Verdict[] {
  const rows = engine
    .sql(
      `SELECT uuid AS device, iif(doc ->> '$.revokedAt' IS NULL, 'recalled', 'revoked') AS standing FROM device
       WHERE coalesce(doc ->> '$.revokedAt', doc ->> '$.recalledAt') IS NOT NULL`,
    )
    .all() as Verdict[];
  return rows.filter(({ device }) => device !== engine.replica.device);
}

function facts(engine: Engine, now: number): SyncFacts {
  return {
    device: engine.replica.device,
    vector: pairsOf(vectorOf(engine.replica.storage)),
    items: countItems(engine),
    cards: Number(engine.sql('SELECT coalesce(sum(cards), 0) FROM sync_standing').pluck().get()),
    troubles: readTroubles(engine, 'shown').length,
    hub: readHub(engine),
    files: countFiles(engine),
    standing: ownStanding(engine.readable(now)),
  };
}

const isEmpty = ({ spans, fills }: Page): boolean => spans.length === 0 && fills.length === 0;

/** Which scopes' bodies a laptop gets, by what its record says it was given; everything, where its record is not here. */
function mayHave(engine: Engine, to: DeviceId | null): (scope: Scope) => boolean {
  const pack = to === null ? null : packOf(engine.replica.storage, to);
  return (scope) => pack === null || scope === baseScope || scope === packScope(pack);
}

/** The next page for a peer that holds `held`, as if the streams that are left out were not here. */
export function outgoingPage(
  engine: Engine,
  { held, without, only, to = null, holes = [] }: SyncJobMap['sync.pageFor']['input'],
): OutgoingPage | null {
  const { storage } = engine.replica;
  const isSent = (device: DeviceId): boolean => !without.includes(device) && (only === undefined || only === device);
  const isWhole = without.length === 0 && only === undefined;
  const streams = () => storage.streams().filter(({ device }) => isSent(device));
  const replica: Replica = isWhole ? engine.replica : { ...engine.replica, storage: { ...storage, streams } };
  const page = pageFor(replica, { vector: vectorOfPairs(held), holes }, mayHave(engine, to));
  if (isEmpty(page)) return null;
  const after = vectorOfPairs(held);
  let sets = 0;
  for (const span of page.spans) {
    after.set(span.device, span.from + span.sets.length - 1);
    sets += span.sets.length;
  }
  return { bytes: encodePage(page, engine.replica.suite), after: pairsOf(after), sets };
}

/** Stream keys known here, this laptop's own first. */
function introductions(engine: Engine): PeerKeys[] {
  const known = new Map<DeviceId, Uint8Array>();
  const own = engine.sql('SELECT device, private_key AS signing FROM device_key').get() as {
    device: string;
    signing: Buffer;
  };
  known.set(own.device, publicSignKey(own.signing));
  const kept = engine.sql('SELECT device, public_key AS signKey FROM peer_key').all() as {
    device: string;
    signKey: Buffer;
  }[];
  for (const { device, signKey } of kept) if (!known.has(device)) known.set(device, signKey);
  for (const device of engine.sql('SELECT uuid FROM device').pluck().all() as string[]) {
    const signKey = recordedSignKey(engine.replica.storage, device);
    if (signKey !== undefined && !known.has(device)) known.set(device, Buffer.from(signKey, 'base64'));
  }
  return [...known].map(([device, signKey]) => ({ device, signKey: new Uint8Array(signKey) }));
}

/** Keeps the keys of streams that were not known here; gives those that are known under another key. */
function learn(engine: Engine, keys: readonly PeerKeys[]): DeviceId[] {
  const known = new Map(introductions(engine).map(({ device, signKey }) => [device, signKey]));
  const others: DeviceId[] = [];
  for (const { device, signKey } of keys) {
    const before = known.get(device);
    if (before !== undefined && !Buffer.from(before).equals(signKey)) others.push(device);
    if (before !== undefined) continue;
    engine.sql('INSERT INTO peer_key (device, public_key, own) VALUES (?, ?, 0)').run(device, Buffer.from(signKey));
    // What was refused for want of this key is asked for again.
    dropTroubles(engine, device, ['refusedHere']);
  }
  return others;
}

/** The jobs behind synchronisation; all run in the writer. */
export function syncJobs(engine: Engine): Record<string, RunJob> {
  const pace = newPace();
  const inside = <T>(run: () => T): T => engine.db.transaction(run).immediate();
  const log = ({ actor, now }: Omit<Job, 'input'>, entry: LogEntry): void => engine.log(actor.userId, now, entry);
  let hasNames = false;
  let hasSaid = false;
  const jobs: { readonly [J in SyncJob]: RunJob } = {
    'sync.prepare': of<'sync.prepare'>(async ({ now }) => {
      const secrets = await ownSecrets(engine);
      const reread = rereadAfterUpgrade(engine);
      // What comes has its names; only a store from before is gone through, once.
      const named = hasNames ? [] : await tellBlobs(engine, now);
      hasNames = true;
      // Only what was written before the first pack was heard of can stand elsewhere: once is enough.
      hasSaid ||= sayStraysAgain(engine, now);
      const touched = [...reread, ...named, ...tellKeys(engine, await publicKeysOf(secrets), now)];
      return { value: { ...secrets, scopes: lentScopes(engine.db) }, touched };
    }),
    'sync.facts': of<'sync.facts'>(({ now }) => ({ value: facts(engine, now), telling: 'settled' })),
    'sync.request': of<'sync.request'>(({ input }) => {
      const asked = request(engine.replica);
      const vector = new Map(asked.vector);
      for (const [device, seq] of input.beyond) vector.set(device, Math.max(seq, vector.get(device) ?? 0));
      return { value: encodeRequest({ ...asked, vector }, engine.replica.suite) };
    }),
    'sync.pageFor': of<'sync.pageFor'>(({ input }) => ({ value: outgoingPage(engine, input) })),
    'sync.receive': of<'sync.receive'>(({ input, now }) => receivePage(engine, input.bytes, now, pace)),
    'sync.refusedByHub': of<'sync.refusedByHub'>(({ input, now }) => {
      inside(() => addTrouble(engine, now, input));
      return { value: null, touched: [syncTouched] };
    }),
    'sync.settled': of<'sync.settled'>(({ input }) => {
      const gone = inside(() => dropTroubles(engine, input.stream, ['refusedByHub']));
      return { value: null, touched: gone > 0 ? [syncTouched] : [] };
    }),
    'sync.verdicts': of<'sync.verdicts'>(() => ({ value: verdicts(engine) })),
    'sync.introductions': of<'sync.introductions'>(() => ({ value: introductions(engine) })),
    'sync.learn': of<'sync.learn'>(({ input }) => ({ value: inside(() => learn(engine, input.keys)) })),
    'sync.link': of<'sync.link'>((job) => {
      inside(() => {
        const before = readHub(engine);
        writeHub(engine, job.input);
        forgetHub(engine);
        for (const { stream } of readTroubles(engine, 'all')) dropTroubles(engine, stream, ['refusedByHub']);
        const linked = job.input !== null;
        if (before !== null || linked) log(job, { act: 'change', recordType: 'hub', ids: [], detail: { linked } });
      });
      return { value: null, touched: [syncTouched] };
    }),
    'sync.noteHub': of<'sync.noteHub'>(({ input }) => {
      inside(() => noteHub(engine, input));
      return { value: null };
    }),
    'sync.troubles': of<'sync.troubles'>(() => ({ value: readTroubles(engine, 'all') })),
    ...blobJobs(engine),
    ...digestJobs(engine),
  };
  return jobs;
}
