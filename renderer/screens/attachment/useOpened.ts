import { useEffect, useState } from 'react';
import { heldPath } from '../../../shared/contract/attachment.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Desk } from '../../app/desk.ts';
import { useDesk } from '../../app/queries.tsx';

/** A stored page that main holds for this window. */
interface OpenedPage {
  readonly page: number;
  readonly src: string;
  readonly width: number;
  readonly height: number;
}

type Shown = OpenedPage | { readonly page: number; readonly problem: Problem };

/** Asks main for a page; the token is let go of by `drop`. */
function ask(desk: Desk, id: number, page: number, show: (shown: Shown) => void): () => void {
  let token: string | null = null;
  let isOver = false;
  const drop = () => {
    if (token !== null) void desk.call('attachment.drop', { token });
  };
  void desk.call('attachment.open', { id, page }).then((answer) => {
    if (!answer.ok) {
      if (!isOver) show({ page, problem: answer.problem });
      return;
    }
    token = answer.value.token;
    if (isOver) drop();
    else show({ page, src: heldPath(token), width: answer.value.width, height: answer.value.height });
  });
  return () => {
    isOver = true;
    drop();
  };
}

/** One stored page, held by main only while it is shown here. Null while it is on its way. */
export function useOpened(id: number, page: number): Shown | null {
  const desk = useDesk();
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => ask(desk, id, page, setShown), [desk, id, page]);
  return shown?.page === page ? shown : null;
}
