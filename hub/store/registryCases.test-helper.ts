/** Conformance: invitations, devices, keys, reports, attachments. */
import { hash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyring, save } from '../../shared/sync/replica.test-helper.ts';
import { BLOB_BYTES } from './hubStore.ts';
import {
  codeHashOf,
  enrol,
  invited,
  netKey,
  newcomer,
  now,
  openHub,
  push,
  spkiOf,
  stands,
  centre,
} from './place.test-helper.ts';
import type { Place } from './place.test-helper.ts';

export function registryCases(fresh: () => Promise<Place>): void {
  describe('허브가 노트북을 등록할 때', () => {
    it('초대 코드로 한 번 등록하고, 답을 잃어 다시 물으면 같은 답을 한다', async () => {
      const keys = keyring();
      const hub = await openHub(await fresh());
      const codeHash = await invited(hub, '482-913');
      expect(await hub.invite({ codeHash, note: '', madeAt: now, expiresAt: now })).toBe(false);
      const one = newcomer(keys, 'a');
      const first = await hub.redeem(codeHash, one, now + 5);
      expect(first).toMatchObject({
        ok: true,
        device: {
          device: 'a',
          netKey: one.netKey,
          note: '2층 상담 창구',
          standing: 'enrolled',
          scopes: null,
          enrolledAt: now + 5,
        },
      });
      expect(await hub.redeem(codeHash, one, now + 9_999_999)).toEqual(first);
      for (const other of [newcomer(keys, 'b'), newcomer(keys, 'a'), newcomer(keyring(), 'a')])
        expect(await hub.redeem(codeHash, other, now + 6)).toEqual({ ok: false, reason: 'notInvited' });
      expect(await hub.invitations()).toMatchObject([{ codeHash, usedBy: 'a', usedAt: now + 5 }]);
      expect(await hub.withdraw(codeHash)).toBe(false);
      expect(await hub.introductions()).toEqual([{ device: 'a', signKey: Buffer.from(one.signKey) }]);
      await hub.close();
    });

    it('같은 노트북은 연결을 끊었다가 새 초대로 다시 들어오며, 차단된 노트북은 들어오지 못한다', async () => {
      const keys = keyring();
      const hub = await openHub(await fresh());
      const one = await enrol(hub, keys, 'a');
      const codeHash = await invited(hub, 'again');
      expect(await hub.redeem(codeHash, one, now + 7)).toMatchObject({ ok: true, device: { device: 'a' } });
      expect(await hub.redeem(codeHash, newcomer(keys, 'b'), now + 8)).toEqual({ ok: false, reason: 'notInvited' });
      expect(await hub.devices()).toHaveLength(1);
      await hub.setStanding('a', 'revoked');
      expect(await hub.redeem(await invited(hub, 'never'), one, now + 9)).toEqual({ ok: false, reason: 'taken' });
      await hub.close();
    });

    it('일부만 빌린 노트북에는 그 범위의 본문만 주고, 첫 노트북이라도 관리 노트북이 되지 않으며, 허브에서 정한 것은 그대로 둔다', async () => {
      const keys = keyring();
      const hub = await openHub(await fresh());
      const lent = { ...newcomer(keys, 'a'), scopes: ['base', 'pack:1'] };
      const first = await hub.redeem(await invited(hub, 'lent'), lent, now);
      expect(first).toMatchObject({ ok: true, device: { scopes: ['base', 'pack:1'], warden: false } });
      await hub.setScopes('a', ['base']);
      const again = await hub.redeem(await invited(hub, 'again'), lent, now + 1);
      expect(again).toMatchObject({ ok: true, device: { scopes: ['base'] } });
      await hub.setScopes('a', null);
      await hub.redeem(await invited(hub, 'third'), lent, now + 2);
      expect(await hub.devices()).toMatchObject([{ device: 'a', scopes: ['base', 'pack:1'] }]);
      const odd = { ...newcomer(keys, 'c'), scopes: [''] };
      expect(await hub.redeem(await invited(hub, 'odd'), odd, now)).toEqual({ ok: false, reason: 'malformed' });
      await hub.close();
    });

    it('코드가 없거나 지났거나 거두었으면 까닭을 가르지 않고 거절한다', async () => {
      const keys = keyring();
      const hub = await openHub(await fresh());
      const old = await invited(hub, 'old', now + 10);
      const taken = await invited(hub, 'taken');
      expect(await hub.withdraw(taken)).toBe(true);
      for (const codeHash of [codeHashOf('none'), old, taken])
        expect(await hub.redeem(codeHash, newcomer(keys, 'a'), now + 10)).toEqual({ ok: false, reason: 'notInvited' });
      expect(await hub.devices()).toEqual([]);
      expect(await hub.introductions()).toEqual([]);
      await hub.close();
    });

    it('이름이나 열쇠가 이미 쓰이면 거절하고 코드는 남는다', async () => {
      const keys = keyring();
      const hub = await openHub(await fresh());
      const first = await enrol(hub, keys, 'a');
      const codeHash = await invited(hub, 'next');
      const sameName = { ...newcomer(keys, 'a') };
      const sameNet = { ...newcomer(keys, 'b'), netKey: first.netKey };
      for (const one of [sameName, sameNet])
        expect(await hub.redeem(codeHash, one, now)).toEqual({ ok: false, reason: 'taken' });
      await hub.introduce([{ device: 'c', signKey: spkiOf(keys, 'c') }], 'a');
      expect(await hub.redeem(codeHash, newcomer(keyring(), 'c'), now)).toEqual({ ok: false, reason: 'otherKey' });
      expect(await hub.alarms()).toMatchObject([{ kind: 'key', device: 'c', by: 'c' }]);
      const odd = [
        { ...newcomer(keys, 'd'), signKey: randomBytes(44) },
        { ...newcomer(keys, 'd'), netKey: 'short' },
        newcomer(keys, '__proto__'),
        newcomer(keys, 'nul\0'),
      ];
      for (const one of odd) expect(await hub.redeem(codeHash, one, now)).toEqual({ ok: false, reason: 'malformed' });
      expect(await hub.redeem(codeHash, newcomer(keys, 'c'), now)).toMatchObject({ ok: true });
      await hub.close();
    });

    it('두 노트북이 한 코드를 동시에 쓰면 하나만 등록된다', async () => {
      const keys = keyring();
      const place = await fresh();
      const [one, two] = [await openHub(place), await openHub(place)];
      for (let round = 0; round < 5; round += 1) {
        const codeHash = await invited(one, `code ${round}`);
        const answers = await Promise.all([
          one.redeem(codeHash, newcomer(keys, `a${round}`), now),
          two.redeem(codeHash, newcomer(keys, `b${round}`), now),
        ]);
        expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
        expect(await one.devices()).toHaveLength(round + 1);
      }
      await Promise.all([one.close(), two.close()]);
    });

    it('연결의 열쇠로 노트북을 찾고, 본 때와 가진 것을 적는다', async () => {
      const keys = keyring();
      const hub = await openHub(await fresh());
      const { netKey: own } = await enrol(hub, keys, 'a');
      expect(await hub.deviceByNetKey(own)).toMatchObject({ device: 'a', lastSeenAt: null, vector: new Map() });
      expect(await hub.deviceByNetKey(netKey())).toBeUndefined();
      const vector = new Map([
        ['a', 4],
        ['b', 2],
      ]);
      await hub.seen('a', now + 1, vector);
      await hub.seen('a', now + 2);
      expect(await hub.device('a')).toMatchObject({ lastSeenAt: now + 2, vector });
      expect(await hub.device('b')).toBeUndefined();
      await hub.close();
    });

    it('폐기한 노트북은 되살아나지 않고, 회수한 노트북은 다시 쓸 수 있다', async () => {
      const keys = keyring();
      const hub = await openHub(await fresh());
      await enrol(hub, keys, 'a');
      expect(await hub.setStanding('a', 'recalled')).toBe(true);
      expect(await hub.setStanding('a', 'enrolled')).toBe(true);
      expect(await hub.setStanding('a', 'revoked')).toBe(true);
      expect(await hub.setStanding('a', 'enrolled')).toBe(false);
      expect(await hub.setStanding('a', 'recalled')).toBe(false);
      expect(await hub.setStanding('z', 'revoked')).toBe(false);
      expect(await hub.counts()).toMatchObject({ devices: { enrolled: 0, recalled: 0, revoked: 1 } });
      await hub.close();
    });

    it('아는 흐름의 다른 열쇠는 받지 않고 알린다', async () => {
      const keys = keyring();
      const hub = await openHub(await fresh());
      await enrol(hub, keys, 'a');
      const told = [
        { device: 'c', signKey: spkiOf(keys, 'c') },
        { device: 'b', signKey: spkiOf(keys, 'b') },
        { device: 'constructor', signKey: spkiOf(keys, 'b') },
        { device: 'd', signKey: new Uint8Array(44) },
      ];
      expect((await hub.introduce(told, 'a')).refused.toSorted()).toEqual(['constructor', 'd']);
      const other = { device: 'b', signKey: spkiOf(keyring(), 'b') };
      for (let time = 0; time < 2; time += 1) expect(await hub.introduce([other], 'a')).toEqual({ refused: ['b'] });
      expect(await hub.introduce(told.slice(0, 2), 'a')).toEqual({ refused: [] });
      expect(await hub.alarms()).toMatchObject([{ kind: 'key', device: 'b', by: 'a', times: 2 }]);
      expect((await hub.introductions()).map(({ device }) => device)).toEqual(['a', 'b', 'c']);
      await hub.close();
    });

    it('무엇이 파기되었는지, 누가 스스로 지웠는지 장부에 남는다', async () => {
      const { hub, laptops } = await centre(fresh, 'a', 'b');
      const [a] = laptops;
      save(a, [{ op: 'erase', subjects: ['p', 'q'] }]);
      await push(hub, a);
      await hub.report('b', { wiped: false }, now);
      expect((await hub.devices()).map(({ wipedAt }) => wipedAt)).toEqual([null, null]);
      await hub.report('b', { wiped: true }, now + 1);
      await hub.report('a', { wiped: true }, now + 2);
      await hub.report('a', { wiped: true }, now + 3);
      const order = { device: 'a', seq: 1 };
      expect(await hub.erasures()).toEqual([
        { subject: 'p', order, at: now },
        { subject: 'q', order, at: now },
      ]);
      expect((await hub.devices()).map(({ wipedAt }) => wipedAt)).toEqual([now + 2, now + 1]);
      await hub.close();
    });

    it('첨부의 조각은 제 해시로만 맡는다', async () => {
      const hub = await openHub(await fresh());
      const bytes = randomBytes(100_000);
      const empty = codeHashOf('');
      const own = hash('sha256', bytes);
      expect(await hub.putBlob(empty, bytes, 'p')).toBe('notItsContent');
      expect(await hub.putBlob(own.toUpperCase(), bytes, 'p')).toBe('notItsContent');
      expect(await hub.putBlob(own, new Uint8Array(BLOB_BYTES + 1), 'p')).toBe('tooLarge');
      expect(await hub.putBlob(own, bytes, '')).toBe('malformed');
      expect(await hub.putBlob(own, bytes, 'nul\0')).toBe('malformed');
      expect(await hub.keptBlobs([own, empty])).toEqual([]);
      for (let time = 0; time < 2; time += 1) expect(await hub.putBlob(own, bytes, 'p')).toBe('kept');
      expect(await hub.keptBlobs([own, empty])).toEqual([own]);
      expect(await hub.keptBlobs([])).toEqual([]);
      expect(await hub.blob(own)).toEqual(bytes);
      expect(await hub.blob(empty)).toBeUndefined();
      expect(await hub.counts()).toMatchObject({ blobs: 1 });
      await hub.close();
    });

    it('사람을 파기하면 그 첨부의 조각이 데이터베이스에서 사라지고, 나중에 와도 받지 않으며, 남의 것은 남는다', async () => {
      const { hub, place, laptops } = await centre(fresh, 'a');
      const [a] = laptops;
      const [first, second, shared, other] = [
        randomBytes(60_000),
        randomBytes(500),
        randomBytes(700),
        randomBytes(900),
      ];
      const put = (bytes: Uint8Array, subject: string) => hub.putBlob(hash('sha256', bytes), bytes, subject);
      for (const bytes of [first, second, shared]) await put(bytes, 'p');
      await put(shared, 'q');
      await put(other, 'q');
      expect(await stands(place, first.subarray(1000, 1400))).toBe(true);
      save(a, [{ op: 'erase', subjects: ['p'] }]);
      await push(hub, a);
      for (const bytes of [first, second, shared]) expect(await hub.blob(hash('sha256', bytes))).toBeUndefined();
      expect(await hub.blob(hash('sha256', other))).toEqual(other);
      expect(await hub.counts()).toMatchObject({ blobs: 1 });
      expect(await put(first, 'p')).toBe('erased');
      expect(await hub.counts()).toMatchObject({ blobs: 1 });
      // What was brought for two of them belongs to the other as much; it may come again for that one alone.
      expect(await put(shared, 'q')).toBe('kept');
      for (const bytes of [first, second]) expect(await stands(place, bytes.subarray(0, 400))).toBe(false);
      await hub.close();
    });

    it('파기와 조각 맡기기가 겹쳐도, 파기한 사람의 조각은 남지 않는다', async () => {
      const { hub, place, laptops } = await centre(fresh, 'a');
      const [a] = laptops;
      const second = await openHub(place);
      save(a, [{ op: 'erase', subjects: ['p'] }]);
      const blobs = Array.from({ length: 12 }, () => randomBytes(20_000));
      const puts = blobs.map((bytes, index) => (index % 2 ? hub : second).putBlob(hash('sha256', bytes), bytes, 'p'));
      await Promise.all([push(hub, a), ...puts]);
      expect(await hub.counts()).toMatchObject({ blobs: 0, erased: 1 });
      await Promise.all([hub.close(), second.close()]);
    });
  });
}
