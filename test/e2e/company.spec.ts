// A company whole: what hangs on it, the long form, and the centre's own code tables and projects.
import type { Page } from '@playwright/test';
import { expect, signedIn, test, value } from './desk.ts';

/** Opens the first company of the list. */
async function openFirst(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4');
  // Enter opens a row once there is one.
  await expect(page.getByRole('gridcell').nth(1)).not.toBeEmpty();
  await page.getByRole('grid').press('Enter');
}

/** Adds 박인사 as 채용담당자; the row may stand in the list a moment before the form is done with its draft. */
async function addContact(page: Page): Promise<void> {
  await page.getByRole('button', { name: '담당자 더하기' }).click();
  await page.keyboard.type('박인사');
  await page.keyboard.press('Enter');
  await page.keyboard.press('2');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('form', { name: '기업 담당자 더하기' })).toBeHidden();
}

test('기업에 담당자와 약속을 더하고 고치고 빼고 되돌린다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await openFirst(page);
  await addContact(page);
  const contacts = page.getByRole('region', { name: '담당자' });
  await expect(contacts.getByText('박인사')).toBeVisible();
  await contacts.getByRole('button', { name: '담당자 박인사 수정' }).click();
  await page.getByLabel('휴대전화').fill('01023456789');
  await page.keyboard.press('Control+Enter');
  await expect(contacts.getByText('010-2345-6789')).toBeVisible();
  await expect(contacts.getByRole('form')).toHaveCount(0);
  await contacts.getByRole('button', { name: '담당자 박인사 수정' }).click();
  await page.getByRole('button', { name: '빼기' }).click();
  await expect(contacts.getByText('박인사')).toBeHidden();
  await page.getByRole('button', { name: '되돌리기' }).click();
  await expect(contacts.getByText('박인사')).toBeVisible();

  await page.getByRole('button', { name: '약속 더하기' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('무엇을 약속했는지 입력해 주십시오.')).toBeVisible();
  await page.keyboard.type('구인표 보내기');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: '약속' }).getByText('구인표 보내기')).toBeVisible();
});

test('더하거나 고치던 담당자와 약속은 다른 화면에 다녀와도 쓰던 그대로 있고, 저장하거나 빼면 쓰다 만 것에서 사라진다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile);
  await openFirst(page);
  await addContact(page);
  const contacts = page.getByRole('region', { name: '담당자' });
  const promises = page.getByRole('region', { name: '약속' });
  await contacts.getByRole('button', { name: '담당자 박인사 수정' }).click();
  await contacts.getByLabel('휴대전화').fill('01023456789');
  await contacts.getByRole('button', { name: '담당자 더하기' }).click();
  const added = contacts.getByRole('form', { name: '기업 담당자 더하기' });
  await added.getByLabel('성명').fill('최반장');
  await promises.getByRole('button', { name: '약속 더하기' }).click();
  await page.keyboard.type('구인표 보내기');

  // At once: what was typed last is on its way.
  await page.keyboard.press('Alt+Digit1');
  await expect(page.getByRole('button', { name: /기업 담당자 더하기/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /기업 담당자 수정/ })).toBeVisible();
  await page.getByRole('button', { name: /약속 더하기/ }).press('Enter');
  const changed = contacts.getByRole('form', { name: '기업 담당자 수정' });
  await expect(changed.getByLabel('휴대전화')).toHaveValue('010-2345-6789');
  await expect(added.getByLabel('성명')).toHaveValue('최반장');
  const promise = promises.getByRole('form', { name: '약속 더하기' });
  await expect(promise.getByLabel('약속')).toHaveValue('구인표 보내기');

  await promise.getByLabel('약속').press('Control+Enter');
  await expect(promise).toBeHidden();
  await changed.getByRole('button', { name: '빼기' }).press('Enter');
  await expect(changed).toBeHidden();
  // Left without saving, it waits; opened again, it goes on.
  await added.getByRole('button', { name: '취소' }).press('Enter');
  await expect(added).toBeHidden();
  await page.keyboard.press('Alt+Digit1');
  await expect(page.getByRole('button', { name: /기업 담당자 더하기/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /약속 더하기|기업 담당자 수정/ })).toHaveCount(0);
  await page.getByRole('button', { name: /기업 담당자 더하기/ }).press('Enter');
  await expect(added.getByLabel('성명')).toHaveValue('최반장');
});

test('더한 유입경로를 접수에서 고르고, 사업은 다음 상담에 먼저 나온다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await page
    .getByRole('button', { name: /화면 설정|메뉴|관리자/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: '코드표' }).click();
  await page.keyboard.press('n');
  await page.keyboard.type('산단 셔틀 광고');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: /산단 셔틀 광고/ })).toBeVisible();
  const { entries } = await value(page, 'code.list', {});
  expect(entries.map(({ fields }) => fields.code)).toEqual(['L0101']);

  const { projects } = await value(page, 'project.list', {});
  expect(projects.length).toBeGreaterThan(3);
  await page.keyboard.press('Control+Shift+N');
  await page.getByLabel('유입경로').fill('셔틀');
  await expect(page.getByRole('option', { name: '산단 셔틀 광고' })).toBeVisible();
});
