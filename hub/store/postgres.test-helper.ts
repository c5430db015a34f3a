/** A PostgreSQL for tests: the one that TEST_DATABASE_URL names, or a private one of Debian's package in a temp folder. */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

export type TestServer = {
  /** An empty place with no tables of ours: a schema of its own, which is made sooner than a database. */
  readonly fresh: () => Promise<string>;
  /** Runs SQL as the server's owner, in one of its databases. */
  readonly ask: (url: string, sql: string) => Promise<readonly Record<string, unknown>[]>;
  readonly stop: () => Promise<void>;
};

/**
 * Gives a server, or says in one line why none can be had. With REQUIRE_POSTGRES=1 the tests fail on that line.
 * `flushes`: it writes to the disk before it answers, as one at work does; tests that measure nothing do without.
 */
export async function testServer({ flushes = false } = {}): Promise<TestServer | { readonly missing: string }> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined) return serverAt(given, async () => undefined);
  const initdb = globSync('/usr/lib/postgresql/*/bin/initdb').sort().at(-1);
  if (initdb === undefined) return { missing: 'PostgreSQL이 없어 그 위의 허브 저장소는 시험하지 않았습니다.' };
  const owner = ownerOf();
  if (owner === undefined) return { missing: 'root로는 PostgreSQL을 켤 수 없고 사용자 postgres가 없습니다.' };
  return startIn(path.dirname(initdb), owner, flushes);
}

/** The server refuses to run as root; Debian's package makes a user for it. */
function ownerOf(): { readonly uid?: number; readonly gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {};
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return undefined;
  }
}

const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));

async function startIn(
  bin: string,
  owner: { readonly uid?: number; readonly gid?: number },
  flushes: boolean,
): Promise<TestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hub-pg-'));
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = path.join(folder, 'data');
  const how = { ...owner, cwd: folder, env: { LC_ALL: 'C' }, stdio: 'ignore' } as const;
  execFileSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync'],
    how,
  );
  const port = await freePort();
  const hasty = flushes ? [] : ['fsync=off', 'full_page_writes=off'];
  const settings = [...hasty, 'listen_addresses=127.0.0.1', 'max_connections=60'];
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, '-k', folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    how,
  );
  const kill = (): void => void server.kill('SIGQUIT');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await answering(url, () => server.exitCode !== null);
  return serverAt(url, async () => {
    server.kill('SIGINT');
    await ended;
    process.removeListener('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  });
}

/** A port of the moment; `serverAt` fails loudly when somebody else was quicker. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function answering(url: string, hasEnded: () => boolean): Promise<void> {
  for (let left = 200; left > 0; left -= 1) {
    if (hasEnded()) throw new Error('PostgreSQL ended at its start');
    try {
      await asked(url, 'SELECT 1');
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error('PostgreSQL does not answer');
}

async function asked(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function serverAt(url: string, end: () => Promise<void>): Promise<TestServer> {
  const name = `ppuri_test_${randomBytes(6).toString('hex')}`;
  await asked(url, `CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  let made = 0;
  return {
    async fresh() {
      made += 1;
      await asked(own.href, `CREATE SCHEMA place_${made}`);
      const place = new URL(own);
      place.searchParams.set('options', `-c search_path=place_${made}`);
      return place.href;
    },
    ask: asked,
    async stop() {
      await asked(url, `DROP DATABASE ${name} WITH (FORCE)`);
      await end();
    },
  };
}
