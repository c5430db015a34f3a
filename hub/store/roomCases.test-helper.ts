/** Conformance: how much room attachments may take (ADR 0052). */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { person, save } from '../../shared/sync/replica.test-helper.ts';
import { LIMITS } from '../../shared/sync/types.ts';
import { BLOB_BYTES } from './hubStore.ts';
import { centre, enrolled, nameOf, openHub, push, putBlobs } from './place.test-helper.ts';
import type { Place } from './place.test-helper.ts';
import { unlimited } from './room.ts';

export function roomCases(fresh: () => Promise<Place>): void {
  describe('첨부의 조각을 둘 자리가 모자랄 때', () => {
    it('정한 크기를 넘기 전에 조각을 거절하고, 변경은 계속 받으며, 파기하면 자리가 난다', async () => {
      const { keys, place, ...first } = await centre(fresh);
      await first.hub.close();
      const hub = await openHub(place, LIMITS, { room: { ...unlimited, most: BLOB_BYTES + 150_000 } });
      const [a] = await enrolled(hub, keys, 'a');
      save(a, [person('p', { name: '김철수' })]);
      await push(hub, a);
      const [one, two, three] = [randomBytes(100_000), randomBytes(100_000), randomBytes(100_000)];
      expect(await hub.blobRoom()).toMatchObject({ bytes: 0, free: null, isFull: false });
      expect(await putBlobs(hub, 'p', one)).toEqual(['kept']);
      expect(await putBlobs(hub, 'q', two)).toEqual(['kept']);
      expect(await hub.blobRoom()).toMatchObject({ bytes: 200_000, isFull: true });
      expect(await putBlobs(hub, 'q', three)).toEqual(['full']);
      expect(await hub.keptBlobs([one, two, three].map(nameOf))).toHaveLength(2);
      save(a, [{ op: 'erase', subjects: ['p'] }]);
      expect(await push(hub, a)).toMatchObject({ ok: true, sets: 1 });
      expect(await hub.blobRoom()).toMatchObject({ bytes: 100_000, isFull: false });
      expect(await putBlobs(hub, 'q', three)).toEqual(['kept']);
      expect(await hub.blobRoom()).toMatchObject({ bytes: 200_000, isFull: true });
      await hub.close();
    });

    it('한꺼번에 와도, 다른 허브가 받은 것이 있어도 정한 크기를 넘지 않는다', async () => {
      const place = await fresh();
      const room = { ...unlimited, most: BLOB_BYTES + 1_000_000 };
      const [one, other] = [await openHub(place), await openHub(place)];
      const blobs = Array.from({ length: 30 }, () => randomBytes(50_000));
      await putBlobs(other, 'p', ...blobs.slice(0, 10));
      const hub = await openHub(place, LIMITS, { room });
      const became = await putBlobs(hub, 'p', ...blobs.slice(10));
      expect(became.filter((each) => each === 'kept')).toHaveLength(11);
      expect(became.filter((each) => each === 'full')).toHaveLength(9);
      expect(await one.blobRoom()).toMatchObject({ bytes: 1_050_000, isFull: false });
      await Promise.all([one.close(), other.close(), hub.close()]);
    });

    it('디스크의 빈 자리가 남길 만큼만 남으면 조각만 거절하고, 알 수 없으면 막지 않는다', async () => {
      const { keys, place, ...first } = await centre(fresh);
      await first.hub.close();
      const disk: { free: number | null } = { free: BLOB_BYTES + 1_000_000 };
      const room = { most: null, spare: 1_000_000, free: async () => disk.free };
      const hub = await openHub(place, LIMITS, { room });
      const [a] = await enrolled(hub, keys, 'a');
      expect(await putBlobs(hub, 'p', randomBytes(1000))).toEqual(['kept']);
      disk.free = BLOB_BYTES + 999_999;
      expect(await putBlobs(hub, 'p', randomBytes(1000))).toEqual(['full']);
      save(a, [person('p', { name: '김철수' })]);
      expect(await push(hub, a)).toMatchObject({ ok: true, sets: 1 });
      disk.free = null;
      expect(await putBlobs(hub, 'p', randomBytes(1000))).toEqual(['kept']);
      await hub.close();
    });

    it('맡지 못한 조각은 자리를 차지한 것으로 치지 않고, 한동안 지나면 다시 센다', async () => {
      const place = await fresh();
      const clock = { now: 0 };
      const room = { ...unlimited, most: BLOB_BYTES + 50_000 };
      const hub = await openHub(place, LIMITS, { room, clock: () => clock.now });
      expect(await hub.putBlob('00', randomBytes(100_000), 'p')).toBe('notItsContent');
      expect(await hub.putBlob(nameOf(Buffer.alloc(60_000)), Buffer.alloc(60_000), '')).toBe('malformed');
      const bytes = randomBytes(20_000);
      for (let time = 0; time < 3; time += 1) expect(await putBlobs(hub, 'p', bytes)).toEqual(['kept']);
      // The same one three times counts as three until it is counted anew.
      expect(await hub.blobRoom()).toMatchObject({ isFull: true });
      clock.now += 60_000;
      expect(await hub.blobRoom()).toMatchObject({ bytes: 20_000, isFull: false });
      await hub.close();
    });
  });
}
