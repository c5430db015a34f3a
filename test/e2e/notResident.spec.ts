// 주민번호 아님: every form with free text stops a number like a resident number, and has the same way out.
import type { Page } from '@playwright/test';
import { expect, signedIn, test, value } from './desk.ts';

const number = '110111-1234567';
const wayOut = (page: Page) => page.getByLabel('주민번호 아님');

/** Saves, is stopped, says what the number is, and saves. */
async function passes(page: Page): Promise<void> {
  await expect(wayOut(page)).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(wayOut(page)).toBeInViewport();
  await expect(page.getByText('주민등록번호로 보이는 숫자가 있습니다.', { exact: false })).toBeVisible();
  await wayOut(page).fill('법인등록번호');
  await page.keyboard.press('Control+Enter');
  await expect(wayOut(page)).toHaveCount(0);
}

test('구직신청서의 한 부분에서 막히면 무슨 번호인지 적고 저장하며, 다시 열면 그 말이 그대로 있다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile);
  const [person] = (await value(page, 'person.list', { sort: 'intakeDay', direction: 'desc', offset: 0, limit: 1 }))
    .rows;
  await page.keyboard.press('Alt+Digit2');
  await expect(page.getByRole('gridcell').nth(1)).not.toBeEmpty();
  await page.keyboard.press('Enter');
  const wish = page.getByRole('region', { name: '희망 근로조건', exact: true }).last();
  const edit = wish.getByRole('button', { name: /수정|적기|쓰기/ }).first();
  await edit.press('Enter');
  await page.getByLabel('하고 싶지 않은 작업').fill(`전 회사 법인번호 ${number}`);
  await passes(page);
  const record = await value(page, 'person.get', { id: person?.id ?? 0 });
  expect(record.more).toMatchObject({ wishNotResident: '법인등록번호' });
  await edit.press('Enter');
  await expect(wayOut(page)).toHaveValue('법인등록번호');
});

test('기업과 한 약속과 담당자 메모도 같은 길로 지나간다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'giup1');
  await page.keyboard.press('Alt+Digit4');
  await expect(page.getByRole('gridcell').nth(1)).not.toBeEmpty();
  await page.keyboard.press('Enter');
  for (const [add, field] of [
    ['약속 더하기', '약속'],
    ['사업장 더하기', '사업장 이름'],
  ] as const) {
    await page.getByRole('button', { name: add }).press('Enter');
    await page.getByRole('textbox', { name: field }).fill(`법인번호 ${number}`);
    await passes(page);
    await expect(page.getByText(`법인번호 ${number}`)).toBeVisible();
    await page.getByRole('button', { name: /법인번호 .* 수정/ }).press('Enter');
    await page.getByRole('button', { name: '빼기' }).press('Enter');
    await expect(page.getByRole('button', { name: /법인번호 .* 수정/ })).toHaveCount(0);
  }
});
