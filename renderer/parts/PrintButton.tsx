import { FileDown, Printer } from 'lucide-react';
import { useState } from 'react';
import type { PrintDocument } from '../../shared/contract/print.ts';
import { classes } from '../app/classes.ts';
import { useShortcut } from '../app/keys.tsx';
import { useDesk } from '../app/queries.tsx';
import { shortcuts } from '../app/shortcuts.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import styles from './PrintButton.module.css';

const c = classes(styles);

/** Where there is no PDF, it is not offered either. */
const paperFailed =
  '인쇄하지 못했습니다. 프린터가 켜져 있고 연결되어 있는지 확인한 뒤 다시 인쇄하거나, 화면을 보고 손으로 적어 주십시오.';

export interface PrintButtonProps {
  /** What is printed; null while it is not there yet (the buttons then rest). */
  readonly document: PrintDocument | null;
  /** What stands on the button before `인쇄`, where a screen has several documents. */
  readonly name?: string;
  readonly copies?: number;
  /** Ctrl+P prints this document: the one of the screen, or of the dialog that is open. */
  readonly isScreens?: boolean;
  /** Prints only: for what should not lie about as a file. */
  readonly paperOnly?: boolean;
  /** Told when the document has left: on paper, or as a file. */
  readonly onDone?: () => void;
}

/** 인쇄 / PDF로 저장: of one document. What went wrong, and where the file lies, stands under the buttons. */
export function PrintButton({
  document,
  name = '',
  copies = 1,
  isScreens = false,
  paperOnly = false,
  onDone,
}: PrintButtonProps) {
  const desk = useDesk();
  const [busy, setBusy] = useState<'printer' | 'pdf' | null>(null);
  const [told, setTold] = useState<{ tone: 'success' | 'danger'; text: string } | null>(null);
  const run = (to: 'printer' | 'pdf') => {
    if (document === null || busy !== null) return;
    setBusy(to);
    setTold(null);
    void desk.call('print.run', { document, to, copies }).then((answer) => {
      setBusy(null);
      if (!answer.ok) {
        const { code, message } = answer.problem;
        setTold({ tone: 'danger', text: paperOnly && code === 'notPrinted' ? paperFailed : message });
      } else if (answer.value.done) {
        const { file } = answer.value;
        setTold({ tone: 'success', text: file === null ? '프린터로 보냈습니다.' : `PDF로 저장했습니다: ${file}` });
        onDone?.();
      }
    });
  };
  useShortcut('print', () => run('printer'), isScreens);
  const before = name === '' ? '' : `${name} `;
  return (
    <div className={c('print')}>
      <div className={c('buttons')}>
        <Button
          onPress={() => run('printer')}
          isBusy={busy === 'printer'}
          isDisabled={document === null || busy === 'pdf'}
          icon={<Printer aria-hidden />}
          {...(isScreens ? { keys: shortcuts.print.keys } : {})}
        >
          {before}인쇄
        </Button>
        {!paperOnly && (
          <Button
            onPress={() => run('pdf')}
            isBusy={busy === 'pdf'}
            isDisabled={document === null || busy === 'printer'}
            icon={<FileDown aria-hidden />}
          >
            {before}PDF로 저장
          </Button>
        )}
      </div>
      {told && (
        <Banner tone={told.tone} urgent>
          {told.text}
        </Banner>
      )}
    </div>
  );
}
