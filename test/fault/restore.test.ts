import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Found } from './restore.ts';
import { afterBackup, inBackup, killed, makeCentreWithBackup } from './restore.ts';

let made: string;
beforeAll(async () => {
  made = mkdtempSync(path.join(tmpdir(), 'desk-restore-made-'));
  await makeCentreWithBackup(made);
});
afterAll(() => rmSync(made, { recursive: true, force: true }));

const both = [inBackup, afterBackup].toSorted();

/** The old store as it was, or the restored one with the old one whole beside it; nothing half, nothing lost. */
function oldOrNew({ people, aside }: Found): string {
  if (people.length === both.length && aside === null) return 'old';
  return people.length === 1 && people[0] === inBackup && aside?.join() === both.join() ? 'new' : 'lost';
}

test('복원을 자리바꿈의 어느 걸음에서 강제로 끝내도, 다음에 켜면 복원된 자료가 열리고 있던 자료는 옆에 온전하다', async () => {
  let isOver = false;
  let stop = 1;
  for (; !isOver; stop += 1) {
    const { found, over } = await killed({ from: made, deed: 'restore', stop });
    isOver = over;
    expect(found.faults, `step ${stop}`).toEqual([]);
    expect(found.left, `step ${stop}`).toEqual([]);
    // From the marker on, which is the first step, there is only one way: forward.
    expect(oldOrNew(found), `step ${stop}`).toBe('new');
  }
  expect(stop).toBeGreaterThan(7);
}, 240_000);

test('복원을 아무 때나 강제로 끝내도 옛 자료나 새 자료가 온전히 열리고 남은 조각은 사라진다', async () => {
  for (const after of [0, 300, 700, 1200, 1800].map((ms) => ms + Math.random() * 300)) {
    const { found } = await killed({ from: made, deed: 'restore', after });
    expect(found.faults).toEqual([]);
    expect(found.left).toEqual([]);
    expect(oldOrNew(found)).not.toBe('lost');
  }
}, 240_000);

test('백업을 쓰는 중에 강제로 끝내도 이름을 얻은 백업은 모두 온전하고, 자료는 그대로이며, 조각은 사라진다', async () => {
  for (const after of [20, 80, 150, 260, 400].map((ms) => ms + Math.random() * 60)) {
    const { found } = await killed({ from: made, deed: 'backup', after });
    expect(found.faults).toEqual([]);
    expect(found.left).toEqual([]);
    expect(found.people).toEqual(both);
    expect(found.backups).toBeGreaterThan(0);
  }
}, 240_000);
