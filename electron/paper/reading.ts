import { PaperFailure } from './problems.ts';

/** Something that can say "stop": an AbortSignal, or a flag in shared memory that another thread sets. */
export interface CancelFlag {
  readonly aborted: boolean;
}

interface Progress {
  /** Rows handed on so far, blank ones not counted. */
  readonly rows: number;
  /** Share of the work done, 0 to 1, by bytes. */
  readonly share: number;
}

export interface ReadingOptions {
  readonly cancel?: CancelFlag;
  readonly onProgress?: (progress: Progress) => void;
}

/** Hears of every chunk that was read or unpacked, with its bytes; throws `cancelled` to stop the reading. */
export type Step = (bytes: number) => void;

/** A step that stops on the flag and reports at most every `every` bytes. */
export function stepOf(total: number, options: ReadingOptions, rows: () => number): Step {
  const every = Math.max(1 << 20, total / 200);
  let done = 0;
  let reported = 0;
  return (bytes) => {
    if (options.cancel?.aborted === true) throw new PaperFailure('cancelled');
    done += bytes;
    if (done - reported < every) return;
    reported = done;
    options.onProgress?.({ rows: rows(), share: Math.min(1, done / Math.max(1, total)) });
  };
}
