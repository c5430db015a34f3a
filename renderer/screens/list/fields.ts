import { complexes } from '../../../shared/codes/complex.ts';
import { districts } from '../../../shared/codes/district.ts';
import { activeOn } from '../../../shared/codes/index.ts';
import { sexes } from '../../../shared/codes/person.ts';
import { rootTechnologies } from '../../../shared/codes/rootTechnology.ts';
import type { Codes } from '../../../shared/codes/tables.ts';
import { ageBands, companyStates, quietTimes, validities } from '../../../shared/contract/listFilter.ts';
import type { Day } from '../../../shared/korean/day.ts';
import type { Entry } from '../../parts/match.ts';
import { staffEntries } from '../staff/show.ts';
import type { FilterField } from './filterFields.ts';

/** What the conditions of the lists are chosen from. */
export interface FieldChoices {
  readonly codes: Codes;
  readonly day: Day;
  /** Members of staff by local id. */
  readonly staff: Parameters<typeof staffEntries>[0];
}

const named = (of: Readonly<Record<string, { readonly name: string } | string>>): Entry[] =>
  Object.entries(of).map(([code, word]) => ({ code, name: typeof word === 'string' ? word : word.name }));

const withMe = (staff: FieldChoices['staff']): Entry[] => [{ code: 'mine', name: '나' }, ...staffEntries(staff)];

/** 구직자 목록. */
export function personFields({ codes, day, staff }: FieldChoices): readonly FilterField[] {
  return [
    { kind: 'choice', key: 'counsellor', label: '담당', isId: true, entries: withMe(staff) },
    { kind: 'choice', key: 'validity', label: '구직유효', entries: named(validities) },
    { kind: 'choice', key: 'quiet', label: '마지막 상담', entries: named(quietTimes) },
    { kind: 'text', key: 'wishedJob', label: '희망직종' },
    { kind: 'choice', key: 'district', label: '거주 구·군', entries: activeOn(districts, day) },
    { kind: 'choice', key: 'sex', label: '성별', entries: sexes },
    { kind: 'choice', key: 'age', label: '연령대', entries: named(ageBands) },
    { kind: 'choice', key: 'inflow', label: '유입경로', entries: codes.of('inflow') },
    { kind: 'day', key: 'intakeFrom', label: '접수 첫날' },
    { kind: 'day', key: 'intakeTo', label: '접수 끝날' },
  ];
}

/** 상담일지 목록; `projects` by local id. */
export function consultationFields(
  { codes, staff }: FieldChoices,
  projects: readonly { readonly id: number; readonly name: string }[],
): readonly FilterField[] {
  return [
    { kind: 'day', key: 'from', label: '상담 첫날' },
    { kind: 'day', key: 'to', label: '상담 끝날' },
    { kind: 'choice', key: 'counsellor', label: '상담사', isId: true, entries: withMe(staff) },
    { kind: 'choice', key: 'method', label: '상담방법', entries: codes.of('consultationMethod') },
    { kind: 'choice', key: 'type', label: '상담유형', entries: codes.of('consultationType') },
    {
      kind: 'choice',
      key: 'project',
      label: '사업',
      isId: true,
      entries: projects.map(({ id, name }) => ({ code: String(id), name })),
    },
  ];
}

/** 기업 목록. */
export function companyFields({ codes, day }: FieldChoices): readonly FilterField[] {
  return [
    { kind: 'choice', key: 'district', label: '구·군', entries: activeOn(districts, day) },
    { kind: 'choice', key: 'complex', label: '산업단지', entries: complexes },
    { kind: 'choice', key: 'technology', label: '뿌리기술', entries: rootTechnologies },
    { kind: 'choice', key: 'rootStatus', label: '뿌리기업 여부', entries: codes.of('rootStatus') },
    { kind: 'tick', key: 'certificateEnds', label: '확인서 만료 임박' },
  ];
}

/** 공장명부; the name or address first: F and one types. */
export function factoryFields({ day }: Pick<FieldChoices, 'day'>): readonly FilterField[] {
  return [
    { kind: 'text', key: 'text', label: '이름이나 주소의 일부' },
    { kind: 'choice', key: 'district', label: '구·군', entries: activeOn(districts, day) },
    { kind: 'choice', key: 'complex', label: '산업단지', entries: complexes },
    { kind: 'choice', key: 'technology', label: '뿌리기술', entries: rootTechnologies },
    { kind: 'choice', key: 'company', label: '기업 등록', entries: named(companyStates) },
    { kind: 'tick', key: 'root', label: '뿌리기술만' },
    { kind: 'tick', key: 'doubtful', label: '의심만' },
  ];
}
