import { useRef } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import { isComposing } from '../app/shortcuts.ts';
import styles from './ChoiceKeys.module.css';
import type { FieldProps } from './field.ts';
import { FieldFoot, FieldHead } from './FieldFrame.tsx';

const c = classes(styles);

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** `event.code`s beside its digit that choose it: 남 is KeyS (ㄴ) and KeyM. */
  readonly codes?: readonly string[];
}

/**
 * One of a few, as a row of keys: 1, 2, 3 … choose by place, arrows move, the chosen one is marked by a word's weight
 * and a filled dot. `value` empty means nothing is chosen yet.
 */
export function ChoiceKeys({
  label,
  hint,
  error,
  isRequired = false,
  isDisabled = false,
  name = '',
  value,
  onChange,
  onBlur,
  inputRef,
  choices,
}: FieldProps & { readonly choices: readonly Choice[] }) {
  const group = useRef<HTMLDivElement>(null);
  return (
    <RadioGroup
      className={c('group')}
      name={name}
      value={value === '' ? null : value}
      onChange={onChange}
      onBlur={() => onBlur?.()}
      isRequired={isRequired}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      orientation="horizontal"
      ref={group}
    >
      <FieldHead label={label} isRequired={isRequired} />
      <div
        className={c('keys')}
        role="presentation"
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
          const place = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
          const chosen = place
            ? choices[Number(place) - 1]
            : choices.find((choice) => choice.codes?.includes(event.code) ?? false);
          if (!chosen) return;
          event.preventDefault();
          onChange(chosen.value);
          group.current?.querySelector<HTMLInputElement>(`input[value="${CSS.escape(chosen.value)}"]`)?.focus();
        }}
      >
        {choices.map((choice, index) => (
          <Radio
            key={choice.value}
            value={choice.value}
            className={c('choice')}
            {...(index === 0
              ? {
                  inputRef: (element: HTMLInputElement | null) => {
                    inputRef?.(
                      element && {
                        focus: () =>
                          (group.current?.querySelector<HTMLInputElement>('input:checked') ?? element).focus(),
                      },
                    );
                  },
                }
              : {})}
          >
            <kbd aria-hidden>{index + 1}</kbd>
            {choice.label}
          </Radio>
        ))}
      </div>
      <FieldFoot hint={hint} error={error} />
    </RadioGroup>
  );
}
