// npm start: builds, then opens the app on real Electron where it is or can be had, else on the stand-in.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBrowser, ensureDisplay, findElectron, standinExecutable, tryDownloadElectron } from './shell.ts';
import type { Display } from './shell.ts';

const root = path.resolve(import.meta.dirname, '..');
const picture = path.join(root, '.cache', 'window.png');

interface Shell {
  path: string;
  real: boolean;
}

/** Real Electron, or the stand-in after one sentence. REQUIRE_ELECTRON=1 refuses the stand-in. */
async function chooseShell(): Promise<Shell> {
  const required = process.env['REQUIRE_ELECTRON'] === '1';
  const real = findElectron() ?? (await tryDownloadElectron(15_000, required));
  if (real !== null) return { path: real, real: true };
  if (required) {
    throw new Error(
      'Electron을 받을 수 없습니다. 인터넷이 되는 곳에서 `node node_modules/electron/install.js`를 실행한 뒤 다시 시작하십시오.',
    );
  }
  console.log('Electron을 내려받을 수 없어, 이 컴퓨터에 설치된 브라우저로 창을 띄웁니다.');
  ensureBrowser();
  return { path: standinExecutable(), real: false };
}

/** On a virtual display nobody sees the window: a picture of it is kept. Gives the environment the app needs for it. */
function showPicture(display: Display, shell: Shell, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (!display.isVirtual) return {};
  const grab = ['/usr/bin/import', '/usr/bin/xwd'].find((tool) => fs.existsSync(tool));
  fs.mkdirSync(path.dirname(picture), { recursive: true });
  fs.rmSync(picture, { force: true });
  if (shell.real && grab?.endsWith('import') !== true) {
    console.log(
      `${display.note} 창의 그림을 남기려면 \`sudo apt-get install -y imagemagick\` 명령으로 imagemagick을 설치하십시오.`,
    );
    return {};
  }
  console.log(`${display.note} 지금 창의 모습은 ${picture} 파일에서 볼 수 있습니다(2초마다 새로 그립니다).`);
  if (!shell.real) return { STANDIN_PICTURE: picture };
  void keepGrabbing(env);
  return {};
}

async function keepGrabbing(env: NodeJS.ProcessEnv): Promise<void> {
  for (;;) {
    await sleep(2000, undefined, { ref: false });
    const part = `${picture}.part.png`;
    const child = spawn('/usr/bin/import', ['-window', 'root', part], { env, stdio: 'ignore' });
    const code = await new Promise((resolve) => child.once('error', resolve).once('exit', resolve));
    if (code === 0) fs.renameSync(part, picture);
  }
}

/** Builds and runs the app with further arguments; gives its exit code. */
export async function start(args: string[]): Promise<number> {
  const { buildAll } = await import('./build.ts');
  await buildAll();
  const shell = await chooseShell();
  const headless = !shell.real && (process.env['STANDIN_HEADLESS'] === '1' || args.includes('--headless'));
  const display: Display = headless ? { env: {}, isVirtual: false, stop: () => {}, note: '' } : await ensureDisplay();
  const env = { ...process.env, ...display.env };
  Object.assign(env, showPicture(display, shell, env));
  const needsNoSandbox = shell.real && process.getuid?.() === 0;
  const child = spawn(shell.path, [...(needsNoSandbox ? ['--no-sandbox'] : []), root, ...args], {
    stdio: 'inherit',
    env,
    shell: process.platform === 'win32' && !shell.real, // a .cmd file
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exit, signal) => resolve(exit ?? (signal === null ? 0 : 1)));
  });
  display.stop();
  return code;
}

if (import.meta.main) {
  try {
    process.exit(await start(process.argv.slice(2)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
