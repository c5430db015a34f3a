import { CircleCheck, CloudOff, FolderSync, Laptop, Paperclip, RefreshCw, Router, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { classes } from '../../app/classes.ts';
import { useShortcut } from '../../app/keys.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { useDeskState } from '../../state/desk.tsx';
import type { Standing } from './show.ts';
import { standings } from './show.ts';
import styles from './SyncMark.module.css';
import { useStandings, useSyncTold } from './useSync.ts';

const c = classes(styles);

function iconOf({ kind, tone }: Standing) {
  switch (kind) {
    case 'alone':
      return Laptop;
    case 'good':
      return tone === 'success' ? CircleCheck : RefreshCw;
    case 'offline':
      return CloudOff;
    case 'exchange':
      return FolderSync;
    case 'event':
      return Router;
    case 'files':
      return Paperclip;
    case 'attention':
    case 'shutOut':
    case 'exchangeTrouble':
    case 'eventTrouble':
      return TriangleAlert;
  }
}

/**
 * How this laptop stands with the others, always in sight (behaviours N2), and the way to 동기화. Said aloud only when it
 * becomes another kind of state: a number that falls interrupts nobody.
 */
export function SyncMark() {
  useSyncTold();
  const go = useDeskState((state) => state.go);
  const open = () => go({ name: 'sync' });
  useShortcut('goSync', open);
  const { hub, exchange, event } = useStandings();
  const lines = hub && event && exchange !== undefined ? standings(hub, exchange, event) : [];
  // Files come and go with every document: they are shown and not said.
  const kinds = lines.flatMap(({ kind }) => (kind === 'files' ? [] : [kind])).join(' ');
  const [told, setTold] = useState({ kinds: '', text: '' });
  if (kinds !== '' && told.kinds !== kinds)
    setTold({ kinds, text: told.kinds === '' ? '' : `동기화: ${lines.map(({ text }) => text).join(', ')}` });
  return (
    <>
      <button type="button" className={c('mark')} aria-keyshortcuts={shortcuts.goSync.keys} onClick={open}>
        {lines.map((line) => {
          const Icon = iconOf(line);
          return (
            <span key={line.kind} className={c('line')} data-tone={line.tone}>
              <Icon aria-hidden />
              {line.text}
            </span>
          );
        })}
        <span className="aside">동기화 열기</span>
      </button>
      <output className="aside">{told.text}</output>
    </>
  );
}
