import { createContext, use } from 'react';
import type { Look } from '../../shared/contract/app.ts';
import type { SessionState } from '../../shared/contract/session.ts';
import type { z } from '../../shared/zod.ts';
import type { aboutApp } from '../../shared/contract/app.ts';

export type OpenSession = Extract<SessionState, { phase: 'open' }>;

/** What every screen behind the login may rely on. */
export interface Surroundings {
  readonly session: OpenSession;
  readonly about: z.output<typeof aboutApp>;
  readonly look: Look;
  readonly setLook: (look: Look) => void;
  /** 로그아웃: saves drafts, ends the session, shows the login. */
  readonly signOut: () => void;
  /** Runs before the session ends or the page goes; gives the taking-back. */
  readonly beforeLeaving: (save: () => Promise<void>) => () => void;
}

const SurroundingsContext = createContext<Surroundings | null>(null);
export const SurroundingsProvider = SurroundingsContext.Provider;

export function useSurroundings(): Surroundings {
  const value = use(SurroundingsContext);
  if (!value) throw new Error('no session');
  return value;
}
