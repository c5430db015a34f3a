/**
 * Whether someone is in the search box: what arrives late (the rows of 오늘 after the login) must not take the keyboard
 * away from them in the middle of a name.
 */
export function isSearching(): boolean {
  return (document.activeElement?.closest('search') ?? null) !== null;
}
