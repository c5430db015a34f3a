import type { ReactNode } from 'react';

export interface Column<Row, Sort extends string> {
  readonly key: string;
  readonly header: string;
  /** A track of CSS grid: `12rem`, `minmax(14rem, 2fr)`. */
  readonly width: string;
  cell(row: Row): ReactNode;
  /** The list call's name for sorting by this column. */
  readonly sort?: Sort;
  /** Left out where the grid is narrower than this many rem, so that large text needs no sideways scrolling. */
  readonly from?: number;
  readonly align?: 'end';
}

/** The least room of a track in rem; 0 where it says none. */
export function leastWidth(track: string): number {
  return Number(/(\d+(?:\.\d+)?)rem/.exec(track)?.[1] ?? 0);
}

/** Room beside the cells, in rem. */
const edges = 1.2;

/**
 * The columns that a grid `wide` rem wide shows. Those that a user chose are shown in their order as far as they fit, the
 * first always: who chose them would not understand why a wide one is left out for a narrow one behind it.
 */
export function shownColumns<C extends { readonly width: string; readonly from?: number }>(
  columns: readonly C[],
  wide: number,
  isChosen: boolean,
): readonly C[] {
  if (!isChosen) return columns.filter(({ from }) => from === undefined || wide >= from);
  let room = wide - edges;
  const end = columns.findIndex(({ width }, index) => {
    room -= leastWidth(width);
    return room < 0 && index > 0;
  });
  return end < 0 ? columns : columns.slice(0, end);
}

/** Columns in the order in which a user chose them; keys that are no more are passed over. Null: the usual ones. */
export function chosenColumns<C extends { readonly key: string }>(
  columns: readonly C[],
  keys: readonly string[] | null,
): readonly C[] {
  if (keys === null) return columns;
  const chosen = keys.flatMap((key) => columns.filter((column) => column.key === key));
  return chosen.length > 0 ? chosen : columns;
}
