import { expect, it } from 'vitest';
import { decodePage, encodePage, encodeRequest } from '../../shared/sync/bytes.ts';
import { pageFor, request } from '../../shared/sync/exchange.ts';
import { person, save } from '../../shared/sync/replica.test-helper.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import { peerClient } from './client.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { makeIdentity } from './identity.ts';
import { caller, later, pageBytes, pullAll, pushAll, signingKey, soon, startPeer } from './peer.test-helper.ts';

const empty = encodeRequest({ vector: new Map(), holes: [] }, plainText);
const troubleOf = (given: { ok: true } | { ok: false; trouble: unknown }): unknown =>
  given.ok ? undefined : given.trouble;

it('한 노트북이 올린 것을 다른 노트북이 그대로 받는다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  const b = await caller(peer, 'b');
  for (let n = 0; n < 40; n++) save(a.at, [person(`p-${n}`, { name: `구직자 ${n}` })]);
  expect((await pushAll(a)).ok).toBe(true);
  expect((await pullAll(b)).ok).toBe(true);
  expect(b.at.table.size).toBe(40);
  expect([...b.at.table]).toEqual([...a.at.table]);
  // A repeated page changes nothing.
  const again = await a.client.push(pageBytes(a.at));
  expect(again).toMatchObject({ ok: true, value: { ok: true, sets: 0, vector: new Map([['a', 40]]) } });
});

it('받을 것이 없으면 기다렸다가 생기는 즉시 받고, 제가 올린 것은 되받지 않는다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  const b = await caller(peer, 'b');
  save(a.at, [person('p-1', { name: '김하나' })]);
  const asked = (of: typeof a): Uint8Array => encodeRequest(request(of.at.replica), plainText);
  const waitingB = b.client.pull(asked(b), { wait: 20_000 });
  const waitingA = a.client.pull(encodeRequest({ vector: new Map(), holes: [] }, plainText), { wait: 20_000 });
  await expect.poll(() => peer.log.asked(), soon).toBe(2);
  await pushAll(a);
  const toB = await waitingB;
  const page = toB.ok ? decodePage(toB.value, plainText) : undefined;
  expect(page?.spans.map(({ device }) => device)).toEqual(['a']);
  save(b.at, [person('p-2', { name: '이두리' })]);
  await pullAll(b);
  await pushAll(b);
  const toA = await waitingA;
  const pageA = toA.ok ? decodePage(toA.value, plainText) : undefined;
  expect(pageA?.spans.map(({ device }) => device)).toEqual(['b']);
});

it('미리 묻는 노트북이 적는 중인 것을 받았다고 적지 않는다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  const said: (number | undefined)[] = [];
  Object.assign(peer.gate, {
    seen: async (_device: string, vector?: ReadonlyMap<string, number>) => void said.push(vector?.get('b')),
  });
  const behind = (seq: number): Uint8Array => encodeRequest({ vector: new Map([['b', seq]]), holes: [] }, plainText);
  await a.client.pull(behind(3));
  await a.client.pull(behind(9), { ahead: true });
  await a.client.pull(behind(9), { ahead: true, wait: 50 });
  await a.client.pull(behind(9), { wait: 50 });
  expect(said).toEqual([3, undefined, undefined, 9]);
});

it('기다리는 시간이 다하면 빈 쪽을 받는다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  const given = await a.client.pull(empty, { wait: 50 });
  expect(given.ok && decodePage(given.value, plainText)).toEqual({ spans: [], fills: [] });
});

it('한 번 쓰는 코드로 등록하고, 답을 잃어 다시 물어도 같은 답을 받으며, 남은 쓸 수 없다', async () => {
  const peer = await startPeer();
  peer.gate.codes.set('CODE', null);
  const a = await caller(peer, 'a', { known: false });
  const b = await caller(peer, 'b', { known: false });
  const asked = { code: 'CODE', device: 'a', ...signingKey() };
  expect(troubleOf(await a.client.state())).toEqual({ kind: 'closed' });
  const enrolled = { ok: true, value: { hub: '시험 허브', device: 'a', netKey: peer.server.netKey } };
  expect(await a.client.enrol(asked)).toEqual(enrolled);
  expect(await a.client.enrol(asked)).toEqual(enrolled);
  expect(await a.client.state()).toMatchObject({ ok: true, value: { device: 'a', standing: 'enrolled' } });
  const notInvited = { kind: 'refused', code: 'notInvited', status: 403 };
  expect(troubleOf(await b.client.enrol({ ...asked, device: 'b' }))).toEqual(notInvited);
  // Somebody else's public key, without the private one.
  const stolen = { ...asked, code: 'CODE2', signing: signingKey().signing };
  peer.gate.codes.set('CODE2', null);
  expect(troubleOf(await b.client.enrol(stolen))).toEqual(notInvited);
  expect(peer.gate.codes.get('CODE2')).toBeNull();
});

it('회수된 노트북은 올리고 알릴 수는 있으나 받지 못하고, 막힌 노트북에는 아무 답도 하지 않는다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  save(a.at, [person('p-1', { name: '김하나' })]);
  expect((await a.client.state()).ok).toBe(true);
  peer.gate.guests.set(a.identity.netKey, { device: 'a', standing: 'recalled' });
  expect(await a.client.state()).toMatchObject({ ok: true, value: { standing: 'recalled' } });
  expect((await pushAll(a)).ok).toBe(true);
  expect(vectorOf(peer.at.replica.storage).get('a')).toBe(1);
  const recalled = { kind: 'refused', code: 'recalled', status: 403 };
  expect(troubleOf(await a.client.pull(empty))).toEqual(recalled);
  expect(troubleOf(await a.client.introductions())).toEqual(recalled);
  expect((await a.client.report({ wiped: true })).ok).toBe(true);
  expect(peer.gate.reports).toEqual([{ wiped: true }]);
  peer.gate.guests.set(a.identity.netKey, { device: 'a', standing: 'revoked' });
  for (const given of [await a.client.state(), await a.client.push(pageBytes(a.at)), await a.client.pull(empty)])
    expect(troubleOf(given)).toEqual({ kind: 'closed' });
  const enrolled = await a.client.enrol({ code: 'X', device: 'a', ...signingKey() });
  expect(troubleOf(enrolled)).toEqual({ kind: 'refused', code: 'notInvited', status: 403 });
});

it('관리 노트북의 회수와 차단만 듣고, 누가 무엇을 말했는지 적으며, 남의 말은 까닭을 말하지 않고 거절한다', async () => {
  const peer = await startPeer();
  const [a, b] = [await caller(peer, 'a'), await caller(peer, 'b')];
  await caller(peer, 'c');
  peer.gate.wardens.add('a');
  const known = await b.client.devices();
  expect(known.ok && known.value.map(({ device, warden }) => [device, warden])).toEqual([
    ['a', true],
    ['b', false],
    ['c', false],
  ]);
  expect(await b.client.standing('c', 'revoked')).toEqual({ ok: true, value: false });
  expect(await b.client.standing('a', 'recalled')).toEqual({ ok: true, value: false });
  expect(troubleOf(await a.client.standing('a', 'recalled'))).toMatchObject({ code: 'malformed' });
  expect(await a.client.standing('z', 'revoked')).toEqual({ ok: true, value: false });
  expect(await a.client.standing('c', 'revoked')).toEqual({ ok: true, value: true });
  expect(peer.events.filter(({ kind }) => kind === 'verdict')).toEqual([
    { kind: 'verdict', device: 'c', standing: 'revoked', by: 'b', outcome: 'notAllowed' },
    { kind: 'verdict', device: 'a', standing: 'recalled', by: 'b', outcome: 'notAllowed' },
    { kind: 'verdict', device: 'z', standing: 'revoked', by: 'a', outcome: 'notFound' },
    { kind: 'verdict', device: 'c', standing: 'revoked', by: 'a', outcome: 'set' },
  ]);
  peer.gate.guests.set(a.identity.netKey, { device: 'a', standing: 'recalled' });
  expect(troubleOf(await a.client.standing('b', 'revoked'))).toMatchObject({ code: 'recalled' });
});

it('기다리는 동안 막힌 노트북은 새로 온 것을 받지 못한다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  const b = await caller(peer, 'b');
  const waiting = b.client.pull(empty, { wait: 20_000 });
  await expect.poll(() => peer.log.asked(), soon).toBe(1);
  peer.gate.guests.set(b.identity.netKey, { device: 'b', standing: 'revoked' });
  save(a.at, [person('p-1', { name: '김하나' })]);
  await pushAll(a);
  expect(troubleOf(await waiting)).toEqual({ kind: 'closed' });
});

it('자리가 없는 허브는 조각을 바라지 않는다고 말하고, 와도 받지 않으며, 받는 것은 계속된다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  const [held, other] = [new Uint8Array(1000).fill(1), new Uint8Array(1000).fill(2)];
  const put = await a.client.putBlob(held, 'p-1');
  const name = put.ok ? put.value.name : '';
  peer.gate.room.isFull = true;
  const unknown = '0'.repeat(64);
  const known = await a.client.blobs([name, unknown]);
  expect(known).toEqual({ ok: true, value: { held: [name], wanted: [], full: true } });
  expect(await a.client.putBlob(other, 'p-1')).toMatchObject({ ok: true, value: { taken: 'full' } });
  expect(peer.events.at(-1)).toMatchObject({ route: 'putBlob', status: 507 });
  expect(await a.client.getBlob(name)).toMatchObject({ ok: true });
  peer.gate.room.isFull = false;
  expect(await a.client.putBlob(other, 'p-1')).toMatchObject({ ok: true, value: { taken: 'kept' } });
});

it('첨부는 제 해시 이름으로만 맡고 그대로 돌려준다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  const bytes = new Uint8Array(3_000_000).fill(7);
  const put = await a.client.putBlob(bytes, 'p-1');
  expect(put).toMatchObject({ ok: true, value: { taken: 'kept' } });
  const name = put.ok ? put.value.name : '';
  const unknown = '0'.repeat(64);
  expect(await a.client.blobs([name, unknown])).toEqual({ ok: true, value: { held: [name], wanted: [unknown] } });
  const many = Array.from({ length: 2300 }, (_, n) => n.toString(16).padStart(64, '0'));
  const sorted = await a.client.blobs([...many, name]);
  expect(sorted.ok && [sorted.value.held, sorted.value.wanted.length]).toEqual([[name], 2300]);
  peer.gate.erased.add('p-2');
  expect(await a.client.putBlob(bytes, 'p-2')).toMatchObject({ ok: true, value: { taken: 'erased' } });
  const got = await a.client.getBlob(name);
  expect(got.ok && got.value !== undefined && Buffer.compare(got.value, bytes)).toBe(0);
  expect(await a.client.getBlob('0'.repeat(64))).toEqual({ ok: true, value: undefined });
  peer.gate.blobs.set(name, new Uint8Array([1]));
  expect(troubleOf(await a.client.getBlob(name))).toEqual({ kind: 'malformed' });
});

it('모자란 것을 말하면 가진 노트북이 채운다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  save(a.at, [person('p-1', { name: '김하나' })]);
  const page = pageFor(a.at.replica, { vector: new Map(), holes: [] }, () => false);
  expect((await a.client.push(encodePage(page, plainText))).ok).toBe(true);
  expect(peer.at.table.size).toBe(0);
  peer.gate.holes = async () => request(peer.at.replica).holes;
  const state = await a.client.state();
  expect(state).toMatchObject({ ok: true, value: { holes: [{ device: 'a', seq: 1, index: 0 }] } });
  const asked = state.ok ? state.value : { vector: new Map<string, number>(), holes: [] };
  await a.client.push(
    encodePage(
      pageFor(a.at.replica, asked, () => true),
      plainText,
    ),
  );
  expect([...peer.at.table]).toEqual([...a.at.table]);
});

it('열쇠를 소개하고 소개받는다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  const told = ['x', 'y'].map((device) => ({ device, signKey: signingKey().signKey }));
  expect(await a.client.introduce(told)).toEqual({ ok: true, value: ['y'] });
  const known = await a.client.introductions();
  expect(known.ok && known.value.map(({ device, signKey }) => [device, plainText.decode(signKey)])).toEqual([
    ['a', 'key of a'],
  ]);
});

it('멈추는 서버는 기다리던 요청에 바로 답하고 닫는다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  const waiting = a.client.pull(empty, { wait: 30_000 });
  await expect.poll(() => peer.log.asked(), soon).toBe(1);
  await peer.server.close();
  const given = await waiting;
  expect(given.ok && decodePage(given.value, plainText)).toEqual({ spans: [], fills: [] });
  expect(peer.server.connections()).toBe(0);
  expect(troubleOf(await a.client.state())).toEqual({ kind: 'unreachable' });
});

it('부르는 쪽이 그만두면 곧바로 그만두고, 없는 주소에는 닿을 수 없다고 한다', async () => {
  const peer = await startPeer();
  const a = await caller(peer, 'a');
  const stop = new AbortController();
  const waiting = a.client.pull(empty, { wait: 30_000, signal: stop.signal });
  await expect.poll(() => peer.log.asked(), soon).toBe(1);
  stop.abort();
  expect(troubleOf(await waiting)).toEqual({ kind: 'aborted' });
  const identity = await makeIdentity();
  const { port, netKey } = peer.server;
  for (const address of ['no-such-name.invalid', '::1', '127.0.0.2']) {
    const client = peerClient({ identity, address, port: address === '127.0.0.2' ? 1 : port, netKey });
    later(() => client.close());
    expect(troubleOf(await client.state()), address).toEqual({ kind: 'unreachable' });
  }
  for (const [address, bad] of [
    ['127.0.0.1', 99_999],
    ['ho st', port],
    ['', 1],
  ] as const) {
    const client = peerClient({ identity, address, port: bad, netKey });
    later(() => client.close());
    expect(troubleOf(await client.state()), address).toEqual({ kind: 'unreachable' });
    expect(troubleOf(await client.getBlob('이름 아닌 것')), address).toEqual({ kind: 'unreachable' });
    client.close();
    expect(troubleOf(await client.state()), address).toEqual({ kind: 'aborted' });
  }
});
