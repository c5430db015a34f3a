import { heldPath } from '../../../shared/contract/attachment.ts';
import type { OriginalMime } from '../../../shared/model/attachment.ts';
import type { Opened } from './canvas.ts';
import { blankPage, wipe } from './canvas.ts';
import { pageFor } from './maskBoxes.ts';
import { openPdf } from './pdf.ts';

const refused = (message: string): Opened => ({ ok: false, message });

/** A picture is one page. The browser turns it as its camera said (EXIF), and takes nothing else of that along. */
async function openPicture(file: Blob): Promise<Opened> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!picture) {
    return refused('그림을 읽을 수 없습니다. 파일이 손상되었을 수 있습니다. 다시 찍거나 스캔한 파일을 골라 주십시오.');
  }
  const { drawn, page } = pageFor(picture);
  const { canvas: kept, pen } = blankPage(page);
  pen.drawImage(picture, 0, 0, drawn.width, drawn.height);
  picture.close();
  const draw = async (): Promise<HTMLCanvasElement> => {
    const { canvas, pen: copy } = blankPage(page);
    copy.drawImage(kept, 0, 0);
    return canvas;
  };
  return { ok: true, pages: { count: 1, draw, close: () => wipe(kept) } };
}

/** Reads what main holds under a token. */
export async function openPages(token: string, mime: OriginalMime): Promise<Opened> {
  const answer = await fetch(heldPath(token)).catch(() => null);
  if (!answer?.ok) return refused('고른 파일이 이미 지워졌습니다. 파일을 다시 골라 주십시오.');
  if (mime === 'application/pdf') return await openPdf(new Uint8Array(await answer.arrayBuffer()));
  return await openPicture(await answer.blob());
}
