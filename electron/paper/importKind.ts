import type { ImportList } from '../../shared/contract/import.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { ReadableStore } from '../store/store.ts';
import type { Cell, SheetRow } from './cell.ts';
import type { ImportField, Mapping } from './header.ts';

/**
 * What happens to a row: `add` and `update` come in; `same` is there already and does not; `maybe` could be somebody
 * who is there and comes in only when chosen; `refused` cannot come in as it is.
 */
export type Verdict = 'add' | 'update' | 'same' | 'maybe' | 'refused';

/** A row of a file, judged. */
export interface Judged<Value> {
  readonly verdict: Verdict;
  readonly line: number;
  /** As it stood in the file, for the list of refused rows; without resident numbers. */
  readonly cells: readonly Cell[];
  /** What it is called and what else tells it apart, for the lists on the screen. */
  readonly name: string;
  readonly about: string;
  /** Korean sentences: why it is refused, the same or doubtful; of one that comes in, its doubts. */
  readonly reasons: readonly string[];
  /** The sentences by which rows are counted, without what is this row's own. */
  readonly counted: readonly string[];
  /** Code of the district, for the numbers. */
  readonly district: string | null;
  readonly complexGuessed: boolean;
  /** What is written when it comes in; null for one that cannot. */
  readonly value: Value | null;
}

/** What rows are judged with: the columns, and the store as it was before the import. */
interface Judging {
  readonly mapping: Mapping;
  readonly store: ReadableStore;
  readonly actor: Actor;
}

/** Judges rows one after the other. `found` are the columns in which a resident number was blacked out. */
export type JudgeRow<Value> = (row: SheetRow, found: readonly number[]) => Judged<Value>;

/** A kind of list that can be imported: its columns and its rules. Reading, dry run, lists and export are the same for all. */
export interface ImportKind<Value> {
  readonly list: ImportList;
  /** Its field of the name has the key `name` and is required. */
  readonly fields: readonly ImportField[];
  judge(judging: Judging): JudgeRow<Value>;
}
