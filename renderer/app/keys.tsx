import type { ReactNode } from 'react';
import { createContext, use, useLayoutEffect, useRef, useState } from 'react';
import type { Shortcut, ShortcutId } from './shortcuts.ts';
import { matches, shortcuts } from './shortcuts.ts';

/** What a key does; `false` passes it on to who registered before. */
type Handler = () => void | boolean;

interface Registration {
  readonly id: ShortcutId;
  readonly layer: number;
  readonly run: () => void | boolean;
}

interface KeyDesk {
  readonly register: (registration: Registration) => () => void;
  /** Opens a layer (a dialog): keys of the layers below rest until it closes. */
  readonly openLayer: (layer: number) => () => void;
}

const KeyDeskContext = createContext<KeyDesk | null>(null);
const LayerContext = createContext(0);

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLTextAreaElement || target.isContentEditable) return true;
  return (
    // A row of choices takes letters itself (parts/ChoiceKeys.tsx).
    target instanceof HTMLInputElement && !['checkbox', 'button', 'submit', 'range'].includes(target.type)
  );
}

/** The new screen takes the keyboard from nobody who searches (parts/focus.ts); who pressed a key to go there does not any more. */
function leaveSearch(target: EventTarget | null): void {
  if (target instanceof HTMLElement && target.closest('search') !== null) target.blur();
}

/** Listens once for the whole page, before any part sees the key. The last registered handler comes first. */
export function KeyProvider({ children }: { readonly children: ReactNode }) {
  const [{ desk, press }] = useState(() => {
    const registrations: Registration[] = [];
    const layers: number[] = [0];
    const made: KeyDesk = {
      register(registration) {
        registrations.push(registration);
        return () => {
          registrations.splice(registrations.indexOf(registration), 1);
        };
      },
      openLayer(layer) {
        layers.push(layer);
        return () => {
          layers.splice(layers.lastIndexOf(layer), 1);
        };
      },
    };
    return {
      desk: made,
      press: (event: KeyboardEvent) => {
        const top = Math.max(...layers);
        const place = { inText: isTextField(event.target) };
        for (const { id, layer, run } of registrations.toReversed()) {
          const shortcut: Shortcut = shortcuts[id];
          if (layer !== top || !matches(shortcut, event, place)) continue;
          if (shortcut.leads === true) leaveSearch(event.target);
          // A key that is held down does its deed once: what opens or closes by it may hear the same key.
          if (!event.repeat && run() === false) continue;
          event.preventDefault();
          event.stopPropagation();
          return;
        }
      },
    };
  });
  useLayoutEffect(() => {
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [press]);
  return <KeyDeskContext value={desk}>{children}</KeyDeskContext>;
}

/**
 * Binds a key of the registry for as long as the component stands (and `enabled`). Bound with the same stroke that shows
 * the deed (a layout effect, as all of this file): after the paint there would be a moment in which a fast hand's key is
 * lost or does what the screen no longer says.
 */
export function useShortcut(id: ShortcutId, handler: Handler, enabled = true): void {
  const desk = use(KeyDeskContext);
  const layer = use(LayerContext);
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  useLayoutEffect(() => {
    if (!desk || !enabled) return undefined;
    return desk.register({ id, layer, run: () => latest.current() });
  }, [desk, id, layer, enabled]);
}

function OpenLayer() {
  const desk = use(KeyDeskContext);
  const layer = use(LayerContext);
  useLayoutEffect(() => desk?.openLayer(layer), [desk, layer]);
  return null;
}

/** Around the content of a dialog: shortcuts inside work, those of the page behind rest. */
export function KeyLayer({ children }: { readonly children: ReactNode }) {
  const layer = use(LayerContext);
  return (
    <LayerContext value={layer + 1}>
      <OpenLayer />
      {children}
    </LayerContext>
  );
}
