/** Conformance: what laptops tell of their records, for other laptops. */
import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ScopeWord } from '../../shared/sync/digest.ts';
import { centre, now } from './place.test-helper.ts';
import type { Place } from './place.test-helper.ts';

const hex = (text: string): string => hash('sha256', text, 'hex');
const word = (digest: string, basis = 'all', scope = 'centre'): ScopeWord => ({
  scope,
  basis: hex(basis),
  digest: hex(digest),
  detail: Buffer.from(`what is behind ${digest}`).toString('base64'),
});

export function digestCases(fresh: () => Promise<Place>): void {
  describe('허브가 기록의 요약을 전할 때', () => {
    it('같은 변경을 가진 다른 노트북의 것을 주며, 속은 요약이 다를 때에만 준다', async () => {
      const { hub } = await centre(fresh, 'a', 'b', 'c');
      expect(await hub.compare('a', word('same'), now)).toEqual([]);
      expect(await hub.compare('b', word('same'), now + 1)).toEqual([{ device: 'a', digest: hex('same') }]);
      const { detail } = word('same');
      expect(await hub.compare('c', word('other'), now + 2)).toEqual([
        { device: 'b', digest: hex('same'), detail },
        { device: 'a', digest: hex('same'), detail },
      ]);
      for (const [basis, scope] of [
        ['more', 'centre'],
        ['all', 'fair'],
      ])
        expect(await hub.compare('c', word('other', basis, scope), now + 3)).toEqual([]);
      // Told again, the new digest stands.
      expect(await hub.compare('c', word('same'), now + 4)).toHaveLength(2);
      expect(await hub.compare('a', word('same'), now + 5)).toEqual([
        { device: 'c', digest: hex('same') },
        { device: 'b', digest: hex('same') },
      ]);
      await hub.close();
    });

    it('제 요약을 말하지 않은 노트북에는 누가 만들었는지만 말하고, 아무것도 적지 않는다', async () => {
      const { hub } = await centre(fresh, 'a', 'b');
      await hub.compare('a', word('one'), now);
      const { scope, basis } = word('');
      expect(await hub.compare('b', { scope, basis }, now)).toEqual([{ device: 'a' }]);
      expect(await hub.compare('a', { scope, basis }, now)).toEqual([]);
      await hub.close();
    });

    it('노트북마다 마지막 몇 개만 두고, 회수하거나 막은 노트북의 것은 주지 않는다', async () => {
      const { hub, place } = await centre(fresh, 'a', 'b');
      for (const [index, basis] of ['1', '2', '3', '4', '5', '6'].entries())
        await hub.compare('a', word('x', basis), now + index);
      const told = async (basis: string) => (await hub.compare('b', word('x', basis), now + 10)).length;
      expect(await told('2')).toBe(0);
      for (const basis of ['3', '4', '5', '6']) expect(await told(basis)).toBe(1);
      await hub.setStanding('a', 'recalled');
      expect(await told('6')).toBe(0);
      expect((await place.dump()).includes(Buffer.from(hex('6')))).toBe(true);
      await hub.close();
    });
  });
}
