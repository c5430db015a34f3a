import { expect, onTestFinished, test } from 'vitest';
import { blobOf, heldBlobs } from '../store/attachmentBlobs.ts';
import { attachPages, hasAll, pagesOf, somePage } from './blob.test-helper.ts';
import { centreOf, meet, until } from './event.test-helper.ts';
import type { EventEnd } from './event.test-helper.ts';
import { clientOf } from './eventGuest.ts';

const awaited = ({ engine }: EventEnd): unknown =>
  engine.sql('SELECT count(*) FROM attachment_blob WHERE here = 0').pluck().get();

test('행사 네트워크: 손님이 붙인 서류는 연 노트북과 다른 손님에게 가고, 연 노트북이 붙인 것은 손님에게 간다', async () => {
  const [host, guest, other] = (await centreOf(3)) as [EventEnd, EventEnd, EventEnd];
  host.add('홍길동');
  const { port, netKey } = await host.open();
  const before = [somePage(40_000)];
  const early = attachPages(host, before);
  guest.join(port, netKey);
  other.join(port, netKey);
  const everywhere = (uuid: string, pages: readonly Buffer[]) => () =>
    [host, guest, other].every((end) => hasAll(end, uuid, pages));
  const seen = (uuid: string) => () => [host, guest, other].map((end) => pagesOf(end, uuid).map((page) => page.length));
  await until(everywhere(early, before), seen(early));

  const pages = [somePage(1_500_000), somePage(300)];
  const uuid = attachPages(guest, pages);
  guest.heard('attachment');
  await until(everywhere(uuid, pages), seen(uuid));
  expect([host, guest, other].map(awaited)).toEqual([0, 0, 0]);
  expect([host, guest, other].map(({ troubles }) => troubles)).toEqual([[], [], []]);
  // The hub has been told of none of it: what is owed to it is owed still.
  expect(await host.ask('blob.owed', null)).toBe(3);
});

test('행사 네트워크: 연 노트북이 사라져 다른 노트북이 열면, 그 노트북에서 나머지를 받는다', async () => {
  const [first, second, guest] = (await centreOf(3)) as [EventEnd, EventEnd, EventEnd];
  first.add('홍길동');
  const pages = Array.from({ length: 6 }, (_, index) => somePage(200_000 + index));
  const uuid = attachPages(first, pages);
  const opened = await first.open();
  second.join(opened.port, opened.netKey);
  await until(
    () => hasAll(second, uuid, pages),
    () => awaited(second),
  );
  guest.join(opened.port, opened.netKey);
  await until(
    () => pagesOf(guest, uuid).some((page) => Buffer.isBuffer(page)),
    () => awaited(guest),
  );
  await first.end();
  await second.end();
  await guest.end();
  const next = await second.open();
  guest.join(next.port, next.netKey);
  await until(
    () => hasAll(guest, uuid, pages),
    () => awaited(guest),
  );
  expect([first, second, guest].map(({ troubles }) => troubles.length)).toEqual([0, 0, 0]);
});

test('행사 네트워크: 아무도 기다리지 않는 조각과 다른 바이트는 연 노트북이 맡지 않고, 없는 것은 주지 않는다', async () => {
  const [host, guest] = (await centreOf(2)) as [EventEnd, EventEnd];
  host.add('홍길동');
  await meet(host, guest);
  const uuid = attachPages(guest, [somePage(1000)]);
  await meet(guest, host);
  const { port } = await host.open();
  const client = clientOf({ address: '127.0.0.1', port }, await guest.ask('sync.prepare', null), () => true);
  onTestFinished(() => client.close());
  const [wanted] = heldBlobs(guest.engine, 'all', 0);
  const unknown = 'ab'.repeat(32);
  const name = wanted?.name ?? '';
  expect(await client.blobs([name, unknown])).toEqual({ ok: true, value: { held: [], wanted: [name] } });
  expect(await client.putBlob(somePage(1016), 'p')).toMatchObject({ ok: true, value: { taken: 'unwanted' } });
  for (const one of [name, unknown]) expect(await client.getBlob(one)).toEqual({ ok: true, value: undefined });
  expect(pagesOf(host, uuid)).toHaveLength(1);
  expect(host.engine.sql('SELECT count(*) FROM attachment_page').pluck().get()).toBe(0);
  const bytes = blobOf(guest.engine, name).blob ?? new Uint8Array();
  expect(await client.putBlob(bytes, 'p')).toMatchObject({ ok: true, value: { taken: 'kept' } });
  expect(await client.blobs([name])).toEqual({ ok: true, value: { held: [name], wanted: [] } });
  expect(await client.getBlob(name)).toEqual({ ok: true, value: Buffer.from(bytes) });
});
