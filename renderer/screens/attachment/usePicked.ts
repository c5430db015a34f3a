import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../../shared/model/problem.ts';
import { problem } from '../../../shared/model/problem.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Pages } from './canvas.ts';
import { openPages } from './pages.ts';

/** A file that main holds for us, opened. */
export interface Picked {
  readonly token: string;
  /** The file's name, as it lies in its folder. */
  readonly name: string;
  readonly pages: Pages;
}

export type Picking =
  /** `message`: why there is nothing, and what to do. */
  | { readonly phase: 'none'; readonly message: string | null }
  | { readonly phase: 'asking' | 'reading' }
  | { readonly phase: 'open'; readonly picked: Picked };

const goneWords = `${problem('attachmentGone').message} 입력한 종류와 제목은 그대로 있습니다.`;

/** Main is told so often that the file is still worked on, ms: without it main forgets it (shared/model/attachment.ts). */
const keepEvery = 60_000;

/**
 * The picked file while its screen is looked at. Asks for one when the screen opens; `onNone` is called when nobody
 * picked any then. When the screen is left, or locked, its pixels go at once, here and in main.
 */
export function usePicked(onNone: () => void) {
  const desk = useDesk();
  const [picking, setPicking] = useState<Picking>({ phase: 'asking' });
  const held = useRef<Picked | null>(null);
  const hasAsked = useRef(false);
  const isHere = useRef(false);

  const forget = useCallback(() => {
    const picked = held.current;
    held.current = null;
    if (!picked) return;
    picked.pages.close();
    void desk.call('attachment.drop', { token: picked.token });
  }, [desk]);
  const lose = useCallback(
    (message: string) => {
      forget();
      setPicking({ phase: 'none', message });
    },
    [forget],
  );

  const pick = useCallback(async (): Promise<Problem | 'closed' | null> => {
    const before: Picking = held.current ? { phase: 'open', picked: held.current } : { phase: 'none', message: null };
    setPicking({ phase: 'asking' });
    const answer = await desk.call('attachment.pick', {});
    if (!answer.ok) {
      setPicking({ phase: 'none', message: answer.problem.message });
      return answer.problem;
    }
    const file = answer.value.held;
    if (file === null) {
      setPicking(before);
      return 'closed';
    }
    forget();
    setPicking({ phase: 'reading' });
    const opened = await openPages(file.token, file.mime);
    if (opened.ok && isHere.current) {
      const picked = { token: file.token, name: file.name, pages: opened.pages };
      held.current = picked;
      setPicking({ phase: 'open', picked });
      return null;
    }
    if (opened.ok) opened.pages.close();
    void desk.call('attachment.drop', { token: file.token });
    setPicking({ phase: 'none', message: opened.ok ? goneWords : opened.message });
    return null;
  }, [desk, forget]);

  const latestNone = useRef(onNone);
  useEffect(() => {
    latestNone.current = onNone;
  });
  // Runs again when a locked desk is opened: then nothing is asked, the banner says what happened.
  useEffect(() => {
    isHere.current = true;
    if (!hasAsked.current) {
      hasAsked.current = true;
      void pick().then((end) => {
        if (end === 'closed' && isHere.current) latestNone.current();
      });
    }
    return () => {
      isHere.current = false;
      if (held.current) lose(goneWords);
    };
  }, [pick, lose]);

  const token = picking.phase === 'open' ? picking.picked.token : null;
  useEffect(() => {
    if (token === null) return undefined;
    const timer = setInterval(() => {
      void desk.call('attachment.keep', { token }).then((answer) => {
        if (!answer.ok && answer.problem.code === 'attachmentGone') lose(goneWords);
      });
    }, keepEvery);
    return () => clearInterval(timer);
  }, [desk, token, lose]);

  return {
    picking,
    pick: () => void pick(),
    /** Main has none of it any more. */
    lose: () => lose(goneWords),
    /** It was stored: nothing is left to be dropped. */
    done: () => {
      held.current?.pages.close();
      held.current = null;
    },
  };
}
