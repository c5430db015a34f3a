/**
 * Whether someone is in the search box, or in a menu or a dialog that is not around `own`: what arrives late (the rows of
 * 오늘 after the login) must not take the keyboard away in the middle of a name, nor shut what was opened meanwhile.
 */
export function isOccupied(own: Element | null = null): boolean {
  if ((document.activeElement?.closest('search') ?? null) !== null) return true;
  const open = [...document.querySelectorAll('[role=menu], [role=dialog], [role=alertdialog]')];
  // The menu that has led to this screen is still there when the screen opens, on its way out; and what stood open when
  // the desk was locked lies unseen under the lock.
  const over = open.filter((each) => each.checkVisibility() && each.closest('[data-exiting]') === null);
  return over.length > 0 && !over.some((each) => own !== null && each.contains(own));
}

/**
 * Whether somebody has chosen a place for the keyboard since the screen opened, which what arrives late leaves to them:
 * besides the above, a button or a field of the screen. A screen that opens leaves the keyboard on nothing, on its
 * heading, or outside, where it was opened from; only from there it may be taken.
 */
export function isElsewhere(): boolean {
  const { activeElement } = document;
  const inScreen = activeElement?.closest('#main > *') ?? null;
  return isOccupied() || (inScreen !== null && activeElement?.localName !== 'h1');
}
