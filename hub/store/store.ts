/** The hub's store over any database: the scripts, each in its transaction. */
import type { PushReceipt } from '../../shared/sync/peer.ts';
import { LIMITS, type DeviceId, type Limits } from '../../shared/sync/types.ts';
import { alarms, settle } from './alarms.ts';
import { blob, blobBytes, keptBlobs, putBlob } from './blobs.ts';
import { followStreams } from './check.ts';
import { checkBlobs, dropBlobs } from './checkBlobs.ts';
import { keepDigest, otherDigests } from './digests.ts';
import { give } from './give.ts';
import { HubBusy, type HubStore } from './hubStore.ts';
import { holes } from './holes.ts';
import { hubSuite } from './keys.ts';
import { counts, erasedSoFar, erasures, noteRewritten, report, residue } from './ledger.ts';
import { streamEnds, vectorOf } from './logRows.ts';
import { openPage } from './openPage.ts';
import * as registry from './registry.ts';
import { blobRoom, unlimited, type RoomOptions } from './room.ts';
import type { Database } from './script.ts';
import { take } from './take.ts';

export type StoreOptions = {
  /** Milliseconds since 1970 UTC; for what is noted beside the log, never for the log. */
  readonly clock: () => number;
  readonly limits?: Limits;
  /** What attachments may take; as much as they want where nothing is said. */
  readonly room?: RoomOptions;
};

/** The answer when the database could not be had; a later repeat is harmless, whatever became of this page. */
function busy(error: unknown, device: DeviceId): PushReceipt {
  if (error instanceof HubBusy) return { ok: false, reason: 'busy', device };
  throw error;
}

export function hubStore(database: Database, { clock, limits = LIMITS, ...options }: StoreOptions): HubStore {
  const suite = hubSuite();
  const { read, write } = database;
  const room = blobRoom(options.room ?? unlimited, () => read(blobBytes), clock);
  return {
    vector: () =>
      read(function* () {
        return vectorOf(yield* streamEnds());
      }),
    async take(page, from) {
      const opened = openPage(page, limits, suite);
      if (opened === undefined) return { ok: false, reason: 'malformed', device: page.spans[0]?.device ?? from };
      try {
        const { receipt, erased } = await write(() => take({ page: opened, from, at: clock(), limits, suite }));
        if (erased) {
          database.scour();
          room.forget();
        }
        if (receipt.ok && receipt.sets + receipt.fills > 0) database.tell();
        return receipt;
      } catch (error) {
        return busy(error, from);
      }
    },
    pageFor: (asked, to) => read(() => give({ asked, to, limits, suite })),
    async introduce(keys, by) {
      const refused = await write(() => registry.introduce(keys, by, clock()));
      if (refused.length < keys.length) database.tell();
      return { refused };
    },
    introductions: () => read(registry.introductions),
    onNews: (listener) => database.onNews(listener),
    holes: (limit) => read(() => holes(limit)),

    invite: (invitation) => write(() => registry.invite(invitation)),
    invitations: () => read(registry.invitations),
    withdraw: (codeHash) => write(() => registry.withdraw(codeHash)),
    redeem: (codeHash, newcomer, at) => write(() => registry.redeem(codeHash, newcomer, at)),

    devices: () => read(() => registry.findDevices('true')),
    device: async (device) => (await read(() => registry.findDevices('d.device = $1', device)))[0],
    deviceByNetKey: async (netKey) => (await read(() => registry.findDevices('d.net_key = $1', netKey)))[0],
    setStanding: (device, standing) => write(() => registry.setStanding(device, standing, clock())),
    judge: (device, standing, by) => write(() => registry.judge({ device, standing, by }, clock())),
    setWarden: (device, isWarden) => write(() => registry.setWarden(device, isWarden)),
    setScopes: (device, scopes) => write(() => registry.setScopes(device, scopes)),
    seen: (device, at, vector) => write(() => registry.seen(device, at, vector)),

    report: (device, told, at) => write(() => report(device, told, at)),
    erasures: () => read(erasures),
    alarms: () => read(alarms),
    settle: (alarm, at) => write(() => settle(alarm, at)),

    putBlob: (hash, bytes, subject) => room.put(bytes.length, () => putBlob(database, { hash, bytes, subject })),
    blobRoom: () => room.now(),
    blob: (hash) => read(() => blob(hash)),
    keptBlobs: (hashes) => read(() => keptBlobs(hashes)),
    async compare(device, word, at) {
      if (word.digest !== undefined) await write(() => keepDigest(device, word, at));
      return await read(() => otherDigests(device, word));
    },
    counts: () => read(counts),
    check: () => followStreams(database, suite),
    checkBlobs: () => checkBlobs(database),
    async dropBlobs(hashes) {
      await write(() => dropBlobs(hashes));
      database.scour();
      room.forget();
    },
    residue: async () => (database.rewrite === undefined ? 0 : await read(residue)),
    async rewrite() {
      const before = await read(erasedSoFar);
      await database.rewrite?.();
      await write(() => noteRewritten(before));
    },
    close: () => database.close(),
  };
}
