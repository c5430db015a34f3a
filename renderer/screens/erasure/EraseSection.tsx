import { useState } from 'react';
import { useShortcut } from '../../app/keys.tsx';
import { useMay } from '../../app/session.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Button } from '../../parts/Button.tsx';
import { FormFoot } from '../../parts/Form.tsx';
import { EraseDialog } from './EraseDialog.tsx';

/** The way to 파기 at the end of a person's record, away from the day's work. For 관리자. */
export function EraseSection({ personId, number }: { readonly personId: number; readonly number: string }) {
  const mayErase = useMay('erasure.carryOut');
  const [isOpen, setOpen] = useState(false);
  useShortcut('erase', () => setOpen(true), mayErase);
  if (!mayErase) return null;
  return (
    <>
      <FormFoot note="보유기간이 지났거나 지워 달라는 요구가 있을 때 씁니다.">
        <Button onPress={() => setOpen(true)} keys={shortcuts.erase.keys}>
          파기
        </Button>
      </FormFoot>
      {isOpen && <EraseDialog personId={personId} number={number} onClose={() => setOpen(false)} />}
    </>
  );
}
