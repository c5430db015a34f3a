import { readLentUntil } from '../../shared/model/device.ts';
import { refuse } from '../../shared/model/problem.ts';
import { theProgram } from '../../shared/model/role.ts';
import { afterOwn, afterWord, leaveStage, leavingOf } from '../../shared/rules/lease.ts';
import type { Lease } from '../../shared/rules/lease.ts';
import { decodeRequest, encodeRequest } from '../../shared/sync/bytes.ts';
import { heldOf } from '../../shared/sync/exchange.ts';
import type { Request } from '../../shared/sync/exchange.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import type { PartRef } from '../../shared/sync/storage.ts';
import type { DeviceId } from '../../shared/sync/types.ts';
import { deviceId, laptopName } from '../desk/device.ts';
import type { RunJob } from './index.ts';
import { peerMemory, rememberPeer } from '../store/exchangePeers.ts';
import { readHub } from '../store/hubLink.ts';
import { hearTime, keepClock, keeperLaptop, pagesWaiting, readLease } from '../store/lease.ts';
import { syncTouched } from '../store/standing.ts';
import type { Engine, Touched } from '../store/store.ts';
import type { LeaseJobMap, LeaseView } from '../sync/leasePort.ts';
import { pairsOf, vectorOfPairs } from '../sync/port.ts';

const as = <J extends keyof LeaseJobMap>(input: unknown): LeaseJobMap[J]['input'] => input as LeaseJobMap[J]['input'];

/** The time is written down again after so long, ms: a lease ends with a day. */
const noted = 3_600_000;

/** What a keeper has said to hold, and what it lacks of it. */
type Said = Request;

const nothing: Said = { vector: new Map(), holes: [] };

/** What the 사무실 노트북 has said; nothing before it was heard. */
function saidBy(engine: Engine, office: DeviceId | null): Said {
  const heard = office === null ? null : peerMemory(engine, office).heard;
  return (heard === null ? undefined : decodeRequest(heard, plainText)) ?? nothing;
}

const isSame = (one: PartRef, other: PartRef): boolean =>
  one.device === other.device && one.seq === other.seq && one.index === other.index;

/**
 * Bodies here that no keeper holds, although one holds their change sets: what a damaged relay has lost on the way there must
 * not be emptied here. A keeper that says as many as it can at once may lack more: then one more is counted.
 */
function bodiesOwed(engine: Engine, keepers: readonly Said[]): number {
  const { replica } = engine;
  const lacks = ({ vector, holes }: Said, ref: PartRef): boolean =>
    (vector.get(ref.device) ?? 0) < ref.seq || holes.some((hole) => isSame(hole, ref));
  const missed = keepers.flatMap(({ holes }, index) =>
    heldOf(replica, holes).filter(
      (ref) =>
        keepers.every((keeper) => lacks(keeper, ref)) &&
        !keepers.slice(0, index).some((before) => before.holes.some((hole) => isSame(hole, ref))),
    ),
  );
  return missed.length + (keepers.some(({ holes }) => holes.length >= replica.limits.holes) ? 1 : 0);
}

function view(engine: Engine, lease: Lease, said: LeaseJobMap['lease.look']['input']['hub'], now: number): LeaseView {
  const store = engine.readable(now);
  const leaving = leavingOf(lease, now);
  // Looked at after each commit, and counted only where it matters.
  if (leaving === null)
    return { lease, leaving, stage: null, vector: [], waiting: 0, pages: 0, hasHub: false, office: null };
  const linked = readHub(engine);
  const hub: Said =
    typeof said === 'object'
      ? { vector: vectorOfPairs(said.vector), holes: said.holes }
      : { ...nothing, vector: vectorOfPairs(said === 'hint' ? (linked?.vector ?? []) : []) };
  const office = keeperLaptop(store);
  const held = saidBy(engine, office);
  const vector = vectorOf(engine.replica.storage);
  let waiting = bodiesOwed(engine, [hub, held]);
  for (const [device, seq] of vector)
    waiting += Math.max(0, seq - Math.max(hub.vector.get(device) ?? 0, held.vector.get(device) ?? 0));
  const pages = pagesWaiting(engine, linked === null ? 'none' : typeof said === 'string' ? said : said.missing, office);
  const hasKeeper = linked !== null || office !== null;
  return {
    lease,
    leaving,
    stage: leaveStage(lease, { waiting, pages, hasKeeper }, now),
    vector: pairsOf(vector),
    waiting,
    pages,
    hasHub: linked !== null,
    office: office === null ? null : { device: office, laptop: laptopName(store, office) },
  };
}

/** The jobs behind 빌린 기간; all run in the writer. */
export function leaseJobs(engine: Engine): Record<string, RunJob> {
  const inside = <T>(run: () => T): T => engine.db.transaction(run).immediate();
  /** Writes in this laptop's own record what is to be said by how it stands there; nothing while it has none. */
  const say = (
    now: number,
    what: (own: { recalledAt: number | null; leftAt: number | null }) => Record<string, number | null> | null,
  ): readonly Touched[] => {
    const store = engine.readable(now);
    const id = deviceId(store);
    const fields = id === null ? null : what(store.need('device', id));
    if (id === null || fields === null) return [];
    return engine.transact(theProgram, now, (writable) => writable.change('device', id, fields)).touched;
  };

  const jobs: { readonly [J in keyof LeaseJobMap]: RunJob } = {
    'lease.look': ({ input, now }) => {
      const { hub } = as<'lease.look'>(input);
      const before = readLease(engine.readable(now));
      const lease = afterOwn(before, now);
      // Only a lease is measured by it, and only in days.
      if (lease.lentUntil !== null && Math.abs(lease.seen - before.seen) >= noted)
        inside(() => keepClock(engine, lease));
      const isLeaving = leavingOf(lease, now) !== null;
      const touched = say(now, ({ leftAt }) =>
        (leftAt !== null) === isLeaving ? null : { leftAt: isLeaving ? now : null },
      );
      return { value: view(engine, lease, hub, now), touched };
    },

    'lease.heard': ({ input, now }) => {
      const { from, vector, holes, missing, at } = as<'lease.heard'>(input);
      inside(() => {
        hearTime(engine, from, at, now);
        if (from === null) return;
        const heard = encodeRequest({ vector: vectorOfPairs(vector), holes }, plainText);
        // Asked about what is here, it has told all that it could wait for.
        const wanted = Buffer.from(missing.join(''), 'hex');
        rememberPeer(engine, from, { ...peerMemory(engine, from), heard, wanted, saidAt: at });
      });
      return { value: null };
    },

    'lease.recalled': ({ now }) => ({
      value: null,
      touched: say(now, ({ recalledAt, leftAt }) =>
        recalledAt !== null && leftAt !== null ? null : { recalledAt: recalledAt ?? now, leftAt: leftAt ?? now },
      ),
    }),

    'lease.confirmDay': ({ actor, now }) => {
      inside(() => {
        keepClock(engine, afterWord(readLease(engine.readable(now)), now));
        engine.log(actor.userId, now, { act: 'change', recordType: 'device', ids: [], detail: { what: 'day' } });
      });
      return { value: null, touched: [syncTouched] };
    },

    'lease.extend': ({ actor, now, input }) => {
      const store = engine.readable(now);
      const id = deviceId(store) ?? refuse('notFound');
      const read = readLentUntil(as<'lease.extend'>(input).lentUntil, store.today);
      if (!read.ok) return refuse('checkFields', { fields: { lentUntil: read.problem } });
      const { lentUntil } = read;
      if (lentUntil !== null && lentUntil < store.today)
        refuse('checkFields', { fields: { lentUntil: '오늘이나 그 뒤의 날짜를 입력해 주십시오.' } });
      return engine.transact(
        actor,
        now,
        (writable) => {
          writable.change('device', id, { lentUntil });
          return null;
        },
        () => engine.log(actor.userId, now, { act: 'change', recordType: 'device', ids: [id], detail: { lentUntil } }),
      );
    },
  };
  return jobs;
}
