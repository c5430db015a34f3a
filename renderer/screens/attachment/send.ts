import type { Input } from '../../../shared/contract/index.ts';
import type { Answer, Output } from '../../../shared/contract/index.ts';
import type { Desk } from '../../app/desk.ts';
import { wipe } from './canvas.ts';
import { burnt, encoded, pieces } from './stored.ts';
import type { Picked } from './usePicked.ts';
import type { Masks } from './useMasks.ts';

type Save = Input<'attachment.save'>;

/** What is said of a document beside its pages. */
export type Said = Omit<Save, 'token' | 'pages'>;

/**
 * Burns the boxes into every page, writes each as a picture, hands them to main piece by piece and has them kept.
 * `onPage` hears which page is under way, from 1. Nothing is kept when any of it fails.
 */
export async function sendAttachment(
  desk: Desk,
  { token, pages }: Picked,
  masks: Masks,
  said: Said,
  onPage: (page: number) => void,
): Promise<Answer<Output<'attachment.save'>>> {
  const made: Save['pages'] = [];
  for (let index = 0; index < pages.count; index += 1) {
    onPage(index + 1);
    const raster = await pages.draw(index);
    const { now } = masks.of(index, raster);
    const page = burnt(raster, now);
    const bytes = await encoded(page);
    made.push({
      mime: 'image/jpeg',
      width: page.width,
      height: page.height,
      bytes: bytes.length,
      boxes: now.boxes.length,
    });
    wipe(page);
    wipe(raster);
    for (const [at, piece] of pieces(bytes).entries()) {
      const answer = await desk.call('attachment.piece', { token, page: index + 1, index: at, bytes: piece });
      if (!answer.ok) return answer;
    }
  }
  return await desk.call('attachment.save', { ...said, token, pages: made });
}
