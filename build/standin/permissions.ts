// Permissions as in Electron: granted when the app sets no handler; with a handler, the browser denies everything and
// the handler is asked at each call (world/page.ts), its yes opening the gate for that one call.
import type { Cdp, Protocol } from './cdp.ts';
import { originOf } from './addresses.ts';
import type { Contents } from './contents.ts';
import type { Host } from './host.ts';
import { reason } from './events.ts';

type Descriptor = Protocol.Browser.PermissionDescriptor;

/** Electron's names and the browser's. */
const DESCRIPTORS: Record<string, Descriptor[]> = {
  media: [{ name: 'camera' }, { name: 'microphone' }],
  geolocation: [{ name: 'geolocation' }],
  notifications: [{ name: 'notifications' }],
  midi: [{ name: 'midi' }],
  midiSysex: [{ name: 'midi', sysex: true }],
  'clipboard-read': [{ name: 'clipboard-read' }],
  'clipboard-sanitized-write': [{ name: 'clipboard-write' }],
  'persistent-storage': [{ name: 'persistent-storage' }],
  'screen-wake-lock': [{ name: 'screen-wake-lock' }],
  'idle-detection': [{ name: 'idle-detection' }],
  'local-fonts': [{ name: 'local-fonts' }],
  'window-management': [{ name: 'window-management' }],
  'display-capture': [{ name: 'display-capture' }],
  sensors: [{ name: 'accelerometer' }, { name: 'gyroscope' }, { name: 'magnetometer' }],
  'storage-access': [{ name: 'storage-access' }],
  'background-sync': [{ name: 'background-sync' }],
};

async function set(
  host: Host,
  cdp: Cdp,
  names: string[],
  setting: Protocol.Browser.PermissionSetting,
  origin?: string,
): Promise<void> {
  const all = names.flatMap((name) => DESCRIPTORS[name] ?? []);
  await Promise.all(
    all.map((permission) =>
      cdp
        .send('Browser.setPermission', { permission, setting, ...(origin === undefined ? {} : { origin }) })
        .catch((error: unknown) => host.log('permission', permission.name, reason(error))),
    ),
  );
}

/** The rule for everything not asked through a gate. */
export async function applyDefaults(host: Host): Promise<void> {
  const handled = host.session.permissionRequest !== null || host.session.permissionCheck !== null;
  await set(host, host.cdp(), Object.keys(DESCRIPTORS), handled ? 'denied' : 'granted');
}

/** Asks the app's handlers about one call of a page, and opens the browser's gate on a yes. */
export async function decide(host: Host, contents: Contents, permission: string, details: object): Promise<boolean> {
  const { permissionRequest, permissionCheck } = host.session;
  const requestingUrl = contents.getURL();
  const full = { ...details, requestingUrl, securityOrigin: originOf(requestingUrl), isMainFrame: true };
  const granted =
    permissionRequest === null
      ? (permissionCheck?.(contents, permission, originOf(requestingUrl), full) ?? true)
      : await new Promise<boolean>((resolve) => permissionRequest(contents, permission, resolve, full));
  if (granted) await set(host, host.cdp(), [permission], 'granted', browserOrigin(host, requestingUrl));
  return granted;
}

/** Closes the gate after the call. */
export async function close(host: Host, contents: Contents, permission: string): Promise<void> {
  if (host.session.permissionRequest === null && host.session.permissionCheck === null) return;
  await set(host, host.cdp(), [permission], 'denied', browserOrigin(host, contents.getURL()));
}

function browserOrigin(host: Host, url: string): string {
  return new URL(host.addresses.toBrowser(url)).origin;
}
