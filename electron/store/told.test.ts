// What comes from other laptops is told to whoever shows it, also after pages that changed nothing and ears that failed.
import { expect, test } from 'vitest';
import { pairsOf } from '../sync/port.ts';
import { testLaptop } from '../sync/link.test-helper.ts';
import type { TestLaptop } from '../sync/link.test-helper.ts';

async function give(from: TestLaptop, to: TestLaptop): Promise<Uint8Array> {
  await to.ask('sync.learn', { keys: await from.ask('sync.introductions', null) });
  const page = await from.ask('sync.pageFor', { held: pairsOf(to.vector()), without: [] });
  if (page === null) throw new Error('nothing to give');
  await to.ask('sync.receive', { bytes: page.bytes });
  return page.bytes;
}

/** How long to look for what will surely come, on however slow a machine. */
const soon = { timeout: 30_000 };
const told = (at: TestLaptop): number => at.changes.filter(({ types }) => types.includes('person')).length;

test('아무것도 바꾸지 않는 쪽이 온 뒤에도, 새로 온 것은 화면에 알린다', async () => {
  const one = await testLaptop();
  const two = await testLaptop({ of: one });
  await one.add('김하나');
  const bytes = await give(one, two);
  await expect.poll(() => told(two), soon).toBe(1);
  await two.ask('sync.receive', { bytes });
  await two.ask('sync.receive', { bytes: new Uint8Array([1, 2, 3]) });
  await one.add('이두리');
  await give(one, two);
  await expect.poll(() => told(two), soon).toBe(2);
});

test('알림을 받는 쪽이 한 번 실패해도 다음 것은 알리고, 그 까닭이 남는다', async () => {
  const one = await testLaptop();
  const two = await testLaptop({ of: one });
  const { push } = Array.prototype;
  let fails = true;
  two.changes.push = (...all) => {
    if (fails) {
      fails = false;
      throw new Error('the window is gone');
    }
    return push.apply(two.changes, all);
  };
  await one.add('김하나');
  await give(one, two);
  await expect.poll(() => two.troubles, soon).toEqual(['Error: the window is gone']);
  await one.add('이두리');
  await give(one, two);
  await expect.poll(() => told(two), soon).toBe(1);
});
