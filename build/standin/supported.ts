// What of Electron's windows and pages the stand-in has, in Electron's own types: its classes implement these.
import type * as Electron from 'electron';

export type SupportedWindow = Pick<
  Electron.BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'loadFile'
  | 'reload'
  | 'close'
  | 'destroy'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'blur'
  | 'minimize'
  | 'restore'
  | 'maximize'
  | 'unmaximize'
  | 'setFullScreen'
  | 'isDestroyed'
  | 'isVisible'
  | 'isFocused'
  | 'isMinimized'
  | 'isMaximized'
  | 'isFullScreen'
  | 'isNormal'
  | 'getTitle'
  | 'setTitle'
  | 'getBounds'
  | 'setBounds'
  | 'getNormalBounds'
  | 'getSize'
  | 'setSize'
  | 'getPosition'
  | 'setPosition'
  | 'center'
  | 'setMinimumSize'
  | 'getMinimumSize'
  | 'setMenuBarVisibility'
  | 'setMenu'
  | 'removeMenu'
  | 'setAutoHideMenuBar'
  | 'flashFrame'
  | 'setIcon'
>;

export type SupportedContents = Pick<
  Electron.WebContents,
  | 'id'
  | 'getURL'
  | 'getTitle'
  | 'isDestroyed'
  | 'isLoading'
  | 'isLoadingMainFrame'
  | 'isCrashed'
  | 'isFocused'
  | 'getType'
  | 'focus'
  | 'send'
  | 'reload'
  | 'reloadIgnoringCache'
  | 'executeJavaScript'
  | 'setZoomFactor'
  | 'getZoomFactor'
  | 'setZoomLevel'
  | 'getZoomLevel'
  | 'setVisualZoomLevelLimits'
  | 'printToPDF'
  | 'print'
  | 'loadURL'
  | 'forcefullyCrashRenderer'
  | 'close'
  | 'isDevToolsOpened'
>;

export type OpenHandler = (details: {
  url: string;
  frameName: string;
  features: string;
  disposition: string;
}) => { action: 'deny' } | { action: 'allow'; overrideBrowserWindowOptions?: Electron.BrowserWindowConstructorOptions };
