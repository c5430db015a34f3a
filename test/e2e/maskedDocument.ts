// A document that is brought to the desk, masked and kept, as the masking screen does it, by the bridge alone.
import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { chunk, fromTelephone, pngHead, pngSignature } from '../../electron/paper/pictures/pictures.test-helper.ts';
import { heldPath } from '../../shared/contract/attachment.ts';
import { mostPieceBytes } from '../../shared/model/attachment.ts';
import { value } from './desk.ts';

/** A photograph that says this text in its EXIF, its XMP, its profile, its comment and behind its end. */
export const photographOf = (text: string): Buffer => fromTelephone(text);

/** A scan in which the very bytes of the pixels say this text, and a word beside them too; not compressed. */
export function scanOf(text: string): Buffer {
  const [width, height] = [200, 60];
  const said = Buffer.from(text);
  const row = Buffer.alloc(1 + 3 * width);
  for (let at = 1; at + said.length <= row.length; at += said.length) said.copy(row, at);
  const rows = Buffer.concat(Array.from({ length: height }, () => row));
  const pixels = chunk('IDAT', deflateSync(rows, { level: 0 }));
  const head = pngHead({ width, height });
  return Buffer.concat([pngSignature, head, chunk('tEXt', `Title\0${text}`), pixels, chunk('IEND'), said]);
}

/** Picks the file with which the dialog answers, looks at it, and gives its token: main holds it from now on. */
export async function pickAndShow(page: Page): Promise<string> {
  const { held } = await value(page, 'attachment.pick', {});
  if (!held) throw new Error('nothing was picked');
  await page.evaluate(async (address) => {
    const picture = document.createElement('img');
    picture.src = address;
    document.body.append(picture);
    await picture.decode();
    picture.remove();
  }, heldPath(held.token));
  return held.token;
}

/** Covers all of the picked picture with one box, keeps it for a person, and looks at what was kept. */
export async function maskAndKeep(page: Page, token: string, personId: number): Promise<number> {
  const made = await page.evaluate(
    async ([address, held, most]) => {
      const picture = await createImageBitmap(await (await fetch(address)).blob());
      const canvas = document.createElement('canvas');
      canvas.width = picture.width;
      canvas.height = picture.height;
      const pen = canvas.getContext('2d');
      if (!pen) throw new Error('no canvas');
      pen.drawImage(picture, 0, 0);
      pen.fillRect(0, 0, canvas.width, canvas.height);
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
      const bytes = new Uint8Array(await (blob ?? new Blob()).arrayBuffer());
      for (let index = 0; index * most < bytes.length; index += 1) {
        const piece = bytes.slice(index * most, (index + 1) * most);
        const answer = await window.desk.call('attachment.piece', { token: held, page: 1, index, bytes: piece });
        if (!answer.ok) throw new Error(answer.problem.code);
      }
      return { mime: 'image/jpeg' as const, width: canvas.width, height: canvas.height, bytes: bytes.length, boxes: 1 };
    },
    [heldPath(token), token, mostPieceBytes] as const,
  );
  const about = { token, personId, kind: '03', title: '', residentChecked: true };
  const { id } = await value(page, 'attachment.save', { ...about, pages: [made] });
  const opened = await value(page, 'attachment.open', { id, page: 1 });
  const kept = await page.evaluate(
    async (address) => (await (await fetch(address)).blob()).size,
    heldPath(opened.token),
  );
  if (kept !== opened.bytes) throw new Error('what was kept is not what is shown');
  return id;
}
