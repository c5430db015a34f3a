import { refuse } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';
import type { Sessions } from './session.ts';

/**
 * Who asked, if they are still at their window in the same role: a dialog of the system stands open for as long as it
 * likes, also over a window that has locked itself meanwhile. Refuses with `notSignedIn`. Call after each dialog.
 */
export function stillHere(
  sessions: Pick<Sessions, 'actor'>,
  { window, actor }: { readonly window: number; readonly actor: Actor | undefined },
): Actor {
  const now = sessions.actor(window);
  return actor && now?.userId === actor.userId && now.role === actor.role ? now : refuse('notSignedIn');
}
