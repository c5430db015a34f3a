/**
 * 인천의 군·구 and the reform of 2026-07-01 (domain.md §2.5): from two counties and eight districts to two and nine.
 * 중구 was divided, 동구 joined to its mainland, 서구 divided and renamed. Old files and people keep the old names.
 */
import { normalizeText } from '../korean/text.ts';
import type { Code } from './index.ts';
import { dongs } from './dong.ts';

/** The eleven of 2026-07-01, by 행정표준코드 (5 digits). */
export const districts = [
  { code: '28125', name: '제물포구', from: '2026-07-01' },
  { code: '28155', name: '영종구', from: '2026-07-01' },
  { code: '28177', name: '미추홀구', from: '2018-07-01' },
  { code: '28185', name: '연수구' },
  { code: '28200', name: '남동구' },
  { code: '28237', name: '부평구' },
  { code: '28245', name: '계양구' },
  { code: '28275', name: '서해구', from: '2026-07-01' },
  { code: '28290', name: '검단구', from: '2026-07-01' },
  { code: '28710', name: '강화군' },
  { code: '28720', name: '옹진군' },
] as const satisfies readonly Code[];

export type DistrictCode = (typeof districts)[number]['code'];

/** Districts that are no more, with their last day. 남구 was renamed 미추홀구, 북구 divided into 부평구 and 계양구. */
export const abolishedDistricts = [
  { code: '28110', name: '중구', to: '2026-06-30' },
  { code: '28140', name: '동구', to: '2026-06-30' },
  { code: '28260', name: '서구', to: '2026-06-30' },
  { code: '28170', name: '남구', to: '2018-06-30' },
  { code: '28230', name: '북구', to: '1995-02-28' },
] as const satisfies readonly Code[];

/** What people and files write for a district, as one name of the two tables above. */
const aliases: Readonly<Record<string, string>> = {
  님동구: '남동구',
  남동: '남동구',
  미추홀구구: '미추홀구',
  미추흘구: '미추홀구',
  미추홀: '미추홀구',
  인천남구: '남구',
  연수: '연수구',
  부평: '부평구',
  계양: '계양구',
  제물포: '제물포구',
  영종: '영종구',
  서해: '서해구',
  검단: '검단구',
  강화: '강화군',
  옹진: '옹진군',
};

const names = new Set<string>([...districts, ...abolishedDistricts].map(({ name }) => name));

/** A district's name, today's or an abolished one, from its code, an alias or a known typing error; null otherwise. */
export function districtName(text: string): string | null {
  const bare = normalizeText(text).replaceAll(' ', '');
  const byCode = [...districts, ...abolishedDistricts].find(({ code }) => code === bare)?.name;
  const name = byCode ?? aliases[bare] ?? bare;
  return names.has(name) ? name : null;
}

/**
 * The district of today for a district of any time (name, code, alias) and the 법정동 or 읍·면 in it (a numbered 행정동
 * such as 가좌4동 counts as its 법정동). Needs the dong where the old district was divided: (서구, 금곡동) → 검단구, (동구,
 * 금곡동) → 제물포구, (중구, 운서동) → 영종구. Null when the district is unknown, or was divided and the dong does not tell.
 */
export function districtNow(oldGu: string, dong?: string): DistrictCode | null {
  const gu = districtName(oldGu);
  if (gu === null) return null;
  const now = districts.find(({ name }) => name === gu)?.code;
  if (now !== undefined) return now;
  if (gu === '남구') return '28177';
  if (gu === '동구') return '28125';
  const found = dong === undefined ? undefined : dongKey(dong);
  const row = dongs.find((place) => place.oldGu === gu && place.dong === found) ?? null;
  if (row) return row.districtCode;
  return found === undefined ? null : (renamedDongs[gu]?.[found] ?? null);
}

/** 행정동 of the divided districts that are named after no 법정동, so that a typed one still tells. */
const renamedDongs: Readonly<Record<string, Readonly<Record<string, DistrictCode>>>> = {
  중구: {
    신포동: '28125',
    연안동: '28125',
    동인천동: '28125',
    개항동: '28125',
    영종동: '28155',
    용유동: '28155',
  },
  서구: {
    검암경서동: '28275',
    신현원창동: '28275',
    불로대곡동: '28290',
    오류왕길동: '28290',
    검단동: '28290',
    아라동: '28290',
  },
};

/** 법정동 behind a typed dong: 가좌4동, 주안1.3동 → 가좌동, 주안동. 중앙동1가 stays. */
export function dongKey(dong: string): string {
  return normalizeText(dong)
    .replaceAll(' ', '')
    .replace(/(?<=\p{L})(?:제)?\d+(?:[.·,]\d+)*동$/u, '동');
}
