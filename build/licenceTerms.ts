/** The terms of the Apache License, as packages bring them: a page each, of the same words in other lines. */
const terms = /Apache License\s+Version 2\.0, January 2004[\s\S]*?END OF TERMS AND CONDITIONS/g;

/** The words alone: lines are broken, and points numbered, as each package likes. */
function words(text: string): string {
  return text.replaceAll(/\([a-d]\)/g, ' ').replaceAll(/\s+/g, ' ');
}

/**
 * One text of licences in which the terms of the Apache License stand once, at its end; where they stood is said where
 * they are now. Terms that differ in a word stay where they are.
 */
export function apacheTermsOnce(text: string): string {
  const first = text.match(terms)?.[0];
  if (first === undefined) return text;
  const common = words(first);
  const rest = text.replaceAll(terms, (found) =>
    words(found) === common ? '[Apache License 2.0의 조항은 이 글의 맨 끝에 있습니다.]' : found,
  );
  return `${rest.trimEnd()}\n\n## Apache License 2.0의 조항\n\n${first}\n`;
}
