import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factoryColumns } from './factoryColumns.ts';
import { planFactoryImport, type FactoryPlan } from './factoryPlan.ts';
import { findHeader, guessMapping } from './header.ts';
import { openSheets, readHeads } from './sheet.ts';
import type { SheetRow } from './cell.ts';

const fixtures = join(import.meta.dirname, '../../test/fixtures/sheets');

/** The whole way of a file, as the import goes it: open, find the header, map, judge every line below. */
async function planOf(file: string): Promise<FactoryPlan> {
  const opened = await openSheets(join(fixtures, file));
  if (!opened.ok) throw new Error(opened.problem.message);
  const heads = await readHeads(opened.value, 14);
  const head = heads.ok ? heads.value[0] : undefined;
  const header = head ? findHeader(head.rows, factoryColumns) : null;
  const lastLine = header ? head?.rows[header.row + header.height - 1]?.line : undefined;
  if (!header || lastLine === undefined) throw new Error('머리글이 없습니다');
  const rows: SheetRow[] = [];
  await opened.value.readRows(0, (portion) => {
    rows.push(...portion.filter(({ line }) => line > lastLine));
  });
  const context = { mapping: guessMapping(header.titles, factoryColumns), assumeIncheon: false };
  const planned = await planFactoryImport([rows], context, { byNumber: () => undefined, byName: () => [] });
  if (!planned.ok) throw new Error(planned.problem.message);
  return planned.value;
}

function tally(codes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

const refusedInAll = {
  nameFormula: 3,
  nameBlank: 2,
  nameNoLetter: 2,
  nameLong: 1,
  outsideIncheon: 1,
  duplicate: 2,
  headerRow: 1,
  totalRow: 1,
  noteRow: 1,
};

describe('온갖 잘못이 든 명부를 처음부터 끝까지', () => {
  it.each([
    // A .xls and a csv cannot say that a cell is a formula without a saved value: such a line is blank there.
    ['badness.xlsx', 31, { ...refusedInAll, nameNoValue: 1 }],
    ['badness.xls', 31, refusedInAll],
    // The csv files are made without the lines of formulas and errors; a date in a csv is text.
    ['badness-utf8.csv', 29, refusedInAll],
    ['badness-cp949.csv', 29, refusedInAll],
  ])('%s: 들어온 줄 %i', async (file, added, refused) => {
    const plan = await planOf(file);
    expect(plan.add).toHaveLength(added);
    expect(tally(plan.refused.flatMap(({ reasons }) => reasons.map(({ code }) => code)))).toEqual(refused);
  });

  it('NFD 이름과 전각 숫자와 앞자리 0을 잃은 전화를 바로잡는다', async () => {
    const byName = new Map((await planOf('badness.xlsx')).add.map(({ row }) => [row.fields.name, row.fields]));
    expect(byName.get('(주)다라금속')).toMatchObject({ district: '28275', dong: '가좌동' });
    expect(byName.get('(주)가나정공4')).toMatchObject({ factoryNumber: '282002026000044', phone: '0328001004' });
    expect(byName.get('(주)가나정공5')).toMatchObject({ phone: '0328001005' });
    expect(byName.get('(주)가나정공7')).toMatchObject({ factoryNumber: '000000000002799' });
    expect(byName.get('(주)대한정밀')).toMatchObject({ district: '28200' });
    expect(byName.get('(주)마바 도금')).toMatchObject({ district: '28290', complex: '228080', rootTechnology: 'R05' });
    expect(byName.get('가나 정공39')).toBeDefined();
  });

  it('금곡동은 옛 구를 보고 제물포구와 검단구로 나눈다', async () => {
    const plan = await planOf('badness.xlsx');
    const golds = plan.add.map(({ row }) => row.fields).filter(({ dong }) => dong === '금곡동');
    expect(golds.map(({ oldDistrict, district }) => [oldDistrict, district])).toEqual([
      ['동구', '28125'],
      ['서구', '28290'],
    ]);
  });

  it('의심스러운 것은 들어오되 까닭이 남는다', async () => {
    const plan = await planOf('badness.xlsx');
    expect(tally(plan.add.flatMap(({ row }) => row.doubts))).toEqual({
      phoneOdd: 2,
      numberPadded: 1,
      numberOdd: 1,
      // One line has none, one has #N/A there.
      noAddress: 2,
      addressesDisagree: 1,
      cityMissing: 1,
      unknownDong: 1,
      lookalike: 1,
      employeesOdd: 2,
      textCut: 1,
      complexUnknown: 1,
      formula: 1,
      cellError: 1,
    });
  });

  it('두 줄 머리글의 파일과 웹 페이지도 들어온다', async () => {
    expect((await planOf('two-line-header.csv')).add[0]?.row.fields).toMatchObject({
      name: '(주)가나정공',
      employees: 12,
      district: '28200',
    });
    expect((await planOf('webpage.xls')).add.map(({ row }) => row.fields.name)).toEqual([
      '(주)가나정공1',
      'A&B 정밀',
      '(주)가나정공3',
    ]);
  });
});
