import { createContext, use } from 'react';
import type { Look } from '../../shared/contract/app.ts';
import type { SessionState } from '../../shared/contract/session.ts';
import type { CallName } from '../../shared/contract/index.ts';
import { contract } from '../../shared/contract/index.ts';
import type { PrintKind } from '../../shared/contract/print.ts';
import { printRoles } from '../../shared/contract/print.ts';
import type { Role } from '../../shared/model/role.ts';
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
  /** 화면 잠금: saves drafts, then asks main to lock. */
  readonly lock: () => void;
  /** 현장 모드 on or off: how soon this laptop locks by itself. */
  readonly setPlace: (place: 'office' | 'field') => void;
  /** Takes a session state that a screen got from main (its own PIN is set, the recovery key is confirmed). */
  readonly enter: (state: SessionState) => void;
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

/** Whether a role may make a call. */
export function mayCall(name: CallName, role: Role): boolean {
  const may: readonly Role[] | 'anyone' = contract[name].roles;
  return may === 'anyone' || may.includes(role);
}

/**
 * Whether the one who is signed in may make a call: what they may not do is not offered. Main has the last word.
 */
export function useMay(name: CallName): boolean {
  return mayCall(name, useSurroundings().session.actor.role);
}

/** Whether the one who is signed in may print a kind of document. */
export function useMayPrint(kind: PrintKind): boolean {
  return printRoles[kind].includes(useSurroundings().session.actor.role);
}
