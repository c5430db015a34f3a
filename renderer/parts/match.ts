import { initialsOf, isInitials, jamoOf } from '../../shared/korean/hangul.ts';
import { foldText } from '../../shared/korean/text.ts';

/** Where in an entry's name the typed text is found: 0 at its beginning, -1 nowhere. */
function placeOf(entry: string, typed: string): number {
  if (foldText(typed) === '') return 0;
  if (isInitials(typed)) return initialsOf(entry).indexOf(initialsOf(typed));
  return jamoOf(entry).indexOf(jamoOf(typed));
}

/**
 * Whether what is typed so far finds an entry of a short list: 초성 (ㅂㅍ finds 부평구), a syllable still being typed
 * (부펴 finds 부평구), anywhere in the name; blanks and punctuation do not count.
 */
export function matchesTyped(entry: string, typed: string): boolean {
  return placeOf(entry, typed) >= 0;
}

/** One entry of a code table. */
export interface Entry {
  readonly code: string;
  readonly name: string;
  /** What people call it besides its name (남동공단): found by typing, never shown. */
  readonly aliases?: readonly string[];
}

/** The entries that the typed text finds: names that begin with it first, then the rest, each in the table's order. */
export function findEntries(entries: readonly Entry[], typed: string): readonly Entry[] {
  const found = entries.filter((entry) =>
    [entry.name, ...(entry.aliases ?? [])].some((name) => matchesTyped(name, typed)),
  );
  const begins = (entry: Entry) => placeOf(entry.name, typed) === 0;
  return [...found.filter(begins), ...found.filter((entry) => !begins(entry))];
}
