/** Codes of a company's record (domain.md §2.1, §5.1). Codes without a source are the product's own. */
import type { Code } from './index.ts';

/** 뿌리기업 여부 (§2.1). */
export const rootStatuses = [
  { code: '1', name: '확인서 보유' },
  { code: '2', name: '분류코드 인정' },
  { code: '3', name: '미확인' },
  { code: '4', name: '비해당' },
] as const satisfies readonly Code[];

/** 확인서·인증 that a company holds; those with `years` usually run so long from the day of issue (§2.1). */
export interface CertificateKind extends Code {
  readonly years?: number;
}
export const certificateKinds: readonly CertificateKind[] = [
  { code: '01', name: '뿌리기업 확인서' },
  { code: '02', name: '뿌리기술 전문기업 지정증', years: 3 },
  { code: '03', name: '일하기 좋은 뿌리기업' },
  { code: '04', name: '강소기업' },
  { code: '05', name: '청년친화강소기업' },
  { code: '06', name: '가족친화인증' },
  { code: '07', name: '일·생활 균형 캠페인' },
  { code: '08', name: '벤처기업 확인서' },
  { code: '99', name: '기타' },
];

/** What someone at a company is to the centre: 대표자 and 채용담당자 are asked for different things (§1.2 P6). */
export const contactRoles = [
  { code: '01', name: '대표자' },
  { code: '02', name: '채용담당자' },
  { code: '03', name: '인사·총무' },
  { code: '04', name: '현장 책임자' },
  { code: '99', name: '기타' },
] as const satisfies readonly Code[];

/** 근무 여건 that decide a match (§5.1); 고용24 복리 codes where it has one (§3.4), ours begin with K. */
export const facilities = [
  { code: '01', name: '기숙사' },
  { code: '02', name: '통근버스' },
  { code: '04', name: '식사 제공' },
  { code: 'K1', name: '구내식당' },
  { code: 'K2', name: '샤워실' },
  { code: 'K3', name: '휴게실' },
  { code: 'K4', name: '작업복 세탁' },
] as const satisfies readonly Code[];

/** 기업규모, as the company says (§5.4). */
export const companySizes = [
  { code: '1', name: '소기업' },
  { code: '2', name: '중기업' },
  { code: '3', name: '중견기업' },
  { code: '4', name: '대기업' },
] as const satisfies readonly Code[];
