import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { readFileSync } from 'node:fs';
import { readXlsx } from 'hucre';
import { expect, onTestFinished, test } from 'vitest';
import type { LogFilter, LogReview, LogVerdict } from '../../shared/contract/accessLog.ts';
import { linesOf } from '../../shared/contract/define.ts';
import { accessLogCalls } from '../../shared/contract/accessLog.ts';
import { contract } from '../../shared/contract/index.ts';
import type { Output } from '../../shared/contract/index.ts';
import type { Actor } from '../../shared/model/role.ts';
import { personForm, testFolder, testNow } from '../deskTest.test-helper.ts';
import { makeJobs } from '../jobs/index.ts';
import { readSheets } from '../paper/sheet.ts';
import type { Engine } from '../store/store.ts';
import { openEngine } from '../store/open.ts';
import { listLog, logMonths, logOfPerson } from './accessLog.ts';
import { createPerson } from './person.ts';
import { addStaff } from './staff.ts';

const day = 24 * 3_600_000;
const all: LogFilter = { from: null, to: null, userId: null, act: null, person: null, lines: null };
const firstPage = { sort: 'seq', direction: 'desc', offset: 0, limit: 100 } as const;

interface Office {
  readonly engine: Engine;
  readonly admin: Actor;
  readonly counsellor: Actor;
  readonly people: readonly number[];
  readonly list: (filter?: Partial<LogFilter>) => Output<'log.list'>;
  readonly run: <T>(name: string, input: unknown, now?: number) => Promise<T>;
}

/** A centre with a 관리자, a 상담사 and three people, and nothing in its log but what a test writes. */
function office(): Office {
  const lock = { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) } as const;
  const engine = openEngine(path.join(testFolder(), 'store.db'), lock, 'readwrite');
  onTestFinished(() => engine.close());
  const maker: Actor = { userId: 0, name: '설치', role: 'admin' };
  const made = engine.transact(maker, testNow, (store) => {
    const admin = addStaff(store, maker, { loginId: 'admin', name: '박관리', role: 'admin' });
    const counsellor = addStaff(store, maker, { loginId: 'sangdam', name: '이상담', role: 'counsellor' });
    const people = ['홍길동', '김철수', '이영희'].map(
      (name) => createPerson(store, counsellor, personForm({ name })).id,
    );
    return { admin, counsellor, people };
  }).value;
  const jobs = makeJobs(engine, lock, () => undefined);
  return {
    ...made,
    engine,
    list: (filter = {}) => listLog(engine.readable(testNow), made.admin, { ...all, ...filter, ...firstPage }),
    run: async <T>(name: string, input: unknown, now = testNow) =>
      (await jobs({ ask: 'job', name, input, actor: made.admin, now })).value as T,
  };
}

test('기록 목록은 새 줄부터 나오고 기간·직원·한 일·사람·줄 번호로 거른다', () => {
  const { engine, admin, counsellor, people, list } = office();
  const [first = 0, second = 0] = people;
  engine.log(admin.userId, testNow - 40 * day, { act: 'login', recordType: 'staff', ids: [admin.userId] });
  engine.log(counsellor.userId, testNow, { act: 'view', recordType: 'person', ids: [first] });
  engine.log(counsellor.userId, testNow, { act: 'view', recordType: 'consultation', ids: [...people] });
  engine.log(admin.userId, testNow, { act: 'export', recordType: 'person', ids: [], count: 5, purpose: '시 제출' });
  const seqs = (filter?: Partial<LogFilter>): number[] => list(filter).rows.map(({ id }) => id);
  expect(seqs()).toEqual([4, 3, 2, 1]);
  expect(seqs({ from: '2026-11-22', to: '2026-11-22' })).toEqual([4, 3, 2]);
  expect(seqs({ to: '2026-11-21' })).toEqual([1]);
  expect(seqs({ userId: counsellor.userId })).toEqual([3, 2]);
  expect(seqs({ act: 'export' })).toEqual([4]);
  expect(seqs({ userId: admin.userId, act: 'export', from: '2026-11-01' })).toEqual([4]);
  const number = (id: number): string => String(engine.sql('SELECT number FROM person WHERE id = ?').pluck().get(id));
  expect(seqs({ person: number(first) })).toEqual([3, 2]);
  expect(seqs({ person: number(second), act: 'view' })).toEqual([3]);
  expect(seqs({ person: '26-99-9999' })).toEqual([]);
  expect(seqs({ lines: [1, 3, 99] })).toEqual([3, 1]);
  expect(list().rows[0]).toMatchObject({
    user: '박관리',
    act: '내보내기',
    what: '구직자',
    count: 5,
    purpose: '시 제출',
  });
  expect(list({ lines: [3] }).rows[0]).toMatchObject({
    peopleCount: 3,
    people: people.map((id) => ({ id, number: number(id) })),
  });
  expect(JSON.stringify(list().rows)).not.toContain('홍길동');
});

test('접속기록을 연 것은 한 줄로 남고, 그 줄이 늘어도 연 화면의 쪽은 겹치지 않는다', () => {
  const { engine, admin } = office();
  for (let n = 0; n < 5; n += 1) engine.log(admin.userId, testNow, { act: 'view', recordType: 'staff', ids: [n] });
  const { logs } = accessLogCalls['log.list'];
  const read = (offset: number, over: { upTo?: number } & Partial<LogFilter>) => {
    const input = { ...all, ...firstPage, offset, limit: 3, ...over };
    const found = listLog(engine.readable(testNow), admin, input);
    const [line] = linesOf(logs === 'nothing' ? null : logs(input, found));
    if (line) engine.log(admin.userId, testNow, line);
    return { seqs: found.rows.map(({ id }) => id), total: found.total, last: found.last, line: line ?? null };
  };
  const { last, ...first } = read(0, {});
  expect(first).toMatchObject({ seqs: [5, 4, 3], total: 5, line: { act: 'view', recordType: 'log', count: 3 } });
  for (const over of [{}, { act: 'view' }, { userId: admin.userId }, { from: '2026-11-01' }] as const) {
    expect(read(3, { ...over, upTo: last })).toEqual({ seqs: [2, 1], total: 5, last, line: null });
    expect(read(0, { ...over, upTo: last })).toMatchObject({ seqs: [5, 4, 3], total: 5, line: null });
  }
  // Who opens it anew sees that it was looked at.
  expect(read(0, {})).toMatchObject({ seqs: [6, 5, 4], total: 6 });
});

test('월 점검을 열어 본 것도 한 줄로 남는다', async () => {
  const { engine, admin, run } = office();
  engine.log(admin.userId, testNow, { act: 'view', recordType: 'staff', ids: [1] });
  const { logs } = accessLogCalls['log.review'];
  const review = await run<LogReview>('log.review', { month: '2026-11' });
  expect(logs === 'nothing' ? null : logs({ month: '2026-11' }, review)).toMatchObject({
    act: 'view',
    recordType: 'log',
    count: 1,
    detail: { month: '2026-11' },
  });
});

test('한 사람의 접속기록은 그 사람의 줄만 주고, 그것을 본 것도 기록에 남는다', () => {
  const { engine, admin, counsellor, people } = office();
  const [first = 0, second = 0] = people;
  engine.log(counsellor.userId, testNow, { act: 'view', recordType: 'person', ids: [first] });
  engine.log(counsellor.userId, testNow, { act: 'view', recordType: 'person', ids: [second] });
  engine.log(counsellor.userId, testNow, { act: 'view', recordType: 'company', ids: [first] });
  const found = logOfPerson(engine.readable(testNow), admin, { personId: first, offset: 0, limit: 10 });
  expect(found.rows.map(({ id }) => id)).toEqual([1]);
  const { logs } = accessLogCalls['log.ofPerson'];
  const line = logs === 'nothing' ? null : logs({ personId: first, offset: 0, limit: 10 }, found);
  expect(line).toMatchObject({ act: 'view', recordType: 'person', ids: [first] });
});

test('접속기록을 보는 것은 관리자뿐이다', () => {
  const calls = Object.entries(contract).filter(([name]) => name.startsWith('log.'));
  expect(calls.length).toBeGreaterThan(6);
  for (const [name, { roles }] of calls) expect(roles, name).toEqual(['admin']);
});

test('월 점검은 직원과 한 일마다 세고, 살펴볼 것마다 그 줄을 가리킨다', async () => {
  const { engine, admin, counsellor, people, run } = office();
  const [first = 0] = people;
  const night = Date.UTC(2026, 9, 5, 15);
  engine.log(counsellor.userId, night, { act: 'view', recordType: 'person', ids: [first] });
  engine.log(counsellor.userId, night + 9 * 3_600_000, { act: 'export', recordType: 'person', ids: [], count: 1001 });
  const review = await run<LogReview>('log.review', { month: '2026-10' });
  expect(contract['log.review'].output.parse(review)).toEqual(review);
  expect(review).toMatchObject({
    lines: 2,
    counts: [
      { user: '이상담', act: '내보내기', lines: 1, records: 1001 },
      { user: '이상담', act: '조회', lines: 1, records: 1 },
    ],
    anomalies: [
      { kind: 'massExports', user: '이상담', day: '2026-10-06', count: 1001, lines: [2] },
      { kind: 'night', user: '이상담', day: '2026-10-06', count: 1, lines: [1] },
    ],
    signed: null,
    toPurge: 0,
  });
  expect(logMonths(engine.readable(testNow), admin, {})).toEqual({ months: [{ month: '2026-10', signed: false }] });
});

test('점검을 마치면 남고, 그때의 이상은 그 뒤로 아는 것이 되며, 새 이상은 다시 알린다', async () => {
  const { engine, admin, counsellor, run } = office();
  for (let n = 0; n < 5; n += 1) {
    engine.log(counsellor.userId, Date.UTC(2026, 9, 5) + n, {
      act: 'login',
      recordType: 'staff',
      ids: [counsellor.userId],
    });
  }
  engine.db.exec('DELETE FROM access_log WHERE seq = 3');
  const verdict = await run<LogVerdict>('log.verify', null);
  expect(verdict).toMatchObject({
    whole: false,
    wrong: 1,
    faults: [{ kind: 'missing', from: 3, to: 3, known: false }],
  });
  const note = '장비 수리 중 지워진 것으로 확인함';
  expect(await run('log.signReview', { month: '2026-10', note, anomalies: 0, verdict })).toEqual({ purged: 0 });
  expect(await run('log.verify', null)).toMatchObject({ whole: true, wrong: 1, faults: [{ known: true }] });
  expect(await run('log.review', { month: '2026-10' })).toMatchObject({ signed: { by: '박관리', note, wrong: 1 } });
  expect(logMonths(engine.readable(testNow), admin, {}).months.find(({ signed }) => signed)?.month).toBe('2026-10');
  engine.db.exec('UPDATE access_log SET count = 9 WHERE seq = 5');
  expect(await run('log.verify', null)).toMatchObject({ whole: false, wrong: 2 });
});

test('열 때 발견한 이상은 그달의 점검을 마칠 때까지 알린다', async () => {
  const { engine, counsellor, run } = office();
  engine.log(counsellor.userId, testNow, { act: 'login', recordType: 'staff', ids: [counsellor.userId] });
  engine.accessLog.noteAnchored(1);
  engine.accessLog.keepAnchored();
  expect(engine.accessLog.meetAnchor({ state: 'missing' }, testNow)).toHaveLength(1);
  const verdict = await run<LogVerdict>('log.verify', null);
  expect(verdict.faults.map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('기준점 파일(log-anchor.json)이 지워졌습니다'),
  ]);
  expect(verdict.whole).toBe(false);
  await run('log.signReview', { month: '2026-11', note: '확인', anomalies: 1, verdict });
  expect(await run('log.verify', null)).toMatchObject({ whole: true, faults: [] });
});

test('보존기간이 지난 줄은 점검을 마칠 때 지워지고 사슬은 온전하다', async () => {
  const { engine, counsellor, run } = office();
  const entry = { act: 'login', recordType: 'staff', ids: [] } as const;
  engine.log(counsellor.userId, Date.UTC(2023, 8, 30), entry);
  engine.log(counsellor.userId, Date.UTC(2023, 9, 2), entry);
  engine.log(counsellor.userId, Date.UTC(2026, 9, 2), entry);
  expect(await run('log.review', { month: '2026-10' })).toMatchObject({ toPurge: 1 });
  const verdict = await run<LogVerdict>('log.verify', null);
  expect(await run('log.signReview', { month: '2026-10', note: '', anomalies: 0, verdict })).toEqual({ purged: 1 });
  expect(await run('log.verify', null)).toMatchObject({ whole: true, first: 2, lines: 4 });
});

test('시계를 몇 해 앞으로 돌려 빈 달의 점검을 마쳐도 접속기록은 지워지지 않는다', async () => {
  const { engine, counsellor, run } = office();
  const entry = { act: 'login', recordType: 'staff', ids: [] } as const;
  for (let day = 1; day <= 3; day += 1) engine.log(counsellor.userId, Date.UTC(2026, 9, day), entry);
  // The sign-in of somebody before a clock that says 2036.
  engine.log(counsellor.userId, Date.UTC(2036, 4, 2), entry);
  expect(await run('log.review', { month: '2036-04' })).toMatchObject({ lines: 0, toPurge: 0 });
  const verdict = await run<LogVerdict>('log.verify', null);
  expect(await run('log.signReview', { month: '2036-04', note: '', anomalies: 0, verdict })).toEqual({ purged: 0 });
  expect(await run('log.verify', null)).toMatchObject({ whole: true, first: 1, lines: 5 });
});

test('엑셀로 내보낸 접속기록에는 이름이 없고, 수식으로 시작하는 글도 글로 남는다', async () => {
  const { engine, counsellor, people, list, run } = office();
  engine.log(counsellor.userId, testNow, {
    act: 'export',
    recordType: 'person',
    ids: [...people],
    purpose: '=HYPERLINK("x")',
  });
  engine.log(counsellor.userId, testNow, { act: 'view', recordType: 'person', ids: [...people] });
  expect(await run('log.count', all)).toBe(list().total);
  const file = path.join(testFolder(), 'log.xlsx');
  expect(await run('log.export', { filter: all, file })).toBe(2);
  const sheets = await readSheets(file);
  const text = JSON.stringify(sheets);
  expect(text).toContain('=HYPERLINK');
  expect(text).toContain('이상담');
  for (const name of ['홍길동', '김철수', '이영희']) expect(text).not.toContain(name);
  const { sheets: read } = await readXlsx(readFileSync(file));
  const formulas = read.flatMap((sheet) =>
    [...(sheet.cells?.values() ?? [])].filter((cell) => cell.formula !== undefined),
  );
  expect(formulas).toEqual([]);
});

test('내보낸 접속기록은 한 줄의 사람을 모두 적는다: 화면처럼 셋만 적고 세지 않는다', async () => {
  const { engine, admin, counsellor, people, list, run } = office();
  const more = engine.transact(counsellor, testNow, (store) =>
    ['박영수', '최민정'].map((name) => createPerson(store, counsellor, personForm({ name })).id),
  ).value;
  const ids = [...people, ...more];
  engine.log(admin.userId, testNow, { act: 'export', recordType: 'person', ids });
  expect(list().rows[0]).toMatchObject({ people: { length: 3 }, peopleCount: 5 });
  const file = path.join(testFolder(), 'log.xlsx');
  await run('log.export', { filter: all, file });
  const text = JSON.stringify(await readSheets(file));
  const number = (id: number): string => String(engine.sql('SELECT number FROM person WHERE id = ?').pluck().get(id));
  expect(text).toContain(ids.map(number).join(', '));
  expect(text).not.toContain('외 2명');
});
