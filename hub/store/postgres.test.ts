import { afterAll, expect, test } from 'vitest';
import { conformance } from './conformance.test-helper.ts';
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
          "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
        );
        const rows = [];
        for (const { relname } of tables) rows.push(...(await ask(url, `SELECT * FROM ${String(relname)}`)));
        return Buffer.concat(rows.flatMap((row) => Object.values(row).map(bytesOf)));
      },
      cut: async () =>
        void (await ask(
          url,
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
        )),
    };
  };

  conformance(fresh);
}

function bytesOf(value: unknown): Buffer {
  return value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(`${JSON.stringify(value)}\n`);
}
