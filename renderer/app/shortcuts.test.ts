import { expect, test } from 'vitest';
import type { KeyPress, Shortcut } from './shortcuts.ts';
import { keymapLines, matches, shortcuts, isHeldDeed } from './shortcuts.ts';

const press = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
});
const entries = Object.entries<Shortcut>(shortcuts);

test('한글을 조합하는 동안에는 어떤 단축키도 움직이지 않는다', () => {
  for (const [, shortcut] of entries) {
    for (const code of shortcut.codes) {
      const held = {
        ctrlKey: shortcut.ctrl ?? false,
        altKey: shortcut.alt ?? false,
        shiftKey: shortcut.shift ?? false,
      };
      expect(matches(shortcut, press(code, { ...held, isComposing: true }), { inText: true })).toBe(false);
      expect(matches(shortcut, press(code, { ...held, keyCode: 229 }), { inText: false })).toBe(false);
    }
  }
});

test('글자 하나로 된 단축키는 입력란에서 글자로 남는다', () => {
  expect(matches(shortcuts.newConsultation, press('KeyC'), { inText: true })).toBe(false);
  expect(matches(shortcuts.newConsultation, press('KeyC'), { inText: false })).toBe(true);
  expect(matches(shortcuts.searchSlash, press('Slash'), { inText: true })).toBe(false);
});

test('저장과 찾기는 입력란에서도 움직인다', () => {
  expect(matches(shortcuts.save, press('KeyS', { ctrlKey: true }), { inText: true })).toBe(true);
  expect(matches(shortcuts.search, press('KeyK', { metaKey: true }), { inText: true })).toBe(true);
});

test('물음표와 빗금은 같은 자판이지만 서로 다른 단축키이다', () => {
  expect(matches(shortcuts.keymap, press('Slash', { shiftKey: true }), { inText: false })).toBe(true);
  expect(matches(shortcuts.searchSlash, press('Slash', { shiftKey: true }), { inText: false })).toBe(false);
});

test('서로 다른 뜻의 두 단축키가 같은 자판을 쓰지 않는다', () => {
  const taken = new Map<string, string>();
  for (const [id, shortcut] of entries) {
    for (const code of shortcut.codes) {
      const chord = `${shortcut.ctrl ?? ''}/${shortcut.alt ?? ''}/${shortcut.shift ?? ''}/${code}`;
      // 저장과 기업 등록은 자리가 달라 함께 보이지 않는다.
      if (chord.endsWith('Enter') && (id === 'makeCompany' || id === 'saveEnter')) continue;
      expect(taken.get(chord), `${id} ${chord}`).toBeUndefined();
      taken.set(chord, id);
    }
  }
  expect(taken.size).toBeGreaterThan(15);
});

test('단축키 표에는 모든 단축키가 한 번씩 나오고, 같은 일을 하는 것은 한 줄에 모인다', () => {
  const lines = keymapLines();
  expect(lines.flatMap(({ keys }) => keys).toSorted()).toEqual(entries.map(([, { keys }]) => keys).toSorted());
  expect(lines.find(({ keys }) => keys.includes('F1'))?.keys).toEqual(['?', 'F1']);
  expect(new Set(lines.map(({ group, label }) => `${group} ${label}`)).size).toBe(lines.length);
});

test('눌러 둔 글쇠가 되풀이하는 일은 하지 않고, 옮기기는 되풀이한다', () => {
  for (const code of ['Enter', 'NumpadEnter', 'KeyK', 'Digit1']) {
    expect(isHeldDeed({ repeat: true, code })).toBe(true);
    expect(isHeldDeed({ repeat: false, code })).toBe(false);
  }
  for (const code of ['ArrowDown', 'PageDown', 'Tab', 'Home']) expect(isHeldDeed({ repeat: true, code })).toBe(false);
});
