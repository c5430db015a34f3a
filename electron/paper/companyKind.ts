import { companyKey } from '../../shared/korean/name.ts';
import { foldText } from '../../shared/korean/text.ts';
import type { CompanyFields } from '../../shared/model/company.ts';
import { codesOf } from '../desk/code.ts';
import type { ReadableStore } from '../store/store.ts';
import { companyColumns, type CompanyColumn } from './companyColumns.ts';
import { readCompanyRow } from './companyRows.ts';
import { companyDoubts, companyPairs, companyRefusals, type CompanyPair } from './companyWords.ts';
import type { Mapping } from './header.ts';
import type { ImportKind, JudgeRow } from './importKind.ts';
import { rowTexts } from './sheet.ts';

/** What two entries are compared by. */
type Known = Pick<CompanyFields, 'name' | 'businessNumber' | 'address' | 'phone'>;

/**
 * How two entries are alike; null where they are not. Two numbers that differ are two businesses, however alike the
 * rest. Symmetric.
 */
function companyLikeness(a: Known, b: Known): CompanyPair | null {
  if (a.businessNumber !== null && a.businessNumber === b.businessNumber) return 'number';
  if (companyKey(a.name) !== companyKey(b.name)) return null;
  if (a.businessNumber !== null && b.businessNumber !== null) return 'sameName';
  const [here, there] = [foldText(a.address ?? ''), foldText(b.address ?? '')];
  if (here !== there) return 'sameName';
  if (here !== '') return 'nameAddress';
  return a.phone !== null && b.phone !== null && a.phone !== b.phone ? 'sameName' : 'nameAlone';
}

interface Match {
  readonly pair: CompanyPair;
  readonly where: string;
}

function stronger(a: Match | null, b: Match): Match {
  return a === null || (a.pair === 'sameName' && b.pair !== 'sameName') ? b : a;
}

/** How many of one name are looked at. */
const most = 300;

/** Finds in the store, as it was before the import, which company a row is or may be. */
function storedMatch(store: ReadableStore): (fields: Known) => Match | null {
  const columns = 'SELECT id, doc FROM company';
  return (fields) => {
    const candidates = [
      ...(fields.businessNumber === null
        ? []
        : store.sql(`${columns} WHERE business_number = ? LIMIT 5`).all(fields.businessNumber)),
      ...store.sql(`${columns} WHERE name_key = ? ORDER BY id LIMIT ${most}`).all(companyKey(fields.name)),
    ] as { doc: string }[];
    let best: Match | null = null;
    for (const { doc } of candidates) {
      const known = JSON.parse(doc) as CompanyFields;
      const pair = companyLikeness(fields, known);
      if (pair !== null) best = stronger(best, { pair, where: `등록된 기업(${known.name})과` });
    }
    return best;
  };
}

/** Finds among the rows before it which company a row is or may be, and notes it. */
function matchInFile(): (fields: Known, line: number) => Match | null {
  const byNumber = new Map<string, number>();
  const byName = new Map<string, { fields: Known; line: number }[]>();
  return (fields, line) => {
    const { businessNumber: number } = fields;
    const before = number === null ? undefined : byNumber.get(number);
    let best: Match | null = before === undefined ? null : { pair: 'number', where: `${before}행과` };
    if (number !== null && before === undefined) byNumber.set(number, line);
    const key = companyKey(fields.name);
    const named = byName.get(key) ?? [];
    for (const other of named) {
      const pair = companyLikeness(fields, other.fields);
      if (pair !== null) best = stronger(best, { pair, where: `${other.line}행과` });
    }
    if (named.length < most) named.push({ fields, line });
    byName.set(key, named);
    return best;
  };
}

/**
 * 기업. The same 사업자등록번호, or the same name at the same address, in the store or in a row before, is `same` and is not
 * taken; the same name otherwise is taken only when chosen. Nothing is ever changed or merged by an import.
 */
export const companyKind: ImportKind<CompanyFields> = {
  list: 'company',
  fields: companyColumns,
  judge({ mapping, store }): JudgeRow<CompanyFields> {
    const context = { mapping: mapping as Mapping<CompanyColumn>, today: store.today, codes: codesOf(store) };
    const inStore = storedMatch(store);
    const inFile = matchInFile();
    return (row, found) => {
      const { line, cells } = row;
      const base = { line, cells, name: '', about: '', district: null, complexGuessed: false, value: null };
      if (found.length > 0)
        return {
          ...base,
          verdict: 'refused',
          reasons: [companyRefusals.resident],
          counted: [companyRefusals.resident],
        };
      const reading = readCompanyRow(row, context);
      if (!reading.ok) {
        return {
          ...base,
          name: rowTexts(row).find((text) => text !== '') ?? '',
          verdict: 'refused',
          reasons: reading.reasons.map(({ message }) => message),
          counted: reading.reasons.slice(0, 1).map(({ counted }) => counted),
        };
      }
      const { fields } = reading;
      const earlier = inFile(fields, line);
      const stored = inStore(fields);
      const match = stored && earlier ? stronger(stored, earlier) : (stored ?? earlier);
      const shown = { ...base, name: fields.name, about: fields.address ?? '', district: fields.district };
      const words = reading.doubts.map((code) => companyDoubts[code]);
      if (!match) return { ...shown, verdict: 'add', reasons: words, counted: words, value: fields };
      const why = `${match.where} ${companyPairs[match.pair]}`;
      if (match.pair !== 'sameName') return { ...shown, verdict: 'same', reasons: [why], counted: [] };
      const counted = [companyPairs[match.pair]];
      return { ...shown, verdict: 'maybe', reasons: [why, ...words], counted, value: fields };
    };
  },
};
