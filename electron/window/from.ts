import type { WebContents } from 'electron';
import type { Actor } from '../../shared/model/role.ts';

/** Who makes a call that main answers itself, as the gate found them. */
export interface From {
  /** Id of the asking window's contents: whose session it is, whose held files it may name. */
  readonly window: number;
  /** The asking page: dialogs open over its window. */
  readonly sender: WebContents;
  /** Undefined when nobody has signed in at this window, or it is locked. */
  readonly actor: Actor | undefined;
}
