import { expect, test, vi } from 'vitest';
import type { GridMarks } from './gridMarks.ts';
import { markByKey, withAll, withMarks } from './gridMarks.ts';

function marksOf(ids: readonly number[] = []) {
  return { ids: new Set(ids), toggle: vi.fn(), add: vi.fn(), clear: vi.fn(), all: vi.fn() } satisfies GridMarks;
}
const press = (code: string, more: { ctrlKey?: boolean; shiftKey?: boolean } = {}) => ({
  key: code.startsWith('Arrow') || code === 'Escape' ? code : 'x',
  code,
  ctrlKey: false,
  shiftKey: false,
  ...more,
});
const at = { active: 1, total: 3, idAt: (index: number) => [10, 20, 30][index] };

test('X는 표시한 줄을 고르고 다시 풀며 자리를 옮기지 않는다', () => {
  const marks = marksOf();
  expect(markByKey(press('KeyX'), at, marks)).toBe(1);
  expect(marks.toggle).toHaveBeenCalledWith(20);
});

test('Shift+↑↓는 지나간 줄까지 고르고 목록 끝에서 멈춘다', () => {
  const marks = marksOf();
  expect(markByKey(press('ArrowDown', { shiftKey: true }), at, marks)).toBe(2);
  expect(marks.add).toHaveBeenLastCalledWith([20, 30]);
  expect(markByKey(press('ArrowDown', { shiftKey: true }), { ...at, active: 2 }, marks)).toBe(2);
  expect(markByKey(press('ArrowUp', { shiftKey: true }), { ...at, active: 0 }, marks)).toBe(0);
});

test('Ctrl+A는 모두 고르고, Esc는 고른 것이 있을 때에만 푼다', () => {
  const marks = marksOf([10]);
  expect(markByKey(press('KeyA', { ctrlKey: true }), at, marks)).toBe(1);
  expect(marks.all).toHaveBeenCalledOnce();
  expect(markByKey(press('Escape'), at, marks)).toBe(1);
  expect(marks.clear).toHaveBeenCalledOnce();
  expect(markByKey(press('Escape'), at, marksOf())).toBeNull();
  expect(markByKey(press('KeyC', { ctrlKey: true }), at, marks)).toBeNull();
  expect(markByKey(press('ArrowDown'), at, marks)).toBeNull();
});

test('고른 줄은 정해진 수를 넘지 않는다', () => {
  expect([...withMarks(new Set([1]), [2, 2, 3, 4], 3)]).toEqual([1, 2, 3]);
});

test('모두 고르기의 답이 오기 전에 거르기를 바꾸면, 바뀐 목록에서는 아무것도 고르지 않는다', () => {
  const men = { list: '남자', ids: new Set<number>() };
  expect([...withAll(men, '남자', [1, 2, 3], 2).ids]).toEqual([1, 2]);
  expect(withAll({ list: '여자', ids: new Set([9]) }, '남자', [1, 2, 3], 2).ids).toEqual(new Set([9]));
});
