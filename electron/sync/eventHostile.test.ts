// The event network's host, asked by a laptop of the centre that writes what it likes, and by one that may not ask at all.
import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { hostileLines, lineOf, signedPage } from '../../hub/store/hostileCases.test-helper.ts';
import { makeIdentity } from '../../hub/wire/identity.ts';
import { peerClient } from '../../hub/wire/client.ts';
import { encodePage } from '../../shared/sync/bytes.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { centreOf, untilSame } from './event.test-helper.ts';
import { clientOf } from './eventGuest.ts';

test('아는 노트북이 꾸민 것을 올려도 하나도 남지 않고, 다른 노트북과는 그대로 이어진다', async () => {
  const [host, evil, other] = await centreOf(3);
  if (!host || !evil || !other) throw new Error('three laptops');
  const { port, netKey } = await host.open();
  other.join(port);
  host.add('김하나');
  await untilSame([host, other], 1);
  const before = host.vector();
  const client = clientOf(
    { address: '127.0.0.1', port },
    await evil.ask('sync.prepare', null),
    (shown) => shown === netKey,
  );
  onTestFinished(() => client.close());
  for (const bytes of [new Uint8Array(), randomBytes(5000), randomBytes(5 * 1024 * 1024)])
    expect(await client.push(bytes)).toMatchObject({ ok: false });
  expect((await client.state()).ok).toBe(true);
  const { replica } = evil.engine;
  for (const line of hostileLines) {
    // Behind its own record, which all have.
    const page = signedPage({ replica }, [lineOf({ replica }, line)]);
    const spans = page.spans.map((span) => ({ ...span, from: (before[span.device] ?? 0) + 1 }));
    expect(await client.push(encodePage({ ...page, spans }, plainText)), line).toMatchObject({
      ok: true,
      value: { ok: false, device: replica.device },
    });
  }
  expect(host.vector()).toEqual(before);
  other.add('이두리');
  await untilSame([host, other], 2);
  expect(host.engine.db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
});

test('노트북의 인증서만 흉내 낸 열쇠로는 어느 물음에도 대답이 없고, 들은 것도 없다', async () => {
  const [host, one] = await centreOf(2);
  if (!host || !one) throw new Error('two laptops');
  host.add('김하나');
  const { port, netKey } = await host.open();
  const before = host.vector();
  // Another key under the same name: names in certificates mean nothing.
  const client = peerClient({ identity: await makeIdentity(), address: '127.0.0.1', port, netKey });
  onTestFinished(() => client.close());
  const page = await one.ask('sync.pageFor', { held: [], without: [] });
  if (page === null) throw new Error('nothing to send');
  const closed = { ok: false, trouble: { kind: 'closed' } };
  expect(await client.state()).toEqual(closed);
  expect(await client.introductions()).toEqual(closed);
  expect(await client.devices()).toEqual(closed);
  expect(await client.pull(await one.ask('sync.request', { beyond: [] }))).toEqual(closed);
  expect(await client.push(page.bytes)).toEqual(closed);
  expect(await client.getBlob('0'.repeat(64))).toEqual(closed);
  expect(host.vector()).toEqual(before);
});
