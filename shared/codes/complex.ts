/** 산업단지 of Incheon (domain.md §2.4), by KICOX code. Names and places are public facts. */
import { foldText } from '../korean/text.ts';
import type { Code } from './index.ts';

type ComplexKind = '국가' | '일반' | '도시첨단';

export interface Complex extends Code {
  readonly kind: ComplexKind;
  /** What staff and addresses call it, besides its name. */
  readonly aliases: readonly string[];
  /** Centre, [longitude, latitude]. */
  readonly centre: readonly [number, number];
  /**
   * Estimate, in metres, of a circle round the centre that holds most of the complex: 1.25 × √(area / π), since no
   * complex is round, rounded to 50, checked against where registered factories crowd. Good for a guess marked 추정, not
   * for saying that a factory lies in the complex.
   */
  readonly radius: number;
  /** The 법정동 (old district, dong or 읍·면) it lies in. */
  readonly dongs: readonly (readonly [oldGu: string, dong: string])[];
}

export const complexes: readonly Complex[] = [
  {
    code: '128010',
    name: '남동국가산업단지',
    kind: '국가',
    aliases: ['남동공단', '남동산단', '남동인더스파크', '남동국가산단'],
    centre: [126.690592, 37.406069],
    radius: 2200,
    dongs: [
      ['남동구', '고잔동'],
      ['남동구', '논현동'],
      ['남동구', '남촌동'],
    ],
  },
  {
    code: '111013',
    name: '한국수출국가산업단지(부평)',
    kind: '국가',
    aliases: ['부평공단', '부평산단', '부평국가산업단지', '4공단', '한국수출산업4단지', '한국수출(부평)'],
    centre: [126.716083, 37.519604],
    radius: 550,
    dongs: [['부평구', '청천동']],
  },
  {
    code: '111014',
    name: '한국수출국가산업단지(주안)',
    kind: '국가',
    aliases: [
      '주안공단',
      '주안산단',
      '주안국가산업단지',
      '5공단',
      '6공단',
      '5·6공단',
      '한국수출산업5단지',
      '한국수출산업6단지',
      '한국수출(주안)',
    ],
    centre: [126.681973, 37.47676],
    radius: 750,
    dongs: [
      ['서구', '가좌동'],
      ['부평구', '십정동'],
      ['미추홀구', '주안동'],
    ],
  },
  {
    code: '228020',
    name: '인천기계일반산업단지',
    kind: '일반',
    aliases: ['기계산단', '기계공단', '인천기계공단', '인천기계산단', '인천기계', '인천기계산업단지'],
    centre: [126.671416, 37.473589],
    radius: 400,
    dongs: [
      ['미추홀구', '도화동'],
      ['미추홀구', '주안동'],
    ],
  },
  {
    code: '228030',
    name: '인천일반산업단지',
    kind: '일반',
    aliases: ['지방산단', '지방공단', '인천지방산업단지', '인천지방산단', '인천지방공단'],
    centre: [126.669642, 37.483981],
    radius: 750,
    dongs: [
      ['서구', '가좌동'],
      ['미추홀구', '도화동'],
    ],
  },
  {
    code: '228040',
    name: '인천서부일반산업단지',
    kind: '일반',
    aliases: ['서부산단', '서부공단', '인천서부', '인천서부산단', '서부산업단지', '경서동 주물단지'],
    centre: [126.641204, 37.551637],
    radius: 700,
    dongs: [['서구', '경서동']],
  },
  {
    code: '228080',
    name: '인천뷰티풀파크(검단일반산업단지)',
    kind: '일반',
    aliases: ['뷰티풀파크', '인천뷰티풀파크', '검단산단', '검단공단', '검단산업단지', '검단일반산업단지', '검단1산단'],
    centre: [126.609001, 37.593786],
    radius: 1050,
    dongs: [['서구', '오류동']],
  },
  {
    code: '228150',
    name: '인천검단2일반산업단지',
    kind: '일반',
    aliases: ['검단2산단', '검단2', '인천검단2', '검단2산업단지'],
    centre: [126.603056, 37.595428],
    radius: 600,
    dongs: [['서구', '오류동']],
  },
  {
    code: '228050',
    name: '청라1일반산업단지',
    kind: '일반',
    aliases: ['청라1', '청라산단', '청라1산단', '청라1지구산업단지'],
    centre: [126.604688, 37.530551],
    radius: 300,
    dongs: [['서구', '청라동']],
  },
  {
    code: '228060',
    name: '송도지식정보일반산업단지',
    kind: '일반',
    aliases: ['송도지식정보산업단지', '송도지식', '송도산단', '지식정보산단', '송도지식정보산단'],
    centre: [126.645818, 37.37941],
    radius: 1100,
    dongs: [['연수구', '송도동']],
  },
  {
    code: '228100',
    name: '서운일반산업단지',
    kind: '일반',
    aliases: ['서운산단', '서운', '서운산업단지', '서운공단'],
    centre: [126.755303, 37.5345],
    radius: 500,
    dongs: [['계양구', '서운동']],
  },
  {
    code: '228110',
    name: '인천서부자원순환특화단지',
    kind: '일반',
    aliases: ['서부자원순환', '인천서부자원순환', '자원순환특화단지', '인천서부자원순환특화일반산업단지'],
    centre: [126.640594, 37.560435],
    radius: 200,
    dongs: [['서구', '경서동']],
  },
  {
    code: '228120',
    name: '아이푸드파크(I-Food Park)',
    kind: '일반',
    aliases: ['I-Food Park', '아이푸드파크', '인천식품산업단지', '식품단지'],
    centre: [126.632568, 37.611399],
    radius: 400,
    dongs: [['서구', '금곡동']],
  },
  {
    code: '228130',
    name: '영종항공일반산업단지',
    kind: '일반',
    aliases: ['영종항공', '영종항공산단', '항공산단'],
    centre: [126.498777, 37.510425],
    radius: 500,
    dongs: [['중구', '운북동']],
  },
  {
    code: '228140',
    name: '계양일반산업단지',
    kind: '일반',
    aliases: ['계양산단', '계양산업단지'],
    centre: [126.75626, 37.540216],
    radius: 350,
    dongs: [['계양구', '서운동']],
  },
  {
    code: '228010',
    name: '강화하점일반산업단지',
    kind: '일반',
    aliases: ['하점산단', '강화하점', '하점공단'],
    centre: [126.437615, 37.77021],
    radius: 200,
    dongs: [['강화군', '하점면']],
  },
  {
    code: '228090',
    name: '강화일반산업단지',
    kind: '일반',
    aliases: ['강화산단', '강화산업단지', '강화공단'],
    centre: [126.497516, 37.764493],
    radius: 500,
    dongs: [['강화군', '강화읍']],
  },
  {
    code: '328020',
    name: '남동도시첨단산업단지',
    kind: '도시첨단',
    aliases: ['남동도시첨단', '남동첨단산단'],
    centre: [126.712957, 37.41752],
    radius: 350,
    dongs: [['남동구', '남촌동']],
  },
  {
    code: '328010',
    name: 'IHP도시첨단산업단지',
    kind: '도시첨단',
    aliases: ['IHP', '인천하이테크파크', '청라 IHP'],
    centre: [126.636889, 37.519502],
    radius: 750,
    dongs: [
      ['서구', '청라동'],
      ['서구', '원창동'],
    ],
  },
];

/**
 * The complex that a text names, by its whole name or an alias; block addresses too ("남동공단 72블럭 5롯트" → 남동). Null
 * when it names none. The longest name wins, so that 검단2산단 is not 검단산단.
 */
export function complexNamed(text: string): Complex | null {
  const folded = foldText(text);
  let best: (typeof complexKeys)[number] | null = null;
  for (const each of complexKeys) {
    // A short name such as 서운 or IHP must be the whole text: 서운동 is a dong.
    const named = each.key.length < 4 ? folded === each.key : folded.includes(each.key);
    if (named && each.key.length > (best?.key.length ?? 0)) best = each;
  }
  return best?.place ?? null;
}

/** Every name of every complex in its comparison form, made once: an import asks for each of its lines. */
const complexKeys = complexes.flatMap((place) =>
  [place.name, ...place.aliases].map((name) => ({ key: foldText(name), place })),
);

/** Metres between two points [longitude, latitude], on a plane, which is exact enough inside Incheon. */
function metres(a: readonly [number, number], b: readonly [number, number]): number {
  const east = (a[0] - b[0]) * 111_320 * Math.cos((37.45 * Math.PI) / 180);
  return Math.hypot(east, (a[1] - b[1]) * 110_950);
}

/**
 * The complex whose estimated circle holds a point and, where given, one of whose dongs is the point's; the nearest in
 * proportion to its size. Null when there is none. It is a guess (추정) and must be shown as one.
 */
export function complexAt(point: readonly [number, number], place?: { oldGu: string; dong: string }): Complex | null {
  let best: Complex | null = null;
  let nearest = 1;
  for (const candidate of complexes) {
    if (place && !candidate.dongs.some(([gu, dong]) => gu === place.oldGu && dong === place.dong)) continue;
    const share = metres(point, candidate.centre) / candidate.radius;
    if (share <= nearest) [best, nearest] = [candidate, share];
  }
  return best;
}
