import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chosenColumns, leastWidth, shownColumns } from './gridColumns.ts';

const column = (key: string, width: string, from?: number) => ({ key, width, ...(from === undefined ? {} : { from }) });
const columns = [column('name', 'minmax(11rem, 1.4fr)'), column('birth', '18rem'), column('last', '12rem', 116)];

test('열의 너비는 적어도 차지하는 만큼으로 센다', () => {
  expect(columns.map(({ width }) => leastWidth(width))).toEqual([11, 18, 12]);
  expect(leastWidth('1fr')).toBe(0);
});

test('고르지 않은 목록에서는 넓을 때만 나오는 열이 좁으면 빠진다', () => {
  expect(shownColumns(columns, 100, false).map(({ key }) => key)).toEqual(['name', 'birth']);
  expect(shownColumns(columns, 120, false).map(({ key }) => key)).toEqual(['name', 'birth', 'last']);
});

test('고른 열은 고른 차례로 들어가는 데까지 나오고 첫 열은 늘 나온다', () => {
  expect(shownColumns(columns, 44, true).map(({ key }) => key)).toEqual(['name', 'birth', 'last']);
  expect(shownColumns(columns, 35, true).map(({ key }) => key)).toEqual(['name', 'birth']);
  fc.assert(
    fc.property(fc.shuffledSubarray(columns, { minLength: 1 }), fc.integer({ min: 0, max: 60 }), (chosen, wide) => {
      const shown = shownColumns(chosen, wide, true);
      expect(shown).toEqual(chosen.slice(0, Math.max(1, shown.length)));
    }),
  );
});

test('고른 열이 이제 없으면 건너뛰고, 하나도 없으면 본래 열로 보인다', () => {
  expect(chosenColumns(columns, ['last', '없음', 'name']).map(({ key }) => key)).toEqual(['last', 'name']);
  expect(chosenColumns(columns, ['없음'])).toEqual(columns);
  expect(chosenColumns(columns, null)).toEqual(columns);
});
