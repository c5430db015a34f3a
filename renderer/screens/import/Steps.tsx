import { Check } from 'lucide-react';
import { classes } from '../../app/classes.ts';
import styles from './Steps.module.css';
import { steps } from './words.ts';

const c = classes(styles);

/** Where in the import one stands; steps that are over have a tick. */
export function Steps({ place, isOver }: { readonly place: number; readonly isOver: boolean }) {
  return (
    <ol className={c('steps')} aria-label="가져오기 단계">
      {steps.map(({ name, title }, index) => {
        const isPast = index < place || isOver;
        return (
          <li
            key={name}
            className={c('step')}
            data-past={isPast || undefined}
            data-here={(index === place && !isOver) || undefined}
            aria-current={index === place ? 'step' : undefined}
          >
            <span className={c('number')}>{isPast ? <Check aria-label="마침" /> : index + 1}</span>
            {title}
          </li>
        );
      })}
    </ol>
  );
}
