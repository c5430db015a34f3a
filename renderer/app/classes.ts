/**
 * Names of a CSS module, checked: a name that the style sheet does not have is a mistake in the code and fails at
 * once, instead of leaving a part without its look. Blank-separated names give several classes.
 */
export function classes(sheet: Readonly<Record<string, string>>): (names: string) => string {
  return (names) =>
    names
      .split(' ')
      .map((name) => {
        const hashed = sheet[name];
        if (hashed === undefined) throw new Error(`no class ${name}`);
        return hashed;
      })
      .join(' ');
}
