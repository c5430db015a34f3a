import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { addressFromPnu } from '../../shared/korean/address.ts';
import { dongs } from '../../shared/codes/dong.ts';
import { writeFactories } from '../../electron/desk/factoryWrite.ts';
import type { FactoryLine } from '../../electron/paper/factoryKind.ts';
import { Imports } from '../../electron/paper/imports.ts';
import { openEngine } from '../../electron/store/open.ts';
import type { Engine } from '../../electron/store/store.ts';
import { createRandom, generateCompanies } from '../fixtures/generate.ts';
import type { Figures } from './measure.ts';
import { median, timed } from './measure.ts';

const rows = 14_193;
const rounds = 5;
const actor = { userId: 0, name: '측정', role: 'admin' } as const;

/** A CSV as a city office sends it, of generated factories at real 법정동. */
function writeCsv(file: string): void {
  const random = createRandom(77);
  const places = dongs.filter(({ to }) => to === undefined);
  const lines = generateCompanies(5, rows).map((company, index) => {
    const code = places[Math.floor(random() * places.length)]?.code ?? '2820011100';
    const lot = `1${String(1 + Math.floor(random() * 900)).padStart(4, '0')}${String(Math.floor(random() * 30)).padStart(4, '0')}`;
    const address = addressFromPnu(`${code}${lot}`, { basis: 'old' }) ?? '';
    return [
      index + 1,
      company.name,
      `"${address}"`,
      '절삭 가공 및 유사 처리업',
      String(100_000_000_000_000 + index * 7),
      company.phone,
    ].join(',');
  });
  fs.writeFileSync(
    file,
    `인천광역시 공장등록 현황\n연번,회사명,공장대표주소(지번),업종명,공장관리번호,전화번호\n${lines.join('\n')}\n`,
  );
}

function freshStore(folder: string, name: string): Engine {
  return openEngine(
    path.join(folder, name),
    { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) },
    'readwrite',
  );
}

/**
 * The whole import (file read, judged, written) beside prepared inserts of the very rows it wrote, indexes and all,
 * into a store with the same encryption: what the product adds on top of the database.
 */
export async function benchImport(): Promise<Figures> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-bench-import-'));
  const whole: number[] = [];
  const judging: number[] = [];
  const writing: number[] = [];
  const bare: number[] = [];
  let added = 0;
  try {
    const file = path.join(folder, 'factories.csv');
    writeCsv(file);
    for (let round = 0; round <= rounds; round += 1) {
      const engine = freshStore(folder, `import-${round}.db`);
      const imports = new Imports(engine, () => undefined);
      const cancel = new SharedArrayBuffer(4);
      const judged = await timed(async () => {
        const preview = await imports.open({ list: 'factory', job: 'bench', file, cancel });
        const sheet = preview?.sheets[0];
        const plan = {
          job: 'bench',
          sheet: 0,
          headerRow: sheet?.headerRow ?? 0,
          mapping: sheet?.mapping ?? {},
          cancel,
        };
        await imports.plan(plan, actor, Date.now());
        const { add, refused, doubtful } = imports.accepted({ job: 'bench', chosen: [] });
        return { add: (add as FactoryLine[]).map(({ fields }) => fields), update: [], refused, doubtful };
      });
      const written = await timed(
        () =>
          engine.transact(actor, Date.now(), (store) =>
            writeFactories(store, judged.value, {
              source: 'factories.csv',
              cancelled: () => false,
              progress: () => undefined,
            }),
          ).value,
      );
      added = written.value.added;

      const table = engine.db.prepare('SELECT * FROM factory').all() as Record<string, string | number | null>[];
      const columns = Object.keys(table[0] ?? {});
      const values = table.map((row) => columns.map((column) => row[column] ?? null));
      const beside = freshStore(folder, `bare-${round}.db`);
      const insert = beside.db.prepare(
        `INSERT INTO factory (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      const plain = await timed(() =>
        beside.db.transaction(() => {
          for (const value of values) insert.run(...value);
        })(),
      );
      engine.close();
      beside.close();
      // The first round warms the compiler up and is not counted.
      if (round === 0) continue;
      judging.push(judged.ms);
      writing.push(written.ms);
      whole.push(judged.ms + written.ms);
      bare.push(plain.ms);
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  return {
    'import.vs_bare_insert': { value: median(bare) / median(writing), unit: 'x' },
    'import.whole_vs_bare_insert': { value: median(bare) / median(whole), unit: 'x' },
    'import.rows_per_s': { value: added / (median(whole) / 1000), unit: 'rows/s' },
    'import.judge_ms': { value: median(judging), unit: 'ms' },
    'import.write_ms': { value: median(writing), unit: 'ms' },
    'import.bare_insert_ms': { value: median(bare), unit: 'ms' },
  };
}
