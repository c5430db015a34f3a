import { classes } from '../../app/classes.ts';
import { Button } from '../../parts/Button.tsx';
import styles from './PageTools.module.css';

const c = classes(styles);

/** What shows a page and scrolls: as high as the window leaves room for. */
export const pageViewport = c('viewport');

/** Buttons for what `maskKeys` does with any page: nearer, farther, and from page to page. */
export function PageTools({
  index,
  count,
  isReady,
  onZoom,
  onPage,
}: {
  /** From 0. */
  readonly index: number;
  readonly count: number;
  readonly isReady: boolean;
  readonly onZoom: (by: 1 | -1) => void;
  readonly onPage: (by: 1 | -1) => void;
}) {
  return (
    <div className={c('tools')}>
      <Button size="s" keys="Ctrl+−" onPress={() => onZoom(-1)} isDisabled={!isReady}>
        축소
      </Button>
      <Button size="s" keys="Ctrl++" onPress={() => onZoom(1)} isDisabled={!isReady}>
        확대
      </Button>
      {count > 1 && (
        <span className={c('pages')}>
          <Button size="s" keys="PageUp" onPress={() => onPage(-1)} isDisabled={index === 0}>
            이전 쪽
          </Button>
          <span>
            {index + 1} / {count}쪽
          </span>
          <Button size="s" keys="PageDown" onPress={() => onPage(1)} isDisabled={index === count - 1}>
            다음 쪽
          </Button>
        </span>
      )}
    </div>
  );
}
