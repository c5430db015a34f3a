import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Target } from './dummy.ts';

/** What the choice of tools depends on. */
interface Computer {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
}

const here: Computer = { platform: process.platform, env: process.env };

/**
 * Why an installer cannot be made on this computer, in one sentence, or null. electron-builder takes fpm and NSIS from
 * GitHub, which the networks this is made for do not reach; both can be named instead (its own variables).
 */
export function missingTool(target: Target, { platform, env }: Computer = here): string | null {
  if (target === 'win') {
    if (platform !== 'win32') {
      return 'Windows 설치 파일은 Windows에서만 만듭니다: 여기서는 --dir을 붙여 든 것만 확인하십시오.';
    }
    const folders = ['ELECTRON_BUILDER_NSIS_DIR', 'ELECTRON_BUILDER_NSIS_RESOURCES_DIR'];
    const missing = folders.filter((name) => !existsSync(env[name] ?? ''));
    return missing.length === 0 || env['PACKAGE_DOWNLOAD'] === '1'
      ? null
      : `NSIS가 없습니다: NSIS를 푼 폴더를 ${missing.join('와 ')}로 알리거나, 인터넷이 되면 PACKAGE_DOWNLOAD=1을 붙여 받게 하십시오.`;
  }
  if (platform !== 'linux') {
    return 'Linux 설치 파일은 Linux에서만 만듭니다: 여기서는 --dir을 붙여 든 것만 확인하십시오.';
  }
  const named = existsSync(env['CUSTOM_FPM_PATH'] ?? '');
  const installed =
    env['USE_SYSTEM_FPM'] === 'true' &&
    (env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, 'fpm')));
  return named || installed || env['PACKAGE_DOWNLOAD'] === '1'
    ? null
    : 'deb를 만드는 fpm이 없습니다: fpm을 CUSTOM_FPM_PATH로 알리거나, 인터넷이 되면 PACKAGE_DOWNLOAD=1을 붙여 받게 하십시오.';
}
