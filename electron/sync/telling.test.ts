import { expect, test } from 'vitest';
import { encodePage } from '../../shared/sync/bytes.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { testNow } from '../deskTest.test-helper.ts';
import { testLaptop } from './link.test-helper.ts';
import type { TestLaptop } from './link.test-helper.ts';

/** What `to` lacks of `from`, in one page. */
async function pageTo(to: TestLaptop, from: TestLaptop): Promise<Uint8Array> {
  const page = await from.ask('sync.pageFor', { held: [...to.vector()], without: [] });
  return page?.bytes ?? encodePage({ spans: [], fills: [] }, plainText);
}

test('받은 사람은 다 받았다고 할 때 검색되고, 화면도 그것을 듣는다. 새것이 없는 쪽 뒤에도 그러하다', async () => {
  const from = await testLaptop();
  const to = await testLaptop({ of: from });
  await to.ask('sync.learn', { keys: await from.ask('sync.introductions', null) });
  const found = async (name: string): Promise<number> => {
    await to.ask('sync.facts', null);
    const said = await to.desk.read('search.find', { text: name, limit: 5 }, to.actor, testNow);
    return (said as { hits: readonly unknown[] }).hits.length;
  };
  for (const name of ['김하나', '이두리', '박세나']) {
    await from.add(name);
    const page = await pageTo(to, from);
    const before = to.changes.length;
    expect(await to.ask('sync.receive', { bytes: page })).toMatchObject({ refused: [] });
    await expect.poll(() => found(name)).toBe(1);
    expect(to.changes.length).toBeGreaterThan(before);
    // Once more: nothing of it is new.
    await to.ask('sync.receive', { bytes: page });
    await to.ask('sync.receive', { bytes: await pageTo(to, from) });
  }
});
