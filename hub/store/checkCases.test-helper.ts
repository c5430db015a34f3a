/** Conformance: what an operator looks at from time to time. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { person, save } from '../../shared/sync/replica.test-helper.ts';
import { BLOB_BYTES } from './hubStore.ts';
import { centre, nameOf, openHub, push, putBlobs } from './place.test-helper.ts';
import type { Place } from './place.test-helper.ts';

const whole = { damaged: [], stray: [], early: 0 };
/** A blob as nobody should have put it there. */
const smuggled = (name: string, bytes: string, subject?: string): string =>
  `INSERT INTO blob (hash, bytes) VALUES ('${name}', ${bytes});` +
  (subject === undefined ? '' : `INSERT INTO blob_subject (subject, hash) VALUES ('${subject}', '${name}')`);

export function checkCases(fresh: () => Promise<Place>, zeros: (count: number) => string): void {
  describe('맡은 첨부의 조각을 검사할 때', () => {
    it('모두 맞으면 센 수만 말하고, 딸린 변경이 아직 없는 것은 따로 센다', async () => {
      const { hub, laptops } = await centre(fresh, 'a');
      const [a] = laptops;
      expect(await hub.checkBlobs()).toEqual({ blobs: 0, ...whole });
      save(a, [person('p', { name: '김철수' })]);
      await push(hub, a);
      await putBlobs(hub, 'p', ...Array.from({ length: 450 }, () => randomBytes(40)));
      expect(await hub.checkBlobs()).toEqual({ blobs: 450, ...whole });
      const both = randomBytes(60_000);
      await putBlobs(hub, 'q', both, randomBytes(50));
      await putBlobs(hub, 'p', both);
      expect(await hub.checkBlobs()).toEqual({ blobs: 452, ...whole, early: 1 });
      await hub.close();
    });

    it('상한 것, 너무 크거나 작은 것, 주인이 없거나 파기된 것을 찾고, 지우면 다시 받는다', async () => {
      const { hub, place, laptops } = await centre(fresh, 'a');
      const [a] = laptops;
      save(a, [person('p', { name: '김철수' }), person('gone', { name: '이영희' })]);
      save(a, [{ op: 'erase', subjects: ['gone'] }]);
      await push(hub, a);
      const [good, bad] = [randomBytes(3000), randomBytes(3000)];
      const kept = [good, bad];
      await putBlobs(hub, 'p', ...kept);
      const large = nameOf(Buffer.alloc(BLOB_BYTES + 1));
      const small = nameOf(Buffer.alloc(16));
      const orphan = nameOf(Buffer.alloc(100));
      const erased = nameOf(Buffer.alloc(200));
      await place.alter(`UPDATE blob SET bytes = ${zeros(3000)} WHERE hash = '${nameOf(bad)}'`);
      await place.alter(smuggled(large, zeros(BLOB_BYTES + 1), 'p'));
      await place.alter(smuggled(small, zeros(16), 'p'));
      await place.alter(smuggled(orphan, zeros(100)));
      await place.alter(smuggled(erased, zeros(200), 'gone'));
      const found = await hub.checkBlobs();
      expect(found).toMatchObject({ blobs: 6, early: 0 });
      expect(found.damaged.toSorted()).toEqual([nameOf(bad), large, small].toSorted());
      expect(found.stray.toSorted()).toEqual([orphan, erased].toSorted());
      await hub.dropBlobs([...found.damaged, ...found.stray]);
      expect(await hub.checkBlobs()).toEqual({ blobs: 1, ...whole });
      expect(await hub.keptBlobs(kept.map(nameOf))).toEqual([nameOf(good)]);
      expect(await hub.blobRoom()).toMatchObject({ bytes: 3000 });
      expect(await putBlobs(hub, 'p', bad)).toEqual(['kept']);
      expect(await hub.checkBlobs()).toEqual({ blobs: 2, ...whole });
      await hub.close();
    });

    it('검사하는 동안 파기해도 멀쩡한 것을 상했다고 하지 않는다', async () => {
      const { hub, place, laptops } = await centre(fresh, 'a');
      const other = await openHub(place);
      const [a] = laptops;
      save(a, [person('p', { name: '김철수' })]);
      await push(hub, a);
      await putBlobs(hub, 'p', ...Array.from({ length: 60 }, () => randomBytes(5000)));
      save(a, [{ op: 'erase', subjects: ['p'] }]);
      const [found] = await Promise.all([other.checkBlobs(), push(hub, a)]);
      expect(found).toMatchObject(whole);
      expect(await other.checkBlobs()).toEqual({ blobs: 0, ...whole });
      await Promise.all([hub.close(), other.close()]);
    });
  });
}
