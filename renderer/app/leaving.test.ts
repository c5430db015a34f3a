import { expect, test, vi } from 'vitest';
import { longestSaving, saveBeforeLeaving } from './leaving.ts';

test('쓰던 것을 모두 저장한 다음에 잠근다', async () => {
  const saved: string[] = [];
  const never = () => new Promise<void>(() => undefined);
  const save = (name: string) => async () => {
    await Promise.resolve();
    saved.push(name);
  };
  await saveBeforeLeaving([save('상담'), save('접수')], never);
  expect(saved).toEqual(['상담', '접수']);
});

test('저장이 끝나지 않거나 실패하여도 화면은 잠긴다', async () => {
  const wait = vi.fn(() => Promise.resolve());
  const stuck = () => new Promise<void>(() => undefined);
  await saveBeforeLeaving([stuck], wait);
  expect(wait).toHaveBeenCalledWith(longestSaving);
  await saveBeforeLeaving([() => Promise.reject(new Error('닫힌 저장소'))], stuck);
});
