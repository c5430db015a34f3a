/** Pulls that wait for news. Each costs a timer and its request: nothing runs until something was committed. */
import type { Page, Request } from '../../shared/sync/exchange.ts';
import type { PeerLog } from '../../shared/sync/peer.ts';
import type { DeviceId } from '../../shared/sync/types.ts';

type Wait = { readonly device: DeviceId; readonly held: Map<DeviceId, number>; wake: () => void; over: boolean };

const NOTHING: Page = { spans: [], fills: [] };

function isEmpty({ spans, fills }: Page): boolean {
  return spans.length === 0 && fills.length === 0;
}

export type Waits = {
  /** The next page for the device; an empty one when the time is over or the wait was ended. */
  pull(asked: Request, device: DeviceId, ms: number, gone: AbortSignal): Promise<Page>;
  /** The device holds what it pushes: its own waiting pull must not bring that back to it. */
  pushes(device: DeviceId, page: Page): void;
  /** Ends the waits of a device, or all of them and all to come. */
  end(device?: DeviceId): void;
};

export function openWaits(log: PeerLog): Waits & { close(): void } {
  const waiting = new Set<Wait>();
  let closing = false;
  const stop = log.onNews(() => {
    for (const one of waiting) one.wake();
  });
  const end = (device?: DeviceId): void => {
    for (const one of waiting) {
      if (device !== undefined && one.device !== device) continue;
      one.over = true;
      one.wake();
    }
  };
  return {
    async pull(asked, device, ms, gone) {
      let news = false;
      let wake: (() => void) | undefined;
      const woken = (): void => {
        news = true;
        wake?.();
      };
      const wait: Wait = { device, held: new Map(asked.vector), wake: woken, over: closing };
      const finish = (): void => {
        wait.over = true;
        woken();
      };
      const timer = setTimeout(finish, ms);
      gone.addEventListener('abort', finish, { once: true });
      // From before the first look, so that what is committed during it is not missed.
      waiting.add(wait);
      try {
        for (;;) {
          news = false;
          const page = await log.pageFor({ vector: new Map(wait.held), holes: asked.holes }, device);
          if (!isEmpty(page)) return page;
          if (ms === 0 || wait.over || gone.aborted) return NOTHING;
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (news || wait.over) resolve();
          });
        }
      } finally {
        clearTimeout(timer);
        gone.removeEventListener('abort', finish);
        waiting.delete(wait);
      }
    },
    pushes(device, { spans }) {
      for (const one of waiting) {
        if (one.device !== device) continue;
        for (const span of spans) {
          const held = one.held.get(span.device) ?? 0;
          const end = span.from + span.sets.length - 1;
          if (span.from <= held + 1 && end > held) one.held.set(span.device, end);
        }
      }
    },
    end,
    close() {
      closing = true;
      stop();
      end();
    },
  };
}
