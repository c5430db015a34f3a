/** Why personal data leaves the program as a file (다운로드 사유): kept in the access log (안전성 확보조치 기준 §8). */
import type { Code } from './index.ts';

export const exportPurposes = [
  { code: '01', name: '실적 보고' },
  { code: '02', name: '채용 알선' },
  { code: '03', name: '행사·교육 운영' },
  { code: '04', name: '업무 인수인계' },
  { code: '05', name: '안내 연락' },
  { code: '06', name: '정보주체의 요구' },
  { code: '99', name: '기타' },
] as const satisfies readonly Code[];

/** The purpose that says nothing until it is told in words. */
export const otherPurpose = '99';
