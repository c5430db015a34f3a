// The one session: schemes, web requests and permissions.
import type * as Electron from 'electron';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Addresses } from './addresses.ts';
import type { Contents } from './contents.ts';

export type Serve = (request: Request) => Response | Promise<Response>;
export type PermissionRequest = (
  contents: Contents,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void;
export type PermissionCheck = (
  contents: Contents | null,
  permission: string,
  origin: string,
  details: object,
) => boolean;
export interface RequestDetails extends Pick<
  Electron.OnBeforeRequestListenerDetails,
  'url' | 'method' | 'id' | 'timestamp' | 'webContentsId'
> {
  resourceType: string;
  responseHeaders?: Record<string, string[]>;
  statusCode?: number;
}
export type Verdict = Electron.CallbackResponse & Electron.HeadersReceivedResponse;
export type WebRequestListener = (details: RequestDetails, answer: (verdict: Verdict) => void) => void;
type Filter = Pick<Electron.WebRequestFilter, 'urls'>;

interface Watch {
  filter: Filter;
  listener: WebRequestListener;
}

export type Protocol = Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'unhandle' | 'isProtocolHandled'> & {
  handle: (scheme: string, serve: Serve) => void;
};

/** The `protocol` module. Only schemes registered as privileged before the app is ready can be shown in a window. */
function createProtocol(addresses: Addresses, served: Map<string, Serve>, isReady: () => boolean): Protocol {
  return {
    registerSchemesAsPrivileged: (schemes) => {
      if (isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
      for (const { scheme } of schemes) addresses.add(scheme);
    },
    handle: (scheme, serve) => {
      if (served.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      if (!addresses.has(scheme))
        throw new Error(`The stand-in serves only schemes registered as privileged, not ${scheme}`);
      served.set(scheme, serve);
    },
    unhandle: (scheme) => void served.delete(scheme),
    isProtocolHandled: (scheme) => served.has(scheme),
  };
}

export class Session
  extends EventEmitter
  implements Pick<Electron.Session, 'getStoragePath' | 'isPersistent' | 'flushStorageData'>
{
  readonly protocol: Protocol;
  readonly served = new Map<string, Serve>();
  permissionRequest: PermissionRequest | null = null;
  permissionCheck: PermissionCheck | null = null;
  /** Called when a permission handler was set or taken away. */
  onPermissions: () => void = () => {};
  #beforeRequest: Watch | null = null;
  #headersReceived: Watch | null = null;
  readonly #profile: () => string;

  constructor(addresses: Addresses, isReady: () => boolean, profile: () => string) {
    super();
    this.protocol = createProtocol(addresses, this.served, isReady);
    this.#profile = profile;
  }

  readonly webRequest = {
    onBeforeRequest: (...given: [Filter, WebRequestListener | null] | [WebRequestListener | null]): void => {
      this.#beforeRequest = watchOf(given);
    },
    onHeadersReceived: (...given: [Filter, WebRequestListener | null] | [WebRequestListener | null]): void => {
      this.#headersReceived = watchOf(given);
    },
  };

  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    this.permissionRequest = handler;
    this.onPermissions();
  }

  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.permissionCheck = handler;
    this.onPermissions();
  }

  /** Serial, HID and USB devices are blocked in the browser's profile whatever the handler says. */
  setDevicePermissionHandler(): void {}

  /** The browser's spelling check would need the network for its dictionaries: it is always off. */
  setSpellCheckerEnabled(enable: boolean): void {
    if (enable) throw new Error('The stand-in has no spell checker.');
  }

  getStoragePath(): string {
    return this.#profile();
  }

  isPersistent(): boolean {
    return true;
  }

  /** The browser writes by itself; nothing is held back here. */
  flushStorageData(): void {}

  /** Asks the app about a request; {} lets it through. */
  beforeRequest(details: RequestDetails): Promise<Verdict> {
    return consult(this.#beforeRequest, details);
  }

  /** Asks the app about the headers of an answer. */
  headersReceived(details: RequestDetails): Promise<Verdict> {
    return consult(this.#headersReceived, details);
  }

  get watchesHeaders(): boolean {
    return this.#headersReceived !== null;
  }
}

function watchOf(given: [Filter, WebRequestListener | null] | [WebRequestListener | null]): Watch | null {
  const [first, second] = given;
  const listener = typeof first === 'function' ? first : (second ?? null);
  if (listener === null) return null;
  return { listener, filter: typeof first === 'object' && first !== null ? first : { urls: ['<all_urls>'] } };
}

function consult(watch: Watch | null, details: RequestDetails): Promise<Verdict> {
  if (watch === null || !watch.filter.urls.some((pattern) => matches(pattern, details.url))) return Promise.resolve({});
  return new Promise((resolve) => watch.listener(details, (verdict) => resolve(verdict)));
}

/** Chromium's match patterns, e.g. `*://*.example.kr/*` or `app://bundle/*`. */
function matches(pattern: string, url: string): boolean {
  if (pattern === '<all_urls>') return true;
  const source = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/^\*:/, '[a-z]+:')
    .replaceAll('*', '.*');
  return new RegExp(`^${source}$`, 'i').test(url);
}

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  pdf: 'application/pdf',
  txt: 'text/plain; charset=utf-8',
};

/** net.fetch for file: addresses, as protocol handlers use it. The stand-in's app has no network. */
export async function fetchFile(input: string | Request | URL): Promise<Response> {
  const url = input instanceof Request ? input.url : String(input);
  if (!url.startsWith('file:')) throw new Error(`net::ERR_INTERNET_DISCONNECTED (${url})`);
  const file = fileURLToPath(url);
  const type = TYPES[path.extname(file).slice(1).toLowerCase()] ?? 'application/octet-stream';
  const bytes = await fs.readFile(file).catch(() => null);
  if (bytes === null) throw new Error('net::ERR_FILE_NOT_FOUND');
  return new Response(bytes, { headers: { 'content-type': type } });
}
