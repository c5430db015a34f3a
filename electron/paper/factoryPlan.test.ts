import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell, SheetRow } from './cell.ts';
import type { FactoryMapping } from './factoryColumns.ts';
import {
  factoryPlanner,
  planFactoryImport,
  type FactoryDirectory,
  type FactoryPlan,
  type KnownFactory,
} from './factoryPlan.ts';
import { readFactoryRow } from './factoryRows.ts';

const mapping: FactoryMapping = {
  factoryNumber: 0,
  name: 1,
  address: 2,
  phone: 3,
  product: 4,
  complex: 5,
  lon: 6,
  lat: 7,
};
const context = { mapping, assumeIncheon: false };

const lines = (...cells: readonly (readonly Cell[])[]): SheetRow[] =>
  cells.map((row, index) => ({ line: index + 2, cells: row }));
const at = (n: number): string => `인천광역시 남동구 고잔동 ${n}`;

function directory(known: readonly (KnownFactory & { nameKey: string })[]): FactoryDirectory {
  return {
    byNumber: (number) => known.find(({ fields }) => fields.factoryNumber === number),
    byName: (nameKey) => known.filter((factory) => factory.nameKey === nameKey),
  };
}
const empty = directory([]);

async function plan(rows: readonly SheetRow[], known = empty, mapped = context): Promise<FactoryPlan> {
  const planned = await planFactoryImport([rows], mapped, known);
  if (!planned.ok) throw new Error(planned.problem.message);
  return planned.value;
}

/** The directory after a plan was written, as the store would answer. */
function written(done: FactoryPlan): FactoryDirectory {
  return directory(done.add.map(({ row }, index) => ({ id: index + 1, fields: row.fields, nameKey: row.nameKey })));
}

function counts(done: FactoryPlan): Record<string, number> {
  return { add: done.add.length, update: done.update.length, same: done.same.length, refused: done.refused.length };
}

describe('파일 안의 중복', () => {
  it('같은 공장관리번호가 두 번 나오면 뒤의 줄을 앞의 줄 번호와 함께 거절한다', async () => {
    const done = await plan(lines(['282002026000001', '(주)가나', at(1)], ['282002026000001', '가나정밀', at(2)]));
    expect(counts(done)).toEqual({ add: 1, update: 0, same: 0, refused: 1 });
    expect(done.refused[0]).toMatchObject({
      line: 3,
      reasons: [
        {
          code: 'duplicate',
          message:
            '공장관리번호 (2행과 중복): 앞의 줄과 같은 공장입니다. 다른 공장이면 공장관리번호나 주소를 고쳐 주십시오.',
        },
      ],
    });
  });

  it('번호가 없으면 이름과 주소가 같은 줄이 중복이다', async () => {
    const done = await plan(lines([null, '(주)가나', at(1)], [null, '주식회사 가 나', at(1)], [null, '가나', at(2)]));
    expect(counts(done)).toEqual({ add: 2, update: 0, same: 0, refused: 1 });
  });

  it('번호가 다르고 이름과 지번이 같으면 들이되 의심으로 보인다', async () => {
    const done = await plan(lines(['282002026000001', '(주)가나', at(1)], ['282002026000002', '㈜가나', at(1)]));
    expect(counts(done)).toMatchObject({ add: 2, refused: 0 });
    expect(done.doubtfulPairs).toEqual([
      { line: 3, otherLine: 2, why: 'sameLot', message: '2행과 이름과 지번이 같고 공장관리번호가 다릅니다.' },
    ]);
    expect(done.add[1]?.row.doubts).toEqual(['lookalike']);
  });

  it('같은 동의 같은 이름은 의심, 다른 동이면 아니다', async () => {
    const done = await plan(
      lines(
        ['282002026000001', '가나', at(1)],
        ['282002026000002', '가나', at(2)],
        ['282002026000003', '가나', '인천광역시 부평구 청천동 1'],
      ),
    );
    expect(done.doubtfulPairs.map(({ line, why }) => [line, why])).toEqual([[3, 'sameDong']]);
  });
});

describe('명부에 있는 공장', () => {
  const first = lines(
    ['282002026000001', '(주)가나', at(1), '032-800-1001', '부품', '남동공단'],
    [null, '다라', at(2), null, null],
  );

  it('바뀐 것만 고치고, 빈 칸은 지우지 않는다', async () => {
    const before = written(await plan(first));
    const done = await plan(lines(['282002026000001', '(주)가나', at(1), '032-800-9999', null]), before);
    expect(done.update).toMatchObject([
      { id: 1, changes: ['phone'], row: { fields: { phone: '0328009999', product: '부품' } } },
    ]);
  });

  it('짐작한 단지는 파일이 준 단지를 바꾸지 않는다', async () => {
    const before = written(await plan(first));
    const guessed = lines(['282002026000001', '(주)가나', at(1), '032-800-1001', '부품', null, 126.712957, 37.41752]);
    const done = await plan(guessed, before);
    expect(done.update[0]?.changes).toEqual(['lon', 'lat']);
  });

  it('번호가 없던 공장에 번호가 생기면 같은 공장으로 본다', async () => {
    const before = written(await plan(first));
    const done = await plan(lines(['282002026000022', '다라', at(2)]), before);
    expect(done.update).toMatchObject([{ id: 2, changes: ['factoryNumber'] }]);
  });

  it('번호는 같고 이름이 다르면 고치되 의심으로 보인다', async () => {
    const before = written(await plan(first));
    const done = await plan(lines(['282002026000001', '마바금속', at(1)]), before);
    expect(done.doubtfulPairs).toMatchObject([{ existingId: 1, why: 'numberOtherName' }]);
  });

  it('새 번호의 같은 이름이 같은 지번에 있으면 명부의 공장을 함께 보인다', async () => {
    const before = written(await plan(first));
    const done = await plan(lines(['282002026000099', '가나', at(1)]), before);
    expect(done.add).toHaveLength(1);
    expect(done.doubtfulPairs).toMatchObject([{ line: 2, existingId: 1, why: 'sameLot' }]);
  });

  it('파일에 없는 열은 건드리지 않는다', async () => {
    const before = written(await plan(first));
    const done = await plan(lines(['282002026000001', '(주)가나']), before, {
      mapping: { factoryNumber: 0, name: 1 },
      assumeIncheon: false,
    });
    expect(counts(done)).toEqual({ add: 0, update: 0, same: 1, refused: 0 });
  });
});

const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constantFrom<Cell>(
    null,
    '가나',
    '(주)가나',
    '다라',
    '-',
    '합계',
    '=1',
    3,
    at(1),
    at(2),
    '경기도 시흥시 정왕동 1',
    '032-800-1001',
    '서구 가좌동 1',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const anyRow = fc
  .tuple(
    fc.oneof(
      fc.constant(null),
      fc.integer({ min: 1, max: 5 }).map((n) => `28200202600000${n}`),
    ),
    fc.oneof(fc.constantFrom('가나', '(주)가나', '다라 ', '마바'), anyCell),
    fc.oneof(fc.constantFrom(at(1), at(2), '인천광역시 서구 오류동 3', null), anyCell),
    anyCell,
    anyCell,
    fc.constantFrom('남동공단', null, '검단산단', '없는단지'),
    fc.constantFrom(null, 126.69, 127.5),
    fc.constantFrom(null, 37.406),
  )
  .map((cells): readonly Cell[] => cells);

describe('늘 지켜지는 것', () => {
  it('모든 줄은 꼭 한 곳에 들어간다', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 30 }), async (cells) => {
        const rows = lines(...cells);
        const done = await plan(rows);
        const found = [...done.add, ...done.update, ...done.same, ...done.refused]
          .map(({ line }) => line)
          .sort((a, b) => a - b);
        expect(found).toEqual(rows.map(({ line }) => line));
      }),
      { numRuns: 200 },
    );
  });

  it('같은 자리에 번호 있는 줄과 없는 줄이 함께 있어도 다시 넣으면 바뀌는 것이 없다', async () => {
    const rows = lines(
      ['282002026000001', '다라', '인천광역시 서구 오류동 3', null, '(주)가나', '남동공단', null, null],
      [null, '다라', '인천광역시 서구 오류동 3', '서구 가좌동 1', '(주)가나', '남동공단', null, null],
    );
    const first = await plan(rows);
    expect(counts(first)).toMatchObject({ add: 2 });
    expect(counts(await plan(rows, written(first)))).toEqual({ add: 0, update: 0, same: 2, refused: 0 });
  });

  it('같은 파일을 다시 넣으면 바뀌는 것이 없다', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 30 }), async (cells) => {
        const rows = lines(...cells);
        const first = await plan(rows);
        const second = await plan(rows, written(first));
        expect(counts(second)).toEqual({ add: 0, update: 0, same: first.add.length, refused: first.refused.length });
        expect(second.doubtfulPairs).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('조각으로 나누어 넣어도 결과가 같다', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), async (cells, size) => {
        const rows = lines(...cells);
        const portions = Array.from({ length: Math.ceil(rows.length / size) }, (_, n) =>
          rows.slice(n * size, n * size + size),
        );
        const planned = await planFactoryImport(portions, context, empty);
        expect(planned).toEqual({ ok: true, value: await plan(rows) });
      }),
      { numRuns: 50 },
    );
  });
});

it('취소하면 남은 줄을 읽지 않고, 진행을 알린다', async () => {
  const cancel = { aborted: false };
  const rows = lines(['282002026000001', '가나', at(1)]);
  const progress: number[] = [];
  const planned = await planFactoryImport([rows, rows, rows], context, empty, {
    cancel,
    expectedRows: 3,
    onProgress: ({ share }) => {
      progress.push(share);
      cancel.aborted = progress.length === 2;
    },
  });
  expect(planned).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
  expect(progress).toEqual([1 / 3, 2 / 3]);
});

it('한 줄씩 물어도 같은 판단을 한다', () => {
  const planner = factoryPlanner(context, empty);
  const row = { line: 2, cells: ['282002026000001', '가나', at(1)] };
  expect(planner.take(row)).toMatchObject({ kind: 'add', row: { fields: { name: '가나' } } });
  expect(planner.take({ ...row, line: 3 })).toMatchObject({ kind: 'refused' });
  expect(readFactoryRow(row, context).ok).toBe(true);
});

it('번호 없는 명부의 공장 하나를 번호 있는 두 줄이 나누어 갖지 않는다', async () => {
  const before = written(await plan(lines([null, '가나', at(1)])));
  const done = await plan(lines(['282002026000001', '가나', at(1)], ['282002026000002', '가나', at(1)]), before);
  expect(done.update).toMatchObject([{ line: 2, id: 1, changes: ['factoryNumber'] }]);
  expect(done.add).toMatchObject([{ line: 3, row: { fields: { factoryNumber: '282002026000002' } } }]);
  expect(done.doubtfulPairs.map(({ line }) => line)).toEqual([3, 3]);
});
