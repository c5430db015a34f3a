import { useEffect, useRef, useState } from 'react';
import type { ListView } from '../../../shared/contract/list.ts';
import { longestViewName } from '../../../shared/contract/list.ts';
import type { ListAndFilter } from '../../../shared/contract/listFilter.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { classes } from '../../app/classes.ts';
import { useWrite } from '../../app/queries.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useFirstField } from '../../parts/useFirstField.ts';
import { useDeskState } from '../../state/desk.tsx';
import styles from './list.module.css';

const c = classes(styles);

/** 저장한 거르기: the user's own filters by name; one is taken with Enter, and the one that holds now can be kept. */
export function ViewsDialog({
  views,
  now,
  words,
  onChoose,
  onClose,
}: {
  readonly views: readonly ListView[];
  /** How the list is filtered now; null while it is not. */
  readonly now: ListAndFilter | null;
  /** The same in words. */
  readonly words: string;
  readonly onChoose: (view: ListView) => void;
  readonly onClose: () => void;
}) {
  const toast = useDeskState((state) => state.toast);
  // With filters to choose from, the first of them has the keyboard; else the name for the one that holds now.
  const first = useFirstField();
  const chosen = useRef<HTMLButtonElement>(null);
  useEffect(() => chosen.current?.focus(), []);
  const keep = useWrite('list.keepView');
  const drop = useWrite('list.dropView');
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (of: ListAndFilter) => {
    const answer = await keep.run({ name, of });
    if (!answer.ok) return setProblem(answer.problem);
    toast({ text: '지금 거르기를 저장했습니다.', tone: 'done' });
    return onClose();
  };
  const remove = async ({ name: gone, of }: ListView) => {
    const answer = await drop.run({ list: of.list, name: gone });
    toast(
      answer.ok
        ? { text: `저장한 거르기 ‘${gone}’을(를) 지웠습니다.`, tone: 'done' }
        : { text: answer.problem.message, tone: 'problem' },
    );
  };
  return (
    <Dialog title="저장한 거르기" isOpen onClose={onClose}>
      {problem && problem.fields?.['name'] === undefined && (
        <Banner tone="danger" urgent>
          {problem.message}
        </Banner>
      )}
      {views.length === 0 && (
        <p>아직 저장한 거르기가 없습니다. 목록을 거른 뒤 이름을 붙여 저장해 두면 다시 고를 수 있습니다.</p>
      )}
      <ul className={c('views')} aria-label="저장한 거르기">
        {views.map((view, index) => (
          <li key={view.name} className={c('view')}>
            <Button kind="text" onPress={() => onChoose(view)} {...(index === 0 ? { ref: chosen } : {})}>
              {view.name}
            </Button>
            <Button kind="text" size="s" label={`${view.name} 지우기`} onPress={() => void remove(view)}>
              지우기
            </Button>
          </li>
        ))}
      </ul>
      {now && (
        <form
          className={c('panel')}
          aria-label="지금 거르기 저장"
          onSubmit={(event) => {
            event.preventDefault();
            void save(now);
          }}
        >
          <div className={c('field')}>
            <TextField
              label="이름"
              inputRef={first}
              hint={words}
              value={name}
              onChange={setName}
              maxLength={longestViewName}
              error={problem?.fields?.['name']}
            />
          </div>
          <Button type="submit" isBusy={keep.busy}>
            지금 거르기 저장
          </Button>
        </form>
      )}
    </Dialog>
  );
}
