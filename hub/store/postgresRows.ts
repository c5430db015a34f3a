/** Many rows in one statement. */
import type { SqlValue, Step } from './script.ts';

type Insert = Extract<Step, { readonly kind: 'insert' }>;

/**
 * One `INSERT … SELECT … FROM unnest(…)`. Bytes go as one value for a whole column, cut up again by the server: a list of
 * bytes would cross as text of twice the size.
 */
export function manyAtOnce({ table, columns, rows, keepOld }: Insert): {
  readonly sql: string;
  readonly values: (Uint8Array | string | readonly SqlValue[])[];
} {
  const values: (Uint8Array | string | readonly SqlValue[])[] = [];
  const lists: string[] = [];
  const names: string[] = [];
  const picks: string[] = [];
  const list = (name: string, type: string, column: readonly SqlValue[]): void => {
    // The driver asks of every element what it is; of numbers we know.
    values.push(type === 'text' ? column : `{${column.join(',')}}`);
    lists.push(`$${values.length}::${type}[]`);
    names.push(name);
  };
  Object.entries(columns).forEach(([name, type], index) => {
    const column = rows.map((row) => row[index] ?? null);
    if (type !== 'bytea') {
      list(name, type, column);
      picks.push(`u.${name}`);
      return;
    }
    const chunks = column.map(bytesOf);
    values.push(Buffer.concat(chunks));
    const whole = `$${values.length}::bytea`;
    let at = 1;
    const starts = chunks.map(({ length }) => (at += length) - length);
    list(`${name}_at`, 'integer', starts);
    list(
      `${name}_length`,
      'integer',
      chunks.map(({ length }) => length),
    );
    picks.push(`substring(${whole} FROM u.${name}_at FOR u.${name}_length)`);
  });
  const conflict = keepOld ? ' ON CONFLICT DO NOTHING' : '';
  return {
    sql: `INSERT INTO ${table} (${Object.keys(columns).join(', ')}) SELECT ${picks.join(', ')}
      FROM unnest(${lists.join(', ')}) AS u (${names.join(', ')})${conflict}`,
    values,
  };
}

function bytesOf(value: SqlValue): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError('bytes are expected in a column of bytes');
}
