import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vouchText } from '../store/laptopSecrets.ts';
import type { ExchangeOrder, ExchangeReader, Hello } from './exchangeFile.ts';
import { readExchange, writeExchange } from './exchangeFile.ts';

interface Laptop {
  readonly device: string;
  readonly signing: ExchangeOrder['signing'];
  readonly signKey: Uint8Array;
  readonly identity: string;
  readonly sealKey: string;
}

async function laptop(device: string): Promise<Laptop> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const identity = await generateX25519Identity();
  return { device, signing: privateKey, signKey, identity, sealKey: await identityToRecipient(identity) };
}

let folder = '';
let a: Laptop;
let b: Laptop;
let stranger: Laptop;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'exchange-'));
  [a, b, stranger] = [await laptop('a'), await laptop('b'), await laptop('c')];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const helloOf = (from: Laptop, to: Laptop): Hello => ({
  from: from.device,
  to: to.device,
  keys: [{ device: from.device, signKey: from.signKey }],
  vouch: null,
});
async function* each<T>(pages: readonly T[]): AsyncGenerator<T> {
  for (const page of pages) yield await Promise.resolve(page);
}
const bytes = (read: Uint8Array): string => Buffer.from(read).toString('hex');

async function written(pages: readonly Uint8Array[], changes: Partial<ExchangeOrder> = {}): Promise<string> {
  const file = path.join(folder, `${bytes(randomBytes(8))}.ppurix`);
  const request = (): Promise<Uint8Array> => Promise.resolve(Buffer.from('what a holds'));
  await writeExchange(file, {
    hello: helloOf(a, b),
    sealKey: b.sealKey,
    signing: a.signing,
    pages: each(pages),
    blobs: each([]),
    request,
    wanted: () => Promise.resolve(null),
    digests: [],
    ...changes,
  });
  return file;
}

async function read(
  file: string,
  as: Laptop = b,
  known: readonly Laptop[] = [a, b],
  changes: Partial<ExchangeReader> = {},
) {
  const pages: string[] = [];
  const blobs: string[] = [];
  const end = await readExchange(file, {
    device: as.device,
    identity: as.identity,
    keyOf: (device) => known.find((each) => each.device === device)?.signKey,
    onHello: () => Promise.resolve(),
    onPage: (page) => {
      pages.push(bytes(page));
      return Promise.resolve();
    },
    onBlob: ({ name, bytes: blob }) => {
      blobs.push(`${name} ${bytes(blob)}`);
      return Promise.resolve();
    },
    ...changes,
  });
  return { end, pages, blobs };
}

describe('교환 파일', () => {
  test('받는 노트북이 연 것은 쓴 것 그대로다', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 200_000, size: 'max' }), { maxLength: 4 }),
        async (pages) => {
          const file = await written(pages);
          const { end, pages: got } = await read(file);
          expect(end).toMatchObject({ ok: true, hello: { from: 'a', to: 'b' } });
          expect(end.ok && Buffer.from(end.request).toString()).toBe('what a holds');
          expect(got).toEqual(pages.map(bytes));
          rmSync(file);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('첨부의 쪽과 기다리는 쪽의 이름이 함께 가고, 말하지 않았으면 말하지 않은 것이다', async () => {
    const blobs = [5, 70_000].map((length) => ({ name: bytes(randomBytes(32)), bytes: randomBytes(length) }));
    const wanted = randomBytes(3 * 32);
    const said = await read(
      await written([randomBytes(9)], { blobs: each(blobs), wanted: () => Promise.resolve(wanted) }),
    );
    expect(said.end.ok && said.end.wanted && bytes(said.end.wanted)).toBe(bytes(wanted));
    expect(said.blobs).toEqual(blobs.map(({ name, bytes: blob }) => `${name} ${bytes(blob)}`));
    const none = await read(await written([], { wanted: () => Promise.resolve(new Uint8Array()) }));
    expect(none.end.ok && none.end.wanted).toHaveLength(0);
    const silent = await read(await written([]));
    expect(silent.end.ok && silent.end.wanted).toBeNull();
    const uneven = await read(await written([], { wanted: () => Promise.resolve(randomBytes(33)) }));
    expect(uneven.end).toMatchObject({ ok: false, fault: 'damaged' });
  });

  test('기록의 요약이 함께 가고, 요약이 아닌 것은 없는 것과 같다', async () => {
    const hex = '0'.repeat(64);
    const digests = [{ scope: 'centre', basis: hex, digest: hex, detail: 'AAAA' }];
    const said = await read(await written([randomBytes(9)], { digests }));
    expect(said.end.ok && said.end.digests).toEqual(digests);
    for (const nothing of [[], [{ scope: 'centre', basis: 'no' }]]) {
      const { end } = await read(await written([], { digests: nothing }));
      expect(end.ok && end.digests).toEqual([]);
    }
  });

  test('다른 노트북은 열지 못하고, 아무 파일이나 주어도 던지지 않는다', async () => {
    const file = await written([randomBytes(100)]);
    expect((await read(file, stranger)).end).toEqual({ ok: false, fault: 'notForUs', from: null });
    const junk = path.join(folder, 'junk.ppurix');
    for (const content of [Buffer.alloc(0), randomBytes(5000), Buffer.from('age-encryption.org/v1\n')]) {
      writeFileSync(junk, content);
      expect((await read(junk)).end).toEqual({ ok: false, fault: 'notForUs', from: null });
    }
    await expect(read(path.join(folder, 'none.ppurix'))).rejects.toThrow('ENOENT');
  });

  test('파일 안의 이름이 다르면 열 수 있어도 받지 않는다', async () => {
    const file = await written([randomBytes(100)], { hello: { ...helloOf(a, b), to: 'c' } });
    const { end, pages } = await read(file);
    expect(end).toEqual({ ok: false, fault: 'notForUs', from: 'a' });
    expect(pages).toEqual([]);
  });

  test('어디에서 잘려도 끝까지 읽었다고 하지 않고, 넘긴 쪽은 온전하다', async () => {
    const pages = [randomBytes(70_000), randomBytes(70_000), randomBytes(70_000)];
    const whole = readFileSync(await written(pages));
    const cut = path.join(folder, 'cut.ppurix');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        writeFileSync(cut, whole.subarray(0, length));
        const { end, pages: got } = await read(cut);
        expect(end.ok).toBe(false);
        expect(pages.map(bytes).slice(0, got.length)).toEqual(got);
      }),
      { numRuns: 60 },
    );
  });

  test('한 바이트가 바뀌어도 안다', async () => {
    const pages = [randomBytes(70_000), randomBytes(70_000)];
    const whole = readFileSync(await written(pages));
    const changed = path.join(folder, 'changed.ppurix');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const copy = Buffer.from(whole);
        copy[at] = (copy[at] ?? 0) ^ by;
        writeFileSync(changed, copy);
        const { end, pages: got } = await read(changed);
        expect(end.ok).toBe(false);
        expect(pages.map(bytes).slice(0, got.length)).toEqual(got);
      }),
      { numRuns: 60 },
    );
  });

  test('우리 노트북이 서명하지 않은 것은 쪽 하나도 받지 않는다', async () => {
    const unknown = await written([randomBytes(10)], { hello: helloOf(stranger, b), signing: stranger.signing });
    expect(await read(unknown)).toEqual({
      end: { ok: false, fault: 'unknownSender', from: 'c' },
      pages: [],
      blobs: [],
    });
    const pretended = await written([], { signing: stranger.signing });
    expect((await read(pretended)).end).toEqual({ ok: false, fault: 'damaged', from: 'a' });
  });

  test('복원하여 이름이 바뀐 노트북은 옛 열쇠의 보증으로 받는다', async () => {
    const vouch = { by: 'a', signature: sign(null, vouchText('c', stranger.signKey), a.signing) };
    const hello = { ...helloOf(stranger, b), vouch };
    const file = await written([Buffer.from('page')], { hello, signing: stranger.signing });
    expect((await read(file)).end).toMatchObject({ ok: true, hello: { from: 'c' } });
    // Another key under the vouched name is not what was vouched for.
    const other = { ...hello, keys: [{ device: 'c', signKey: b.signKey }] };
    const forged = await written([], { hello: other, signing: b.signing });
    expect((await read(forged)).end).toMatchObject({ fault: 'unknownSender' });
  });

  test('뒤에 덧붙은 것과 모르는 새 형식을 가린다', async () => {
    const sealed = async (plain: string): Promise<string> => {
      const encrypter = new Encrypter();
      encrypter.addRecipient(b.sealKey);
      const file = path.join(folder, `${bytes(randomBytes(8))}.ppurix`);
      writeFileSync(file, await encrypter.encrypt(plain));
      return file;
    };
    expect((await read(await sealed('ppuri.exchange.2\nwhat comes later'))).end).toMatchObject({ fault: 'tooNew' });
    expect((await read(await sealed('something else altogether, long enough'))).end).toMatchObject({
      fault: 'notForUs',
    });
    expect((await read(await sealed('ppuri.exchange.1\n'))).end).toMatchObject({ fault: 'damaged' });
  });

  test('더 새로운 프로그램이 덧붙인 틀은 건너뛰고, 읽어야만 하는 틀을 모르면 새 프로그램이 쓴 것이다', async () => {
    /** A file by hand: the frames that are usual, and one of this kind at each place where one may stand. */
    const withFrame = async (kind: number): Promise<string> => {
      const frame = (of: number, content: Uint8Array): Buffer => {
        const head = Buffer.alloc(5);
        head.writeUInt8(of, 0);
        head.writeUInt32BE(content.length, 1);
        return Buffer.concat([head, content]);
      };
      const hello = { from: 'a', to: 'b', keys: [['a', Buffer.from(a.signKey).toString('base64')]], vouch: null };
      const extra = frame(kind, randomBytes(40));
      const signed = Buffer.concat([
        Buffer.from('ppuri.exchange.1\n'),
        frame(1, Buffer.from(JSON.stringify(hello))),
        extra,
        frame(2, Buffer.from('page')),
        frame(3, Buffer.from('what a holds')),
        ...(kind >= 16 ? [extra] : []),
      ]);
      const signature = sign(null, createHash('sha256').update(signed).digest(), a.signing);
      const encrypter = new Encrypter();
      encrypter.addRecipient(b.sealKey);
      const file = path.join(folder, `${bytes(randomBytes(8))}.ppurix`);
      writeFileSync(file, await encrypter.encrypt(Buffer.concat([signed, frame(4, signature)])));
      return file;
    };
    for (const kind of [16, 200, 255])
      expect(await read(await withFrame(kind))).toMatchObject({
        end: { ok: true, wanted: null },
        pages: [bytes(Buffer.from('page'))],
      });
    for (const kind of [7, 15]) expect((await read(await withFrame(kind))).end).toMatchObject({ fault: 'tooNew' });
    for (const kind of [0, 1, 6])
      expect((await read(await withFrame(kind))).end).toMatchObject({ fault: kind === 0 ? 'tooNew' : 'damaged' });
  });

  test('쓰다 그만두면 아무것도 남지 않는다', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(randomBytes(1000));
      throw new Error('the store was closed');
    }
    const before = readdirSync(folder);
    await expect(written([], { pages: failing() })).rejects.toThrow('the store was closed');
    expect(readdirSync(folder)).toEqual(before);
  });

  test('받는 쪽이 던진 것은 그대로 올라온다', async () => {
    const file = await written([randomBytes(10)]);
    const onPage = (): Promise<void> => Promise.reject(new Error('disk full'));
    await expect(read(file, b, [a], { onPage })).rejects.toThrow('disk full');
  });
});
