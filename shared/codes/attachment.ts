/** Kinds of 첨부 서류 (domain.md §3.7, §4.2, §4.7). */
import type { Code } from './index.ts';

/** A kind of document that is attached to a person. */
export interface AttachmentKind extends Code {
  /**
   * Whether "주민번호 가림 확인" is asked. A kind that the centre made itself says nothing and is asked: a needless question
   * costs a key, a resident number kept costs a fine (법 제24조의2).
   */
  readonly resident?: boolean;
  /** 민감정보 by itself (법 제23조, domain §9.4): for those only who may see the person's 민감정보. */
  readonly sensitive?: boolean;
}

/** Codes are the product's own. Those marked `resident: false` carry no resident number by their nature. */
export const attachmentKinds: readonly AttachmentKind[] = [
  { code: '01', name: '이력서', resident: true },
  { code: '02', name: '자기소개서', resident: false },
  { code: '03', name: '신분증', resident: true },
  { code: '04', name: '외국인등록증', resident: true },
  { code: '05', name: '고용보험 자격이력내역서', resident: true },
  { code: '06', name: '4대보험 가입내역 확인서', resident: true },
  { code: '07', name: '근로계약서', resident: true },
  { code: '08', name: '재직증명서', resident: true },
  { code: '09', name: '급여명세서', resident: true },
  { code: '10', name: '경력증명서', resident: true },
  { code: '11', name: '졸업·학력 증명서', resident: true },
  { code: '12', name: '자격증', resident: true },
  { code: '13', name: '교육 수료증', resident: true },
  { code: '14', name: '직업심리검사 결과지', resident: false },
  { code: '15', name: '증명사진', resident: false },
  { code: '16', name: '구직신청서(종이)', resident: true },
  { code: '17', name: '동의서(종이)', resident: true },
  { code: '18', name: '수급자·차상위 증명서', resident: true },
  { code: '19', name: '취업지원대상자(보훈) 증명서', resident: true },
  { code: '20', name: '가족관계·한부모 증명서', resident: true },
  { code: '21', name: '통장 사본', resident: true },
  { code: '31', name: '장애인 증명서', resident: true, sensitive: true },
  { code: '32', name: '건강진단서·소견서', resident: true, sensitive: true },
  { code: '33', name: '북한이탈주민 확인서', resident: true, sensitive: true },
  { code: '34', name: '갱생보호대상자 확인서', resident: true, sensitive: true },
  { code: '99', name: '기타', resident: true },
];

function shipped(code: string): AttachmentKind | undefined {
  return attachmentKinds.find((kind) => kind.code === code);
}

/** Whether a document of this kind is kept only once somebody has said that resident numbers are covered (W4). */
export function asksResidentCheck(code: string): boolean {
  return shipped(code)?.resident !== false;
}

/** Whether a document of this kind is 민감정보: it is seen, and brought in, by those only who may see 민감정보. */
export function isSensitiveKind(code: string): boolean {
  return shipped(code)?.sensitive === true;
}
