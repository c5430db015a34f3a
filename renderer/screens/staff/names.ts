/** The names in a text of one name a line (or a cell); blanks around them and empty lines are nothing. */
export function namesIn(text: string): string[] {
  return text
    .split(/[\n\r\t,;]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
