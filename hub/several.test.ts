import { afterAll, expect, it, vi } from 'vitest';
import { decodePage, encodeRequest } from '../shared/sync/bytes.ts';
import { request } from '../shared/sync/exchange.ts';
import { person, save } from '../shared/sync/replica.test-helper.ts';
import { caller, enrolled, hubCommand, startHub, tempFolder } from './process.test-helper.ts';
import { testServer } from './store/postgres.test-helper.ts';
import { plainText } from '../shared/sync/plainText.ts';
import { pullAll, pushAll, type Caller } from './wire/peer.test-helper.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const server = await testServer();

const sorted = (at: Caller['at']): [string, unknown][] => [...at.table].toSorted(([x], [y]) => (x < y ? -1 : 1));

if ('missing' in server) {
  it('PostgreSQL 위의 여러 허브는 PostgreSQL이 있을 때 시험한다', () => {
    console.log(server.missing);
    expect(process.env['REQUIRE_POSTGRES'], server.missing).not.toBe('1');
  });
} else {
  afterAll(server.stop);

  it('PostgreSQL 위의 두 허브는 한 허브처럼 답하고, 하나가 죽어도 잃는 것이 없다', async () => {
    const settings = { HUB_DATA: tempFolder(), DATABASE_URL: await server.fresh() };
    const one = await startHub(settings);
    const two = await startHub(settings);
    expect(two.netKey).toBe(one.netKey);
    const a = await enrolled(one, settings, 'a');
    const b = await enrolled(two, settings, 'b');
    save(a.at, [person('p-1', { name: '김하나' })]);
    // What came in at the one is told at once by the other.
    const waiting = b.client.pull(encodeRequest(request(b.at.replica), plainText), { wait: 30_000 });
    await pushAll(a);
    const given = await waiting;
    expect(given.ok && decodePage(given.value, plainText)?.spans.map(({ device }) => device)).toEqual(['a']);
    // Both at once, and one of the hubs dies in the middle of it.
    for (let n = 0; n < 200; n++) {
      save(a.at, [person(`a-${n}`, { name: `구직자 ${n}` })]);
      save(b.at, [person(`b-${n}`, { name: `구직자 ${n}` })]);
    }
    const pushes = Promise.allSettled([pushAll(a), pushAll(b)]);
    one.child.kill('SIGKILL');
    await pushes;
    const moved = caller(two, 'a', { identity: a.identity, netKey: one.netKey, at: a.at });
    for (const each of [moved, b]) {
      expect((await pushAll(each)).ok).toBe(true);
      expect((await pullAll(each)).ok).toBe(true);
    }
    expect((await pullAll(moved)).ok).toBe(true);
    expect(a.at.table.size).toBe(401);
    expect(sorted(b.at)).toEqual(sorted(a.at));
    expect((await hubCommand(settings, 'check')).out).toContain('401건');
    expect((await hubCommand(settings, 'check')).out).not.toContain('rewrite');
    save(a.at, [{ op: 'erase', subjects: ['p-1'] }]);
    await pushAll(moved);
    expect((await hubCommand(settings, 'check')).out).toContain('1건을 파기했습니다');
    expect((await hubCommand(settings, 'rewrite')).out).toContain('표를 새로 썼습니다');
    expect((await hubCommand(settings, 'check')).out).not.toContain('rewrite');
    // What an operator does anywhere counts everywhere.
    expect(await hubCommand(settings, 'revoke', 'a')).toMatchObject({ code: 0 });
    expect(await moved.client.state()).toEqual({ ok: false, trouble: { kind: 'closed' } });
    two.child.kill('SIGTERM');
    expect((await two.ended).code).toBe(0);
  });
}
