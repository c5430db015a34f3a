// The 공장명부 as the other lists are: filters kept by name, columns, marks, companies of marked lines, export.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { readXlsx } from 'hucre';
import { expect, openMenu, saveAs, signedIn, test, value } from './desk.ts';

const everyLine = { sort: 'name', direction: 'asc', offset: 0, limit: 100 } as const;
const grid = (page: Page) => page.getByRole('grid', { name: '공장명부 목록' });
const rows = (page: Page, count: number) => expect(grid(page)).toHaveAttribute('aria-rowcount', String(count + 1));

async function openFactories(page: Page): Promise<void> {
  await page.keyboard.press('Alt+Digit5');
  await expect(grid(page)).toBeFocused();
  // Rows can be marked once they are there.
  await expect(page.getByRole('gridcell').nth(1)).not.toBeEmpty();
}

test('공장명부를 키보드로 거르고, 이름을 붙여 저장하고, 다시 고르며, 나갔다 와도 그대로다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile, 'giup1');
  const all = (await value(page, 'factory.list', everyLine)).total;
  const narrow = (await value(page, 'factory.list', { ...everyLine, filter: { text: '정', root: true } })).total;
  expect(narrow).toBeGreaterThan(0);
  expect(narrow).toBeLessThan(all);
  await openFactories(page);
  await page.keyboard.press('KeyF');
  await expect(page.getByRole('textbox', { name: '이름이나 주소의 일부' })).toBeFocused();
  await page.keyboard.insertText('정');
  await page.getByRole('checkbox', { name: '뿌리기술만' }).press('Space');
  await rows(page, narrow);
  await page.getByRole('textbox', { name: '이름이나 주소의 일부' }).press('ArrowDown');
  await expect(grid(page)).toBeFocused();

  await page.keyboard.press('Shift+KeyF');
  const dialog = page.getByRole('dialog', { name: '저장한 거르기' });
  await dialog.getByLabel('이름', { exact: true }).fill('뿌리 정밀');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: '거르기 풀기' }).press('Enter');
  await rows(page, all);
  await page.keyboard.press('Shift+KeyF');
  await dialog.getByRole('button', { name: '뿌리 정밀', exact: true }).press('Enter');
  await rows(page, narrow);
  await page.keyboard.press('Alt+Digit1');
  await openFactories(page);
  await rows(page, narrow);
  await expect(page.getByRole('button', { name: '이름이나 주소의 일부: 정 조건 풀기' })).toBeVisible();
});

test('공장명부의 열을 고르면 주소와 전화도 보인다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'giup1');
  await openFactories(page);
  await expect(page.getByRole('columnheader', { name: '주소' })).toBeHidden();
  await page.keyboard.press('KeyL');
  const dialog = page.getByRole('dialog', { name: '열 고르기' });
  for (const column of ['구·군', '산업단지', '업종', '뿌리기술', '기업', '주생산품', '종업원'])
    await dialog.getByRole('checkbox', { name: column, exact: true }).press('Space');
  await dialog.getByRole('button', { name: '적용' }).press('Enter');
  await expect(page.getByRole('columnheader', { name: '주소' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: '전화번호' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: '업종' })).toBeHidden();
});

test('고른 공장을 한 번에 기업으로 등록하되 먼저 묻고, 다시 하면 이미 등록된 곳임을 알린다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile, 'giup1');
  const companies = async () => (await value(page, 'company.list', everyLine)).total;
  const before = await companies();
  const made = { filter: { company: 'made' }, ...everyLine } as const;
  expect((await value(page, 'factory.list', made)).total).toBe(0);
  await openFactories(page);
  await page.keyboard.press('KeyX');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('2곳 고름')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  const question = page.getByRole('alertdialog', { name: '고른 2곳을 기업으로 등록' });
  await expect(question.getByRole('button', { name: '취소' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  expect(await companies()).toBe(before);
  await page.keyboard.press('Control+Enter');
  await question.getByRole('button', { name: '기업으로 등록' }).press('Enter');
  await expect(page.getByText('2곳을 기업으로 등록했습니다.')).toBeVisible();
  expect(await companies()).toBe(before + 2);
  expect((await value(page, 'factory.list', made)).total).toBe(2);
  await expect(page.getByText('2곳 고름')).toBeHidden();

  await grid(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('KeyX');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: '기업으로 등록' }).press('Enter');
  await expect(page.getByText('1곳은 이미 등록되어 있어 그대로입니다.', { exact: false })).toBeVisible();
  expect(await companies()).toBe(before + 2);
});

test('공장명부는 목적을 골라 내보내고, 무엇을 내보냈는지 접속기록에 남는다', async ({
  launch,
  demoProfile,
  userData,
}) => {
  const { app, page } = await signedIn(launch, demoProfile);
  await openFactories(page);
  const file = path.join(userData, '공장.xlsx');
  await saveAs(app, file);
  await page.keyboard.press('KeyX');
  await page.keyboard.press('KeyO');
  const dialog = page.getByRole('dialog', { name: '공장명부 내보내기' });
  await expect(dialog.getByText('가리지 않고', { exact: false })).toHaveCount(0);
  await dialog.getByRole('combobox', { name: '내보내는 목적' }).selectOption({ label: '실적 보고' });
  await dialog.getByRole('button', { name: '엑셀로 저장' }).press('Enter');
  await expect(page.getByText('1건을 저장했습니다', { exact: false })).toBeVisible();
  const [sheet] = (await readXlsx(readFileSync(file))).sheets;
  expect(sheet?.rows[0]?.[0]).toContain('공장명부');
  expect(sheet?.rows[2]).toContain('회사명');
  expect(sheet?.rows.slice(3)).toHaveLength(1);
  const filter = { from: null, to: null, userId: null, act: 'export', person: null, lines: null } as const;
  const log = await value(page, 'log.list', { ...filter, sort: 'seq', direction: 'desc', offset: 0, limit: 5 });
  expect(log.rows).toMatchObject([{ what: '공장명부', count: 1, purpose: '실적 보고' }]);
});

test('접속기록에서도 F는 거르는 칸으로, Enter와 Esc는 목록으로 간다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await openMenu(page, '접속기록 월 점검');
  await page.getByRole('button', { name: '기록 보기' }).first().press('Enter');
  const list = page.getByRole('grid', { name: '접속기록 목록' });
  await expect(list).toBeFocused();
  for (const back of ['Enter', 'Escape', 'ArrowDown']) {
    await page.keyboard.press('KeyF');
    await expect(page.getByLabel('첫날')).toBeFocused();
    await page.keyboard.press(back);
    await expect(list).toBeFocused();
  }
});
