import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { listPackage, statFile } from '@electron/asar';
import type { Configuration } from 'electron-builder';
import { Arch, build, Platform } from 'electron-builder';
import type { Target } from './package/dummy.ts';
import { makeDummyElectron } from './package/dummy.ts';
import { missingTool } from './package/tools.ts';
import { findElectron, tryDownloadElectron } from './shell.ts';

// npm run package: the installer of this computer's kind, or with --dir the folder that would go into one.
const root = path.resolve(import.meta.dirname, '..');
const platforms = { linux: Platform.LINUX, win: Platform.WINDOWS };
const licences = 'THIRD_PARTY_LICENSES.txt';
const installers = { linux: 'deb', win: 'nsis' };

interface Packing {
  readonly target: Target;
  /** A folder with Electron for the target. */
  readonly electronDist: string;
  readonly output: string;
  /** Only the folder that would go into an installer. */
  readonly dirOnly: boolean;
}

/** Packs out/ as electron-builder.yml says. Gives the files made; with dirOnly the folder. */
async function pack({ target, electronDist, output, dirOnly }: Packing): Promise<string[]> {
  // Laid over electron-builder.yml, which electron-builder finds by its name.
  const config: Configuration = {
    electronDist,
    directories: { output },
    // Electron's own start screen, which it would show instead of us should app.asar be missing.
    afterExtract: async ({ appOutDir }) => rm(path.join(appOutDir, 'resources', 'default_app.asar'), { force: true }),
    // The app shows them from its archive; they also have to be readable without it.
    afterPack: async ({ appOutDir }) => copyFile(path.join(root, 'out', licences), path.join(appOutDir, licences)),
  };
  const made = await build({
    projectDir: root,
    targets: platforms[target].createTarget(dirOnly ? 'dir' : installers[target], Arch.x64),
    config,
    publish: 'never',
  });
  return dirOnly ? [path.join(output, `${target}-unpacked`)] : made;
}

/** The files of an archive without its folders, from its root, with forward slashes. */
export function filesIn(archive: string): string[] {
  return listPackage(archive, { isPack: false })
    .map((file) => file.slice(1))
    .filter((file) => !('files' in statFile(archive, file)))
    .map((file) => file.replaceAll('\\', '/'));
}

const megabytes = (file: string): string => (statSync(file).size / 1_000_000).toFixed(1);

/** This computer's kind of installer, or null where none of ours is made. */
function ownTarget(): Target | null {
  if (process.platform === 'linux') return 'linux';
  return process.platform === 'win32' ? 'win' : null;
}

/** The folder of Electron for the target: the one named, else the installed one; null when there is none here. */
async function electronFor(target: Target, named: string | undefined, download: boolean): Promise<string | null> {
  if (named !== undefined) {
    const executable = path.join(named, target === 'win' ? 'electron.exe' : 'electron');
    if (!existsSync(executable))
      throw new Error(
        `${named} 폴더에 ${path.basename(executable)} 파일이 없습니다: 그 컴퓨터용 Electron을 푼 폴더를 알려 주십시오.`,
      );
    return path.resolve(named);
  }
  if (target !== ownTarget()) return null;
  const executable = findElectron() ?? (download ? await tryDownloadElectron() : null);
  return executable === null ? null : path.dirname(executable);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      dir: { type: 'boolean', default: false },
      target: { type: 'string', default: ownTarget() ?? 'linux' },
      'electron-dist': { type: 'string' },
      output: { type: 'string', default: path.join(root, 'dist') },
      // For the tests, which run while others use out/.
      'as-built': { type: 'boolean', default: false },
    },
  });
  const { target, dir: dirOnly } = values;
  if (target !== 'linux' && target !== 'win') {
    console.error('--target은 linux나 win입니다.');
    return 1;
  }
  if (!dirOnly) {
    const missing = missingTool(target);
    if (missing !== null) {
      console.error(missing);
      return 1;
    }
  }
  let electronDist = await electronFor(target, values['electron-dist'], !dirOnly);
  if (electronDist === null && !dirOnly) {
    console.error(
      'Electron 실행 파일을 찾지 못하였습니다: 그 컴퓨터용 Electron을 푼 폴더를 --electron-dist로 알려 주십시오.',
    );
    return 1;
  }
  if (!values['as-built']) {
    const { buildAll } = await import('./build.ts');
    await buildAll();
  }
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const scratch = mkdtempSync(path.join(root, '.cache', 'dummy-electron-'));
  try {
    const isDummy = electronDist === null;
    if (electronDist === null) makeDummyElectron(scratch, target);
    electronDist ??= scratch;
    const made = await pack({ target, electronDist, output: path.resolve(values.output), dirOnly });
    for (const file of made) {
      if (dirOnly) {
        const archive = path.join(file, 'resources', 'app.asar');
        console.log(`${file}: app.asar ${megabytes(archive)} MB, 파일 ${filesIn(archive).length}개`);
      } else console.log(`${file}: ${megabytes(file)} MB`);
    }
    if (isDummy) {
      console.log(
        'Electron이 없어 빈 실행 파일로 포장하였습니다: 든 것을 확인할 수 있을 뿐, 실행되는 프로그램이 아닙니다.',
      );
    }
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
