import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../korean/day.ts';
import { activeOn, codeName, isCode } from './index.ts';
import type { CodeWord } from './tables.ts';
import { codesWith, codeTableNames, codeTables, mergedTable } from './tables.ts';

const word = (over: Partial<CodeWord>): CodeWord => ({
  table: 'inflow',
  code: 'L0101',
  name: '산단 셔틀 광고',
  from: null,
  to: null,
  place: null,
  ...over,
});

describe('센터가 고친 코드표', () => {
  it('새 코드는 끝에 붙고, 이름을 고친 코드는 제자리에 있다', () => {
    const table = mergedTable('inflow', [word({}), word({ code: '02', name: '전화 문의' })]);
    expect(table.map(({ code }) => code)).toEqual([...codeTables.inflow.rows.map(({ code }) => code), 'L0101']);
    expect(codeName(table, '02')).toBe('전화 문의');
  });

  it('끝난 코드는 더 고를 수 없으나 옛 기록의 이름은 남는다', () => {
    const table = mergedTable('inflow', [word({ code: '12', name: '현수막·전단', to: '2026-06-30' })]);
    expect(activeOn(table, '2026-07-01' as Day).some(({ code }) => code === '12')).toBe(false);
    expect(activeOn(table, '2026-06-30' as Day).some(({ code }) => code === '12')).toBe(true);
    expect(isCode(table, '12')).toBe(true);
  });

  it('확인서 종류의 유효 연수는 이름을 고쳐도 남는다', () => {
    expect(
      mergedTable('certificateKind', [word({ table: 'certificateKind', code: '02', name: '지정증' })]),
    ).toContainEqual({
      code: '02',
      name: '지정증',
      years: 3,
    });
  });

  it('다른 표의 말은 섞이지 않고, 코드는 언제나 하나씩이다', () => {
    const words = fc.array(
      fc.record({
        table: fc.constantFrom(...codeTableNames),
        code: fc.constantFrom('01', '02', '99', 'L0101', 'L0102'),
        name: fc.string({ minLength: 1, maxLength: 10 }),
        from: fc.constant(null),
        to: fc.constantFrom(null, '2026-01-01'),
        place: fc.option(fc.nat(20)),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(words, (said) => {
        const codes = codesWith(said);
        for (const table of codeTableNames) {
          const list = codes.of(table).map(({ code }) => code);
          expect(new Set(list).size).toBe(list.length);
          const mine = said.filter((one) => one.table === table).map(({ code }) => code);
          expect(new Set(list)).toEqual(new Set([...codeTables[table].rows.map(({ code }) => code), ...mine]));
        }
      }),
    );
  });
});
