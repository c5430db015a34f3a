// The page's own world: its half of contextBridge, and the gates before what asks for a permission.
// Sent to the page as source and run before any script of the page, so it uses nothing outside itself and takes what
// it needs from the page's globals at once. It holds nothing a page may not have: only functions already exposed to it.

const always = (permission: string) => (): [string, unknown] => [permission, {}];

/** A no to what the browser itself cannot deny. */
const unguarded = (what: string): TypeError => new TypeError(`Permission denied: ${what}`);
/** A no to a camera: the browser starts its service for it before it denies, which takes seconds and once never came back. */
const notAllowed = (): DOMException => new DOMException('Permission denied', 'NotAllowedError');

const prototypeOf = (name: string): object | undefined => {
  const Kind: unknown = Reflect.get(window, name);
  return typeof Kind === 'function' ? (Kind.prototype as object) : undefined;
};

/** Readies the page's world. `secret` names the events between the two worlds. */
export function pageWorld(secret: string): void {
  if (window !== window.top) return;
  type Reply = { value?: unknown; promise?: number; error?: unknown };
  type Settled = { resolve: (value: unknown) => void; reject: (reason: unknown) => void };
  type Callable = (...args: unknown[]) => unknown;
  const FN = `${secret}fn`;
  const Envelope = CustomEvent;
  const clone = structuredClone;
  const apply = Reflect.apply;
  const { defineProperty, freeze, entries, getPrototypeOf, values } = Object;
  const plainPrototype = Object.prototype;
  const isArray = Array.isArray;
  const Later = Promise;
  const fire = window.dispatchEvent.bind(window);
  const listen = window.addEventListener.bind(window);
  const post = (name: string, detail: unknown): void => void fire(new Envelope(secret + name, { detail }));
  const hear = (name: string, handle: (detail: never) => void): void =>
    listen(secret + name, (event) => {
      event.stopImmediatePropagation();
      handle((event as CustomEvent).detail as never);
    });
  const isPlain = (value: unknown): value is Record<string, unknown> => {
    if (value === null || typeof value !== 'object' || isArray(value)) return false;
    const prototype: unknown = getPrototypeOf(value);
    return prototype === plainPrototype || prototype === null;
  };
  const mapped = (value: Record<string, unknown>, change: (item: unknown) => unknown): Record<string, unknown> => {
    const out: Record<string, unknown> = {};
    for (const [key, item] of entries(value)) out[key] = change(item);
    return out;
  };

  /* ---- contextBridge ---- */
  const given: Callable[] = [];
  const waiting: Record<number, Settled> = {};
  let reply: Reply | undefined;
  const wrap = (value: unknown): unknown => {
    if (typeof value === 'function') {
      let id = given.indexOf(value as Callable);
      if (id < 0) id = given.push(value as Callable) - 1;
      return { [FN]: id };
    }
    if (isArray(value)) return value.map(wrap);
    return isPlain(value) ? mapped(value, wrap) : value;
  };
  const build = (value: unknown): unknown => {
    if (isArray(value)) return value.map(build);
    if (!isPlain(value)) return value;
    return typeof value[FN] === 'number' ? caller(value[FN]) : mapped(value, build);
  };
  const caller =
    (id: number): Callable =>
    (...args) => {
      let wire: unknown;
      try {
        wire = clone(args.map(wrap));
      } catch {
        throw new Error('An object could not be cloned.');
      }
      reply = undefined;
      post('call', { id, args: wire });
      const answer = reply as Reply | undefined;
      reply = undefined;
      if (answer === undefined) throw new Error('contextBridge: the preload of this page has gone');
      if ('error' in answer) throw answer.error;
      const { promise } = answer;
      if (promise === undefined) return build(answer.value);
      return new Later((resolve, reject) => {
        waiting[promise] = { resolve, reject };
      });
    };
  const harden = (value: unknown): unknown => {
    if (isPlain(value) || isArray(value)) {
      values(value).forEach(harden);
      freeze(value);
    }
    return value;
  };
  hear('expose', ({ key, api }: { key: string; api: unknown }) =>
    defineProperty(window, key, { value: harden(build(api)), enumerable: true, writable: false, configurable: false }),
  );
  hear('reply', (detail: Reply) => {
    reply = detail;
  });
  hear('settle', ({ promise, value, error, ok }: Reply & { promise: number; ok: boolean }) => {
    const settled = waiting[promise];
    delete waiting[promise];
    if (ok) settled?.resolve(build(value));
    else settled?.reject(error);
  });
  hear('callback', ({ id, args }: { id: number; args: unknown[] }) => {
    given[id]?.(...args.map(build));
  });

  /* ---- permissions: the browser denies all of them; the app's handler is asked, and may open the gate for one call ---- */
  let lastAsk = 0;
  const asked: Record<number, (granted: boolean) => void> = {};
  hear('answer', ({ id, granted }: { id: number; granted: boolean }) => {
    asked[id]?.(granted);
    delete asked[id];
  });
  const ask = (permission: string, details: unknown): Promise<boolean> =>
    new Later((resolve) => {
      lastAsk++;
      asked[lastAsk] = resolve;
      post('ask', { id: lastAsk, permission, details });
    });
  const done = (permission: string): void => post('asked', { permission });
  /** Replaces `owner[name]`; `refusal` is what a no becomes, without it the browser's own rule, which denies, has the word. */
  const gate = (
    owner: object | undefined,
    name: string,
    permission: (args: unknown[]) => [string, unknown],
    refusal?: (what: string) => unknown,
  ): void => {
    const native: unknown = owner === undefined ? undefined : Reflect.get(owner, name);
    if (owner === undefined || typeof native !== 'function') return;
    const gated = async function (this: unknown, ...args: unknown[]): Promise<unknown> {
      const [what, details] = permission(args);
      const granted = await ask(what, details);
      if (!granted && refusal !== undefined) throw refusal(what);
      try {
        return await apply(native as Callable, this, args);
      } finally {
        done(what);
      }
    };
    defineProperty(owner, name, { value: gated, writable: true, configurable: true, enumerable: true });
  };
  const kinds = (args: unknown[]): [string, unknown] => {
    const wish = args[0];
    const has = (kind: string): boolean => isPlain(wish) && Boolean(wish[kind]);
    return ['media', { mediaTypes: ['video', 'audio'].filter(has) }];
  };
  gate(prototypeOf('MediaDevices'), 'getUserMedia', kinds, notAllowed);
  gate(prototypeOf('MediaDevices'), 'getDisplayMedia', always('display-capture'), notAllowed);
  gate(prototypeOf('Clipboard'), 'read', always('clipboard-read'));
  gate(prototypeOf('Clipboard'), 'readText', always('clipboard-read'));
  gate(prototypeOf('Clipboard'), 'write', always('clipboard-sanitized-write'));
  gate(prototypeOf('Clipboard'), 'writeText', always('clipboard-sanitized-write'));
  gate(prototypeOf('StorageManager'), 'persist', always('persistent-storage'));
  gate(prototypeOf('WakeLock'), 'request', always('screen-wake-lock'));
  gate(prototypeOf('Navigator'), 'requestMIDIAccess', (args) => [
    isPlain(args[0]) && args[0]['sysex'] === true ? 'midiSysex' : 'midi',
    {},
  ]);
  gate(prototypeOf('Element'), 'requestFullscreen', always('fullscreen'), unguarded);
  gate(prototypeOf('Element'), 'requestPointerLock', always('pointerLock'), unguarded);
  gate(Reflect.get(window, 'Notification'), 'requestPermission', always('notifications'));
  gate(window, 'queryLocalFonts', always('local-fonts'));
  gate(window, 'getScreenDetails', always('window-management'));
  const locate = prototypeOf('Geolocation');
  const nativeLocate: unknown = locate === undefined ? undefined : Reflect.get(locate, 'getCurrentPosition');
  if (locate !== undefined && typeof nativeLocate === 'function') {
    const getCurrentPosition = async function (this: unknown, ...args: unknown[]): Promise<void> {
      await ask('geolocation', {});
      const told =
        (arg: Callable): Callable =>
        (...given) => {
          done('geolocation');
          return apply(arg, undefined, given);
        };
      apply(
        nativeLocate as Callable,
        this,
        args.map((arg) => (typeof arg === 'function' ? told(arg as Callable) : arg)),
      );
    };
    defineProperty(locate, 'getCurrentPosition', { value: getCurrentPosition, writable: true, configurable: true });
  }

  /* ---- window.open: decided by the app; a page never holds the other window (as with `noopener`) ---- */
  const nativeOpen = window.open.bind(window);
  defineProperty(window, 'open', {
    value: (url?: string, name?: string, features?: string): null => {
      nativeOpen(url, name, features);
      return null;
    },
    writable: true,
    configurable: true,
    enumerable: true,
  });
}
