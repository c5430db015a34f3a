import type { Statement } from 'better-sqlite3';
import type { Row, Value, Write } from '../../shared/sync/types.ts';
import { sameValue } from '../../shared/sync/rules.ts';
import { docText, readDoc, wholeDoc } from './doc.ts';
import { projections } from './project.ts';
import type { ConsultationFields } from '../../shared/model/consultation.ts';
import { consultationFields } from '../../shared/model/consultation.ts';
import { recordTypes } from '../../shared/model/recordTypes.ts';
import type { ConsultationDoc, Docs, RecordType } from './records.ts';
import { dropBlobs, noteBlobs } from './attachmentBlobs.ts';
import { dropPages } from './attachmentPages.ts';
import { dropStanding, noteStanding, syncTouched } from './standing.ts';
import type { Touched } from './store.ts';

/** The column of a record's row that names the person or company on which it hangs; undefined where it hangs on neither. */
function hangsBy(type: RecordType): 'person_id' | 'company_id' | undefined {
  const parent = recordTypes[type]?.parent?.type;
  return parent === 'person' || parent === 'company' ? `${parent}_id` : undefined;
}

/** The same of the columns that its row is about to get. */
function hangingOn(type: RecordType, columns: object): number | null {
  const column = hangsBy(type);
  return column === undefined ? null : (columns as Record<typeof column, number>)[column];
}

type Column = string | number | null;

type Columns = Readonly<Record<string, Column>>;

/** How rows of one record type are written and read again: a projection always gives the same columns in the same order. */
interface Shape {
  readonly insert: Statement;
  readonly find: Statement;
}

/** The record tables: what screens read. Rows are written here only, by `project`, from a command or from a peer. */
export class Tables {
  readonly #sql: (text: string) => Statement;
  readonly #shapes = new Map<RecordType, Shape>();
  #touched: Touched[] = [];

  constructor(sql: (text: string) => Statement) {
    this.#sql = sql;
  }

  holds(type: string): type is RecordType {
    return Object.hasOwn(projections, type);
  }

  get<T extends RecordType>(type: T, id: number): Docs[T] | null {
    const row = this.#sql(`SELECT doc FROM ${type} WHERE id = ?`).get(id) as { doc: string } | undefined;
    return row ? readDoc(type, row.doc) : null;
  }

  idOf(type: RecordType, uuid: string): number | null {
    const row = this.#sql(`SELECT id FROM ${type} WHERE uuid = ?`).get(uuid) as { id: number } | undefined;
    return row?.id ?? null;
  }

  /** Writes a record's row; gives its local id, or 0 while something that it hangs on is not here. */
  write<T extends RecordType>(type: T, uuid: string, doc: Docs[T], known = this.idOf(type, uuid)): number {
    const columns = this.#columns(type, uuid, doc);
    if (columns === null) return 0;
    const { insert, find } = this.#shape(type, columns);
    const text = docText(type, doc);
    const on = hangingOn(type, columns);
    const row = known === null ? null : (find.get(known) as Columns);
    const before = row === null ? null : hangingOn(type, row);
    const id = known ?? Number(insert.run(uuid, text, ...Object.values(columns)).lastInsertRowid);
    if (row !== null) this.#update(type, id, text, changesOf(row, columns));
    else if (type === 'staff') this.#giveCases(id, uuid);
    this.#tell(type, id, on);
    // It hangs on another now: whoever shows the one that it left hears of it too.
    if (before !== null && before !== on) this.#tell(type, id, before);
    if (type === 'correction') this.#correct((doc as Docs['correction']).consultation);
    if (type === 'attachment') noteBlobs({ sql: this.#sql }, uuid, doc as Docs['attachment']);
    return id;
  }

  /**
   * Sets only what is another than before. SQLite writes every index anew that has a column which is set, also where it is
   * set to what it was; and most edits change nothing that a list is sorted or filtered by. Few sets of columns ever
   * change together, so that the statements kept for them stay few.
   */
  #update(type: RecordType, id: number, text: string, changes: Columns): void {
    const names = ['doc', ...Object.keys(changes)];
    const update = this.#sql(`UPDATE ${type} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`);
    update.run(text, ...Object.values(changes), id);
  }

  /** The columns of a record's row. A consultation's say what its newest correction says. */
  #columns<T extends RecordType>(type: T, uuid: string, doc: Docs[T]): ReturnType<(typeof projections)[T]> {
    const resolve = (other: RecordType, id: string): number | null => this.idOf(other, id);
    const corrected = type === 'consultation' ? this.#newestCorrection(uuid) : null;
    if (corrected === null) return projections[type](doc, resolve) as ReturnType<(typeof projections)[T]>;
    const columns = projections[type]({ ...doc, ...corrected }, resolve);
    return (columns && { ...columns, corrected: JSON.stringify(corrected) }) as ReturnType<(typeof projections)[T]>;
  }

  /**
   * What the newest correction of a consultation says, in the order of replication (rules.ts, compareWrites): all laptops
   * that hold the same show the same. One whose command is not committed yet knows of all the others.
   */
  #newestCorrection(consultation: string): ConsultationFields | null {
    const row = this.#sql(
      `SELECT doc FROM correction WHERE consultation = ?
       ORDER BY lamport IS NULL DESC, lamport DESC, device DESC LIMIT 1`,
    ).get(consultation) as { doc: string } | undefined;
    return row ? consultationFields.parse(JSON.parse(row.doc)) : null;
  }

  /** Writes a consultation's row anew when its corrections are others than before; nothing while it is not here. */
  #correct(uuid: string): void {
    const row = this.#sql('SELECT id, doc FROM consultation WHERE uuid = ?').get(uuid) as
      | { id: number; doc: string }
      | undefined;
    if (row) this.write('consultation', uuid, JSON.parse(row.doc) as ConsultationDoc, row.id);
  }

  /** Puts a correction in its place among the others of its consultation. */
  #place(uuid: string, { lamport, device }: Write): void {
    const moved = this.#sql(
      `UPDATE correction SET lamport = ?, device = ? WHERE uuid = ? AND (lamport IS NOT ? OR device IS NOT ?)
       RETURNING consultation`,
    ).get(lamport, device, uuid, lamport, device) as { consultation: string } | undefined;
    if (moved) this.#correct(moved.consultation);
  }

  /**
   * Records arrive in any order: what came before its counsellor's account becomes theirs now, or a restricted person
   * would stay hidden from their own counsellor (visibility.ts).
   */
  #giveCases(staffId: number, uuid: string): void {
    const people = `UPDATE person SET counsellor_id = ? WHERE counsellor_id IS NULL
      AND coalesce(doc ->> '$.counsellor', doc ->> '$.createdBy') = ? RETURNING id`;
    const talks = `UPDATE consultation SET counsellor_id = ? WHERE restricted = 1 AND counsellor_id IS NULL
      AND doc ->> '$.counsellor' = ? RETURNING id`;
    for (const { id } of this.#sql(people).all(staffId, uuid) as { id: number }[]) this.touch('person', id);
    for (const { id } of this.#sql(talks).all(staffId, uuid) as { id: number }[]) this.touch('consultation', id);
  }

  /**
   * The merged record as replication sees it becomes its row. A command has written its rows already, so that it can
   * read them; they are written again only where merging made something else of them.
   */
  project(row: Row, made: Write): void {
    const { type, id: uuid, values, held, mergedInto } = row;
    if (!this.holds(type)) return;
    if (noteStanding(this.#sql, row)) this.#touched.push(syncTouched);
    // Its pages are waited for also while it waits for its person itself.
    if (held && type === 'attachment') noteBlobs({ sql: this.#sql }, uuid, values);
    if (held || mergedInto !== undefined) return this.remove(type, uuid);
    // The model's own readers made these values; what a newer version added is in the log and waits there.
    const doc = wholeDoc(type, values);
    const known = this.#sql(`SELECT id, doc FROM ${type} WHERE uuid = ?`).get(uuid) as
      | { id: number; doc: string }
      | undefined;
    if (!known || !isSame(known.doc, type, doc)) this.write(type, uuid, doc, known?.id ?? null);
    if (type === 'correction') this.#place(uuid, made);
  }

  /** The record is no more anywhere: what lies beside its row goes too. A row that only waits loses nothing. */
  erase(type: string, uuid: string): void {
    this.remove(type, uuid);
    if (dropStanding(this.#sql, type, uuid)) this.#touched.push(syncTouched);
    if (type !== 'attachment') return;
    dropPages({ sql: this.#sql }, uuid);
    dropBlobs({ sql: this.#sql }, uuid);
  }

  remove(type: string, uuid: string): void {
    if (!this.holds(type)) return;
    const id = this.idOf(type, uuid);
    if (id === null) return;
    const gone = type === 'correction' ? this.get(type, id) : null;
    const on = this.#hangsOn(type, id);
    this.#sql(`DELETE FROM ${type} WHERE id = ?`).run(id);
    this.#sql(
      `INSERT INTO retired_id (type, id) VALUES (?, ?) ON CONFLICT (type) DO UPDATE SET id = max(id, excluded.id)`,
    ).run(type, id);
    this.#tell(type, id, on);
    if (gone) this.#correct(gone.consultation);
  }

  /** The person or company on which a row hangs now; null where it hangs on none. */
  #hangsOn(type: RecordType, id: number): number | null {
    const column = hangsBy(type);
    if (column === undefined) return null;
    return this.#sql(`SELECT ${column} FROM ${type} WHERE id = ?`).pluck().get(id) as number;
  }

  #tell(type: RecordType, id: number, on: number | null): void {
    this.#touched.push(on === null ? { type, id } : { type, id, on });
  }

  touch(type: string, id: number): void {
    this.#touched.push({ type, id });
  }

  /** What was written since the last asking. */
  takeTouched(): readonly Touched[] {
    const touched = this.#touched;
    this.#touched = [];
    return touched;
  }

  #shape(type: RecordType, columns: object): Shape {
    let shape = this.#shapes.get(type);
    if (!shape) {
      const names = Object.keys(columns);
      shape = {
        insert: this.#sql(
          `INSERT INTO ${type} (id, uuid, doc, ${names.join(', ')}) VALUES (
             1 + max(coalesce((SELECT max(id) FROM ${type}), 0),
                     coalesce((SELECT id FROM retired_id WHERE type = '${type}'), 0)),
             ?, ?${', ?'.repeat(names.length)})`,
        ),
        find: this.#sql(`SELECT id, ${names.join(', ')} FROM ${type} WHERE id = ?`),
      };
      this.#shapes.set(type, shape);
    }
    return shape;
  }
}

/** The columns of a row that are to be others. */
function changesOf(row: Columns, columns: Columns): Columns {
  return Object.fromEntries(Object.entries(columns).filter(([name, value]) => value !== row[name]));
}

/** Whether a row's text says the same; most often it does so letter by letter. */
function isSame<T extends RecordType>(text: string, type: T, doc: Docs[T]): boolean {
  if (text === docText(type, doc)) return true;
  const [before, now]: [unknown, unknown] = [readDoc(type, text), doc];
  return sameValue(before as Value, now as Value);
}
