// A hub (or a laptop that has opened the event network) that holds the right key and answers what it likes.
import { randomBytes } from 'node:crypto';
import https from 'node:https';
import type { Socket } from 'node:net';
import zlib from 'node:zlib';
import { expect, it } from 'vitest';
import { encodeRequest } from '../../shared/sync/bytes.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { peerClient } from './client.ts';
import type { PeerClient } from './client.ts';
import { makeIdentity } from './identity.ts';
import { ALPN } from './messages.ts';
import { netKeyOf } from './netKey.ts';
import { later, signingKey } from './peer.test-helper.ts';
import { listening } from './proxy.test-helper.ts';

type Answer = (socket: Socket) => void;

/** A server whose next answers are these bytes, and a laptop that trusts its key. */
async function hostile(): Promise<{ client: PeerClient; answer: (next: Answer) => void }> {
  const identity = await makeIdentity();
  let next: Answer = (socket) => socket.destroy();
  const server = https.createServer({
    cert: identity.certificate,
    key: identity.privateKey,
    minVersion: 'TLSv1.3',
    requestCert: true,
    rejectUnauthorized: false,
    ALPNProtocols: [ALPN.known, ALPN.enrol],
  });
  server.on('request', (request) => {
    request.resume();
    request.once('end', () => next(request.socket));
  });
  server.on('secureConnection', (socket) => socket.on('error', () => socket.destroy()));
  server.on('tlsClientError', () => undefined);
  const port = await listening(server);
  const client = peerClient({
    identity: await makeIdentity(),
    address: '127.0.0.1',
    port,
    netKey: netKeyOf(identity),
    connectMs: 30_000,
    callMs: 3000,
  });
  later(() => {
    client.close();
    server.closeAllConnections();
    server.close();
  });
  return { client, answer: (given) => void (next = given) };
}

function head(length: number | null, more: Readonly<Record<string, string>> = {}, status = '200 OK'): string {
  const headers = { ...(length === null ? {} : { 'content-length': String(length) }), ...more };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`;
}
const whole =
  (body: Uint8Array | string, more: Readonly<Record<string, string>> = {}, status?: string): Answer =>
  (socket) => {
    const bytes = Buffer.from(body);
    socket.write(Buffer.concat([Buffer.from(head(bytes.length, more, status)), bytes]));
  };

const empty = encodeRequest({ vector: new Map(), holes: [] }, plainText);
const bomb = new Uint8Array(64 * 1024 * 1024);

it('풀면 커지는 답, 너무 큰 답, 끝나지 않는 답, 잘린 답, 답이 아닌 것은 까닭이 되고, 다음 물음은 그대로 이어진다', async () => {
  const { client, answer } = await hostile();
  const cases: readonly (readonly [string, Answer])[] = [
    ['gzip bomb', whole(zlib.gzipSync(bomb), { 'content-encoding': 'gzip' })],
    ['zstd bomb', whole(zlib.zstdCompressSync(bomb), { 'content-encoding': 'zstd' })],
    ['packed twice', whole(zlib.gzipSync(zlib.gzipSync('x')), { 'content-encoding': 'gzip, gzip' })],
    ['unknown packing', whole(zlib.brotliCompressSync('x'), { 'content-encoding': 'br' })],
    ['broken packing', whole(randomBytes(500), { 'content-encoding': 'zstd' })],
    ['too long', (socket) => socket.write(head(5 * 1024 * 1024))],
    [
      'without end',
      (socket) => {
        socket.write(head(null, { 'transfer-encoding': 'chunked' }));
        const piece = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(0x100000), Buffer.from('\r\n')]);
        for (let n = 0; n < 6; n += 1) socket.write(piece);
      },
    ],
    ['cut', (socket) => void socket.end(`${head(500)}half`)],
    ['never', (socket) => socket.write(`${head(500)}half`)],
    ['not HTTP', (socket) => void socket.end(randomBytes(300))],
    ['too many headers', (socket) => socket.write(head(2, { a: 'a'.repeat(200_000) }))],
    ['an error of its own', whole('{"error":{"__proto__":1}}', {}, '500 No')],
    ['an error without words', whole('', {}, '418 No')],
  ];
  for (const [name, given] of cases) {
    answer(given);
    const heard = await client.pull(empty);
    expect(heard, name).toMatchObject({ ok: false });
    expect(!heard.ok && ['malformed', 'unreachable', 'closed'].includes(heard.trouble.kind), name).toBe(true);
  }
  answer(whole('a page'));
  expect(await client.pull(empty)).toEqual({ ok: true, value: Buffer.from('a page') });
});

it('꾸민 JSON은 어느 물음의 답으로도 받지 않는다', async () => {
  const { client, answer } = await hostile();
  const nonsense = [
    '',
    'not json',
    'null',
    '[]',
    '{}',
    '{"__proto__":{"polluted":1}}',
    '{"vector":[["__proto__",1]],"standing":"enrolled","name":"x","holes":[]}',
    '{"vector":[["a",-1]],"standing":"enrolled","name":"x","holes":[]}',
    '{"vector":[["a",1e99]],"standing":"enrolled","name":"x","holes":[]}',
    '{"vector":[["a",1.5]],"standing":"enrolled","name":"x","holes":[]}',
    '{"vector":{"a":1},"standing":"enrolled","name":"x","holes":[]}',
    '{"vector":[],"standing":"admin","name":"x","holes":[]}',
    '{"vector":[],"standing":"enrolled","name":"x","holes":[["a",1,-1]]}',
    '{"keys":[{"device":"__proto__","signKey":"AA=="}]}',
    '{"keys":[{"device":"a","signKey":"***"}]}',
    '{"devices":[{"device":"a","standing":"x","lastSeenAt":"y","vector":[]}]}',
    '{"ok":true,"sets":-1,"fills":0,"vector":[]}',
    '{"ok":true,"sets":"1","fills":0,"vector":[["a",1]]}',
    '{"ok":false,"reason":"__proto__","device":"a"}',
    '{"hub":"x","device":"another"}',
    `[${'['.repeat(50_000)}`,
  ];
  const asked: readonly ((of: PeerClient) => Promise<{ readonly ok: boolean }>)[] = [
    (of) => of.state(),
    (of) => of.introductions(),
    (of) => of.devices(),
    (of) => of.push(empty),
    (of) => of.introduce([{ device: 'a', signKey: new Uint8Array(44) }]),
    (of) => of.enrol({ code: 'SECRET', device: 'a', ...signingKey() }),
  ];
  for (const text of nonsense) {
    answer(whole(text));
    for (const ask of asked)
      expect(await ask(client), text.slice(0, 80)).toEqual({ ok: false, trouble: { kind: 'malformed' } });
  }
  answer(whole(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])));
  for (const ask of asked) expect(await ask(client)).toEqual({ ok: false, trouble: { kind: 'malformed' } });
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});
