import { Banner } from '../../parts/Banner.tsx';
import { classes } from '../../app/classes.ts';
import { Gate } from './Gate.tsx';
import styles from './Gate.module.css';

const c = classes(styles);

/** The data cannot be used: says why and what to do. Nothing is offered that could destroy anything. */
export function Blocked({ message, detail }: { readonly message: string; readonly detail: string }) {
  return (
    <Gate title="자료를 열 수 없습니다">
      <Banner tone="danger" urgent>
        {message}
      </Banner>
      <p className={c('detail')}>관리자에게 알려 줄 내용: {detail}</p>
    </Gate>
  );
}
