import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { WebContents } from 'electron';
import { expect, test, vi } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import { Refusal } from '../../shared/model/problem.ts';
import { problem } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { openTestDesk, testNow } from '../deskTest.test-helper.ts';
import { testFacts } from '../paper/documents/facts.test-helper.ts';
import { holdPages } from './files/heldPages.ts';
import { printDesk, sheetFonts } from './printing.ts';

const outside = vi.hoisted(() => ({
  file: '' as string | null,
  /** What happens while the save dialog stands open. */
  meanwhile: (): void => undefined,
  open: 0,
  sheets: [] as string[],
  print: { success: true, reason: '' },
}));
vi.mock('electron', () => ({
  dialog: {
    showSaveDialog: () => {
      outside.meanwhile();
      return Promise.resolve({ canceled: outside.file === null, filePath: outside.file ?? '' });
    },
  },
  protocol: {},
  BrowserWindow: class {
    static fromWebContents(): null {
      return null;
    }
    webContents = {
      executeJavaScript: () => Promise.resolve(true),
      printToPDF: () => Promise.resolve(Buffer.from('%PDF-x')),
      print: (_options: object, done: (success: boolean, reason: string) => void) =>
        done(outside.print.success, outside.print.reason),
    };
    constructor() {
      outside.open += 1;
    }
    loadURL(url: string): Promise<void> {
      outside.sheets.push(url);
      return Promise.resolve();
    }
    isDestroyed(): boolean {
      return false;
    }
    destroy(): void {
      outside.open -= 1;
    }
  },
}));

async function openPrinting() {
  const { desk, actor, folder } = await openTestDesk();
  const admin: Actor = { ...actor, role: 'admin' };
  const who: { actor: Actor | undefined } = { actor: admin };
  const pages = holdPages();
  outside.sheets.length = 0;
  outside.meanwhile = () => undefined;
  outside.file = path.join(folder, 'out.pdf');
  outside.print = { success: true, reason: '' };
  const printing = printDesk({
    sessions: { actor: () => who.actor, store: () => Promise.resolve(desk) },
    now: () => testNow,
    pages,
    fonts: { regular: '/a.woff2', medium: '/b.woff2', bold: '/c.woff2' },
    facts: () => Promise.resolve(testFacts),
  });
  const log = vi.spyOn(desk, 'log');
  const run = async (over: Partial<Input<'print.run'>> = {}, as: Actor | undefined = who.actor): Promise<unknown> => {
    const input: Input<'print.run'> = { document: { kind: 'securityStatus' }, to: 'pdf', copies: 1, ...over };
    return await printing
      .run(input, { window: 1, sender: {} as WebContents, actor: as })
      .catch((error: unknown) => (error instanceof Refusal ? error.problem.code : Promise.reject(error)));
  };
  const entries = (): unknown[] => log.mock.calls.map(([{ entry }]) => entry);
  return { run, entries, log, who, admin, pages, folder };
}

test('인쇄는 나가기 전에 접속기록에 목적과 부수로 남는다', async () => {
  const { run, entries, log } = await openPrinting();
  expect(await run({ to: 'printer', copies: 3 })).toEqual({ done: true, file: null });
  expect(entries()).toMatchObject([
    {
      act: 'print',
      purpose: '내부관리계획 이행 점검',
      detail: { document: 'securityStatus', to: 'printer', copies: 3 },
    },
  ]);
  log.mockRejectedValueOnce(new Refusal(problem('diskFull')));
  expect(await run()).toBe('diskFull');
  expect(outside.file !== null && existsSync(outside.file)).toBe(false);
  expect(await run()).toEqual({ done: true, file: outside.file });
  expect(readFileSync(outside.file ?? '').toString()).toBe('%PDF-x');
});

test('인쇄 창을 닫은 것도 접속기록에 남는다', async () => {
  const { run, entries } = await openPrinting();
  outside.print = { success: false, reason: 'Print job canceled' };
  expect(await run({ to: 'printer' })).toEqual({ done: false, file: null });
  expect(entries()).toMatchObject([{ detail: { copies: 1 } }, { detail: { copies: 0, cancelled: true } }]);
});

test('저장 창이 열려 있는 동안 나갔거나, 다른 사람이 들어오거나, 역할이 바뀌면 아무것도 나가지 않는다', async () => {
  const { run, entries, who, admin, folder } = await openPrinting();
  const others: (Actor | undefined)[] = [
    undefined,
    { ...admin, userId: admin.userId + 1 },
    { ...admin, role: 'viewer' },
  ];
  for (const next of others) {
    who.actor = admin;
    outside.meanwhile = () => {
      who.actor = next;
    };
    expect(await run({}, admin)).toBe('notSignedIn');
  }
  expect(entries()).toEqual([]);
  expect(readdirSync(folder)).not.toContain('out.pdf');
});

test('권한이 없는 사람의 인쇄는 거절되고 아무것도 만들지 않는다', async () => {
  const { run, entries, who, admin } = await openPrinting();
  who.actor = { ...admin, role: 'viewer' };
  expect(await run()).toBe('notAllowed');
  expect(outside.sheets).toEqual([]);
  expect(entries()).toEqual([]);
});

test('인쇄하는 페이지는 한 번만 내주고, 끝나면 창도 글도 남지 않는다', async () => {
  const { run, pages } = await openPrinting();
  await run();
  expect(outside.open).toBe(0);
  const [url = ''] = outside.sheets;
  // Nobody has fetched it here: it is forgotten all the same.
  expect(pages.take(new URL(url).pathname)).toBeUndefined();
  const held = pages.hold('<p>글</p>', 'p {}');
  expect(pages.take(held.address)?.body).toBe('<p>글</p>');
  expect(pages.take(held.address)).toBeUndefined();
});

test('글꼴이 묶음에 없으면 그렇다고 말한다', async () => {
  const { folder } = await openPrinting();
  expect(() => sheetFonts(folder)).toThrow('assets');
});
