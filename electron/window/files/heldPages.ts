import { randomUUID } from 'node:crypto';
import { sheetAddress } from '../../paper/documents/sheet.ts';

interface Piece {
  readonly type: string;
  readonly body: string;
}

/** A page on its way to paper: held in memory only, under a name that nobody can guess. */
interface HeldPage {
  /** Path and file under our origin. */
  readonly address: string;
  /** Lets go of it, whether or not it was fetched. */
  forget(): void;
}

export interface HeldPages {
  hold(page: string, sheet: string): HeldPage;
  /** The piece under this path, once: a second asking gets nothing. */
  take(pathname: string): Piece | undefined;
}

/** Paths of held pages begin so; the bundle has no such folder. */
export const heldFolder = '/print/';

/**
 * Pages that are to be printed. They never lie on disk: each part is handed out a single time, to the hidden window, and
 * what was not fetched is forgotten with the page.
 */
export function holdPages(): HeldPages {
  const pieces = new Map<string, Piece>();
  return {
    hold(page, sheet) {
      const folder = `${heldFolder}${randomUUID()}/`;
      pieces.set(`${folder}page.html`, { type: 'text/html; charset=utf-8', body: page });
      pieces.set(`${folder}${sheetAddress}`, { type: 'text/css; charset=utf-8', body: sheet });
      return {
        address: `${folder}page.html`,
        forget: () => {
          pieces.delete(`${folder}page.html`);
          pieces.delete(`${folder}${sheetAddress}`);
        },
      };
    },
    take(pathname) {
      const piece = pieces.get(pathname);
      pieces.delete(pathname);
      return piece;
    },
  };
}
