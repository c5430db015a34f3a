/**
 * Every key of the desk, in one list: it drives the handlers (app/keys.tsx) and the keyboard map on `?`. Keys are
 * matched by `event.code`, so that the Korean input method and the layout do not matter.
 */
export interface Shortcut {
  /** As printed in the keyboard map. */
  readonly keys: string;
  readonly label: string;
  readonly group: '어디서나' | '이동' | '목록' | '기록' | '가림' | '입력';
  /** `event.code`s that fire it; none where a part handles the key itself and the entry is for the map only. */
  readonly codes: readonly string[];
  readonly ctrl?: true;
  readonly alt?: true;
  readonly shift?: true;
  /** Leads to another screen: who presses it in the search box is done with searching. */
  readonly leads?: true;
}

export const shortcuts = {
  search: { keys: 'Ctrl+K', label: '찾기 (구직자·기업·공장명부)', group: '어디서나', codes: ['KeyK'], ctrl: true },
  searchSlash: { keys: '/', label: '찾기 (구직자·기업·공장명부)', group: '어디서나', codes: ['Slash', 'NumpadDivide'] },
  keymap: { keys: '?', label: '단축키 보기', group: '어디서나', codes: ['Slash'], shift: true },
  userMenu: { keys: 'F10', label: '내 메뉴 (계정·설정·잠금)', group: '어디서나', codes: ['F10'] },
  keymapHelp: { keys: 'F1', label: '단축키 보기', group: '어디서나', codes: ['F1'] },
  newPerson: {
    keys: 'Ctrl+Shift+N',
    label: '구직자 접수',
    group: '어디서나',
    codes: ['KeyN'],
    ctrl: true,
    shift: true,
    leads: true,
  },
  lock: { keys: 'Ctrl+L', label: '화면 잠금 (자리를 비울 때)', group: '어디서나', codes: ['KeyL'], ctrl: true },

  goFirst: {
    keys: 'Alt+1',
    label: '메뉴 (위에서부터)',
    group: '이동',
    codes: ['Digit1', 'Numpad1'],
    alt: true,
    leads: true,
  },
  goSecond: {
    keys: 'Alt+2',
    label: '메뉴 (위에서부터)',
    group: '이동',
    codes: ['Digit2', 'Numpad2'],
    alt: true,
    leads: true,
  },
  goThird: {
    keys: 'Alt+3',
    label: '메뉴 (위에서부터)',
    group: '이동',
    codes: ['Digit3', 'Numpad3'],
    alt: true,
    leads: true,
  },
  goFourth: {
    keys: 'Alt+4',
    label: '메뉴 (위에서부터)',
    group: '이동',
    codes: ['Digit4', 'Numpad4'],
    alt: true,
    leads: true,
  },
  goFifth: {
    keys: 'Alt+5',
    label: '메뉴 (위에서부터)',
    group: '이동',
    codes: ['Digit5', 'Numpad5'],
    alt: true,
    leads: true,
  },
  goSync: { keys: 'Alt+0', label: '동기화', group: '이동', codes: ['Digit0', 'Numpad0'], alt: true, leads: true },
  back: { keys: 'Alt+←', label: '뒤로', group: '이동', codes: ['ArrowLeft'], alt: true, leads: true },
  forward: { keys: 'Alt+→', label: '앞으로', group: '이동', codes: ['ArrowRight'], alt: true, leads: true },

  rowMove: { keys: '↑ ↓', label: '줄 옮기기', group: '목록', codes: [] },
  rowPage: { keys: 'PageUp PageDown', label: '한 화면씩 옮기기', group: '목록', codes: [] },
  rowEnds: { keys: 'Home End', label: '처음·끝으로', group: '목록', codes: [] },
  rowOpen: { keys: 'Enter', label: '열기', group: '목록', codes: [] },
  newInList: { keys: 'N', label: '새로 만들기', group: '목록', codes: ['KeyN'] },
  revealInList: { keys: 'V', label: '가려진 이름과 전화 보기', group: '목록', codes: ['KeyV'] },
  filterInList: { keys: 'F', label: '거르기', group: '목록', codes: ['KeyF'] },
  importInList: { keys: 'I', label: '가져오기', group: '목록', codes: ['KeyI'] },

  viewsInList: { keys: 'Shift+F', label: '저장한 거르기', group: '목록', codes: ['KeyF'], shift: true },
  columnsInList: { keys: 'L', label: '열 고르기', group: '목록', codes: ['KeyL'] },
  exportInList: { keys: 'O', label: '엑셀로 내보내기', group: '목록', codes: ['KeyO'] },
  assignInList: { keys: 'D', label: '고른 사람의 담당 변경', group: '목록', codes: ['KeyD'] },
  markMore: { keys: 'Shift+↑ ↓', label: '이어서 고르기', group: '목록', codes: [] },
  markAll: { keys: 'Ctrl+A', label: '모두 고르기', group: '목록', codes: [] },
  markInList: { keys: 'X', label: '여러 줄 고르기', group: '목록', codes: ['KeyX'] },
  snooze: { keys: 'S', label: '미루기 (오늘)', group: '목록', codes: ['KeyS'] },
  keepPromise: { keys: 'K', label: '약속 지킴 (오늘)', group: '목록', codes: ['KeyK'] },
  mineOrTeam: { keys: 'T', label: '내 일·팀 전체 (오늘)', group: '목록', codes: ['KeyT'] },

  syncNow: { keys: 'F5', label: '지금 맞추기 (동기화)', group: '목록', codes: ['F5'] },

  newConsultation: { keys: 'C', label: '상담 쓰기', group: '기록', codes: ['KeyC'] },
  noAnswer: { keys: 'B', label: '전화 부재 쓰기', group: '기록', codes: ['KeyB'] },
  textSent: { keys: 'M', label: '문자 보냄 쓰기', group: '기록', codes: ['KeyM'] },
  correctLast: { keys: 'R', label: '마지막 상담 고치기', group: '기록', codes: ['KeyR'] },
  phoneConsent: {
    keys: 'Alt+T',
    label: '고지·동의 쓰기, 동의가 없는 곳에서는 전화로 고지하고 동의 확인',
    group: '기록',
    codes: ['KeyT'],
    alt: true,
  },
  nextSection: { keys: 'G', label: '구직신청서 이어 쓰기', group: '기록', codes: ['KeyG'] },
  history: { keys: 'H', label: '이력 보기·닫기', group: '기록', codes: ['KeyH'] },
  edit: { keys: 'E', label: '수정', group: '기록', codes: ['KeyE'] },
  attach: { keys: 'A', label: '서류 첨부', group: '기록', codes: ['KeyA'] },
  attachments: { keys: 'Shift+A', label: '첨부한 서류로 가기', group: '기록', codes: ['KeyA'], shift: true },
  print: { keys: 'Ctrl+P', label: '이 화면의 문서 인쇄', group: '기록', codes: ['KeyP'], ctrl: true },
  erase: { keys: 'Shift+Delete', label: '파기 (관리자)', group: '기록', codes: ['Delete'], shift: true },
  makeCompany: {
    keys: 'Ctrl+Enter',
    label: '공장명부의 줄을 기업으로 등록',
    group: '기록',
    codes: ['Enter', 'NumpadEnter'],
    ctrl: true,
  },

  maskAdd: { keys: 'N', label: '가림 상자 넣기', group: '가림', codes: [] },
  maskMove: { keys: '← → ↑ ↓', label: '상자 옮기기 (Ctrl은 멀리)', group: '가림', codes: [] },
  maskSize: { keys: 'Shift+← → ↑ ↓', label: '상자 크기', group: '가림', codes: [] },
  maskNext: { keys: 'Tab', label: '다음 상자', group: '가림', codes: [] },
  maskRemove: { keys: 'Delete', label: '상자 지우기', group: '가림', codes: [] },
  maskUndo: { keys: 'Ctrl+Z', label: '되돌리기', group: '가림', codes: [] },
  maskTurn: { keys: 'R', label: '오른쪽으로 돌리기', group: '가림', codes: [] },
  maskZoom: { keys: 'Ctrl++ Ctrl+− Ctrl+0', label: '확대·축소·화면에 맞추기', group: '가림', codes: [] },
  maskPage: { keys: 'PageUp PageDown', label: '이전 쪽·다음 쪽', group: '가림', codes: [] },

  save: { keys: 'Ctrl+S', label: '저장', group: '입력', codes: ['KeyS'], ctrl: true },
  saveEnter: { keys: 'Ctrl+Enter', label: '저장', group: '입력', codes: ['Enter', 'NumpadEnter'], ctrl: true },
  nextField: { keys: 'Enter', label: '다음 항목, 마지막 항목에서는 저장', group: '입력', codes: [] },
  openDuplicate: { keys: 'Alt+O', label: '이미 등록된 사람 열기', group: '입력', codes: ['KeyO'], alt: true },
  useTemplate: { keys: 'Alt+Y', label: '상담 양식 넣기', group: '입력', codes: ['KeyY'], alt: true },
  choose: { keys: '1 2 3 …', label: '단추 줄에서 고르기', group: '입력', codes: [] },
  leave: { keys: 'Esc', label: '닫기·취소', group: '입력', codes: ['Escape'] },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof shortcuts;

export interface KeymapLine {
  readonly group: Shortcut['group'];
  readonly label: string;
  /** All keys that do it, as printed. */
  readonly keys: readonly string[];
}

/** The registry for reading: keys that do the same stand on one line. */
export function keymapLines(of: readonly Shortcut[] = Object.values(shortcuts)): KeymapLine[] {
  const lines = new Map<string, { group: Shortcut['group']; label: string; keys: string[] }>();
  for (const { group, label, keys } of of) {
    const line = lines.get(`${group} ${label}`);
    if (line) line.keys.push(keys);
    else lines.set(`${group} ${label}`, { group, label, keys: [keys] });
  }
  return [...lines.values()];
}

/** The part of a keyboard event that decides. */
export interface KeyPress {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** Where the press lands: in a field one types in, a plain letter is a letter. */
export interface PressPlace {
  readonly inText: boolean;
}

/** Whether a press belongs to the input method, which then owns it, Enter and Escape included. */
export function isComposing(press: Pick<KeyPress, 'isComposing' | 'keyCode'>): boolean {
  return press.isComposing || press.keyCode === 229;
}

/**
 * Whether a press is the repetition of a key that does something on a row: held down it does one deed on one row, not on
 * those that take its place. Moving goes on.
 */
export function isHeldDeed({ repeat, code }: { readonly repeat: boolean; readonly code: string }): boolean {
  return repeat && /^(?:Enter|NumpadEnter|Key|Digit)/.test(code);
}

/** Whether a press fires a shortcut. Never while composing; keys without Ctrl or Alt never in a text field. */
export function matches(shortcut: Shortcut, press: KeyPress, place: PressPlace): boolean {
  if (isComposing(press)) return false;
  if (!shortcut.codes.includes(press.code)) return false;
  const { ctrl = false, alt = false, shift = false } = shortcut;
  if ((press.ctrlKey || press.metaKey) !== ctrl || press.altKey !== alt || press.shiftKey !== shift) return false;
  const leavesText = ctrl || alt || press.code === 'Escape' || /^F\d+$/.test(press.code);
  return leavesText || !place.inText;
}
