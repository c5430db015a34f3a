// W4: the original of a document is seen by the window that asked for it, for as long as its person works there.
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { demoPassword } from '../../build/demo/centre.ts';
import { heldPath } from '../../shared/contract/attachment.ts';
import { answerOpen, expect, problemOf, signedIn, test, value } from './desk.ts';
import { maskAndKeep, photographOf, pickAndShow } from './maskedDocument.ts';

/** What a page gets when it asks for a path: the status, or that the request failed. */
async function asks(page: Page, address: string): Promise<number | string> {
  return await page.evaluate(async (at) => {
    try {
      return (await fetch(at)).status;
    } catch {
      return 'failed';
    }
  }, address);
}

test('들고 있는 원본은 그 창에서만 보이고, 버리거나 잠그거나 저장하면 없다', async ({ launch, demoProfile }, info) => {
  const { app, page } = await signedIn(launch, demoProfile);
  const file = path.join(info.outputPath(), '이력서.jpg');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, photographOf('찍은 곳'));
  await answerOpen(app, file);

  const dropped = await pickAndShow(page);
  expect(await asks(page, heldPath(dropped))).toBe(200);
  expect(await asks(page, `${heldPath(dropped)}x`)).toBe(404);
  await value(page, 'attachment.drop', { token: dropped });
  expect(await asks(page, heldPath(dropped))).toBe(404);

  // Another window of ours knows the path and does not get it.
  const token = await pickAndShow(page);
  const elsewhere = await app.evaluate(async ({ BrowserWindow }, address) => {
    const other = new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true } });
    await other.loadURL('app://desk/index.html');
    const got: unknown = await other.webContents.executeJavaScript(
      `fetch(${JSON.stringify(address)}).then(({ status }) => String(status), () => 'failed')`,
    );
    other.destroy();
    return got;
  }, heldPath(token));
  expect(elsewhere).toBe('failed');
  expect(await asks(page, heldPath(token))).toBe(200);

  const [person] = (await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 1 })).rows;
  const id = await maskAndKeep(page, token, person?.id ?? 0);
  expect(await asks(page, heldPath(token))).toBe(404);

  const kept = await value(page, 'attachment.open', { id, page: 1 });
  const waiting = await pickAndShow(page);
  await value(page, 'session.lock', {});
  for (const one of [kept.token, waiting]) expect(await asks(page, heldPath(one))).toBe(404);
  await value(page, 'session.unlock', { password: demoPassword });
  for (const one of [kept.token, waiting]) expect(await asks(page, heldPath(one))).toBe(404);
  expect(await problemOf(page, 'attachment.keep', { token: waiting })).toBe('attachmentGone');
});
