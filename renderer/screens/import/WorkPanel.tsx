import { useEffect, useRef } from 'react';
import { Label, ProgressBar } from 'react-aria-components';
import { classes } from '../../app/classes.ts';
import { useShortcut } from '../../app/keys.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Page.tsx';
import type { Work } from './importFlow.ts';
import styles from './WorkPanel.module.css';
import type { ListWords } from './words.ts';
import { count, workWords } from './words.ts';

const c = classes(styles);

/** What is under way, how far it is, and the way out of it: Esc or the button, where the keyboard stands. */
export function WorkPanel({
  list,
  work,
  onCancel,
}: {
  readonly list: ListWords;
  readonly work: Work;
  readonly onCancel: () => void;
}) {
  const stop = useRef<HTMLButtonElement>(null);
  useEffect(() => stop.current?.focus(), []);
  useShortcut('leave', onCancel);
  const { progress, isCancelling, what } = work;
  const words = workWords(what, list);
  const share = progress && progress.total > 0 ? (progress.done / progress.total) * 100 : 0;
  // Shares of a file come as percent; rows are counted.
  const shown =
    progress && progress.total !== 100
      ? `${count(progress.done)} / ${count(progress.total)}${list.counter}`
      : `${Math.round(share)}%`;
  return (
    <Card>
      <ProgressBar className={c('progress')} value={share} valueLabel={shown} isIndeterminate={progress === null}>
        <div className={c('head')}>
          <Label className={c('title')}>{words.title}</Label>
          <span className={c('value')}>{progress && `${progress.stage} ${shown}`}</span>
        </div>
        <div className={c('track')}>
          <div className={c('fill')} style={{ width: `${share}%` }} />
        </div>
      </ProgressBar>
      <p className={c('note')}>{words.cancel}</p>
      <div>
        <Button ref={stop} onPress={onCancel} isBusy={isCancelling} keys={shortcuts.leave.keys}>
          {isCancelling ? '취소하는 중' : '취소'}
        </Button>
      </div>
    </Card>
  );
}
