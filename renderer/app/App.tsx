import { QueryClientProvider } from '@tanstack/react-query';
import { Activity, useCallback, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useStore } from 'zustand';
import type { Look } from '../../shared/contract/app.ts';
import type { DeskBridge } from '../../shared/contract/index.ts';
import { Toasts } from '../parts/Toasts.tsx';
import { screens } from '../screens/all.tsx';
import { LeaveScreen } from '../screens/lease/LeaveScreen.tsx';
import { Blocked } from '../screens/session/Blocked.tsx';
import { FirstRun } from '../screens/session/FirstRun.tsx';
import { Lock } from '../screens/session/Lock.tsx';
import { NewPassword } from '../screens/session/NewPassword.tsx';
import { RecoveryGate } from '../screens/session/RecoveryGate.tsx';
import { SignIn } from '../screens/session/SignIn.tsx';
import { createDeskState, DeskStateProvider } from '../state/desk.tsx';
import { CodesProvider } from './codes.tsx';
import { openDesk } from './desk.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Frame } from './Frame.tsx';
import { keepHeld } from './heldDrafts.ts';
import { KeepFocus } from './KeepFocus.tsx';
import { KeyProvider } from './keys.tsx';
import { DeskProvider, newQueryClient } from './queries.tsx';
import type { OpenSession, Surroundings } from './session.tsx';
import { SurroundingsProvider } from './session.tsx';
import { useSession } from './useSession.ts';

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
  const { client, state, desk, beforeLeaving } = page;
  const { now: session, kept, enter, signOut, lock } = useSession(page);
  /** The recovery key of a centre that was just made: shown until it is written down. */
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  const [about, setAbout] = useState<About | null>(null);
  const [look, setLook] = useState<Look>(plainLook);

  useEffect(() => {
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

  const changeLook = useCallback(
    (next: Look) => {
      setLook(next);
      void desk.call('app.setLook', next);
    },
    [desk],
  );

  const setPlace = useCallback(
    (place: 'office' | 'field') => {
      void desk.call('session.setPlace', { place }).then((answer) => {
        if (!answer.ok) {
          state.getState().toast({ text: answer.problem.message, tone: 'problem' });
          return;
        }
        enter(answer.value);
        if (answer.value.phase !== 'open') return;
        const { lockMinutes } = answer.value;
        const mode = place === 'field' ? '현장 모드입니다.' : '사무실로 돌아왔습니다.';
        state.getState().toast({ text: `${mode} ${lockMinutes}분 쉬면 화면이 잠깁니다.`, tone: 'done' });
      });
    },
    [desk, state, enter],
  );

  const written = useCallback(() => {
    setRecoveryKey(null);
    void desk.call('session.state', {}).then((answer) => answer.ok && enter(answer.value));
  }, [desk, enter]);

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
  const holds = useStore(state, ({ held }) => held.some((draft) => draft.userId === userId));
  useEffect(() => {
    if (userId === null || !holds) return undefined;
    const over = new AbortController();
    void keepHeld({
      desk,
      state,
      userId,
      // 오늘 may have read its list before it was saved.
      onKept: () => void client.invalidateQueries({ queryKey: ['draft.list'] }),
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      over: over.signal,
    });
    return () => over.abort();
  }, [userId, holds, state, desk, client]);

  if (!session || !about) return null;
  const isOpen = session.phase === 'open';
  const around = (of: OpenSession): Surroundings => ({
    session: of,
    about,
    look,
    setLook: changeLook,
    signOut,
    lock,
    setPlace,
    enter,
    beforeLeaving: keepBeforeLeaving,
  });
  return (
    <I18nProvider locale="ko-KR">
      <QueryClientProvider client={client}>
        <DeskProvider value={desk}>
          <DeskStateProvider value={state}>
            <KeyProvider>
              <ErrorBoundary>
                {session.phase === 'blocked' && (
                  <Blocked
                    message={session.message}
                    detail={session.detail}
                    deeds={{ desk, about, canRestore: session.canRestore, onDone: enter }}
                  />
                )}
                {session.phase === 'firstRun' && (
                  <FirstRun
                    about={about}
                    emptied={session.emptied}
                    onDone={enter}
                    onMade={(made) => {
                      setRecoveryKey(made.recoveryKey);
                      enter(made.state);
                    }}
                  />
                )}
                {session.phase === 'signedOut' && <SignIn centre={session.centre} about={about} onDone={enter} />}
                {session.phase === 'newPassword' && <NewPassword session={session} about={about} onDone={enter} />}
                {session.phase === 'leaving' && (
                  <SurroundingsProvider value={around({ ...session, phase: 'open' })}>
                    <LeaveScreen onDone={enter} />
                  </SurroundingsProvider>
                )}
                {session.phase === 'locked' && <Lock session={session} about={about} onDone={enter} />}
                {isOpen && recoveryKey !== null && (
                  <RecoveryGate recoveryKey={recoveryKey} about={about} onDone={written} />
                )}
                {kept && recoveryKey === null && (
                  <Activity key={`${kept.actor.userId} ${kept.actor.role}`} mode={isOpen ? 'visible' : 'hidden'}>
                    <SurroundingsProvider value={around(kept)}>
                      <KeepFocus>
                        <CodesProvider>
                          <Frame screens={screens} />
                        </CodesProvider>
                      </KeepFocus>
                    </SurroundingsProvider>
                  </Activity>
                )}
              </ErrorBoundary>
              {session.phase !== 'locked' && <Toasts />}
            </KeyProvider>
          </DeskStateProvider>
        </DeskProvider>
      </QueryClientProvider>
    </I18nProvider>
  );
}
