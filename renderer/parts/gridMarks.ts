import { useState } from 'react';

/** The rows of a list that are marked (고른 줄), by id: marked ones stay so while they are out of sight. */
export interface GridMarks {
  readonly ids: ReadonlySet<number>;
  readonly toggle: (id: number) => void;
  readonly add: (ids: readonly number[]) => void;
  readonly clear: () => void;
  /** All of the list, by id alone. */
  readonly all: () => void;
}

/** At most this many are marked; the rest of what is added is passed over. */
export function withMarks(ids: ReadonlySet<number>, more: readonly number[], most: number): ReadonlySet<number> {
  const next = new Set(ids);
  for (const id of more) if (next.size < most) next.add(id);
  return next;
}

/** The marks of one list, as it is filtered. */
interface MarkedIn {
  readonly list: string;
  readonly ids: ReadonlySet<number>;
}

/** Marks all that were read of `list`: when another one is shown by the time the answer is here, nothing in that. */
export function withAll(now: MarkedIn, list: string, found: readonly number[], most: number): MarkedIn {
  return now.list === list ? { list, ids: withMarks(new Set(), found, most) } : now;
}

/** Marks of a list; another filter makes another list, in which nothing is marked. `readAll` gives all of its ids. */
export function useGridMarks(
  listKey: string,
  most: number,
  readAll: () => Promise<readonly number[] | null>,
): GridMarks {
  const [marked, setMarked] = useState<MarkedIn>({ list: listKey, ids: new Set() });
  if (marked.list !== listKey) setMarked({ list: listKey, ids: new Set() });
  const change = (to: (ids: ReadonlySet<number>) => ReadonlySet<number>) =>
    setMarked(({ list, ids }) => ({ list, ids: to(ids) }));
  return {
    ids: marked.ids,
    toggle: (id) =>
      change((ids) => (ids.has(id) ? new Set([...ids].filter((each) => each !== id)) : withMarks(ids, [id], most))),
    add: (more) => change((ids) => withMarks(ids, more, most)),
    clear: () => change(() => new Set()),
    all: () => void readAll().then((found) => found && setMarked((now) => withAll(now, listKey, found, most))),
  };
}

/** What a key press does to the marks of a grid; the index to which it moves on, the same where it stays, or null. */
export function markByKey(
  press: { readonly key: string; readonly code: string; readonly ctrlKey: boolean; readonly shiftKey: boolean },
  at: { readonly active: number; readonly total: number; readonly idAt: (index: number) => number | undefined },
  marks: GridMarks,
): number | null {
  const { active, total, idAt } = at;
  if (press.ctrlKey) {
    if (press.code !== 'KeyA' || press.shiftKey) return null;
    marks.all();
    return active;
  }
  if (press.shiftKey && (press.key === 'ArrowDown' || press.key === 'ArrowUp')) {
    const next = Math.min(Math.max(0, total - 1), Math.max(0, active + (press.key === 'ArrowDown' ? 1 : -1)));
    marks.add([idAt(active), idAt(next)].filter((id) => id !== undefined));
    return next;
  }
  const id = idAt(active);
  if (!press.shiftKey && press.code === 'KeyX' && id !== undefined) {
    marks.toggle(id);
    return active;
  }
  if (press.key === 'Escape' && marks.ids.size > 0) {
    marks.clear();
    return active;
  }
  return null;
}
