/** Whether two people in the records may be one (behaviours C3; domain.md §10.3). It warns; it never merges. */
import type { Day } from '../korean/day.ts';
import { foldText } from '../korean/text.ts';

/** What identity rests on without a resident number: 성명, 생년월일, 휴대전화 (as kept: digits). */
export interface PersonIdentity {
  readonly name: string;
  readonly birth?: Day | null | undefined;
  readonly mobile?: string | null | undefined;
}

/**
 * `same`: all three equal. `sameNameBirth`: name and birth (people change numbers). `samePhone`: the same mobile (a
 * typing error in a name or birth, or a family phone). `nearNameSameBirth`: same birth and one syllable differs.
 */
export type DuplicateReason = 'same' | 'sameNameBirth' | 'samePhone' | 'nearNameSameBirth';

/**
 * Why `a` and `b` may be one person, the strongest reason first; null when nothing says so. Names are compared without
 * blanks, case and width. An unknown birth or mobile equals nothing. Symmetric.
 */
export function duplicateReason(a: PersonIdentity, b: PersonIdentity): DuplicateReason | null {
  const sameBirth = Boolean(a.birth) && a.birth === b.birth;
  const samePhone = Boolean(a.mobile) && a.mobile === b.mobile;
  if (!sameBirth && !samePhone) return null;
  const names = [foldText(a.name), foldText(b.name)] as const;
  if (sameBirth && names[0] === names[1] && names[0] !== '') return samePhone ? 'same' : 'sameNameBirth';
  if (samePhone) return 'samePhone';
  return oneLetterApart(Array.from(names[0]), Array.from(names[1])) ? 'nearNameSameBirth' : null;
}

/** Whether one syllable (of a Latin name: one letter) is other, missing or too many, and something else is left. */
function oneLetterApart(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length < 2 || long.length - short.length > 1) return false;
  let head = 0;
  while (head < short.length && short[head] === long[head]) head += 1;
  let tail = 0;
  while (tail < short.length - head && short[short.length - 1 - tail] === long[long.length - 1 - tail]) tail += 1;
  return long.length - head - tail === 1;
}
