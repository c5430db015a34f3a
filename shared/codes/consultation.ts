/** Codes of the 상담일지 (domain.md §4.2). */
import type { Code } from './index.ts';

/** 상담방법. */
export const consultationMethods = [
  { code: '01', name: '내방' },
  { code: '02', name: '전화' },
  { code: '03', name: '방문(기업)' },
  { code: '04', name: '방문(가정·기관)' },
  { code: '05', name: '현장(박람회)' },
  { code: '06', name: '현장(찾아가는 상담·산단)' },
  { code: '07', name: '화상' },
  { code: '08', name: '이메일' },
  { code: '09', name: '문자·메신저' },
  { code: '10', name: '우편·팩스' },
] as const satisfies readonly Code[];

/** 상담유형. */
export const consultationTypes = [
  { code: '01', name: '초기상담' },
  { code: '02', name: '심층·진로상담' },
  { code: '03', name: '취업활동계획(IAP)' },
  { code: '04', name: '직업심리검사 해석' },
  { code: '05', name: '이력서·자기소개서' },
  { code: '06', name: '면접 컨설팅' },
  { code: '07', name: '알선' },
  { code: '08', name: '동행면접' },
  { code: '09', name: '훈련 상담' },
  { code: '10', name: '지원제도 안내' },
  { code: '11', name: '사후관리(취업자)' },
  { code: '12', name: '사후관리(미취업자)' },
  { code: '13', name: '타기관 연계' },
  { code: '14', name: '고충' },
  { code: '99', name: '기타' },
] as const satisfies readonly Code[];

/** 상담대상. */
export const consultationSubjects = [
  { code: '01', name: '구직자' },
  { code: '02', name: '재직자' },
  { code: '03', name: '기업' },
  { code: '04', name: '보호자' },
] as const satisfies readonly Code[];

/** 조치·결과. */
export const consultationActions = [
  { code: '01', name: '정보제공' },
  { code: '02', name: '알선' },
  { code: '03', name: '훈련연계' },
  { code: '04', name: '기관연계' },
  { code: '05', name: '다음상담예약' },
  { code: '06', name: '종결' },
  { code: '07', name: '부재' },
  { code: '08', name: '문자 보냄' },
] as const satisfies readonly Code[];

/** 조치·결과 of the two entries that are written most (domain §13): nobody took the call; a message was sent. */
export const noAnswerAction = '07';
export const textSentAction = '08';
