/** The groups of a recovery key as it is printed: blanks and dashes part them, else four characters make one. */
export function groupsOf(recoveryKey: string): string[] {
  const written = recoveryKey
    .trim()
    .split(/[^0-9A-Za-z]+/)
    .filter((part) => part !== '');
  return written.length > 1 ? written : (written[0]?.match(/.{1,4}/g) ?? []);
}

/** A group as it is read back: no matter the case, with the letters that hands mistake for digits (Crockford). */
function readGroup(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}

/** Whether what was typed is this group. */
export function isGroup(group: string, typed: string): boolean {
  return readGroup(typed) !== '' && readGroup(group) === readGroup(typed);
}

/**
 * Two different places among `count` groups, in order; `random` gives numbers in [0, 1).
 */
export function twoPlaces(count: number, random: () => number): [number, number] {
  const first = Math.floor(random() * count);
  const step = 1 + Math.floor(random() * (count - 1));
  const second = (first + step) % count;
  return first < second ? [first, second] : [second, first];
}
