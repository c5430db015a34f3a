// With STANDIN_PICTURE=file, a picture of the focused window every two seconds: for a computer without a screen.
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { reason } from './events.ts';
import type { Host } from './host.ts';

const EVERY_MS = 2000;

/** Renews the picture until the app ends. The file is replaced whole, so that whoever opens it never sees a half. */
export function keepPicture(host: Host, file: string): void {
  const renew = async (): Promise<void> => {
    while (!host.app.quitting) {
      const all = [...host.windows.values()].filter((window) => window.webContents.targetId !== '');
      const window = all.find((one) => one.isFocused()) ?? all.at(-1);
      if (window !== undefined) {
        try {
          const picture = await window.webContents.capturePage();
          fs.writeFileSync(`${file}.part`, picture.toPNG(), { mode: 0o600 });
          fs.renameSync(`${file}.part`, file);
        } catch (error) {
          host.log('picture', reason(error));
        }
      }
      await sleep(EVERY_MS, undefined, { ref: false });
    }
  };
  void renew();
}
