import { logActs } from '../contract/define.ts';
import { formatInstant } from '../korean/day.ts';
import { itemNames } from '../model/consentTemplate.ts';
import { erasedKindNames, erasureReasons } from '../model/erasure.ts';
import { roles } from '../model/role.ts';

/** Korean for what stands in a line of the access log. */

const records: Readonly<Record<string, string>> = {
  person: '구직자',
  consultation: '상담',
  correction: '상담 정정',
  attachment: '첨부 서류',
  sensitive: '민감정보',
  consent: '동의',
  snooze: '미루기',
  erasure: '파기대장',
  erasureDone: '파기 확인',
  company: '기업',
  site: '사업장',
  contact: '기업 담당자',
  certificate: '기업 인증',
  promise: '기업 약속',
  factory: '공장명부',
  staff: '계정',
  centre: '센터 정보',
  device: '노트북',
  backup: '백업',
  store: '자료 전체',
  vault: '열쇠',
  log: '접속기록',
  codeEntry: '코드',
  pack: '자료 묶음',
  project: '사업',
  consentTemplate: '고지문·동의서',
  consultationTemplate: '상담 양식',
  exchange: '파일 교환',
  hub: '허브',
  sync: '동기화',
  event: '행사 네트워크',
};

/** What was handled. A name that this version does not know is given as it is. */
export function recordWord(recordType: string): string {
  return Object.hasOwn(records, recordType) ? (records[recordType] ?? recordType) : recordType;
}

export function actWord(act: string): string {
  return Object.hasOwn(logActs, act) ? logActs[act as keyof typeof logActs] : act;
}

const keys: Readonly<Record<string, string>> = {
  role: '역할',
  from: '이전',
  to: '이후',
  endsOn: '종료일',
  endedOn: '이전 종료일',
  by: '방법',
  reason: '까닭',
  what: '대상',
  tries: '횟수',
  document: '문서',
  paper: '종이 번호',
  copies: '부수',
  cancelled: '그만둠',
  part: '부분',
  set: '정함',
  withdrawn: '철회한 동의',
  count: '횟수',
  at: '그때 시각',
  bytes: '바이트',
  ...erasedKindNames,
  page: '쪽',
  pages: '쪽수',
  failed: '실패',
  file: '파일',
  counsellor: '담당',
  restricted: '열람제한',
  list: '목록',
  unmasked: '가림 없이',
  place: '자리',
  laptop: '노트북',
  backup: '백업',
  created: '백업한 때',
  rehearsal: '복원 연습',
  second: '두 번째 폴더',
  lostFrom: '사라진 첫 줄',
  lostTo: '사라진 끝 줄',
  month: '달',
  anomalies: '살핀 것',
  wrong: '기록 이상',
  linked: '연결',
  did: '한 일',
  until: '여기까지 만든 것',
  lentUntil: '빌려 준 마지막 날',
  aside: '옮겨 둔 자료',
};

const values: Readonly<Record<string, string>> = {
  ...roles,
  password: '비밀번호',
  pin: 'PIN',
  recovery: '복구 열쇠',
  recoveryConfirmed: '복구 열쇠 확인',
  data: '자료 열쇠',
  ended: '끝난 계정',
  printer: '인쇄기',
  pdf: 'PDF',
  office: '사무실',
  field: '현장',
  log: '접속기록',
  restore: '복원',
  rehearsal: '복원 리허설',
  people: '구직자명부',
  consultations: '상담일지',
  companies: '기업명부',
  factories: '공장명부',
  recoveryKey: '복구 열쇠',
  securityStatus: '보안 설정 현황',
  helperPledges: '보안서약서',
  personCard: '구직자 카드',
  jobApplication: '구직신청서',
  consultationLog: '상담일지',
  consentForm: '동의서',
  logReview: '접속기록 월 점검표',
  card: '서로 다른 값',
  task: '한 사람인지 확인할 것',
  recalled: '회수',
  revoked: '차단',
  refusedByHub: '허브가 받지 않은 것',
  refusedHere: '여기서 받지 않은 것',
  erasure: '한꺼번에 파기하는 것',
  unreadable: '읽을 수 없는 것',
  open: '열기',
  close: '닫기',
  join: '참여',
  leave: '나가기',
  otherLaptop: '다른 노트북의 파기',
  noAccount: '없는 계정',
  officeLaptop: '사무실 노트북',
  day: '날짜 확인',
};

/** Parts of a record, where it was not the whole of it. */
const parts: Readonly<Record<string, string>> = {
  study: '학력·경력·자격',
  wish: '희망 근로조건',
  stay: '국적·체류자격',
  support: '제도 참여·취업취약계층',
  sensitive: '민감정보',
  consent: '고지와 동의',
  history: '이력',
  erasure: '파기할 것',
  folder: '폴더',
};

/** Facts that are codes of their own table. */
const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  part: parts,
  withdrawn: itemNames,
  reason: Object.fromEntries(erasureReasons.map(({ code, name }) => [code, name])),
};
const instants: readonly string[] = ['at', 'created', 'until'];

function valueWord(key: string, value: unknown, nameOf: (userId: number) => string): string {
  if (value === null) return '없음';
  if (typeof value === 'boolean') return value ? '예' : '아니오';
  if (typeof value === 'number') {
    if (key === 'counsellor') return nameOf(value);
    return instants.includes(key) ? formatInstant(value) : value.toLocaleString('ko-KR');
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  const table = tables[key];
  if (table && Object.hasOwn(table, value)) return table[value] ?? value;
  return Object.hasOwn(values, value) ? (values[value] ?? value) : value;
}

/** What a fact is called; some names mean another thing beside another fact. */
function keyWord(key: string, facts: Readonly<Record<string, unknown>>): string {
  if (key === 'to' && 'document' in facts) return '나간 곳';
  if (key === 'wrong' && 'by' in facts) return '틀린 횟수';
  if ((key === 'from' || key === 'to') && typeof facts[key] === 'number') return key === 'from' ? '첫 줄' : '끝 줄';
  return Object.hasOwn(keys, key) ? (keys[key] ?? key) : key;
}

/**
 * Facts beside a line, as `역할 상담사 · 종료일 없음`; null where there are none. `nameOf` names a member of staff by their
 * local id.
 */
export function detailWords(detail: string | null, nameOf: (userId: number) => string): string | null {
  if (detail === null) return null;
  try {
    const facts = JSON.parse(detail) as Record<string, unknown>;
    const words = Object.entries(facts).map(
      ([key, value]) => `${keyWord(key, facts)} ${valueWord(key, value, nameOf)}`,
    );
    return words.length === 0 ? null : words.join(' · ');
  } catch {
    return detail;
  }
}
