import type { ReactNode } from 'react';
import { useState } from 'react';
import { Confirm } from './Dialog.tsx';

/**
 * The way out of a form that keeps no draft: `leave` goes at once while nothing was typed, else it asks first, by
 * `question`, which stands beside the form. Esc is also what closes a list of choices or ends a composition, and a
 * signature or a page of text is not given twice.
 */
export function useLeaving(
  isTyped: boolean,
  run: () => void,
): { readonly leave: () => void; readonly question: ReactNode } {
  const [isAsking, setAsking] = useState(false);
  return {
    leave: () => {
      if (isTyped) setAsking(true);
      else run();
    },
    question: isAsking && (
      <Confirm
        title="적은 것을 버립니까?"
        isOpen
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          run();
        }}
        confirm="버리기"
        isDangerous
      >
        아직 저장하지 않았습니다. 버리면 여기에 적은 것은 남지 않습니다.
      </Confirm>
    ),
  };
}
