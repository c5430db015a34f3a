import { useEffect, useState } from 'react';
import { heldPath } from '../../../shared/contract/attachment.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Desk } from '../../app/desk.ts';
import { useDesk } from '../../app/queries.tsx';

/** Which page, and how many were here when it was asked for. */
interface Asked {
  readonly page: number;
  readonly pagesHere: number;
}

/** A stored page that main holds for this window. */
interface OpenedPage extends Asked {
  readonly src: string;
  readonly width: number;
  readonly height: number;
}

type Shown = OpenedPage | (Asked & { readonly problem: Problem });

/** Asks main for a page; the token is let go of by `drop`. */
function ask(desk: Desk, id: number, asked: Asked, show: (shown: Shown) => void): () => void {
  const { page } = asked;
  let token: string | null = null;
  let isOver = false;
  const drop = () => {
    if (token !== null) void desk.call('attachment.drop', { token });
  };
  void desk.call('attachment.open', { id, page }).then((answer) => {
    if (!answer.ok) {
      if (!isOver) show({ ...asked, problem: answer.problem });
      return;
    }
    token = answer.value.token;
    if (isOver) drop();
    else show({ ...asked, src: heldPath(token), width: answer.value.width, height: answer.value.height });
  });
  return () => {
    isOver = true;
    drop();
  };
}

/**
 * One stored page, held by main only while it is shown here. Null while it is on its way. One that is not on this laptop is
 * asked for anew when more pages have come (`pagesHere`); each look that is answered is logged, so none without a reason.
 */
export function useOpened(id: number, page: number, pagesHere: number): Shown | null {
  const desk = useDesk();
  const [shown, setShown] = useState<Shown | null>(null);
  const [asked, setAsked] = useState(pagesHere);
  const isWaiting = shown !== null && 'problem' in shown && shown.problem.code === 'attachmentWaiting';
  if (isWaiting && asked !== pagesHere) setAsked(pagesHere);
  useEffect(() => ask(desk, id, { page, pagesHere: asked }, setShown), [desk, id, page, asked]);
  return shown?.page === page && shown.pagesHere === asked ? shown : null;
}
