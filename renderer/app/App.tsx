import { QueryClientProvider } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useStore } from 'zustand';
import type { Look } from '../../shared/contract/app.ts';
import type { DeskBridge } from '../../shared/contract/index.ts';
import type { SessionState } from '../../shared/contract/session.ts';
import { Toasts } from '../parts/Toasts.tsx';
import { screens } from '../screens/all.tsx';
import { Blocked } from '../screens/session/Blocked.tsx';
import { FirstRun } from '../screens/session/FirstRun.tsx';
import { SignIn } from '../screens/session/SignIn.tsx';
import { createDeskState, DeskStateProvider } from '../state/desk.tsx';
import { openDesk } from './desk.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Frame } from './Frame.tsx';
import { KeyProvider } from './keys.tsx';
import { DeskProvider, newQueryClient } from './queries.tsx';
import type { Surroundings } from './session.tsx';
import { SurroundingsProvider } from './session.tsx';

type About = Surroundings['about'];

const plainLook: Look = { theme: 'light', text: 100 };

/** What lives as long as the page: the way to main, the cache of answers, the state of the eye. */
function openPage(bridge: DeskBridge) {
  const client = newQueryClient();
  const state = createDeskState();
  const atSignOut = new Set<() => void>();
  const beforeLeaving = new Set<() => Promise<void>>();
  const desk = openDesk({
    bridge,
    newId: () => crypto.randomUUID(),
    onSignedOut: () => {
      for (const tell of atSignOut) tell();
    },
  });
  return { client, state, desk, atSignOut, beforeLeaving };
}

/** The whole page: who is there decides between first run, login, a reason why not, and the desk itself. */
export function App({ bridge }: { readonly bridge: DeskBridge | undefined }) {
  if (!bridge) {
    return (
      <Blocked
        message="화면만 열려 있습니다. 뿌리데스크 프로그램을 다시 시작해 주십시오."
        detail="프로그램과 이어지는 다리(window.desk)가 없습니다."
      />
    );
  }
  return <Page bridge={bridge} />;
}

function Page({ bridge }: { readonly bridge: DeskBridge }) {
  const [page] = useState(() => openPage(bridge));
  const { client, state, desk, atSignOut, beforeLeaving } = page;
  const [session, setSession] = useState<SessionState | null>(null);
  const [about, setAbout] = useState<About | null>(null);
  const [look, setLook] = useState<Look>(plainLook);
  const forget = useStore(state, (at) => at.forget);

  useEffect(() => {
    void desk.call('session.state', {}).then((answer) => {
      setSession(
        answer.ok ? answer.value : { phase: 'blocked', message: answer.problem.message, detail: answer.problem.code },
      );
    });
    void desk.call('app.about', {}).then((answer) => {
      if (answer.ok) setAbout(answer.value);
    });
    void desk.call('app.look', {}).then((answer) => {
      if (answer.ok) setLook(answer.value);
    });
  }, [desk]);

  useEffect(() => {
    document.documentElement.dataset['theme'] = look.theme;
    document.documentElement.dataset['text'] = String(look.text);
  }, [look]);

  const enter = useCallback(
    (next: SessionState) => {
      if (next.phase !== 'open') {
        client.clear();
        forget();
      }
      setSession(next);
    },
    [client, forget],
  );

  // Main says that nobody is signed in any more: what is on the screen goes, drafts stay.
  useEffect(() => {
    const tell = () => {
      void desk.call('session.state', {}).then((answer) => {
        if (answer.ok) enter(answer.value);
      });
    };
    atSignOut.add(tell);
    return () => {
      atSignOut.delete(tell);
    };
  }, [desk, atSignOut, enter]);

  const signOut = useCallback(() => {
    void Promise.all([...beforeLeaving].map((save) => save()))
      .then(() => desk.call('session.signOut', {}))
      .then((answer) => {
        if (answer.ok) enter(answer.value);
      });
  }, [desk, beforeLeaving, enter]);

  const changeLook = useCallback(
    (next: Look) => {
      setLook(next);
      void desk.call('app.setLook', next);
    },
    [desk],
  );

  const keepBeforeLeaving = useCallback(
    (save: () => Promise<void>) => {
      beforeLeaving.add(save);
      return () => {
        beforeLeaving.delete(save);
      };
    },
    [beforeLeaving],
  );

  const userId = session?.phase === 'open' ? session.actor.userId : null;
  useEffect(() => {
    if (userId === null) return;
    const mine = state.getState().held.filter((draft) => draft.userId === userId);
    for (const { subject, values } of mine) void desk.call('draft.save', { subject, values });
    if (mine.length > 0) state.getState().releaseHeld(userId);
  }, [userId, state, desk]);

  if (!session || !about) return null;
  return (
    <I18nProvider locale="ko-KR">
      <QueryClientProvider client={client}>
        <DeskProvider value={desk}>
          <DeskStateProvider value={state}>
            <KeyProvider>
              <ErrorBoundary>
                {session.phase === 'blocked' && <Blocked message={session.message} detail={session.detail} />}
                {session.phase === 'firstRun' && <FirstRun about={about} onDone={enter} />}
                {session.phase === 'signedOut' && <SignIn centre={session.centre} about={about} onDone={enter} />}
                {session.phase === 'open' && (
                  <SurroundingsProvider
                    value={{ session, about, look, setLook: changeLook, signOut, beforeLeaving: keepBeforeLeaving }}
                  >
                    <Frame screens={screens} />
                  </SurroundingsProvider>
                )}
              </ErrorBoundary>
              <Toasts />
            </KeyProvider>
          </DeskStateProvider>
        </DeskProvider>
      </QueryClientProvider>
    </I18nProvider>
  );
}
