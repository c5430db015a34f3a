import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WebContents } from 'electron';
import { expect, test, vi } from 'vitest';
import type { LogEntry } from '../../../shared/contract/define.ts';
import type { Input } from '../../../shared/contract/index.ts';
import { heldPath } from '../../../shared/contract/attachment.ts';
import { mostOriginalBytes, mostPieceBytes } from '../../../shared/model/attachment.ts';
import { Refusal } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { attachmentJobs } from '../../jobs/attachmentJobs.ts';
import { listLog } from '../../desk/accessLog.ts';
import { attachmentsOfPerson } from '../../desk/attachment.ts';
import { intake, openCentre } from '../../desk/visibility.test-helper.ts';
import { testFolder, testNow } from '../../deskTest.test-helper.ts';
import { fromTelephone, jpegs, plainPng } from '../../paper/pictures/pictures.test-helper.ts';
import type { Engine } from '../../store/store.ts';
import { attachmentDesk } from './attachmentDesk.ts';
import { holdFiles } from './heldFiles.ts';
import { answers } from '../dialogs.test-helper.ts';

vi.mock('electron', async () => (await import('../dialogs.test-helper.ts')).fakeElectron);

const secret = '독고뿌리샘 010-7391-2846';
const { baseline, grey } = jpegs;
const size = { width: 17, height: 9 };

async function refusal(run: Promise<unknown> | (() => unknown)): Promise<unknown> {
  try {
    await (typeof run === 'function' ? run() : run);
  } catch (error) {
    return error instanceof Refusal ? error.problem.code : error;
  }
  return undefined;
}

/** The store as main sees it, without its threads: what crosses to them is cloned as they would do it. */
function withoutThreads(engine: Engine) {
  const jobs = attachmentJobs(engine);
  return {
    async job(_where: string, name: string, input: unknown, actor: Actor, now: number): Promise<unknown> {
      const run = jobs[name];
      if (!run) throw new Error(name);
      const { value } = await run({ ask: 'job', name, input: structuredClone(input), actor, now });
      return structuredClone(value);
    },
    log: ({ userId, now, entry }: { userId: number; now: number; entry: LogEntry }): Promise<void> => {
      engine.db.transaction(() => engine.log(userId, now, entry))();
      return Promise.resolve();
    },
  };
}

/** Attachments over a real encrypted store with one person in it; 한상담 sits at window 1. */
function openDesk() {
  const centre = openCentre();
  const { admin, han, fair } = centre;
  const personId = intake(centre, han);
  const folder = testFolder();
  const at = new Map<number, Actor>([[1, han]]);
  const store = withoutThreads(centre.engine);
  const held = holdFiles({ actor: (window) => at.get(window), now: () => testNow });
  const sessions = { store: () => Promise.resolve(store), actor: (window: number) => at.get(window) };
  const attachments = attachmentDesk({ sessions, held, now: () => testNow });
  const from = (window = 1) => ({ window, sender: {} as WebContents, actor: at.get(window) });
  const put = (name: string, bytes: Uint8Array): string => {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    return file;
  };
  answers.open = put('이력서.jpg', fromTelephone(secret));
  answers.save = path.join(folder, '나간 서류.jpg');
  answers.meanwhile = () => undefined;
  const pick = async (): Promise<string> => (await attachments.pick(from())).held?.token ?? '';
  const send = (token: string, page: number, bytes: Uint8Array, window = 1): void => {
    for (let index = 0; index * mostPieceBytes < bytes.length; index += 1) {
      const piece = bytes.subarray(index * mostPieceBytes, (index + 1) * mostPieceBytes);
      attachments.piece({ token, page, index, bytes: Uint8Array.from(piece) }, from(window));
    }
  };
  const page = (bytes: Uint8Array, over = {}) => ({
    mime: 'image/jpeg' as const,
    ...size,
    bytes: bytes.length,
    boxes: 3,
    ...over,
  });
  const order = (token: string, pages: Input<'attachment.save'>['pages']): Input<'attachment.save'> => ({
    token,
    personId,
    kind: '01',
    title: '',
    pages,
    residentChecked: true,
  });
  const listed = () => centre.read((read) => attachmentsOfPerson(read, han, { personId })).attachments;
  /** Picks, masks and saves one page. */
  const attach = async (bytes: Uint8Array = baseline): Promise<number> => {
    const token = await pick();
    send(token, 1, bytes);
    return (await attachments.save(order(token, [page(bytes)]), from())).id;
  };
  const logged = () => {
    const filter = { from: null, to: null, userId: null, act: null, person: null, lines: null };
    const input = { ...filter, sort: 'seq' as const, direction: 'asc' as const, offset: 0, limit: 50 };
    return centre
      .read((read) => listLog(read, admin, input))
      .rows.filter(({ what }) => what === '첨부 서류')
      .map(({ act, people, purpose, detail }) => ({ act, people: people.map(({ id }) => id), purpose, detail }));
  };
  return {
    store,
    fair,
    folder,
    personId,
    held,
    at,
    from,
    put,
    attachments,
    pick,
    send,
    page,
    order,
    listed,
    attach,
    logged,
  };
}

test('고른 파일은 메모리에만 있고 이름과 종류와 크기만 화면에 간다', async () => {
  const { attachments, from, held, put, folder } = openDesk();
  const original = fromTelephone(secret);
  const before = readdirSync(folder);
  answers.open = put('이력서'.normalize('NFD'), original);
  const { held: one } = await attachments.pick(from());
  expect(one).toEqual({
    token: expect.any(String),
    name: '이력서'.normalize('NFC'),
    mime: 'image/jpeg',
    bytes: original.length,
  });
  expect(original.equals(held.take(heldPath(one?.token ?? ''))?.bytes ?? Buffer.alloc(0))).toBe(true);
  expect(readdirSync(folder).length).toBe(before.length + 1);
  attachments.drop({ token: one?.token ?? '' }, from());
  expect(held.size).toBe(0);
});

test('고르는 창을 닫으면 아무 일도 없고, 그사이 화면이 잠기면 들고 있지 않는다', async () => {
  const { attachments, from, held, at } = openDesk();
  const [file] = [answers.open];
  answers.open = null;
  expect(await attachments.pick(from())).toEqual({ held: null });
  answers.open = file;
  answers.meanwhile = () => at.clear();
  expect(await refusal(attachments.pick(from()))).toBe('notSignedIn');
  expect(held.size).toBe(0);
});

test('사진이나 PDF가 아니거나, 너무 크거나, 읽을 수 없으면 문장으로 말하고 들고 있지 않는다', async () => {
  const { attachments, from, held, put, folder } = openDesk();
  const big = put('큰 것.jpg', baseline);
  truncateSync(big, mostOriginalBytes + 1);
  mkdirSync(path.join(folder, '폴더.pdf'));
  for (const [file, code] of [
    [put('이름만.jpg', Buffer.from('GIF89a')), 'attachmentKind'],
    [put('빈 것.png', Buffer.alloc(0)), 'attachmentKind'],
    [big, 'attachmentTooLarge'],
    [path.join(folder, '폴더.pdf'), 'fileUnreadable'],
    [path.join(folder, '없는 것.pdf'), 'fileUnreadable'],
  ] as const) {
    answers.open = file;
    expect(await refusal(attachments.pick(from())), file).toBe(code);
  }
  expect(held.size).toBe(0);
});

test('가린 쪽만 남고, 촬영 정보와 원본은 어디에도 없으며, 등록과 조회가 접속기록에 남는다', async () => {
  const { attachments, from, held, personId, pick, send, page, order, listed, logged } = openDesk();
  const token = await pick();
  // A page that did not take EXIF out would be mended here.
  const first = fromTelephone(secret, grey);
  const second = plainPng(300, 200);
  expect(second.length).toBeGreaterThan(mostPieceBytes);
  send(token, 2, second);
  send(token, 1, first);
  const pages = [page(first), page(second, { mime: 'image/png', width: 300, height: 200, boxes: 0 })];
  const { id } = await attachments.save(order(token, pages), from());
  expect(listed()).toMatchObject([
    {
      id,
      pagesHere: 2,
      bytes: grey.length + second.length,
      pages: [
        { boxes: 3, bytes: grey.length },
        { mime: 'image/png', boxes: 0 },
      ],
    },
  ]);
  expect(held.take(heldPath(token))).toBeUndefined();
  expect(logged()).toMatchObject([{ act: '등록', people: [personId], detail: '쪽수 2' }]);
  for (const [number, bytes] of [
    [1, grey],
    [2, second],
  ] as const) {
    const opened = await attachments.open({ id, page: number }, from());
    expect(bytes.equals(held.take(heldPath(opened.token))?.bytes ?? Buffer.alloc(0))).toBe(true);
    expect(opened).toMatchObject({ bytes: bytes.length });
    expect(logged().at(-1)).toMatchObject({ act: '조회', people: [personId], detail: `쪽 ${number}` });
  }
});

test('두 번 저장해도 한 번이고, 저장한 뒤에는 조각을 더 받지 않는다', async () => {
  const { attachments, from, pick, send, page, order, listed } = openDesk();
  const token = await pick();
  send(token, 1, baseline);
  const pages = [page(baseline)];
  const both = await Promise.all([
    attachments.save(order(token, pages), from()),
    attachments.save(order(token, pages), from()),
  ]);
  expect(both[0]).toEqual(both[1]);
  expect(await attachments.save(order(token, pages), from())).toEqual(both[0]);
  expect(listed()).toHaveLength(1);
  expect(await refusal(() => send(token, 1, baseline))).toBe('attachmentPiece');
});

test('조각은 차례대로 그 창에서만 받고, 처음부터 다시 보내면 새로 시작하며, 한 쪽은 2MB를 넘지 못한다', async () => {
  const { attachments, from, at, held, pick, send, page, order } = openDesk();
  const token = await pick();
  const piece = (index: number, bytes: Uint8Array, window = 1) =>
    attachments.piece({ token, page: 1, index, bytes: Uint8Array.from(bytes) }, from(window));
  expect(await refusal(() => piece(1, baseline))).toBe('attachmentPiece');
  piece(0, Buffer.from('앞서 보낸 것'));
  expect(await refusal(() => piece(2, baseline))).toBe('attachmentPiece');
  at.set(2, at.get(1) ?? { userId: 9, name: '', role: 'viewer' });
  expect(await refusal(() => piece(1, baseline, 2))).toBe('attachmentGone');
  expect(await refusal(attachments.save(order(token, [page(baseline)]), from(2)))).toBe('attachmentGone');
  expect(await refusal(() => attachments.keep({ token }, from(2)))).toBe('attachmentGone');
  expect(attachments.keep({ token }, from())).toEqual({});
  for (let index = 0; index < 21; index += 1) piece(index, Buffer.alloc(mostPieceBytes));
  expect(await refusal(() => piece(21, Buffer.alloc(mostPieceBytes)))).toBe('attachmentPiece');
  send(token, 1, baseline);
  expect((await attachments.save(order(token, [page(baseline)]), from())).id).toBeGreaterThan(0);
  expect(held.size).toBe(1);
});

test('말한 것과 다르거나 그림이 아니면 아무것도 저장하지 않고, 고쳐 보내면 저장한다', async () => {
  const { attachments, from, pick, send, page, order, listed } = openDesk();
  const token = await pick();
  const save = (pages: Input<'attachment.save'>['pages']) => refusal(attachments.save(order(token, pages), from()));
  expect(await save([page(baseline)])).toBe('attachmentPiece');
  send(token, 1, baseline);
  expect(await save([page(baseline), page(baseline)])).toBe('attachmentPiece');
  expect(await save([page(baseline, { bytes: baseline.length - 1 })])).toBe('attachmentPiece');
  expect(await save([page(baseline, { width: 18 })])).toBe('attachmentPage');
  expect(await save([page(baseline, { height: 8 })])).toBe('attachmentPage');
  expect(await save([page(baseline, { mime: 'image/png' })])).toBe('attachmentPage');
  send(token, 1, Buffer.from(`%PDF-1.7 ${secret}`));
  expect(await save([page(Buffer.from(`%PDF-1.7 ${secret}`))])).toBe('attachmentPage');
  expect(listed()).toEqual([]);
  send(token, 1, baseline);
  const unchecked = { ...order(token, [page(baseline)]), residentChecked: false };
  expect(await refusal(attachments.save(unchecked, from()))).toBe('checkFields');
  expect(await save([page(baseline)])).toBeUndefined();
  expect(listed()).toHaveLength(1);
});

test('저장하는 사이에 화면이 잠기면 저장하지 않는다', async () => {
  const { attachments, from, at, held, pick, send, page, order, listed } = openDesk();
  const token = await pick();
  send(token, 1, baseline);
  const saving = attachments.save(order(token, [page(baseline)]), from());
  at.clear();
  held.sweep();
  expect(await refusal(saving)).toBe('notSignedIn');
  expect(listed()).toEqual([]);
});

test('보이지 않는 서류는 없는 것과 같고, 접속기록에 남길 수 없으면 보여 주지 않는다', async () => {
  const { attachments, from, at, held, attach, store, fair, logged } = openDesk();
  const id = await attach();
  const before = logged().length;
  at.set(3, fair);
  expect(await refusal(attachments.open({ id, page: 1 }, from(3)))).toBe('notFound');
  expect(await refusal(attachments.open({ id: 999, page: 1 }, from()))).toBe('notFound');
  expect(await refusal(attachments.open({ id, page: 2 }, from()))).toBe('notFound');
  expect(logged().length).toBe(before);
  const size = held.size;
  vi.spyOn(store, 'log').mockRejectedValue(new Error('disk full'));
  expect(await refusal(attachments.open({ id, page: 1 }, from()))).toMatchObject({ message: 'disk full' });
  expect(await refusal(attachments.saveAs({ id, purpose: '01', reason: '' }, from()))).toMatchObject({
    message: 'disk full',
  });
  expect(held.size).toBe(size);
  expect(existsSync(answers.save ?? '')).toBe(false);
});

test('파일로 저장하면 있는 그대로의 쪽이 목적과 함께 기록된 뒤에 나간다', async () => {
  const { attachments, from, attach, personId, logged, folder } = openDesk();
  const id = await attach(fromTelephone(secret));
  expect(await attachments.saveAs({ id, purpose: '06', reason: ' 본인 요청 ' }, from())).toEqual({
    file: answers.save,
    pages: 1,
  });
  expect(answers.proposed).toBe('첨부서류_20261122.jpg');
  expect(readFileSync(answers.save ?? '').equals(baseline)).toBe(true);
  expect(logged().at(-1)).toMatchObject({
    act: '내보내기',
    people: [personId],
    purpose: '정보주체의 요구: 본인 요청',
    detail: '쪽수 1',
  });
  answers.save = path.join(folder, '끝이 없는 이름');
  expect(await attachments.saveAs({ id, purpose: '01', reason: '' }, from())).toMatchObject({
    file: `${answers.save}.jpg`,
  });
});

test('여러 쪽이면 나란히 저장하고 있던 파일을 덮지 않는다', async () => {
  const { attachments, from, pick, send, page, order, folder, put } = openDesk();
  const token = await pick();
  const second = plainPng(3, 2);
  send(token, 1, baseline);
  send(token, 2, second);
  const pages = [page(baseline), page(second, { mime: 'image/png', width: 3, height: 2 })];
  const { id } = await attachments.save(order(token, pages), from());
  put('나간 서류-2.png', Buffer.from('있던 것'));
  const asked = { id, purpose: '01', reason: '' };
  expect(await attachments.saveAs(asked, from())).toEqual({ file: path.join(folder, '나간 서류 (2)-1.jpg'), pages: 2 });
  expect(readFileSync(path.join(folder, '나간 서류-2.png'), 'utf8')).toBe('있던 것');
  expect(readFileSync(path.join(folder, '나간 서류 (2)-2.png')).equals(second)).toBe(true);
});

test('목적이 없거나 저장 창을 닫거나 그사이 잠기면 파일도 접속기록도 없고, 쓸 수 없으면 조각도 남지 않는다', async () => {
  const { attachments, from, at, attach, logged, folder } = openDesk();
  const id = await attach();
  const before = logged();
  expect(await refusal(attachments.saveAs({ id, purpose: '99', reason: ' ' }, from()))).toBe('checkFields');
  expect(await refusal(attachments.saveAs({ id, purpose: '01', reason: '900101-1234568' }, from()))).toBe(
    'checkFields',
  );
  const chosen = answers.save;
  answers.save = null;
  expect(await attachments.saveAs({ id, purpose: '01', reason: '' }, from())).toEqual({ file: null, pages: 0 });
  expect(logged()).toEqual(before);
  answers.save = path.join(folder, '없는 폴더', '서류.jpg');
  expect(await refusal(attachments.saveAs({ id, purpose: '01', reason: '' }, from()))).toBe('fileNotWritten');
  expect(readdirSync(folder).some((name) => name.includes('서류'))).toBe(false);
  answers.save = chosen;
  answers.meanwhile = () => at.clear();
  expect(await refusal(attachments.saveAs({ id, purpose: '01', reason: '' }, from()))).toBe('notSignedIn');
  expect(existsSync(chosen ?? '')).toBe(false);
});
