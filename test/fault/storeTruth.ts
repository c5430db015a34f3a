import { isDeepStrictEqual } from 'node:util';
import { recordTypes } from '../../shared/model/recordTypes.ts';
import { rebuild } from '../../shared/sync/apply.ts';
import { chainNext, chainStart, commitTo, decodeHeader, equalBytes, sealedBytes } from '../../shared/sync/changeSet.ts';
import type { Replica } from '../../shared/sync/replica.ts';
import { makeWords } from '../../electron/store/digest.ts';
import { readDoc } from '../../electron/store/doc.ts';
import type { RecordType } from '../../electron/store/records.ts';
import type { Engine } from '../../electron/store/store.ts';

/** The record types that replication carries, which `rebuild` makes again; the 공장명부 is each laptop's own. */
export const carried = Object.keys(recordTypes) as readonly RecordType[];
export const all: readonly RecordType[] = [...carried, 'factory'];

/** Record type → UUID → the record's whole content: local ids mean nothing outside a store. */
export type Rows = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export function readRows(engine: Engine, types: readonly RecordType[]): Rows {
  return Object.fromEntries(
    types.map((type) => {
      const rows = engine.sql(`SELECT uuid, doc FROM ${type} ORDER BY uuid`).all() as { uuid: string; doc: string }[];
      return [type, Object.fromEntries(rows.map(({ uuid, doc }) => [uuid, readDoc(type, doc)]))];
    }),
  );
}

/** What is wrong with the streams of a replica, in words; empty when every header, body and seal is what it must be. */
export function chainFaults(replica: Replica): string[] {
  const { storage, suite } = replica;
  const faults: string[] = [];
  for (const head of storage.streams()) {
    let hash = chainStart(head.device, suite);
    let seq = 0;
    for (const set of storage.sets(head.device, 1, head.seq)) {
      seq += 1;
      if (set.seq !== seq) faults.push(`set ${seq} of ${head.device} is missing`);
      hash = chainNext(hash, set.header, suite);
      const header = decodeHeader(set.header, suite);
      if (header?.parts.length !== set.parts.length) faults.push(`the header of set ${seq} is damaged`);
      set.parts.forEach(({ body }, index) => {
        const promised = header?.parts[index]?.commitment;
        if (body && !(promised && equalBytes(commitTo(body, suite), promised)))
          faults.push(`part ${index} of set ${seq} is not what its header promises`);
      });
      const seal = storage.sealFrom(head.device, seq);
      if (seal?.seq === seq && !suite.verify(head.device, sealedBytes(seal, hash, suite), seal.signature))
        faults.push(`the seal at set ${seq} is not its device's`);
    }
    if (seq !== head.seq) faults.push(`${head.device} has ${seq} sets and says ${head.seq}`);
    if (!equalBytes(hash, head.hash)) faults.push(`the chain of ${head.device} does not lead to its head`);
  }
  return faults;
}

/**
 * Whether the rows are exactly what the log says: throws all rows away, makes them again from the change sets and
 * compares. Destroys nothing that the log does not give again, but belongs on a copy.
 */
export function rebuildsEqual(engine: Engine): boolean {
  const before = readRows(engine, carried);
  for (const type of carried) engine.db.exec(`DELETE FROM ${type}`);
  rebuild(engine.replica);
  return isDeepStrictEqual(readRows(engine, carried), before);
}

/** What laptops that hold the same compare (ADR 0053): a digest of each scope. */
export async function digestsOf(engine: Engine): Promise<unknown> {
  const made = await makeWords(engine, () => Promise.resolve());
  return made && { basis: made.basis, digests: made.words.map(({ scope, digest }) => [scope, digest]) };
}

/** What SQLite itself finds wrong with the file. */
export function fileFaults(engine: Engine): string[] {
  const found = engine.db.pragma('integrity_check') as { integrity_check: string }[];
  return found.map((each) => each.integrity_check).filter((text) => text !== 'ok');
}
