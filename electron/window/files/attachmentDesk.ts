import path from 'node:path';
import { app } from 'electron';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { todayInSeoul } from '../../../shared/korean/day.ts';
import { mostPageBytes } from '../../../shared/model/attachment.ts';
import { refuse } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';
import type { AttachmentOrder, CleanPage, OpenedPage } from '../../desk/attachment.ts';
import { cleanPicture } from '../../paper/pictures/clean.ts';
import { originalMime } from '../../paper/pictures/kind.ts';
import type { StoreDesk } from '../../store/desk.ts';
import { readOriginal, writePages } from './attachmentFiles.ts';
import { openDialog, saveDialog } from '../dialogs.ts';
import { purposeOf } from './exportPurpose.ts';
import type { From } from '../from.ts';
import type { HeldFile, HeldFiles } from './heldFiles.ts';
import type { Sessions } from '../session/session.ts';
import { stillHere } from '../session/stillHere.ts';

export interface AttachmentDeskOptions {
  readonly sessions: Pick<Sessions, 'actor'> & { store(): Promise<Pick<StoreDesk, 'job' | 'log'>> };
  readonly held: HeldFiles;
  readonly now: () => number;
}

const filters = [
  { name: '사진, PDF', extensions: ['jpg', 'jpeg', 'png', 'webp', 'pdf'] },
  { name: '모든 파일', extensions: ['*'] },
];

/** The pieces of a page put together; refuses with `attachmentPiece` what is not as long as was announced. */
function assembled(file: HeldFile, page: number, announced: number): Uint8Array {
  const bytes = Buffer.concat(file.pages.get(page) ?? []);
  return bytes.length === announced ? bytes : refuse('attachmentPiece');
}

/**
 * 첨부 서류: files come in through main's dialog and leave through main's dialog. The original is in memory only, the masked
 * pages are checked and written anew before they are stored, and what is looked at is logged before it can be fetched.
 */
export function attachmentDesk({ sessions, held, now }: AttachmentDeskOptions) {
  async function pick(from: From): Promise<Output<'attachment.pick'>> {
    const options = { title: '첨부할 서류 고르기', properties: ['openFile' as const], filters };
    const file = await openDialog(from.sender, options);
    if (file === null) return { held: null };
    const bytes = await readOriginal(file);
    const mime = originalMime(bytes) ?? refuse('attachmentKind');
    const { token } = held.hold({ window: from.window, actor: stillHere(sessions, from) }, { mime, bytes });
    return { held: { token, name: path.basename(file).normalize('NFC'), mime, bytes: bytes.length } };
  }

  function piece(
    { token, page, index, bytes }: Input<'attachment.piece'>,
    { window }: From,
  ): Output<'attachment.piece'> {
    const { pages, saved } = held.need(token, window);
    if (saved) refuse('attachmentPiece');
    const before = index === 0 ? [] : (pages.get(page) ?? []);
    const sent = before.reduce((sum, { length }) => sum + length, bytes.length);
    if (before.length !== index || sent > mostPageBytes) refuse('attachmentPiece');
    pages.set(page, [...before, bytes]);
    return {};
  }

  /** Once: a second press, or a repeated call, gets the answer of the first. */
  async function save(input: Input<'attachment.save'>, from: From): Promise<Output<'attachment.save'>> {
    const file = held.need(input.token, from.window);
    file.saved ??= write(file, input, from).then(
      (answer) => {
        held.empty(file);
        return answer;
      },
      (error: unknown) => {
        file.saved = undefined;
        throw error;
      },
    );
    return await file.saved;
  }

  async function write(
    file: HeldFile,
    { token: _token, pages: announced, ...about }: Input<'attachment.save'>,
    from: From,
  ): Promise<Output<'attachment.save'>> {
    const sent = announced.map(({ bytes }, index) => assembled(file, index + 1, bytes));
    const pages: CleanPage[] = [];
    // One after the other: a page of 4000 × 4000 pixels is 64 MB while it is looked into.
    for (const [index, { mime, width, height, boxes }] of announced.entries()) {
      const clean = await cleanPicture(mime, sent[index] ?? Buffer.alloc(0));
      if (clean?.width !== width || clean.height !== height) refuse('attachmentPage');
      pages.push({ mime, width, height, boxes, content: clean.content });
    }
    const store = await sessions.store();
    const order: AttachmentOrder = { ...about, pages };
    const written = await store.job('writer', 'attachment.add', order, stillHere(sessions, from), now());
    return written as Output<'attachment.save'>;
  }

  async function pageOf(asked: Input<'attachment.open'>, actor: Actor): Promise<OpenedPage> {
    return (await (await sessions.store()).job('reader', 'attachment.page', asked, actor, now())) as OpenedPage;
  }

  async function open(asked: Input<'attachment.open'>, from: From): Promise<Output<'attachment.open'>> {
    const actor = stillHere(sessions, from);
    const { personId, mime, width, height, content } = await pageOf(asked, actor);
    const entry = { act: 'view', recordType: 'attachment', ids: [personId], detail: { page: asked.page } } as const;
    await (await sessions.store()).log({ userId: actor.userId, now: now(), entry });
    const { token } = held.hold(
      { window: from.window, actor: stillHere(sessions, from) },
      { mime, bytes: Buffer.from(content) },
    );
    return { token, mime, width, height, bytes: content.length };
  }

  async function saveAs({ id, ...said }: Input<'attachment.saveAs'>, from: From): Promise<Output<'attachment.saveAs'>> {
    const purpose = purposeOf(said, false);
    const first = await pageOf({ id, page: 1 }, stillHere(sessions, from));
    const day = todayInSeoul(now()).replaceAll('-', '');
    const options = {
      title: '첨부 서류를 파일로 저장',
      defaultPath: path.join(
        app.getPath('documents'),
        `첨부서류_${day}${first.mime === 'image/png' ? '.png' : '.jpg'}`,
      ),
      filters: [{ name: '그림 파일', extensions: [first.mime === 'image/png' ? 'png' : 'jpg'] }],
    };
    const file = await saveDialog(from.sender, options);
    if (file === null) return { file, pages: 0 };
    const actor = stillHere(sessions, from);
    const pages: OpenedPage[] = [];
    for (let page = 1; page <= first.of; page += 1) pages.push(await pageOf({ id, page }, actor));
    const entry = {
      act: 'export',
      recordType: 'attachment',
      ids: [first.personId],
      purpose,
      detail: { pages: pages.length },
    } as const;
    // Before the file is there: an export that cannot be logged does not happen.
    await (await sessions.store()).log({ userId: stillHere(sessions, from).userId, now: now(), entry });
    return { file: writePages(file, pages), pages: pages.length };
  }

  return {
    pick,
    piece,
    save,
    open,
    saveAs,
    keep({ token }: Input<'attachment.keep'>, { window }: From): Output<'attachment.keep'> {
      held.need(token, window);
      return {};
    },
    drop({ token }: Input<'attachment.drop'>, { window }: From): Output<'attachment.drop'> {
      held.drop(token, window);
      return {};
    },
  };
}
