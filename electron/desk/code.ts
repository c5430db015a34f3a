import { hash } from 'node:crypto';
import type { Input, Output } from '../../shared/contract/index.ts';
import type { Codes, CodeTable } from '../../shared/codes/tables.ts';
import { codesWith, codeTables } from '../../shared/codes/tables.ts';
import { codeEntryFields, readCodeEntry } from '../../shared/model/codeEntry.ts';
import { Refusal, refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { CodeEntryDoc } from '../store/records.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { laptopNumber } from './device.ts';

/** A UUID that stands for a name, the same on every laptop: a version 8 one made of its hash. */
export function namedUuid(name: string): string {
  const hex = hash('sha256', name);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The UUID of a code. */
const entryUuid = (table: CodeTable, code: string): string => namedUuid(`code/${table}/${code}`);

function entries(store: ReadableStore): { id: number; doc: CodeEntryDoc }[] {
  const rows = store.sql('SELECT id, doc FROM codeEntry ORDER BY id').all() as { id: number; doc: string }[];
  return rows.map(({ id, doc }) => ({ id, doc: JSON.parse(doc) as CodeEntryDoc }));
}

/** The code tables of this centre, for the readers of records. */
export function codesOf(store: ReadableStore): Codes {
  return codesWith(entries(store).map(({ doc }) => doc));
}

export function listCodes(store: ReadableStore, _actor: Actor, _input: Input<'code.list'>): Output<'code.list'> {
  return {
    entries: entries(store).map(({ id, doc }) => ({
      id,
      fields: codeEntryFields.parse(doc),
      seen: store.formRead('codeEntry', id),
    })),
  };
}

/** A code that no laptop gives out twice: `L`, this laptop's number, and the next one in this table. */
function freshCode(store: WritableStore, table: CodeTable): string {
  const start = `L${laptopNumber(store)}`;
  const taken = store
    .sql('SELECT max(code) FROM codeEntry WHERE tab = ? AND code GLOB ?')
    .pluck()
    .get(table, `${start}[0-9][0-9]`) as string | null;
  const next = taken === null ? 1 : Number(taken.slice(start.length)) + 1;
  if (next > 99) refuse('checkFields', { fields: { name: '이 노트북에서 이 표에 더 넣을 수 있는 코드가 없습니다.' } });
  return `${start}${String(next).padStart(2, '0')}`;
}

export function saveCode(
  store: WritableStore,
  _actor: Actor,
  { table, code: known, seen, entry }: Input<'code.save'>,
): Output<'code.save'> {
  const code = known ?? freshCode(store, table);
  const reading = readCodeEntry(table, code, entry, store.today);
  if (!reading.ok) throw new Refusal(reading.problem);
  const uuid = entryUuid(table, code);
  const id = store.idOf('codeEntry', uuid);
  const shipped = codeTables[table].rows.some((row) => row.code === code);
  if (known !== null && id === null && !shipped) refuse('notFound');
  if (id === null) return { id: store.insert('codeEntry', reading.value, uuid), code };
  store.change('codeEntry', id, reading.value, seen ?? undefined);
  return { id, code };
}
