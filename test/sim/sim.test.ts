/**
 * Fresh schedules in every run. A failure prints its seed: `SIM_SEED=<seed> SIM_SCHEDULES=1 npx vitest run test/sim/sim`
 * repeats it; then it belongs into regressions.ts. SIM_SCHEDULES sets how many (2,000).
 */
import { describe, expect, it } from 'vitest';
import { regressions } from './regressions.ts';
import { runSchedule } from './schedule.ts';

const base = Number(process.env['SIM_SEED'] ?? Math.floor(Math.random() * 1e9));
const count = Number(process.env['SIM_SCHEDULES'] ?? 2000);
const SAMPLE = 40;

function failures(seeds: readonly number[], real: boolean): string[] {
  const found: string[] = [];
  for (const seed of seeds) {
    const { failure } = runSchedule(seed, { real });
    if (failure !== undefined) found.push(`SIM_SEED=${seed} SIM_SCHEDULES=1\n${failure}`);
    if (found.length === 3) break;
  }
  return found;
}

describe('노트북 여러 대를 흉내 내면', () => {
  it(
    `새 일정 ${count}개 모두에서 모든 노트북의 화면이 기대와 같다 (SIM_SEED=${base})`,
    () => {
      const seeds = Array.from({ length: count }, (_, index) => base + index);
      expect(failures(seeds, false)).toEqual([]);
    },
    Math.max(120_000, count * 200),
  );

  it(`진짜 해시, 서명, 암호를 써도 같다 (SIM_SEED=${base})`, () => {
    const seeds = Array.from({ length: Math.min(count, SAMPLE) }, (_, index) => base + index);
    expect(failures(seeds, true)).toEqual([]);
  });

  it.each(regressions.map(({ seed, found }) => [found, seed] as const))(
    '한 번 틀렸던 일정은 이제 맞다: %s',
    (_found, seed) => {
      expect(failures([seed], false)).toEqual([]);
    },
  );
});
