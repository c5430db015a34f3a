import type { ImportField } from './header.ts';

/** The columns of a list of 구직자 that we take, with the words for them (domain.md §12.1: a participant export). */
export type PersonColumn =
  | 'name'
  | 'latinName'
  | 'birth'
  | 'sex'
  | 'mobile'
  | 'otherPhone'
  | 'email'
  | 'district'
  | 'address'
  | 'inflow'
  | 'wishedJob'
  | 'note'
  | 'intakeDay'
  | 'counsellor';

export const personColumns: readonly ImportField<PersonColumn>[] = [
  {
    key: 'name',
    label: '성명',
    required: true,
    synonyms: [
      '성명',
      '이름',
      '참여자 성명',
      '참여자명',
      '참여자',
      '구직자명',
      '구직자',
      '성함',
      '신청자명',
      '신청자',
      '대상자',
      '대상자명',
      '참가자',
      '근로자명',
      '구직자 성명',
    ],
  },
  { key: 'latinName', label: '영문 성명', synonyms: ['영문 성명', '영문명', '영문이름', '여권 이름', '여권상 영문명'] },
  {
    key: 'birth',
    label: '생년월일',
    synonyms: ['생년월일', '출생일', '출생년월일', '생일', '주민등록번호 앞자리', '주민번호 앞자리', '생년'],
  },
  { key: 'sex', label: '성별', synonyms: ['성별', '남녀', '성별(남/여)'] },
  {
    key: 'mobile',
    label: '휴대전화',
    synonyms: [
      '휴대전화',
      '휴대폰',
      '핸드폰',
      '휴대전화번호',
      '휴대폰번호',
      '핸드폰번호',
      'HP',
      'H.P',
      '모바일',
      '휴대번호',
      '연락처',
      '전화번호',
      '연락처1',
      '전화',
    ],
  },
  {
    key: 'otherPhone',
    label: '연락전화',
    synonyms: ['연락전화', '자택전화', '집전화', '유선전화', '비상연락처', '연락처2', '추가연락처', '보호자연락처'],
  },
  { key: 'email', label: '이메일', synonyms: ['이메일', 'E-mail', 'email', '전자우편', '메일', '이메일주소'] },
  {
    key: 'district',
    label: '거주 구·군',
    synonyms: ['거주 구·군', '거주구', '구·군', '군·구', '시군구', '자치구', '거주지역', '거주지', '지역'],
  },
  {
    key: 'address',
    label: '상세 주소',
    synonyms: ['상세 주소', '주소', '현주소', '도로명주소', '거주지 주소', '집주소', '자택주소', '주소지', '거주 주소'],
  },
  {
    key: 'inflow',
    label: '유입경로',
    synonyms: ['유입경로', '모집경로', '참여경로', '방문경로', '신청경로', '접수경로', '알게 된 경로', '유입'],
  },
  {
    key: 'wishedJob',
    label: '희망직종',
    synonyms: ['희망직종', '희망직무', '희망업무', '희망분야', '희망직업', '희망직종1', '구직희망직종'],
  },
  { key: 'note', label: '메모', synonyms: ['메모', '비고', '특이사항', '참고사항', '기타사항', '기타'] },
  {
    key: 'intakeDay',
    label: '등록일',
    synonyms: ['등록일', '접수일', '구직등록일', '등록일자', '접수일자', '구직신청일', '신청일', '초기상담일'],
  },
  {
    key: 'counsellor',
    label: '전담자',
    synonyms: ['전담자', '담당자', '담당 상담사', '전담 상담사', '담당상담원', '상담사', '상담원', '담당'],
  },
];
