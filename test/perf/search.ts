/**
 * Search by key press over 200,000 people, 5,000 companies and 14,193 factories, all generated: how long the engine takes
 * for everything a person sees while typing, how much memory it adds, how long it takes to be ready, and how the same
 * rows answer to LIKE in an encrypted store.
 *
 * The engine runs in a process of its own (this file, started with a folder), so that its memory can be told from the
 * generator's. Memory is the growth of the resident set by loading, garbage collected before and after.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { assemble, convertHangulToQwerty } from 'es-hangul';
import { connect } from '../../electron/store/connection.ts';
import type { SearchRecord } from '../../electron/store/search/engine.ts';
import { createSearchEngine } from '../../electron/store/search/engine.ts';
import { initialsOf, jamoOf } from '../../shared/korean/hangul.ts';
import { createRandom, generateCompanies, generatePeople } from '../fixtures/generate.ts';
import type { Figures } from './measure.ts';
import { median, quantile } from './measure.ts';

const people = 200_000;
const companies = 5000;
const factories = 14_193;
const limit = 20;
/** People and companies whose searches are typed out, and queries of these that LIKE answers as well. */
const typists = 40;
const likeSample = 100;
const rounds = 3;

interface EngineRun {
  /** Microseconds of each query, round after round. */
  readonly times: number[];
  /** Before anything was read, after reading the records for nothing, and after loading them. */
  readonly rssAtStart: number;
  readonly rssBefore: number;
  readonly rssAfter: number;
  /** Bytes of the index's columns, which is all that grows with the records. */
  readonly indexBytes: number;
  readonly loadMs: number;
  /** Longest time in which the load answers nothing. */
  readonly longestStepMs: number;
  /** Share of the searches finished by a person's name and last four that have that person in the first five. */
  readonly inFirstFive: number;
}

function* records(): Generator<SearchRecord> {
  for (const { id, name, latinName, mobile, birth } of generatePeople(2026, people)) {
    yield {
      kind: 'person',
      id,
      name,
      phones: [mobile],
      birth,
      ...(latinName === null ? {} : { otherNames: [latinName] }),
    };
  }
  for (const { id, name, phone, businessNumber } of generateCompanies(11, companies)) {
    yield { kind: 'company', id, name, phones: [phone], businessNumber };
  }
  for (const { id, name } of generateCompanies(22, factories)) yield { kind: 'factory', id, name };
}

/** What the search box holds after each key: Hangul by its keys, as the keyboard puts them together. */
function typed(text: string): string[] {
  const shown: string[] = [];
  let done = '';
  for (const run of text.match(/[가-힣]+|[^가-힣]/gu) ?? []) {
    const keys = /[가-힣]/u.test(run) ? jamoOf(run).split('') : [run];
    for (let i = 1; i <= keys.length; i++) shown.push(done + (keys.length === 1 ? run : assemble(keys.slice(0, i))));
    done += run;
  }
  return shown;
}

/** Every way of asking that C1 names, typed key by key for some drawn people and companies. */
function queries(all: readonly SearchRecord[], drawn = typists): string[] {
  const random = createRandom(5);
  const draw = (kind: SearchRecord['kind'], fits: (record: SearchRecord) => boolean): SearchRecord => {
    for (;;) {
      const record = all[Math.floor(random() * all.length)];
      if (record?.kind === kind && fits(record)) return record;
    }
  };
  const wanted: string[] = [];
  for (let i = 0; i < drawn; i++) {
    const person = draw('person', ({ name }) => /^[가-힣]{3}$/u.test(name));
    const foreigner = draw('person', ({ name }) => /^[A-Z]/u.test(name));
    const company = draw(random() < 0.5 ? 'company' : 'factory', () => true);
    if (person.kind !== 'person') continue;
    const { name, phones, birth = '' } = person;
    const phone = phones[0] ?? '';
    const dashed = `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`;
    const day = birth.replaceAll('-', '');
    wanted.push(name, initialsOf(name), name.slice(1), initialsOf(name.slice(1)));
    wanted.push(name.slice(0, 1) + initialsOf(name.slice(1)), name.slice(0, 2) + initialsOf(name.slice(2)));
    wanted.push(phone.slice(-4), dashed, phone, dashed.replaceAll('-', ' '), day.slice(2), day, birth, day.slice(0, 4));
    wanted.push(company.name, company.name.replace(/\(주\)|㈜|주식회사 /u, ''), initialsOf(company.name));
    wanted.push(foreigner.name, foreigner.name.toLowerCase().split(' ').slice(0, 2).join(' '));
    wanted.push(convertHangulToQwerty(name), `${name} ${phone.slice(-4)}`, `${name} ${day.slice(2, 4)}`);
  }
  return wanted.flatMap(typed);
}

/** The same load for the app's own measurement: what the box holds after each key, for that many drawn records. */
export function typedQueries(drawn: number): string[] {
  return queries([...records()], drawn);
}

/** Milliseconds of each query asked of the same rows by LIKE, in a new encrypted store in the folder. */
function askLike(folder: string, all: readonly SearchRecord[], asked: readonly string[]): number[] {
  const db = connect(
    path.join(folder, 'like.db'),
    { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) },
    'readwrite',
  );
  try {
    db.exec('CREATE TABLE record (kind TEXT, id INTEGER, name TEXT, phone TEXT, birth TEXT) STRICT');
    const insert = db.prepare('INSERT INTO record VALUES (?, ?, ?, ?, ?)');
    db.transaction(() => {
      for (const record of all) {
        const phone = record.kind === 'factory' ? null : (record.phones[0] ?? null);
        const birth = record.kind === 'person' ? (record.birth ?? null) : null;
        insert.run(record.kind, record.id, record.name, phone, birth);
      }
    })();
    const find = db.prepare(
      `SELECT kind, id FROM record WHERE name LIKE @part OR phone LIKE @part OR birth LIKE @part ORDER BY name, id LIMIT ${limit}`,
    );
    find.all({ part: '%가나다라%' });
    return asked.map((text) => {
      const start = performance.now();
      find.all({ part: `%${text}%` });
      return performance.now() - start;
    });
  } finally {
    db.close();
  }
}

/** Measures the engine and LIKE on the same rows and queries; takes about half a minute. */
export async function benchSearch(): Promise<Figures> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'search-bench-'));
  try {
    const all = [...records()];
    const asked = queries(all);
    fs.writeFileSync(path.join(folder, 'records'), all.map((record) => `${JSON.stringify(record)}\n`).join(''));
    fs.writeFileSync(path.join(folder, 'queries'), JSON.stringify(asked));
    const child = spawnSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), folder], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    if (child.status !== 0) throw new Error(`The engine's process failed: ${child.stderr}`);
    const engine = JSON.parse(child.stdout) as EngineRun;
    const every = Math.ceil(asked.length / likeSample);
    const sample = [...asked.keys()].filter((i) => i % every === 0);
    const like = askLike(
      folder,
      all,
      sample.map((i) => asked[i] ?? ''),
    );
    const own = sample.map((i) => (engine.times[i] ?? 0) / 1000);
    return {
      'search.200k.engine_p50_ms': { value: median(engine.times) / 1000, unit: 'ms' },
      'search.200k.engine_p99_ms': { value: quantile(engine.times, 0.99) / 1000, unit: 'ms' },
      'search.200k.engine_max_ms': { value: quantile(engine.times, 1) / 1000, unit: 'ms' },
      'search.200k.like_p50_ms': { value: median(like), unit: 'ms' },
      'search.200k.vs_like': { value: mean(like) / mean(own), unit: '×' },
      'search.200k.in_first_five': { value: engine.inFirstFive * 100, unit: '%' },
      'search.rss_mb': { value: (engine.rssAfter - engine.rssBefore) / 1e6, unit: 'MB' },
      'search.rss_with_reading_mb': { value: (engine.rssAfter - engine.rssAtStart) / 1e6, unit: 'MB' },
      'search.index_mb': { value: engine.indexBytes / 1e6, unit: 'MB' },
      'search.load_ms': { value: engine.loadMs, unit: 'ms' },
      'search.load_longest_step_ms': { value: engine.longestStepMs, unit: 'ms' },
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function mean(samples: readonly number[]): number {
  return samples.reduce((sum, each) => sum + each, 0) / samples.length;
}

async function settledRss(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.();
    await pause(50);
  }
  return process.memoryUsage.rss();
}

/** Records of a file, some hundreds at a time, leaving little behind in memory. */
function* batches(file: string): Generator<SearchRecord[]> {
  const descriptor = fs.openSync(file, 'r');
  const buffer = Buffer.alloc(65_536);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for (
    let read = fs.readSync(descriptor, buffer, 0, buffer.length, null);
    read > 0;
    read = fs.readSync(descriptor, buffer, 0, buffer.length, null)
  ) {
    const lines = (rest + decoder.write(buffer.subarray(0, read))).split('\n');
    rest = lines.pop() ?? '';
    yield lines.map((line) => JSON.parse(line) as SearchRecord);
  }
  fs.closeSync(descriptor);
}

/** Reads the records in batches, as the worker does from its store, and times only what the engine does with them. */
async function runEngine(folder: string): Promise<EngineRun> {
  const asked = JSON.parse(fs.readFileSync(path.join(folder, 'queries'), 'utf8')) as string[];
  const engine = createSearchEngine();
  const rssAtStart = await settledRss();
  // Reading alone makes the process grow by some megabytes, which are not the engine's.
  for (const batch of batches(path.join(folder, 'records'))) if (batch.length === 0) break;
  const rssBefore = await settledRss();
  const load = engine.beginLoad();
  let loadMs = 0;
  let longestStepMs = 0;
  const time = (run: () => void): void => {
    const start = performance.now();
    run();
    const ms = performance.now() - start;
    loadMs += ms;
    longestStepMs = Math.max(longestStepMs, ms);
  };
  for (const batch of batches(path.join(folder, 'records'))) {
    time(() => {
      for (const record of batch) load.add(record);
    });
  }
  const steps = load.finish();
  const state = { done: false };
  const step = (): void => {
    state.done = steps.next().done === true;
  };
  while (!state.done) time(step);
  const rssAfter = await settledRss();
  const indexBytes = process.memoryUsage().arrayBuffers;
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const text of asked) {
      const start = performance.now();
      engine.find(text, { limit });
      // The first round only warms up the code.
      if (round > 0) times.push((performance.now() - start) * 1000);
    }
  }
  return {
    times,
    rssAtStart,
    rssBefore,
    rssAfter,
    indexBytes,
    loadMs,
    longestStepMs,
    inFirstFive: shareInFirstFive(engine),
  };
}

function shareInFirstFive(engine: ReturnType<typeof createSearchEngine>): number {
  const some = generatePeople(2026, people).filter((_, i) => i % 97 === 0);
  const found = some.filter(({ id, name, mobile }) =>
    engine.find(`${name} ${mobile.slice(-4)}`, { limit: 5 }).hits.some((hit) => hit.kind === 'person' && hit.id === id),
  );
  return found.length / some.length;
}

const [, script, folder] = process.argv;
if (script === fileURLToPath(import.meta.url) && folder !== undefined) {
  process.stdout.write(JSON.stringify(await runEngine(folder)));
}
