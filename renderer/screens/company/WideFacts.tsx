import type { ComponentProps } from 'react';
import { classes } from '../../app/classes.ts';
import { Facts } from '../../parts/Page.tsx';
import styles from './WideFacts.module.css';

const c = classes(styles);

/** Names and values whose values are long (주소, 메모): one a line, over the whole width. */
export function WideFacts({ facts }: ComponentProps<typeof Facts>) {
  return (
    <div className={c('wide')}>
      <Facts facts={facts} />
    </div>
  );
}
