// What `npm run bench -- --only sync` measures against: PouchDB → express-pouchdb → PouchDB, as their documentation says
// to use them. Started by test/perf/pouch.ts in a folder of its own; prints one line of JSON.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import PouchDB from 'pouchdb';

const [, , role = 'main', input = '{}'] = process.argv;

const words =
  '상담 결과 연락처 확인 이력서 제출 면접 희망 근무지 남동공단 용접 기능사 자격증 보유 통화 부재 다음주 재연락 구인업체 소개 야간 가능 교대 기숙사 필요 출퇴근 본인 가족 이직 경력 금형 주물 도금 열처리'.split(
    ' ',
  );
/** A note of 120 letters, the same as ours (test/perf/syncPeople.ts). */
function noteOf(index) {
  let [text, at] = ['', index + 1];
  while (text.length < 120) {
    at = (at * 48_271) % 2_147_483_647;
    text += `${words[at % words.length]} `;
  }
  return text.slice(0, 120);
}

/** A person of about 500 bytes, the same as ours (test/perf/syncPeople.ts). */
const person = (index) => ({
  _id: crypto.randomUUID(),
  name: `시험${index}`,
  birth: '1990-01-01',
  mobile: `010-0000-${String(index % 10_000).padStart(4, '0')}`,
  memo: noteOf(index),
  email: `p${index}@example.invalid`,
});

async function hub({ folder }) {
  const { default: express } = await import('express');
  const { default: expressPouch } = await import('express-pouchdb');
  const app = express();
  const Hub = PouchDB.defaults({ prefix: `${folder}/` });
  app.use(
    '/',
    expressPouch(Hub, { mode: 'minimumForPouchDB', logPath: path.join(folder, 'log.txt'), inMemoryConfig: true }),
  );
  const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
}

/** Counts what goes through in both directions. */
function counted(port) {
  const bytes = { total: 0 };
  const server = net.createServer((from) => {
    const to = net.connect(port, '127.0.0.1');
    from.on('data', (part) => (bytes.total += part.length));
    to.on('data', (part) => (bytes.total += part.length));
    from.pipe(to).pipe(from);
    from.on('error', () => to.destroy());
    to.on('error', () => from.destroy());
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ port: server.address().port, bytes, close: () => server.close() }));
  });
}

async function main({ sets, updates, batch }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-pouch-'));
  const child = fork(process.argv[1], ['hub', JSON.stringify({ folder })]);
  try {
    const { port } = await new Promise((resolve) => child.once('message', resolve));
    const wire = await counted(port);
    const url = `http://127.0.0.1:${wire.port}/centre`;
    const a = new PouchDB(path.join(folder, 'a'));
    const b = new PouchDB(path.join(folder, 'b'));
    const ids = [];
    for (let from = 0; from < sets; from += 1000) {
      const docs = Array.from({ length: Math.min(1000, sets - from) }, (_none, at) => person(from + at));
      for (const result of await a.bulkDocs(docs)) ids.push(result);
    }
    const options = batch ? { batch_size: batch, batches_limit: 10 } : {};
    const once = async () => {
      const start = performance.now();
      await a.replicate.to(url, options);
      const pushed = performance.now();
      await b.replicate.from(url, options);
      return { push: pushed - start, pull: performance.now() - pushed };
    };
    const all = await once();
    const { doc_count: held } = await b.info();
    if (held !== sets) throw new Error(`B holds ${held} of ${sets}`);
    const wireBytes = wire.bytes.total;
    const changed = ids.slice(0, updates).map(({ id, rev }, index) => ({ ...person(index), _id: id, _rev: rev }));
    for (let from = 0; from < changed.length; from += 1000) await a.bulkDocs(changed.slice(from, from + 1000));
    const update = await once();
    console.log(JSON.stringify({ all, update, wireBytes }));
    await Promise.all([a.close(), b.close()]);
    wire.close();
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit(0);
}

await (role === 'hub' ? hub : main)(JSON.parse(input));
