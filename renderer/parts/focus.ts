/**
 * Whether someone is in the search box: what arrives late (the rows of 오늘 after the login) must not take the keyboard
 * away from them in the middle of a name.
 */
export function isSearching(): boolean {
  return (document.activeElement?.closest('search') ?? null) !== null;
}

/** Whether someone is in the search box or has opened a menu or a dialog, which rows that arrive late must not shut. */
export function isElsewhere(): boolean {
  return isSearching() || document.querySelector('[role=menu], [role=dialog], [role=alertdialog]') !== null;
}
