import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import type { PrintDocument } from '../../shared/contract/print.ts';
import { call, expect, firstPage, problemOf, saveAs, signedIn, signIn, test, value } from './desk.ts';

interface Printed {
  readonly options: { copies?: number; silent?: boolean; pageSize?: unknown };
  readonly address: string;
  readonly seen: {
    bridge: string;
    title: string;
    scripts: number;
    alerts: boolean;
    inline: number;
    text: string;
    font: boolean;
    policy: boolean;
  };
}

/** From now on, paper goes into a list instead of the system's dialog; each with what its page says of itself. */
async function catchPaper(app: ElectronApplication, answer: { success: boolean; reason: string }): Promise<void> {
  await app.evaluate(({ app: electronApp }, given) => {
    const printed: unknown[] = [];
    Object.assign(globalThis, { printed });
    electronApp.on('web-contents-created', (_event, contents) => {
      const look = `({
              bridge: typeof window.desk,
              title: document.title,
              scripts: document.scripts.length,
              alerts: '__ran' in window,
              inline: document.querySelectorAll('[style], style').length,
              text: document.body.innerText,
              font: [...document.fonts].some((face) => face.family.includes('Pretendard') && face.status === 'loaded'),
              policy: (() => { try { document.body.innerHTML = '<b>x</b>'; return false; } catch { return true; } })(),
            })`;
      contents.print = (options, callback) => {
        const report = async (): Promise<void> => {
          const seen: unknown = await contents.executeJavaScript(look);
          printed.push({ options, address: contents.getURL(), seen });
          callback?.(given.success, given.reason);
        };
        void report();
      };
    });
  }, answer);
}

async function caught(app: ElectronApplication): Promise<Printed[]> {
  return await app.evaluate(() => Reflect.get(globalThis, 'printed') as Printed[]);
}

const status: PrintDocument = { kind: 'securityStatus' };

test('보안 설정 현황을 PDF로 저장하면 우리 글꼴로 된 파일 하나만 생기고 창은 남지 않는다', async ({
  launch,
  demoProfile,
}, info) => {
  const { app, page } = await signedIn(launch, demoProfile);
  const file = info.outputPath('보안설정현황.pdf');
  await saveAs(app, file);
  expect(await value(page, 'print.run', { document: status, to: 'pdf', copies: 1 })).toEqual({ done: true, file });
  const pdf = fs.readFileSync(file);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const text = pdf.toString('latin1');
  for (const weight of ['Regular', 'Medium', 'Bold']) expect(text).toContain(`PretendardGOV-${weight}`);
  expect(fs.readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
  await expect.poll(() => app.windows().length).toBe(1);
});

test('저장 창을 닫으면 아무것도 생기지 않고, 쓸 수 없는 곳이면 까닭을 말한다', async ({
  launch,
  demoProfile,
}, info) => {
  const { app, page } = await signedIn(launch, demoProfile);
  await saveAs(app, null);
  expect(await value(page, 'print.run', { document: status, to: 'pdf', copies: 1 })).toEqual({
    done: false,
    file: null,
  });
  await saveAs(app, path.join(info.outputPath('없는 폴더'), 'x.pdf'));
  expect(await problemOf(page, 'print.run', { document: status, to: 'pdf', copies: 1 })).toBe('fileNotWritten');
  await expect.poll(() => app.windows().length).toBe(1);
});

test('서약서의 이름에 꼬리표를 적어도 글자로만 나오고, 인쇄하는 페이지는 아무것도 부르거나 돌리지 못한다', async ({
  launch,
  demoProfile,
}) => {
  const { app, page } = await signedIn(launch, demoProfile);
  await catchPaper(app, { success: true, reason: '' });
  const name = '<img src=x onerror="window.__ran=1"><script>window.__ran=1</script>';
  const document: PrintDocument = {
    kind: 'helperPledges',
    helpers: [{ name, loginId: 'fair01', password: 'sori-3-kaeul', endsOn: '2026-11-22' }],
  };
  expect(await value(page, 'print.run', { document, to: 'printer', copies: 2 })).toEqual({ done: true, file: null });
  const [paper] = await caught(app);
  expect(paper?.options).toMatchObject({ copies: 2, silent: false, pageSize: 'A4' });
  expect(paper?.seen).toMatchObject({
    bridge: 'undefined',
    title: '개인정보 보호 서약서',
    scripts: 0,
    alerts: false,
    inline: 0,
    font: true,
    policy: true,
  });
  expect(paper?.seen.text).toContain(name);
  expect(paper?.seen.text).toContain('sori-3-kaeul');
  // The page was handed out once; nobody gets it again.
  const address = new URL(paper?.address ?? '').pathname;
  expect(address).toMatch(/^\/print\/[0-9a-f-]{36}\/page\.html$/);
  expect(await page.evaluate(async (held) => (await fetch(held)).status, address)).toBe(404);
});

test('인쇄 창을 닫으면 인쇄하지 않은 것이고, 프린터가 없으면 할 일을 말한다', async ({ launch, demoProfile }) => {
  const { app, page } = await signedIn(launch, demoProfile);
  await catchPaper(app, { success: false, reason: 'Print job canceled' });
  expect(await value(page, 'print.run', { document: status, to: 'printer', copies: 1 })).toEqual({
    done: false,
    file: null,
  });
  await catchPaper(app, { success: false, reason: 'Invalid printer settings' });
  const refused = await call(page, 'print.run', { document: status, to: 'printer', copies: 1 });
  expect(refused).toMatchObject({ ok: false, problem: { code: 'notPrinted' } });
});

test('관리자가 아니면 인쇄하지 못하고, 센터의 것이 아닌 복구 열쇠는 인쇄하지 않는다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile);
  const strange: PrintDocument = { kind: 'recoveryKey', key: '7K2M-9QXD-4TZH-0VBN-8WPR-3CJF-6YSG-1EAK-5M2Q' };
  expect(await problemOf(page, 'print.run', { document: strange, to: 'pdf', copies: 1 })).toBe('badRequest');
  await value(page, 'session.signOut', {});
  await page.reload();
  await signIn(page, 'giup1');
  expect(await problemOf(page, 'print.run', { document: status, to: 'pdf', copies: 1 })).toBe('notAllowed');
});

test('센터를 만들자마자 그 복구 열쇠를 인쇄할 수 있다', async ({ launch }) => {
  const app = await launch();
  const page = await firstPage(app);
  const made = await value(page, 'session.setUp', {
    centre: '인천 뿌리산업 일자리센터',
    operator: '인천테크노파크',
    name: '이관리',
    loginId: 'admin',
    password: 'Desk-2026-11',
    again: 'Desk-2026-11',
    place: 'office',
  });
  await catchPaper(app, { success: true, reason: '' });
  const document: PrintDocument = { kind: 'recoveryKey', key: made.recoveryKey };
  expect(await value(page, 'print.run', { document, to: 'printer', copies: 1 })).toEqual({ done: true, file: null });
  const [paper] = await caught(app);
  for (const group of made.recoveryKey.split('-')) expect(paper?.seen.text).toContain(group);
});
