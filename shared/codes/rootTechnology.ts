/** 뿌리기술: the fourteen technologies of 뿌리산업법 (domain.md §2.2) and the industries that show them (§2.3). */
import { foldText } from '../korean/text.ts';
import type { Code } from './index.ts';

type RootTechnologyGroup = '기반' | '소재다원화' | '지능화';
export interface RootTechnology extends Code {
  /** 기반공정기술 (6) or one of the two groups of 차세대공정기술 (8, since the law of 2021). */
  readonly group: RootTechnologyGroup;
}

/** Codes are the product's own; the names are the law's. */
export const rootTechnologies = [
  { code: 'R01', name: '주조', group: '기반' },
  { code: 'R02', name: '금형', group: '기반' },
  { code: 'R03', name: '소성가공', group: '기반' },
  { code: 'R04', name: '용접·접합', group: '기반' },
  { code: 'R05', name: '표면처리', group: '기반' },
  { code: 'R06', name: '열처리', group: '기반' },
  { code: 'R07', name: '사출·프레스', group: '소재다원화' },
  { code: 'R08', name: '정밀가공', group: '소재다원화' },
  { code: 'R09', name: '적층제조', group: '소재다원화' },
  { code: 'R10', name: '산업용 필름 및 지류 공정', group: '소재다원화' },
  { code: 'R11', name: '로봇', group: '지능화' },
  { code: 'R12', name: '센서', group: '지능화' },
  { code: 'R13', name: '산업지능형 소프트웨어', group: '지능화' },
  { code: 'R14', name: '엔지니어링 설계', group: '지능화' },
] as const satisfies readonly RootTechnology[];

export type RootTechnologyCode = (typeof rootTechnologies)[number]['code'];

/**
 * Industries (KSIC revision 10, 5-digit classes of §2.3) by the technology they show. 로봇, 센서, 소프트웨어 and 설계 are
 * told by confirmation only. "용접" has no class of its own: structural metal stands for it.
 */
const industries: Partial<Record<RootTechnologyCode, readonly string[]>> = {
  R01: ['선철 주물 주조업', '강 주물 주조업', '알루미늄 주물 주조업', '동 주물 주조업', '기타 비철금속 주조업'],
  R02: ['주형 및 금형 제조업'],
  R03: [
    '분말 야금제품 제조업',
    '금속 단조제품 제조업',
    '자동차용 금속 압형제품 제조업',
    '그 외 금속 압형제품 제조업',
    '금속 압형제품 제조업',
    '열간 압연 및 압출제품 제조업',
    '냉간 압연 및 압출 제품 제조업',
    '철강선 제조업',
  ],
  R04: [
    '구조용 금속 판제품 및 공작물 제조업',
    '구조용 금속판제품 및 금속공작물 제조업',
    '육상 금속 골조 구조재 제조업',
    '기타 구조용 금속제품 제조업',
    '피복 및 충전 용접봉 제조업',
  ],
  R05: ['도금업', '도장 및 기타 피막 처리업', '도금, 착색 및 기타 표면 처리 강재 제조업'],
  R06: ['금속 열처리업'],
  R07: [
    '포장용 플라스틱 성형용기 제조업',
    '운송장비 조립용 플라스틱제품 제조업',
    '기타 기계ㆍ장비 조립용 플라스틱제품 제조업',
  ],
  R08: [
    '절삭 가공 및 유사 처리업',
    '그 외 기타 금속 가공업',
    '전자 응용 절삭기계 제조업',
    '금속 절삭기계 제조업',
    '금속 성형기계 제조업',
    '기타 가공 공작기계 제조업',
  ],
  R09: ['디지털 적층 성형기계 제조업'],
};

const technologyByIndustry = new Map<string, RootTechnologyCode>(
  rootTechnologies.flatMap(({ code }) => (industries[code] ?? []).map((name) => [industryKey(name), code] as const)),
);

/** Municipal files write industries with and without blanks, commas and the middle dot (ㆍ, ·, .). */
function industryKey(name: string): string {
  return foldText(name.replace(/\s*외\s*\d+\s*(?:종|개)?\s*$/u, '').replaceAll('ㆍ', ''));
}

/**
 * The technology that an industry's name shows, by its first-named class ("도금업 외 2 종" → R05), blank-insensitive; null
 * for every other industry. A hint to be confirmed (뿌리기업 확인), not a fact: 산업분류 does not make a 뿌리기업.
 */
export function rootTechnologyOfIndustry(text: string): RootTechnologyCode | null {
  return technologyByIndustry.get(industryKey(text)) ?? null;
}
