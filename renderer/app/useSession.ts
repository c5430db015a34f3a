import type { QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { SessionState } from '../../shared/contract/session.ts';
import type { DeskState } from '../state/desk.tsx';
import { activity } from './activity.ts';
import type { Desk } from './desk.ts';
import { saveBeforeLeaving } from './leaving.ts';
import type { OpenSession } from './session.tsx';

export interface PageSession {
  /** Null until main has answered. */
  readonly now: SessionState | null;
  /** Whose desk stands on the page: the open session, or the one that is locked. */
  readonly kept: OpenSession | null;
  /** Takes a state that main gave. */
  readonly enter: (next: SessionState) => void;
  /** Drafts first, then the call. */
  readonly signOut: () => void;
  readonly lock: () => void;
}

/** Moves that say that somebody is at the desk. */
const moves = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/**
 * Who is at this page. Main decides and tells (event `session`); the page only reports that somebody moves. A locked
 * desk stays as it was for its own person; for anybody else, and at the end of the session, all of it goes.
 */
export function useSession({
  desk,
  client,
  state,
  atSignOut,
  beforeLeaving,
}: {
  readonly desk: Desk;
  readonly client: QueryClient;
  readonly state: StoreApi<DeskState>;
  /** Run when main answers that nobody is signed in. */
  readonly atSignOut: Set<() => void>;
  readonly beforeLeaving: ReadonlySet<() => Promise<void>>;
}): PageSession {
  const [now, setNow] = useState<SessionState | null>(null);
  const [kept, setKept] = useState<OpenSession | null>(null);
  const whose = useRef('');
  const last = useRef<SessionState['phase'] | null>(null);

  const enter = useCallback(
    (next: SessionState) => {
      // Drafts that are held for somebody stay: they are in neither.
      const forget = () => {
        client.clear();
        state.getState().forget();
      };
      if (next.phase === 'open') {
        const who = `${next.actor.userId} ${next.actor.role}`;
        if (whose.current !== who) forget();
        whose.current = who;
        setKept(next);
      } else if (next.phase === 'locked') {
        // While it is locked nothing is told of changes: what is shown afterwards is read anew.
        void client.invalidateQueries({ refetchType: 'none' });
      } else {
        // On a laptop that is leaving, main tells again how it stands; what its one screen shows stays there.
        if (next.phase !== 'leaving' || last.current !== 'leaving') forget();
        whose.current = '';
        setKept(null);
      }
      last.current = next.phase;
      setNow(next);
    },
    [client, state],
  );

  useEffect(() => {
    const tell = () => {
      void desk.call('session.state', {}).then((answer) => {
        if (answer.ok) enter(answer.value);
        else {
          const { message, code } = answer.problem;
          enter({ phase: 'blocked', message, detail: code, code, canRestore: false });
        }
      });
    };
    tell();
    atSignOut.add(tell);
    const stop = desk.on('session', enter);
    return () => {
      atSignOut.delete(tell);
      stop();
    };
  }, [desk, atSignOut, enter]);

  const isOpen = now?.phase === 'open' || now?.phase === 'leaving';
  useEffect(() => {
    if (!isOpen) return undefined;
    const here = activity({
      now: () => performance.now(),
      tell: () => void desk.call('session.active', {}),
    });
    for (const move of moves) window.addEventListener(move, here.seen, { capture: true, passive: true });
    return () => {
      here.stop();
      for (const move of moves) window.removeEventListener(move, here.seen, { capture: true });
    };
  }, [desk, isOpen]);

  const leaveBy = useCallback(
    (name: 'session.signOut' | 'session.lock') => {
      const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
      void saveBeforeLeaving(beforeLeaving, wait)
        .then(() => desk.call(name, {}))
        .then((answer) => {
          if (answer.ok) enter(answer.value);
        });
    },
    [desk, beforeLeaving, enter],
  );
  const signOut = useCallback(() => leaveBy('session.signOut'), [leaveBy]);
  const lock = useCallback(() => leaveBy('session.lock'), [leaveBy]);
  return { now, kept, enter, signOut, lock };
}
