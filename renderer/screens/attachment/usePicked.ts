import { useCallback, useEffect, useRef, useState } from 'react';
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

export interface Picking {
  readonly phase: 'none' | 'asking' | 'reading' | 'open';
  /** Stays while another file is asked for. */
  readonly picked: Picked | null;
  /** Why nothing, or nothing new, could be opened, and what to do. */
  readonly message: string | null;
}

const goneWords = `${problem('attachmentGone').message} 입력한 종류와 제목은 그대로 있습니다.`;

/** Main is told so often that the file is still worked on, ms: without it main forgets it (shared/model/attachment.ts). */
const keepEvery = 60_000;

/**
 * The picked file while its screen is looked at. Asks for one when the screen opens; `onNone` is called when nobody
 * picked any then. When the screen is left, or locked, its pixels go at once, here and in main.
 */
export function usePicked(onNone: () => void) {
  const desk = useDesk();
  const [picking, setPicking] = useState<Picking>({ phase: 'asking', picked: null, message: null });
  const held = useRef<Picked | null>(null);
  const hasAsked = useRef(false);
  const isHere = useRef(false);

  /** What is held now, or what is being done about there being nothing. */
  const show = useCallback((doing: 'none' | 'asking' | 'reading', message: string | null = null) => {
    const picked = held.current;
    setPicking({ phase: picked ? 'open' : doing, picked, message });
  }, []);
  const forget = useCallback(() => {
    const picked = held.current;
    held.current = null;
    if (!picked) return;
    picked.pages.close();
    void desk.call('attachment.drop', { token: picked.token });
  }, [desk]);
  const lose = useCallback(() => {
    forget();
    show('none', goneWords);
  }, [forget, show]);

  /** Whether a file was chosen, whatever came of it. */
  const pick = useCallback(async (): Promise<boolean> => {
    show('asking');
    const answer = await desk.call('attachment.pick', {});
    if (!answer.ok) {
      show('none', answer.problem.message);
      return true;
    }
    const file = answer.value.held;
    if (file === null) {
      show('none');
      return false;
    }
    show('reading');
    const opened = await openPages(file.token, file.mime);
    if (opened.ok && isHere.current) {
      forget();
      held.current = { token: file.token, name: file.name, pages: opened.pages };
      show('none');
      return true;
    }
    if (opened.ok) opened.pages.close();
    void desk.call('attachment.drop', { token: file.token });
    show('none', opened.ok ? goneWords : opened.message);
    return true;
  }, [desk, forget, show]);

  const latestNone = useRef(onNone);
  useEffect(() => {
    latestNone.current = onNone;
  });
  // Runs again when a locked desk is opened: then nothing is asked, the banner says what happened.
  useEffect(() => {
    isHere.current = true;
    if (!hasAsked.current) {
      hasAsked.current = true;
      void pick().then((isChosen) => {
        if (!isChosen && isHere.current) latestNone.current();
      });
    }
    return () => {
      isHere.current = false;
      if (held.current) lose();
    };
  }, [pick, lose]);

  const token = picking.picked?.token ?? null;
  useEffect(() => {
    if (token === null) return undefined;
    const timer = setInterval(() => {
      void desk.call('attachment.keep', { token }).then((answer) => {
        if (!answer.ok && answer.problem.code === 'attachmentGone') lose();
      });
    }, keepEvery);
    return () => clearInterval(timer);
  }, [desk, token, lose]);

  return {
    picking,
    pick: () => void pick(),
    /** Main has none of it any more. */
    lose,
    /** It was stored: nothing is left to be dropped. */
    done: () => {
      held.current?.pages.close();
      held.current = null;
    },
  };
}
