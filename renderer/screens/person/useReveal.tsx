import type { KeyboardEvent, ReactNode } from 'react';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/queries.tsx';
import { matches, shortcuts } from '../../app/shortcuts.ts';
import { useDeskState } from '../../state/desk.tsx';
import { phoneText } from './show.ts';

type Revealed = Output<'person.reveal'>;

export interface Reveal {
  /** What was revealed of a person on this screen; undefined while it is masked. */
  readonly of: (personId: number) => Revealed | undefined;
  /** For a list's other keys: V reveals a masked row, and masks it again. True when taken. */
  readonly onKey: (row: { readonly personId: number; readonly masked: boolean }, event: KeyboardEvent) => boolean;
  /** Says that rows are masked and which key reveals them; what was revealed is read out from it too. */
  readonly hint: ReactNode;
}

/**
 * 보기 in a list: name and telephone of people whose case is not one's own are masked (domain §9.3); one key reveals one
 * row, which is logged as a view, until the screen is left.
 */
export function useReveal(): Reveal {
  const desk = useDesk();
  const toast = useDeskState((state) => state.toast);
  const [shown, setShown] = useState<readonly Revealed[]>([]);
  const last = shown.at(-1);
  const hide = (id: number) => setShown((now) => now.filter((each) => each.id !== id));
  return {
    of: (personId) => shown.find(({ id }) => id === personId),
    onKey: ({ personId, masked }, event) => {
      if (!matches(shortcuts.revealInList, event.nativeEvent, { inText: false })) return false;
      if (shown.some(({ id }) => id === personId)) {
        hide(personId);
        return true;
      }
      if (!masked) return false;
      void desk.call('person.reveal', { id: personId }).then((answer) => {
        if (!answer.ok) toast({ text: answer.problem.message, tone: 'problem' });
        else setShown((now) => [...now.filter(({ id }) => id !== personId), answer.value]);
      });
      return true;
    },
    hint: (
      <span>
        담당이 아닌 사람은 가려집니다 · {shortcuts.revealInList.keys} 보기
        <span className="aside" aria-live="polite">
          {last ? `${last.name} ${phoneText(last.phone)}` : ''}
        </span>
      </span>
    ),
  };
}
