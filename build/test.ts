import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { breaches, readSources } from './houseRules.ts';

// npm test: types, lint, format, rules of the house, unit and store tests, and the specs in the real app. Goes through
// all of it even when something fails, and ends with one line that counts.
const root = path.resolve(import.meta.dirname, '..');
const tool = (name: string): string => path.join(root, 'node_modules', '.bin', name);

interface Count {
  passed: number;
  failed: number;
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      // A tool that was ended from outside, or crashed, has no report that could say so.
      if (signal !== null) console.log(`✗ ${path.basename(command)}: ${signal} 신호로 끝났습니다.`);
      resolve(code ?? 1);
    });
  });
}

async function check(name: string, command: string, args: readonly string[]): Promise<Count> {
  const ok = (await run(command, args)) === 0;
  console.log(`${ok ? '✓' : '✗'} ${name}`);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

function houseRules(): Count {
  const found = breaches(readSources(root));
  for (const { file, line, rule } of found) console.log(`  ${file}:${line} ${rule}`);
  console.log(`${found.length === 0 ? '✓' : '✗'} 집의 규칙`);
  return { passed: found.length === 0 ? 1 : 0, failed: found.length === 0 ? 0 : 1 };
}

async function statics(): Promise<Count[]> {
  const counts: Count[] = [];
  for (const project of ['shared', 'hub', 'electron', 'renderer', 'build', 'test']) {
    counts.push(await check(`형 검사 ${project}`, tool('tsc'), ['-p', project]));
  }
  counts.push(await check('린트', tool('oxlint'), ['--type-aware', '--deny-warnings']));
  counts.push(
    await check('쓰지 않는 파일, 꾸러미, 내보낸 이름', tool('knip'), [
      '--include',
      'files,dependencies,unlisted,binaries,exports,types',
      '--no-config-hints',
    ]),
  );
  counts.push(await check('서식', tool('oxfmt'), ['--check', '.']));
  counts.push(houseRules());
  return counts;
}

/** Runs a test tool that writes a JSON report; a tool that ends without one counts as a failure. */
async function reported(
  name: string,
  start: (report: string) => Promise<number>,
  read: (report: unknown) => Count,
): Promise<Count> {
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-report-'));
  const file = path.join(folder, 'report.json');
  try {
    const code = await start(file);
    const count = read(JSON.parse(readFileSync(file, 'utf8')));
    // A run that failed outside its tests (a broken import, a crash) must not look green.
    if (code !== 0 && count.failed === 0) count.failed = 1;
    if (count.passed + count.failed === 0) count.failed = 1;
    console.log(`${count.failed === 0 ? '✓' : '✗'} ${name}: ${count.passed} passed, ${count.failed} failed`);
    return count;
  } catch (error) {
    console.log(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function units(): Promise<Count> {
  return reported(
    '단위·성질·저장소 시험',
    (report) => run(tool('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]),
    (report) => {
      const { numPassedTests, numFailedTests, numPendingTests = 0 } = report as Record<string, number>;
      return { passed: numPassedTests ?? 0, failed: (numFailedTests ?? 0) + numPendingTests };
    },
  );
}

async function screens(): Promise<Count> {
  const { buildAll } = await import('./build.ts');
  const { ensureBrowser } = await import('./shell.ts');
  await buildAll();
  ensureBrowser();
  return reported(
    '실제 앱의 화면 시험',
    (report) => run(tool('playwright'), ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
    (report) => {
      const { expected, unexpected, flaky, skipped } = (report as { stats: Record<string, number> }).stats;
      return { passed: expected ?? 0, failed: (unexpected ?? 0) + (flaky ?? 0) + (skipped ?? 0) };
    },
  );
}

const asked = process.argv.slice(2);
const wants = (part: string): boolean => asked.length === 0 || asked.includes(part);
const counts: Count[] = [];
if (wants('--static')) counts.push(...(await statics()));
if (wants('--unit')) counts.push(await units());
if (wants('--e2e')) counts.push(await screens());
const sum = (part: keyof Count): number => counts.reduce((total, count) => total + count[part], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
