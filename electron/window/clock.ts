import { formatInstant } from '../../shared/korean/day.ts';
import type { Sessions } from './session/session.ts';

/** When this program was built, ms UTC; set by the build. */
declare const __BUILT_AT__: number;

/** How far back a clock may stand behind what is known before it is called wrong: a day, for zones and dead batteries. */
const tolerance = 24 * 3600 * 1000;

/**
 * The sentence about a clock that cannot be right, or null. It cannot be earlier than the day the program was built,
 * nor than the last entry in the store. A wrong clock stops nothing (N4); it is told until it is mended.
 */
export function clockProblem(now: number, known: { builtAt: number; lastEntry: number }): string | null {
  if (now + tolerance >= Math.max(known.builtAt, known.lastEntry)) return null;
  return `이 컴퓨터의 시계가 ${formatInstant(now)}(으)로 되어 있습니다. 실제보다 늦은 것으로 보입니다. 윈도우 설정에서 날짜와 시간을 맞춰 주십시오. 입력은 계속할 수 있습니다.`;
}

/** How often the clock is looked at. */
const every = 20_000;

export interface ClockWatch {
  readonly now: () => number;
  readonly sessions: Sessions;
  /** Told the sentence while the clock is wrong, and '' once it is right again. */
  readonly tell: (message: string) => void;
}

/** Looks at the clock from now on; gives a way to ask for the sentence at once. */
export function watchClock({ now, sessions, tell }: ClockWatch): () => Promise<string> {
  const look = async (): Promise<string> => {
    const lastEntry = await sessions.lastEntry().catch(() => 0);
    return clockProblem(now(), { builtAt: __BUILT_AT__, lastEntry }) ?? '';
  };
  let told = '';
  const again = async (): Promise<void> => {
    const message = await look();
    if (message !== told) tell(message);
    told = message;
  };
  setInterval(() => void again(), every).unref();
  return look;
}
