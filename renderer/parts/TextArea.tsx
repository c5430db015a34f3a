import { TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components';
import { classes } from '../app/classes.ts';
import type { FieldProps } from './field.ts';
import { ariaText } from './field.ts';
import styles from './Field.module.css';
import { FieldFoot, FieldHead } from './FieldFrame.tsx';

const c = classes(styles);
const count = (n: number) => n.toLocaleString('ko-KR');

/**
 * Longer text with a counter. `most` is counted, not enforced while typing: what was typed or pasted stays, and the
 * reader of the form says by how much it is too long.
 */
export function TextArea({ most, rows = 5, ...field }: FieldProps & { readonly most: number; readonly rows?: number }) {
  const length = field.value.length;
  return (
    <AriaTextField
      className={c('field')}
      {...ariaText(field)}
      // Chromium writes what stands in a field to its profile unless it is told not to (test/e2e/byteScan.spec.ts).
      autoComplete="off"
    >
      <div className={c('head')}>
        <FieldHead {...field} />
        <span className={c('aside')} data-tone={length > most ? 'danger' : 'plain'}>
          {count(length)} / {count(most)}자{length > most ? ` — ${count(length - most)}자 넘음` : ''}
        </span>
      </div>
      <AriaTextArea
        className={c('input')}
        rows={rows}
        spellCheck={false}
        ref={(element) => field.inputRef?.(element)}
      />
      <FieldFoot {...field} />
    </AriaTextField>
  );
}
