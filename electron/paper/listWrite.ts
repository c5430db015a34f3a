import type { Output } from '../../shared/contract/index.ts';
import type { CompanyFields } from '../../shared/model/company.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { PersonLine } from './personRows.ts';
import type { WritableStore } from '../store/store.ts';
import { addCompany } from '../desk/company.ts';
import type { Writing } from '../desk/factoryWrite.ts';
import { addPerson } from '../desk/person.ts';

/** How a list that comes in whole is written: people and companies are only ever added. */
interface RowsToAdd<Row> {
  readonly add: readonly Row[];
  readonly refused: number;
  readonly doubtful: number;
}

/** Rows between two looks at the cancel flag. */
const between = 100;

/**
 * Writes the rows of an import one after the other, each as its form would. Runs inside one transaction: a cancel or any
 * failure leaves the store as it was. Refuses with `importCancelled`.
 */
function writeRows<Row>(
  { add, refused, doubtful }: RowsToAdd<Row>,
  writing: Pick<Writing, 'cancelled' | 'progress'>,
  write: (row: Row) => void,
): Output<'personImport.run'> {
  for (const [index, row] of add.entries()) {
    write(row);
    const done = index + 1;
    if (done % between !== 0 && done !== add.length) continue;
    if (writing.cancelled()) refuse('importCancelled');
    writing.progress(done, add.length);
  }
  return { added: add.length, updated: 0, refused, doubtful };
}

/** People of a list; whoever imports has the case of those for whom the list names no counsellor. */
export function writePeople(
  store: WritableStore,
  actor: Actor,
  rows: RowsToAdd<PersonLine>,
  writing: Pick<Writing, 'cancelled' | 'progress'>,
): Output<'personImport.run'> {
  return writeRows(rows, writing, ({ fields, intakeDay, counsellor }) =>
    addPerson(store, actor, fields, { intakeDay, counsellor }),
  );
}

export function writeCompanies(
  store: WritableStore,
  rows: RowsToAdd<CompanyFields>,
  writing: Pick<Writing, 'cancelled' | 'progress'>,
): Output<'companyImport.run'> {
  return writeRows(rows, writing, (fields) => addCompany(store, fields));
}
