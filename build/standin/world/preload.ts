// The preload's isolated world: `electron` as a sandboxed preload sees it. Sent to the page as source, so it uses
// nothing but codec.ts. Page and preload speak through synchronous events whose name is a secret of this page.
import type * as Electron from 'electron';
import { makeCodec } from './codec.ts';

export interface PreloadSettings {
  platform: string;
  arch: string;
  versions: Record<string, string>;
  argv: string[];
  /** Key combinations of the app's menu, and those of the browser that Electron does not have. */
  accelerators: string[];
  blocked: string[];
  /** Ask before the window closes: someone listens to 'close'. */
  vetoClose: boolean;
  file: string;
}

/** What the preload's world tells the main process. */
export type FromPreload =
  | { t: 'invoke'; id: number; channel: string; args: unknown[]; href: string }
  | { t: 'send'; channel: string; args: unknown[]; href: string }
  | { t: 'accelerator'; key: string }
  | { t: 'ask'; id: number; permission: string; details: unknown }
  | { t: 'asked'; permission: string }
  | { t: 'focus' | 'blur' }
  | { t: 'title'; title: string }
  | { t: 'bounds'; x: number; y: number; width: number; height: number }
  | { t: 'preload-error'; error: unknown };

/** What the main process tells the preload's world. */
export type ToPreload =
  | { t: 'message'; channel: string; args: unknown[] }
  | { t: 'reply'; id: number; ok: boolean; value: unknown }
  | { t: 'answer'; id: number; granted: boolean };

type RunPreload = (require: (name: string) => unknown, module: object, exports: object, process: object) => void;

const asError = (value: unknown): Error => (value instanceof Error ? value : new Error(String(value)));

const isPlain = (value: unknown): value is Record<string, unknown> => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};
const mapped = (value: Record<string, unknown>, change: (item: unknown) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));

const combination = (event: KeyboardEvent): string => {
  const key = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1] ?? event.key;
  const held = [event.ctrlKey || event.metaKey ? 'ctrl' : '', event.altKey ? 'alt' : '', event.shiftKey ? 'shift' : ''];
  return [...held.filter(Boolean), key.toLowerCase()].join('+');
};

/** Runs the preload. `secret` names the events between the two worlds. */
export function preloadWorld(secret: string, settings: PreloadSettings, run: RunPreload): void {
  if (window !== window.top || location.protocol === 'about:') return;
  type Callable = (...args: unknown[]) => unknown;
  const FN = `${secret}fn`;
  const codec = makeCodec();
  const world = globalThis as typeof globalThis & {
    standinSend: (text: string) => void;
    standinReceive: (text: string) => void;
  };
  const send = world.standinSend;
  const tell = (message: FromPreload): void => send(codec.stringify(message));
  const post = (name: string, detail: unknown): void =>
    void window.dispatchEvent(new CustomEvent(secret + name, { detail }));
  const hear = (name: string, handle: (detail: never) => void): void =>
    window.addEventListener(secret + name, (event) => {
      event.stopImmediatePropagation();
      handle((event as CustomEvent).detail as never);
    });

  /* ---- ipcRenderer ---- */
  const calls = new Map<
    number,
    { channel: string; resolve: (value: unknown) => void; reject: (reason: Error) => void }
  >();
  const listeners = new Map<string, { listener: Callable; once: boolean }[]>();
  let lastCall = 0;
  const listen = (channel: string, listener: Callable, once: boolean): void => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
  };
  const forget = (channel: string, listener: Callable): void => {
    listeners.set(
      channel,
      (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener),
    );
  };
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]): Promise<unknown> =>
      new Promise((resolve, reject) => {
        lastCall++;
        const id = lastCall;
        // Encoded first: what cannot be cloned rejects and leaves nothing behind.
        const text = codec.stringify({ t: 'invoke', id, channel, args, href: location.href } satisfies FromPreload);
        calls.set(id, { channel, resolve, reject });
        send(text);
      }),
    send: (channel: string, ...args: unknown[]): void => tell({ t: 'send', channel, args, href: location.href }),
    on: (channel: string, listener: Callable) => (listen(channel, listener, false), ipcRenderer),
    addListener: (channel: string, listener: Callable) => (listen(channel, listener, false), ipcRenderer),
    once: (channel: string, listener: Callable) => (listen(channel, listener, true), ipcRenderer),
    off: (channel: string, listener: Callable) => (forget(channel, listener), ipcRenderer),
    removeListener: (channel: string, listener: Callable) => (forget(channel, listener), ipcRenderer),
    removeAllListeners: (channel: string) => (listeners.delete(channel), ipcRenderer),
    sendSync: (): never => {
      throw new Error('ipcRenderer.sendSync is not in the stand-in: use invoke.');
    },
  };
  world.standinReceive = (text) => {
    const message = codec.parse(text) as ToPreload;
    if (message.t === 'answer') return post('answer', { id: message.id, granted: message.granted });
    if (message.t === 'reply') {
      const call = calls.get(message.id);
      calls.delete(message.id);
      if (message.ok) call?.resolve(message.value);
      else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${String(message.value)}`));
      return undefined;
    }
    const { channel } = message;
    for (const { listener, once } of listeners.get(channel) ?? []) {
      if (once) forget(channel, listener);
      try {
        listener({ sender: ipcRenderer, ports: [] }, ...message.args);
      } catch (error) {
        console.error(error);
      }
    }
    return undefined;
  };

  /* ---- contextBridge ---- */
  const given: Callable[] = [];
  const foreign = new Map<number, Callable>();
  let lastPromise = 0;
  const wrap = (value: unknown): unknown => {
    if (typeof value === 'function') {
      let id = given.indexOf(value as Callable);
      if (id < 0) id = given.push(value as Callable) - 1;
      return { [FN]: id };
    }
    if (Array.isArray(value)) return value.map(wrap);
    return isPlain(value) ? mapped(value, wrap) : value;
  };
  const unwrap = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unwrap);
    if (!isPlain(value)) return value;
    const id = value[FN];
    if (typeof id !== 'number') return mapped(value, unwrap);
    const known = foreign.get(id) ?? ((...args: unknown[]) => post('callback', { id, args: args.map(wrap) }));
    foreign.set(id, known);
    return known;
  };
  const settle = (promise: number, result: PromiseLike<unknown>): void =>
    void result.then(
      (value) => post('settle', { promise, ok: true, value: wrap(value) }),
      (error: unknown) => post('settle', { promise, ok: false, error: asError(error) }),
    );
  hear('call', ({ id, args }: { id: number; args: unknown[] }) => {
    try {
      const result = given[id]?.(...args.map(unwrap));
      if (result instanceof Promise) {
        lastPromise++;
        post('reply', { promise: lastPromise });
        settle(lastPromise, result);
      } else post('reply', { value: wrap(result) });
    } catch (error) {
      post('reply', { error: asError(error) });
    }
  });
  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown): void => {
      if (key in window)
        throw new Error(`Cannot bind an API on top of an existing property on the window object: ${key}`);
      post('expose', { key, api: wrap(api) });
    },
  } satisfies Pick<Electron.ContextBridge, 'exposeInMainWorld'>;
  hear('ask', (detail: { id: number; permission: string; details: unknown }) => tell({ t: 'ask', ...detail }));
  hear('asked', (detail: { permission: string }) => tell({ t: 'asked', ...detail }));

  /* ---- what a window of Electron does not have, and what the main process must hear ---- */
  window.addEventListener(
    'keydown',
    (event) => {
      const key = combination(event);
      if (settings.blocked.includes(key) || settings.accelerators.includes(key)) event.preventDefault();
      if (settings.accelerators.includes(key)) tell({ t: 'accelerator', key });
    },
    true,
  );
  window.addEventListener('contextmenu', (event) => event.preventDefault());
  for (const name of ['dragover', 'drop']) window.addEventListener(name, (event) => event.preventDefault());
  window.addEventListener('focus', () => tell({ t: 'focus' }));
  window.addEventListener('blur', () => tell({ t: 'blur' }));
  window.addEventListener('resize', () =>
    tell({ t: 'bounds', x: screenX, y: screenY, width: outerWidth, height: outerHeight }),
  );
  let title = '';
  const tellTitle = (): void => {
    if (document.title === title) return;
    title = document.title;
    tell({ t: 'title', title });
  };
  document.addEventListener('DOMContentLoaded', () => {
    tellTitle();
    new MutationObserver(tellTitle).observe(document.head, { childList: true, subtree: true, characterData: true });
  });
  if (settings.vetoClose) {
    // Chromium asks through beforeunload before a person closes the window; a navigation is not a close.
    let leaving = 0;
    navigation.addEventListener('navigate', (event) => {
      if (!event.destination.sameDocument) leaving = Date.now();
    });
    window.addEventListener('beforeunload', (event) => {
      if (Date.now() - leaving > 1000) event.preventDefault();
    });
  }

  /* ---- the preload itself ---- */
  const electron = { contextBridge, ipcRenderer };
  const modules: Record<string, unknown> = {
    electron,
    'electron/renderer': electron,
    timers: { setTimeout, setInterval, clearTimeout, clearInterval },
    url: { URL, URLSearchParams },
  };
  const require = (name: string): unknown => {
    const plain = name.replace(/^node:/, '');
    if (!Object.hasOwn(modules, plain)) throw new Error(`module not found: ${name}`);
    return modules[plain];
  };
  const { platform, arch, versions, argv } = settings;
  const process = {
    platform,
    arch,
    versions,
    argv,
    env: {},
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
  };
  const module = { exports: {} };
  try {
    run(require, module, module.exports, process);
  } catch (error) {
    console.error(`Unable to load preload script: ${settings.file}`, error);
    tell({ t: 'preload-error', error: asError(error) });
  }
}
