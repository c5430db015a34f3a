import { expect, test } from 'vitest';
import { testHub, testLaptop, until } from './link.test-helper.ts';

test('두 노트북이 허브를 거쳐 서로의 것을 받고, 허브가 꺼져도 일은 이어지며 다시 켜지면 저절로 맞춘다', async () => {
  const hub = await testHub();
  const one = await testLaptop();
  await one.add('김하나');
  expect(one.link.status()).toMatchObject({ phase: 'noHub', waiting: 0, hub: null });
  await one.linkTo(hub);
  const two = await testLaptop({ of: one });
  await two.linkTo(hub);
  await until(
    () => two.people().length === 1,
    () => [two.link.status(), two.troubles],
  );
  await until(
    () => two.link.status().phase === 'upToDate' && one.link.status().phase === 'upToDate',
    () => two.link.status(),
  );
  await two.add('이두리');
  await until(
    () => one.people().length === 2,
    () => one.link.status(),
  );
  await hub.stop();
  await one.add('박세나');
  await two.add('최네나');
  await until(
    () => one.link.status().phase === 'offline' && one.link.status().waiting === 1,
    () => one.link.status(),
  );
  await hub.start();
  one.link.wake('manual');
  two.link.wake('manual');
  await until(
    () => one.people().length === 4 && two.people().length === 4,
    () => [one.link.status(), two.link.status()],
  );
  expect(one.people()).toEqual(two.people());
  await until(
    () => one.link.status().waiting === 0,
    () => one.link.status(),
  );
  expect(one.vector()).toEqual(two.vector());
  expect([...one.troubles, ...two.troubles]).toEqual([]);
});
