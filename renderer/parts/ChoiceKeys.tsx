import { useRef } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import { isComposing } from '../app/shortcuts.ts';
import styles from './Choice.module.css';
import type { FieldProps } from './field.ts';
import { ariaField } from './field.ts';
import { FieldFoot, FieldHead } from './FieldFrame.tsx';

const c = classes(styles);

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** `event.code`s beside its digit that choose it: 남 is KeyS (ㄴ) and KeyM. */
  readonly codes?: readonly string[];
}

/** The keys of the places: printed, and as `event.code`. Beyond ten come the letters under the left hand. */
const places = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map((digit) => ({ key: `${digit}`, codes: [`Digit${digit}`, `Numpad${digit}`] })),
  ...['Q', 'W', 'E', 'R', 'T'].map((letter) => ({ key: letter, codes: [`Key${letter}`] })),
];

/**
 * One of a few, as a row of keys: 1 … 9, 0, Q … T choose by place (15 at most), arrows move, the chosen one is marked by a word's weight
 * and a filled dot. `value` empty means nothing is chosen yet.
 */
export function ChoiceKeys({ choices, ...field }: FieldProps & { readonly choices: readonly Choice[] }) {
  const group = useRef<HTMLDivElement>(null);
  return (
    <RadioGroup
      className={c('group')}
      {...ariaField(field)}
      value={field.value === '' ? null : field.value}
      onChange={field.onChange}
      onBlur={() => field.onBlur?.()}
      orientation="horizontal"
      ref={group}
    >
      <FieldHead {...field} />
      <div
        className={c('row')}
        role="presentation"
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
          const place = places.findIndex(({ codes }) => codes.includes(event.code));
          const chosen =
            choices.find((choice) => choice.codes?.includes(event.code) ?? false) ??
            (place < 0 ? undefined : choices[place]);
          if (!chosen) return;
          event.preventDefault();
          field.onChange(chosen.value);
          group.current?.querySelector<HTMLInputElement>(`input[value="${CSS.escape(chosen.value)}"]`)?.focus();
        }}
      >
        {choices.map((choice, index) => (
          <Radio
            key={choice.value}
            value={choice.value}
            className={c('choice key')}
            {...(index === 0
              ? {
                  inputRef: (element: HTMLInputElement | null) => {
                    field.inputRef?.(
                      element && {
                        focus: () =>
                          (group.current?.querySelector<HTMLInputElement>('input:checked') ?? element).focus(),
                      },
                    );
                  },
                }
              : {})}
          >
            <kbd aria-hidden>{places[index]?.key}</kbd>
            {choice.label}
          </Radio>
        ))}
      </div>
      <FieldFoot {...field} />
    </RadioGroup>
  );
}
