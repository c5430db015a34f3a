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

/** 병역 (§3.2). */
export const militaries = [
  { code: '01', name: '군필' },
  { code: '02', name: '미필' },
  { code: '03', name: '면제' },
  { code: '04', name: '해당없음' },
  { code: '05', name: '복무중' },
] as const satisfies readonly Code[];

/** 운전면허 (§3.2). */
export const drivingLicences = [
  { code: '00', name: '없음' },
  { code: '01', name: '1종 보통' },
  { code: '02', name: '1종 대형' },
  { code: '03', name: '1종 특수' },
  { code: '04', name: '2종 보통' },
  { code: '05', name: '2종 자동' },
  { code: '99', name: '기타' },
] as const satisfies readonly Code[];

/** 고용형태, 고용24 codes (§3.4). */
export const employmentTypes = [
  { code: '10', name: '기간의 정함이 없는 근로계약' },
  { code: '11', name: '기간의 정함이 없는 근로계약(시간선택제)' },
  { code: '20', name: '기간의 정함이 있는 근로계약' },
  { code: '21', name: '기간의 정함이 있는 근로계약(시간선택제)' },
  { code: '4', name: '파견근로' },
  { code: 'Y', name: '대체인력채용' },
] as const satisfies readonly Code[];

/** 교대 가능: what decides a match in root industry (§3.2). */
export const shiftWishes = [
  { code: '01', name: '주간만' },
  { code: '02', name: '2교대 가능' },
  { code: '03', name: '3교대 가능' },
  { code: '04', name: '야간 고정 가능' },
] as const satisfies readonly Code[];

/** 통근수단. */
export const commutes = [
  { code: '01', name: '도보·자전거' },
  { code: '02', name: '대중교통' },
  { code: '03', name: '자가용' },
  { code: '04', name: '통근버스 필요' },
] as const satisfies readonly Code[];

/** 기숙사. */
export const dormitoryWishes = [
  { code: '01', name: '필요함' },
  { code: '02', name: '있으면 좋음' },
  { code: '03', name: '필요 없음' },
] as const satisfies readonly Code[];

/** 임금형태, 고용24 letters (§3.4): the letters are not initials of the Korean words. */
export const wageForms = [
  { code: 'M', name: '월급' },
  { code: 'H', name: '시급' },
  { code: 'D', name: '일급' },
  { code: 'Y', name: '연봉' },
] as const satisfies readonly Code[];

/** 국민취업지원제도 (§3.7). */
export const supportSchemes = [
  { code: '00', name: '미참여' },
  { code: '11', name: 'Ⅰ유형 요건심사형' },
  { code: '12', name: 'Ⅰ유형 선발형(청년)' },
  { code: '13', name: 'Ⅰ유형 선발형(비경제활동)' },
  { code: '21', name: 'Ⅱ유형 저소득' },
  { code: '22', name: 'Ⅱ유형 특정계층' },
  { code: '23', name: 'Ⅱ유형 청년' },
  { code: '24', name: 'Ⅱ유형 중장년' },
] as const satisfies readonly Code[];

/** A 취업취약계층 type. `sensitive`: 민감정보, kept apart (법 제23조; §3.7, §9.4). */
export interface VulnerableGroup extends Code {
  readonly sensitive?: true;
}

/**
 * 취업취약계층·우대 유형 (§3.7). 청년, 중장년 and 고령자 are told by the birth day and each programme's own rule. 북한이탈주민 is
 * a matter of origin and handled as sensitive.
 */
export const vulnerableGroups: readonly VulnerableGroup[] = [
  { code: 'V01', name: '저소득층' },
  { code: 'V02', name: '기초생활수급자' },
  { code: 'V03', name: '차상위계층' },
  { code: 'V04', name: '장애인', sensitive: true },
  { code: 'V05', name: '국가유공자·보훈대상자' },
  { code: 'V06', name: '제대군인(장기복무)' },
  { code: 'V07', name: '북한이탈주민', sensitive: true },
  { code: 'V08', name: '결혼이민자' },
  { code: 'V09', name: '여성가장' },
  { code: 'V10', name: '한부모가족' },
  { code: 'V11', name: '경력단절(보유)여성' },
  { code: 'V12', name: '장기실업자' },
  { code: 'V13', name: '청년' },
  { code: 'V14', name: '중장년' },
  { code: 'V15', name: '고령자·준고령자' },
  { code: 'V16', name: '위기청소년·자립준비청년' },
  { code: 'V17', name: '갱생보호대상자(출소자)', sensitive: true },
  { code: 'V18', name: '노숙인 등' },
  { code: 'V19', name: '성매매·가정폭력·범죄 피해자', sensitive: true },
  { code: 'V20', name: '신용회복지원자' },
  { code: 'V21', name: '고용위기지역·폐업·구조조정 이직자' },
  { code: 'V22', name: '니트·직업계고 졸업' },
  { code: 'V99', name: '해당 없음' },
];
export const openGroups: readonly Code[] = vulnerableGroups.filter(({ sensitive }) => sensitive !== true);
export const sensitiveGroups: readonly Code[] = vulnerableGroups.filter(({ sensitive }) => sensitive === true);
