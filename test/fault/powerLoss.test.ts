import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildShim, cutRuns } from './powerLoss.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'desk-shim-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const built = buildShim(folder);
const seed = Math.floor(Math.random() * 1e9);

if ('shim' in built) {
  test('전원이 나가 동기화하지 않은 쪽이 없어져도 저장되었다고 답한 것은 모두 있다', () => {
    expect(cutRuns(20, seed, built.shim).findings, `seed ${seed}`).toEqual([]);
  });

  test('동기화를 줄이면 잃는 것을 이 모의가 찾아낸다', () => {
    expect(cutRuns(20, seed, built.shim, 'NORMAL').findings, `seed ${seed}`).not.toEqual([]);
  });
} else {
  test('전원 차단 모의는 C 컴파일러가 있을 때 돈다', () => {
    console.log(built.missing);
    expect(process.env['REQUIRE_GCC'], built.missing).not.toBe('1');
  });
}
