import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildShim, cutRuns } from './powerLoss.ts';

test('전원이 나가 동기화하지 않은 쪽이 없어져도 저장되었다고 답한 것은 모두 있고, 동기화를 줄이면 잃는 것을 찾아낸다', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-shim-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const built = buildShim(folder);
  const seed = Math.floor(Math.random() * 1e9);
  const cut = (synchronous?: 'NORMAL'): readonly string[] | undefined =>
    'shim' in built ? cutRuns(20, seed, built.shim, synchronous).findings : undefined;
  // Without a C compiler nothing can be preloaded: then there is nothing to see here, and the bench gives no figure.
  expect(cut() ?? [], `seed ${seed}`).toEqual([]);
  expect(cut('NORMAL') ?? ['missing' in built && built.missing]).not.toEqual([]);
});
