/** Why a row of a list of people cannot come in. The sentence says what to do. */
export const personRefusals = {
  nameBlank: '성명이 없습니다. 성명을 넣어 주십시오.',
  totalRow: '합계·소계 줄이어서 제외했습니다. 고칠 것이 없습니다.',
  noteRow: '주석·안내 줄이어서 제외했습니다. 고칠 것이 없습니다.',
  headerRow: '머리글이 되풀이된 줄이어서 제외했습니다. 고칠 것이 없습니다.',
  resident:
    '주민등록번호로 보이는 숫자가 있어 가져오지 않았습니다. 원래 파일에서 그 숫자를 지우고 생년월일만 남겨 주십시오.',
} as const;

/** What is taken all the same, but should be looked at: shown with the row. */
export const personDoubts = {
  inflowMissing: '유입경로가 없어 기타로 두었습니다.',
  inflowUnknown: '모르는 유입경로여서 기타로 두었습니다.',
  inflowGuessed: '유입경로를 비슷한 말로 짐작했습니다.',
  sexOdd: '성별을 읽을 수 없어 미상으로 두었습니다.',
  oldBirth: '두 자리 연도를 1900년대로 읽어 나이가 많습니다. 생년월일을 확인해 주십시오.',
  birthTail: '생년월일 뒤의 숫자는 버렸습니다.',
  phoneMore: '전화번호가 셋 이상이어서 앞의 둘만 가져옵니다.',
  extension: '전화번호의 내선은 버렸습니다.',
  districtOdd: '구·군을 알 수 없어 비워 두었습니다.',
  intakeOdd: '등록일을 읽을 수 없어 오늘 접수한 것으로 합니다.',
  intakeLater: '등록일이 오늘보다 뒤여서 오늘 접수한 것으로 합니다.',
  counsellorUnknown: '전담자가 상담사 계정에 없거나 둘 이상이어서 가져오는 사람이 담당이 됩니다.',
  formula: '수식의 저장된 값을 읽었습니다.',
  cellError: '오류 값(#N/A 등)이 든 칸을 비워 두었습니다.',
  textCut: '너무 긴 글을 잘랐습니다.',
  employeesOdd: '수를 읽을 수 없어 비워 두었습니다.',
} as const;
export type PersonDoubt = keyof typeof personDoubts;

/** Why a row may be, or is, somebody who is there. `where` says who. */
export const personPairs = {
  same: '성명과 생년월일, 전화번호가 같습니다.',
  sameNameBirth: '성명과 생년월일이 같습니다.',
  sameNamePhone: '성명과 전화번호가 같습니다.',
  sameNameEmail: '성명과 이메일이 같습니다.',
  samePhone: '휴대전화가 같고 성명이 다릅니다.',
  nearNameSameBirth: '생년월일이 같고 성명이 한 글자 다릅니다.',
  restricted: '열람 제한 — 관리자에게 문의',
} as const;
export type PersonPair = keyof typeof personPairs;
