import type { Actor } from '../../shared/model/role.ts';
import type { AttachmentOrder, CleanPage } from './attachment.ts';
import { addAttachment } from './attachment.ts';
import type { Centre } from './visibility.test-helper.ts';

/** A page that main has cleaned. The store takes its bytes as they are. */
export function cleanPage(content: string | Uint8Array = '가린 쪽'): CleanPage {
  return { mime: 'image/jpeg', width: 100, height: 140, boxes: 2, content: Buffer.from(content) };
}

/** A document that can be kept, with what the test is about on top. */
export function order(personId: number, over: Partial<AttachmentOrder> = {}): AttachmentOrder {
  return { personId, kind: '01', title: '', residentChecked: true, pages: [cleanPage()], ...over };
}

/** Keeps a document as main would let the writer do it. */
export function attach(centre: Centre, actor: Actor, personId: number, over: Partial<AttachmentOrder> = {}): number {
  return centre.write(actor, (store) => addAttachment(store, actor, order(personId, over)).id);
}
