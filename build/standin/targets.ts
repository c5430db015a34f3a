// The pages of the browser: which belongs to which window, and what to do with those nobody asked for.
import type { Protocol } from './cdp.ts';
import type { Contents } from './contents.ts';
import { reason } from './events.ts';
import type { Host } from './host.ts';
import type { BrowserWindow } from './window.ts';

type Info = Protocol.Target.TargetInfo;

export interface Targets {
  /** Opens the browser's window for a BrowserWindow, on `url` as the browser sees it. */
  open: (window: BrowserWindow, url: string) => Promise<void>;
  /** The contents whose main frame that is. */
  ofFrame: (frame: string) => Contents | undefined;
  /** Starts hearing of new pages. */
  watch: () => Promise<void>;
}

interface Expected {
  url: string;
  window: BrowserWindow;
  /** Known headless; a window opened by the messenger is known by its address. */
  taken: () => void;
}

export function createTargets(host: Host, makeWindow: (opener: Contents, extra: object) => BrowserWindow): Targets {
  let expected: Expected | null = null;
  let turn = Promise.resolve();
  const ofFrame = (frame: string): Contents | undefined =>
    [...host.contents.values()].find((one) => one.targetId === frame);

  const open = (window: BrowserWindow, url: string): Promise<void> => {
    // One at a time: headed windows can be told apart only by being the next one.
    const mine = turn.then(async () => {
      const taken = new Promise<void>((resolve) => {
        expected = { url, window, taken: resolve };
      });
      if (host.boot.headless) {
        const { width, height } = window.getBounds();
        await host.cdp().send('Target.createTarget', { url, newWindow: true, width, height });
      } else await host.browser().openAppWindow(url, window.place());
      await taken;
      await window.placed();
    });
    turn = mine.catch(() => {});
    return mine;
  };

  const arrived = async (session: string, info: Info): Promise<void> => {
    const cdp = host.cdp();
    const resume = (): Promise<unknown> => cdp.send('Runtime.runIfWaitingForDebugger', {}, session);
    // A window shares its opener's process and holds it up while it waits: it is let go even when it is to close.
    const drop = (): Promise<unknown> =>
      Promise.allSettled([cdp.send('Target.closeTarget', { targetId: info.targetId }), resume()]);
    if (info.type !== 'page') return void (await resume()); // workers, and the browser's own interface
    const opener = info.openerId === undefined ? undefined : ofFrame(info.openerId);
    if (opener !== undefined) return openedByPage(opener, session, info, drop);
    const awaited = expected;
    if (awaited !== null && [awaited.url, 'about:blank', ''].includes(info.url)) {
      expected = null;
      await awaited.window.webContents.attach(session, info.targetId);
      return awaited.taken();
    }
    // A stray tab, e.g. by a key of the browser, is closed. A test driver may open pages of its own.
    const isStray = host.boot.remotePort === undefined && !info.url.startsWith('devtools:');
    await (isStray ? drop() : resume());
  };

  const openedByPage = async (
    opener: Contents,
    session: string,
    info: Info,
    drop: () => Promise<unknown>,
  ): Promise<void> => {
    const verdict = opener.decideOpen(host.addresses.fromBrowser(info.url));
    if (verdict.action === 'deny') {
      await drop();
      return;
    }
    const window = makeWindow(opener, verdict.overrideBrowserWindowOptions ?? {});
    await window.webContents.attach(session, info.targetId);
    await window.placed();
  };

  const quietly = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => host.log('target', reason(error)));
  };

  const watch = async (): Promise<void> => {
    const cdp = host.cdp();
    cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => quietly(arrived(sessionId, targetInfo)));
    cdp.on('Target.detachedFromTarget', ({ targetId }) => {
      if (targetId !== undefined) ofFrame(targetId)?.window.gone();
    });
    await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
  };
  return { open, ofFrame, watch };
}
