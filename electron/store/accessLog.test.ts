import { randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { LogAct } from '../../shared/contract/define.ts';
import { logActs } from '../../shared/contract/define.ts';
import type { LogFault } from '../../shared/rules/logFaults.ts';
import { logFaultSentence } from '../../shared/rules/logFaults.ts';
import { testFolder, testNow } from '../deskTest.test-helper.ts';
import { anchorRestored, openLogAnchor } from '../window/logAnchor.ts';
import type { LogTail } from './accessLog.ts';
import type { StoreLock } from './connection.ts';
import { connect } from './connection.ts';
import { walkLog } from './logVerdict.ts';
import { openEngine } from './open.ts';

const newLock = (): StoreLock => ({ cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) });
const rest = (): Promise<void> => Promise.resolve();
const acts = Object.keys(logActs) as LogAct[];

interface Case {
  readonly file: string;
  readonly anchorFile: string;
  readonly lock: StoreLock;
}

function anchorOf({ anchorFile, lock }: Case) {
  const trouble = (cause: string): never => {
    throw new Error(cause);
  };
  return openLogAnchor({ file: anchorFile, key: lock.logKey, now: () => testNow, trouble });
}

/** A session of the program: opened, lines written, each anchored as main does; closed properly, or killed. */
async function session(about: Case, lines: number, end: 'closed' | 'killed' | 'killedBeforeAnchor' = 'closed') {
  const engine = openEngine(about.file, about.lock, 'readwrite');
  const anchor = anchorOf(about);
  const found = engine.accessLog.meetAnchor(await anchor.read(), testNow);
  const told: LogTail[] = [];
  for (let n = 0; n < lines; n += 1) {
    const act = acts[n % acts.length] ?? 'view';
    engine.log(1 + (n % 3), testNow + n, {
      act,
      recordType: n % 2 ? 'person' : 'company',
      ids: [n, n + 1],
      purpose: '점검',
    });
    if (end === 'killedBeforeAnchor' && n === lines - 1) break;
    anchor.note(engine.accessLog.tail());
    told.push(engine.accessLog.tail());
    await anchor.settled();
    engine.accessLog.noteAnchored(anchor.anchored);
  }
  if (end === 'closed') engine.accessLog.keepAnchored();
  engine.close();
  return { found, told };
}

/** What the screen would say. */
async function verdict(about: Case): Promise<readonly LogFault[]> {
  const engine = openEngine(about.file, about.lock, 'readonly');
  try {
    return (await walkLog(engine, await anchorOf(about).read(), rest)).faults;
  } finally {
    engine.close();
  }
}

async function aLog(lines = 7, end: Parameters<typeof session>[2] = 'closed'): Promise<Case> {
  const folder = testFolder();
  const about = {
    file: path.join(folder, 'store.db'),
    anchorFile: path.join(folder, 'log-anchor.json'),
    lock: newLock(),
  };
  await session(about, lines, end);
  return about;
}

function tamper(about: Case, ...sql: string[]): void {
  const db = connect(about.file, about.lock, 'readwrite');
  for (const one of sql) db.exec(one);
  db.close();
}

const kindsOf = (faults: readonly LogFault[]): string[] => faults.map(({ kind }) => kind);

test('손대지 않은 기록은 온전하다', async () => {
  const about = await aLog();
  expect(await verdict(about)).toEqual([]);
  expect((await session(about, 3)).found).toEqual([]);
  expect(await verdict(about)).toEqual([]);
});

test.each(['killed', 'killedBeforeAnchor'] as const)(
  '저장과 기준점 사이에 꺼져도(%s) 위조로 알리지 않는다',
  async (end) => {
    const about = await aLog(5, end);
    expect(await verdict(about)).toEqual([]);
    expect((await session(about, 1, end)).found).toEqual([]);
    expect((await session(about, 2)).found).toEqual([]);
    expect(await verdict(about)).toEqual([]);
  },
);

test('처음 한 줄을 쓰고 기준점이 생기기 전에 꺼져도 위조로 알리지 않는다', async () => {
  const about = await aLog(1, 'killedBeforeAnchor');
  expect(await verdict(about)).toEqual([]);
});

const changes: readonly [string, string][] = [
  ['시각', 'at = at + 1'],
  ['사람', 'user_id = user_id + 1'],
  ['한 일', "act = 'view' || act"],
  ['기록 종류', "record_type = record_type || 's'"],
  ['대상', "ids = '[999]'"],
  ['건수', 'count = count + 1'],
  ['목적', 'purpose = NULL'],
  ['붙은 사실', `detail = '{"x":1}'`],
  ['서명', 'mac = zeroblob(32)'],
];

test.each(changes)('어느 줄이든 %s 하나를 고치면 그 줄을 가리킨다', async (_name, change) => {
  const about = await aLog();
  const whole = readFileSync(about.file);
  for (let seq = 1; seq <= 7; seq += 1) {
    writeFileSync(about.file, whole);
    tamper(about, `UPDATE access_log SET ${change} WHERE seq = ${seq}`);
    const faults = await verdict(about);
    expect(faults[0], `${seq}`).toEqual({ kind: 'changed', from: seq, to: seq });
    expect(logFaultSentence(faults[0] ?? { kind: 'subjects', from: 0, to: 0 })).toContain(`접속기록 ${seq}번 줄`);
  }
});

test('어느 줄이든 지우면 그 번호가 없다고 한다', async () => {
  const about = await aLog();
  const whole = readFileSync(about.file);
  for (let seq = 1; seq <= 7; seq += 1) {
    writeFileSync(about.file, whole);
    tamper(about, `DELETE FROM access_log WHERE seq = ${seq}`);
    expect((await verdict(about))[0], `${seq}`).toEqual({
      kind: seq === 7 ? 'tailMissing' : 'missing',
      from: seq,
      to: seq,
    });
  }
});

test('서명을 지우면 서명이 없다고 하고, 다시 열어도 새로 서명해 주지 않는다', async () => {
  for (const where of ['seq = 1', 'seq = 4', 'seq = 7', 'true']) {
    const about = await aLog();
    tamper(about, `UPDATE access_log SET mac = NULL WHERE ${where}`);
    expect(kindsOf(await verdict(about))).toContain('unsigned');
    await session(about, 0);
    expect(kindsOf(await verdict(about))).toContain('unsigned');
  }
});

test('이웃한 두 줄이나 처음과 끝 줄을 맞바꾸면 앞의 줄을 가리킨다', async () => {
  const about = await aLog();
  const whole = readFileSync(about.file);
  for (const [a, b] of [
    [1, 2],
    [3, 4],
    [6, 7],
    [1, 7],
  ] as const) {
    writeFileSync(about.file, whole);
    tamper(
      about,
      `UPDATE access_log SET seq = -1 WHERE seq = ${a}`,
      `UPDATE access_log SET seq = ${a} WHERE seq = ${b}`,
      `UPDATE access_log SET seq = ${b} WHERE seq = -1`,
    );
    expect((await verdict(about))[0]).toMatchObject({ kind: 'changed', from: a });
  }
});

test('한 줄을 끼워 넣으면 앞이든 가운데든 끝이든 알아챈다', async () => {
  const about = await aLog();
  const whole = readFileSync(about.file);
  const copy = (seq: number): string =>
    `INSERT INTO access_log (seq, at, user_id, act, record_type, ids, count, mac)
     SELECT ${seq}, at, user_id, act, record_type, ids, count, mac FROM access_log WHERE seq = 5`;
  tamper(about, copy(0));
  expect((await verdict(about))[0]).toEqual({ kind: 'inserted', from: 0, to: 0 });
  writeFileSync(about.file, whole);
  tamper(about, copy(8));
  expect((await verdict(about))[0]).toEqual({ kind: 'changed', from: 8, to: 8 });
  writeFileSync(about.file, whole);
  tamper(
    about,
    'UPDATE access_log SET seq = -seq WHERE seq > 3',
    'UPDATE access_log SET seq = 1 - seq WHERE seq < 0',
    copy(4),
  );
  expect((await verdict(about))[0]).toMatchObject({ kind: 'changed', from: 4 });
});

test('마지막 줄들을 잘라 내면, SQLite가 센 번호까지 고쳐도 알아채고, 다시 열어 써도 남는다', async () => {
  for (let kept = 0; kept < 7; kept += 1) {
    const about = await aLog();
    tamper(
      about,
      `DELETE FROM access_log WHERE seq > ${kept}`,
      `DELETE FROM log_subject WHERE seq > ${kept}`,
      `UPDATE sqlite_sequence SET seq = ${kept} WHERE name = 'access_log'`,
    );
    const gone: LogFault = { kind: 'tailMissing', from: kept + 1, to: 7 };
    expect(await verdict(about)).toEqual([gone]);
    expect((await session(about, 2)).found).toEqual([gone]);
    expect(await verdict(about)).toEqual([{ kind: 'missing', from: kept + 1, to: 7 }]);
  }
});

test('자료 파일을 예전 것으로 바꾸면 뒤의 줄이 없다고 한다', async () => {
  const about = await aLog();
  const older = `${about.file}.older`;
  copyFileSync(about.file, older);
  await session(about, 3);
  copyFileSync(older, about.file);
  expect(await verdict(about)).toEqual([{ kind: 'tailMissing', from: 8, to: 10 }]);
});

test('기준점 파일을 예전 것으로 바꾸거나 지우거나 고치면 알아챈다', async () => {
  const about = await aLog();
  const older = readFileSync(about.anchorFile);
  await session(about, 3);
  const newer = readFileSync(about.anchorFile, 'latin1');
  writeFileSync(about.anchorFile, older);
  expect(await verdict(about)).toEqual([{ kind: 'anchorOld', from: 8, to: 10 }]);
  expect((await session(about, 0)).found).toEqual([{ kind: 'anchorOld', from: 8, to: 10 }]);

  const other = await aLog();
  rmSync(other.anchorFile);
  expect(await verdict(other)).toEqual([{ kind: 'anchorMissing', from: 7, to: 7 }]);
  writeFileSync(other.anchorFile, newer.replaceAll('"seq":10', '"seq":11'), 'latin1');
  expect(kindsOf(await verdict(other))).toEqual(['anchorDamaged']);
  writeFileSync(other.anchorFile, '');
  expect(kindsOf(await verdict(other))).toEqual(['anchorDamaged']);
});

test('기준점을 쓰다가 전기가 나가 한 칸이 찢어져도 다른 칸이 남아 위조로 알리지 않는다', async () => {
  const about = await aLog(4, 'killed');
  const whole = readFileSync(about.anchorFile, 'latin1');
  // The slot that is written next; the other one holds the last line.
  const next = whole.indexOf('"seq":4') < 512 ? 512 : 0;
  for (const cut of [0, 1, 100, 300, 511]) {
    writeFileSync(
      about.anchorFile,
      `${whole.slice(0, next + cut)}${'\0'.repeat(512 - cut)}${whole.slice(next + 512)}`,
      'latin1',
    );
    expect(await verdict(about)).toEqual([]);
  }
});

test('사람별 색인에서 줄을 빼거나 더하면 알아챈다', async () => {
  const about = await aLog();
  const whole = readFileSync(about.file);
  tamper(about, 'DELETE FROM log_subject WHERE seq = 2');
  expect(kindsOf(await verdict(about))).toEqual(['subjects']);
  writeFileSync(about.file, whole);
  tamper(about, 'INSERT INTO log_subject VALUES (5, 3)');
  expect(kindsOf(await verdict(about))).toEqual(['subjects']);
});

test('시작점이나 기준 정보를 고치면 알아챈다', async () => {
  const about = await aLog();
  const whole = readFileSync(about.file);
  for (const change of [
    "DELETE FROM meta WHERE key = 'log.base'",
    "UPDATE meta SET value = replace(value, '0', '1') WHERE key = 'log.base'",
    "UPDATE meta SET value = 'x' WHERE key = 'log.anchored'",
  ]) {
    writeFileSync(about.file, whole);
    tamper(about, change);
    expect(kindsOf(await verdict(about)), change).toEqual(['baseDamaged']);
  }
});

test('사슬이 생기기 전의 줄은 처음 열 때 서명을 받고, 그 뒤에 고치면 알아챈다', async () => {
  const about = await aLog();
  rmSync(about.anchorFile);
  tamper(
    about,
    'UPDATE access_log SET mac = NULL',
    "DELETE FROM meta WHERE key LIKE 'log.%'",
    'DELETE FROM log_subject',
  );
  expect((await session(about, 1)).found).toEqual([]);
  expect(await verdict(about)).toEqual([]);
  tamper(about, "UPDATE access_log SET purpose = '다른 목적' WHERE seq = 2");
  expect(await verdict(about)).toEqual([{ kind: 'changed', from: 2, to: 2 }]);
});

test('보존기간이 지난 줄은 앞에서부터만 지워지고, 사슬은 거기서 새로 시작하며, 지웠다는 줄이 남는다', async () => {
  const about = await aLog();
  const engine = openEngine(about.file, about.lock, 'readwrite');
  onTestFinished(() => engine.close());
  const removed = engine.db.transaction(() => engine.accessLog.purge(1, testNow + 100, testNow + 4)).immediate();
  expect(removed).toBe(4);
  expect(engine.sql('SELECT min(seq) FROM access_log').pluck().get()).toBe(5);
  const last = engine.sql('SELECT act, count, detail FROM access_log ORDER BY seq DESC LIMIT 1').get();
  expect(last).toEqual({ act: 'purge', count: 4, detail: '{"from":1,"to":4}' });
  expect((await walkLog(engine, await anchorOf(about).read(), rest)).faults).toEqual([]);
  // What was purged cannot be taken further by hand.
  engine.db.exec('DELETE FROM access_log WHERE seq = 5');
  expect((await walkLog(engine, await anchorOf(about).read(), rest)).faults[0]).toEqual({
    kind: 'missing',
    from: 5,
    to: 5,
  });
});

test('어떤 기록이든 온전하면 온전하다고 하고, 한 줄의 한 곳만 달라도 그 줄을 가리킨다', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const entry = fc.record({
    act: fc.constantFrom(...acts),
    recordType: fc.constantFrom('person', 'consultation', 'company'),
    ids: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
    count: fc.option(fc.nat(), { nil: undefined }),
    purpose: fc.option(text, { nil: undefined }),
    detail: fc.option(fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null))), {
      nil: undefined,
    }),
  });
  const folder = testFolder();
  const lock = newLock();
  let n = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { minLength: 1, maxLength: 12 }),
      fc.nat(),
      fc.nat(),
      async (entries, which, column) => {
        const engine = openEngine(path.join(folder, `${(n += 1)}.db`), lock, 'readwrite');
        try {
          for (const { act, recordType, ids, ...more } of entries) {
            const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
            engine.log(ids.length, testNow - ids.length, { act, recordType, ids, ...given });
          }
          const walk = await walkLog(engine, { state: 'good', tail: engine.accessLog.tail() }, rest);
          expect(walk).toEqual({ lines: entries.length, first: 1, last: entries.length, faults: [], wrong: 0 });
          const seq = 1 + (which % entries.length);
          const change = changes[column % changes.length]?.[1] ?? '';
          const before = engine.sql('SELECT * FROM access_log WHERE seq = ?').get(seq);
          engine.db.exec(`UPDATE access_log SET ${change} WHERE seq = ${seq}`);
          const same =
            JSON.stringify(engine.sql('SELECT * FROM access_log WHERE seq = ?').get(seq)) === JSON.stringify(before);
          const { faults } = await walkLog(engine, { state: 'good', tail: engine.accessLog.tail() }, rest);
          expect(faults[0]?.from).toBe(same ? undefined : seq);
        } finally {
          engine.close();
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('백업에서 복원하면 사라진 번호를 적은 줄이 남고 위조로 알리지 않으며, 그 줄 없이 번호가 비면 알린다', async () => {
  const about = await aLog();
  const backup = `${about.file}.backup`;
  copyFileSync(about.file, backup);
  await session(about, 3);
  copyFileSync(backup, about.file);
  expect(await verdict(about)).toEqual([{ kind: 'tailMissing', from: 8, to: 10 }]);
  await anchorRestored(about.anchorFile, about.lock.logKey, { by: 1, backup: '2026-11-22', at: testNow });
  expect((await session(about, 2)).found).toEqual([]);
  expect(await verdict(about)).toEqual([]);
  const engine = openEngine(about.file, about.lock, 'readonly');
  const line = engine.sql("SELECT seq, user_id, detail FROM access_log WHERE act = 'restore' AND seq > 10").get();
  engine.close();
  expect(line).toEqual({ seq: 11, user_id: 1, detail: '{"backup":"2026-11-22","lostFrom":8,"lostTo":10}' });
  tamper(about, 'UPDATE access_log SET count = 1 WHERE seq = 11');
  expect((await verdict(about))[0]).toEqual({ kind: 'missing', from: 8, to: 10 });
});

test('이 노트북의 서명 열쇠 없이 만든 복원 표시는 기준점이 상한 것으로 알린다', async () => {
  const about = await aLog();
  await anchorRestored(about.anchorFile, randomBytes(32), { by: 1, backup: '2026-11-22', at: testNow });
  expect(kindsOf(await verdict(about))).toEqual(['anchorDamaged']);
});
