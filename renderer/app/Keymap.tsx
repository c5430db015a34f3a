import { Dialog } from '../parts/Dialog.tsx';
import { useDeskState } from '../state/desk.tsx';
import { classes } from './classes.ts';
import styles from './Keymap.module.css';
import type { Shortcut } from './shortcuts.ts';
import { keymapLines } from './shortcuts.ts';

const c = classes(styles);
const all = keymapLines();
const groups = ['어디서나', '이동', '목록', '기록', '가림', '입력'] as const satisfies readonly Shortcut['group'][];

/** The keyboard map on `?` and F1: the registry, printed. */
export function Keymap() {
  const isOpen = useDeskState((state) => state.keymapOpen);
  const show = useDeskState((state) => state.showKeymap);
  return (
    <Dialog title="단축키" isOpen={isOpen} onClose={() => show(false)} isWide>
      <p>한글 입력 상태에서도 그대로 움직입니다. 글자 하나로 된 단축키는 입력란 밖에서만 움직입니다.</p>
      <div className={c('groups')}>
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl className={c('keys')}>
              {all
                .filter((line) => line.group === group)
                .map(({ label, keys }) => (
                  <div key={label} className={c('line')}>
                    <dt>
                      {keys.map((key) => (
                        <kbd key={key}>{key}</kbd>
                      ))}
                    </dt>
                    <dd>{label}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
