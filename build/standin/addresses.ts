// The browser does not know an app's own scheme. app://bundle/x is shown to it as https://bundle.app.invalid/x: a name
// that can never exist on a network (RFC 2606), a secure context, and an origin of its own. Every request to it is
// answered here, see requests.ts. Pages must therefore use relative addresses, as they should anyway.

export interface Addresses {
  /** Makes a scheme known. */
  add: (scheme: string) => void;
  has: (scheme: string) => boolean;
  /** app://bundle/x → https://bundle.app.invalid/x; other addresses stay as they are. */
  toBrowser: (url: string) => string;
  /** The reverse. */
  fromBrowser: (url: string) => string;
  /** Rewrites `app:` sources of a Content-Security-Policy to what the browser sees. */
  policy: (text: string) => string;
}

export function createAddresses(): Addresses {
  const schemes = new Set<string>();
  return {
    add: (scheme) => void schemes.add(scheme.toLowerCase()),
    has: (scheme) => schemes.has(scheme.toLowerCase()),
    toBrowser: (url) => {
      const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
      if (scheme === undefined || !schemes.has(scheme.toLowerCase())) return url;
      return new URL(`https://${host}.${scheme.toLowerCase()}.invalid${rest ?? ''}`).href;
    },
    fromBrowser: (url) =>
      url.replace(/^https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.invalid(?=[/?#]|$)/i, (all, host: string, scheme: string) =>
        schemes.has(scheme) ? `${scheme}://${host}` : all,
      ),
    policy: (text) =>
      text.replace(
        /(?<=^|[\s;])([a-z][a-z0-9+-]*):(?:\/\/([^\s;/]+))?(?=[\s;/]|$)/gi,
        (all, scheme: string, host?: string) =>
          schemes.has(scheme.toLowerCase()) ? `https://${host ?? '*'}.${scheme.toLowerCase()}.invalid` : all,
      ),
  };
}

/** The origin of an address as Electron names it: custom schemes have one too, unlike in URL.origin. */
export function originOf(url: string): string {
  if (!URL.canParse(url)) return 'null';
  const parsed = new URL(url);
  if (parsed.origin !== 'null') return parsed.origin;
  return parsed.host === '' ? 'null' : `${parsed.protocol}//${parsed.host}`;
}

/** Whether an http(s) or ws(s) address is on this computer. */
export function isLoopback(url: string): boolean {
  return /^(?:https?|wss?):\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:[/?#]|$)/i.test(url);
}
