/**
 * Everything that can go wrong and that a person can do something about: one catalogue of codes with a Korean
 * sentence each (합쇼체, says what to do). Anything not in here is a bug: it is logged with its cause and shown as
 * `unexpected`.
 */
export const problems = {
  badRequest: '화면이 보낸 요청의 형식이 맞지 않습니다. 프로그램을 다시 시작해 주십시오.',
  unknownCall: '이 프로그램에 없는 기능을 요청하였습니다. 프로그램을 다시 시작해 주십시오.',
  notSignedIn: '로그인이 끝났습니다. 다시 로그인해 주십시오. 입력하던 내용은 보관되어 있습니다.',
  notAllowed: '이 기능을 쓸 권한이 없습니다. 관리자에게 문의해 주십시오.',
  checkFields: '표시된 항목을 확인해 주십시오.',
  notFound: '찾는 기록이 없습니다. 목록을 새로 고친 뒤 다시 선택해 주십시오.',
  wrongLogin:
    '아이디 또는 비밀번호가 맞지 않습니다. 한/영 키와 Caps Lock을 확인해 주십시오. 여러 번 틀리면 확인이 느려지고 계정이 잠깁니다.',
  signInPaused: '앞서 넣은 비밀번호를 아직 확인하고 있습니다. 잠시 뒤에 다시 입력해 주십시오.',
  accountLocked:
    '비밀번호를 여러 번 틀려 계정이 잠겼습니다. 관리자에게 잠금 해제를 요청하거나 복구 열쇠로 새 비밀번호를 만들어 주십시오.',
  accountEnded: '사용 기간이 끝났거나 말소된 계정입니다. 관리자에게 문의해 주십시오.',
  wrongPin: 'PIN이 맞지 않습니다. 다시 입력해 주십시오.',
  pinOver: 'PIN으로는 더 열 수 없습니다. 비밀번호를 입력해 주십시오.',
  wrongRecoveryKey: '이 센터의 지금 복구 열쇠가 아닙니다. 더 나중에 발급한 복구 열쇠의 종이가 있는지 확인해 주십시오.',
  lastAdmin: '기한 없이 일하는 관리자가 한 명은 있어야 합니다. 다른 관리자를 먼저 정해 주십시오.',
  alreadySetUp: '이 컴퓨터에는 이미 센터 자료가 있습니다. 로그인해 주십시오.',
  weakPassword: '비밀번호는 두 종류 이상의 문자로 10자 이상, 또는 세 종류 이상으로 8자 이상이어야 합니다.',
  vaultDamaged:
    '열쇠 파일(vault.json)을 읽을 수 없습니다. 자료 폴더를 지우지 말고, 백업에서 열쇠 파일을 복원하거나 관리자에게 문의해 주십시오.',
  vaultTampered:
    '열쇠 파일(vault.json)이 이 프로그램이 쓴 것과 다릅니다. 누가 바꾸었을 수 있으므로 열지 않습니다. 자료 폴더를 그대로 두고 관리자에게 알린 뒤 백업에서 복원해 주십시오.',
  vaultOlderAccounts:
    '아직 새 형식으로 바뀌지 않은 계정이 있어 자료 열쇠를 바꿀 수 없습니다. 그 직원이 한 번 로그인하거나, 관리자가 그 계정의 비밀번호를 다시 정한 뒤 다시 시도해 주십시오.',
  recoveryMistyped: '복구 열쇠에 잘못 적었거나 빠진 글자가 있습니다. 종이에 인쇄된 아홉 묶음을 다시 확인해 주십시오.',
  vaultMissing:
    '자료 파일은 있으나 열쇠 파일(vault.json)이 없습니다. 자료 폴더를 지우지 말고, 백업에서 열쇠 파일을 복원해 주십시오.',
  storeMissing:
    '열쇠 파일은 있으나 자료 파일(store.db)이 없습니다. 자료 폴더를 지우지 말고, 백업에서 자료 파일을 복원해 주십시오.',
  storeDamaged:
    '자료 파일을 열 수 없습니다. 파일이 손상되었거나 다른 열쇠로 잠겨 있습니다. 자료 폴더를 그대로 두고 백업에서 복원해 주십시오.',
  storeTooNew:
    '자료가 더 새로운 버전의 프로그램으로 저장되었습니다. 이 컴퓨터의 프로그램을 최신 버전으로 올린 뒤 다시 여십시오. 자료는 그대로 있습니다.',
  storeInUse:
    '다른 프로그램이 이 자료를 쓰고 있습니다. 이 컴퓨터에서 열려 있는 뿌리데스크를 모두 닫은 뒤 다시 시도해 주십시오.',
  storeLinked:
    '자료 파일이 다른 곳을 가리키는 연결 파일로 바뀌어 있습니다. 자료 폴더를 지우지 말고 관리자에게 알려 주십시오.',
  notABackup: '뿌리데스크의 백업 파일이 아닙니다. 이름이 .desk-backup으로 끝나는 파일을 골라 주십시오.',
  backupDamaged: '백업 파일이 손상되어 쓸 수 없습니다. 바뀐 것은 없습니다. 다른 백업을 골라 주십시오.',
  backupTooNew:
    '더 새로운 버전의 프로그램으로 만든 백업입니다. 이 컴퓨터의 프로그램을 최신 버전으로 올린 뒤 다시 복원해 주십시오. 바뀐 것은 없습니다.',
  backupGone: '고른 백업 파일을 찾을 수 없습니다. 저장 장치를 연결한 뒤 백업을 다시 골라 주십시오.',
  backupNotWritten:
    '백업을 만들지 못했습니다. 백업 폴더에 쓸 수 있는지, 빈 공간이 있는지 확인한 뒤 지금 백업을 눌러 주십시오.',
  backupBusy: '다른 백업이나 복원이 진행 중입니다. 끝난 뒤 다시 시도해 주십시오.',
  restoreNotAdmin: '복원은 관리자만 할 수 있습니다. 관리자의 아이디와 비밀번호나 복구 열쇠를 입력해 주십시오.',
  isJoinFile: '새 노트북을 위한 참여 파일입니다. 복원에는 백업 파일을 골라 주십시오.',
  notJoinFile: '참여 파일이 아닙니다. 관리자가 이 노트북을 위해 만든 참여 파일을 골라 주십시오.',
  folderReadOnly:
    '자료 폴더에 쓸 수 없습니다. 폴더가 읽기 전용인지, 쓰기 권한이 있는지 확인한 뒤 프로그램을 다시 시작해 주십시오.',
  diskFull:
    '저장 공간이 부족하여 저장하지 못했습니다. 디스크에 빈 공간을 만든 뒤 다시 저장해 주십시오. 입력한 내용은 화면에 남아 있습니다.',
  storeBusy: '다른 작업이 자료를 쓰고 있어 저장하지 못했습니다. 잠시 뒤 다시 저장해 주십시오.',
  fileUnreadable: '파일을 읽을 수 없습니다. 파일이 다른 프로그램에서 열려 있는지 확인한 뒤 다시 고르십시오.',
  fileNotWritten: '파일을 저장하지 못했습니다. 다른 폴더를 고르거나 빈 공간을 확인해 주십시오.',
  notPrinted:
    '인쇄하지 못했습니다. 프린터가 켜져 있고 연결되어 있는지 확인한 뒤 다시 인쇄해 주십시오. PDF로 저장할 수도 있습니다.',
  importGone: '가져오기 작업이 끝났거나 없습니다. 파일을 다시 골라 주십시오.',
  importBusy: '다른 가져오기가 진행 중입니다. 끝난 뒤 다시 시도해 주십시오.',
  importCancelled: '가져오기를 취소했습니다. 저장된 것은 없습니다.',
  importStale:
    '검사한 뒤에 같은 종류의 기록이 새로 등록되었습니다. 저장된 것은 없습니다. 열 연결 고치기에서 다시 검사해 주십시오.',
  importNoName: '회사명 열을 고르지 않았습니다. 열 연결에서 회사명을 지정해 주십시오.',
  notYourCase: '이 사람의 담당 상담사나 관리자만 할 수 있습니다. 담당 상담사나 관리자에게 부탁해 주십시오.',
  notYourTalk: '상담일지는 쓴 사람이나 관리자만 고칠 수 있습니다. 쓴 사람이나 관리자에게 부탁해 주십시오.',
  needsConsent:
    '민감정보 동의가 없어 저장하지 않았습니다. 동의를 먼저 받아 주십시오. 전화로도 받을 수 있습니다. 입력한 내용은 화면에 남아 있습니다.',
  needsConsentToPrint:
    '민감정보 동의가 없어 민감정보를 넣은 구직신청서를 인쇄하지 않았습니다. 동의를 먼저 받거나 민감정보를 빼고 인쇄해 주십시오.',
  nothingToPrint: '그 기간에 상담일지가 없어 인쇄하지 않았습니다. 기간을 다시 정해 주십시오.',
  attachmentKind:
    '사진(JPG, PNG, WebP)이나 PDF가 아니어서 붙이지 않았습니다. 스캔한 그림이나 PDF로 저장한 뒤 다시 골라 주십시오.',
  attachmentTooLarge: '파일이 30MB를 넘어 붙이지 않았습니다. 해상도를 낮추어 다시 스캔하거나 나누어 붙여 주십시오.',
  attachmentGone:
    '붙이던 파일을 더 갖고 있지 않습니다. 오래 두었거나 화면이 잠겼습니다. 저장된 것은 없으니 파일을 다시 골라 주십시오.',
  attachmentPiece: '가린 쪽을 받지 못하였습니다. 저장된 것은 없습니다. 다시 저장해 주십시오.',
  attachmentPage: '가린 쪽에 문제가 있어 저장하지 않았습니다. 저장된 것은 없습니다. 파일을 다시 골라 가려 주십시오.',
  attachmentWaiting: '이 서류의 파일이 아직 이 노트북에 없습니다. 자료를 맞춘 뒤 다시 열어 주십시오.',
  attachmentDamaged:
    '이 서류의 파일이 저장한 것과 달라 열지 않았습니다. 관리자에게 알리고, 원본이 있으면 다시 붙여 주십시오.',
  pagesUnreadable:
    '동기화의 막힌 변경을 내보낸 파일(.ppuri-pages)이 아니거나 온전하지 않아 아무것도 가져오지 않았습니다. 내보낸 노트북에서 파일을 다시 받아 주십시오.',
  invitationUnreadable:
    '허브의 초대가 아닙니다. 초대에 적힌 주소와 아홉 묶음의 글자를 다시 확인하거나, 초대 글 전체를 복사해 붙여 주십시오.',
  hubUnreachable:
    '허브에 연결할 수 없습니다. 허브가 켜져 있는지, 이 노트북이 같은 네트워크에 있는지, 주소와 포트가 맞는지 확인해 주십시오.',
  hubOther:
    '그 주소에서 초대와 다른 컴퓨터가 대답합니다. 아무것도 보내지 않았습니다. 허브의 주소를 확인하고 새 초대를 받아 주십시오.',
  hubRefused:
    '허브가 초대를 받지 않습니다. 초대가 이미 쓰였거나 기한이 지났을 수 있습니다. 허브에서 새 초대를 만들어 주십시오.',
  hubLinked: '이미 허브에 연결되어 있습니다. 다른 허브에 연결하려면 먼저 지금 허브와의 연결을 끊어 주십시오.',
  eventAddressUnreadable:
    '행사 네트워크의 주소가 아닙니다. 연 노트북의 화면에 나온 주소를 그대로 입력하거나 글을 복사해 붙여 주십시오. 예: 192.168.0.7:4748',
  eventNoNetwork:
    '행사 네트워크를 열 수 없습니다. 와이파이나 공유기에 먼저 연결해 주십시오. 연결되어 있으면 컴퓨터를 다시 켠 뒤 열어 주십시오.',
  eventOpenHere: '이 노트북이 행사 네트워크를 열고 있습니다. 다른 노트북에 참여하려면 먼저 닫아 주십시오.',
  eventShutOut:
    '반납하였거나 센터가 사용을 막은 노트북이어서 행사 네트워크를 열 수 없습니다. 다른 노트북에서 열어 주십시오.',
  notThisLaptop: '지금 쓰고 있는 노트북은 회수하거나 차단할 수 없습니다. 다른 노트북에서 해 주십시오.',
  notForOffice:
    '사무실 노트북은 센터의 모든 자료를 기한 없이 쓰는 노트북이어야 합니다. 빌려 준 마지막 날을 비우거나 다른 노트북을 사무실 노트북으로 정해 주십시오.',
  cardsOfAll:
    '계정이나 노트북의 기록에 두 값이 남아 있어 자료 묶음을 만들 수 없습니다. 동기화 화면의 확인 필요에서 맞는 값을 고른 뒤 다시 만들어 주십시오.',
  laptopLeaving:
    '이 노트북은 빌린 기간이 끝났거나 회수 중이어서 기록을 보거나 고칠 수 없습니다. 화면에 나온 대로 넘길 것을 넘겨 주십시오.',
  cardGone: '그 사이에 다른 값이 왔거나 이미 정해졌습니다. 목록을 다시 보고 골라 주십시오.',
  laptopRevoked: '센터가 이 노트북의 사용을 막았습니다. 관리자에게 전화해 주십시오.',
  alreadyCompany: '이미 기업으로 등록되어 있습니다.',
  unexpected:
    '예상하지 못한 문제가 생겼습니다. 입력한 내용은 화면에 남아 있습니다. 다시 시도해 보고, 계속되면 관리자에게 알려 주십시오.',
} as const;

export type ProblemCode = keyof typeof problems;

/** A problem as it crosses to the screen. `fields` names inputs and what to do about each; `message` is Korean. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Makes the value for a code; `message` replaces the catalogue's sentence where a more exact one is known. */
export function problem(code: ProblemCode, more: { fields?: Record<string, string>; message?: string } = {}): Problem {
  const { fields, message = problems[code] } = more;
  return fields ? { code, message, fields } : { code, message };
}

/** What a use case throws to refuse; the edge of the worker turns it back into the value. Never shown as is. */
export class Refusal extends Error {
  readonly problem: Problem;
  constructor(refused: Problem) {
    super(refused.code);
    this.name = 'Refusal';
    this.problem = refused;
  }
}

/** Shorthand for `throw new Refusal(problem(code))`. */
export function refuse(code: ProblemCode, more: { fields?: Record<string, string>; message?: string } = {}): never {
  throw new Refusal(problem(code, more));
}
