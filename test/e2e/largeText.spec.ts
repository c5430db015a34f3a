import type { Locator, Page } from '@playwright/test';
import { expect, firstPage, openMenu, signIn, test, value } from './desk.ts';

/** The desk on the smallest screen that is promised, with the largest text. */
async function largeText(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 720 });
  await value(page, 'app.setLook', { theme: 'light', text: 200 });
  await page.reload();
  await signIn(page);
}

/** Goes through all fields of a dialog by Tab: its main button is in sight all the way and lies over no field. */
async function walk(page: Page, dialog: Locator, save: string): Promise<void> {
  const button = dialog.getByRole('button', { name: save, exact: true });
  await expect(button).toBeVisible();
  for (let step = 0; step < 12; step++) {
    await expect(button).toBeInViewport({ ratio: 1 });
    const field = page.locator(':focus');
    if ((await field.getAttribute('type')) === 'submit') return;
    await expect
      .poll(async () => {
        const [top, foot] = [await field.boundingBox(), await button.boundingBox()];
        return top !== null && foot !== null && top.y >= 0 && top.y + Math.min(top.height, 60) <= foot.y;
      })
      .toBe(true);
    await page.keyboard.press('Tab');
  }
  throw new Error(`${save}까지 가지 못하였습니다.`);
}

test('글자 200%에서도 창의 저장 단추는 늘 보이고 쓰는 칸을 가리지 않는다', async ({ launch, demoProfile }) => {
  test.setTimeout(120_000);
  const page = await firstPage(await launch({ userData: demoProfile }));
  await largeText(page);
  const dialog = page.getByRole('dialog');
  const open = async (place: string, key: string, save: string) => {
    await openMenu(page, place);
    await expect(page.getByRole('heading', { name: place, level: 1 })).toBeVisible();
    await page.keyboard.press(key);
    await walk(page, dialog, save);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await open('계정 관리', 'KeyN', '만들기');
  await open('코드표', 'KeyN', '저장');
  await open('상담 양식', 'KeyN', '저장');
  await open('사업', 'KeyN', '저장');
  await page.keyboard.press('Alt+Digit2');
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '인쇄', exact: true }).first()).toBeVisible();
  await page.keyboard.press('Control+KeyP');
  await expect(dialog.getByRole('button', { name: '구직자 카드 인쇄' })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await openMenu(page, '내 계정');
  await expect(page.getByLabel('새 PIN', { exact: true })).toBeFocused();
  await expect(page.getByLabel('새 PIN', { exact: true })).toBeInViewport({ ratio: 0.9 });
  await openMenu(page, '계정 관리');
  await page.getByRole('list', { name: '계정', exact: true }).getByRole('button').nth(1).press('Enter');
  await walk(page, dialog, '저장');
  // What asks over it has its buttons in sight as well.
  await dialog.getByRole('button', { name: '말소' }).press('Enter');
  const question = page.getByRole('alertdialog', { name: '계정 말소' });
  await expect(question.getByRole('button', { name: '말소' })).toBeInViewport({ ratio: 1 });
});

test('글자 200%에서도 구직자 목록의 도구는 한 줄이고 여러 사람이 보인다', async ({ launch, demoProfile }) => {
  const page = await firstPage(await launch({ userData: demoProfile }));
  await largeText(page);
  await page.keyboard.press('Alt+Digit2');
  const rows = page.getByRole('grid').getByRole('row');
  await expect(rows.nth(3)).toBeVisible();
  const tops = await Promise.all(
    ['접수', '거르기', '내보내기', '저장한 거르기', '열'].map(async (name) => {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox();
      return box ? Math.round(box.y + box.height / 2) : null;
    }),
  );
  expect(new Set(tops).size).toBe(1);
  // The head and two people, under the two lines that only a demo centre has; going down brings more into sight.
  await expect(rows.nth(2)).toBeInViewport({ ratio: 1 });
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowDown');
  await expect(rows.nth(3)).toBeInViewport({ ratio: 1 });
});
