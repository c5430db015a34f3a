// webContents: one page of the browser, with the preload's world in it.
import type * as Electron from 'electron';
import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { originOf } from './addresses.ts';
import type { Protocol } from './cdp.ts';
import { makeEvent, reason } from './events.ts';
import type { Host } from './host.ts';
import { Ipc } from './ipc.ts';
import type { IpcEvent, SenderFrame } from './ipc.ts';
import { close as closeGate, decide } from './permissions.ts';
import { capture, printPaper, printToPdf } from './printing.ts';
import type { Picture } from './printing.ts';
import { BROWSER_KEYS } from './menu.ts';
import type { Session } from './session.ts';
import type { BrowserWindow } from './window.ts';
import { makeCodec } from './world/codec.ts';
import type { FromPreload, PreloadSettings, ToPreload } from './world/preload.ts';
import { pageSource, preloadSource } from './world/source.ts';
import { createZoom } from './zoom.ts';

const WORLD = 'standin-preload';
const codec = makeCodec();

export type OpenHandler = (details: {
  url: string;
  frameName: string;
  features: string;
  disposition: string;
}) => { action: 'deny' } | { action: 'allow'; overrideBrowserWindowOptions?: Electron.BrowserWindowConstructorOptions };

type Supported = Pick<
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
  | 'insertCSS'
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
  | 'getPrintersAsync'
>;

interface Loading {
  resolve: () => void;
  reject: (reason: Error) => void;
}

export class Contents extends EventEmitter implements Supported {
  readonly id: number;
  readonly ipc = new Ipc();
  readonly session: Session;
  readonly window: BrowserWindow;
  targetId = '';
  #session = '';
  #url = '';
  #title = '';
  #openHandler: OpenHandler | null = null;
  #context: string | undefined;
  #destroyed = false;
  #crashed = false;
  #loading: Loading | null = null;
  #isLoading = false;
  /** Navigations the main process began itself, and those the page asked for. */
  #own = 0;
  readonly #requested = new Set<string>();
  readonly #contexts = new Map<number, string>();
  readonly #attached = Promise.withResolvers<void>();
  readonly #host: Host;
  readonly #preferences: Electron.WebPreferences;
  readonly #zoom;

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
    const send = <M extends keyof Protocol.CommandParameters & keyof Protocol.CommandReturnValues>(
      method: M,
      params?: Protocol.CommandParameters[M],
    ): Promise<unknown> =>
      this.#host
        .cdp()
        .send(method, params, session)
        .catch((error: unknown) => this.#host.log(reason(error)));
    const secret = randomUUID();
    const { preload } = this.#preferences;
    const text = preload === undefined ? '' : fs.readFileSync(preload, 'utf8');
    // Sent together and in this order; only the last answer is waited for.
    await Promise.all([
      send('Page.enable'),
      send('Runtime.enable'),
      send('Inspector.enable'),
      send('Runtime.addBinding', { name: 'standinSend', executionContextName: WORLD }),
      send('Page.addScriptToEvaluateOnNewDocument', { source: pageSource(secret) }),
      send('Page.addScriptToEvaluateOnNewDocument', {
        source: preloadSource(secret, this.#settings(), text),
        worldName: WORLD,
      }),
      send('Runtime.runIfWaitingForDebugger'),
    ]);
    this.#attached.resolve();
  }

  #settings(): PreloadSettings {
    const versions = Object.entries(process.versions).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    const driven = this.#host.boot.remotePort !== undefined;
    return {
      platform: process.platform,
      arch: process.arch,
      versions: Object.fromEntries(versions),
      argv: this.#preferences.additionalArguments ?? [],
      accelerators: this.#host.accelerators.combinations(),
      blocked: driven ? [] : BROWSER_KEYS,
      // A test driver answers beforeunload dialogs itself and closes windows through webContents.close().
      vetoClose: !driven && this.window.listenerCount('close') > 0,
      file: this.#preferences.preload === undefined ? 'standin-preload' : pathToFileURL(this.#preferences.preload).href,
    };
  }

  #hearPage(): void {
    const cdp = this.#host.cdp();
    const { addresses } = this.#host;
    const on = <E extends keyof Protocol.Events>(event: E, hear: (params: Protocol.Events[E]) => void): void =>
      cdp.on(event, hear, this.#session);
    on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name !== WORLD || context.auxData?.frameId !== this.targetId) return;
      this.#context = context.uniqueId;
      this.#contexts.set(context.id, context.uniqueId);
    });
    on('Runtime.executionContextDestroyed', ({ executionContextId, executionContextUniqueId }) => {
      this.#contexts.delete(executionContextId);
      if (this.#context === executionContextUniqueId) this.#context = undefined;
    });
    on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      const context = this.#contexts.get(executionContextId);
      if (name !== 'standinSend' || context === undefined) return;
      this.#fromPreload(codec.parse(payload) as FromPreload, context).catch((error: unknown) =>
        this.#host.log('ipc', reason(error)),
      );
    });
    on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
      if (frameId === this.targetId && disposition === 'currentTab') this.#requested.add(addresses.fromBrowser(url));
    });
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
    this.page('Page.reload', { ignoreCache })
      .catch((error: unknown) => this.#host.log(reason(error)))
      .finally(() => this.#own--);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** What the app says about a window the page wants to open. */
  decideOpen(url: string): ReturnType<OpenHandler> {
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

  /** Called when the browser tells a new title. */
  retitle(title: string): void {
    if (title === this.#title || title === '' || this.#url === '') return;
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
    return this.#frame(this.#url);
  }

  #frame(url: string): SenderFrame {
    return {
      url,
      origin: originOf(url),
      parent: null,
      frameToken: this.targetId,
      name: '',
      routingId: 1,
      processId: 1,
    };
  }

  /* ---- messages ---- */

  send(channel: string, ...args: unknown[]): void {
    // Encoded even when nobody listens: what cannot be cloned throws here, as in Electron.
    const text = codec.stringify({ t: 'message', channel, args } satisfies ToPreload);
    if (this.#context !== undefined) this.#receive(text, this.#context);
  }

  #receive(text: string, context: string): void {
    this.page('Runtime.callFunctionOn', {
      functionDeclaration: 'function (text) { standinReceive(text) }',
      arguments: [{ value: text }],
      uniqueContextId: context,
      silent: true,
    }).catch((error: unknown) => this.#host.log('message', reason(error))); // the document has gone meanwhile
  }

  async #fromPreload(message: FromPreload, context: string): Promise<void> {
    const answer = (reply: ToPreload): void => this.#receive(codec.stringify(reply), context);
    switch (message.t) {
      case 'invoke': {
        const { id, channel } = message;
        const handler = this.ipc.handlerOf(channel) ?? this.#host.ipcMain.handlerOf(channel);
        try {
          if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
          answer({ t: 'reply', id, ok: true, value: await handler(this.#event(message.href), ...message.args) });
        } catch (error) {
          console.error(`Error occurred in handler for '${channel}':`, error);
          answer({ t: 'reply', id, ok: false, value: String(error) });
        }
        return;
      }
      case 'send': {
        const event = this.#event(message.href);
        this.emit('ipc-message', event, message.channel, ...message.args);
        this.ipc.emit(message.channel, event, ...message.args);
        this.#host.ipcMain.emit(message.channel, event, ...message.args);
        return;
      }
      case 'accelerator':
        return this.#host.accelerators.press(message.key, this.window);
      case 'ask': {
        const details = typeof message.details === 'object' && message.details !== null ? message.details : {};
        return answer({
          t: 'answer',
          id: message.id,
          granted: await decide(this.#host, this, message.permission, details),
        });
      }
      case 'asked':
        return closeGate(this.#host, this, message.permission);
      case 'focus':
      case 'blur':
        return this.window.focused(message.t === 'focus');
      case 'bounds':
        return this.window.moved(message);
      case 'preload-error':
        console.error('Unable to load preload script:', this.#preferences.preload, message.error);
        return void this.emit('preload-error', makeEvent(), this.#preferences.preload ?? '', message.error);
    }
  }

  #event(href: string): IpcEvent {
    const senderFrame = this.#frame(this.#host.addresses.fromBrowser(href));
    const reply = (channel: string, ...args: unknown[]): void => this.send(channel, ...args);
    return { type: 'frame', sender: this, senderFrame, processId: 1, frameId: 1, ports: [], reply };
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

  async insertCSS(css: string): Promise<string> {
    await this.executeJavaScript(
      `{ const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(css)}); document.adoptedStyleSheets.push(sheet); }`,
    );
    return randomUUID();
  }

  printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    return printToPdf(this, options);
  }

  print(
    options?: Electron.WebContentsPrintOptions,
    callback?: (success: boolean, failureReason: string) => void,
  ): void {
    printPaper(this, options ?? {}, this.#host.boot.headless).then(
      () => callback?.(true, ''),
      (error: unknown) => callback?.(false, reason(error)),
    );
  }

  /** The stand-in prints on the default printer or one named by the app; it cannot list them. */
  getPrintersAsync(): Promise<Electron.PrinterInfo[]> {
    return Promise.resolve([]);
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
