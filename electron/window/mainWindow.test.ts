import { expect, test, vi } from 'vitest';
import { windowOptions } from './mainWindow.ts';

vi.mock('electron', () => ({ BrowserWindow: vi.fn(), protocol: {} }));

test('창은 화면과 프리로드를 가르고, 모래상자에 두고, Node를 주지 않는 설정으로만 만들어진다', () => {
  const options = windowOptions('preload.cjs');
  expect(options.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    navigateOnDragDrop: false,
  });
  // Spelling is looked up in dictionaries that Chromium downloads, and learns words that people type.
  expect(options.webPreferences?.spellcheck).toBe(false);
  expect(options.webPreferences).not.toHaveProperty('experimentalFeatures');
  // The title is seen in the task bar and in screenshots: it names nobody.
  expect(options.title).toBe('뿌리데스크');
});
