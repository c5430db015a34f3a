/** Why a row of a list of companies cannot come in. The sentence says what to do. */
export const companyRefusals = {
  nameBlank: '상호가 없습니다. 상호를 넣어 주십시오.',
  nameFormula: '상호가 =, +, -, @로 시작합니다. 수식이 아닌 글자로 고쳐 주십시오.',
  totalRow: '합계·소계 줄이어서 제외했습니다. 고칠 것이 없습니다.',
  noteRow: '주석·안내 줄이어서 제외했습니다. 고칠 것이 없습니다.',
  headerRow: '머리글이 되풀이된 줄이어서 제외했습니다. 고칠 것이 없습니다.',
  resident: '주민등록번호로 보이는 숫자가 있어 가져오지 않았습니다. 원래 파일에서 그 숫자를 지워 주십시오.',
} as const;

/** What is taken all the same, but should be looked at: shown with the row. */
export const companyDoubts = {
  phoneOdd: '전화번호 형식이 맞지 않아 메모에 적었습니다.',
  complexUnknown: '산업단지를 알 수 없어 비워 두었습니다.',
  districtOdd: '주소의 구·군을 알 수 없어 비워 두었습니다.',
  elsewhere: '주소가 인천이 아니어서 구·군을 비워 두었습니다.',
  employeesInNote: '근로자수는 남녀를 나눌 수 없어 메모에 적었습니다.',
  foundedOdd: '설립일을 읽을 수 없어 비워 두었습니다.',
  formula: '수식의 저장된 값을 읽었습니다.',
  cellError: '오류 값(#N/A 등)이 든 칸을 비워 두었습니다.',
  textCut: '너무 긴 글을 잘랐습니다.',
  employeesOdd: '근로자수를 숫자로 읽을 수 없어 비워 두었습니다.',
} as const;
export type CompanyDoubt = keyof typeof companyDoubts;

/** Why a row is, or may be, a company that is there. */
export const companyPairs = {
  number: '사업자등록번호가 같습니다.',
  nameAddress: '상호와 주소가 같습니다.',
  nameAlone: '상호가 같고 둘 다 주소가 없습니다.',
  sameName: '상호가 같고 주소나 번호가 다릅니다.',
} as const;
export type CompanyPair = keyof typeof companyPairs;
