import { hash } from 'node:crypto';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { peerClient } from './client.ts';
import { makeIdentity } from './identity.ts';
import { ALPN } from './messages.ts';
import { caller, later, startPeer } from './peer.test-helper.ts';

const hex = (text: string): string => hash('sha256', text, 'hex');
const word = { scope: 'centre', basis: hex('all'), digest: hex('mine'), detail: 'AAAA' };

it('기록의 요약을 말하고 다른 노트북의 것을 듣는다', async () => {
  const peer = await startPeer();
  const told: unknown[] = [];
  peer.gate.compare = async (device, said) => {
    told.push([device, said]);
    return [{ device: 'b', digest: hex('theirs'), detail: 'AAAA' }, { device: 'c' }];
  };
  const a = await caller(peer, 'a');
  expect(await a.client.compare(word)).toEqual({
    ok: true,
    value: [{ device: 'b', digest: hex('theirs'), detail: 'AAAA' }, { device: 'c' }],
  });
  expect(told).toEqual([['a', word]]);
});

it('요약이 아닌 것과 회수된 노트북의 것은 받지 않는다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  for (const wrong of [
    { ...word, basis: 'ABC' },
    { ...word, digest: `${word.digest}0` },
    { ...word, detail: 'A'.repeat(200_000) },
    { ...word, scope: '' },
  ])
    expect(await a.client.compare(wrong)).toMatchObject({ ok: false, trouble: { code: 'malformed' } });
  peer.gate.guests.set(a.identity.netKey, { device: 'a', standing: 'recalled' });
  expect(await a.client.compare(word)).toMatchObject({ ok: false, trouble: { code: 'recalled' } });
});

it('요약을 모르는 옛 상대는 아무 말이 없는 것과 같다', async () => {
  const identity = await makeIdentity();
  const body = JSON.stringify({ error: 'notFound' });
  const options = { cert: identity.certificate, key: identity.privateKey, ALPNProtocols: [ALPN.known] };
  const older = https.createServer(options, (_request, response) => {
    response.writeHead(404, { 'content-length': body.length }).end(body);
  });
  await new Promise<void>((resolve) => older.listen(0, '127.0.0.1', resolve));
  later(() => void older.close());
  const { port } = older.address() as AddressInfo;
  const client = peerClient({ identity: await makeIdentity(), address: '127.0.0.1', port, netKey: identity.netKey });
  later(() => client.close());
  expect(await client.compare(word)).toEqual({ ok: true, value: [] });
});
