import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from '../../build/build.ts';
import { ensureBrowser } from '../../build/shell.ts';
import bundleWorker from '../workerSetup.ts';
import { benchSearchInApp, benchStart } from './app.ts';
import { benchCore } from './core.ts';
import { benchDurability } from './durability.ts';
import { benchFirstHour } from './firstHour.ts';
import { benchHub } from './hub.ts';
import { benchImport } from './import.ts';
import { benchLan } from './lan.ts';
import type { Figures, Group } from './measure.ts';
import { benchSearch } from './search.ts';
import { benchSync } from './sync.ts';

// npm run bench -- --out FILE [--only GROUP] [--doc]: measures, prints, writes JSON; --doc renews docs/benchmarks.md.
const groups: readonly Group[] = [
  { name: 'search', run: benchSearch },
  { name: 'searchapp', run: benchSearchInApp },
  { name: 'import', run: benchImport },
  { name: 'start', run: benchStart },
  { name: 'firsthour', run: benchFirstHour },
  { name: 'core', run: benchCore },
  { name: 'sync', run: benchSync },
  { name: 'lan', run: benchLan },
  { name: 'hub', run: benchHub },
  { name: 'durability', run: benchDurability },
];

/** What was promised, for the table: a figure that misses its goal says so. */
const goals: Record<string, { least?: number; most?: number }> = {
  'search.200k.engine_p99_ms': { most: 1 },
  'search.200k.vs_like': { least: 100 },
  'search.200k.p99_ms': { most: 16 },
  'search.rss_mb': { most: 40 },
  'import.vs_bare_insert': { least: 0.5 },
  'core.apply_vs_bare': { least: 0.4 },
  'intake.save.p95_ms': { most: 30 },
  'start.200k_vs_empty': { most: 1.3 },
  'phone.entry.keys': { most: 3 },
  'sync.100k.vs_pouchdb': { least: 15 },
  'sync.100k.vs_pouchdb_tuned': { least: 10 },
  'sync.100k.vs_bare': { least: 0.3 },
  'sync.wire_vs_pouchdb': { most: 0.25 },
  'sync.update10k.vs_pouchdb': { least: 8 },
  'sync.live.p95_ms': { most: 25 },
  'sync.lan.p95_ms': { most: 150 },
  'kill9.runs': { least: 100 },
  'kill9.lost': { most: 0 },
  'power.lost': { most: 0 },
};

function verdict(name: string, value: number): string {
  const goal = goals[name];
  if (!goal) return '';
  const met = value >= (goal.least ?? -Infinity) && value <= (goal.most ?? Infinity);
  const wanted = goal.least === undefined ? `≤ ${goal.most}` : `≥ ${goal.least}`;
  return `${wanted} ${met ? '달성' : '**미달**'}`;
}

const shown = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

const docFile = path.resolve(import.meta.dirname, '../../docs/benchmarks.md');
const marks = ['<!-- figures -->', '<!-- /figures -->'] as const;

/** Puts the table between the marks of docs/benchmarks.md; the prose around it is people's. */
function writeDoc(figures: Figures): void {
  const before = readFileSync(docFile, 'utf8');
  const rowName = (row: string): string => /^\| `([^`]+)` *\|/.exec(row)?.[1] ?? '';
  const measured = Object.entries(figures).map(
    ([name, { value, unit }]) => `| \`${name}\` | ${shown(value)} ${unit} | ${verdict(name, value)} |`,
  );
  // A run of some groups leaves the others' rows as they were.
  const kept = before.split('\n').filter((row) => rowName(row) !== '' && !(rowName(row) in figures));
  const rows = [...kept, ...measured].sort((x, y) => (rowName(x) < rowName(y) ? -1 : 1));
  const cpu = os.cpus()[0]?.model.trim() ?? '';
  const table = [
    `${new Date().toISOString().slice(0, 10)} · ${os.cpus().length}코어 ${cpu} · Node ${process.versions.node}`,
    '',
    '| 이름 | 값(중앙값) | 목표 |',
    '|---|---|---|',
    ...rows,
  ];
  const [start, end] = marks;
  writeFileSync(
    docFile,
    `${before.slice(0, before.indexOf(start) + start.length)}\n\n${table.join('\n')}\n\n${before.slice(before.indexOf(end))}`,
  );
}

const { values } = parseArgs({
  options: { out: { type: 'string' }, only: { type: 'string' }, doc: { type: 'boolean' } },
});
const chosen = groups.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name));
if (chosen.length === 0) {
  console.error(`그런 묶음이 없습니다. 있는 것: ${groups.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
if (chosen.some(({ name }) => ['searchapp', 'start', 'firsthour', 'lan'].includes(name))) {
  await buildAll();
  ensureBrowser();
}
const dropWorker = await bundleWorker();
const figures: Figures = {};
for (const { name, run } of chosen) {
  console.log(`— ${name}`);
  const measured = await run();
  Object.assign(figures, measured);
  for (const [figure, { value, unit }] of Object.entries(measured)) {
    console.log(`  ${figure} ${shown(value)} ${unit} ${verdict(figure, value)}`);
  }
}
dropWorker();
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(figures, null, 2)}\n`);
if (values.doc) writeDoc(figures);
