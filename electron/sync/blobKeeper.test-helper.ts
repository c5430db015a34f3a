/**
 * A laptop that takes pages in, as a process of its own that can be killed: `node blobKeeper.test-helper.ts <orders.json>`.
 * It keeps every blob of the folder, one after the other, and says each name that is kept.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Place } from '../../test/fault/syncEnd.ts';
import { askOf, openAt } from '../../test/fault/syncEnd.ts';

const { file, key, blobs } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  file: string;
  key: string;
  blobs: string;
};
const bytes = Buffer.from(key, 'hex');
const at: Place = { file, lock: { cipher: 'sqlcipher', key: bytes, logKey: bytes } };
const engine = openAt(at);
const ask = askOf(engine, at.lock);
process.stdout.write('open\n');
for (const name of readdirSync(blobs).toSorted()) {
  const keeping = await ask('blob.keep', { name, bytes: readFileSync(path.join(blobs, name)) });
  process.stdout.write(`${name} ${keeping}\n`);
}
engine.close();
