import { Checkbox, CheckboxGroup } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import styles from './Choice.module.css';
import type { FieldProps } from './field.ts';
import { ariaField } from './field.ts';
import { FieldFoot, FieldHead } from './FieldFrame.tsx';
import type { Entry } from './match.ts';

const c = classes(styles);

/** Several of a few. `value` holds the chosen codes with commas between, in the order of the entries. */
export function CheckGroup({ entries, ...field }: FieldProps & { readonly entries: readonly Entry[] }) {
  const chosen = field.value.split(',').filter((code) => code !== '');
  return (
    <CheckboxGroup
      className={c('group')}
      {...ariaField(field)}
      value={chosen}
      onChange={(codes) =>
        field.onChange(
          entries
            .map(({ code }) => code)
            .filter((code) => codes.includes(code))
            .join(','),
        )
      }
    >
      <FieldHead {...field} />
      <div className={c('row')} onBlur={() => field.onBlur?.()}>
        {entries.map((entry, index) => (
          <Checkbox
            key={entry.code}
            value={entry.code}
            className={c('choice')}
            {...(index === 0 ? { inputRef: (element: HTMLInputElement | null) => field.inputRef?.(element) } : {})}
          >
            <span className={c('mark')} aria-hidden />
            {entry.name}
          </Checkbox>
        ))}
      </div>
      <FieldFoot {...field} />
    </CheckboxGroup>
  );
}
