/** What a key does on the page that is being masked. */
export type MaskDeed =
  | { readonly do: 'add' | 'remove' | 'undo' | 'turn' | 'fit' }
  | { readonly do: 'zoom' | 'page'; readonly by: 1 | -1 }
  /** In blocks. */
  | { readonly do: 'move' | 'size'; readonly across: number; readonly along: number };

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const plain: Readonly<Record<string, MaskDeed>> = {
  KeyN: { do: 'add' },
  KeyR: { do: 'turn' },
  Delete: { do: 'remove' },
  Backspace: { do: 'remove' },
  PageUp: { do: 'page', by: -1 },
  PageDown: { do: 'page', by: 1 },
};

const withCtrl: Readonly<Record<string, MaskDeed>> = {
  KeyZ: { do: 'undo' },
  Equal: { do: 'zoom', by: 1 },
  NumpadAdd: { do: 'zoom', by: 1 },
  Minus: { do: 'zoom', by: -1 },
  NumpadSubtract: { do: 'zoom', by: -1 },
  Digit0: { do: 'fit' },
  Numpad0: { do: 'fit' },
};

/** So many blocks at once with Ctrl. */
const stride = 8;

/** The part of a keyboard event that decides. */
export interface MaskPress {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Judged by key position, so that the Korean input method does not matter. Null: not a key of masking. */
export function maskDeed({ code, ctrlKey, metaKey, altKey, shiftKey }: MaskPress): MaskDeed | null {
  if (altKey) return null;
  const ctrl = ctrlKey || metaKey;
  const arrow = arrows[code];
  if (arrow) {
    const far = ctrl ? stride : 1;
    return { do: shiftKey ? 'size' : 'move', across: arrow[0] * far, along: arrow[1] * far };
  }
  if (ctrl) return withCtrl[code] ?? null;
  return shiftKey ? null : (plain[code] ?? null);
}
