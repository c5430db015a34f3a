// What `import … from 'electron'` and `require('electron')` give under the stand-in (see run.ts).
import type { StandinModule } from './module.ts';
import { PLACE } from './place.ts';

const electron = Reflect.get(globalThis, PLACE) as StandinModule;
export const {
  app,
  BrowserWindow,
  webContents,
  ipcMain,
  protocol,
  session,
  net,
  Menu,
  MenuItem,
  dialog,
  safeStorage,
  shell,
  clipboard,
  powerMonitor,
  nativeTheme,
  screen,
  Notification,
  crashReporter,
  autoUpdater,
} = electron;
export { electron as default, electron as 'module.exports' };
