import { complexNamed } from '../../shared/codes/complex.ts';
import { rootTechnologyOfIndustry } from '../../shared/codes/rootTechnology.ts';
import type { FactoryFields } from '../../shared/model/factory.ts';
import type { Cell, SheetRow } from './cell.ts';
import type { FactoryColumn, FactoryMapping } from './factoryColumns.ts';
import {
  addressKey,
  readFactoryRow,
  refusal,
  type FactoryContext,
  type FactoryRow,
  type Refused,
} from './factoryRows.ts';
import { doubts as doubtWords, pairReasons, type DoubtCode, type PairReason } from './factoryWords.ts';
import { paperProblem, type PaperResult } from './problems.ts';
import type { ReadingOptions } from './reading.ts';

/** A factory that the directory has already. */
export interface KnownFactory {
  readonly id: number;
  readonly fields: FactoryFields;
}

/** The directory **as it was before this import**: rows that the import itself writes must not be found. */
export interface FactoryDirectory {
  byNumber(factoryNumber: string): KnownFactory | undefined;
  /** Those with this `nameKey`, some dozens at most. */
  byName(nameKey: string): readonly KnownFactory[];
}

/** Two entries that may be one factory: another line of the file, or one of the directory. */
interface DoubtfulPair {
  readonly line: number;
  readonly otherLine?: number;
  readonly existingId?: number;
  readonly why: PairReason;
  readonly message: string;
}

interface RefusedRow {
  readonly line: number;
  readonly cells: readonly Cell[];
  readonly reasons: readonly Refused[];
}

export type FactoryDecision =
  | { readonly kind: 'add'; readonly line: number; readonly row: FactoryRow; readonly pairs: readonly DoubtfulPair[] }
  | {
      readonly kind: 'update';
      readonly line: number;
      readonly id: number;
      /** Fields to be saved: the directory's, with what this file says. */
      readonly row: FactoryRow;
      readonly changes: readonly (keyof FactoryFields)[];
      readonly pairs: readonly DoubtfulPair[];
    }
  | { readonly kind: 'same'; readonly line: number; readonly id: number }
  | ({ readonly kind: 'refused' } & RefusedRow);

/** Judges lines one after the other. Holds some hundred bytes a line (keys and line numbers), never the lines. */
export interface FactoryPlanner {
  take(row: SheetRow): FactoryDecision;
}

/**
 * The rules of an import of the 공장명부, line by line in the order of the file:
 * - the same 공장관리번호 a second time, or without a number the same name at the same address, is refused as 중복 with
 *   the line it repeats;
 * - a line is the directory's factory when the numbers are equal, or, where one side has none, name and address;
 * - then it is `same` when no field that the file has a column for says something else, else `update`. A blank cell
 *   never erases, and a guessed complex never replaces one that a file gave;
 * - equal names at one lot or in one dong with different numbers come in and are listed as doubtful.
 *
 * So the same file a second time gives `same` for each line that came in, and refuses what was refused.
 */
export function factoryPlanner(context: FactoryContext, directory: FactoryDirectory): FactoryPlanner {
  const byIdentity = new Map<string, number>();
  const byPlace = new Map<string, number>();
  const provided = fieldsOf(context.mapping);
  const remembering: FactoryContext = {
    ...context,
    complexNamed: remembered(complexNamed),
    rootTechnologyOf: remembered(rootTechnologyOfIndustry),
  };
  /** Entries without a number that a numbered line of this file has taken: a second one may not take it too. */
  const claimed = new Set<number>();
  return {
    take(sheetRow) {
      const { line, cells } = sheetRow;
      const reading = readFactoryRow(sheetRow, remembering);
      if (!reading.ok) return { kind: 'refused', line, cells, reasons: reading.reasons };
      const { row } = reading;
      const where = addressKey(row.fields.address);
      const identity = identityOf(row, where);
      const earlier = byIdentity.get(identity);
      if (earlier !== undefined) {
        const field: FactoryColumn = row.fields.factoryNumber === null ? 'name' : 'factoryNumber';
        const value = row.fields.factoryNumber ?? row.fields.rawName;
        return { kind: 'refused', line, cells, reasons: [refusal('duplicate', field, value, `(${earlier}행과 중복)`)] };
      }
      byIdentity.set(identity, line);
      const inFile = pairInFile(row, where, line, byPlace);
      const { factoryNumber } = row.fields;
      const numbered = factoryNumber === null ? undefined : directory.byNumber(factoryNumber);
      if (numbered) return compared(line, row, numbered, provided, inFile);
      const alike = directory.byName(row.nameKey);
      const known = knownAs(row.fields, where, alike, claimed);
      if (known) {
        if (factoryNumber !== null) claimed.add(known.id);
        return compared(line, row, known, provided, inFile);
      }
      const pairs = [...inFile, ...pairsInDirectory(row.fields, where, line, alike)];
      return { kind: 'add', line, row: withLookalike(row, pairs), pairs };
    },
  };
}

/** A list of 14,000 lines has twenty names of complexes and a thousand industries: each is looked up once. */
function remembered<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = find(text);
    if (known.size < 5000) known.set(text, found);
    return found;
  };
}

/** What makes a line the same entry of the file. Without number and address only a line that is equal in all it says. */
function identityOf({ fields, nameKey, pnu }: FactoryRow, address: string): string {
  if (fields.factoryNumber !== null) return `#${fields.factoryNumber}`;
  const where = address || (pnu ?? '');
  if (where !== '') return `${nameKey}@${where}`;
  return `${nameKey}?${[fields.industry, fields.product, fields.phone, fields.lon, fields.lat].join('|')}`;
}

/** Notes the line's name and place; gives the earlier line that has the same. Only the first, so that it stays linear. */
function pairInFile(row: FactoryRow, address: string, line: number, byPlace: Map<string, number>): DoubtfulPair[] {
  const { fields, nameKey, pnu } = row;
  const where = pnu ?? (address || null);
  const lot = where === null ? null : `${nameKey}@${where}`;
  const dong = fields.district === null || fields.dong === null ? null : `${nameKey}/${fields.district}/${fields.dong}`;
  const nowhere = dong === null && lot === null ? `${nameKey}?` : null;
  const ranked: readonly (readonly [string | null, PairReason])[] = [
    [lot, 'sameLot'],
    [dong, 'sameDong'],
    [nowhere, 'sameNameNoPlace'],
  ];
  let pair: DoubtfulPair | null = null;
  for (const [key, why] of ranked) {
    if (key === null) continue;
    const otherLine = byPlace.get(key);
    if (otherLine === undefined) byPlace.set(key, line);
    else pair ??= { line, otherLine, why, message: `${otherLine}행과 ${pairReasons[why]}` };
  }
  return pair ? [pair] : [];
}

/**
 * The entry of the same name that a line is, where one side has no number. A line without a number is first of all the
 * entry without a number: a directory may hold both (the line of a list that had none came in beside the numbered one).
 */
function knownAs(
  fields: FactoryFields,
  address: string,
  alike: readonly KnownFactory[],
  claimed: ReadonlySet<number>,
): KnownFactory | undefined {
  const numbered = fields.factoryNumber !== null;
  const candidates = alike
    .filter(
      (known) =>
        (!numbered || (known.fields.factoryNumber === null && !claimed.has(known.id))) &&
        addressKey(known.fields.address) === address,
    )
    .toSorted(
      (a, b) => Number(a.fields.factoryNumber !== null) - Number(b.fields.factoryNumber !== null) || a.id - b.id,
    );
  // Without an address a name alone is not enough: only an entry that says nothing else is the same.
  if (address === '') return candidates.find((known) => sameWithoutPlace(known.fields, fields));
  const unnumbered = candidates.filter((known) => known.fields.factoryNumber === null);
  const first = unnumbered.length > 0 ? unnumbered : candidates;
  return (
    first.find((known) => known.fields.product === fields.product && known.fields.industry === fields.industry) ??
    first[0]
  );
}

function sameWithoutPlace(a: FactoryFields, b: FactoryFields): boolean {
  return (
    a.industry === b.industry &&
    a.product === b.product &&
    a.phone === b.phone &&
    a.lon === b.lon &&
    a.lat === b.lat &&
    a.district === b.district &&
    a.dong === b.dong
  );
}

function compared(
  line: number,
  row: FactoryRow,
  known: KnownFactory,
  provided: ReadonlySet<keyof FactoryFields>,
  inFile: readonly DoubtfulPair[],
): FactoryDecision {
  const changes = [...provided].filter((key) => saysSomethingElse(key, row.fields, known.fields));
  if (changes.length === 0) return { kind: 'same', line, id: known.id };
  const renamed =
    row.nameKey !== '' && changes.includes('name') && addressKey(known.fields.name) !== addressKey(row.fields.name);
  const pairs: readonly DoubtfulPair[] = renamed
    ? [...inFile, { line, existingId: known.id, why: 'numberOtherName', message: pairReasons.numberOtherName }]
    : inFile;
  const fields = {
    ...known.fields,
    ...Object.fromEntries(changes.map((key) => [key, row.fields[key]])),
    doubts: row.fields.doubts,
  };
  return { kind: 'update', line, id: known.id, row: withLookalike({ ...row, fields }, pairs), changes, pairs };
}

/** A blank never erases, a guess never replaces what a file gave. */
function saysSomethingElse(key: keyof FactoryFields, now: FactoryFields, before: FactoryFields): boolean {
  const value = now[key];
  if (value === null || value === '' || key === 'doubts') return false;
  if (key === 'complex' || key === 'complexGuessed') {
    if (now.complex === null || (now.complexGuessed && before.complex !== null && !before.complexGuessed)) return false;
  }
  return value !== before[key];
}

/** The fields that the mapped columns speak of. */
function fieldsOf(mapping: FactoryMapping): ReadonlySet<keyof FactoryFields> {
  const fields = new Set<keyof FactoryFields>();
  const when = (columns: readonly FactoryColumn[], ...keys: (keyof FactoryFields)[]): void => {
    if (columns.some((column) => mapping[column] !== undefined)) for (const key of keys) fields.add(key);
  };
  when(['name'], 'name', 'rawName');
  when(['factoryNumber'], 'factoryNumber');
  when(['industry'], 'industry', 'rootTechnology');
  when(['address', 'lotAddress'], 'address');
  when(['address', 'lotAddress', 'city', 'district', 'pnu'], 'district', 'oldDistrict', 'dong');
  when(['lon', 'lat'], 'lon', 'lat');
  when(['complex', 'address', 'lotAddress', 'lon', 'lat'], 'complex', 'complexGuessed');
  when(['phone'], 'phone');
  when(['product'], 'product');
  when(['employees', 'men', 'women', 'foreignMen', 'foreignWomen'], 'employees');
  return fields;
}

/** Entries of the directory that a new line may be: the same name at the lot or in the dong. */
function pairsInDirectory(
  fields: FactoryFields,
  address: string,
  line: number,
  alike: readonly KnownFactory[],
): DoubtfulPair[] {
  for (const known of alike) {
    const why = likeness(fields, address, known.fields);
    if (why) return [{ line, existingId: known.id, why, message: `명부에 있는 공장과 ${pairReasons[why]}` }];
  }
  return [];
}

function likeness(fields: FactoryFields, address: string, known: FactoryFields): PairReason | null {
  if (address !== '' && address === addressKey(known.address)) return 'sameLot';
  if (fields.dong !== null && fields.dong === known.dong && fields.district === known.district) return 'sameDong';
  if ((address === '' && fields.dong === null) || (known.address === '' && known.dong === null))
    return 'sameNameNoPlace';
  return null;
}

function withLookalike(row: FactoryRow, pairs: readonly DoubtfulPair[]): FactoryRow {
  if (pairs.length === 0) return row;
  const code: DoubtCode = 'lookalike';
  return {
    ...row,
    doubts: [...row.doubts, code],
    fields: {
      ...row.fields,
      doubts: [...row.fields.doubts, ...pairs.map(({ message }) => `${doubtWords[code]} ${message}`)],
    },
  };
}

/** A whole import, judged and not yet written. */
export interface FactoryPlan {
  readonly add: readonly Extract<FactoryDecision, { kind: 'add' }>[];
  readonly update: readonly Extract<FactoryDecision, { kind: 'update' }>[];
  readonly same: readonly Extract<FactoryDecision, { kind: 'same' }>[];
  readonly refused: readonly RefusedRow[];
  readonly doubtfulPairs: readonly DoubtfulPair[];
}

/** Collects decisions into lists, for a dry run. Whoever writes while judging uses `factoryPlanner` and keeps none. */
function collectPlan(): { readonly plan: FactoryPlan; readonly keep: (decision: FactoryDecision) => void } {
  const plan: { -readonly [list in keyof FactoryPlan]: FactoryPlan[list][number][] } = {
    add: [],
    update: [],
    same: [],
    refused: [],
    doubtfulPairs: [],
  };
  const keep = (decision: FactoryDecision): void => {
    switch (decision.kind) {
      case 'add':
        plan.add.push(decision);
        plan.doubtfulPairs.push(...decision.pairs);
        break;
      case 'update':
        plan.update.push(decision);
        plan.doubtfulPairs.push(...decision.pairs);
        break;
      case 'same':
        plan.same.push(decision);
        break;
      case 'refused':
        plan.refused.push({ line: decision.line, cells: decision.cells, reasons: decision.reasons });
        break;
    }
  };
  return { plan, keep };
}

/**
 * Judges a whole file into lists, for a dry run. Rows may come in portions; between two of them the flag is asked.
 * Whoever writes while judging uses `factoryPlanner` and keeps no list.
 */
export async function planFactoryImport(
  portions: AsyncIterable<readonly SheetRow[]> | Iterable<readonly SheetRow[]>,
  context: FactoryContext,
  directory: FactoryDirectory,
  options: ReadingOptions & { readonly expectedRows?: number } = {},
): Promise<PaperResult<FactoryPlan>> {
  const planner = factoryPlanner(context, directory);
  const { plan, keep } = collectPlan();
  let rows = 0;
  for await (const portion of portions) {
    if (options.cancel?.aborted === true) return { ok: false, problem: paperProblem('cancelled') };
    for (const row of portion) keep(planner.take(row));
    rows += portion.length;
    options.onProgress?.({ rows, share: Math.min(1, rows / Math.max(1, options.expectedRows ?? rows)) });
  }
  return { ok: true, value: plan };
}
