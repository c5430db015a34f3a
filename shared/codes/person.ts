/** Codes of a person's record (domain.md §3.2, §3.3, §3.9). Codes marked 고용24 are the ones its open interface uses. */
import type { Code } from './index.ts';

/** 유입경로: how a person came to the centre (§3.9). */
export const inflows = [
  { code: '01', name: '내방' },
  { code: '02', name: '전화' },
  { code: '03', name: '채용박람회' },
  { code: '04', name: '찾아가는 상담(산업단지·행사)' },
  { code: '05', name: '고용센터 연계' },
  { code: '06', name: '구청 일자리센터 연계' },
  { code: '07', name: '훈련기관 연계' },
  { code: '08', name: '학교 연계' },
  { code: '09', name: '기업 추천' },
  { code: '10', name: '지인' },
  { code: '11', name: '온라인(홈페이지·SNS·고용24)' },
  { code: '12', name: '현수막·전단' },
  { code: '99', name: '기타' },
] as const satisfies readonly Code[];

/** 성별; 미상 is an answer, since only statistics need it (§3.2). */
export const sexes = [
  { code: 'M', name: '남' },
  { code: 'F', name: '여' },
  { code: 'U', name: '미상' },
] as const satisfies readonly Code[];

/** 최종학력, 고용24 codes (§3.3). 00 학력무관 is for vacancies only and stands in `wantedEducations`. */
export const educations = [
  { code: '01', name: '초졸이하' },
  { code: '02', name: '중졸' },
  { code: '03', name: '고졸' },
  { code: '04', name: '대졸(2~3년)' },
  { code: '05', name: '대졸(4년)' },
  { code: '06', name: '석사' },
  { code: '07', name: '박사' },
] as const satisfies readonly Code[];

/** 학력 a vacancy may ask for, 고용24 codes (§3.3). */
export const wantedEducations: readonly Code[] = [{ code: '00', name: '학력무관' }, ...educations];

/** 졸업구분 (§3.3). */
export const graduations = [
  { code: '01', name: '졸업' },
  { code: '02', name: '졸업예정' },
  { code: '03', name: '재학' },
  { code: '04', name: '휴학' },
  { code: '05', name: '중퇴' },
  { code: '06', name: '수료' },
  { code: '07', name: '검정고시' },
] as const satisfies readonly Code[];

/** 취업여부 at intake (§3.2). */
export const employments = [
  { code: '01', name: '취업' },
  { code: '02', name: '실업' },
  { code: '03', name: '취업경험없음' },
] as const satisfies readonly Code[];
