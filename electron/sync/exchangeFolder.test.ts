import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { decodePage, encodePage, encodeRequest } from '../../shared/sync/bytes.ts';
import { pageFor, receive, request } from '../../shared/sync/exchange.ts';
import type { Receipt } from '../../shared/sync/exchange.ts';
import type { Laptop } from '../../shared/sync/replica.test-helper.ts';
import { keyring, laptop, person, save, valuesOf } from '../../shared/sync/replica.test-helper.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import type { PeerMemory } from '../store/exchangePeers.ts';
import { nothingYet } from '../store/exchangePeers.ts';
import type { ExchangeDesk } from './exchangeFolder.ts';
import { exchangeRound } from './exchangeFolder.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function newFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'exchange-'));
  folders.push(folder);
  return folder;
}

interface Party {
  readonly name: string;
  readonly at: Laptop;
  readonly desk: ExchangeDesk;
  readonly memories: Map<string, PeerMemory>;
  refuse: Exclude<Receipt, { ok: true }>['reason'] | null;
  peers: string[];
  shutOut: string[];
}

const seals = new Map<string, Promise<string>>();
const sealOf = (name: string): Promise<string> => {
  const known = seals.get(name) ?? generateX25519Identity();
  seals.set(name, known);
  return known;
};

/** Laptops of one centre in memory, that know one another's keys. */
function parties(names: readonly string[], strangers: readonly string[] = []): Party[] {
  const keys = keyring();
  const spki = (name: string): Uint8Array => keys.device(name).publicKey.export({ format: 'der', type: 'spki' });
  return names.map((name): Party => {
    const at = laptop(name, keys);
    const memories = new Map<string, PeerMemory>();
    const known = new Map(
      names.filter((each) => each === name || !strangers.includes(each)).map((each) => [each, spki(each)]),
    );
    const party: Party = {
      name,
      at,
      memories,
      refuse: null,
      shutOut: [],
      peers: names.filter((other) => other !== name),
      desk: {
        self: async () => ({
          device: name,
          signing: keys.device(name).privateKey.export({ format: 'der', type: 'pkcs8' }),
          sealIdentity: await sealOf(name),
          vouch: null,
        }),
        shutOut: () => Promise.resolve(party.shutOut),
        peers: () =>
          Promise.all(
            party.peers.map(async (device) => ({ device, sealKey: await identityToRecipient(await sealOf(device)) })),
          ),
        keys: () => Promise.resolve([...known].map(([device, signKey]) => ({ device, signKey }))),
        introduce: (told) => {
          for (const { device, signKey } of told) if (!known.has(device)) known.set(device, signKey);
          return Promise.resolve();
        },
        memory: (device) => Promise.resolve(memories.get(device) ?? nothingYet),
        remember: (device, memory) => Promise.resolve(void memories.set(device, memory)),
        files: {
          wanted: () => Promise.resolve(new Uint8Array()),
          toGive: () => Promise.resolve([]),
          bytes: () => Promise.resolve(null),
          keep: () => Promise.resolve(),
        },
        digests: { own: () => Promise.resolve([]), hear: () => Promise.resolve() },
        now: () => 1,
        log: {
          request: () => Promise.resolve(encodeRequest(request(at.replica), plainText)),
          pageFor: (held) => {
            const page = pageFor(at.replica, { vector: new Map(held), holes: [] }, () => true);
            if (page.spans.length === 0) return Promise.resolve(null);
            const after = new Map(held);
            for (const { device, from, sets } of page.spans) after.set(device, from + sets.length - 1);
            return Promise.resolve({ bytes: encodePage(page, plainText), after: [...after] });
          },
          receive: (bytes) => {
            const page = decodePage(bytes, plainText);
            const refused = party.refuse ? [{ device: '?', reason: party.refuse, follows: false }] : [];
            if (!page || refused.length > 0) return Promise.resolve({ readable: page !== undefined, refused });
            const receipt = receive(at.replica, page);
            return Promise.resolve({ readable: true, refused: receipt.ok ? [] : [{ ...receipt, follows: false }] });
          },
        },
      },
    };
    return party;
  });
}

async function rounds(folder: string, all: readonly Party[], times: number): Promise<void> {
  for (let left = times; left > 0; left--) for (const one of all) await exchangeRound(folder, one.desk);
}
const tableOf = (party: Party) =>
  Object.fromEntries([...party.at.table].map(([key, { values, cards }]) => [key, { values, cards }]));

describe('교환 폴더', () => {
  test('두 노트북이 폴더 하나로 서로의 기록을 갖고, 그 뒤로는 아무것도 쓰지 않는다', async () => {
    const folder = newFolder();
    const [a, b] = parties(['a', 'b']) as [Party, Party];
    save(a.at, [person('p1', { name: '가' })]);
    save(b.at, [person('p2', { name: '나' })]);
    await rounds(folder, [a, b], 4);
    expect(tableOf(a)).toEqual(tableOf(b));
    expect(Object.keys(tableOf(a)).toSorted()).toEqual(['person/p1', 'person/p2']);
    expect(await exchangeRound(folder, a.desk)).toEqual({ away: false, read: 0, wrote: 0, faults: [], unread: [] });
    expect(await exchangeRound(folder, b.desk)).toEqual({ away: false, read: 0, wrote: 0, faults: [], unread: [] });
    expect(readdirSync(folder).toSorted()).toEqual(['a~b.ppurix', 'b~a.ppurix']);
  });

  test('파일에서 이름을 찾을 수 없다', async () => {
    const folder = newFolder();
    const [a, b] = parties(['a', 'b']) as [Party, Party];
    save(a.at, [person('p1', { name: '김교환비밀', phone: '010-9876-1234' })]);
    await rounds(folder, [b, a], 2);
    const bytes = readFileSync(path.join(folder, 'b~a.ppurix'));
    expect(bytes.includes(Buffer.from('김교환비밀')) || bytes.includes('9876')).toBe(false);
    expect(bytes.length).toBeGreaterThan(400);
  });

  test('폴더가 없으면 기다린다', async () => {
    const [a] = parties(['a', 'b']) as [Party, Party];
    expect(await exchangeRound(path.join(newFolder(), 'not-plugged-in'), a.desk)).toEqual({ away: true });
  });

  test('파일이 사라지거나 잘리거나 옛것으로 바뀌어도 모두 같은 기록을 갖게 된다', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('save' as const), who: fc.nat(2) }),
      fc.record({ do: fc.constant('round' as const), who: fc.nat(2) }),
      fc.record({
        do: fc.constantFrom('lose' as const, 'cut' as const, 'keep' as const, 'old' as const),
        who: fc.nat(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const folder = newFolder();
        const kept = newFolder();
        const all = parties(['a', 'b', 'c']);
        let made = 0;
        for (const { do: what, who } of steps) {
          const files = readdirSync(folder);
          const file = files[who % Math.max(1, files.length)];
          const party = all[who % all.length];
          if (what === 'save' && party) save(party.at, [person(`p${made++}`, { name: `사람${made}` })]);
          if (what === 'round' && party) await exchangeRound(folder, party.desk);
          if (file === undefined) continue;
          const at = path.join(folder, file);
          if (what === 'lose') rmSync(at);
          if (what === 'cut') writeFileSync(at, readFileSync(at).subarray(0, who % 700));
          if (what === 'keep') copyFileSync(at, path.join(kept, file));
          if (what === 'old' && existsSync(path.join(kept, file))) copyFileSync(path.join(kept, file), at);
        }
        await rounds(folder, all, 5);
        const [first, ...others] = all.map(tableOf);
        expect(Object.keys(first ?? {})).toHaveLength(made);
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  test('가운데 노트북 하나하고만 주고받아도 모두에게 간다', async () => {
    const folder = newFolder();
    const all = parties(['office', 'f1', 'f2']) as [Party, Party, Party];
    all[1].peers = ['office'];
    all[2].peers = ['office'];
    save(all[1].at, [person('p1', { name: '현장에서' })]);
    await rounds(folder, all, 4);
    expect(valuesOf(all[2].at, 'person/p1')).toMatchObject({ name: '현장에서' });
  });

  test('거절된 쪽은 다시 해 보고, 까닭을 남긴다', async () => {
    const folder = newFolder();
    const [a, b] = parties(['a', 'b']) as [Party, Party];
    save(a.at, [person('p1', { name: '가' })]);
    b.refuse = 'erasure';
    await rounds(folder, [b, a, b], 1);
    expect(b.memories.get('a')).toMatchObject({ fault: 'refused', reason: 'erasure' });
    b.refuse = null;
    await rounds(folder, [b], 1);
    expect(b.memories.get('a')).toMatchObject({ fault: null, reason: null });
    expect(valuesOf(b.at, 'person/p1')).toMatchObject({ name: '가' });
  });

  test('모르는 노트북이 둔 파일은 받지 않고, 누구 것인지 남긴다', async () => {
    const folder = newFolder();
    const [a, b] = parties(['a', 'b'], ['a']) as [Party, Party];
    save(a.at, [person('p1', { name: '가' })]);
    await rounds(folder, [a], 1);
    expect(await exchangeRound(folder, b.desk)).toMatchObject({ read: 0, faults: ['a'] });
    expect(b.memories.get('a')).toMatchObject({ fault: 'unknownSender' });
    expect(tableOf(b)).toEqual({});
    // It is told of for as long as it lies there, and read as soon as somebody has told who it is.
    expect(await exchangeRound(folder, b.desk)).toMatchObject({ faults: [], unread: ['a'] });
    await b.desk.introduce(await a.desk.keys());
    expect(await exchangeRound(folder, b.desk)).toMatchObject({ read: 1, unread: [] });
    expect(b.memories.get('a')).toMatchObject({ fault: null });
  });

  test('차단한 노트북이 둔 파일은 받지 않는다', async () => {
    const folder = newFolder();
    const [a, b] = parties(['a', 'b']) as [Party, Party];
    save(a.at, [person('p1', { name: '가' })]);
    b.shutOut = ['a'];
    await rounds(folder, [b, a, b], 2);
    expect(b.memories.get('a')).toMatchObject({ fault: 'unknownSender', heard: null });
    expect(tableOf(b)).toEqual({});
  });

  test('차단하면 그 노트북에게 남겨 둔 파일도 치우고 다시 두지 않는다', async () => {
    const folder = newFolder();
    const [a, b] = parties(['a', 'b']) as [Party, Party];
    save(b.at, [person('p1', { name: '가' })]);
    await rounds(folder, [a, b], 1);
    expect(readdirSync(folder).toSorted()).toEqual(['a~b.ppurix', 'b~a.ppurix']);
    b.shutOut = ['a'];
    b.peers = [];
    await rounds(folder, [b], 2);
    expect(readdirSync(folder)).toEqual(['b~a.ppurix']);
  });

  test('다른 이름으로 둔 파일은 그 노트북의 말로 듣지 않는다', async () => {
    const folder = newFolder();
    const [a, b] = parties(['a', 'b', 'c']) as [Party, Party];
    await exchangeRound(folder, a.desk);
    copyFileSync(path.join(folder, 'b~a.ppurix'), path.join(folder, 'b~c.ppurix'));
    rmSync(path.join(folder, 'b~a.ppurix'));
    await exchangeRound(folder, b.desk);
    expect(b.memories.get('c')).toMatchObject({ heard: null });
  });
});
