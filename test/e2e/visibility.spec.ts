import type { Page } from '@playwright/test';
import { expect, problemOf, saveTalk, signedIn, signIn, test, typeTalk, value } from './desk.ts';

const everybody = { sort: 'intakeDay', direction: 'desc', offset: 0, limit: 100 } as const;

/** Ends the session and signs somebody else in. */
async function signInAs(page: Page, loginId: string): Promise<void> {
  await value(page, 'session.signOut', {});
  await page.reload();
  await signIn(page, loginId);
}

test('목록은 남의 담당을 가리고 V로 한 사람씩 보이며, 제 담당은 가리지 않는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  const { rows } = await value(page, 'person.list', everybody);
  const own = rows.find(({ masked }) => !masked);
  const other = rows.findIndex(({ masked }) => masked);
  expect(own?.name).not.toContain('*');
  expect(rows[other]?.name).toContain('*');
  const { name } = await value(page, 'person.reveal', { id: rows[other]?.id ?? 0 });

  await page.keyboard.press('Alt+Digit2');
  await expect(page.getByRole('grid')).toBeFocused();
  // The arrows go through rows that are there.
  await expect(page.getByRole('gridcell').nth(1)).not.toBeEmpty();
  for (let step = 0; step < other; step += 1) await page.keyboard.press('ArrowDown');
  const marked = page.locator('[role=row][aria-selected=true]');
  await expect(marked).toContainText(rows[other]?.name ?? '');
  await expect(marked).toContainText('-****-');
  await page.keyboard.press('KeyV');
  await expect(marked).toContainText(name);
  await expect(marked).not.toContainText('*');
  await page.keyboard.press('KeyV');
  await expect(marked).toContainText(rows[other]?.name ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  // Not one's own case: nothing to hand on and nothing to restrict.
  await expect(page.getByRole('region', { name: '담당' })).toContainText('담당 상담사');
  await expect(page.getByRole('button', { name: '담당 변경' })).toHaveCount(0);
});

test('담당 상담사가 까닭을 적어 제한하면 다른 상담사에게는 없는 사람이 되고, 관리자가 담당을 바꾸면 넘어간다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam2');
  const before = (await value(page, 'person.list', everybody)).total;
  await signInAs(page, 'sangdam1');
  const own = (await value(page, 'person.list', everybody)).rows.find((row) => !row.masked && !row.restricted);
  const { id, name } = own ?? { id: 0, name: '' };
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.insertText(`${name} ${own?.mobile?.slice(-4)}`);
  await expect(page.getByRole('option').first()).toContainText(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await page.getByRole('button', { name: '열람제한' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: '열람제한' });
  await dialog.getByRole('button', { name: '열람제한' }).press('Enter');
  await expect(dialog.getByText('열람제한의 까닭을 적어 주십시오.')).toBeVisible();
  await dialog.getByLabel('까닭').fill('사는 곳을 알리지 않기로 하였습니다.');
  await dialog.getByRole('button', { name: '열람제한' }).press('Enter');
  await expect(dialog).toBeHidden();
  const section = page.getByRole('region', { name: '담당' });
  await expect(section).toContainText('사는 곳을 알리지 않기로 하였습니다.');

  await signInAs(page, 'sangdam2');
  expect((await value(page, 'person.list', everybody)).total).toBe(before - 1);
  expect(await problemOf(page, 'person.get', { id })).toBe('notFound');
  const { hits } = await value(page, 'search.find', { text: name, limit: 20 });
  expect(hits.map((hit) => hit.id)).not.toContain(id);
  // C3: another person of the same telephone is taken in; only that there is a restricted record is said.
  await page.keyboard.press('Control+Shift+KeyN');
  await page.getByLabel('성명', { exact: false }).first().fill('다른사람');
  await page.getByLabel('휴대전화').fill(own?.mobile ?? '');
  await expect(page.getByText('열람 제한 — 관리자에게 문의', { exact: false })).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);

  await signInAs(page, 'admin');
  const staff = (await value(page, 'staff.names', {})).staff;
  await value(page, 'person.assign', { id, counsellorId: staff.find((each) => each.name === '오상담')?.id ?? 0 });
  await signInAs(page, 'sangdam2');
  expect((await value(page, 'person.get', { id })).fields.name).toBe(name);
});

test('열람제한한 상담은 쓴 사람과 관리자만 본다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  const row = (await value(page, 'person.list', everybody)).rows.find(({ restricted }) => !restricted);
  const id = row?.id ?? 0;
  await page.keyboard.press('Alt+Digit2');
  await expect(page.getByRole('grid')).toBeFocused();
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: '상담일지' })).toBeVisible();
  await typeTalk(page, '우리만 아는 이야기입니다.');
  await page.getByRole('checkbox', { name: '나와 관리자만 봅니다' }).press('Space');
  await saveTalk(page, '우리만 아는 이야기입니다.');
  await expect(page.getByText('열람제한', { exact: true }).first()).toBeVisible();
  const contents = async () =>
    (await value(page, 'consultation.ofPerson', { personId: id, offset: 0, limit: 20 })).rows.map(
      ({ fields }) => fields.content,
    );
  expect(await contents()).toContain('우리만 아는 이야기입니다.');
  await signInAs(page, 'sangdam2');
  expect(await contents()).not.toContain('우리만 아는 이야기입니다.');
  await signInAs(page, 'admin');
  expect(await contents()).toContain('우리만 아는 이야기입니다.');
});
