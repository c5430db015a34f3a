import { problem, Refusal } from '../../shared/model/problem.ts';
import type { Problem } from '../../shared/model/problem.ts';

/** The SQLite or Node error code of a thrown thing, '' when it has none. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * Turns what the store throws into the problem that a person can act on. Whatever it does not know is `unexpected`:
 * the caller logs its cause.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  const code = codeOf(error);
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC' || code === 'EDQUOT') return problem('diskFull');
  // A disk that is full while the WAL grows is reported as a failed write or truncate.
  if (code === 'SQLITE_IOERR_WRITE' || code === 'SQLITE_IOERR_FSYNC' || code === 'SQLITE_IOERR_SHMSIZE')
    return problem('diskFull');
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return problem('folderReadOnly');
  if (code === 'SQLITE_CANTOPEN') return problem('folderReadOnly');
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return problem('storeBusy');
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) return problem('storeDamaged');
  return problem('unexpected');
}
