import type {
  CompanyFilter,
  ConsultationFilter,
  FactoryFilter,
  PersonFilter,
} from '../../shared/contract/listFilter.ts';
import type { SectionName } from '../../shared/model/personSections.ts';

/** Forms that a person's record opens at once; `noAnswer` and `textSent` are consultations filled in. */
export type PersonForms = 'edit' | 'consultation' | 'noAnswer' | 'textSent' | SectionName | 'sensitive' | 'consent';

/**
 * Where the page stands. Every place of the product has its name here, whether or not its screen is registered yet
 * (screens/registry.tsx); a place holds ids, never names of people.
 */
export type Route =
  | { readonly name: 'today' }
  /** Lists; `filter` is what a number elsewhere counts, so that the list shows just that. */
  | { readonly name: 'people'; readonly filter?: PersonFilter }
  /** 접수: a new person. */
  | { readonly name: 'personIntake' }
  /** A person's record; `open` asks for a form at once, and after it one goes back to where one came `from`. */
  | { readonly name: 'person'; readonly id: number; readonly open?: PersonForms; readonly from?: 'today' }
  /** 첨부: a file is masked and kept with a person, and with one talk when it was attached there. */
  | { readonly name: 'attach'; readonly personId: number; readonly consultationId?: number }
  | { readonly name: 'consultations'; readonly filter?: ConsultationFilter }
  | { readonly name: 'companies'; readonly filter?: CompanyFilter }
  /** A company's record; `id` null is a new one. */
  | { readonly name: 'company'; readonly id: number | null }
  | { readonly name: 'factories'; readonly filter?: FactoryFilter }
  | { readonly name: 'factory'; readonly id: number }
  /** Import of a list from a spreadsheet. */
  | { readonly name: 'factoryImport' }
  | { readonly name: 'personImport' }
  | { readonly name: 'companyImport' }
  /** 계정 관리 and 내 계정. */
  | { readonly name: 'staff' }
  | { readonly name: 'myAccount' }
  /** 설정: the centre's profile and its security rules. */
  | { readonly name: 'settings' }
  /** 백업: whether there is a good one, and the way back. */
  | { readonly name: 'backup' }
  /** 동기화: how this laptop stands with the others, and 파기대장. */
  | { readonly name: 'sync' }
  | { readonly name: 'erasures' }
  /** 코드표 and 사업: what the centre calls and counts things by. */
  | { readonly name: 'codes' }
  | { readonly name: 'projects' }
  /** 상담 양식. */
  | { readonly name: 'consultationTemplates' }
  /** 고지문·동의서: their versions. */
  | { readonly name: 'consentTemplates' }
  /** 접속기록 월 점검, and its lines: all, or those of one anomaly with its name. */
  | { readonly name: 'logReview' }
  | { readonly name: 'logLines'; readonly lines?: readonly number[]; readonly title?: string }
  /** 프로그램 정보: version, where the data lies, licences. */
  | { readonly name: 'about' };

export type RouteName = Route['name'];
export type RouteOf<N extends RouteName> = Extract<Route, { name: N }>;

export interface Path {
  readonly here: Route;
  readonly back: readonly Route[];
  readonly forward: readonly Route[];
}

export const startPath: Path = { here: { name: 'today' }, back: [], forward: [] };

const longestPath = 50;

function sameRoute(a: Route, b: Route): boolean {
  return a.name === b.name && (!('id' in a) || !('id' in b) || a.id === b.id);
}

/** Goes to a place; going where one already stands adds no step. */
export function go(path: Path, to: Route): Path {
  if (sameRoute(path.here, to)) return { ...path, here: to };
  return { here: to, back: [...path.back, path.here].slice(-longestPath), forward: [] };
}

/** Puts another place where one stands: after 접수 the record takes the form's place, so that back does not reopen it. */
export function replace(path: Path, by: Route): Path {
  return { ...path, here: by };
}

export function goBack(path: Path): Path {
  const to = path.back.at(-1);
  if (!to) return path;
  return { here: to, back: path.back.slice(0, -1), forward: [path.here, ...path.forward] };
}

export function goForward(path: Path): Path {
  const [to, ...rest] = path.forward;
  if (!to) return path;
  return { here: to, back: [...path.back, path.here], forward: rest };
}
