import type { z } from 'zod';
import type { Role } from '../model/role.ts';

/** What a line of the access log can say was done, with its Korean name (접속기록, 안전성 확보조치 기준 §8; rights §5③). */
export const logActs = {
  view: '조회',
  search: '검색',
  create: '등록',
  change: '수정',
  delete: '삭제',
  erase: '파기',
  print: '인쇄',
  export: '내보내기',
  import: '가져오기',
  login: '로그인',
  loginFailed: '로그인 실패',
  locked: '계정 잠김',
  logout: '로그아웃',
  unlock: '잠금 해제',
  grant: '권한 부여',
  changeRights: '권한 변경',
  revoke: '권한 말소',
  resetPassword: '비밀번호 초기화',
  recover: '복구 열쇠 사용',
  rotateKey: '열쇠 교체',
  backup: '백업',
  restore: '복원',
  reveal: '가린 정보 보기',
  purge: '보존기간 지난 기록 삭제',
  review: '월 점검',
  broken: '기록 이상 발견',
} as const;

/** What a call leaves in the access log. */
export type LogAct = keyof typeof logActs;

/** Facts beside a line of the log: roles, reasons, counts. Never a name, a number of a person or free text about one. */
export type LogDetail = Readonly<Record<string, string | number | boolean | null>>;

/** So many ids a line of the access log names. */
export const mostLoggedIds = 1000;

/**
 * The ids of a bulk act in portions of a line: everybody is found by their own lines (안전성 확보조치 기준 §8), however many
 * there were.
 */
export function idsByLine(ids: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(ids.length / mostLoggedIds) }, (_, line) =>
    ids.slice(line * mostLoggedIds, (line + 1) * mostLoggedIds),
  );
}

/** Whose data a call touched: a record type with local ids, or none for a bulk act (its count is in `count`). */
export interface LogEntry {
  readonly act: LogAct;
  readonly recordType: string;
  readonly ids: readonly number[];
  readonly count?: number;
  readonly purpose?: string;
  readonly detail?: LogDetail;
}

/** The lines of one call; null: none. */
export type Logged = LogEntry | readonly LogEntry[] | null;

/** The same as a list. */
export function linesOf(logged: Logged): readonly LogEntry[] {
  if (logged === null) return [];
  return 'act' in logged ? [logged] : logged;
}

type Schema = z.ZodType;

/** Where a call runs: `window` in main (sessions, dialogs), `read` on the interactive reader, `write` in the writer. */
export type Room = 'window' | 'read' | 'write';

/**
 * One call that a screen can make. A `write` runs inside one transaction. `roles` is who may call; `anyone` needs no
 * session. `logs` says what the call leaves in the access log, before its answer is released; a `window` call whose line
 * must be there before something else happens (a file, a paper) writes it itself and says `nothing`.
 */
export interface CallSpec<R extends Room, I extends Schema, O extends Schema> {
  readonly room: R;
  readonly roles: readonly Role[] | 'anyone';
  readonly input: I;
  readonly output: O;
  readonly logs: ((input: z.output<I>, output: z.output<O>) => Logged) | 'nothing';
}

/** Declares a call; exists for its types. */
export function defineCall<const R extends Room, I extends Schema, O extends Schema>(
  spec: CallSpec<R, I, O>,
): CallSpec<R, I, O> {
  return spec;
}
