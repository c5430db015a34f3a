import { useEffect, useRef, useState } from 'react';
import { classes } from '../../app/classes.ts';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Tick } from '../factory/Tick.tsx';
import styles from './list.module.css';

const c = classes(styles);

interface Choice {
  readonly key: string;
  readonly header: string;
}

/** The choices with one moved a place up or down; the same where there is no such place. */
function movedChoice<T>(choices: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const to = index + by;
  const moved = choices[index];
  const other = choices[to];
  if (moved === undefined || other === undefined) return choices;
  return choices.map((each, at) => (at === index ? other : at === to ? moved : each));
}

/** 열 고르기: which columns and in which order. ↑↓ go through them, Space ticks, Alt+↑↓ moves one. */
export function ColumnsDialog({
  columns,
  chosen,
  onChoose,
  onClose,
}: {
  readonly columns: readonly Choice[];
  readonly chosen: readonly string[];
  /** Null: as usual. */
  readonly onChoose: (keys: readonly string[] | null) => void;
  readonly onClose: () => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const [choices, setChoices] = useState<readonly (Choice & { readonly isOn: boolean })[]>(() => {
    const first = chosen.flatMap((key) => columns.filter((column) => column.key === key));
    return [
      ...first.map((column) => ({ ...column, isOn: true })),
      ...columns.filter(({ key }) => !chosen.includes(key)).map((column) => ({ ...column, isOn: false })),
    ];
  });
  const focusOn = (index: number) => {
    const boxes = list.current?.querySelectorAll<HTMLInputElement>('input');
    boxes?.[Math.min(choices.length - 1, Math.max(0, index))]?.focus();
  };
  useEffect(() => {
    list.current?.querySelector<HTMLInputElement>('input')?.focus();
  }, [list]);
  const on = choices.filter(({ isOn }) => isOn).map(({ key }) => key);
  return (
    <Dialog
      title="열 고르기"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={() => onChoose(null)}>처음대로</Button>
          <Button onPress={onClose}>취소</Button>
          <Button kind="main" isDisabled={on.length === 0} onPress={() => onChoose(on)}>
            적용
          </Button>
        </>
      }
    >
      <p>스페이스로 고르고, Alt+↑ Alt+↓로 차례를 바꿉니다. 위에 있는 열이 왼쪽에 나옵니다.</p>
      <ul ref={list} className={c('columns')} aria-label="열">
        {choices.map((choice, index) => (
          <li key={choice.key}>
            <div
              className={c('column')}
              role="presentation"
              onKeyDown={(event) => {
                if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
                event.preventDefault();
                const by = event.key === 'ArrowUp' ? -1 : 1;
                if (event.altKey) setChoices(movedChoice(choices, index, by));
                else focusOn(index + by);
              }}
            >
              <Tick
                isOn={choice.isOn}
                onChange={(isOn) => setChoices(choices.map((each, at) => (at === index ? { ...each, isOn } : each)))}
              >
                {choice.header}
              </Tick>
              <Button
                size="s"
                kind="text"
                label={`${choice.header} 위로`}
                isDisabled={index === 0}
                onPress={() => setChoices(movedChoice(choices, index, -1))}
              >
                위로
              </Button>
              <Button
                size="s"
                kind="text"
                label={`${choice.header} 아래로`}
                isDisabled={index === choices.length - 1}
                onPress={() => setChoices(movedChoice(choices, index, 1))}
              >
                아래로
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
