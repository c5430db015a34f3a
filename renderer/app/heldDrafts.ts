import type { StoreApi } from 'zustand/vanilla';
import type { DeskState, HeldDraft } from '../state/desk.tsx';
import type { Desk } from './desk.ts';

/** So long after a save that failed it is tried again, ms. */
const tryAgain = 2000;

/** Said once while drafts wait. */
const waiting =
  '쓰던 내용을 임시 저장하지 못했습니다. 저절로 다시 저장하니 그동안 프로그램을 끄지 마십시오. 디스크에 빈 공간이 있는지도 확인해 주십시오.';
const gone = '쓰던 내용의 기록이 없어졌거나 볼 수 없게 되어 임시 저장하지 못했습니다.';

/** The draft that was sent last: a form that is left and opened again at once must find what it has just sent. */
const underway = new WeakMap<Desk, Promise<unknown>>();

/** Sends a draft to the store. */
export async function sendDraft(desk: Desk, draft: Pick<HeldDraft, 'subject' | 'values'>) {
  const { subject, values } = draft;
  const saving = desk.call('draft.save', { subject, values });
  underway.set(desk, saving);
  return await saving;
}

/** Resolves when no draft is on its way to the store. */
export async function settled(desk: Desk): Promise<void> {
  for (let seen = underway.get(desk); seen !== undefined; seen = underway.get(desk)) {
    await seen;
    if (underway.get(desk) === seen) underway.delete(desk);
  }
}

/**
 * Puts what was held for somebody into the store, now that they are signed in again. Each is let go only once the store
 * has it, or says that its record is not there for them: until then it is tried again. Ends when all is kept, nobody is
 * signed in, or by the signal.
 */
export async function keepHeld({
  desk,
  state,
  userId,
  onKept,
  pause,
  over,
}: {
  readonly desk: Desk;
  readonly state: Pick<StoreApi<DeskState>, 'getState'>;
  readonly userId: number;
  /** After one was kept. */
  readonly onKept: () => void;
  readonly pause: (ms: number) => Promise<void>;
  readonly over: AbortSignal;
}): Promise<void> {
  let isTold = false;
  for (;;) {
    for (const draft of state.getState().held.filter((each) => each.userId === userId)) {
      // Its form may have kept something newer meanwhile.
      if (over.aborted || !state.getState().held.includes(draft)) continue;
      const answer = await sendDraft(desk, draft);
      const { release, toast } = state.getState();
      if (answer.ok) {
        release(draft);
        onKept();
        continue;
      }
      const { code } = answer.problem;
      if (code === 'notSignedIn' || code === 'laptopLeaving') return;
      if (code === 'notFound' || code === 'notAllowed') {
        release(draft);
        toast({ text: gone, tone: 'problem' });
        continue;
      }
      // Its form has sent something newer meanwhile.
      if (!state.getState().held.includes(draft)) continue;
      if (!isTold) toast({ text: waiting, tone: 'problem' });
      isTold = true;
    }
    if (over.aborted || state.getState().held.every((each) => each.userId !== userId)) return;
    await pause(tryAgain);
  }
}
