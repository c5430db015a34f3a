import { classes } from '../app/classes.ts';
import styles from './Skeleton.module.css';

const c = classes(styles);

/** Grey lines where text will stand; says 읽는 중 once to a screen reader. */
export function Skeleton({
  lines = 3,
  label = '읽는 중입니다.',
}: {
  readonly lines?: number;
  readonly label?: string;
}) {
  return (
    <output className={c('skeleton')}>
      <span className="aside">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={c('line')} />
      ))}
    </output>
  );
}
