import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { readSheets, rowTexts } from '../../electron/paper/sheet.ts';
import { answerOpen, expect, saveAs, signedIn, test, value } from './desk.ts';

const sheets = path.resolve(import.meta.dirname, '../fixtures/sheets');

async function openImport(page: Page): Promise<void> {
  await page.keyboard.press('Alt+Digit5');
  await expect(page.getByRole('heading', { name: '공장명부', level: 1 })).toBeVisible();
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('KeyI');
  await expect(page.getByRole('heading', { name: '공장명부 가져오기' })).toBeVisible();
}

const total = async (page: Page): Promise<number> =>
  (await value(page, 'factory.list', { sort: 'name', direction: 'asc', offset: 0, limit: 1 })).total;

for (const [name, format] of [
  ['badness.xlsx', 'xlsx'],
  ['badness.xls', 'BIFF .xls'],
  ['badness-cp949.csv', 'CP949 csv'],
  ['really-xlsx.csv', '사실은 xlsx인 csv'],
] as const) {
  test(`시청이 보낸 ${format}을 키보드로 고르고, 잇고, 검사하고, 가져온다`, async ({ launch, demoProfile }) => {
    const { app, page } = await signedIn(launch, demoProfile);
    await answerOpen(app, path.join(sheets, name));
    await openImport(page);
    const before = await total(page);
    await page.getByRole('button', { name: '파일 고르기' }).press('Enter');
    await expect(page.getByRole('heading', { name: /머리글과 열 연결/ })).toBeVisible();
    await page.getByRole('button', { name: '검사', exact: true }).press('Enter');
    await expect(page.getByRole('heading', { name: /검사 결과/ })).toBeVisible();
    expect(await total(page)).toBe(before);
    await page.getByRole('button', { name: /곳 가져오기/ }).press('Enter');
    await expect(page.getByRole('heading', { name: '가져오기를 마쳤습니다' })).toBeVisible();
    const added = (await total(page)) - before;
    expect(added).toBeGreaterThan(20);

    // The same file again changes nothing.
    await page.getByRole('button', { name: '다른 파일 가져오기' }).press('Enter');
    await page.getByRole('button', { name: '파일 고르기' }).press('Enter');
    await page.getByRole('button', { name: '검사', exact: true }).press('Enter');
    await expect(page.getByRole('heading', { name: /검사 결과/ })).toBeVisible();
    await expect(page.getByRole('button', { name: '가져오기', exact: true })).toBeDisabled();
    expect(await total(page)).toBe(before + added);
  });
}

test('거절된 행은 까닭과 함께 엑셀로 저장되고 수식으로 살아나지 않는다', async ({ launch, demoProfile, userData }) => {
  const { app, page } = await signedIn(launch, demoProfile);
  await answerOpen(app, path.join(sheets, 'badness.xlsx'));
  const saved = path.join(userData, '거절.xlsx');
  await saveAs(app, saved);
  await openImport(page);
  await page.getByRole('button', { name: '파일 고르기' }).press('Enter');
  await page.getByRole('button', { name: '검사', exact: true }).press('Enter');
  await page.getByRole('button', { name: '거절된 행 엑셀로 저장' }).press('Enter');
  await expect.poll(() => fs.existsSync(saved)).toBe(true);
  const book = await readSheets(saved);
  if (!book.ok) throw new Error(book.problem.message);
  const rows = book.value.sheets[0]?.rows ?? [];
  expect(rows.length).toBeGreaterThan(3);
  expect(
    rows
      .flatMap((row) => row.cells)
      .some((cell) => typeof cell === 'object' && cell !== null && cell.kind === 'formula'),
  ).toBe(false);
  expect(rows.map(rowTexts).flat().join(' ')).toContain('회사명');
});

for (const [name, sentence] of [
  ['locked-by-drm.xlsx', 'DRM으로 보호된 파일로 보입니다'],
  ['password.xlsx', '암호가 걸린 파일입니다'],
  ['truncated.xlsx', '파일이 손상되어 읽을 수 없습니다'],
  ['empty.csv', '파일에 내용이 없습니다'],
] as const) {
  test(`${name}: 읽을 수 없으면 할 일을 말하고 다시 고르게 한다`, async ({ launch, demoProfile }) => {
    const { app, page } = await signedIn(launch, demoProfile);
    await answerOpen(app, path.join(sheets, name));
    await openImport(page);
    await page.getByRole('button', { name: '파일 고르기' }).press('Enter');
    await expect(page.getByText(sentence, { exact: false }).first()).toBeVisible();
    await expect(page.getByRole('button', { name: '다시 고르기' })).toBeVisible();
  });
}

test('공장명부의 한 줄이 키 하나로 기업이 되고 두 번 만들어지지 않는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Alt+Digit5');
  const grid = page.getByRole('grid');
  await expect(grid).toBeVisible();
  await grid.focus();
  const companies = async (): Promise<number> =>
    (await value(page, 'company.list', { sort: 'name', direction: 'asc', offset: 0, limit: 1 })).total;
  const before = await companies();
  await page.keyboard.press('Control+Enter');
  await expect.poll(companies).toBe(before + 1);
  const first = (await value(page, 'factory.list', { sort: 'name', direction: 'asc', offset: 0, limit: 1 })).rows[0];
  expect(first?.companyId).not.toBeNull();
  expect((await value(page, 'company.fromFactory', { factoryId: first?.id ?? 0 })).already).toBe(true);
  expect(await companies()).toBe(before + 1);
});
