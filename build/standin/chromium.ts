// Finding and starting the browser that draws the windows.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { Cdp } from './cdp.ts';
import { freeProfile, writePreferences } from './profile.ts';

/** The command that puts a browser and a virtual display on Debian or Ubuntu. */
export const INSTALL_COMMAND = 'sudo apt-get install -y chromium xvfb';

/** The installed browser: DESK_CHROMIUM, else Chromium, Chrome or Edge in their usual places, else null. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  const chosen = env['DESK_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return fs.existsSync(chosen) ? chosen : null;
  return usualPlaces(env).find((place) => fs.existsSync(place)) ?? null;
}

function usualPlaces(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'win32') {
    const below = [
      'Chromium\\Application\\chrome.exe',
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LocalAppData']];
    return below.flatMap((tail) => roots.flatMap((root) => (root === undefined ? [] : [path.join(root, tail)])));
  }
  return [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
    'microsoft-edge-stable',
  ]
    .map((name) => `/usr/bin/${name}`)
    .concat('/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge', '/snap/bin/chromium');
}

/** What to tell a person whose computer has no browser, with the exact command. */
export function missingBrowser(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env['DESK_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') {
    return `DESK_CHROMIUM이 가리키는 브라우저가 없습니다: ${chosen}. 경로를 바로잡거나 DESK_CHROMIUM을 지우십시오.`;
  }
  const how =
    process.platform === 'win32'
      ? '`winget install Microsoft.Edge` 명령으로 Edge를 설치하십시오.'
      : `\`${INSTALL_COMMAND}\` 명령으로 설치하십시오.`;
  return `화면을 그릴 브라우저(Chromium, Chrome, Edge)가 없습니다. ${how}`;
}

const OFF = [
  'Translate',
  'MediaRouter',
  'OptimizationHints',
  'OptimizationGuideModelDownloading',
  'AutofillServerCommunication',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'CertificateTransparencyComponentUpdater',
  'NetworkTimeServiceQuerying',
  'InterestFeedContentSuggestions',
  'PreconnectToSearch',
  'AimEnabled',
  'LensOverlay',
  'DestroyProfileOnBrowserClose',
  'LocalNetworkAccessChecks', // Electron lets a page reach loopback without asking
  'PaintHolding',
];

/** Switches an app or a test may hand on to the browser, as Electron does with all of them. */
const HANDED_ON =
  /^(use-fake-|use-file-for-fake-|force-device-scale-factor|force-color-profile|force-prefers-|font-render-hinting|js-flags|autoplay-policy|enable-features|disable-features)/;

function flags(profile: string, language: string, switches: ReadonlyMap<string, string>): string[] {
  const root = process.getuid?.() === 0;
  const off = [...OFF, ...(switches.get('disable-features') ?? '').split(',').filter(Boolean)];
  return [
    // Chromium's own sandbox refuses to run as root; --test-type hides the bar that says so.
    ...(root || switches.has('no-sandbox') ? ['--no-sandbox', '--test-type'] : []),
    `--user-data-dir=${profile}`,
    `--lang=${language}`,
    `--disable-features=${off.join(',')}`,
    // Nothing leaves this computer: every name but loopback is unknown, and nothing is fetched behind the scenes.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--no-proxy-server',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-component-extensions-with-background-pages',
    '--disable-client-side-phishing-detection',
    '--disable-domain-reliability',
    '--disable-field-trial-config',
    '--disable-sync',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-breakpad',
    '--metrics-recording-only',
    '--no-pings',
    '--no-first-run',
    '--no-default-browser-check',
    '--no-service-autorun',
    // Edge and Chrome on Windows may start themselves anew, which would lose the pipe.
    '--edge-skip-compat-layer-relaunch',
    '--do-not-de-elevate',
    '--disable-search-engine-choice-screen',
    '--disable-infobars',
    '--hide-crash-restore-bubble',
    '--password-store=basic',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
    '--disable-back-forward-cache',
    ...[...switches]
      .filter(([name]) => HANDED_ON.test(name) && name !== 'disable-features')
      .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
  ];
}

export interface Browser {
  cdp: Cdp;
  child: ChildProcess;
  /** Opens a window without tabs or address bar (not possible headless). */
  openAppWindow: (url: string, place: string[]) => Promise<void>;
}

export interface LaunchOptions {
  profile: string;
  headless: boolean;
  language: string;
  remotePort: number | undefined;
  switches: ReadonlyMap<string, string>;
  /** Called with each line the browser writes to its error output. */
  onLine: (line: string) => void;
}

/** Starts the browser on its own profile. Throws a Korean sentence when there is none, or no display for it. */
export async function launchChromium(options: LaunchOptions): Promise<Browser> {
  const executable = findChromium();
  if (executable === null) throw new Error(missingBrowser());
  await freeProfile(options.profile);
  writePreferences(options.profile);
  const common = flags(options.profile, options.language, options.switches);
  const env = { ...process.env, LANGUAGE: options.language.replace('-', '_') };
  const child = spawn(
    executable,
    [
      ...common,
      '--remote-debugging-pipe',
      ...(options.remotePort === undefined ? [] : [`--remote-debugging-port=${options.remotePort}`]),
      ...(options.headless ? ['--headless=new', '--hide-scrollbars'] : []),
      '--no-startup-window',
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], env },
  );
  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(options.onLine);
  });
  child.on('error', (error) => options.onLine(String(error)));
  const cdp = new Cdp(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const openAppWindow = (url: string, place: string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      const messenger = spawn(executable, [...common, `--app=${url}`, ...place], { stdio: 'ignore', env });
      messenger.on('error', reject);
      messenger.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`chromium --app ended with ${code}`))));
    });
  return { cdp, child, openAppWindow };
}
