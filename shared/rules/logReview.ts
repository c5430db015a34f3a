import { timeInSeoul, todayInSeoul } from '../korean/day.ts';
import type { SecurityRules } from '../model/centre.ts';

/**
 * 월 점검 (monthly review of the access log, 안전성 확보조치 기준 §8②; domain §9.2): what in a month's lines somebody should
 * look at. Nothing here is an offence by itself; the thresholds are the centre's own rules.
 */

/** A line as the review reads it; `people` are the local ids of those it is about. */
export interface ReviewLine {
  readonly seq: number;
  /** ms UTC. */
  readonly at: number;
  readonly userId: number;
  readonly act: string;
  readonly count: number;
  readonly people: readonly number[];
}

export const anomalyKinds = {
  broken: '접속기록 이상',
  locked: '로그인 실패와 잠김',
  massExports: '대량 내보내기',
  massViews: '대량 조회',
  samePerson: '담당 아닌 같은 사람 반복 조회',
  night: '야간 사용',
  clockBack: '거꾸로 간 시각',
} as const;
type AnomalyKind = keyof typeof anomalyKinds;

/** Something to look at, with the lines that show it. `userId` 0 is the program itself, or an account nobody knows. */
export interface Anomaly {
  readonly kind: AnomalyKind;
  readonly userId: number;
  /** The day in KST; null for what is counted over the month. */
  readonly day: string | null;
  /** Whom it is about (`samePerson`), a local id. */
  readonly personId: number | null;
  /** Lines, people, rows or failures: what the kind counts. */
  readonly count: number;
  /** The first lines of it, at most `mostLines`, in their order. */
  readonly lines: readonly number[];
}

export type ReviewRules = Pick<
  SecurityRules,
  'nightFrom' | 'nightTo' | 'massViews' | 'massExports' | 'samePersonViews' | 'passwordTries'
>;

/** So many lines of an anomaly are named. */
export const mostLines = 200;

const looks: ReadonlySet<string> = new Set(['view', 'search', 'reveal']);
/**
 * ms between lines of one account about one person that are still one look: an open record is several reads (인적사항, 상담,
 * 동의, 첨부), and is read again whenever another laptop's work comes in.
 */
const oneLook = 10 * 60_000;
/** What the program writes by itself is no use at night, nor is a failed login. */
const byProgram: ReadonlySet<string> = new Set(['broken', 'purge', 'locked', 'loginFailed', 'backup']);
/** 파기 of another laptop is carried out here whenever it is heard of, in nobody's name. */
const isByProgram = ({ act, userId }: ReviewLine): boolean => byProgram.has(act) || (act === 'erase' && userId === 0);

const carried: ReadonlySet<string> = new Set(['locked', 'loginFailed']);

interface Gathered {
  readonly userId: number;
  readonly day: string | null;
  readonly personId: number | null;
  count: number;
  lines: number[];
  readonly people: Set<number>;
}

class Heaps {
  readonly #heaps = new Map<string, Gathered>();

  add(line: ReviewLine, day: string | null, personId: number | null, count: number): Gathered {
    const key = `${line.userId} ${day ?? ''} ${personId ?? ''}`;
    const { userId } = line;
    const heap = this.#heaps.get(key) ?? { userId, day, personId, count: 0, lines: [], people: new Set<number>() };
    this.#heaps.set(key, heap);
    heap.count += count;
    if (heap.lines.length < mostLines) heap.lines.push(line.seq);
    return heap;
  }

  over(kind: AnomalyKind, least: number, countOf: (heap: Gathered) => number = (heap) => heap.count): Anomaly[] {
    return [...this.#heaps.values()].flatMap((heap) => {
      const { userId, day, personId, lines } = heap;
      const count = countOf(heap);
      return count >= least ? [{ kind, userId, day, personId, count, lines }] : [];
    });
  }
}

/** Whether an hour (0–23, KST) is night by the centre's rules; a night that ends where it begins is none. */
export function isNight(hour: number, { nightFrom, nightTo }: Pick<ReviewRules, 'nightFrom' | 'nightTo'>): boolean {
  return nightFrom <= nightTo ? hour >= nightFrom && hour < nightTo : hour >= nightFrom || hour < nightTo;
}

/**
 * The anomalies of a month, the weightiest kinds first, then by their first line.
 *
 * - `night`: lines of one account in the night hours of one day.
 * - `massViews`: more than `massViews` different people looked at or searched by one account in one day.
 * - `massExports`: more than `massExports` rows exported by one account in one day.
 * - `samePerson`: one account looked more than `samePersonViews` times at one person whose counsellor it is not. Reads with
 *   less than ten minutes between them are one look; each number that was asked to be shown whole (`reveal`) counts.
 * - `clockBack`: a line with an instant before that of the line in front of it. The lines keep their order all the same.
 * - `locked`: an account locked, or as many failures in a day as would have locked it.
 * - `broken`: something was wrong with the log when the store was opened.
 *
 * `lines` are in the order of their numbers; `before` is the instant of the line in front of the first. `counsellorOf` gives
 * the local id of a person's counsellor.
 */
export function anomaliesOf(
  lines: readonly ReviewLine[],
  rules: ReviewRules,
  { before, counsellorOf }: { before: number; counsellorOf: (personId: number) => number | null },
): Anomaly[] {
  const heaps = {
    night: new Heaps(),
    views: new Heaps(),
    exports: new Heaps(),
    same: new Heaps(),
    back: new Heaps(),
    locked: new Heaps(),
    failed: new Heaps(),
    broken: new Heaps(),
  };
  const { night, views, exports, same, back, locked, failed, broken } = heaps;
  const lookedAt = new Map<string, number>();
  let last = before;
  for (const line of lines) {
    const day = todayInSeoul(line.at);
    // Wrong passwords typed while the store was shut are written down when it opens, with their own instants.
    if (!carried.has(line.act)) {
      if (line.at < last) back.add(line, day, null, 1);
      last = line.at;
    }
    if (!isByProgram(line) && isNight(Number(timeInSeoul(line.at).slice(0, 2)), rules)) {
      night.add(line, day, null, 1);
    }
    if (looks.has(line.act)) {
      const heap = views.add(line, day, null, 0);
      for (const person of line.people) heap.people.add(person);
      // A list shows everybody to everybody: opening one record is what counts.
      const [person] = line.people;
      const isOpening = line.act !== 'search' && line.people.length === 1 && person !== undefined;
      if (isOpening && counsellorOf(person) !== line.userId) {
        const key = `${line.userId} ${person}`;
        const isAnother = line.act === 'reveal' || Math.abs(line.at - (lookedAt.get(key) ?? -Infinity)) >= oneLook;
        if (line.act !== 'reveal') lookedAt.set(key, line.at);
        same.add(line, null, person, isAnother ? 1 : 0);
      }
    }
    if (line.act === 'export') exports.add(line, day, null, line.count);
    if (line.act === 'loginFailed') failed.add(line, day, null, Math.max(1, line.count));
    if (line.act === 'locked') locked.add(line, day, null, 1);
    if (line.act === 'broken') broken.add(line, day, null, 1);
  }
  const kinds = Object.keys(anomalyKinds);
  return [
    ...broken.over('broken', 1),
    ...locked.over('locked', 1),
    ...failed.over('locked', rules.passwordTries),
    ...exports.over('massExports', rules.massExports + 1),
    ...views.over('massViews', rules.massViews + 1, ({ people }) => people.size),
    ...same.over('samePerson', rules.samePersonViews + 1),
    ...night.over('night', 1),
    ...back.over('clockBack', 1),
  ].toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.lines[0] ?? 0) - (b.lines[0] ?? 0));
}

/** The instants (ms UTC) between which a month `YYYY-MM` lies in KST: `from` inside, `to` outside. */
export function monthBounds(month: string): { readonly from: number; readonly to: number } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const offset = 9 * 3_600_000;
  return { from: Date.UTC(year, number - 1, 1) - offset, to: Date.UTC(year, number, 1) - offset };
}

/** The month `YYYY-MM` of an instant in KST. */
export function monthOf(at: number): string {
  return todayInSeoul(at).slice(0, 7);
}
