import { companyLabels } from '../../shared/model/company.ts';
import type { ImportField } from './header.ts';

/** The columns of a list of 기업 that we take, with the words for them. */
export type CompanyColumn =
  | 'name'
  | 'businessNumber'
  | 'corporateNumber'
  | 'insuranceNumber'
  | 'representative'
  | 'contactName'
  | 'phone'
  | 'fax'
  | 'email'
  | 'homepage'
  | 'address'
  | 'complex'
  | 'industry'
  | 'product'
  | 'employees'
  | 'men'
  | 'women'
  | 'foreignMen'
  | 'foreignWomen'
  | 'foundedOn'
  | 'note';

export const companyColumns: readonly ImportField<CompanyColumn>[] = [
  {
    key: 'name',
    label: '상호',
    required: true,
    synonyms: ['상호', '상호명', '회사명', '업체명', '기업명', '사업장명', '법인명', '기업체명', '회사', '업체'],
  },
  {
    key: 'businessNumber',
    label: '사업자등록번호',
    synonyms: ['사업자등록번호', '사업자번호', '사업자 등록 번호', '사업자NO'],
  },
  { key: 'corporateNumber', label: '법인등록번호', synonyms: ['법인등록번호', '법인번호'] },
  {
    key: 'insuranceNumber',
    label: '고용보험 사업장관리번호',
    synonyms: ['고용보험 사업장관리번호', '사업장관리번호', '고용보험관리번호'],
  },
  {
    key: 'representative',
    label: '대표자',
    synonyms: ['대표자', '대표자명', '대표', '대표이사', '대표자 성명', '사업주'],
  },
  {
    key: 'contactName',
    label: companyLabels.contactName,
    synonyms: ['담당자', '담당자명', '채용담당자', '인사담당자', '담당자 성명', '담당'],
  },
  {
    key: 'phone',
    label: '대표전화',
    synonyms: ['대표전화', '전화번호', '전화', '회사전화', '업체전화번호', '연락처', '대표번호', 'TEL'],
  },
  { key: 'fax', label: '팩스', synonyms: ['팩스', '팩스번호', 'FAX'] },
  { key: 'email', label: '이메일', synonyms: ['이메일', 'E-mail', 'email', '전자우편', '메일'] },
  { key: 'homepage', label: '홈페이지', synonyms: ['홈페이지', '누리집', '웹사이트'] },
  {
    key: 'address',
    label: '주소',
    synonyms: [
      '주소',
      '소재지',
      '사업장 주소',
      '사업장소재지',
      '도로명주소',
      '회사주소',
      '업체 주소',
      '본사주소',
      '소재지주소',
    ],
  },
  { key: 'complex', label: '산업단지', synonyms: ['산업단지', '산업단지명', '단지명', '공단', '산단', '산단명'] },
  { key: 'industry', label: '업종', synonyms: ['업종', '업종명', '대표업종', '업태', '종목', '업태/종목'] },
  {
    key: 'product',
    label: '주생산품',
    synonyms: ['주생산품', '생산품', '생산품목', '주요생산품', '주력생산품', '취급품목'],
  },
  {
    key: 'employees',
    label: '근로자수',
    synonyms: [
      '근로자수',
      '상시근로자수',
      '종업원수',
      '직원수',
      '고용인원',
      '상시근로자',
      '근로자 수',
      '인원',
      '종업원',
    ],
  },
  { key: 'men', label: '내국인 남', synonyms: ['내국인 남', '근로자수 남', '종업원수 남', '남자종업원'] },
  { key: 'women', label: '내국인 여', synonyms: ['내국인 여', '근로자수 여', '종업원수 여', '여자종업원'] },
  { key: 'foreignMen', label: '외국인 남', synonyms: ['외국인 남', '외국인남자'] },
  { key: 'foreignWomen', label: '외국인 여', synonyms: ['외국인 여', '외국인여자'] },
  { key: 'foundedOn', label: '설립일', synonyms: ['설립일', '설립일자', '설립연월일', '개업일', '개업연월일'] },
  { key: 'note', label: '메모', synonyms: ['메모', '비고', '특이사항', '기타'] },
];
