// webContents: one page of the browser, with the preload's world in it.
import type * as Electron from 'electron';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Protocol } from './cdp.ts';
import { makeEvent, reason } from './events.ts';
import type { Host } from './host.ts';
import { Ipc } from './ipc.ts';
import type { SenderFrame } from './ipc.ts';
import { BINDING, createMessages, frameOf, WORLD } from './messages.ts';
import { capture, checkPrintOptions, printPaper, printToPdf } from './printing.ts';
import type { Picture } from './printing.ts';
import type { Session } from './session.ts';
import type { OpenHandler, SupportedContents } from './supported.ts';
import type { BrowserWindow } from './window.ts';
import { worldSources } from './worlds.ts';
import { createZoom } from './zoom.ts';

/** How long a reload counts as the main process's own, in case it never finishes. */
const RELOAD_MS = 5000;

interface Loading {
  resolve: () => void;
  reject: (reason: Error) => void;
}

export class Contents extends EventEmitter implements SupportedContents {
  readonly id: number;
  readonly ipc = new Ipc();
  readonly session: Session;
  readonly window: BrowserWindow;
  targetId = '';
  #session = '';
  #url = '';
  #title = '';
  #openHandler: OpenHandler | null = null;
  #destroyed = false;
  #crashed = false;
  #loading: Loading | null = null;
  #isLoading = false;
  /** Navigations the main process began itself, and those the page asked for. */
  #own = 0;
  readonly #requested = new Set<string>();
  /** Addresses of windows the page has just asked for. */
  readonly #opening: string[] = [];
  readonly #attached = Promise.withResolvers<void>();
  readonly #host: Host;
  readonly #preferences: Electron.WebPreferences;
  readonly #zoom;
  readonly #messages;

  constructor(host: Host, id: number, window: BrowserWindow, preferences: Electron.WebPreferences) {
    super();
    for (const [name, wanted] of [
      ['contextIsolation', true],
      ['sandbox', true],
      ['nodeIntegration', false],
    ] as const) {
      const given = preferences[name];
      if (given !== undefined && given !== wanted) throw new Error(`The stand-in runs only with ${name}: ${wanted}.`);
    }
    this.id = id;
    this.window = window;
    this.session = host.session;
    this.#host = host;
    this.#preferences = preferences;
    this.#messages = createMessages(host, this);
    this.#zoom = createZoom(host, window, (method, params) => this.page(method, params));
    if (preferences.zoomFactor !== undefined) this.setZoomFactor(preferences.zoomFactor);
  }

  /** Sends a protocol command to this page, once it is there. */
  async page<M extends keyof Protocol.CommandParameters & keyof Protocol.CommandReturnValues>(
    method: M,
    params?: Protocol.CommandParameters[M],
  ): Promise<Protocol.CommandReturnValues[M]> {
    await this.#attached.promise;
    return this.#host.cdp().send(method, params, this.#session);
  }

  /* ---- life ---- */

  /** Takes over a browser page that still waits, puts the two worlds into it and lets it go. */
  async attach(session: string, targetId: string): Promise<void> {
    this.#session = session;
    this.targetId = targetId;
    this.#hearPage();
    this.#messages.listen(session);
    const send = <M extends keyof Protocol.CommandParameters & keyof Protocol.CommandReturnValues>(
      method: M,
      params?: Protocol.CommandParameters[M],
    ): Promise<unknown> =>
      this.#host
        .cdp()
        .send(method, params, session)
        .catch((error: unknown) => this.#host.log(reason(error)));
    const worlds = worldSources(this.#host, this.window, this.#preferences);
    // Sent together and in this order; only the last answer is waited for.
    await Promise.all([
      send('Page.enable'),
      send('Runtime.enable'),
      send('Inspector.enable'),
      send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD }),
      send('Page.addScriptToEvaluateOnNewDocument', { source: worlds.page }),
      send('Page.addScriptToEvaluateOnNewDocument', { source: worlds.preload, worldName: WORLD }),
      send('Runtime.runIfWaitingForDebugger'),
    ]);
    this.#attached.resolve();
  }

  #hearPage(): void {
    const cdp = this.#host.cdp();
    const { addresses } = this.#host;
    const on = <E extends keyof Protocol.Events>(event: E, hear: (params: Protocol.Events[E]) => void): void =>
      cdp.on(event, hear, this.#session);
    on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
      if (frameId === this.targetId && disposition === 'currentTab') this.#requested.add(addresses.fromBrowser(url));
    });
    on('Page.windowOpen', ({ url }) => this.#opening.push(addresses.fromBrowser(url)));
    on('Page.frameStartedLoading', ({ frameId }) => {
      if (frameId !== this.targetId) return;
      this.#isLoading = true;
      this.emit('did-start-loading', makeEvent());
    });
    on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return;
      this.#crashed = false;
      this.#requested.clear();
      if (frame.unreachableUrl !== undefined)
        return this.failLoad(addresses.fromBrowser(frame.unreachableUrl), 'ERR_FAILED', -2);
      this.#url = addresses.fromBrowser(frame.url + (frame.urlFragment ?? ''));
      return void this.emit('did-navigate', makeEvent(), this.#url, 200, 'OK');
    });
    on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== this.targetId) return;
      this.#url = addresses.fromBrowser(url);
      this.emit('did-navigate-in-page', makeEvent(), this.#url, true);
    });
    on('Page.domContentEventFired', () => void (this.#url !== 'about:blank' && this.emit('dom-ready', makeEvent())));
    on('Page.loadEventFired', () => {
      if (this.#url === '' || this.#url === 'about:blank') return;
      this.#isLoading = false;
      this.#loading?.resolve();
      this.#loading = null;
      this.emit('did-finish-load', makeEvent());
      this.emit('did-stop-loading', makeEvent());
      this.window.readyToShow();
    });
    on('Inspector.targetCrashed', () => {
      if (this.#crashed) return;
      this.#crashed = true;
      const details = { reason: 'crashed', exitCode: 1 };
      this.#loading?.reject(new Error('ERR_RENDERER_CRASHED'));
      this.#loading = null;
      this.emit('render-process-gone', makeEvent(), details);
      this.#host.app.emit('render-process-gone', makeEvent(), this, details);
    });
    on('Page.javascriptDialogOpening', ({ type }) => {
      if (type !== 'beforeunload' || this.#host.boot.remotePort !== undefined) return;
      const accept = this.#own > 0 || this.window.mayClose();
      this.page('Page.handleJavaScriptDialog', { accept }).catch((error: unknown) => this.#host.log(reason(error)));
    });
  }

  /** Called when the page has gone. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#host.contents.delete(this.id);
    if (this.#session !== '') this.#host.cdp().forget(this.#session);
    this.#loading?.reject(new Error('ERR_ABORTED'));
    this.#loading = null;
    this.emit('destroyed');
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  forcefullyCrashRenderer(): void {
    // Answers never come from a crashed page.
    this.page('Page.crash').catch(() => {});
  }

  /** Closes the window, after the page's own beforeunload when `waitForBeforeUnload` is set. */
  close(options?: Electron.CloseOpts): void {
    this.window.closeAfter(options?.waitForBeforeUnload === true);
  }

  /* ---- navigation ---- */

  async loadURL(url: string): Promise<void> {
    const target = this.#host.addresses.toBrowser(url);
    this.#loading?.reject(new Error(`ERR_ABORTED (-3) loading '${this.#url}'`));
    const loaded = new Promise<void>((resolve, reject) => {
      this.#loading = { resolve, reject };
    });
    // Whoever does not wait for the answer shall not be stopped by it.
    loaded.catch(() => {});
    this.#own++;
    try {
      if (this.#session === '') await this.#host.targets.open(this.window, target);
      else {
        const { errorText } = await this.page('Page.navigate', { url: target });
        if (errorText !== undefined && errorText !== 'net::ERR_ABORTED')
          this.failLoad(url, errorText.replace('net::', ''), -2);
      }
      await loaded;
    } finally {
      this.#own--;
    }
  }

  /** Ends a loading that came to nothing. */
  failLoad(url: string, description: string, code: number): void {
    this.#isLoading = false;
    this.emit('did-fail-load', makeEvent(), code, description, url, true, 1, 1);
    this.#loading?.reject(new Error(`${description} (${code}) loading '${url}'`));
    this.#loading = null;
  }

  /** Whether the page (not the main process, nor a test driver) asked to go there. */
  async begunByPage(url: string): Promise<boolean> {
    if (this.#own > 0 || this.#session === '') return false;
    // The page reports what it asked for before it answers this; a page that hangs does not answer at all.
    await Promise.race([this.page('Runtime.evaluate', { expression: '0' }).catch(() => {}), sleep(500)]);
    return this.#requested.delete(url);
  }

  reload(): void {
    this.#reload(false);
  }

  reloadIgnoringCache(): void {
    this.#reload(true);
  }

  #reload(ignoreCache: boolean): void {
    this.#own++;
    const finished = new Promise<void>((resolve) => this.once('did-finish-load', resolve));
    this.page('Page.reload', { ignoreCache })
      .then(() => Promise.race([finished, sleep(RELOAD_MS, undefined, { ref: false })]))
      .catch((error: unknown) => this.#host.log(reason(error)))
      .finally(() => this.#own--);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** What the app says about a window the page wants to open. */
  decideOpen(fallback: string): ReturnType<OpenHandler> {
    const url = this.#opening.shift() ?? fallback;
    return (
      this.#openHandler?.({ url, frameName: '', features: '', disposition: 'foreground-tab' }) ?? { action: 'allow' }
    );
  }

  get preferences(): Electron.WebPreferences {
    return this.#preferences;
  }

  getURL(): string {
    return this.#url;
  }

  getTitle(): string {
    return this.#title;
  }

  /** Called when the page has a new title. */
  retitle(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.emit('page-title-updated', makeEvent(), title, true);
    this.window.pageTitled(title);
  }

  isLoading(): boolean {
    return this.#isLoading;
  }

  isLoadingMainFrame(): boolean {
    return this.#isLoading;
  }

  getType(): 'window' {
    return 'window';
  }

  get mainFrame(): SenderFrame {
    return frameOf(this, this.#url);
  }

  send(channel: string, ...args: unknown[]): void {
    this.#messages.send(channel, args);
  }

  /* ---- content ---- */

  /** Runs code in the page's own world. The result comes as JSON carries it (no Date, Map or typed array). */
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const { result, exceptionDetails } = await this.page('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    return printToPdf(this, options);
  }

  print(
    options?: Electron.WebContentsPrintOptions,
    callback?: (success: boolean, failureReason: string) => void,
  ): void {
    checkPrintOptions(options ?? {});
    const answer = (success: boolean, failure: string): void => callback?.(success, failure);
    printPaper(this, options ?? {}, this.#host.boot.headless).then(
      () => answer(true, ''),
      (error: unknown) => answer(false, reason(error)),
    );
  }

  capturePage(area?: Electron.Rectangle): Promise<Picture> {
    return capture(this, area);
  }

  focus(): void {
    this.page('Page.bringToFront').catch((error: unknown) => this.#host.log(reason(error)));
  }

  isFocused(): boolean {
    return this.window.isFocused();
  }

  isDevToolsOpened(): boolean {
    return false;
  }

  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0");
    this.#zoom.set(factor);
  }

  getZoomFactor(): number {
    return this.#zoom.factor();
  }

  /** Chromium's levels: each step is a factor of 1.2. */
  setZoomLevel(level: number): void {
    this.setZoomFactor(1.2 ** level);
  }

  getZoomLevel(): number {
    return Math.log(this.getZoomFactor()) / Math.log(1.2);
  }

  /** Pinch zoom is off in the stand-in whatever the limits: a harmless no-op. */
  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }
}
