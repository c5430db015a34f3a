import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { DraftSubject } from '../../shared/contract/draft.ts';
import type { Path, Route } from './route.ts';
import { go, goBack, goForward, replace, startPath } from './route.ts';

/** A message at the edge of the screen: told once, gone by itself, never the only place of an error. */
export interface ToastMessage {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'problem' | 'plain';
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Where a list stood: so that coming back finds the same row under the eye. */
interface ListPlace {
  readonly active: number;
  readonly scroll: number;
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
}

/** A draft that could not reach the store (the session had ended, the store was busy): held for its own user only. */
export interface HeldDraft {
  readonly userId: number;
  readonly subject: DraftSubject;
  readonly values: Readonly<Record<string, string>>;
}

/** What the eye needs, and never a second copy of the truth. Dropped when the session ends, but for held drafts. */
export interface DeskState {
  readonly path: Path;
  readonly places: Readonly<Record<string, ListPlace>>;
  readonly toasts: readonly ToastMessage[];
  readonly held: readonly HeldDraft[];
  /** When something was last saved, epoch ms; null before. */
  readonly savedAt: number | null;
  readonly draftSavedAt: number | null;
  readonly keymapOpen: boolean;
  readonly go: (to: Route) => void;
  readonly replace: (by: Route) => void;
  readonly back: () => void;
  readonly forward: () => void;
  readonly keepPlace: (list: string, place: ListPlace) => void;
  /** Shows a message and gives its id. The same words are not stacked. */
  readonly toast: (message: Omit<ToastMessage, 'id'>) => number;
  readonly dropToast: (id: number) => void;
  readonly hold: (draft: HeldDraft) => void;
  /** The store has this one, or will never take it. */
  readonly release: (draft: HeldDraft) => void;
  /** What is held of this form is not wanted any more: newer words of it go to the store, or its record was saved. */
  readonly supersede: (userId: number, subject: DraftSubject) => void;
  readonly noteSaved: (at: number) => void;
  readonly noteDraftSaved: (at: number) => void;
  readonly showKeymap: (open: boolean) => void;
  /** The session ended: places and messages go. */
  readonly forget: () => void;
}

const fresh = { path: startPath, places: {}, toasts: [], savedAt: null, draftSavedAt: null, keymapOpen: false };

/** Whether a draft that is held is this user's of this form. */
export function isOf(draft: HeldDraft, userId: number, { form, about }: DraftSubject): boolean {
  return draft.userId === userId && draft.subject.form === form && draft.subject.about === about;
}

export function createDeskState(): StoreApi<DeskState> {
  let nextToast = 1;
  return createStore<DeskState>()((set) => ({
    ...fresh,
    held: [],
    go: (to) => set(({ path }) => ({ path: go(path, to) })),
    replace: (by) => set(({ path }) => ({ path: replace(path, by) })),
    back: () => set(({ path }) => ({ path: goBack(path) })),
    forward: () => set(({ path }) => ({ path: goForward(path) })),
    keepPlace: (list, place) => set(({ places }) => ({ places: { ...places, [list]: place } })),
    toast: (message) => {
      const id = nextToast;
      nextToast += 1;
      set(({ toasts }) => ({
        toasts: [...toasts.filter(({ text }) => text !== message.text), { ...message, id }].slice(-3),
      }));
      return id;
    },
    dropToast: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
    hold: (draft) =>
      set(({ held }) => ({
        held: [...held.filter((other) => !isOf(other, draft.userId, draft.subject)), draft],
      })),
    release: (draft) => set(({ held }) => ({ held: held.filter((other) => other !== draft) })),
    supersede: (userId, subject) =>
      set(({ held }) =>
        held.some((draft) => isOf(draft, userId, subject))
          ? { held: held.filter((draft) => !isOf(draft, userId, subject)) }
          : {},
      ),
    noteSaved: (savedAt) => set({ savedAt }),
    noteDraftSaved: (draftSavedAt) => set({ draftSavedAt }),
    showKeymap: (keymapOpen) => set({ keymapOpen }),
    forget: () => set(fresh),
  }));
}

const StateContext = createContext<StoreApi<DeskState> | null>(null);
export const DeskStateProvider = StateContext.Provider;

export function useDeskStore(): StoreApi<DeskState> {
  const store = use(StateContext);
  if (!store) throw new Error('no state');
  return store;
}

export function useDeskState<T>(select: (state: DeskState) => T): T {
  return useStore(useDeskStore(), select);
}
