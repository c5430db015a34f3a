import { expect, test } from 'vitest';
import { killRuns } from './killNine.ts';

test('쓰는 중에 강제로 끝내도 저장되었다고 답한 것은 모두 있고, 반쯤 된 것은 없다', async () => {
  const { findings, lost, commands } = await killRuns(6, Math.floor(Math.random() * 1e9));
  expect(findings).toEqual([]);
  expect(lost).toBe(0);
  expect(commands).toBeGreaterThan(0);
});
