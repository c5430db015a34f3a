import { expect, test } from 'vitest';
import { missingTool } from './tools.ts';

const file = import.meta.filename;
const folder = import.meta.dirname;

test('설치 파일은 그 컴퓨터에서만 만들고, 아니면 든 것만 확인하라고 말한다', () => {
  expect(missingTool('win', { platform: 'linux', env: {} })).toContain('--dir');
  expect(missingTool('linux', { platform: 'win32', env: {} })).toContain('--dir');
});

test('fpm이 없으면 무엇이 없는지 한 문장으로 말하고, 있으면 말하지 않는다', () => {
  const missing = missingTool('linux', { platform: 'linux', env: { USE_SYSTEM_FPM: 'true', PATH: folder } });
  expect(missing).toMatch(/^deb를 만드는 fpm이 없습니다: .*하십시오\.$/);
  expect(missingTool('linux', { platform: 'linux', env: { CUSTOM_FPM_PATH: file } })).toBeNull();
  expect(missingTool('linux', { platform: 'linux', env: { PACKAGE_DOWNLOAD: '1' } })).toBeNull();
});

test('NSIS의 두 폴더 가운데 없는 것의 이름을 말한다', () => {
  const missing = missingTool('win', { platform: 'win32', env: { ELECTRON_BUILDER_NSIS_DIR: folder } });
  expect(missing).toContain('ELECTRON_BUILDER_NSIS_RESOURCES_DIR로');
  expect(missing).not.toContain('ELECTRON_BUILDER_NSIS_DIR');
  const both = { ELECTRON_BUILDER_NSIS_DIR: folder, ELECTRON_BUILDER_NSIS_RESOURCES_DIR: folder };
  expect(missingTool('win', { platform: 'win32', env: both })).toBeNull();
});
