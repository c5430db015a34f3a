import { foldText } from '../../shared/korean/text.ts';
import { initialsOf, isInitials, jamoOf } from '../../shared/korean/hangul.ts';

/**
 * Whether what is typed so far finds an entry of a short list: 초성 (ㅂㅍ finds 부평구), a syllable still being typed
 * (부펴 finds 부평구), anywhere in the name; blanks and punctuation do not count.
 */
export function matchesTyped(entry: string, typed: string): boolean {
  if (foldText(typed) === '') return true;
  if (isInitials(typed)) return initialsOf(entry).includes(initialsOf(typed));
  return jamoOf(entry).includes(jamoOf(typed));
}
