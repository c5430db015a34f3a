/** Money in whole won, and wages as people and 고용24 write them (domain.md §3.6, §10.5). */
import { normalizeText } from './text.ts';

/** 임금형태 by 고용24's letters: 시급 H, 일급 D, 월급 M, 연봉 Y. */
export type WageForm = 'H' | 'D' | 'M' | 'Y';
type WageProblem = 'blank' | 'form' | 'order' | 'unit';
export type ParsedWage =
  | { readonly ok: true; readonly min: number; readonly max: number }
  | { readonly ok: false; readonly reason: WageProblem };

/** An amount with thousands commas: `2,300,000원`. */
export function formatWon(won: number): string {
  return `${String(won).replace(/\B(?=(?:\d{3})+$)/gu, ',')}원`;
}

/** What a wage of each form can be, in won. Wide: it catches slips of the unit, not low pay. */
const plausible: Readonly<Record<WageForm, readonly [least: number, most: number]>> = {
  H: [1_000, 300_000],
  D: [10_000, 3_000_000],
  M: [100_000, 100_000_000],
  Y: [1_000_000, 1_000_000_000],
};

const amount = /^(?:(\d+(?:\.\d+)?)억)?(?:(\d+(?:\.\d+)?)만)?(?:(\d+(?:\.\d+)?)천)?(\d+)?원?$/u;

/**
 * A wage or a range of wages in won: `230만원 ~ 260만원`, `230~260만원`, `10,320원`, `2,500,000`, `3,500만`, `1억 2천만`. A
 * bare number that is far too small for its form is in 만원, as people say it: 월급 250 is 2,500,000, 연봉 3200 is
 * 32,000,000.
 *
 * `blank`; `form`: no amount; `order`: the range runs downwards; `unit`: no wage of that form, so probably the wrong form
 * or unit (시급 2,500,000).
 */
export function parseWage(raw: string | number, form: WageForm): ParsedWage {
  const text = normalizeText(String(raw))
    .replace(/[,\s]|이상|이하|까지|부터/gu, '')
    .replace(/[〜∼˜–—-]/gu, '~')
    .replace(/(\d)천만/gu, (_, n: string) => `${n}000만`);
  if (text === '') return { ok: false, reason: 'blank' };
  const ends = text.split('~').filter((part) => part !== '');
  const [first, last = first] = ends;
  if (first === undefined || last === undefined || ends.length > 2) return { ok: false, reason: 'form' };
  // In 230~260만원 the unit is said once.
  const unit = /^\d+(?:\.\d+)?$/u.test(first) ? (/[만천]?원?$/u.exec(last)?.[0] ?? '') : '';
  const [min, max] = [won(first + unit, form), won(last, form)];
  if (min === null || max === null) return { ok: false, reason: 'form' };
  if (min > max) return { ok: false, reason: 'order' };
  const [least, most] = plausible[form];
  return min < least || max > most ? { ok: false, reason: 'unit' } : { ok: true, min, max };
}

/** One amount without blanks and commas, or null. */
function won(text: string, form: WageForm): number | null {
  const match = amount.exec(text);
  if (!match || !/\d/u.test(text)) return null;
  const [hundredMillions, tenThousands, thousands, ones] = match.slice(1).map((part) => Number(part ?? 0));
  const total =
    (hundredMillions ?? 0) * 100_000_000 + (tenThousands ?? 0) * 10_000 + (thousands ?? 0) * 1_000 + (ones ?? 0);
  const bare = /^\d+$/u.test(text);
  return Math.round(bare && form !== 'H' && total < plausible[form][0] ? total * 10_000 : total);
}
