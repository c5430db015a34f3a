import type { z } from 'zod';
import type { Role } from '../model/role.ts';

/** What a call leaves in the access log (접속기록, 안전성 확보조치 기준 §8). */
export type LogAct = 'view' | 'search' | 'create' | 'change' | 'delete' | 'print' | 'export' | 'import' | 'login';

/** Whose data a call touched: a record type with local ids, or none for a bulk act (its count is in `count`). */
export interface LogEntry {
  readonly act: LogAct;
  readonly recordType: string;
  readonly ids: readonly number[];
  readonly count?: number;
  readonly purpose?: string;
}

type Schema = z.ZodType;

/** Where a call runs: `window` in main (sessions, dialogs), `read` on the interactive reader, `write` in the writer. */
export type Room = 'window' | 'read' | 'write';

/**
 * One call that a screen can make. A `write` runs inside one transaction. `roles` is who may call; `anyone` needs no
 * session. `logs` says what the call leaves in the access log, before its answer is released.
 */
export interface CallSpec<R extends Room, I extends Schema, O extends Schema> {
  readonly room: R;
  readonly roles: readonly Role[] | 'anyone';
  readonly input: I;
  readonly output: O;
  readonly logs: ((input: z.output<I>, output: z.output<O>) => LogEntry | null) | 'nothing';
}

/** Declares a call; exists for its types. */
export function defineCall<const R extends Room, I extends Schema, O extends Schema>(
  spec: CallSpec<R, I, O>,
): CallSpec<R, I, O> {
  return spec;
}
