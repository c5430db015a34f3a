import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import type { CSSProperties } from 'react';
import { classes } from '../app/classes.ts';
import styles from './DataGrid.module.css';
import type { Column } from './gridColumns.ts';
import type { GridMarks } from './gridMarks.ts';

const c = classes(styles);

export interface GridSort<Sort extends string> {
  readonly sort: Sort;
  readonly direction: 'asc' | 'desc';
}

/** Roles inside the grid: no table elements, since rows that exist only while seen are placed by hand. */
export const gridRole = {
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  gridcell: { role: 'gridcell' },
};

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

function HeadCell<Row, Sort extends string>({
  column,
  place,
  sort,
  onSort,
}: {
  readonly column: Column<Row, Sort>;
  readonly place: number;
  readonly sort: GridSort<Sort>;
  readonly onSort: (by: Sort) => void;
}) {
  const by = column.sort;
  const isSorted = by !== undefined && by === sort.sort;
  const Arrow = !isSorted ? ArrowUpDown : sort.direction === 'asc' ? ArrowUp : ArrowDown;
  return (
    <div
      {...gridRole.columnheader}
      className={c('cell')}
      data-align={column.align}
      aria-colindex={place}
      aria-sort={by === undefined ? undefined : isSorted ? ariaSort[sort.direction] : 'none'}
    >
      {by === undefined ? (
        column.header
      ) : (
        <button type="button" className={c('sort')} onClick={() => onSort(by)}>
          {column.header}
          <Arrow aria-hidden data-idle={!isSorted || undefined} />
        </button>
      )}
    </div>
  );
}

/** The row of headings; the first heading of a list with marks marks all rows, or none. */
export function GridHead<Row, Sort extends string>({
  columns,
  shown,
  sort,
  onSort,
  marks,
  style,
}: {
  readonly columns: readonly Column<Row, Sort>[];
  readonly shown: readonly Column<Row, Sort>[];
  readonly sort: GridSort<Sort>;
  readonly onSort: (by: Sort) => void;
  readonly marks: GridMarks | undefined;
  readonly style: CSSProperties;
}) {
  const before = marks ? 2 : 1;
  return (
    <div {...gridRole.rowgroup} className={c('head')}>
      <div {...gridRole.row} aria-rowindex={1} className={c('row')} style={style}>
        {marks && (
          <div {...gridRole.columnheader} className={c('cell marker')} aria-colindex={1}>
            <button
              type="button"
              className={c('mark')}
              data-marked={marks.ids.size > 0 || undefined}
              aria-label={marks.ids.size > 0 ? '고른 줄 풀기' : '모두 고르기'}
              onClick={() => (marks.ids.size > 0 ? marks.clear() : marks.all())}
            />
          </div>
        )}
        {shown.map((column) => (
          <HeadCell
            key={column.key}
            column={column}
            place={columns.indexOf(column) + before}
            sort={sort}
            onSort={onSort}
          />
        ))}
      </div>
    </div>
  );
}
