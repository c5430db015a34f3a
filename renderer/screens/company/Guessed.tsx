import type { ReactNode } from 'react';
import { Badge } from '../../parts/Badge.tsx';

/** A value with 추정 at its side where it is a guess by dong and distance, and alone where it is known. */
export function Guessed({ isGuess, children }: { readonly isGuess: boolean; readonly children: ReactNode }) {
  if (!isGuess) return children;
  return (
    <>
      {children} <Badge tone="warning">추정</Badge>
    </>
  );
}
