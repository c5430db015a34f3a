import { expect, test } from 'vitest';
import { maskDeed } from './maskKeys.ts';

const press = (code: string, more = {}) =>
  maskDeed({ code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test('화살표는 상자를 옮기고, Shift와 함께는 크기를, Ctrl과 함께는 멀리', () => {
  expect(press('ArrowLeft')).toEqual({ do: 'move', across: -1, along: 0 });
  expect(press('ArrowDown', { shiftKey: true })).toEqual({ do: 'size', across: 0, along: 1 });
  expect(press('ArrowUp', { ctrlKey: true })).toEqual({ do: 'move', across: 0, along: -8 });
  expect(press('ArrowRight', { ctrlKey: true, shiftKey: true })).toEqual({ do: 'size', across: 8, along: 0 });
});

test('글자 키는 Ctrl 없이만, 되돌리기와 확대는 Ctrl과 함께만 움직인다', () => {
  expect(press('KeyN')).toEqual({ do: 'add' });
  expect(press('KeyN', { ctrlKey: true })).toBeNull();
  expect(press('KeyN', { shiftKey: true })).toBeNull();
  expect(press('KeyZ')).toBeNull();
  expect(press('KeyZ', { ctrlKey: true })).toEqual({ do: 'undo' });
  expect(press('Equal', { ctrlKey: true, shiftKey: true })).toEqual({ do: 'zoom', by: 1 });
  expect(press('Minus', { metaKey: true })).toEqual({ do: 'zoom', by: -1 });
});

test('Alt와 함께 누른 것은 뒤로 가기 같은 다른 키이다', () => {
  expect(press('ArrowLeft', { altKey: true })).toBeNull();
});
