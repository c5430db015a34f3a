import type { Day } from '../../shared/korean/day.ts';
import { sortKey } from '../../shared/korean/hangul.ts';
import { foldText } from '../../shared/korean/text.ts';
import type { PersonFields } from '../../shared/model/person.ts';
import type { Actor } from '../../shared/model/role.ts';
import { duplicateReason } from '../../shared/rules/personDuplicates.ts';
import { codesOf } from '../desk/code.ts';
import type { ReadableStore } from '../store/store.ts';
import { personFilter } from '../store/visibility.ts';
import { rowTexts } from './sheet.ts';
import type { ImportKind, JudgeRow } from './importKind.ts';
import { personColumns, type PersonColumn } from './personColumns.ts';
import { readPersonRow, type PersonLine } from './personRows.ts';
import { personDoubts, personPairs, personRefusals, type PersonPair } from './personWords.ts';
import type { Mapping } from './header.ts';

/** What two entries are compared by. */
type Known = Pick<PersonFields, 'name' | 'birth' | 'mobile' | 'otherPhone' | 'email'>;

/**
 * How two entries are alike, the strongest first: beyond `duplicateReason` also the same name with any number or the
 * e-mail in common, so that somebody without birth and mobile is known again.
 */
function likeness(a: Known, b: Known): PersonPair | null {
  const reason = duplicateReason(identity(a), identity(b));
  if (reason === 'same' || reason === 'sameNameBirth') return reason;
  if (foldText(a.name) === foldText(b.name)) {
    const numbers = [a.mobile, a.otherPhone].filter((number) => number !== null);
    if (numbers.some((number) => number === b.mobile || number === b.otherPhone)) return 'sameNamePhone';
    if (a.email !== null && a.email === b.email) return 'sameNameEmail';
  }
  return reason;
}

function identity({ name, birth, mobile }: Known) {
  return { name, birth: birth as Day | null, mobile };
}

/** Whether a likeness says that it is the same person, so that the row is not taken. */
function isSame(pair: PersonPair): boolean {
  return pair !== 'samePhone' && pair !== 'nearNameSameBirth' && pair !== 'restricted';
}

/** Who is like the row: somebody (shown by `where`), and how. */
interface Match {
  readonly pair: PersonPair;
  readonly where: string;
}

function stronger(a: Match | null, b: Match): Match {
  return a === null || (!isSame(a.pair) && isSame(b.pair)) ? b : a;
}

interface StoredRow {
  readonly id: number;
  readonly number: string;
  readonly name: string;
  readonly birth: string | null;
  readonly mobile: string | null;
  readonly otherPhone: string | null;
  readonly email: string | null;
}

/** How many of one birth, number or name are looked at. */
const most = 300;

/** Finds in the store, as it was before the import, who is like a row; of others' restricted people only that there is one. */
function storedMatch(store: ReadableStore, actor: Actor): (fields: Known) => Match | null {
  const sees = personFilter(store, actor);
  const columns = `SELECT id, number, name, birth, mobile, doc ->> '$.otherPhone' AS otherPhone, doc ->> '$.email' AS email
    FROM person`;
  return (fields) => {
    const { name, birth, mobile } = fields;
    const key = sortKey(name);
    const candidates = [
      ...(birth === null
        ? []
        : // The very name first: of a day that stands for "unknown" there may be more than are looked at.
          store.sql(`${columns} WHERE birth = ? ORDER BY name_sort <> ?, id LIMIT ${most}`).all(birth, key)),
      ...(mobile === null ? [] : store.sql(`${columns} WHERE mobile = ? LIMIT ${most}`).all(mobile)),
      ...(birth !== null || mobile !== null ? [] : store.sql(`${columns} WHERE name_sort = ? LIMIT ${most}`).all(key)),
    ] as StoredRow[];
    let best: Match | null = null;
    let hidden = false;
    for (const row of candidates) {
      const pair = likeness(fields, row);
      if (pair === null) continue;
      if (sees === null || sees(row.id)) best = stronger(best, { pair, where: `등록된 사람(${row.number})과` });
      else hidden = true;
    }
    return best ?? (hidden ? { pair: 'restricted', where: '' } : null);
  };
}

/** Finds among the rows before it who is like a row, and notes it. */
function matchInFile(): (fields: Known, line: number) => Match | null {
  const same = new Map<string, number>();
  const byMobile = new Map<string, { fields: Known; line: number }>();
  const byBirth = new Map<string, { fields: Known; line: number }[]>();
  return (fields, line) => {
    const { birth, mobile, otherPhone, email } = fields;
    const name = foldText(fields.name);
    const keys = [birth, mobile, otherPhone, email].filter((key) => key !== null).map((key) => `${name}|${key}`);
    const before = keys.map((key) => same.get(key)).find((found) => found !== undefined);
    for (const key of keys) if (!same.has(key)) same.set(key, line);
    const alike = [
      ...(mobile === null ? [] : [byMobile.get(mobile)].filter((found) => found !== undefined)),
      ...(birth === null ? [] : (byBirth.get(birth) ?? [])),
    ];
    const near = alike
      .map((other) => ({ pair: likeness(fields, other.fields), where: `${other.line}행과` }))
      .find(({ pair }) => pair !== null);
    if (mobile !== null && !byMobile.has(mobile)) byMobile.set(mobile, { fields, line });
    if (birth !== null) {
      const born = byBirth.get(birth) ?? [];
      if (born.length < most) born.push({ fields, line });
      byBirth.set(birth, born);
    }
    if (before !== undefined) {
      const pair = near?.pair && isSame(near.pair) ? near.pair : 'sameNamePhone';
      return { pair, where: `${before}행과` };
    }
    return near?.pair ? { pair: near.pair, where: near.where } : null;
  };
}

/** UUIDs of those who may have cases and work here, by folded name; a name that two have names nobody. */
function counsellorNames(store: ReadableStore): Map<string, string | undefined> {
  const rows = store
    .sql(
      `SELECT uuid, name FROM staff WHERE ended_at IS NULL AND (ends_on IS NULL OR ends_on >= ?)
       AND role IN ('admin', 'counsellor')`,
    )
    .all(store.today) as { uuid: string; name: string }[];
  const names = new Map<string, string | undefined>();
  for (const { uuid, name } of rows) names.set(foldText(name), names.has(foldText(name)) ? undefined : uuid);
  return names;
}

/** Birth and number of a row, for the lists. */
function aboutOf({ birth, mobile, otherPhone }: Known): string {
  return [birth, mobile ?? otherPhone].filter((text) => text !== null).join(' · ');
}

/**
 * 구직자. The same name with the same birth, number or e-mail, in the store or in a row before, is `same` and is not taken;
 * another name with the same mobile, or one a letter away with the same birth, is taken only when chosen. Nothing is
 * ever changed or merged by an import.
 */
export const personKind: ImportKind<PersonLine> = {
  list: 'person',
  fields: personColumns,
  judge({ mapping, store, actor }): JudgeRow<PersonLine> {
    const names = counsellorNames(store);
    const context = {
      mapping: mapping as Mapping<PersonColumn>,
      today: store.today,
      codes: codesOf(store),
      counsellorNamed: (name: string) => names.get(name),
    };
    const inStore = storedMatch(store, actor);
    const inFile = matchInFile();
    return (row, found) => {
      const base = {
        line: row.line,
        cells: row.cells,
        name: '',
        about: '',
        district: null,
        complexGuessed: false,
        value: null,
      };
      if (found.length > 0)
        return { ...base, verdict: 'refused', reasons: [personRefusals.resident], counted: [personRefusals.resident] };
      const reading = readPersonRow(row, context);
      if (!reading.ok) {
        const { reasons } = reading;
        return {
          ...base,
          name: rowTexts(row).find((text) => text !== '') ?? '',
          verdict: 'refused',
          reasons: reasons.map(({ message }) => message),
          counted: reasons.slice(0, 1).map(({ counted }) => counted),
        };
      }
      const { line, doubts } = reading;
      const { fields } = line;
      const earlier = inFile(fields, row.line);
      const stored = inStore(fields);
      const match = stored && earlier ? stronger(stored, earlier) : (stored ?? earlier);
      const shown = { ...base, name: fields.name, about: aboutOf(fields), district: fields.district };
      const words = doubts.map((code) => personDoubts[code]);
      if (!match) return { ...shown, verdict: 'add', reasons: words, counted: words, value: line };
      const why = `${match.where} ${personPairs[match.pair]}`.trim();
      if (isSame(match.pair)) return { ...shown, verdict: 'same', reasons: [why], counted: [] };
      return { ...shown, verdict: 'maybe', reasons: [why, ...words], counted: [personPairs[match.pair]], value: line };
    };
  },
};
