import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { conformance } from './conformance.test-helper.ts';
import { person, save } from '../../shared/sync/replica.test-helper.ts';
import { centre, heldBy, now, openHub, push } from './place.test-helper.ts';
import type { Place } from './place.test-helper.ts';
import { HubBusy } from './hubStore.ts';
import { openSqlite, openSqliteStore } from './sqlite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hub-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function fresh(patience?: number): Promise<Place & { readonly file: string }> {
  const own = mkdtempSync(path.join(folder, 'place-'));
  const file = path.join(own, 'hub.db');
  const alter = async (sql: string): Promise<void> => {
    const db = new Database(file);
    db.exec(sql);
    db.close();
  };
  return {
    file,
    connect: async () => openSqlite({ file, ...(patience === undefined ? {} : { patience }) }),
    dump: async () => Buffer.concat(readdirSync(own).map((name) => readFileSync(path.join(own, name)))),
    alter,
    becomeVersion: (version) => alter(`PRAGMA user_version = ${version}`),
    cut: undefined,
  };
}

conformance(
  () => fresh(),
  (count) => `zeroblob(${count})`,
);

describe('허브 저장소가 파일 하나일 때', () => {
  const fileOf = (): string => path.join(mkdtempSync(path.join(folder, 'file-')), 'hub.db');
  const clock = (): number => now;

  it('닫고 다시 열어도 그대로 있다', async () => {
    const place = await fresh();
    const { hub, laptops } = await centre(async () => place, 'a', 'b');
    const [a, b] = laptops;
    save(a, [person('p', { name: '김철수' })]);
    await push(hub, a);
    await hub.close();
    const again = await openHub(place);
    expect(await again.vector()).toEqual(new Map([['a', 1]]));
    await heldBy(again, b);
    expect([...b.table]).toEqual([...a.table]);
    await again.close();
  });

  it('열쇠를 주면 파일을 암호화하고, 열쇠 없이는 열리지 않는다', async () => {
    const file = fileOf();
    const key = randomBytes(32);
    const hub = await openSqliteStore({ file, key, clock });
    await hub.invite({ codeHash: 'f00d', note: '2층 상담 창구', madeAt: now, expiresAt: now });
    await hub.close();
    expect(readFileSync(file).includes(Buffer.from('2층 상담 창구'))).toBe(false);
    for (const wrong of [{}, { key: randomBytes(32) }])
      await expect(openSqliteStore({ file, clock, ...wrong })).rejects.toThrow('file is not a database');
    const again = await openSqliteStore({ file, key, clock });
    expect(await again.invitations()).toHaveLength(1);
    await again.close();
  });

  it('더 새 허브가 만든 파일은 건드리지 않고 거절한다', async () => {
    const file = fileOf();
    await (await openSqliteStore({ file, clock })).close();
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(file);
    await expect(openSqliteStore({ file, clock })).rejects.toThrow('version 99');
    expect(readFileSync(file)).toEqual(before);
  });

  it('파기한 것은 바로 덮어쓰므로 남은 것이 없고, 새로 쓸 것도 없다', async () => {
    const { hub, laptops } = await centre(() => fresh(), 'a');
    const [a] = laptops;
    save(a, [{ op: 'erase', subjects: ['p'] }]);
    await push(hub, a);
    expect(await hub.residue()).toBe(0);
    await hub.rewrite();
    expect(await hub.residue()).toBe(0);
    await hub.close();
  });

  it('다른 프로세스가 파일을 붙들고 있으면 나중에 오라고 답한다', async () => {
    const { file, ...place } = await fresh(20);
    const { hub, laptops } = await centre(async () => place, 'a');
    const [a] = laptops;
    save(a, [person('p', { name: '김철수' })]);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    expect(await push(hub, a)).toEqual({ ok: false, reason: 'busy', device: 'a' });
    await expect(hub.setStanding('a', 'recalled')).rejects.toThrow(HubBusy);
    other.exec('ROLLBACK');
    other.close();
    expect(await push(hub, a)).toMatchObject({ ok: true, sets: 1 });
    await hub.close();
  });
});
