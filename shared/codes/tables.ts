/** The code tables that a centre may extend (코드표): what the program ships with, by name. */
import { attachmentKinds } from './attachment.ts';
import { certificateKinds, companySizes, contactRoles, facilities, rootStatuses } from './company.ts';
import { consultationActions, consultationMethods, consultationTypes } from './consultation.ts';
import type { Code } from './index.ts';
import {
  commutes,
  drivingLicences,
  educations,
  employments,
  employmentTypes,
  graduations,
  inflows,
  militaries,
  shiftWishes,
  supportSchemes,
} from './person.ts';

/** An editable table: its Korean name and the rows that come with the program. */
export interface CodeTableSpec {
  readonly name: string;
  readonly rows: readonly Code[];
}

/**
 * Districts, complexes, 뿌리기술, 체류자격 and 취업취약계층 are not here: law and the reform of 2026 set them, other rules count on them, and they
 * change with the program.
 */
export const codeTables = {
  inflow: { name: '유입경로', rows: inflows },
  employment: { name: '취업여부', rows: employments },
  education: { name: '최종학력', rows: educations },
  graduation: { name: '졸업구분', rows: graduations },
  driving: { name: '운전면허', rows: drivingLicences },
  military: { name: '병역', rows: militaries },
  employmentType: { name: '고용형태', rows: employmentTypes },
  shift: { name: '교대', rows: shiftWishes },
  commute: { name: '통근수단', rows: commutes },
  supportScheme: { name: '국민취업지원제도', rows: supportSchemes },
  consultationMethod: { name: '상담방법', rows: consultationMethods },
  consultationType: { name: '상담유형', rows: consultationTypes },
  consultationAction: { name: '조치·결과', rows: consultationActions },
  contactRole: { name: '담당자가 맡은 일', rows: contactRoles },
  certificateKind: { name: '확인서·인증 종류', rows: certificateKinds },
  rootStatus: { name: '뿌리기업 여부', rows: rootStatuses },
  companySize: { name: '기업규모', rows: companySizes },
  facility: { name: '근무 여건', rows: facilities },
  attachmentKind: { name: '첨부 서류 종류', rows: attachmentKinds },
  // The centre's own: 임시공휴일 and years that the program does not know (korean/workingDay.ts).
  holiday: { name: '쉬는 날 (임시공휴일)', rows: [] },
} as const satisfies Record<string, CodeTableSpec>;

export type CodeTable = keyof typeof codeTables;
export const codeTableNames = Object.keys(codeTables) as [CodeTable, ...CodeTable[]];

/** What a centre has said of one code: a new one, another name, days on which it may be chosen, its place. */
export interface CodeWord {
  readonly table: CodeTable;
  readonly code: string;
  readonly name: string;
  /** First and last day on which it may be chosen; null: always. */
  readonly from: string | null;
  readonly to: string | null;
  /** Place in the table; null: where the program has it, new ones at the end. */
  readonly place: number | null;
}

/** The tables as they stand in one centre. */
export interface Codes {
  of(table: CodeTable): readonly Code[];
}

/** The program's own tables, for a page that has not read the centre's yet and for rules without a store. */
export const shippedCodes: Codes = { of: (table) => codeTables[table].rows };

/** A table with a centre's words laid over it, in the order in which it is shown. */
export function mergedTable(table: CodeTable, words: readonly CodeWord[]): readonly Code[] {
  const mine = words.filter((word) => word.table === table);
  if (mine.length === 0) return codeTables[table].rows;
  const shipped: readonly Code[] = codeTables[table].rows;
  const rows = new Map(shipped.map((row, index) => [row.code, { row, place: index }]));
  for (const { code, name, from, to, place } of mine) {
    const before = rows.get(code);
    const dates = { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
    const { from: _from, to: _to, ...kept } = before?.row ?? { code };
    rows.set(code, { row: { ...kept, code, name, ...dates }, place: place ?? before?.place ?? shipped.length });
  }
  return [...rows.values()]
    .toSorted((a, b) => a.place - b.place || (a.row.code < b.row.code ? -1 : 1))
    .map(({ row }) => row);
}

/** All tables with a centre's words laid over them. */
export function codesWith(words: readonly CodeWord[]): Codes {
  const tables = new Map<CodeTable, readonly Code[]>();
  return {
    of(table) {
      const known = tables.get(table);
      if (known) return known;
      const merged = mergedTable(table, words);
      tables.set(table, merged);
      return merged;
    },
  };
}
