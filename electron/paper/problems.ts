/**
 * What can go wrong with a file that somebody chose, as values: a code and a Korean sentence that says what to do.
 * Nothing in paper/ throws at its caller; whatever is not in this list is `damaged` (reading) or `notWritten` (writing).
 */
const paperProblems = {
  notFound: '파일이 없습니다. 파일이 옮겨졌거나 지워졌는지 확인한 뒤 다시 고르십시오.',
  unreadable:
    '파일을 열 수 없습니다. 다른 프로그램에서 열려 있으면 닫고, 읽을 권한이 있는지 확인한 뒤 다시 고르십시오.',
  empty: '파일에 내용이 없습니다. 자료가 든 파일인지 확인한 뒤 다시 고르십시오.',
  tooLarge: '파일이 150MB보다 큽니다. 필요한 시트만 새 파일로 저장하거나 여러 파일로 나눈 뒤 다시 고르십시오.',
  tooMuchInside:
    '파일 안의 내용이 너무 많아 읽지 않았습니다. Excel에서 필요한 시트를 "CSV UTF-8" 형식으로 저장한 뒤 그 파일을 고르십시오.',
  suspicious:
    '압축을 풀면 비정상적으로 커지는 파일이어서 읽지 않았습니다. 보낸 곳에 확인하고, Excel에서 새 파일로 저장한 뒤 다시 고르십시오.',
  damaged: '파일이 손상되어 읽을 수 없습니다. Excel에서 열어 다른 이름으로 저장하거나, 파일을 다시 받은 뒤 고르십시오.',
  locked: '암호가 걸린 파일입니다. Excel에서 암호를 해제하여 저장한 뒤 다시 고르십시오.',
  drm: 'DRM으로 보호된 파일로 보입니다. DRM을 해제하여 저장한 뒤 다시 고르십시오.',
  hangulDocument: '한글(HWP) 문서입니다. 표를 Excel에 붙여 넣어 xlsx로 저장한 뒤 그 파일을 고르십시오.',
  otherDocument: 'Excel, ODS, CSV 파일이 아닙니다. 표를 xlsx 또는 CSV로 저장한 뒤 그 파일을 고르십시오.',
  oldExcel: 'Excel 95 이전 형식이거나 XML로 저장된 파일입니다. Excel에서 열어 xlsx로 저장한 뒤 다시 고르십시오.',
  noTable: '파일에서 표를 찾지 못했습니다. 표가 든 시트인지 확인하고, Excel에서 xlsx로 저장한 뒤 다시 고르십시오.',
  noSuchSheet: '고른 시트가 파일에 없습니다. 파일을 다시 고르십시오.',
  unclosedQuote:
    '큰따옴표(")가 닫히지 않은 줄이 있어 CSV를 읽을 수 없습니다. 해당 줄의 큰따옴표를 고친 뒤 다시 고르십시오.',
  cancelled: '읽기를 취소했습니다. 저장된 것은 없습니다.',
  notWritten:
    '파일을 저장하지 못했습니다. 쓸 수 있는 다른 폴더를 고르거나, 같은 이름의 파일이 열려 있으면 닫은 뒤 다시 저장해 주십시오.',
  diskFull:
    '저장 공간이 부족하여 파일을 저장하지 못했습니다. 빈 공간을 만들거나 다른 디스크를 고른 뒤 다시 저장해 주십시오.',
} as const;

export type PaperProblemCode = keyof typeof paperProblems;

/** A problem as handed to the caller. `message` is Korean and fit to be shown. */
export interface PaperProblem {
  readonly code: PaperProblemCode;
  readonly message: string;
}

export type PaperResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: PaperProblem };

/** The value for a code; `where` (for example "12행") is put before the sentence. */
export function paperProblem(code: PaperProblemCode, where?: string): PaperProblem {
  const sentence = paperProblems[code];
  return { code, message: where === undefined ? sentence : `${where}: ${sentence}` };
}

/** Carries a problem through the readers, which are generators; `asPaperProblem` turns it back into the value. */
export class PaperFailure extends Error {
  readonly problem: PaperProblem;
  constructor(code: PaperProblemCode, where?: string, options?: ErrorOptions) {
    super(code, options);
    this.name = 'PaperFailure';
    this.problem = paperProblem(code, where);
  }
}

/** What a caught error means to the person who chose the file. Unknown errors while reading are `damaged`. */
export function asPaperProblem(error: unknown): PaperProblem {
  if (error instanceof PaperFailure) return error.problem;
  if (error instanceof Error) {
    if (error.name === 'EncryptedFileError' || error.name === 'DecryptionError') return paperProblem('locked');
    if ('code' in error && typeof error.code === 'string')
      return paperProblem(codeOfSystemError(error.code) ?? 'damaged');
  }
  return paperProblem('damaged');
}

function codeOfSystemError(code: string): PaperProblemCode | null {
  switch (code) {
    case 'ENOENT':
      return 'notFound';
    case 'EACCES':
    case 'EPERM':
    case 'EBUSY':
    case 'EISDIR':
    case 'EIO':
    case 'ENOTDIR':
    case 'EINVAL':
      return 'unreadable';
    default:
      return null;
  }
}
