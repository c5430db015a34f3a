import { useEffect, useRef, useState } from 'react';
import { districts } from '../../../shared/codes/district.ts';
import { activeOn } from '../../../shared/codes/index.ts';
import { classes } from '../../app/classes.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { isComposing } from '../../app/shortcuts.ts';
import { Select } from '../../parts/Select.tsx';
import { TextField } from '../../parts/TextField.tsx';
import type { FactoryFilter } from './filter.ts';
import { isFiltering, noFilter } from './filter.ts';
import styles from './FilterBar.module.css';
import { Tick } from './Tick.tsx';

const c = classes(styles);

/** Quiet time in ms before a typed filter is asked: a list of thousands is not read again for each stroke of a syllable. */
const quiet = 150;

/** Above the list: part of a name or address, 구·군, 뿌리기술만, 의심만. F comes here; Enter and ↓ go on to the list, Esc empties. */
export function FilterBar({
  filter,
  onChange,
  toList,
}: {
  readonly filter: FactoryFilter;
  readonly onChange: (filter: FactoryFilter) => void;
  readonly toList: () => void;
}) {
  const clock = useClock();
  const bar = useRef<HTMLFieldSetElement>(null);
  const [text, setText] = useState(filter.text);
  const [choices] = useState(() => activeOn(districts, today(clock)));

  // Emptied from outside (거르기 풀기), and the field follows.
  const [told, setTold] = useState(filter.text);
  if (filter.text !== told) {
    setTold(filter.text);
    setText(filter.text);
  }
  const latest = useRef({ filter, onChange });
  useEffect(() => {
    latest.current = { filter, onChange };
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      const { filter: now, onChange: tell } = latest.current;
      if (now.text === text) return;
      setTold(text);
      tell({ ...now, text });
    }, quiet);
    return () => clearTimeout(timer);
  }, [text]);

  useShortcut('filterInList', () => {
    const field = bar.current?.querySelector('input');
    field?.focus();
    field?.select();
  });
  useShortcut('leave', () => {
    const active = document.activeElement;
    if (!active || !bar.current?.contains(active) || active.getAttribute('aria-expanded') === 'true') return false;
    if (isFiltering({ ...filter, text })) {
      setText('');
      onChange(noFilter);
    } else toList();
    return true;
  });

  return (
    <fieldset ref={bar} className={c('filter')} aria-label="공장명부 거르기">
      <div
        className={c('text')}
        role="presentation"
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent) || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return;
          event.preventDefault();
          toList();
        }}
      >
        <TextField label="이름이나 주소의 일부 (F)" value={text} onChange={setText} maxLength={80} />
      </div>
      <div className={c('district')}>
        <Select
          label="구·군"
          value={filter.district ?? ''}
          onChange={(district) => onChange({ ...filter, district: district === '' ? null : district })}
          entries={choices}
          none="모든 구·군"
        />
      </div>
      <div className={c('ticks')}>
        <Tick isOn={filter.rootOnly} onChange={(rootOnly) => onChange({ ...filter, rootOnly })}>
          뿌리기술만
        </Tick>
        <Tick isOn={filter.doubtfulOnly} onChange={(doubtfulOnly) => onChange({ ...filter, doubtfulOnly })}>
          의심만
        </Tick>
      </div>
    </fieldset>
  );
}
