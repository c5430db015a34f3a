import { existsSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { demoPassword, demoStaff, makeDemoCentre, usualDemo } from './demo/centre.ts';

// npm run demo: a centre with generated people, in a profile of its own, opened like the real one.
const root = path.resolve(import.meta.dirname, '..');
export const demoProfile = path.join(root, '.cache', 'demo');

/** Makes the demo centre anew each day, so that 오늘 has something to do; what was entered in it goes with it. */
export async function prepareDemo(now: number): Promise<void> {
  const stamp = path.join(demoProfile, 'made-on');
  const today = new Date(now + 9 * 3600_000).toISOString().slice(0, 10);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === today) return;
  rmSync(demoProfile, { recursive: true, force: true });
  mkdirSync(demoProfile, { recursive: true });
  console.log(
    `시연 센터를 만듭니다: 직원 ${demoStaff.length}명, 구직자 ${usualDemo.people}명, 기업 ${usualDemo.companies}개사 …`,
  );
  await makeDemoCentre(demoProfile, now);
  writeFileSync(stamp, today);
}

if (import.meta.main) {
  await prepareDemo(Date.now());
  console.log(`아이디: ${demoStaff.map(({ loginId }) => loginId).join(', ')} · 비밀번호: ${demoPassword}`);
  const { start } = await import('./start.ts');
  process.exitCode = await start([`--user-data-dir=${demoProfile}`, ...process.argv.slice(2)]);
}
