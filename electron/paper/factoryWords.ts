/** Why a line of a 공장명부 is refused. The sentence follows the field's name and says what to do. */
export const refusals = {
  nameBlank: '회사명이 없습니다. 회사명을 넣어 주십시오.',
  nameFormula: '회사명이 =, +, -, @로 시작합니다. 수식이 아닌 글자로 고쳐 주십시오.',
  nameNoValue:
    '회사명이 수식인데 계산된 값이 저장되어 있지 않습니다. Excel에서 열어 저장하거나 값으로 붙여 넣어 주십시오.',
  nameNoLetter: '회사명에 글자가 없습니다. 열 연결이 맞는지 확인해 주십시오.',
  nameLong: '회사명이 100자보다 깁니다. 열 연결이 맞는지 확인해 주십시오.',
  totalRow: '합계·소계 줄이어서 제외했습니다. 고칠 것이 없습니다.',
  noteRow: '주석·안내 줄이어서 제외했습니다. 고칠 것이 없습니다.',
  headerRow: '머리글이 되풀이된 줄이어서 제외했습니다. 고칠 것이 없습니다.',
  outsideIncheon: '주소가 인천이 아닙니다. 인천에 있는 공장이면 주소를 고쳐 주십시오.',
  duplicate: '앞의 줄과 같은 공장입니다. 다른 공장이면 공장관리번호나 주소를 고쳐 주십시오.',
} as const;
export type RefusalCode = keyof typeof refusals;

/** What is taken all the same, but should be looked at: shown with the line. */
export const doubts = {
  noAddress: '주소가 없어 구·군을 알 수 없습니다.',
  cityMissing: '주소에 인천이라는 말이 없어 구·군을 정하지 않았습니다.',
  unknownDong: '주소의 동을 알 수 없어 구·군을 정하지 못했습니다.',
  ambiguousDong: '같은 이름의 동이 둘 이상이어서 구·군을 정하지 못했습니다.',
  addressesDisagree: '도로명주소와 지번주소의 구·군이 다릅니다.',
  pnuOutside: 'PNU가 인천의 것이 아닙니다.',
  pnuOdd: 'PNU가 19자리 숫자가 아니어서 쓰지 않았습니다.',
  coordinateOutside: '좌표가 인천 밖이어서 쓰지 않았습니다.',
  numberPadded: '공장관리번호 앞자리의 0이 지워진 것으로 보고 15자리로 채웠습니다.',
  numberOdd: '공장관리번호가 15자리 숫자가 아니어서 쓰지 않았습니다.',
  phoneOdd: '전화번호 형식이 맞지 않아 적힌 그대로 두었습니다.',
  employeesOdd: '종업원 수를 숫자로 읽을 수 없어 비워 두었습니다.',
  complexUnknown: '단지명을 알 수 없어 산업단지를 비워 두었습니다.',
  formula: '수식의 저장된 값을 읽었습니다.',
  cellError: '오류 값(#N/A 등)이 든 칸을 비워 두었습니다.',
  textCut: '너무 긴 글을 잘랐습니다.',
  lookalike: '같은 공장일 수 있는 줄이 있습니다.',
} as const;
export type DoubtCode = keyof typeof doubts;

/** Why two lines may be one factory, or a line may be a factory of the directory. */
export const pairReasons = {
  sameLot: '이름과 지번이 같고 공장관리번호가 다릅니다.',
  sameDong: '이름과 동이 같습니다.',
  sameNameNoPlace: '이름이 같고 한쪽의 주소를 알 수 없습니다.',
  numberOtherName: '공장관리번호는 같으나 이름이 다릅니다.',
} as const;
export type PairReason = keyof typeof pairReasons;
