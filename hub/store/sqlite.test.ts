import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { conformance } from './conformance.test-helper.ts';
import type { Place } from './place.test-helper.ts';
import { openSqlite } from './sqlite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hub-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function fresh(): Promise<Place> {
  const own = mkdtempSync(path.join(folder, 'place-'));
  const file = path.join(own, `${randomBytes(4).toString('hex')}.db`);
  return {
    connect: async () => openSqlite({ file }),
    dump: async () => Buffer.concat(readdirSync(own).map((name) => readFileSync(path.join(own, name)))),
    cut: undefined,
  };
}

conformance(fresh);
