import { hash } from 'node:crypto';
import type { ReadableStore } from '../store/store.ts';
import type { ImportKind } from './importKind.ts';
import type { Mapping } from './header.ts';

/**
 * Mappings of columns, remembered by this laptop per kind of list and header: offices send the same form each month
 * (domain.md §10.10). The header is kept as a digest: should a row of data be taken for one, nothing of it stays.
 */
export function headerKey(titles: readonly string[]): string {
  return hash('sha256', JSON.stringify(titles.map((title) => title.normalize('NFKC').replace(/\s+/gu, ''))));
}

/** The mapping with which a list with this header was last imported; null where there was none. */
export function recalledMapping(
  store: Pick<ReadableStore, 'sql'>,
  { list, fields }: Pick<ImportKind<unknown>, 'list' | 'fields'>,
  header: string,
): Record<string, number> | null {
  const kept = store.sql('SELECT mapping FROM import_mapping WHERE list = ? AND header = ?').pluck().get(list, header);
  if (typeof kept !== 'string') return null;
  // Fields that an older program knew and this one does not are left out.
  const known = new Set(fields.map(({ key }) => key));
  return Object.fromEntries(
    Object.entries(JSON.parse(kept) as Record<string, number>).filter(([key]) => known.has(key)),
  );
}

/** Keeps a mapping; call in the transaction of the import that used it. */
export function rememberMapping(
  store: Pick<ReadableStore, 'sql'>,
  { list, header, mapping }: { readonly list: string; readonly header: string; readonly mapping: Mapping },
): void {
  store
    .sql(
      `INSERT INTO import_mapping (list, header, mapping) VALUES (?, ?, ?)
       ON CONFLICT (list, header) DO UPDATE SET mapping = excluded.mapping`,
    )
    .run(list, header, JSON.stringify(mapping));
}
