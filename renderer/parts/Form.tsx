import type { KeyboardEvent, ReactNode } from 'react';
import { use, useEffect, useRef } from 'react';
import { classes } from '../app/classes.ts';
import { useShortcut } from '../app/keys.tsx';
import { isComposing } from '../app/shortcuts.ts';
import { InDialog } from './Dialog.tsx';
import { isOccupied } from './focus.ts';
import styles from './Form.module.css';

const c = classes(styles);

const stops = 'input:not([type=hidden]):not([tabindex="-1"]), textarea, select, button[type=submit]';

/** The next field after the one in focus; a group of radio keys is one field. */
function nextField(form: HTMLElement, from: Element): HTMLElement | null {
  const all = [...form.querySelectorAll<HTMLElement>(stops)].filter((element) => !element.hasAttribute('disabled'));
  const group = from instanceof HTMLInputElement && from.type === 'radio' ? from.name : null;
  let index = all.indexOf(from as HTMLElement);
  if (group !== null) {
    index = all.findLastIndex((element) => element instanceof HTMLInputElement && element.name === group);
  }
  const next = all[index + 1];
  if (next instanceof HTMLInputElement && next.type === 'radio') {
    return (
      all.find((element) => element instanceof HTMLInputElement && element.name === next.name && element.checked) ??
      next
    );
  }
  return next ?? null;
}

/**
 * Scrolls the field in focus out from under a foot that stays in sight (WCAG 2.2, 2.4.11 focus not obscured). Where a
 * sticky foot stands is settled only a frame or two after it has grown, so it looks again, `looks` times.
 */
function clearOfFoot(form: HTMLElement | null, looks = 4): void {
  const field = document.activeElement;
  const foot = form?.querySelector('[data-stays]');
  if (!form || !foot || !field || !form.contains(field) || foot.contains(field)) return;
  // A tall text box shows at least its first lines.
  const { top, height } = field.getBoundingClientRect();
  const covered = top + Math.min(height, 120) + 16 - foot.getBoundingClientRect().top;
  if (covered > 0) form.closest('main, [role=dialog], [role=alertdialog]')?.scrollBy(0, covered);
  if (looks > 1) requestAnimationFrame(() => clearOfFoot(form, looks - 1));
}

/**
 * A form: Ctrl+Enter and Ctrl+S save from anywhere. `enter` says what Enter does in a line: `next` goes to the next
 * field (접수) and from the last one saves, `submit` saves (로그인). Enter that ends a Hangul composition does neither. In a `textarea` Enter stays
 * a line break. Nothing leaves the page by a form, so there is no native submit.
 */
export function Form({
  label,
  enter,
  onSubmit,
  onCancel,
  focusFirst = false,
  children,
}: {
  readonly label: string;
  readonly enter: 'next' | 'submit';
  readonly onSubmit: () => void;
  /** What Esc does, where leaving is free of loss (the draft is kept). */
  readonly onCancel?: () => void;
  /** Whether the keyboard stands in the first field when the form opens, unless somebody is searching or in a menu. */
  readonly focusFirst?: boolean;
  readonly children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (focusFirst && !isOccupied(form.current)) form.current?.querySelector<HTMLElement>(stops)?.focus();
  }, [focusFirst]);
  useEffect(() => {
    const element = form.current;
    const foot = element?.querySelector('[data-stays]');
    if (!element || !foot) return undefined;
    const clear = () => clearOfFoot(element);
    const observer = new ResizeObserver(clear);
    observer.observe(foot);
    element.addEventListener('focusin', clear);
    return () => {
      observer.disconnect();
      element.removeEventListener('focusin', clear);
    };
  }, []);
  const save = () => {
    const active = document.activeElement?.closest('form, search');
    if (active && active !== form.current) return false;
    onSubmit();
    return true;
  };
  useShortcut('save', save);
  useShortcut('saveEnter', save);
  useShortcut(
    'leave',
    () => {
      const active = document.activeElement;
      if (!active || !form.current?.contains(active) || active.getAttribute('aria-expanded') === 'true') return false;
      onCancel?.();
      return true;
    },
    onCancel !== undefined,
  );

  // The list takes the marked entry first; then on to the next field with the same key press. Not by a timer: who types
  // ahead would land in the field that is being left. React's own microtask, queued when the entry was taken, is first.
  const afterTaking = useRef<(() => void) | null>(null);
  const onKeyTaken = () => {
    const move = afterTaking.current;
    afterTaking.current = null;
    if (move) queueMicrotask(move);
  };
  const onKey = (event: KeyboardEvent<HTMLFormElement>) => {
    afterTaking.current = null;
    if (event.key !== 'Enter' && event.code !== 'NumpadEnter') return;
    const { target, currentTarget } = event;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    if (isComposing(event.nativeEvent)) return;
    // Held down, it would run through the fields and save what is not filled in yet.
    if (event.repeat) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const move = () => {
      const next = enter === 'submit' ? null : nextField(currentTarget, target);
      if (next && !(next instanceof HTMLButtonElement)) next.focus();
      else onSubmit();
    };
    if (target.getAttribute('role') === 'combobox' && target.getAttribute('aria-expanded') === 'true') {
      if (enter === 'next') afterTaking.current = move;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    move();
  };

  // Keys of its fields, on their way in and out; the form itself is nothing to press.
  const keys = { onKeyDownCapture: onKey, onKeyDown: onKeyTaken };
  return (
    <form
      ref={form}
      className={c('form')}
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      {...keys}
    >
      {children}
    </form>
  );
}

/** Fields side by side, as many as fit; `wide` ones take the whole line. */
export function FormGrid({ children }: { readonly children: ReactNode }) {
  return <div className={c('grid')}>{children}</div>;
}

/** A field that takes the whole line of a `FormGrid`. */
export function Wide({ children }: { readonly children: ReactNode }) {
  return <div className={c('wide')}>{children}</div>;
}

/**
 * The buttons under a form, with what is true about saving at their side. `above` is what must be seen before saving
 * (a possible duplicate); with `stays`, and always in a dialog, both remain in sight while the form scrolls.
 */
export function FormFoot({
  children,
  note,
  above,
  stays = false,
}: {
  readonly children: ReactNode;
  readonly note?: ReactNode;
  readonly above?: ReactNode;
  readonly stays?: boolean;
}) {
  const isInDialog = use(InDialog);
  return (
    <div className={c('foot')} data-stays={isInDialog ? 'dialog' : stays ? 'page' : undefined}>
      {above}
      <div className={c('line')}>
        <div className={c('buttons')}>{children}</div>
        {note && <p className={c('note')}>{note}</p>}
      </div>
    </div>
  );
}
