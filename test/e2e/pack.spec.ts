// 자료 묶음: a laptop that holds what was taken in for one fair and nobody else of the centre; two real programs, one stick.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import path from 'node:path';
import { addDays, todayInSeoul } from '../../shared/korean/day.ts';
import {
  call,
  exchangeBy,
  expect,
  firstPage,
  intake,
  joinCentre,
  openMenu,
  problemOf,
  saveAs,
  signedIn,
  signIn,
  test,
  value,
} from './desk.ts';

const told = { timeout: 60_000 };
const fair = '2026 하반기 박람회';
const everybody = { sort: 'name', direction: 'asc', offset: 0, limit: 100 } as const;
const names = async (page: Page): Promise<string[]> =>
  (await value(page, 'person.list', everybody)).rows.map(({ name }) => name);
const colleagues = async (page: Page): Promise<string[]> =>
  (await value(page, 'staff.names', {})).staff.map(({ name }) => name).toSorted();

test('박람회 노트북은 센터의 사람 없이 접수하고, 접수한 사람은 사무실에 가며, 사무실의 사람은 오지 않는다', async ({
  launch,
  demoProfile,
  folder,
}) => {
  test.setTimeout(240_000);
  const until = addDays(todayInSeoul(Date.now()), 3);
  const file = path.join(folder, '참여.desk-backup');
  const { app, page } = await signedIn(launch, demoProfile);
  await saveAs(app, file);
  await openMenu(page, '백업');
  await page.getByRole('button', { name: '참여 파일 만들기' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: '참여 파일 만들기' });
  await dialog.getByLabel('노트북 이름').fill('박람회 노트북 1');
  await dialog.getByRole('combobox', { name: '담을 자료' }).selectOption({ label: '새 자료 묶음' });
  await expect(dialog.getByText('센터의 다른 사람은 들어가지 않습니다.', { exact: false })).toBeVisible();
  // Nothing is made while it is not said until when, and what for.
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByText('자료 묶음의 이름을 입력해 주십시오.', { exact: false })).toBeVisible();
  await expect(dialog.getByText('자료 묶음만 담는 노트북은 빌려 준 마지막 날을 입력해 주십시오.')).toBeVisible();
  await expect(dialog.getByLabel('자료 묶음의 이름')).toBeFocused();
  expect((await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations).toEqual([]);
  await dialog.getByLabel('자료 묶음의 이름').fill(fair);
  await dialog.getByLabel('빌려 준 마지막 날').fill(until);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden(told);

  const other = await launch({ userData: path.join(folder, 'second') });
  const there = await firstPage(other);
  await joinCentre(other, there, file);
  await signIn(there);
  await expect(there.getByText(`‘${fair}’ 자료만 · ${until}까지`)).toBeVisible();
  const known = await names(page);
  expect(known.length).toBeGreaterThan(10);
  expect(await names(there)).toEqual([]);
  expect((await value(there, 'company.list', everybody)).total).toBe(0);
  // Forms, codes and colleagues are the centre's.
  expect(await colleagues(there)).toEqual(await colleagues(page));
  await there.keyboard.press('Control+KeyK');
  await there.keyboard.insertText(known[0] ?? '');
  await expect(there.getByText(/^찾은 것이 없습니다\. 이 노트북에는 자료 묶음/)).toBeVisible();
  await there.keyboard.press('Escape');
  // What it makes for another laptop is the pack again, and lent until a day too.
  await openMenu(there, '백업');
  await there.getByRole('button', { name: '참여 파일 만들기' }).press('Enter');
  const again = there.getByRole('dialog', { name: '참여 파일 만들기' });
  await again.getByLabel('노트북 이름').fill('박람회 노트북 2');
  await there.keyboard.press('Control+Enter');
  await expect(again.getByText('자료 묶음만 담는 노트북은 빌려 준 마지막 날을 입력해 주십시오.')).toBeVisible();
  await there.keyboard.press('Escape');
  await there.getByRole('button', { name: '버리기' }).press('Enter');
  await expect(again).toHaveCount(0);
  await intake(there, '박현장');

  await exchangeBy(app, page, folder);
  await exchangeBy(other, there, folder);
  await expect(async () => {
    for (const each of [there, page]) await value(each, 'exchange.now', {});
    expect(await names(page)).toContain('박현장');
  }).toPass(told);
  await intake(page, '가사무');
  await expect(async () => {
    for (const each of [page, there]) await value(each, 'exchange.now', {});
    expect((await value(there, 'sync.state', {})).items.in).toBe((await value(page, 'sync.state', {})).items.in);
  }).toPass(told);
  expect(await names(there)).toEqual(['박현장']);
  const { rows } = await value(page, 'device.list', {});
  expect(rows.map(({ pack }) => pack)).toEqual([null, fair]);
  const lent = rows.find(({ here }) => !here)?.id ?? 0;
  expect(await problemOf(page, 'device.nameOffice', { id: lent })).toBe('notForOffice');
  expect((await call(there, 'pack.list', {})).ok).toBe(true);
});
