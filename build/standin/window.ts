// BrowserWindow over a window of the browser.
import type * as Electron from 'electron';
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Protocol } from './cdp.ts';
import { Contents } from './contents.ts';
import { goesOn, makeEvent, reason } from './events.ts';
import type { Host } from './host.ts';
import type { SupportedWindow } from './supported.ts';

type Options = Electron.BrowserWindowConstructorOptions;
type Bounds = Electron.Rectangle;

/** Where a window that is not to be seen waits: Chromium's app windows cannot be made hidden. */
const OUT_OF_SIGHT = -20_000;

export class BrowserWindow extends EventEmitter implements SupportedWindow {
  readonly id: number;
  readonly webContents: Contents;
  readonly options: Options;
  readonly #host: Host;
  #browserWindow: number | undefined;
  #title: string;
  #bounds: Bounds;
  #minimum: [number, number];
  #visible: boolean;
  #focused = false;
  #state: 'normal' | 'minimized' | 'maximized' | 'fullscreen' = 'normal';
  #destroyed = false;
  #shownOnce = false;

  constructor(host: Host, id: number, options: Options) {
    super();
    if (!host.app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    if (options.parent !== undefined || options.modal === true) throw new Error('The stand-in has no child windows.');
    this.id = id;
    this.options = options;
    this.#host = host;
    this.#title = options.title ?? host.app.getName();
    this.#bounds = {
      x: options.x ?? 40,
      y: options.y ?? 40,
      width: options.width ?? 800,
      height: options.height ?? 600,
    };
    this.#minimum = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#visible = options.show !== false;
    host.windows.set(id, this);
    this.webContents = new Contents(host, id, this, options.webPreferences ?? {});
    host.contents.set(id, this.webContents);
    host.app.emit('web-contents-created', makeEvent(), this.webContents);
    host.app.emit('browser-window-created', makeEvent(), this);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  /** Loads a file below the app's folder. Prefer a scheme of one's own: file pages have no origin. */
  loadFile(file: string, options: Electron.LoadFileOptions = {}): Promise<void> {
    const url = pathToFileURL(path.resolve(this.#host.boot.appPath, file));
    if (options.search !== undefined) url.search = options.search;
    if (options.hash !== undefined) url.hash = options.hash;
    for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value);
    return this.loadURL(url.href);
  }

  reload(): void {
    this.webContents.reload();
  }

  /* ---- closing ---- */

  /** Asks whoever listens to 'close'; false when one of them stopped it. */
  mayClose(): boolean {
    return goesOn(this, 'close');
  }

  close(): void {
    if (!this.#destroyed && this.mayClose()) this.destroy();
  }

  /** webContents.close(): as close(), after the page's beforeunload when it is waited for. */
  closeAfter(beforeUnload: boolean): void {
    if (this.#destroyed) return;
    if (!beforeUnload) return this.close();
    this.webContents.page('Page.close').catch((error: unknown) => this.#host.log(reason(error)));
  }

  destroy(): void {
    if (this.#destroyed) return;
    const { targetId } = this.webContents;
    if (targetId !== '') {
      this.#host
        .cdp()
        .send('Target.closeTarget', { targetId })
        .catch((error: unknown) => this.#host.log(reason(error)));
    }
    this.gone();
  }

  /** Called when the browser's window has gone, whoever closed it. */
  gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#host.windows.delete(this.id);
    this.webContents.destroy();
    this.emit('closed');
    this.#host.app.windowGone(this.#host.windows.size);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /* ---- what the browser tells ---- */

  /** Called when the browser has made the window of this page. */
  async placed(): Promise<void> {
    const { targetId } = this.webContents;
    const { windowId } = await this.#host.cdp().send('Browser.getWindowForTarget', { targetId });
    this.#browserWindow = windowId;
    if (this.options.useContentSize === true) {
      const { width, height } = this.#bounds;
      await this.#host.cdp().send('Browser.setContentsSize', { windowId, width, height });
    } else await this.#tell(this.#shownBounds());
    if (this.#visible) this.focused(true);
  }

  #shownBounds(): Protocol.Browser.Bounds {
    const { x, y, width, height } = this.#bounds;
    if (!this.#visible && !this.#host.boot.headless) return { left: OUT_OF_SIGHT, top: OUT_OF_SIGHT, width, height };
    return { left: x, top: y, width, height };
  }

  /** The switches with which a new browser window starts at its place. */
  place(): string[] {
    const { left = 0, top = 0, width = 0, height = 0 } = this.#shownBounds();
    return [`--window-position=${left},${top}`, `--window-size=${width},${height}`];
  }

  readyToShow(): void {
    if (this.#shownOnce) return;
    this.#shownOnce = true;
    this.emit('ready-to-show');
  }

  pageTitled(title: string): void {
    if (goesOn(this, 'page-title-updated', title, true)) this.#title = title;
  }

  focused(now: boolean): void {
    if (this.#destroyed || now === this.#focused) return;
    this.#focused = now;
    if (now) {
      for (const other of this.#host.windows.values()) if (other !== this) other.focused(false);
      if (this.#state === 'minimized') this.#state = 'normal';
    }
    this.emit(now ? 'focus' : 'blur');
    this.#host.app.emit(now ? 'browser-window-focus' : 'browser-window-blur', makeEvent(), this);
  }

  /** A person moved or resized the window; too small a one is put back to its minimum. */
  moved(bounds: Bounds): void {
    // Under layout zoom the page sees an emulated screen, whose figures say nothing about the window.
    if (this.#destroyed || !this.#visible || this.#state !== 'normal' || this.webContents.getZoomFactor() !== 1) return;
    const width = Math.max(bounds.width, this.#minimum[0]);
    const height = Math.max(bounds.height, this.#minimum[1]);
    const resized = width !== this.#bounds.width || height !== this.#bounds.height;
    this.#bounds = { x: bounds.x, y: bounds.y, width, height };
    if (width !== bounds.width || height !== bounds.height) this.#set({ width, height });
    if (resized) this.emit('resize');
  }

  /** The size with frame and title, or null while there is no window. */
  async outerSize(): Promise<{ width: number; height: number } | null> {
    if (this.#browserWindow === undefined || this.#destroyed) return null;
    const { bounds } = await this.#host.cdp().send('Browser.getWindowBounds', { windowId: this.#browserWindow });
    return { width: bounds.width ?? 0, height: bounds.height ?? 0 };
  }

  /* ---- state ---- */

  show(): void {
    const was = this.#visible;
    this.#visible = true;
    if (!was) {
      this.#set(this.#shownBounds());
      this.emit('show');
    }
    this.focus();
  }

  showInactive(): void {
    const was = this.#visible;
    this.#visible = true;
    if (was) return;
    this.#set(this.#shownBounds());
    this.emit('show');
  }

  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.#set(this.#shownBounds());
    this.focused(false);
    this.emit('hide');
  }

  focus(): void {
    if (this.webContents.targetId !== '') this.webContents.focus();
    this.focused(true);
  }

  blur(): void {
    this.focused(false);
  }

  minimize(): void {
    this.#become('minimized', 'minimize');
    this.focused(false);
  }

  restore(): void {
    this.#become('normal', 'restore');
  }

  maximize(): void {
    this.#become('maximized', 'maximize');
  }

  unmaximize(): void {
    this.#become('normal', 'unmaximize');
  }

  setFullScreen(flag: boolean): void {
    this.#become(flag ? 'fullscreen' : 'normal', flag ? 'enter-full-screen' : 'leave-full-screen');
  }

  #become(state: BrowserWindow['windowState'], event: string): void {
    if (this.#state === state) return;
    // The browser goes from one special state to another only through the normal one.
    if (this.#state !== 'normal' && state !== 'normal') this.#set({ windowState: 'normal' });
    this.#state = state;
    this.#set({ windowState: state });
    this.emit(event);
  }

  get windowState(): 'normal' | 'minimized' | 'maximized' | 'fullscreen' {
    return this.#state;
  }

  isVisible(): boolean {
    return this.#visible && this.#state !== 'minimized';
  }

  isFocused(): boolean {
    return this.#focused;
  }

  isMinimized(): boolean {
    return this.#state === 'minimized';
  }

  isMaximized(): boolean {
    return this.#state === 'maximized';
  }

  isFullScreen(): boolean {
    return this.#state === 'fullscreen';
  }

  isNormal(): boolean {
    return this.#state === 'normal';
  }

  /* ---- title and place ---- */

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
    // A window of the browser shows the title of its page.
    if (this.webContents.targetId === '') return;
    this.webContents
      .executeJavaScript(`document.title = ${JSON.stringify(title)}`)
      .catch((error: unknown) => this.#host.log(reason(error)));
  }

  getBounds(): Bounds {
    return { ...this.#bounds };
  }

  getNormalBounds(): Bounds {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Bounds>): void {
    const next = { ...this.#bounds, ...bounds };
    next.width = Math.max(next.width, this.#minimum[0]);
    next.height = Math.max(next.height, this.#minimum[1]);
    this.#bounds = next;
    this.#set(this.#shownBounds());
  }

  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getPosition(): number[] {
    return [this.#bounds.x, this.#bounds.y];
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  /** In the middle of the screen the page is on. */
  center(): void {
    this.webContents
      .executeJavaScript('[screen.availLeft ?? 0, screen.availTop ?? 0, screen.availWidth, screen.availHeight]')
      .then((area) => {
        const [left, top, width, height] = area as [number, number, number, number];
        this.setPosition(
          Math.round(left + (width - this.#bounds.width) / 2),
          Math.round(top + (height - this.#bounds.height) / 2),
        );
      })
      .catch((error: unknown) => this.#host.log(reason(error)));
  }

  setMinimumSize(width: number, height: number): void {
    this.#minimum = [width, height];
    if (this.#bounds.width < width || this.#bounds.height < height) this.setBounds({});
  }

  getMinimumSize(): number[] {
    return [...this.#minimum];
  }

  /* No-ops, harmless because the stand-in's windows have no menu bar, icon or flashing frame. */
  setMenuBarVisibility(): void {}
  setAutoHideMenuBar(): void {}
  setMenu(): void {}
  removeMenu(): void {}
  setIcon(): void {}
  flashFrame(): void {}

  #set(bounds: Protocol.Browser.Bounds): void {
    void this.#tell(bounds);
  }

  async #tell(bounds: Protocol.Browser.Bounds): Promise<void> {
    if (this.#browserWindow === undefined) return;
    await this.#host
      .cdp()
      .send('Browser.setWindowBounds', { windowId: this.#browserWindow, bounds })
      .catch((error: unknown) => this.#host.log('bounds', reason(error)));
  }
}
