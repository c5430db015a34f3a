import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { decodePage, encodePage } from '../../shared/sync/bytes.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { startProxy } from '../../hub/wire/proxy.test-helper.ts';
import { testNow } from '../deskTest.test-helper.ts';
import { centreOf, eventEnd, meet, until, untilSame } from './event.test-helper.ts';
import type { EventEnd } from './event.test-helper.ts';
import { clientOf } from './eventGuest.ts';
import { openEventHost } from './eventHost.ts';

const at = (port: number) => ({ address: '127.0.0.1', port });

const three = async (): Promise<readonly [EventEnd, EventEnd, EventEnd]> => {
  const [one, two, other] = await centreOf(3);
  if (!one || !two || !other) throw new Error('three laptops');
  return [one, two, other];
};

test('한 노트북이 열고 둘이 참여하면 세 노트북이 서로의 것을 바로 받는다', async () => {
  const [host, one, two] = await three();
  host.add('김하나');
  one.add('이두리');
  const { port, netKey } = await host.open();
  one.join(port, netKey);
  const guest = two.join(port);
  await untilSame([host, one, two], 2);
  two.add('박세나');
  one.add('최네나');
  host.add('정다섯');
  await untilSame([host, one, two], 5);
  expect(guest.standing()).toMatchObject({ connected: true, failure: null, refused: 0 });
  const { items } = await one.ask('sync.facts', null);
  expect(items).toMatchObject({ held: 0, trouble: 0, applied: items.in });
  expect([host, one, two].flatMap(({ troubles }) => troubles)).toEqual([]);
});

test('열어 둔 노트북이 사라지면 다른 노트북이 이어서 열고, 아무것도 잃지 않는다', async () => {
  const [host, one, two] = await three();
  const first = await host.open();
  one.join(first.port);
  two.join(first.port);
  host.add('김하나');
  await untilSame([host, one, two], 1);
  // In the middle of the work of all three.
  host.add(...Array.from({ length: 20 }, () => '홍길동'));
  one.add('이두리');
  two.add('박세나');
  await host.end();
  one.add('최네나');
  await one.end();
  const second = await one.open();
  await two.end();
  two.join(second.port);
  two.add('정다섯');
  await until(
    () =>
      ['이두리', '박세나', '최네나', '정다섯'].every((name) =>
        [one, two].every((each) => each.people().includes(name)),
      ),
    () => [one.people(), two.people()],
  );
  // The lost one is found again, and joins like any other.
  host.join(second.port);
  await untilSame([host, one, two], 25);
  expect(host.vector()).toEqual(two.vector());
});

test('차단하거나 반납한 노트북과 모르는 컴퓨터는 한 마디도 듣지 못한다', async () => {
  const [host, one, two] = await three();
  const stranger = await eventEnd();
  host.add('김하나');
  const { port, netKey } = await host.open();
  const callers = [stranger];
  for (const field of ['endedOn', 'revokedAt'] as const) {
    const shut = await eventEnd(host);
    await meet(host, shut);
    host.mark(shut, field);
    callers.push(shut);
  }
  for (const caller of callers) {
    const client = clientOf(at(port), await caller.ask('sync.prepare', null), () => true);
    const asked = await client.state();
    expect(asked).toEqual({ ok: false, trouble: { kind: 'closed' } });
    const pulled = await client.pull(await caller.ask('sync.request', { beyond: [] }));
    expect(pulled).toEqual({ ok: false, trouble: { kind: 'closed' } });
    client.close();
  }
  // Nor do they say a word themselves: for a stranger, a laptop of another centre is nobody.
  const guest = stranger.join(port, netKey);
  await until(
    () => guest.standing().failure === 'otherKey',
    () => guest.standing(),
  );
  // Shut out in the middle of the event: from that moment on nothing more.
  one.join(port);
  two.join(port);
  await untilSame([host, one, two], 1);
  host.mark(one, 'revokedAt');
  host.add('이두리');
  await untilSame([host, two], 2);
  await sleep(200);
  expect(one.people()).toEqual(['김하나']);
});

test('회수한 노트북은 가진 것을 넘길 뿐 아무것도 받지 못하고, 회수를 알고 마지막 말을 한다', async () => {
  const [host, one] = await three();
  one.add('김하나');
  host.mark(one, 'recalledAt');
  host.add('이두리');
  const { port } = await host.open();
  const guest = one.join(port);
  await until(
    () => host.people().includes('김하나'),
    () => [guest.standing(), one.troubles, host.troubles],
  );
  const own = () =>
    one.engine
      .sql(`SELECT doc ->> '$.recalledAt' AS recalledAt, doc ->> '$.leftAt' AS leftAt FROM device WHERE uuid = ?`)
      .get(one.engine.replica.device);
  await until(
    () => (host.vector()[one.engine.replica.device] ?? 0) === (one.vector()[one.engine.replica.device] ?? 0),
    () => [host.vector(), one.vector()],
  );
  expect(own()).toEqual({ recalledAt: testNow, leftAt: testNow });
  expect(one.people()).toEqual(['김하나']);
  const word = await guest.word();
  expect(word?.from).toBe(host.engine.replica.device);
  expect(Math.abs((word?.at ?? 0) - Date.now())).toBeLessThan(86_400_000);
  expect([...one.troubles, ...host.troubles]).toEqual([]);
});

test('스무 번 아무 데서나 끊겨도 이어서 받고, 잃는 것도 두 번 들어가는 것도 없다', async () => {
  const [host, one] = await three();
  host.add(...Array.from({ length: 60 }, () => '홍길동'));
  const { port } = await host.open();
  const proxy = await startProxy(port);
  onTestFinished(() => proxy.close());
  proxy.set({ cutDown: 3000 });
  one.join(proxy.port);
  let added = 60;
  for (let cut = 0; cut < 20; cut += 1) {
    one.add('김하나');
    host.add('이두리');
    added += 2;
    const place = 1500 + ((cut * 7919) % 12_000);
    proxy.set(cut % 2 === 0 ? { cutDown: place } : { cutUp: place, politely: cut % 4 === 1 });
    await sleep(20);
  }
  proxy.set({});
  await untilSame([host, one], added);
  const { items } = await one.ask('sync.facts', null);
  expect(items).toMatchObject({ held: 0, trouble: 0, applied: items.in });
});

test('한 흐름을 받지 못해도 다른 것은 계속 오가고, 받지 못한 것은 버리지 않는다', async () => {
  const [host, one, two] = await three();
  const { port, netKey } = await host.open();
  const held = Object.entries(one.vector());
  one.add('김하나');
  two.join(port);
  await untilSame([host, two], 0);
  const sent = await one.ask('sync.pageFor', { held, without: [] });
  const page = sent && decodePage(sent.bytes, plainText);
  if (!page) throw new Error('nothing to send');
  const spans = page.spans.map((span) => ({ ...span, signature: span.signature.map((byte) => byte ^ 1) }));
  const client = clientOf(at(port), await one.ask('sync.prepare', null), (shown) => shown === netKey);
  const pushed = await client.push(encodePage({ spans, fills: [] }, plainText));
  client.close();
  expect(pushed).toMatchObject({ ok: true, value: { ok: false, reason: 'signature' } });
  const stream = one.engine.replica.device;
  expect(await host.ask('sync.troubles', null)).toMatchObject([{ kind: 'refusedHere', stream, why: 'signature' }]);
  two.add('이두리');
  host.add('박세나');
  await untilSame([host, two], 2);
  one.join(port);
  await untilSame([host, one, two], 3);
  expect(await host.ask('sync.troubles', null)).toEqual([]);
});

test('연 노트북이 모르던 새 노트북도, 아는 노트북이 그 기록을 가져온 뒤에는 들어온다', async () => {
  const [host, one] = await three();
  const fresh = await eventEnd(one);
  await meet(one, fresh);
  await meet(fresh, one);
  fresh.add('김하나');
  const { port } = await host.open();
  const guest = fresh.join(port);
  await until(
    () => guest.standing().failure === 'closed',
    () => guest.standing(),
  );
  one.join(port);
  await untilSame([host, one, fresh], 1);
  expect(guest.standing()).toMatchObject({ connected: true, failure: null });
});

test('센터가 내보낸 노트북은 더 열어 두지 못한다', async () => {
  const [host, one] = await three();
  await host.open();
  one.mark(host, 'revokedAt');
  expect(host.wasShutOut()).toBe(false);
  await meet(one, host);
  await until(
    () => host.wasShutOut(),
    () => host.vector(),
  );
});

test('쓰고 있는 포트는 건너뛰고, 빈 포트나 주소가 없으면 열리지 않는다', async () => {
  const [host, one] = await three();
  const { port } = await host.open();
  expect(await one.tryOpen([], [0])).toBeNull();
  expect(await one.tryOpen(['127.0.0.1'], [port])).toBeNull();
  const opened = await one.tryOpen(['127.0.0.1'], [port, 0]);
  expect(opened?.addresses()).toEqual(['127.0.0.1']);
  expect(opened?.port).not.toBe(port);
});

test('나간 노트북은 참여한 수에서 빠지고 화면에 알리며, 다시 오면 다시 센다', async () => {
  const [host, one, two] = await three();
  let clock = testNow;
  let told = 0;
  /** Lets the host look around: it does so when its pause ends. */
  let look: () => void = () => undefined;
  const opened = await openEventHost({
    ask: host.ask,
    askEvent: host.askEvent,
    addresses: () => ['127.0.0.1'],
    ports: [0],
    now: () => clock,
    pause: (_ms, signal) =>
      new Promise((resolve) => {
        look = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    tell: () => {
      told += 1;
    },
    shutOut: () => undefined,
    trouble: (cause) => host.troubles.push(cause),
  });
  if (!opened) throw new Error('not opened');
  onTestFinished(() => opened.close());
  const here = () => opened.guests().map((guest) => guest.here);
  const clients = await Promise.all(
    [one, two].map(async (guest) => clientOf(at(opened.port), await guest.ask('sync.prepare', null), () => true)),
  );
  onTestFinished(() => clients.forEach((client) => client.close()));
  const asks = async (which: 0 | 1) => {
    const request = await (which === 0 ? one : two).ask('sync.request', { beyond: [] });
    expect(await clients[which]?.pull(request)).toMatchObject({ ok: true });
  };
  await asks(0);
  await asks(1);
  expect(here()).toEqual([true, true]);

  clock += 40_000;
  await asks(1);
  expect(here()).toEqual([true, true]);
  clock += 10_000;
  expect(here()).toEqual([false, true]);
  const before = told;
  look();
  await until(
    () => told > before,
    () => told,
  );
  await asks(0);
  expect(here()).toEqual([true, true]);
  expect(opened.guests()[0]).toMatchObject({ since: testNow, lastContact: clock });
  expect(host.troubles).toEqual([]);
});
