import { hash } from 'node:crypto';
import type { Output } from '../../shared/contract/index.ts';
import { companyKey } from '../../shared/korean/name.ts';
import { foldText } from '../../shared/korean/text.ts';
import type { FactoryFields } from '../../shared/model/factory.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { WritableStore } from '../store/store.ts';

/** Judged rows of an import, ready to be written. */
export interface FactoryToWrite {
  readonly add: readonly FactoryFields[];
  readonly update: readonly { readonly id: number; readonly fields: FactoryFields }[];
  readonly refused: number;
  readonly doubtful: number;
}

export interface Writing {
  /** The file's name, kept with each line. */
  readonly source: string;
  readonly cancelled: () => boolean;
  readonly progress: (done: number, total: number) => void;
}

/**
 * The UUID of a directory line, made of what it says, so that a 기업 made of it on one laptop finds the same line in the
 * directory of another, which read the same file for itself.
 */
function factoryUuid(fields: FactoryFields): string {
  const identity =
    fields.factoryNumber ??
    [companyKey(fields.name), foldText(fields.address), fields.industry, fields.product].join('|');
  const hex = hash('sha256', `factory ${identity}`).slice(0, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * Companies that came from another laptop before this one had read the directory find their lines now; else each would be
 * offered, and made, a second time.
 */
function meetCompanies(store: WritableStore): void {
  const met = store
    .sql(
      `UPDATE company SET factory_id = (SELECT factory.id FROM factory WHERE factory.uuid = company.doc ->> '$.factory')
       WHERE factory_id IS NULL AND doc ->> '$.factory' IN (SELECT uuid FROM factory) RETURNING id`,
    )
    .pluck()
    .all() as number[];
  for (const id of met) store.touch('company', id);
}

/** Rows between two looks at the cancel flag. */
const between = 500;

/**
 * Writes an import into the directory. Runs inside one transaction: a cancel or any failure leaves the directory as it
 * was. Refuses with `importCancelled`.
 */
export function writeFactories(
  store: WritableStore,
  rows: FactoryToWrite,
  writing: Writing,
): Output<'factoryImport.run'> {
  const total = rows.add.length + rows.update.length;
  let done = 0;
  const step = (): void => {
    done += 1;
    if (done % between !== 0 && done !== total) return;
    if (writing.cancelled()) refuse('importCancelled');
    writing.progress(done, total);
  };
  for (const fields of rows.add) {
    const uuid = factoryUuid(fields);
    const isFree = store.idOf('factory', uuid) === null;
    store.insert('factory', { ...fields, source: writing.source }, isFree ? uuid : undefined);
    step();
  }
  for (const { id, fields } of rows.update) {
    store.change('factory', id, { ...fields, source: writing.source });
    step();
  }
  meetCompanies(store);
  return { added: rows.add.length, updated: rows.update.length, refused: rows.refused, doubtful: rows.doubtful };
}
