import type { ImportField, Mapping } from './header.ts';

/**
 * The columns of a 공장명부 that we take, with the words for them in the national file of KICOX (domain.md §5.1) and in
 * the municipal files of data.go.kr (§11).
 */
export type FactoryColumn =
  | 'name'
  | 'factoryNumber'
  | 'address'
  | 'lotAddress'
  | 'city'
  | 'district'
  | 'complex'
  | 'industry'
  | 'product'
  | 'phone'
  | 'employees'
  | 'men'
  | 'women'
  | 'foreignMen'
  | 'foreignWomen'
  | 'pnu'
  | 'lon'
  | 'lat';

export type FactoryMapping = Mapping<FactoryColumn>;

export const factoryColumns: readonly ImportField<FactoryColumn>[] = [
  {
    key: 'name',
    label: '회사명',
    required: true,
    synonyms: [
      '회사명',
      '업체명',
      '상호명',
      '상호',
      '제조업체명',
      '사업장명',
      '기업명',
      '공장명',
      '업소명',
      '회사',
      '업체',
    ],
  },
  {
    key: 'factoryNumber',
    label: '공장관리번호',
    synonyms: ['공장관리번호', '관리번호'],
  },
  {
    key: 'address',
    label: '공장주소(도로명)',
    synonyms: [
      '공장대표주소(도로명)',
      '공장주소_도로명',
      '공장주소',
      '소재지도로명주소',
      '도로명주소',
      '공장소재지',
      '소재지주소',
      '업체 주소',
      '사업장 주소',
      '소재지',
      '주소',
    ],
  },
  {
    key: 'lotAddress',
    label: '공장주소(지번)',
    synonyms: ['공장대표주소(지번)', '공장주소_지번', '소재지지번주소', '지번주소', '공장소재지(지번)'],
  },
  { key: 'city', label: '시도명', synonyms: ['시도명', '시도', '광역시도'] },
  {
    key: 'district',
    label: '시군구명',
    synonyms: ['시군구명', '시군구', '군구', '구군', '자치구', '구군명', '군구명'],
  },
  { key: 'complex', label: '단지명', synonyms: ['단지명', '산업단지명', '산업단지', '산단명', '공단명', '단지'] },
  { key: 'industry', label: '업종명', synonyms: ['업종명', '대표업종명', '업종', '사업유형', '대표업종', '구분'] },
  {
    key: 'product',
    label: '생산품',
    synonyms: ['생산품', '생산품목', '주생산품', '주요생산품명', '주요생산품', '주력사업(생산품)', '생산제품'],
  },
  {
    key: 'phone',
    label: '전화번호',
    synonyms: ['전화번호', '업체전화번호', '소재지전화', '대표전화', '회사전화번호', '연락처', '전화'],
  },
  {
    key: 'employees',
    label: '종업원 합계',
    synonyms: [
      '종업원합계',
      '종업원 계',
      '종업원수 계',
      '종업원수 합계',
      '종업원수',
      '종업원 수',
      '상시근로자수',
      '근로자수',
      '직원수',
      '종업원',
    ],
  },
  { key: 'men', label: '남자종업원', synonyms: ['남자종업원', '종업원 남', '종업원수 남', '남종업원'] },
  { key: 'women', label: '여자종업원', synonyms: ['여자종업원', '종업원 여', '종업원수 여', '여종업원'] },
  { key: 'foreignMen', label: '외국인남자', synonyms: ['외국인남자', '종업원 외국인남', '외국인 남'] },
  { key: 'foreignWomen', label: '외국인여자', synonyms: ['외국인여자', '종업원 외국인여', '외국인 여'] },
  { key: 'pnu', label: 'PNU', synonyms: ['PNU', '필지고유번호', 'PNU코드', '토지고유번호'] },
  { key: 'lon', label: '경도', synonyms: ['경도', 'lon', 'lng', 'longitude', 'X좌표', '좌표X', 'x'] },
  { key: 'lat', label: '위도', synonyms: ['위도', 'lat', 'latitude', 'Y좌표', '좌표Y', 'y'] },
];
