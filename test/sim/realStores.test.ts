/**
 * A sample of the schedules with what the laptops really have: encrypted stores in files, and real hash, signature and
 * cipher. A crash closes the connection in the middle of what it does and opens the file again.
 */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { connect, type StoreLock } from '../../electron/store/connection.ts';
import { migrate } from '../../electron/store/migrate.ts';
import { migrations } from '../../electron/store/migrations/index.ts';
import { syncStorage } from '../../electron/store/syncStorage.ts';
import type { Storage } from '../../shared/sync/storage.ts';
import { product, type Core, type Disk } from './device.ts';
import { runSchedule } from './schedule.ts';

const base = Number(process.env['SIM_SEED'] ?? Math.floor(Math.random() * 1e9));
const count = 20;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sim-stores-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

type Stores = { readonly core: Core; readonly crashes: () => number; readonly closeAll: () => void };

/** The product on encrypted stores, one file a laptop. */
function encryptedStores(): Stores {
  const closers: (() => void)[] = [];
  let crashes = 0;
  const disk = (): Disk => {
    const file = path.join(folder, `${randomBytes(8).toString('hex')}.db`);
    const lock: StoreLock = { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) };
    let close: (() => void) | undefined;
    let storage: Storage | undefined;
    const open = (): Storage => {
      const db = connect(file, lock, 'readwrite');
      migrate(db, migrations);
      close = () => db.close();
      return syncStorage(db);
    };
    const shut = (): void => {
      close?.();
      storage = undefined;
      close = undefined;
    };
    closers.push(shut);
    const live = (): Storage => (storage ??= open());
    const crash = (): void => {
      crashes += 1;
      shut();
    };
    return Object.assign(forwarded(live), { crash });
  };
  const closeAll = (): void => closers.forEach((close) => close());
  return { core: { ...product, memoryStorage: disk }, crashes: () => crashes, closeAll };
}

/** Every call goes to the store that is open now. */
function forwarded(live: () => Storage): Storage {
  return {
    transact: (work) => live().transact(work),
    streams: () => live().streams(),
    stream: (device) => live().stream(device),
    saveStream: (head) => live().saveStream(head),
    addSet: (set) => live().addSet(set),
    sets: (device, from, to) => live().sets(device, from, to),
    savePart: (ref, part) => live().savePart(ref, part),
    partsOf: (subject) => live().partsOf(subject),
    partsIn: (state, limit, scope) => live().partsIn(state, limit, scope),
    scopesIn: (state) => live().scopesIn(state),
    addSeal: (seal) => live().addSeal(seal),
    sealFrom: (device, seq) => live().sealFrom(device, seq),
    isErased: (subject) => live().isErased(subject),
    addErased: (subject) => live().addErased(subject),
    erased: () => live().erased(),
    record: (type, id) => live().record(type, id),
    saveRecord: (state) => live().saveRecord(state),
    dropRecord: (state) => live().dropRecord(state),
    records: () => live().records(),
    recordsOf: (subject) => live().recordsOf(subject),
    children: (parent) => live().children(parent),
    link: (parent, child) => live().link(parent, child),
    aliasesOf: (id) => live().aliasesOf(id),
    saveAlias: (alias) => live().saveAlias(alias),
    dropAlias: (alias) => live().dropAlias(alias),
    isUndone: (alias) => live().isUndone(alias),
    addUndone: (alias) => live().addUndone(alias),
    clearState: () => live().clearState(),
  };
}

describe('암호화한 저장소를 쓰는 노트북들을 흉내 내면', () => {
  it(`일정 ${count}개 모두에서 화면이 기대와 같다 (SIM_SEED=${base})`, () => {
    let crashes = 0;
    for (let seed = base; seed < base + count; seed += 1) {
      const stores = encryptedStores();
      const { failure } = runSchedule(seed, { core: stores.core, real: true });
      stores.closeAll();
      crashes += stores.crashes();
      expect(failure, `SIM_SEED=${seed}`).toBeUndefined();
    }
    expect(crashes).toBeGreaterThan(0);
  });
});
