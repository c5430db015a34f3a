import { classes } from '../app/classes.ts';
import type { FieldProps } from './field.ts';
import field from './Field.module.css';
import { NativeField } from './FieldFrame.tsx';
import styles from './PinField.module.css';

const f = classes(field);
const c = classes(styles);

/** Digits of a PIN. */
export const pinLength = 6;

const digitsOf = (text: string): string => text.normalize('NFKC').replaceAll(/\D/g, '').slice(0, pinLength);

/**
 * Six digits, not shown. They are read by the place of the key (`event.code`), so that the Korean input method, Caps
 * Lock and a number pad without Num Lock do not matter; what is pasted or put in by a tool counts too.
 */
export function PinField({
  value,
  onChange,
  inputRef,
  isLarge = false,
  ...frame
}: FieldProps & { readonly isLarge?: boolean }) {
  return (
    <NativeField {...frame}>
      {(control) => (
        <input
          {...control}
          ref={(element) => inputRef?.(element)}
          className={`${f('input')} ${c('pin')}`}
          data-large={isLarge || undefined}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          maxLength={pinLength}
          value={value}
          onKeyDown={(event) => {
            const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
            if (digit === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
            event.preventDefault();
            const { selectionStart, selectionEnd } = event.currentTarget;
            const start = selectionStart ?? value.length;
            onChange(digitsOf(value.slice(0, start) + digit + value.slice(selectionEnd ?? start)));
          }}
          onChange={(event) => {
            // What the input method makes of a key that was already read.
            if (event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing) return;
            onChange(digitsOf(event.currentTarget.value));
          }}
        />
      )}
    </NativeField>
  );
}
