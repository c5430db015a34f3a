/** One row of a list that a form holds in one field: names of its columns and what was typed in each. */
export type TypedRow = Readonly<Record<string, string>>;

/** More rows than any 구직신청서 has. */
export const mostRows = 30;

/** Rows as the one text that a form keeps them in; no rows are the empty text. */
export function writeRows(rows: readonly TypedRow[]): string {
  return rows.length === 0 ? '' : JSON.stringify(rows);
}

/** The rows of a form's text; a text that holds none, or was damaged, gives none. */
export function readRows(text: string): TypedRow[] {
  if (text === '') return [];
  try {
    const parsed: unknown = JSON.parse(text);
    if (!Array.isArray(parsed)) return [];
    return parsed
      .filter((row: unknown): row is object => typeof row === 'object' && row !== null && !Array.isArray(row))
      .slice(0, mostRows)
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
        ),
      );
  } catch {
    return [];
  }
}

/** Rows in which something was typed; an empty row that was added and left counts for nothing. */
export function filledRows(text: string): TypedRow[] {
  return readRows(text).filter((row) => Object.values(row).some((value) => value.trim() !== ''));
}

/** A saved list as the rows of its form. */
export function asRows(list: readonly object[] | null): TypedRow[] {
  return (list ?? []).map((item) =>
    Object.fromEntries(
      Object.entries(item).map(([name, value]) => [
        name,
        value === true ? '1' : value === false ? '' : String(value ?? ''),
      ]),
    ),
  );
}
