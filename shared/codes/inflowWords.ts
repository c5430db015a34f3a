/** What lists write for a 유입경로 (domain.md §3.9), by the code of the table that ships. */
import { foldText } from '../korean/text.ts';
import type { Code } from './index.ts';

const words: Readonly<Record<string, string>> = {
  '01': '내방 방문 직접방문 센터방문 센터내방 방문상담 방문접수 워크인',
  '02': '전화 전화문의 전화상담 전화접수 유선 유선상담',
  '03': '채용박람회 박람회 취업박람회 일자리박람회 채용행사 구인구직만남의날 만남의날',
  '04': '찾아가는상담 찾아가는일자리상담 이동상담 출장상담 현장상담 찾아가는서비스',
  '05': '고용센터 고용센터연계 고용복지플러스센터 고용복지센터 센터배정 고용노동부',
  '06': '구청 군청 시청 구청일자리센터 일자리센터 일자리지원센터',
  '07': '훈련기관 직업훈련기관 직업훈련 폴리텍 학원',
  '08': '학교 대학 대학교 고교 고등학교 특성화고',
  '09': '기업 기업추천 회사추천 업체추천 사업주추천',
  '10': '지인 지인소개 지인추천 소개 가족 친구 주변소개',
  '11': '온라인 인터넷 홈페이지 sns 고용24 워크넷 블로그 카카오톡 인스타그램 유튜브',
  '12': '현수막 전단 전단지 홍보물 포스터 플래카드 리플릿',
  '99': '기타 그외 이관',
};
const byWord = new Map(
  Object.entries(words).flatMap(([code, list]) => list.split(' ').map((word) => [foldText(word), code] as const)),
);

/**
 * The code that a list's word for a 유입경로 means: a code or a name of the table as it stands, a known word for one, or
 * (`guessed`) the longest known word in it. Null when nothing of it is known.
 */
export function inflowOf(text: string, table: readonly Code[]): { code: string; guessed: boolean } | null {
  const folded = foldText(text);
  if (folded === '') return null;
  const named = table.find(({ code, name }) => foldText(name) === folded || code === folded)?.code;
  if (named !== undefined) return { code: named, guessed: false };
  const has = (code: string): boolean => table.some((row) => row.code === code);
  const whole = byWord.get(folded);
  if (whole !== undefined && has(whole)) return { code: whole, guessed: false };
  const within = [...byWord]
    .filter(([word, code]) => folded.includes(word) && has(code))
    .toSorted(([a], [b]) => b.length - a.length)[0];
  return within ? { code: within[1], guessed: true } : null;
}
