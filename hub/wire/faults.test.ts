import { boolean, double, record, sample } from 'fast-check';
import { expect, it } from 'vitest';
import { decodePage, encodeRequest } from '../../shared/sync/bytes.ts';
import { receive, request } from '../../shared/sync/exchange.ts';
import { person, save, unpackable } from '../../shared/sync/replica.test-helper.ts';
import { vectorOf } from '../../shared/sync/replica.ts';
import type { Answered } from './client.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { caller, later, pageBytes, pullAll, pushAll, startPeer, type Caller } from './peer.test-helper.ts';
import { startProxy, type Proxy } from './proxy.test-helper.ts';

async function line(port: number): Promise<Proxy> {
  const proxy = await startProxy(port);
  later(() => proxy.close());
  return proxy;
}

function fill(at: Caller['at'], count: number, from = 0): void {
  for (let n = from; n < from + count; n++)
    save(at, [person(`p-${n}`, { name: `구직자 ${n}`, memo: unpackable(300, n + 1) })]);
}

/** Takes in what came: whole, or the trouble that was told. */
function taken({ at }: Caller, given: Answered<Uint8Array>): string {
  if (!given.ok) return given.trouble.kind;
  const page = decodePage(given.value, plainText);
  return page !== undefined && receive(at.replica, page).ok ? 'whole' : 'half';
}

/** Cuts at random places of the whole conversation: handshake, request and answer. */
const places = sample(
  record({ share: double({ min: 0, max: 1, noNaN: true }), down: boolean(), politely: boolean() }),
  20,
);

it('받는 중 어디서 끊겨도 답은 온전하거나 오류이며, 다시 받으면 잃은 것도 겹친 것도 없다', async () => {
  const peer = await startPeer();
  fill(peer.at, 300);
  const proxy = await line(peer.server.port);
  const whole = await caller(peer, 'whole', { port: proxy.port });
  await pullAll(whole);
  const up = proxy.sent();
  const down = proxy.received();
  const expected = [...whole.at.table];
  let cuts = 0;
  for (const { share, down: isDown, politely } of places) {
    const b = await caller(peer, 'b', { port: proxy.port });
    proxy.set({ politely, ...(isDown ? { cutDown: Math.floor(share * down) } : { cutUp: Math.floor(share * up) }) });
    const given = await b.client.pull(encodeRequest(request(b.at.replica), plainText));
    const came = taken(b, given);
    expect(['whole', 'unreachable', 'closed']).toContain(came);
    expect(b.at.table.size).toBe(came === 'whole' ? 300 : 0);
    if (came !== 'whole') cuts++;
    proxy.set({});
    expect((await pullAll(b)).ok).toBe(true);
    expect([...b.at.table]).toEqual(expected);
  }
  expect(cuts).toBeGreaterThan(0);
});

it('올리는 중 어디서 끊겨도, 받았다는 답을 잃어도, 다시 올리면 한 번만 남는다', async () => {
  const peer = await startPeer();
  const proxy = await line(peer.server.port);
  const a = await caller(peer, 'a', { port: proxy.port });
  let total = 0;
  let lost = 0;
  for (const { share, down, politely } of places) {
    fill(a.at, 20, total);
    total += 20;
    const before = vectorOf(peer.at.replica.storage);
    const bytes = pageBytes(a.at, before);
    proxy.set({
      politely,
      ...(down ? { cutDown: Math.floor(share * 1500) } : { cutUp: Math.floor(share * (bytes.length + 1500)) }),
    });
    const given = await a.client.push(bytes);
    if (!given.ok && vectorOf(peer.at.replica.storage).get('a') === total) lost++;
    const acknowledged = given.ok && given.value.ok ? given.value.vector.get('a') : undefined;
    expect(acknowledged).toBe(given.ok ? total : undefined);
    // All of the page or nothing.
    expect([total - 20, total]).toContain(vectorOf(peer.at.replica.storage).get('a') ?? 0);
    proxy.set({});
    await pushAll(a);
    expect(vectorOf(peer.at.replica.storage).get('a')).toBe(total);
  }
  expect([...peer.at.table]).toEqual([...a.at.table]);
  // At least this one: committed, and the answer never came.
  fill(a.at, 1, total);
  const bytes = pageBytes(a.at, vectorOf(peer.at.replica.storage));
  proxy.set({ cutDown: 1200 });
  for (let cut = 1200; lost === 0 && cut < 2400; cut += 100) {
    proxy.set({ cutDown: cut });
    const given = await a.client.push(bytes);
    if (!given.ok && vectorOf(peer.at.replica.storage).get('a') === total + 1) lost++;
  }
  expect(lost).toBeGreaterThan(0);
  proxy.set({});
  expect(await a.client.push(bytes)).toMatchObject({ ok: true, value: { ok: true, sets: 0 } });
});

it('지연되고 조각나고 되풀이되고 뒤집힌 답은 온전하거나 오류이다', async () => {
  const peer = await startPeer();
  fill(peer.at, 100);
  const proxy = await line(peer.server.port);
  for (const faults of [
    { delay: 20 },
    { repeatDown: 0 },
    { repeatDown: 1500 },
    { flipDown: 40 },
    { flipDown: 900 },
    { flipDown: 4000 },
    { delay: 5, flipDown: 20_000 },
  ]) {
    proxy.set(faults);
    const b = await caller(peer, 'b', { port: proxy.port });
    const given = await b.client.pull(encodeRequest(request(b.at.replica), plainText));
    const came = taken(b, given);
    expect(['whole', 'unreachable', 'closed']).toContain(came);
    expect(b.at.table.size).toBe(came === 'whole' ? 100 : 0);
    expect(given.ok).toBe(Object.keys(faults).join() === 'delay');
  }
});

it('두 노트북이 한꺼번에 올리고 내려도 모두 같은 것을 가진다', async () => {
  const peer = await startPeer();
  const callers = await Promise.all(['a', 'b', 'c', 'd'].map((device) => caller(peer, device)));
  callers.forEach(({ at }, index) => fill(at, 50, index * 50));
  await Promise.all(callers.map((one) => pushAll(one)));
  await Promise.all(callers.map((one) => pullAll(one)));
  const sorted = (at: Caller['at']): [string, unknown][] => [...at.table].toSorted(([x], [y]) => (x < y ? -1 : 1));
  expect(peer.at.table.size).toBe(200);
  for (const { at } of callers) expect(sorted(at)).toEqual(sorted(peer.at));
});

it('끊긴 줄을 모르고 다시 물어도 한 번은 새 줄로 이어진다', async () => {
  const peer = await startPeer();
  const proxy = await line(peer.server.port);
  const a = await caller(peer, 'a', { port: proxy.port });
  for (let n = 0; n < 20; n++) {
    expect((await a.client.state()).ok).toBe(true);
    // Every kept line dies behind the client's back.
    proxy.set({});
  }
});
