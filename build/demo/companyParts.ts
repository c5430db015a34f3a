// What hangs on the demo centre's companies, and the projects its work counts in: made up, from a seed.
import { saveCompanyPart } from '../../electron/desk/companyPart.ts';
import { saveProject } from '../../electron/desk/project.ts';
import type { WritableStore } from '../../electron/store/store.ts';
import type { CompanyPartKind } from '../../shared/contract/companyPart.ts';
import type { Day } from '../../shared/korean/day.ts';
import { addMonthsClamped } from '../../shared/korean/day.ts';
import type { Actor } from '../../shared/model/role.ts';
import { generatePeople } from '../../test/fixtures/generate.ts';

type Random = () => number;

/** The 세부사업 of the demo centre in a year; names as the press has them (domain §1.6, §7). */
export function addProjects(store: WritableStore, actor: Actor, year: string): void {
  for (const [name, strategy] of [
    ['맞춤형 취업지원', '1'],
    ['채용박람회', '1'],
    ['근로환경개선', '2'],
    ['뿌리산업 인식개선', '3'],
    ['실태조사', '4'],
  ] as const) {
    const project = { year, fund: '지역혁신 프로젝트', name, strategy, closed: '', notResident: '' };
    saveProject(store, actor, { id: null, seen: null, before: null, project });
  }
}

/** Contacts for all companies; sites, certificates and promises for some. */
export function addCompanyParts(
  store: WritableStore,
  actor: Actor,
  companies: readonly number[],
  random: Random,
  today: Day,
): void {
  const people = generatePeople(77, companies.length);
  companies.forEach((companyId, index) => {
    const add = (kind: CompanyPartKind, values: Record<string, string>): void => {
      saveCompanyPart(store, actor, { companyId, kind, id: null, seen: null, before: {}, values });
    };
    const person = people[index];
    if (person) {
      const role = random() < 0.3 ? '01' : '02';
      add('contact', { name: person.name, role, position: role === '01' ? '대표' : '인사팀', mobile: person.mobile });
    }
    if (random() < 0.25) add('site', { name: '2공장', district: '28200', complex: '128010' });
    if (random() < 0.4) {
      const end = addMonthsClamped(today, Math.floor(random() * 24) - 1);
      add('certificate', { kind: '01', number: `제2026-${1000 + index}호`, expiresOn: end });
    }
    if (random() < 0.2) {
      add('promise', {
        text: '구인표를 보내 주기로 함',
        by: 'company',
        due: addMonthsClamped(today, random() < 0.5 ? 0 : 1),
      });
    }
  });
}
