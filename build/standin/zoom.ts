// Layout zoom: the page is laid out in a window that is 1/factor as large and drawn factor times larger, so that
// innerWidth, media queries and devicePixelRatio change exactly as with Electron's zoom.
import type { Protocol } from './cdp.ts';
import { reason } from './events.ts';
import type { Host } from './host.ts';

type Page = <M extends keyof Protocol.CommandParameters & keyof Protocol.CommandReturnValues>(
  method: M,
  params?: Protocol.CommandParameters[M],
) => Promise<Protocol.CommandReturnValues[M]>;

export interface Zoom {
  factor: () => number;
  set: (factor: number) => void;
}

interface Frame {
  width: number;
  height: number;
  /** What the window's own frame and title bar take. */
  extraWidth: number;
  extraHeight: number;
  ratio: number;
}

/** How often a zoomed visible window is asked for its size: emulation hides resizes from the page. */
const RESIZE_POLL_MS = 300;

export function createZoom(
  host: Host,
  window: { outerSize: () => Promise<{ width: number; height: number } | null> },
  page: Page,
): Zoom {
  let factor = 1;
  let frame: Frame | null = null;
  let poll: NodeJS.Timeout | undefined;
  let queue = Promise.resolve();

  const measure = async (): Promise<Frame | null> => {
    const outer = await window.outerSize();
    const { result } = await page('Runtime.evaluate', {
      expression: '[innerWidth, innerHeight, devicePixelRatio]',
      returnByValue: true,
    });
    const [width, height, ratio] = result.value as [number, number, number];
    if (outer === null) return { width, height, extraWidth: 0, extraHeight: 0, ratio };
    return { width, height, ratio, extraWidth: outer.width - width, extraHeight: outer.height - height };
  };

  const apply = async (): Promise<void> => {
    if (factor === 1) {
      clearInterval(poll);
      poll = undefined;
      frame = null;
      await page('Emulation.clearDeviceMetricsOverride');
      return;
    }
    frame ??= await measure();
    if (frame === null) return;
    await page('Emulation.setDeviceMetricsOverride', {
      width: Math.round(frame.width / factor),
      height: Math.round(frame.height / factor),
      deviceScaleFactor: frame.ratio * factor,
      mobile: false,
      // A visible window shows emulated pixels one to one unless told to enlarge them. A test driver aims its clicks
      // without knowing that, so while one drives, the page stays small in its window.
      ...(host.boot.headless || host.boot.remotePort !== undefined ? {} : { scale: factor }),
    });
    poll ??= setInterval(() => void enqueue(followSize), RESIZE_POLL_MS).unref();
  };

  const followSize = async (): Promise<void> => {
    const outer = await window.outerSize();
    if (outer === null || frame === null) return;
    const width = outer.width - frame.extraWidth;
    const height = outer.height - frame.extraHeight;
    if (width === frame.width && height === frame.height) return;
    frame = { ...frame, width, height };
    await apply();
  };

  /** One change at a time; a page that has gone ends the following. */
  const enqueue = (change: () => Promise<void>): Promise<void> => {
    queue = queue.then(change).catch((error: unknown) => {
      clearInterval(poll);
      poll = undefined;
      host.log('zoom', reason(error));
    });
    return queue;
  };

  return {
    factor: () => factor,
    set: (next) => {
      if (next === factor) return;
      factor = next;
      void enqueue(apply);
    },
  };
}
