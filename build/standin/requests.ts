// Every http(s) request of every page stops here: the app's schemes are answered, loopback goes on, the rest fails.
import type { Protocol } from './cdp.ts';
import { isLoopback } from './addresses.ts';
import type { Contents } from './contents.ts';
import { makeEvent, reason } from './events.ts';
import type { Host } from './host.ts';
import type { RequestDetails, Serve } from './session.ts';

type Paused = Protocol.Fetch.requestPausedPayload;
type Header = Protocol.Fetch.HeaderEntry;

/** Starts answering. */
export async function serveRequests(host: Host): Promise<void> {
  const cdp = host.cdp();
  cdp.on('Fetch.requestPaused', (paused) => {
    handle(host, paused).catch((error: unknown) => {
      host.log('request', paused.request.url, reason(error));
      // The page may have gone meanwhile: then there is nothing left to fail.
      cdp.send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' }).catch(() => {});
    });
  });
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: 'http://*' }, { urlPattern: 'https://*' }] });
}

async function handle(host: Host, paused: Paused): Promise<void> {
  const cdp = host.cdp();
  const { requestId } = paused;
  const url = host.addresses.fromBrowser(paused.request.url) + (paused.request.urlFragment ?? '');
  const from = host.targets.ofFrame(paused.frameId);
  const details: RequestDetails = {
    id: Number(requestId.replace(/\D/g, '')),
    url,
    method: paused.request.method,
    timestamp: Date.now(),
    ...(from ? { webContentsId: from.id } : {}),
    resourceType: paused.resourceType === 'Document' ? 'mainFrame' : paused.resourceType.toLowerCase(),
  };
  if (paused.responseStatusCode !== undefined) return answered(host, paused, details);

  const contents = paused.resourceType === 'Document' ? from : undefined;
  if (contents && !(await mayNavigate(host, contents, url))) {
    await cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    return;
  }
  const verdict = await host.session.beforeRequest(details);
  if (verdict.redirectURL !== undefined) {
    const location = host.addresses.toBrowser(verdict.redirectURL);
    await cdp.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: 307,
      responseHeaders: [{ name: 'Location', value: location }],
    });
    return;
  }
  const serve = host.session.served.get(url.slice(0, url.indexOf(':')));
  if (verdict.cancel === true || (serve === undefined && !isLoopback(url))) {
    host.log('blocked', url);
    contents?.failLoad(url, 'ERR_BLOCKED_BY_CLIENT', -20);
    // A window that would leave the app stays where it is; anything else sees a failed request.
    await cdp.send('Fetch.failRequest', { requestId, errorReason: contents ? 'Aborted' : 'BlockedByClient' });
  } else if (serve === undefined) {
    await cdp.send('Fetch.continueRequest', { requestId, interceptResponse: host.session.watchesHeaders });
  } else await fulfil(host, paused, details, serve);
}

/** will-navigate: only for navigations the page itself began, as in Electron. */
async function mayNavigate(host: Host, contents: Contents, url: string): Promise<boolean> {
  if (!(await contents.begunByPage(url))) return true;
  const event = Object.assign(makeEvent(), { url, isSameDocument: false, isMainFrame: true });
  contents.emit('will-navigate', event, url, false, true);
  const allowed = !event.defaultPrevented;
  if (!allowed) host.log('navigation denied', url);
  return allowed;
}

async function fulfil(host: Host, paused: Paused, details: RequestDetails, serve: Serve): Promise<void> {
  const { request, requestId } = paused;
  const entries = request.postDataEntries ?? [];
  const body =
    entries.length === 0 ? null : Buffer.concat(entries.map((entry) => Buffer.from(entry.bytes ?? '', 'base64')));
  const own = /^(host|origin|referer|cookie|connection|content-length|sec-|accept-charset)/i;
  const headers = Object.entries(request.headers).filter(([name]) => !own.test(name));
  const response = await serve(new Request(details.url, { method: request.method, headers, body }));
  const bytes = Buffer.from(await response.arrayBuffer());
  const verdict = await host.session.headersReceived({
    ...details,
    statusCode: response.status,
    responseHeaders: collect([...response.headers].map(([name, value]) => ({ name, value }))),
  });
  if (verdict.cancel === true) throw new Error('cancelled by onHeadersReceived');
  const out = verdict.responseHeaders === undefined ? [...response.headers] : Object.entries(verdict.responseHeaders);
  await host.cdp().send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: spread(host, out),
    body: bytes.toString('base64'),
  });
}

/** An answer from loopback, on its way in: the app may change its headers. */
async function answered(host: Host, paused: Paused, details: RequestDetails): Promise<void> {
  const { requestId } = paused;
  const verdict = await host.session.headersReceived({
    ...details,
    statusCode: paused.responseStatusCode ?? 0,
    responseHeaders: collect(paused.responseHeaders ?? []),
  });
  if (verdict.cancel === true) {
    await host.cdp().send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    return;
  }
  const changed = verdict.responseHeaders === undefined ? null : spread(host, Object.entries(verdict.responseHeaders));
  await host.cdp().send('Fetch.continueResponse', {
    requestId,
    ...(changed === null ? {} : { responseHeaders: changed, responseCode: paused.responseStatusCode ?? 200 }),
  });
}

function collect(headers: Header[]): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const { name, value } of headers) out[name] = [...(out[name] ?? []), value];
  return out;
}

function spread(host: Host, headers: [string, string | string[]][]): Header[] {
  return headers.flatMap(([name, values]) =>
    [values].flat().map((value) => ({
      name,
      value: name.toLowerCase() === 'content-security-policy' ? host.addresses.policy(value) : value,
    })),
  );
}
