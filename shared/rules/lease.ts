import type { Day } from '../korean/day.ts';
import { todayInSeoul } from '../korean/day.ts';

/**
 * 빌린 기간 (behaviours F11): what a laptop may show, and when it is emptied, as a function of what is known and what the
 * clock says. Why so: docs/adr/0048-leases.md.
 */
export interface Lease {
  /** The last day on which the laptop may show what it holds; null: without end. */
  readonly lentUntil: Day | null;
  /** 회수: the centre has called it back. */
  readonly isRecalled: boolean;
  /** The greatest time this laptop's own clock has said since somebody else last told it the time; ms UTC. */
  readonly seen: number;
  /** The time that somebody else told last: the hub, the 사무실 노트북, a 관리자 at this laptop. Null: nobody yet. */
  readonly word: number | null;
}

export const notLent: Lease = { lentUntil: null, isRecalled: false, seen: 0, word: null };

/** Why a laptop shows nothing any more and hands over what it has. */
export type Leaving = 'lease' | 'recall';

/**
 * A clock that goes back by less than this does not give time; one that goes back by more was wrong before (a dead battery, a
 * wrong year): what it said then counts no more, or one wrong day would lock for ever.
 */
export const farthestBack = 92 * 86_400_000;

/** Beyond this an instant is no year of four digits, and days would not compare. */
const lastInstant = Date.UTC(9999, 0, 1);

/** An instant that can be a day; what lies outside is taken as the nearest that can. */
export function usableInstant(at: number): number {
  return Number.isFinite(at) ? Math.min(Math.max(0, Math.trunc(at)), lastInstant) : 0;
}

/** The day by this laptop's own clock, which cannot be set back by a little. */
export function ownDay({ seen }: Pick<Lease, 'seen'>, now: number): Day {
  const at = usableInstant(now);
  return todayInSeoul(seen - at <= farthestBack ? Math.max(seen, at) : at);
}

/** Whether and why the laptop is locked. Either clock is enough: to lock destroys nothing. */
export function leavingOf(lease: Lease, now: number): Leaving | null {
  if (lease.isRecalled) return 'recall';
  if (lease.lentUntil === null) return null;
  const isOver = ownDay(lease, now) > lease.lentUntil || saysOver(lease);
  return isOver ? 'lease' : null;
}

function saysOver({ word, lentUntil }: Lease): boolean {
  return lentUntil !== null && word !== null && todayInSeoul(usableInstant(word)) > lentUntil;
}

/**
 * Whether the laptop may be emptied, as far as the date goes: both its own clock and somebody else must say that the lease is
 * over, so that one clock that is wrong by years destroys nothing (N4). A 회수 is the centre's word and needs no date.
 */
export function dayIsSure(lease: Lease, now: number): boolean {
  if (lease.isRecalled) return true;
  return lease.lentUntil !== null && ownDay(lease, now) > lease.lentUntil && saysOver(lease);
}

/** What is kept of the times after this laptop's own clock has said `now`. */
export function afterOwn(lease: Lease, now: number): Lease {
  const at = usableInstant(now);
  return { ...lease, seen: lease.seen - at <= farthestBack ? Math.max(lease.seen, at) : at };
}

/** The same after somebody else has told the time: what one's own clock said beyond it was wrong. */
export function afterWord(lease: Lease, told: number): Lease {
  const word = usableInstant(told);
  return { ...lease, word, seen: Math.min(lease.seen, word) };
}

/**
 * How far a laptop that is locked has come:
 *
 * - `noKeeper`: nobody is there to take what it has: no hub is linked, no 사무실 노트북 is named.
 * - `handOver`: it has what no keeper has said to hold. - `askDay`: all is handed over, but only its own clock says that the
 *   time is over. - `empty`: it is to be emptied now.
 */
export type LeaveStage = 'noKeeper' | 'handOver' | 'askDay' | 'empty';

export interface Held {
  /** Change sets held here, and pages of documents, that no keeper has said to hold. */
  readonly waiting: number;
  readonly pages: number;
  readonly hasKeeper: boolean;
}

/** The stage of a laptop that is locked; null while it is not. */
export function leaveStage(lease: Lease, { waiting, pages, hasKeeper }: Held, now: number): LeaveStage | null {
  if (leavingOf(lease, now) === null) return null;
  if (!hasKeeper) return 'noKeeper';
  if (waiting > 0 || pages > 0) return 'handOver';
  return dayIsSure(lease, now) ? 'empty' : 'askDay';
}
