import type { ListName } from '../contract/listFilter.ts';

/** A column that a list can be exported with. Nothing sensitive (민감정보) and no free text is among them. */
export interface ExportColumn {
  readonly key: string;
  readonly title: string;
  /** Width in characters. */
  readonly width: number;
  /** In the file unless left out: as little as a list of its kind needs (개인정보 최소 수집·이용). */
  readonly usual?: true;
}

export const exportColumns = {
  people: [
    { key: 'number', title: '관리번호', width: 14, usual: true },
    { key: 'name', title: '성명', width: 14, usual: true },
    { key: 'birth', title: '생년월일', width: 13 },
    { key: 'sex', title: '성별', width: 7, usual: true },
    { key: 'age', title: '나이', width: 7, usual: true },
    { key: 'mobile', title: '휴대전화', width: 17 },
    { key: 'district', title: '거주 구·군', width: 12, usual: true },
    { key: 'inflow', title: '유입경로', width: 20 },
    { key: 'wishedJob', title: '희망직종', width: 24, usual: true },
    { key: 'intakeDay', title: '접수일', width: 13, usual: true },
    { key: 'validUntil', title: '구직유효일', width: 13 },
    { key: 'lastConsultation', title: '최근 상담일', width: 13 },
    { key: 'counsellor', title: '담당', width: 12, usual: true },
  ],
  consultations: [
    { key: 'day', title: '상담일', width: 13, usual: true },
    { key: 'time', title: '시각', width: 8 },
    { key: 'number', title: '관리번호', width: 14, usual: true },
    { key: 'name', title: '성명', width: 14, usual: true },
    { key: 'method', title: '상담방법', width: 12, usual: true },
    { key: 'type', title: '상담유형', width: 18, usual: true },
    { key: 'minutes', title: '소요(분)', width: 9 },
    { key: 'project', title: '사업', width: 26 },
    { key: 'nextDay', title: '다음 상담 예정일', width: 16 },
    { key: 'counsellor', title: '상담사', width: 12, usual: true },
  ],
  companies: [
    { key: 'name', title: '상호', width: 26, usual: true },
    { key: 'businessNumber', title: '사업자등록번호', width: 16, usual: true },
    { key: 'representative', title: '대표자', width: 12 },
    { key: 'phone', title: '대표전화', width: 17, usual: true },
    { key: 'district', title: '구·군', width: 10, usual: true },
    { key: 'address', title: '주소', width: 44 },
    { key: 'complex', title: '산업단지', width: 26, usual: true },
    { key: 'rootTechnology', title: '주력 뿌리기술', width: 16, usual: true },
    { key: 'rootStatus', title: '뿌리기업 여부', width: 16 },
    { key: 'product', title: '주생산품', width: 24 },
    { key: 'workers', title: '상시근로자수', width: 13 },
  ],
  factories: [
    { key: 'name', title: '회사명', width: 26, usual: true },
    { key: 'district', title: '구·군', width: 10, usual: true },
    { key: 'address', title: '주소', width: 44, usual: true },
    { key: 'complex', title: '산업단지', width: 30, usual: true },
    { key: 'industry', title: '업종', width: 28, usual: true },
    { key: 'rootTechnology', title: '뿌리기술 (업종으로 봄)', width: 20, usual: true },
    { key: 'phone', title: '전화번호', width: 17, usual: true },
    { key: 'product', title: '주생산품', width: 24 },
    { key: 'employees', title: '종업원', width: 9 },
    { key: 'factoryNumber', title: '공장관리번호', width: 20 },
    { key: 'company', title: '기업 등록', width: 11 },
    { key: 'doubts', title: '의심되는 점', width: 44 },
  ],
} as const satisfies Record<ListName, readonly ExportColumn[]>;

/** What an exported list is called, in its title row and its file's name. */
export const exportTitles: Readonly<Record<ListName, string>> = {
  people: '구직자명부',
  consultations: '상담일지목록',
  companies: '기업명부',
  factories: '공장명부',
};

/** Whether columns of a list can hold what masking hides: companies and factories are no people. */
export const holdsPeople: Readonly<Record<ListName, boolean>> = {
  people: true,
  consultations: true,
  companies: false,
  factories: false,
};

/** Whose data an export of a list holds, as the access log names it. */
export const exportedRecord: Readonly<Record<ListName, string>> = {
  people: 'person',
  consultations: 'person',
  companies: 'company',
  factories: 'factory',
};

/** `인천뿌리산업일자리센터_구직자명부_20261122.xlsx`: no blanks, nothing that a file system refuses. */
export function exportFileName(centre: string, list: ListName, day: string): string {
  const plain = centre.replaceAll(/[\s\p{C}\\/:*?"<>|.]+/gu, '').slice(0, 60);
  return `${plain === '' ? '' : `${plain}_`}${exportTitles[list]}_${day.replaceAll('-', '')}.xlsx`;
}
