import { expect, onTestFinished, test } from 'vitest';
import { theProgram } from '../../../shared/model/role.ts';
import { openAt, place } from '../../../test/fault/syncEnd.ts';
import { ensureDevice } from '../../desk/device.ts';
import { setUp, testFolder, testNow } from '../../deskTest.test-helper.ts';
import { StoreDesk } from '../../store/desk.ts';
import { EventDesk } from './eventDesk.ts';
import { workerScript } from '../../workerScript.test-helper.ts';

const admin = { actor: theProgram };

/** A store with its workers, and the desk over it. */
async function desk(addresses: readonly string[] = ['127.0.0.1']) {
  const at = place(testFolder(), 'store');
  const engine = openAt(at);
  engine.transact(setUp, testNow, (store) => ensureDevice(store));
  engine.close();
  const told: string[] = [];
  const events: EventDesk = new EventDesk({
    now: () => testNow,
    addresses: () => addresses,
    tell: () => void told.push(events.state().role),
    trouble: (cause) => told.push(cause),
  });
  const ears = { changed: () => undefined, progress: () => undefined, trouble: (cause: string) => told.push(cause) };
  const store = await StoreDesk.open({ ...at, script: workerScript(), ears });
  await store.job('writer', 'sync.prepare', null, theProgram, testNow);
  events.attach(store);
  onTestFinished(async () => {
    await events.detach();
    await store.close();
  });
  return { events, store, told };
}

test('열면 주소와 QR의 글이 보이고, 두 번 눌러도 하나만 열리며, 닫으면 아무것도 남지 않는다', async () => {
  const { events, told } = await desk();
  expect(events.state()).toMatchObject({ role: 'off', addresses: [], qr: '' });
  const [opened, again] = await Promise.all([events.open(admin), events.open(admin)]);
  expect(opened).toMatchObject({ role: 'host', connected: true, guests: [], message: '' });
  expect(opened.addresses).toEqual([`127.0.0.1:${opened.port}`]);
  expect(opened.qr).toMatch(/^ppuri-event:127\.0\.0\.1:\d+\/[\w-]{43}$/);
  expect(again).toEqual(opened);
  await expect(events.join({ address: opened.qr }, admin)).rejects.toThrow('eventOpenHere');
  expect(await events.close(admin)).toMatchObject({ role: 'off', port: null, qr: '' });
  expect(told).toEqual(['host', 'off']);
});

test('참여하면 대답이 없는 동안 무엇을 할지 말하고, 저장소가 닫히면 참여도 끝난다', async () => {
  const { events } = await desk();
  await expect(events.join({ address: '주소' }, admin)).rejects.toThrow('eventAddressUnreadable');
  const joined = await events.join({ address: '127.0.0.1:9' }, admin);
  expect(joined).toMatchObject({ role: 'guest', addresses: ['127.0.0.1:9'], host: null, connected: false });
  await expect.poll(() => events.state().message).toContain('다른 노트북에서 열어');
  // Host lost: this one opens instead, without leaving first.
  expect(await events.open(admin)).toMatchObject({ role: 'host' });
  await events.detach();
  expect(events.state().role).toBe('off');
});

test('네트워크가 없으면 열리지 않고, 무엇을 할지 말한다', async () => {
  const { events } = await desk([]);
  await expect(events.open(admin)).rejects.toThrow('eventNoNetwork');
  expect(events.state().role).toBe('off');
});
