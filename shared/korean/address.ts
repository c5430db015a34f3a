/**
 * Addresses of Incheon as people paste them, taken apart and put into a district of 2026 (domain.md §2.5, §10.7). There
 * is no road-name table (six million rows), so a 도로명 address tells its district by its 군·구 and the 법정동 in brackets.
 */
import { type DistrictCode, districtName, districtNow, districts, dongKey } from '../codes/district.ts';
import { type Dong, dongs } from '../codes/dong.ts';
import { normalizeText } from './text.ts';

/** Parts of an address, each only where it was found. */
export interface Address {
  /** 시·도 in full: 인천광역시. */
  readonly sido?: string;
  /** 시·군·구, typing errors of Incheon's corrected (님동구 → 남동구), abolished names kept. */
  readonly gu?: string;
  /** 법정동 or 읍·면; a numbered 행정동 as written. */
  readonly dong?: string;
  readonly ri?: string;
  /** 지번: `123-4`, `산 12`. */
  readonly lot?: string;
  /** 도로명 with the building number: `갯벌로 12`. */
  readonly road?: string;
  readonly building?: string;
  /** Storey, room, block and whatever else follows. */
  readonly rest?: string;
}

/** 시·도 by how they are shortened. */
const provinces: Readonly<Record<string, string>> = {
  인천: '인천광역시',
  서울: '서울특별시',
  부산: '부산광역시',
  대구: '대구광역시',
  광주: '광주광역시',
  대전: '대전광역시',
  울산: '울산광역시',
  세종: '세종특별자치시',
  경기: '경기도',
  강원: '강원특별자치도',
  충북: '충청북도',
  충남: '충청남도',
  전북: '전북특별자치도',
  전남: '전라남도',
  경북: '경상북도',
  경남: '경상남도',
  제주: '제주특별자치도',
};
const longProvinces: Readonly<Record<string, string>> = {
  충청북도: '충청북도',
  충청남도: '충청남도',
  전라북도: '전북특별자치도',
  전라남도: '전라남도',
  경상북도: '경상북도',
  경상남도: '경상남도',
};
const incheon = '인천광역시';

const provinceHead = new RegExp(
  `^(?:(${Object.keys(longProvinces).join('|')})|(${Object.keys(provinces).join('|')})(?:특별자치시|특별자치도|특별시|광역시|직할시|시(?!\\p{L}*[로길])|도(?=\\s|$))?)(?=\\s|$|\\p{L}{1,5}[구군시](?:\\s|\\p{L}))\\s*`,
  'u',
);
/** Names that may stand glued to what follows, the longest first. */
const districtHead =
  /^(미추홀구구|미추홀구|미추흘구|제물포구|영종구|연수구|남동구|님동구|부평구|계양구|서해구|검단구|강화군|옹진군|중구|동구|서구|남구|북구)(?=\s|$|\d|\p{L}+(?:동|읍|면|로|길|가))\s*/u;
const dongHead = /^(\p{L}+동\d+가|\p{L}+\d*(?:[.·]\d+)*동|\p{L}+[읍면])(?=[\s\d,(]|산\s?\d|$)\s*/u;
const riHead = /^(\p{L}+\d*리)(?=[\s\d,(]|산\s?\d|$)\s*/u;
const lotHead = /^(산\s?)?(\d+(?:-\d+)?)(?:번지)?(?=[\s,(]|$)\s*/u;
const roadHead =
  /^(\p{L}[\p{L}\d.·]*?(?:대로|로|길)(?:\s?\d+\p{L}?번?길)?)\s*((?:지하\s?)?\d+(?:-\d+)?)?(?:번지)?(?=[\s,(]|$)[\s,]*/u;

/**
 * Takes a 지번 or 도로명 address apart: `인천광역시 서구 가좌동 123-4`, `인천시 남동구 고잔동 645-5 (남동공단 72블럭 5롯트)`,
 * `인천광역시 연수구 갯벌로 12, 갯벌타워 5층 501호 (송도동)`. A part it does not find is missing; nothing is guessed.
 */
export function parseAddress(raw: string): Address {
  let text = normalizeText(raw)
    .replace(/[‐-―−]/gu, '-')
    .replace(/^(?:[([]?우?\s?\)?\s?\d{5}[)\]]?\s+|[([]\d{3}-\d{3}[)\]]\s*)/u, '');
  /** Gives the groups of what the text begins with, and cuts it off. */
  const take = (head: RegExp): readonly (string | undefined)[] | null => {
    const match = head.exec(text);
    if (match) text = text.slice(match[0].length);
    return match;
  };
  const province = take(provinceHead);
  const sido = longProvinces[province?.[1] ?? ''] ?? provinces[province?.[2] ?? ''];
  const gu =
    sido === undefined || sido === incheon
      ? takeDistrict(take, text)
      : take(/^((?:\p{L}+시\s)?\p{L}+[시군구])(?=\s|$)\s*/u)?.[1];
  let dong = take(dongHead)?.[1];
  const ri = dong !== undefined && /[읍면]$/u.test(dong) ? take(riHead)?.[1] : undefined;
  const lotParts = dong === undefined ? null : take(lotHead);
  const roadParts = lotParts ? null : take(roadHead);

  const { outside, inside } = brackets(text);
  const notes: string[] = [];
  for (const note of inside) {
    if (dong === undefined && dongHead.exec(note)?.[0] === note) dong = note;
    else notes.push(note);
  }
  const [building, rest] = buildingAndRest(outside, roadParts ? notes : []);
  const more = [rest, ...(roadParts ? [] : notes)].filter((part) => part !== '').join(' ');
  return withoutBlanks({
    sido,
    gu,
    dong,
    ri,
    lot: lotParts ? `${lotParts[1] === undefined ? '' : '산 '}${lotParts[2] ?? ''}` : undefined,
    road: roadParts?.slice(1).filter(Boolean).join(' '),
    building,
    rest: more,
  });
}

/** A district of Incheon, glued to what follows or as an alias of its own before a dong or a road. */
function takeDistrict(
  take: (head: RegExp) => readonly (string | undefined)[] | null,
  text: string,
): string | undefined {
  const glued = take(districtHead)?.[1];
  if (glued !== undefined) return districtName(glued) ?? glued;
  const word = /^(\p{L}+)\s+(?=\p{L}+\d*(?:동|읍|면|리|로|길))/u.exec(text)?.[1];
  const alias = word === undefined ? null : districtName(word);
  if (word !== undefined && alias !== null) {
    take(new RegExp(`^${word}\\s+`, 'u'));
    return alias;
  }
  return take(/^((?:\p{L}+시\s)?\p{L}+[시군구])(?=\s|$)\s*/u)?.[1];
}

/** What stands in brackets, cut at commas, and the text without it. */
function brackets(text: string): { outside: string; inside: string[] } {
  const inside: string[] = [];
  const outside = text.replace(/\(([^()]*)\)?/gu, (_, note: string) => {
    inside.push(...note.split(',').map((part) => part.trim()));
    return ' ';
  });
  return { outside: outside.replace(/^[\s,]+|[\s,]+$/gu, ''), inside: inside.filter((part) => part !== '') };
}

/** The building's name (words before the first with a digit) and what follows; a name in brackets where none stood. */
function buildingAndRest(outside: string, notes: readonly string[]): [building: string | undefined, rest: string] {
  const match = /^(?!외\s)([^\d,]*[^\d,\s])(?:[\s,]+|$)(?=\d|지하|$|[A-Za-z가-힣]동\s|\p{L}*\d)(.*)$/u.exec(outside);
  const building = match?.[1];
  const rest = match ? (match[2] ?? '') : outside;
  if (building !== undefined || notes.length === 0 || /^\d/u.test(notes[0] ?? ''))
    return [building, [rest, ...notes].filter((part) => part !== '').join(' ')];
  return [notes[0], [rest, ...notes.slice(1)].filter((part) => part !== '').join(' ')];
}

/** Only the parts that hold something. */
function withoutBlanks(parts: Readonly<Record<keyof Address, string | undefined>>): Address {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined && part !== ''));
}

/**
 * How a district was found: `exact` by district and 법정동; `gu` by an undivided district alone (the dong is missing or not
 * in its list); `dong` by the name of the dong alone, which one district only has.
 */
type Confidence = 'exact' | 'gu' | 'dong';
type LocationProblem = 'blank' | 'notIncheon' | 'unknownDong' | 'ambiguous';
/** `oldGu` is the district before the reform of 2026, where the dong tells it. */
export type Location =
  | {
      readonly ok: true;
      readonly districtCode: DistrictCode;
      readonly dong?: string;
      readonly oldGu?: string;
      readonly confidence: Confidence;
    }
  | { readonly ok: false; readonly reason: LocationProblem };

/** Names that other cities have too; Incheon is never inferred from them alone. */
const commonNames = new Set(['중구', '동구', '서구', '남구', '북구']);

/**
 * The district of 2026 of an address. `assumeIncheon`: the list is known to be Incheon's, so that "서구 가좌동" may be read
 * without its city.
 *
 * `notIncheon`: another city or province; `ambiguous`: a common name without the city, a divided district (중구, 서구)
 * without its dong, or a dong that several districts have (금곡동, 오류동); `unknownDong`: nothing that the table knows.
 */
export function locate(raw: string, options: { readonly assumeIncheon?: boolean } = {}): Location {
  const { sido, gu, dong: written } = parseAddress(raw);
  if (normalizeText(raw) === '') return { ok: false, reason: 'blank' };
  if (sido !== undefined && sido !== incheon) return { ok: false, reason: 'notIncheon' };
  const dong = written === undefined ? undefined : dongKey(written);
  const inIncheon = sido === incheon || options.assumeIncheon === true;
  if (gu === undefined)
    return dong === undefined ? noDistrict(inIncheon && sido !== undefined) : byDong(dong, inIncheon);
  const known = districtName(gu);
  if (known === null) return { ok: false, reason: sido === undefined ? 'notIncheon' : 'unknownDong' };
  if (!inIncheon && commonNames.has(known)) return { ok: false, reason: 'ambiguous' };
  const districtCode = districtNow(known, dong);
  if (districtCode === null) return { ok: false, reason: dong === undefined ? 'ambiguous' : 'unknownDong' };
  const code = codeOf(known);
  if (dongs.some((place) => place.dong === dong && (place.oldGu === known || place.districtCode === code))) {
    // An ended code (남구, 북구) is told by the one that followed it: oldGu is the district just before the reform.
    const live = dongs.filter(
      (place) => place.dong === dong && place.districtCode === districtCode && place.to === undefined,
    );
    const row = live.find(({ oldGu }) => oldGu === known) ?? live[0];
    return { ok: true, districtCode, ...(row ? { dong: row.dong, oldGu: row.oldGu } : {}), confidence: 'exact' };
  }
  const told = { ok: true, districtCode, ...(dong === undefined ? {} : { dong }) } as const;
  // 중구 and 서구 get here only through a 행정동 that names no 법정동, which tells the part as surely.
  const divided = known === '중구' || known === '서구';
  return { ...told, ...(code === undefined ? { oldGu: known } : {}), confidence: divided ? 'exact' : 'gu' };
}

function noDistrict(cityOnly: boolean): Location {
  return { ok: false, reason: cityOnly ? 'ambiguous' : 'unknownDong' };
}

function byDong(dong: string, inIncheon: boolean): Location {
  const rows = dongs.filter((place) => place.dong === dong && place.to === undefined);
  const [row] = rows;
  if (!row) return { ok: false, reason: 'unknownDong' };
  const one = rows.every(({ districtCode }) => districtCode === row.districtCode);
  if (!inIncheon || !one) return { ok: false, reason: 'ambiguous' };
  return { ok: true, districtCode: row.districtCode, dong, oldGu: row.oldGu, confidence: 'dong' };
}

/** Code of a district of today by its name. */
function codeOf(name: string): DistrictCode | undefined {
  return districts.find((district) => district.name === name)?.code;
}

export interface PnuPlace {
  readonly districtCode: DistrictCode;
  /** The district before the reform. */
  readonly oldGu: string;
  readonly dong: string;
  readonly ri?: string;
  /** `123-4`, or `산 12` for a forest lot. */
  readonly lot: string;
}

const dongByCode: ReadonlyMap<string, Dong> = new Map(dongs.map((dong) => [dong.code, dong]));

/**
 * The place that a PNU (필지고유번호, 19 digits: 법정동 10, 1 대지 or 2 산, 본번 4, 부번 4) names; null for another shape or a
 * 법정동 outside Incheon's codes before the reform.
 */
export function fromPnu(pnu: string): PnuPlace | null {
  const match = /^(\d{10})([12])(\d{4})(\d{4})$/u.exec(pnu.trim());
  const place = dongByCode.get(match?.[1] ?? '');
  if (!match || !place) return null;
  const [main, sub] = [Number(match[3]), Number(match[4])];
  const lot = `${match[2] === '2' ? '산 ' : ''}${main}${sub === 0 ? '' : `-${sub}`}`;
  const { districtCode, oldGu, dong, ri } = place;
  return ri === undefined ? { districtCode, oldGu, dong, lot } : { districtCode, oldGu, dong, ri, lot };
}

/**
 * The 지번 address of a PNU, with the district's name before (`old`) or since (`new`) 2026-07-01: `인천광역시 서해구 가좌동
 * 123-4`. Null as in `fromPnu`.
 */
export function addressFromPnu(pnu: string, { basis }: { readonly basis: 'old' | 'new' }): string | null {
  const place = fromPnu(pnu);
  if (!place) return null;
  const gu = basis === 'old' ? place.oldGu : districts.find(({ code }) => code === place.districtCode)?.name;
  return [incheon, gu, place.dong, place.ri, place.lot].filter((part) => part !== undefined).join(' ');
}
