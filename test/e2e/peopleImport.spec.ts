import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { readSheets, rowTexts } from '../../electron/paper/sheet.ts';
import { formatPhone } from '../../shared/korean/phone.ts';
import { generateCompanies, generatePeople } from '../fixtures/generate.ts';
import { answerOpen, expect, saveAs, signedIn, test, value } from './desk.ts';

async function totalOf(page: Page, list: 'person.list' | 'company.list'): Promise<number> {
  const filter = {};
  if (list === 'person.list')
    return (await value(page, list, { filter, sort: 'name', direction: 'asc', offset: 0, limit: 1 })).total;
  return (await value(page, list, { filter, sort: 'name', direction: 'asc', offset: 0, limit: 1 })).total;
}

async function openImport(page: Page, place: string, list: string, title: string): Promise<void> {
  await page.keyboard.press(place);
  await expect(page.getByRole('heading', { name: list, level: 1 })).toBeVisible();
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('KeyI');
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
}

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: '파일 고르기' }).press('Enter');
  await expect(page.getByRole('heading', { name: /머리글과 열 연결/ })).toBeVisible();
  await page.getByRole('button', { name: '검사', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { name: /검사 결과/ })).toBeVisible();
}

test('구직자 명부를 키보드로 가져온다: 주민등록번호는 버리고, 두 번째에는 아무도 들어오지 않는다', async ({
  launch,
  demoProfile,
  userData,
}) => {
  const people = generatePeople(607, 40);
  const rows = people.map(({ name, birth, mobile }, index) =>
    [
      index + 1,
      name,
      birth.replaceAll('-', '.'),
      `${birth.slice(2).replaceAll('-', '')}-1234567`,
      formatPhone(mobile),
      '지인소개',
      '',
    ].join(','),
  );
  const stray = `99,${people[0]?.name ?? ''},,,010-0000-0001,,번호는 900101-1234567`;
  const file = path.join(userData, '명부.csv');
  fs.writeFileSync(
    file,
    `\uFEFF구직자 명부\n연번,성명,생년월일,주민등록번호,휴대전화,모집경로,비고\n${rows.join('\n')}\n${stray}\n합계,40,,,,,\n`,
  );
  const { app, page } = await signedIn(launch, demoProfile);
  await answerOpen(app, file);
  const saved = path.join(userData, '거절.xlsx');
  await saveAs(app, saved);
  await openImport(page, 'Alt+Digit2', '구직자', '구직자 가져오기');
  const before = await totalOf(page, 'person.list');
  await page.getByRole('button', { name: '파일 고르기' }).press('Enter');
  await expect(
    page.getByText('주민등록번호 열을 버리고 읽었습니다: D열(주민등록번호)', { exact: false }),
  ).toBeVisible();
  await expect(page.getByText('1234567')).toHaveCount(0);
  await page.getByRole('button', { name: '검사', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { name: /검사 결과/ })).toBeVisible();
  await page.getByRole('tab', { name: /거절된 행/ }).click();
  await page.getByRole('button', { name: '거절된 행 엑셀로 저장' }).press('Enter');
  await expect.poll(() => fs.existsSync(saved)).toBe(true);
  await page.getByRole('button', { name: /명 가져오기/ }).press('Enter');
  await expect(page.getByRole('heading', { name: '가져오기를 마쳤습니다' })).toBeVisible();
  const added = (await totalOf(page, 'person.list')) - before;
  expect(added).toBeGreaterThan(35);

  const book = await readSheets(saved);
  if (!book.ok) throw new Error(book.problem.message);
  const texts = (book.value.sheets[0]?.rows ?? []).flatMap(rowTexts).join(' ');
  expect(texts).toContain('■■■■■■-■■■■■■■');
  expect(texts).not.toContain('1234567');

  await page.getByRole('button', { name: '다른 파일 가져오기' }).press('Enter');
  await check(page);
  await expect(page.getByRole('button', { name: '가져오기', exact: true })).toBeDisabled();
  expect(await totalOf(page, 'person.list')).toBe(before + added);
});

test('닮은 사람은 X로 골라야 들어온다', async ({ launch, demoProfile, userData }) => {
  const file = path.join(userData, '명부.csv');
  fs.writeFileSync(
    file,
    '\uFEFF성명,생년월일,휴대전화\n홍가람,1991.2.3,010-5550-0001\n홍나람,1991.2.3,010-5550-0002\n',
  );
  const { app, page } = await signedIn(launch, demoProfile);
  await answerOpen(app, file);
  await openImport(page, 'Alt+Digit2', '구직자', '구직자 가져오기');
  const before = await totalOf(page, 'person.list');
  await check(page);
  await expect(page.getByRole('button', { name: '1명 가져오기' })).toBeVisible();
  const grid = page.getByRole('grid', { name: '같을 수 있는 행 목록' });
  await expect(grid.getByText('홍나람')).toBeVisible();
  await grid.focus();
  await page.keyboard.press('KeyX');
  await page.getByRole('button', { name: '2명 가져오기' }).press('Enter');
  await expect(page.getByRole('heading', { name: '가져오기를 마쳤습니다' })).toBeVisible();
  expect(await totalOf(page, 'person.list')).toBe(before + 2);
});

test('기업 명부를 키보드로 가져온다', async ({ launch, demoProfile, userData }) => {
  const file = path.join(userData, '기업.csv');
  const rows = generateCompanies(608, 30).map(
    ({ name, phone }, index) => `${name} ${index + 1},${formatPhone(phone)},인천 서구 가좌동 ${index + 1},${index + 2}`,
  );
  fs.writeFileSync(file, `\uFEFF상호,전화번호,소재지,상시근로자수\n${rows.join('\n')}\n`);
  const { app, page } = await signedIn(launch, demoProfile);
  await answerOpen(app, file);
  await openImport(page, 'Alt+Digit4', '기업', '기업 가져오기');
  const before = await totalOf(page, 'company.list');
  await check(page);
  await page.getByRole('button', { name: /곳 가져오기/ }).press('Enter');
  await expect(page.getByRole('heading', { name: '가져오기를 마쳤습니다' })).toBeVisible();
  expect(await totalOf(page, 'company.list')).toBe(before + 30);
  await page.getByRole('button', { name: '기업 보기' }).press('Enter');
  await expect(page.getByRole('heading', { name: '기업', level: 1 })).toBeVisible();
});
