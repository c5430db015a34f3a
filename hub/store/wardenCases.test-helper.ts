/** Conformance: who may recall and revoke whom (ADR 0052). */
import { describe, expect, it } from 'vitest';
import { keyring } from '../../shared/sync/replica.test-helper.ts';
import { centre, codeHashOf, enrol, invited, newcomer, now, openHub } from './place.test-helper.ts';
import type { Place } from './place.test-helper.ts';

export function wardenCases(fresh: () => Promise<Place>): void {
  describe('노트북이 다른 노트북을 회수하거나 차단하려 할 때', () => {
    it('처음 등록한 노트북이 관리 노트북이고, 다른 노트북의 말은 듣지 않는다', async () => {
      const { hub } = await centre(fresh, 'a', 'b', 'c');
      expect((await hub.devices()).map(({ warden }) => warden)).toEqual([true, false, false]);
      for (const standing of ['recalled', 'revoked'] as const) {
        expect(await hub.judge('c', standing, 'b')).toBe('notAllowed');
        expect(await hub.judge('a', standing, 'b')).toBe('notAllowed');
        expect(await hub.judge('b', standing, 'b')).toBe('notAllowed');
        expect(await hub.judge('c', standing, 'stranger')).toBe('notAllowed');
      }
      expect(await hub.counts()).toMatchObject({ devices: { enrolled: 3, recalled: 0, revoked: 0 } });
      expect(await hub.judge('b', 'recalled', 'a')).toBe('set');
      expect(await hub.judge('b', 'revoked', 'a')).toBe('set');
      expect(await hub.judge('b', 'recalled', 'a')).toBe('notFound');
      expect(await hub.judge('nobody', 'revoked', 'a')).toBe('notFound');
      expect(await hub.device('b')).toMatchObject({ standing: 'revoked', judgedBy: 'a', judgedAt: now });
      await hub.close();
    });

    it('관리 노트북끼리는 서로도 자신도 막지 못하고, 허브에서만 막는다', async () => {
      const { hub } = await centre(fresh, 'a', 'b', 'c');
      expect(await hub.setWarden('b', true)).toBe(true);
      for (const [by, of] of [
        ['a', 'b'],
        ['b', 'a'],
        ['a', 'a'],
      ] as const)
        expect(await hub.judge(of, 'revoked', by)).toBe('notAllowed');
      expect(await hub.setStanding('a', 'revoked')).toBe(true);
      expect(await hub.device('a')).toMatchObject({ standing: 'revoked', judgedBy: null, judgedAt: now });
      expect(await hub.judge('c', 'revoked', 'a')).toBe('notAllowed');
      expect(await hub.judge('c', 'revoked', 'b')).toBe('set');
      await hub.close();
    });

    it('회수나 차단된 관리 노트북은 아무 말도 하지 못하고, 회수가 풀려도 권한은 돌아오지 않는다', async () => {
      const { hub } = await centre(fresh, 'a', 'b');
      await hub.setStanding('a', 'recalled');
      expect(await hub.judge('b', 'recalled', 'a')).toBe('notAllowed');
      expect(await hub.setWarden('a', true)).toBe(false);
      await hub.setStanding('a', 'enrolled');
      expect(await hub.judge('b', 'recalled', 'a')).toBe('notAllowed');
      expect(await hub.setWarden('a', true)).toBe(true);
      expect(await hub.judge('b', 'recalled', 'a')).toBe('set');
      await hub.close();
    });

    it('같은 말을 되풀이해도 되고, 처음 말한 노트북과 때가 남는다', async () => {
      const { hub } = await centre(fresh, 'a', 'b', 'c');
      await hub.setWarden('b', true);
      for (const by of ['b', 'a', 'b']) expect(await hub.judge('c', 'recalled', by)).toBe('set');
      await hub.setStanding('c', 'recalled');
      expect(await hub.device('c')).toMatchObject({ standing: 'recalled', judgedBy: 'b' });
      await hub.close();
    });

    it('초대할 때 정한 노트북이 관리 노트북이 되고, 다시 초대해도 된다', async () => {
      const { hub, keys } = await centre(fresh, 'a');
      const codeHash = codeHashOf('warden');
      await hub.invite({ codeHash, note: '', madeAt: now, expiresAt: now + 1000, warden: true });
      expect(await hub.redeem(codeHash, newcomer(keys, 'b'), now)).toMatchObject({ device: { warden: true } });
      const c = await enrol(hub, keys, 'c');
      expect(c.warden).toBe(false);
      expect(await hub.redeem(await invited(hub, 'plain'), c, now)).toMatchObject({ device: { warden: false } });
      const again = codeHashOf('again');
      await hub.invite({ codeHash: again, note: '', madeAt: now, expiresAt: now + 1000, warden: true });
      expect(await hub.redeem(again, c, now)).toMatchObject({ ok: true, device: { device: 'c', warden: true } });
      expect((await hub.invitations()).map(({ warden }) => warden).filter(Boolean)).toHaveLength(2);
      expect((await hub.devices()).map(({ warden }) => warden)).toEqual([true, true, true]);
      expect(await hub.setWarden('c', false)).toBe(true);
      expect(await hub.setWarden('nobody', true)).toBe(false);
      expect((await hub.device('c'))?.warden).toBe(false);
      await hub.close();
    });

    it('일부만 빌린 노트북이 먼저 등록했으면, 모두 빌린 첫 노트북이 관리 노트북이 된다', async () => {
      const keys = keyring();
      const hub = await openHub(await fresh());
      const scopes = ['base', 'pack:1'];
      const lent = async (device: string, code: string) =>
        await hub.redeem(code, { ...newcomer(keys, device), scopes }, now);
      expect(await lent('a', await invited(hub, 'a'))).toMatchObject({ device: { warden: false } });
      expect(await enrol(hub, keys, 'b')).toMatchObject({ warden: true });
      expect(await enrol(hub, keys, 'c')).toMatchObject({ warden: false });
      expect(await hub.judge('a', 'recalled', 'b')).toBe('set');
      // What the operator takes from the warden makes no other.
      await hub.setScopes('b', scopes);
      await hub.setScopes('c', scopes);
      expect(await enrol(hub, keys, 'd')).toMatchObject({ warden: false });
      await hub.close();
    });

    it('허브가 관리 노트북으로 초대한, 일부만 빌린 노트북이 있으면 다음 노트북은 저절로 되지 않는다', async () => {
      const keys = keyring();
      const hub = await openHub(await fresh());
      const codeHash = codeHashOf('lent');
      await hub.invite({ codeHash, note: '', madeAt: now, expiresAt: now + 1000, warden: true });
      const lent = { ...newcomer(keys, 'a'), scopes: ['base'] };
      expect(await hub.redeem(codeHash, lent, now)).toMatchObject({ device: { warden: true, scopes: ['base'] } });
      expect(await enrol(hub, keys, 'b')).toMatchObject({ warden: false });
      await hub.close();
    });

    it('모두 나간 허브에 다시 등록하는 노트북은 저절로 관리 노트북이 되지 않는다', async () => {
      const { hub, keys } = await centre(fresh, 'a');
      await hub.setStanding('a', 'revoked');
      expect(await enrol(hub, keys, 'b')).toMatchObject({ warden: false });
      await hub.close();
    });

    it('관리 노트북이 막히는 것과 말하는 것이 겹쳐도, 막힌 뒤에 한 말은 남지 않는다', async () => {
      const keys = keyring();
      const place = await fresh();
      const [one, two] = [await openHub(place), await openHub(place)];
      await enrol(one, keys, 'a');
      for (let round = 0; round < 8; round += 1) {
        const device = `b${round}`;
        await enrol(one, keys, device);
        await one.setStanding('a', 'enrolled');
        await one.setWarden('a', true);
        const [, judged] = await Promise.all([one.setStanding('a', 'recalled'), two.judge(device, 'recalled', 'a')]);
        expect(await one.judge(device, 'revoked', 'a')).toBe('notAllowed');
        expect((await one.device(device))?.standing).toBe(judged === 'set' ? 'recalled' : 'enrolled');
      }
      await Promise.all([one.close(), two.close()]);
    });

    it('권한이 없던 때의 허브에서는 쓰고 있는 것 가운데 가장 먼저 등록한 노트북만 받는다', async () => {
      const keys = keyring();
      const place = await fresh();
      const old = await openHub(place);
      for (const [index, device] of ['d', 'c', 'b', 'a'].entries())
        await old.redeem(await invited(old, device), newcomer(keys, device), now + index);
      await old.setStanding('d', 'recalled');
      await old.close();
      await place.alter(
        ['warden', 'judged_at', 'judged_by'].map((name) => `ALTER TABLE device DROP COLUMN ${name};`).join(' '),
      );
      await place.alter('ALTER TABLE invitation DROP COLUMN warden; DROP TABLE IF EXISTS digest; DROP TABLE rewritten');
      await place.becomeVersion(3);
      const hub = await openHub(place);
      expect((await hub.devices()).filter(({ warden }) => warden).map(({ device }) => device)).toEqual(['c']);
      expect(await hub.judge('a', 'revoked', 'c')).toBe('set');
      expect(await hub.device('d')).toMatchObject({ standing: 'recalled', judgedAt: null, judgedBy: null });
      await hub.close();
    });
  });
}
