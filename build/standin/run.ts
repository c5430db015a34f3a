// The stand-in's entry: takes Electron's command line, gives the app an `electron` module, starts it.
import { createRequire, registerHooks } from 'node:module';
import inspector from 'node:inspector';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { locate, readCommandLine } from './boot.ts';
import { findChromium, missingBrowser } from './chromium.ts';
import { PLACE } from './place.ts';
import { reason } from './events.ts';
import { createElectron } from './module.ts';

function giveUp(message: string): never {
  console.error(message);
  process.exit(1);
}

async function main(): Promise<void> {
  const line = readCommandLine(process.argv.slice(2));
  const bin = path.join(import.meta.dirname, 'bin', process.platform === 'win32' ? 'electron.cmd' : 'electron');
  const boot = await locate(line, bin);
  if (findChromium() === null) giveUp(missingBrowser());
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (!boot.headless && process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
    giveUp(
      '창을 띄울 화면(DISPLAY)이 없습니다. `npm start`는 가상 화면에서 시작합니다. 창 없이 시험하려면 STANDIN_HEADLESS=1을 주십시오.',
    );
  }

  process.argv = [bin, ...boot.argv];
  const facts = { type: 'browser', defaultApp: true, resourcesPath: boot.resourcesPath };
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(process, name, { value, enumerable: true });
  const { electron, start } = createElectron(boot);
  Reflect.set(globalThis, PLACE, electron);
  const url = new URL('./electron.ts', import.meta.url).href;
  const names = ['electron', 'electron/main', 'electron/common'];
  registerHooks({
    resolve: (name, context, next) =>
      names.includes(name) ? { url, format: 'module-typescript', shortCircuit: true } : next(name, context),
  });
  if (boot.inspectPort !== undefined) inspector.open(boot.inspectPort, '127.0.0.1');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => electron.app.quit());

  const require = createRequire(pathToFileURL(boot.entry));
  for (const module of boot.requires) require(module);
  await import(pathToFileURL(boot.entry).href);
  // As in Electron, 'ready' comes only after the entry module has run. It may have decided to quit.
  if (!electron.app.quitting) await start();
}

main().catch((error: unknown) =>
  giveUp(
    error instanceof Error && error.stack !== undefined && process.env['STANDIN_DEBUG'] === '1'
      ? error.stack
      : reason(error),
  ),
);
