import { complexes } from '../../../shared/codes/complex.ts';
import { activeOn } from '../../../shared/codes/index.ts';
import { dormitoryWishes, openGroups, sensitiveGroups, wageForms } from '../../../shared/codes/person.ts';
import type { CodeTable, Codes } from '../../../shared/codes/tables.ts';
import { visas } from '../../../shared/codes/visa.ts';
import type { Day } from '../../../shared/korean/day.ts';
import type { SectionName } from '../../../shared/model/personSections.ts';
import { sectionLabels } from '../../../shared/model/personSections.ts';
import { holds, receives } from '../../../shared/model/personSupport.ts';
import { possible } from '../../../shared/model/personWish.ts';
import { sensitiveLabels } from '../../../shared/model/sensitive.ts';
import type { Entry } from '../../parts/match.ts';
import type { RowColumn } from '../../parts/RowsField.tsx';
import { districtEntries } from '../company/show.ts';

/** How one field of a section is asked. */
export interface SectionField {
  readonly name: string;
  readonly label: string;
  readonly as: 'line' | 'day' | 'combo' | 'select' | 'choice' | 'checks' | 'rows' | 'wage' | 'visa' | 'text';
  readonly entries?: (today: Day, codes: Codes) => readonly Entry[];
  readonly columns?: (today: Day, codes: Codes) => readonly RowColumn[];
  /** Of a list: what the button says that adds a line. */
  readonly add?: string;
  readonly hint?: string;
}

type Part = Omit<SectionField, 'name' | 'label'>;
function field(name: string, part: Part): SectionField {
  return { name, label: sectionLabels[name] ?? name, ...part };
}
const from = (table: CodeTable) => (today: Day, codes: Codes) => activeOn(codes.of(table), today);

const proof: readonly Entry[] = [{ code: '1', name: '확인함' }];

/** The lines of 취업취약계층: which types may be chosen is all that differs. */
function groupColumns(entries: readonly Entry[]): readonly RowColumn[] {
  return [
    { name: 'code', label: '유형', entries },
    { name: 'on', label: '확인한 날', hint: '예: 2026.3.2' },
    { name: 'proof', label: '증빙', entries: proof, none: '확인 전' },
  ];
}

/** The fields of each section in the order in which one asks (domain §3.2). */
export const sectionForms: Readonly<Record<SectionName | 'sensitive', readonly SectionField[]>> = {
  study: [
    field('employment', { as: 'choice', entries: from('employment') }),
    field('education', { as: 'select', entries: from('education') }),
    field('graduation', { as: 'select', entries: from('graduation') }),
    field('school', { as: 'line' }),
    field('major', { as: 'line' }),
    field('graduatedIn', { as: 'line', hint: '예: 2019.2' }),
    field('careers', {
      as: 'rows',
      add: '경력 더하기',
      hint: '최근 것부터 적습니다. 다니고 있으면 퇴사 연월을 비워 둡니다.',
      columns: (today, codes) => [
        { name: 'company', label: '회사명' },
        { name: 'position', label: '부서·직위' },
        { name: 'work', label: '담당업무' },
        { name: 'from', label: '입사 연월', hint: '예: 2019.3' },
        { name: 'to', label: '퇴사 연월' },
        { name: 'employment', label: '고용형태', entries: activeOn(codes.of('employmentType'), today) },
        { name: 'wage', label: '월급', hint: '예: 250만원' },
        { name: 'leaving', label: '퇴사사유' },
      ],
    }),
    field('licences', {
      as: 'rows',
      add: '자격·면허 더하기',
      columns: () => [
        { name: 'name', label: '자격·면허', hint: '예: 용접기능사, 지게차운전기능사' },
        { name: 'grade', label: '등급' },
        { name: 'takenOn', label: '취득일', hint: '예: 2019.3.2' },
        { name: 'issuer', label: '발행처' },
      ],
    }),
    field('driving', { as: 'select', entries: from('driving') }),
    field('military', { as: 'select', entries: from('military') }),
  ],
  wish: [
    field('wishedJob', { as: 'line', hint: '예: 용접, CNC 선반' }),
    field('wishedJob2', { as: 'line' }),
    field('wishedJob3', { as: 'line' }),
    field('wishedDistrict', { as: 'combo', entries: districtEntries }),
    field('wishedDistrict2', { as: 'combo', entries: districtEntries }),
    field('wishedDistrict3', { as: 'combo', entries: districtEntries }),
    field('wageForm', { as: 'choice', entries: () => wageForms }),
    field('wage', { as: 'wage', hint: '월급과 연봉은 만원으로 적어도 됩니다. 예: 250, 230~260만원' }),
    field('shifts', { as: 'checks', entries: from('shift') }),
    field('overtime', { as: 'choice', entries: () => possible }),
    field('dormitory', { as: 'choice', entries: () => dormitoryWishes }),
    field('commute', { as: 'select', entries: from('commute') }),
    field('wishedEmployments', { as: 'checks', entries: from('employmentType') }),
    field('wishedComplexes', { as: 'checks', entries: () => complexes }),
    field('unwanted', { as: 'line', hint: '건강 때문이면 적지 말고 민감정보 동의를 받아 그곳에 적습니다.' }),
  ],
  stay: [
    field('nationality', { as: 'line', hint: '예: 베트남. 외국인등록번호와 여권번호는 적지 않습니다.' }),
    field('visa', { as: 'visa', entries: () => visas }),
    field('stayUntil', { as: 'day', hint: '60일 전부터 오늘 화면에 나옵니다. 예: 2027.3.2' }),
    field('idSeenOn', { as: 'day', hint: '외국인등록증이나 여권을 눈으로 본 날입니다. 사본은 받지 않습니다.' }),
  ],
  support: [
    field('scheme', { as: 'select', entries: from('supportScheme') }),
    field('benefit', { as: 'choice', entries: () => receives }),
    field('benefitUntil', { as: 'day' }),
    field('learningCard', { as: 'choice', entries: () => holds }),
    field('groups', {
      as: 'rows',
      add: '유형 더하기',
      hint: '장애, 북한이탈, 출소, 범죄 피해는 민감정보에 적습니다.',
      columns: () => groupColumns(openGroups),
    }),
  ],
  sensitive: [
    {
      name: 'sensitiveGroups',
      label: sensitiveLabels.sensitiveGroups,
      as: 'rows',
      add: '유형 더하기',
      columns: () => groupColumns(sensitiveGroups),
    },
    {
      name: 'health',
      label: sensitiveLabels.health,
      as: 'text',
      hint: '알선에 필요한 만큼만 적습니다. 예: 20kg 넘는 것을 들지 못함',
    },
  ],
};
