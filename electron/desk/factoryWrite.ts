import type { Output } from '../../shared/contract/index.ts';
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
    store.insert('factory', { ...fields, source: writing.source });
    step();
  }
  for (const { id, fields } of rows.update) {
    store.change('factory', id, { ...fields, source: writing.source });
    step();
  }
  return { added: rows.add.length, updated: rows.update.length, refused: rows.refused, doubtful: rows.doubtful };
}
