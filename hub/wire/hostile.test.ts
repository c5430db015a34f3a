import { createHash, randomBytes } from 'node:crypto';
import tls from 'node:tls';
import zlib from 'node:zlib';
import { property, assert, uint8Array, asyncProperty } from 'fast-check';
import { expect, it } from 'vitest';
import { encodeRequest } from '../../shared/sync/bytes.ts';
import { person, save } from '../../shared/sync/replica.test-helper.ts';
import { peerClient } from './client.ts';
import { bestEncoding, pack, unpack } from './codec.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { makeIdentity } from './identity.ts';
import { rateGate } from './limits.ts';
import { ALPN } from './messages.ts';
import type { Identity } from './netKey.ts';
import { caller, later, pageBytes, signingKey, soon, startPeer } from './peer.test-helper.ts';
import { listening } from './proxy.test-helper.ts';

const empty = encodeRequest({ vector: new Map(), holes: [] }, plainText);

type Raw = {
  readonly text: () => string;
  readonly closed: Promise<void>;
  write(bytes: string | Uint8Array): void;
  /** Reads no more. */ deafen(): void;
};

/** A caller that keeps to no rule: writes what it likes and hears what comes back until the line is closed. */
function raw(port: number, identity: Identity | null, protocol: string | null, more: tls.ConnectionOptions = {}): Raw {
  const socket = tls.connect({
    host: '127.0.0.1',
    port,
    rejectUnauthorized: false,
    ...(identity === null ? {} : { cert: identity.certificate, key: identity.privateKey }),
    ...(protocol === null ? {} : { ALPNProtocols: [protocol] }),
    ...more,
  });
  const heard: Buffer[] = [];
  socket.on('data', (piece) => heard.push(piece));
  socket.on('error', () => socket.destroy());
  later(() => void socket.destroy());
  return {
    text: () => Buffer.concat(heard).toString('latin1'),
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
    write: (bytes) => void socket.write(bytes),
    deafen: () => void socket.pause(),
  };
}

const head = (line: string, headers: Record<string, string | number> = {}): string =>
  [
    `${line} HTTP/1.1`,
    'host: peer',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n');
const bytesOf = (line: string, headers: Record<string, string | number>, body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(head(line, { 'content-length': body.length, connection: 'close', ...headers })), body]);

it('열쇠가 없거나 다른 열쇠를 든 쪽은 어떤 물음에도 한 글자의 답도 받지 못한다', async () => {
  const peer = await startPeer();
  const known = await caller(peer, 'a');
  save(known.at, [person('p-1', { name: '김하나' })]);
  const page = pageBytes(known.at);
  const other = await makeIdentity();
  const ask = [
    head('GET /v1/state'),
    head('GET /v1/introductions'),
    head('GET /health'),
    head('GET /'),
    bytesOf('POST /v1/pull', {}, empty),
    bytesOf('POST /v1/push', {}, page),
    bytesOf('PUT /v1/blob/'.concat('0'.repeat(64)), {}, page),
    randomBytes(2000),
  ];
  for (const [identity, protocol] of [
    [null, ALPN.known],
    [null, ALPN.enrol],
    [null, null],
    [other, ALPN.known],
    [other, null],
    // The known certificate, but another's private key: the handshake itself fails.
    [known.identity, 'h2'],
    [known.identity, null],
  ] as const) {
    for (const said of ask) {
      const line = raw(peer.server.port, identity, protocol);
      line.write(said);
      await line.closed;
      expect(line.text()).toBe('');
    }
  }
  expect(() => raw(peer.server.port, { ...known.identity, privateKey: other.privateKey }, ALPN.known)).toThrow(
    /key values mismatch/i,
  );
  expect(peer.at.table.size).toBe(0);
  expect(peer.events.filter((event) => event.kind === 'request')).toEqual([]);
});

it('등록하러 왔다고 하는 모르는 쪽에게는 등록 말고는 없는 주소이다', async () => {
  const peer = await startPeer();
  const other = await makeIdentity();
  for (const said of [head('GET /v1/state', { connection: 'close' }), bytesOf('POST /v1/pull', {}, empty)]) {
    const line = raw(peer.server.port, other, ALPN.enrol);
    line.write(said);
    await line.closed;
    expect(line.text()).toMatch(/^HTTP\/1.1 404 [\s\S]*\{"error":"notFound"\}$/);
  }
});

it('옛 TLS로는 말하지 않는다', async () => {
  const peer = await startPeer();
  const { identity } = await caller(peer, 'a');
  const line = raw(peer.server.port, identity, ALPN.known, { maxVersion: 'TLSv1.2' });
  line.write(head('GET /v1/state'));
  await line.closed;
  expect(line.text()).toBe('');
});

it('고정한 열쇠와 다른 열쇠를 든 서버에는 한 글자도 보내지 않는다', async () => {
  const fake = await makeIdentity();
  const heard: Buffer[] = [];
  let calls = 0;
  const server = tls.createServer(
    {
      cert: fake.certificate,
      key: fake.privateKey,
      requestCert: true,
      rejectUnauthorized: false,
      ALPNProtocols: [ALPN.known, ALPN.enrol],
    },
    (socket) => {
      socket.on('data', (piece) => heard.push(piece));
      socket.on('error', () => socket.destroy());
    },
  );
  server.on('connection', () => calls++);
  server.on('tlsClientError', () => undefined);
  const port = await listening(server);
  later(() => void server.close());
  const identity = await makeIdentity();
  const pinned = await makeIdentity();
  const client = peerClient({ identity, address: '127.0.0.1', port, netKey: pinned.netKey });
  later(() => client.close());
  const otherKey = { ok: false, trouble: { kind: 'otherKey' } };
  expect(await client.push(new Uint8Array(5000))).toEqual(otherKey);
  expect(await client.enrol({ code: 'SECRET', device: 'a', ...signingKey() })).toEqual(otherKey);
  expect(await client.state()).toEqual(otherKey);
  await expect.poll(() => calls, soon).toBe(3);
  expect(Buffer.concat(heard).toString('latin1')).toBe('');
});

it('다른 판을 말하는 서버는 판이 다르다고 한다', async () => {
  const fake = await makeIdentity();
  const server = tls.createServer({ cert: fake.certificate, key: fake.privateKey, ALPNProtocols: ['ppuri/9'] });
  server.on('tlsClientError', () => undefined);
  const port = await listening(server);
  later(() => void server.close());
  const client = peerClient({ identity: await makeIdentity(), address: '127.0.0.1', port, netKey: fake.netKey });
  later(() => client.close());
  expect(await client.state()).toEqual({ ok: false, trouble: { kind: 'version' } });
});

it('풀면 커지는 몸, 너무 큰 몸, 모르는 압축, 깨진 몸은 그 까닭만 듣고 아무것도 남기지 않는다', async () => {
  const peer = await startPeer();
  const { identity } = await caller(peer, 'a');
  const bomb = new Uint8Array(64 * 1024 * 1024);
  const page = new Uint8Array(5 * 1024 * 1024);
  const cases: readonly [Record<string, string>, Uint8Array, string][] = [
    [{ 'content-encoding': 'gzip' }, zlib.gzipSync(bomb), 'tooLarge'],
    [{ 'content-encoding': 'zstd' }, zlib.zstdCompressSync(bomb), 'tooLarge'],
    [{ 'content-encoding': 'zstd' }, zlib.zstdCompressSync(bomb).subarray(0, 100), 'malformed'],
    [{ 'content-encoding': 'gzip' }, zlib.gzipSync(randomBytes(5000)).subarray(0, 3000), 'malformed'],
    [{ 'content-encoding': 'br' }, zlib.brotliCompressSync(bomb.subarray(0, 1000)), 'encoding'],
    [{ 'content-encoding': 'gzip, gzip' }, zlib.gzipSync(zlib.gzipSync(bomb)), 'encoding'],
    [{}, randomBytes(3000), 'malformed'],
    [{}, new Uint8Array(), 'malformed'],
  ];
  for (const path of ['push', 'pull']) {
    for (const [headers, body, error] of cases) {
      const line = raw(peer.server.port, identity, ALPN.known);
      line.write(bytesOf(`POST /v1/${path}`, headers, body));
      await line.closed;
      expect(line.text(), error).toContain(`{"error":"${error}"}`);
    }
  }
  for (const headers of [{ 'content-length': page.length }, { 'transfer-encoding': 'chunked' }]) {
    const line = raw(peer.server.port, identity, ALPN.known);
    line.write(head('POST /v1/push', headers));
    if ('transfer-encoding' in headers) {
      line.write(`${page.length.toString(16)}\r\n`);
      line.write(page);
    }
    await expect.poll(() => line.text(), soon).toContain('{"error":"tooLarge"}');
  }
  expect(peer.at.table.size).toBe(0);
});

it('없는 주소와 깨진 JSON에도 까닭만 답한다', async () => {
  const peer = await startPeer();
  const { identity } = await caller(peer, 'a');
  const answer = async (bytes: string | Uint8Array): Promise<string> => {
    const line = raw(peer.server.port, identity, ALPN.known);
    line.write(bytes);
    await line.closed;
    return /HTTP\/1.1 (\d+ ).*?\r\n\r\n(.*)$/s.exec(line.text())?.slice(1).join('') ?? '';
  };
  const close = { connection: 'close' };
  for (const line of [
    'GET /',
    'GET /v1/push',
    'DELETE /v1/push',
    'GET /v2/state',
    'GET /v1/blob/..%2f..%2fpasswd',
    'GET /health',
  ])
    expect(await answer(head(line, close)), line).toBe('404 {"error":"notFound"}');
  for (const body of [
    '',
    '{',
    '[]x',
    '{"__proto__":{}}',
    '[{"device":"__proto__","signKey":"AA=="}]',
    '[{"device":"a"}]',
    '\u0000',
  ])
    expect(await answer(bytesOf('POST /v1/introduce', {}, Buffer.from(body))), body).toBe('400 {"error":"malformed"}');
  for (const body of ['{}', '{"wiped":1}', '{"wiped":"yes"}', '[]'])
    expect(await answer(bytesOf('POST /v1/report', {}, Buffer.from(body))), body).toBe('400 {"error":"malformed"}');
  for (const body of ['{}', '{"code":"x","device":"a","signKey":"AA==","proof":5}'])
    expect(await answer(bytesOf('POST /v1/enrol', {}, Buffer.from(body))), body).toBe('400 {"error":"malformed"}');
  expect(await answer(bytesOf('POST /v1/pull?wait=-1', {}, empty))).toBe('400 {"error":"malformed"}');
  const blob = `PUT /v1/blob/${createHash('sha256').update('x').digest('hex')}`;
  expect(await answer(bytesOf(`${blob}?subject=p`, {}, Buffer.from('y')))).toBe('400 {"error":"malformed"}');
  for (const subject of ['', '?subject=', '?subject=a%00b', `?subject=${'x'.repeat(101)}`, '?subject=__proto__'])
    expect(await answer(bytesOf(`${blob}${subject}`, {}, Buffer.from('x'))), subject).toBe('400 {"error":"malformed"}');
  for (const names of ['[]', '{"names":["A"]}', `{"names":["${'A'.repeat(64)}"]}`, '{"names":5}'])
    expect(await answer(bytesOf('POST /v1/blobs', {}, Buffer.from(names))), names).toBe('400 {"error":"malformed"}');
  expect(await answer(head('GET http://elsewhere.invalid/v1/nothing', close))).toBe('404 {"error":"notFound"}');
  expect(await answer(head('GET //[/v1/state', close))).toMatch(/^(404|400) /);
});

it('아무 바이트나 올려도 서버는 죽지 않고 다음 물음에 답한다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  save(a.at, [person('p-1', { name: '김하나' })]);
  const page = pageBytes(a.at);
  await assert(
    asyncProperty(uint8Array({ maxLength: 400 }), uint8Array({ minLength: 1, maxLength: 3 }), async (bytes, mark) => {
      // Junk, and a real page with a few bytes changed.
      const bent = page.slice();
      bent.set(mark, (bytes.length * 7) % (page.length - 3));
      for (const said of [bytes, bent]) {
        const pushed = await a.client.push(said);
        const kept = pushed.ok && pushed.value.ok && pushed.value.sets > 0;
        expect(kept && Buffer.compare(said, page) !== 0).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
  expect((await a.client.state()).ok).toBe(true);
});

it('느린 물음은 시간이 다하면 끊기고 다른 이는 그동안에도 답을 받는다', async () => {
  const peer = await startPeer({ headersMs: 2000, requestMs: 3000 });
  const a = await caller(peer, 'a');
  const lines = ['POST /v1/pull HTTP/1.1\r\nhost: p', head('POST /v1/push', { 'content-length': 1000 }), ''].map(
    (said) => {
      const line = raw(peer.server.port, a.identity, ALPN.known);
      if (said !== '') line.write(said);
      return line;
    },
  );
  const [headers] = lines;
  expect((await a.client.state()).ok).toBe(true);
  await Promise.all(lines.map(({ closed }) => closed));
  expect((await a.client.state()).ok).toBe(true);
  expect(headers?.text() ?? 'open').not.toContain('200 OK');
});

it('답을 받아 가지 않는 쪽은 시간이 다하면 끊는다', async () => {
  const peer = await startPeer({ answerMs: 300 });
  const { identity } = await caller(peer, 'a');
  const name = 'a'.repeat(64);
  peer.gate.blobs.set(name, randomBytes(4 * 1024 * 1024));
  const line = raw(peer.server.port, identity, ALPN.known);
  line.deafen();
  // More than the buffers on the way can hold.
  for (let n = 0; n < 8; n++) line.write(head(`GET /v1/blob/${name}`));
  await expect.poll(() => peer.events.length, soon).toBeGreaterThan(0);
  await expect.poll(() => peer.server.connections(), soon).toBe(0);
});

it('너무 잦은 물음은 물리치고, 잠시 뒤에는 다시 받는다', async () => {
  const peer = await startPeer({ device: { perSecond: 1, burst: 5 } });
  const a = await caller(peer, 'a');
  const codes: string[] = [];
  for (let n = 0; n < 12; n++) {
    const given = await a.client.state();
    codes.push(!given.ok && given.trouble.kind === 'refused' ? given.trouble.code : String(given.ok));
  }
  expect(codes.slice(0, 5)).toEqual(['true', 'true', 'true', 'true', 'true']);
  expect(codes).toContain('tooMany');
  await expect.poll(async () => (await a.client.state()).ok, soon).toBe(true);
});

it('한 주소에서 너무 많이 연결하면 넘는 것을 끊는다', async () => {
  const peer = await startPeer({ connectionsPerAddress: 4 });
  const { identity } = await caller(peer, 'a');
  const lines = Array.from({ length: 8 }, () => raw(peer.server.port, identity, ALPN.known));
  await Promise.race(lines.map(({ closed }) => closed));
  expect(peer.server.connections()).toBeLessThanOrEqual(4);
  expect(peer.events).toContainEqual({ kind: 'closed', why: 'tooMany' });
});

it('한 노트북이 한꺼번에 묻는 수를 제한한다', async () => {
  const peer = await startPeer({ requestsAtOncePerDevice: 2 });
  const a = await caller(peer, 'a');
  const stop = new AbortController();
  const waiting = [1, 2].map(() => a.client.pull(empty, { wait: 20_000, signal: stop.signal }));
  await expect.poll(() => peer.log.asked(), soon).toBe(2);
  expect(await a.client.pull(empty)).toEqual({ ok: false, trouble: { kind: 'refused', code: 'tooMany', status: 429 } });
  stop.abort();
  await Promise.all(waiting);
  await expect.poll(async () => (await a.client.state()).ok, soon).toBe(true);
});

it('안의 오류는 낱말 하나로만 답하고 서버는 계속 답한다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  peer.gate.report = async () => {
    throw new Error('비밀 경로 /etc/secret');
  };
  const given = await a.client.report({ wiped: false });
  expect(given).toEqual({ ok: false, trouble: { kind: 'refused', code: 'internal', status: 500 } });
  expect(peer.events.some((event) => event.kind === 'fault')).toBe(true);
  expect((await a.client.state()).ok).toBe(true);
});

it('속도 제한은 정한 만큼만 지나가게 하고 조용한 이는 잊는다', () => {
  let at = 0;
  const gate = rateGate({ perSecond: 10, burst: 3 }, () => at);
  expect([1, 2, 3, 4].map(() => gate.take('a'))).toEqual([true, true, true, false]);
  expect(gate.take('b')).toBe(true);
  at += 100;
  expect([gate.take('a'), gate.take('a')]).toEqual([true, false]);
  at += 1000;
  expect(gate.take('c')).toBe(true);
  expect(gate.size()).toBe(1);
});

it('싸고 푸는 것은 서로 되돌리며, 싸서 이롭지 않으면 그대로 둔다', async () => {
  await assert(
    asyncProperty(uint8Array({ maxLength: 3000 }), async (bytes) => {
      for (const encoding of ['zstd', 'gzip', 'identity'] as const) {
        const doubled = Buffer.concat([bytes, bytes]);
        const packed = await pack(doubled, encoding);
        expect(packed.bytes.length).toBeLessThanOrEqual(doubled.length);
        expect(Buffer.from(await unpacked(packed))).toEqual(doubled);
      }
    }),
    { numRuns: 30 },
  );
  expect((await pack(randomBytes(5000), 'zstd')).encoding).toBe('identity');
  assert(
    property(uint8Array(), (bytes) => ['zstd', 'gzip', 'identity'].includes(bestEncoding(plainText.decode(bytes)))),
  );
});

async function unpacked({ bytes, encoding }: Awaited<ReturnType<typeof pack>>): Promise<Uint8Array> {
  const out = await unpack(bytes, encoding, 1_000_000);
  if (!(out instanceof Uint8Array)) throw new Error(out);
  return out;
}
