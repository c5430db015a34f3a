import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it, test } from 'vitest';
import type { PushReceipt } from '../../shared/sync/peer.ts';
import { keyring, person, save } from '../../shared/sync/replica.test-helper.ts';
import { conformance } from './conformance.test-helper.ts';
import { HubBusy, type HubStore } from './hubStore.ts';
import { centre, enrolled, heldBy, nameOf, openHub, pageTo, push, putBlobs } from './place.test-helper.ts';
import type { Place } from './place.test-helper.ts';
import { testServer } from './postgres.test-helper.ts';
import { openPostgres } from './postgres.ts';

const server = await testServer();

if ('missing' in server) {
  test('PostgreSQL 위의 허브 저장소는 PostgreSQL이 있을 때 시험한다', () => {
    console.log(server.missing);
    expect(process.env['REQUIRE_POSTGRES'], server.missing).not.toBe('1');
  });
} else {
  const { fresh: freshDatabase, ask, stop } = server;
  afterAll(stop);

  const fresh = async (): Promise<Place> => {
    const url = await freshDatabase();
    return {
      connect: () => openPostgres({ url, connections: 4 }),
      async dump() {
        const tables = await ask(
          url,
          "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace",
        );
        const rows = [];
        for (const { relname } of tables) rows.push(...(await ask(url, `SELECT * FROM ${String(relname)}`)));
        return Buffer.concat(rows.flatMap((row) => Object.values(row).map(bytesOf)));
      },
      alter: async (sql) => void (await ask(url, sql)),
      becomeVersion: async (version) => void (await ask(url, `UPDATE hub_version SET version = ${version}`)),
      cut: async () =>
        void (await ask(
          url,
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
        )),
    };
  };

  conformance(fresh, (count) => `decode(repeat('00', ${count}), 'hex')`);

  describe('허브 저장소가 PostgreSQL일 때', () => {
    it('연결이 끊기면 나중에 오라고 답하거나 다시 잇고, 죽지 않는다', async () => {
      const keys = keyring();
      const place = await fresh();
      const hub = await openHub(place);
      const [a, b] = await enrolled(hub, keys, 'a', 'b');
      for (let round = 1; round <= 5; round += 1) {
        save(a, [person(`p${round}`, { name: '김철수' })]);
        const pushed = pageTo(hub, a).then((page) => hub.take(page, 'a'));
        const [ended] = await Promise.all([pushed.catch(busy), place.cut?.()]);
        expect([undefined, 'busy']).toContain(ended.ok ? undefined : ended.reason);
        for (let tries = 0; (await hub.vector().catch(none)).get('a') !== round; tries += 1) {
          expect(tries).toBeLessThan(20);
          await push(hub, a).catch(busy);
        }
      }
      await heldBy(hub, b);
      expect(b.table.size).toBe(5);
      expect(await hub.check()).toEqual({ changes: 5, fault: null });
      await hub.close();
    });

    it('여러 허브가 동시에 처음 열어도 표는 한 번 만들어진다', async () => {
      const place = await fresh();
      const hubs = await Promise.all(Array.from({ length: 6 }, () => openHub(place)));
      for (const hub of hubs) expect(await hub.counts()).toMatchObject({ streams: 0, sets: 0 });
      await Promise.all(hubs.map((hub) => hub.close()));
    });

    it('다른 허브가 받은 새것도 알리고, 연결이 끊겼다 이어지면 그 사이의 것도 알린다', async () => {
      const keys = keyring();
      const place = await fresh();
      const [one, two] = [await openHub(place), await openHub(place)];
      const [a] = await enrolled(one, keys, 'a');
      const news = waiter(two);
      await news.next();
      for (const id of ['p', 'q', 'r']) {
        save(a, [person(id, { name: '김철수' })]);
        const told = news.next();
        await push(one, a);
        await told;
      }
      const back = news.next();
      await place.cut?.();
      await back;
      save(a, [person('s', { name: '김철수' })]);
      const told = news.next();
      await push(one, a).catch(busy);
      await push(one, a);
      await told;
      expect(await two.vector()).toEqual(new Map([['a', 4]]));
      await Promise.all([one.close(), two.close()]);
    });

    it('파기한 암호문이 남았을 수 있다고 말하고, 새로 쓰면 데이터베이스의 파일에서 사라진다', async () => {
      const url = await freshDatabase();
      const place = { ...(await fresh()), connect: () => openPostgres({ url, connections: 4 }) };
      const { hub, laptops } = await centre(async () => place, 'a');
      const [a] = laptops;
      save(a, [person('p', { name: '김철수' }), person('q', { name: '이영희' })]);
      await push(hub, a);
      const [doomed, stays] = [randomBytes(50_000), randomBytes(50_000)];
      await putBlobs(hub, 'p', doomed);
      await putBlobs(hub, 'q', stays);
      expect(await hub.residue()).toBe(0);
      save(a, [{ op: 'erase', subjects: ['p'] }]);
      await push(hub, a);
      expect(await hub.residue()).toBe(1);
      await hub.rewrite();
      expect(await hub.residue()).toBe(0);
      // Pages that are only in the server's memory are none of a file yet.
      await ask(url, 'CHECKPOINT');
      const inFile = async (bytes: Buffer): Promise<boolean> => {
        const [row] = await ask(
          url,
          `SELECT position('\\x${bytes.toString('hex')}'::bytea in pg_read_binary_file(pg_relation_filepath(reltoastrelid))) > 0
             AS there FROM pg_class WHERE oid = 'blob'::regclass`,
        );
        return row?.['there'] === true;
      };
      expect([await inFile(doomed.subarray(0, 400)), await inFile(stays.subarray(0, 400))]).toEqual([false, true]);
      expect(await hub.blob(nameOf(stays))).toEqual(stays);
      expect(await hub.check()).toEqual({ changes: 2, fault: null });
      save(a, [{ op: 'erase', subjects: ['q', 'r'] }]);
      await push(hub, a);
      expect(await hub.residue()).toBe(2);
      await hub.close();
    });

    it('서버에 닿지 않으면 그렇다고 말한다', async () => {
      await expect(openPostgres({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow(HubBusy);
    });

    it('더 새 허브가 만든 표는 건드리지 않고 거절한다', async () => {
      const url = await freshDatabase();
      await (await openPostgres({ url })).close();
      await ask(url, 'UPDATE hub_version SET version = 99');
      await expect(openPostgres({ url })).rejects.toThrow('version 99');
    });
  });
}

/** Waits for the next time that a hub tells news. */
function waiter(hub: HubStore): { readonly next: () => Promise<void> } {
  let waiting: (() => void) | undefined;
  hub.onNews(() => waiting?.());
  return { next: () => new Promise((resolve) => (waiting = resolve)) };
}

const none = (): ReadonlyMap<string, number> => new Map();

function busy(error: unknown): PushReceipt {
  if (error instanceof HubBusy) return { ok: false, reason: 'busy', device: '' };
  throw error;
}

function bytesOf(value: unknown): Buffer {
  return value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(`${JSON.stringify(value)}\n`);
}
