// What specs of 첨부 do at the desk: pick a file, stand in the masking, look into what is stored.
import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { heldPath } from '../../shared/contract/attachment.ts';
import { expect, firstPage, intake, signIn, value } from './desk.ts';

interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Lays a file beside the desk's own and lets the dialog answer with it. */
export async function offer(app: ElectronApplication, folder: string, name: string, bytes: Buffer): Promise<void> {
  const file = path.join(folder, name);
  fs.writeFileSync(file, bytes);
  await answerOpen(app, file);
}

/** The file dialog's answer; it is the system's own window, which no spec can press. */
export async function answerOpen(app: ElectronApplication, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, file);
}

/** Signs in, takes a new person in, whose case is then one's own, and stands on the record. */
export async function begin(app: ElectronApplication, name: string): Promise<{ page: Page; personId: number }> {
  const page = await firstPage(app);
  await signIn(page, 'sangdam1');
  await intake(page, name);
  const { hits } = await value(page, 'search.find', { text: name, limit: 5 });
  return { page, personId: hits.find(({ kind }) => kind === 'person')?.id ?? 0 };
}

export const sheet = (page: Page) => page.getByRole('application');
export const section = (page: Page) => page.getByRole('region', { name: '첨부', exact: true });
/** The line that screen readers read out. */
export const said = (page: Page) => page.getByRole('region', { name: '가림' }).getByRole('status').last();

/** Presses A on a record and waits for the masking; the dialog has been answered. */
export async function attach(page: Page): Promise<void> {
  await page.keyboard.press('KeyA');
  await expect(sheet(page)).toBeFocused();
  await expect(page.locator('[role=application] canvas')).toBeVisible();
}

/** Where the focused box lies, in pixels of the page. */
export async function focusedBox(page: Page): Promise<Rectangle> {
  return await page.evaluate(() => {
    const box = document.activeElement;
    const canvas = box?.parentElement?.querySelector('canvas');
    if (!(box instanceof HTMLElement) || !canvas) throw new Error('no box');
    const { left, top, width, height } = box.style;
    const across = (part: string) => Math.round((Number.parseFloat(part) * canvas.width) / 100);
    const along = (part: string) => Math.round((Number.parseFloat(part) * canvas.height) / 100);
    return { left: across(left), top: along(top), width: across(width), height: along(height) };
  });
}

/** Goes by Tab to the kind, fills in kind and title, and stands in the title. */
export async function describe(page: Page, kind: string, title: string): Promise<void> {
  const field = page.getByRole('combobox', { name: '서류 종류' });
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(field).toBeFocused({ timeout: 50 });
  }).toPass();
  await page.keyboard.insertText(kind);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('제목')).toBeFocused();
  await page.keyboard.insertText(title);
}

interface StoredPage {
  width: number;
  height: number;
  /** The bytes as text of one byte a letter. */
  bytes: string;
  /** The lightest point of the rectangle: Y of JPEG, 0 to 255. */
  lightest: number;
  /** The brightest channel in it, a block within its edges: beyond them JPEG, with half the points for colour, may tint. */
  brightest: number;
  /** Red, green and blue of single points. */
  points: number[][];
}

/** A stored page as the program gives it out, decoded. */
export async function stored(
  page: Page,
  id: number,
  number: number,
  inside: Rectangle,
  points: readonly (readonly [number, number])[] = [],
): Promise<StoredPage> {
  const { token } = await value(page, 'attachment.open', { id, page: number });
  return await page.evaluate(
    async ([address, { left, top, width, height }, places]) => {
      const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
      const picture = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'none' });
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('no canvas');
      pen.drawImage(picture, 0, 0);
      let [lightest, brightest] = [0, 0];
      const { data } = pen.getImageData(left, top, width, height);
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
        lightest = Math.max(lightest, 0.299 * red + 0.587 * green + 0.114 * blue);
        const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
        if (Math.min(x, y, width - 1 - x, height - 1 - y) >= 8) brightest = Math.max(brightest, red, green, blue);
      }
      return {
        width: picture.width,
        height: picture.height,
        bytes: Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''),
        lightest,
        brightest,
        points: places.map(([x, y]) => Array.from(pen.getImageData(x, y, 1, 1).data.slice(0, 3))),
      };
    },
    [heldPath(token), inside, points] as const,
  );
}

/** Black as JPEG keeps it: what is under a box had no part in it. */
const black = 8;
/** The edge of a box, where the colour of what is beside it, and only that, may tint it. */
const tinted = 32;

export function expectBlack({ lightest, brightest }: StoredPage): void {
  expect(brightest).toBeLessThanOrEqual(black);
  expect(lightest).toBeLessThanOrEqual(tinted);
}
