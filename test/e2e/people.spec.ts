import type { Page } from '@playwright/test';
import {
  confirmRecoveryKey,
  expect,
  firstPage,
  makeCentre,
  saveTalk,
  signedIn,
  signIn,
  test,
  typeTalk,
  value,
} from './desk.ts';

/** Types as a Korean input method does: the syllable is composed in steps, then committed. */
async function compose(page: Page, steps: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const step of steps) {
    await session.send('Input.imeSetComposition', {
      text: step,
      selectionStart: step.length,
      selectionEnd: step.length,
    });
  }
  await session.send('Input.insertText', { text: steps.at(-1) ?? '' });
  await session.detach();
}

const searchBox = (page: Page) => page.getByRole('combobox', { name: /찾기/ }).first();

/** The first five finds for what is typed into the one box. */
async function finds(page: Page, text: string): Promise<string[]> {
  await page.keyboard.press('Control+KeyK');
  await searchBox(page).fill('');
  await page.keyboard.insertText(text);
  await expect(searchBox(page)).toHaveValue(text);
  await expect(page.getByRole('option').first()).toBeVisible();
  // The list belongs to an earlier key until its answer has come.
  await page.waitForTimeout(150);
  const options = await page.getByRole('option').allInnerTexts();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  return options.slice(0, 5).map((option) => option.replaceAll(/\s+/g, ' '));
}

test('처음 켠 컴퓨터에서 키보드만으로 센터를 만들고 사람을 접수하고 상담을 쓰고 다시 찾는다', async ({ launch }) => {
  const page = await firstPage(await launch());
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) violations.push(message.text());
  });
  await expect(page.getByRole('heading', { name: '처음 시작합니다' })).toBeVisible();
  await confirmRecoveryKey(page, await makeCentre(page));
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();

  await page.keyboard.press('Control+Shift+KeyN');
  await expect(page.getByRole('heading', { name: '구직자 접수' })).toBeVisible();
  await expect(page.getByLabel('성명', { exact: false }).first()).toBeFocused();
  await compose(page, ['ㄱ', '기', '김']);
  await compose(page, ['ㅊ', '처', '철']);
  await compose(page, ['ㅅ', '수']);
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('900101');
  await page.keyboard.press('Enter');
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('01012345678');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('ㄴㅂ');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+KeyS');
  await expect(page.getByRole('heading', { name: '김철수', level: 1 })).toBeVisible();

  const list = await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 10 });
  expect(list.rows).toMatchObject([{ name: '김철수', birth: '1990-01-01', sex: 'M', mobile: '01012345678' }]);

  await typeTalk(page, '남동공단 도금 공장 일을 찾고 있습니다.');
  await saveTalk(page, '남동공단 도금 공장 일을 찾고 있습니다.');

  for (const text of ['김철수', 'ㄱㅊㅅ', '철수', '김ㅊ', '5678', '010-1234', '900101', 'rlacjftn', '김처']) {
    expect((await finds(page, text))[0] ?? '', text).toContain('김철수');
  }
  expect((await finds(page, '김철수'))[0]).toMatch(/김철수 1990년생 .*5678/);
  // Opening by Enter from the box.
  await page.keyboard.press('Alt+Digit1');
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.insertText('ㄱㅊㅅ');
  await expect(page.getByRole('option', { name: /김철수/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '김철수', level: 1 })).toBeVisible();
  expect(violations).toEqual([]);
});

test('조합 중의 Enter는 저장하지 않고 조합만 끝낸다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Control+Shift+KeyN');
  await expect(page.getByRole('heading', { name: '구직자 접수' })).toBeVisible();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: '김', selectionStart: 1, selectionEnd: 1 });
  await session.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Process',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await session.send('Input.insertText', { text: '김' });
  const name = page.getByLabel('성명', { exact: false }).first();
  await expect(name).toHaveValue('김');
  await expect(name).toBeFocused();
  await expect(page.getByRole('heading', { name: '구직자 접수' })).toBeVisible();
});

test('잘못된 입력은 항목마다 할 일을 말하고 입력한 것은 그대로 남는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Control+Shift+KeyN');
  await page.getByLabel('성명', { exact: false }).first().fill('홍길동');
  await page.getByLabel('생년월일').fill('2023.2.29');
  await page.getByLabel('휴대전화').fill('010-12-3');
  await page.keyboard.press('Control+KeyS');
  await expect(page.getByText('달력에 없는 날입니다', { exact: false })).toBeVisible();
  await expect(page.getByText('전화번호 형식을 확인해 주십시오', { exact: false })).toBeVisible();
  await expect(page.getByText('유입경로를 골라 주십시오', { exact: false })).toBeVisible();
  await expect(page.getByLabel('생년월일')).toHaveValue('2023.2.29');
  await expect(page.getByLabel('휴대전화')).toHaveValue('010-12-3');
});

test('같은 사람일 수 있으면 저장 전에 누구인지 알리고 막지는 않는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  const row = (await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 3, limit: 1 })).rows[0];
  const { name, phone } = await value(page, 'person.reveal', { id: row?.id ?? 0 });
  await page.keyboard.press('Control+Shift+KeyN');
  await page.getByLabel('성명', { exact: false }).first().fill(name);
  await page.getByLabel('생년월일').fill(row?.birth ?? '');
  await page.getByLabel('휴대전화').fill(phone ?? '');
  await expect(page.getByText('이미 등록된 사람일 수 있습니다', { exact: false })).toBeVisible();
  await page.getByRole('combobox', { name: '유입경로' }).fill('내방');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+KeyS');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  expect((await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 5 })).total).toBe(61);
});

test('쓰던 접수는 강제로 꺼져도 남아 다시 이어 쓴다', async ({ launch, demoProfile }) => {
  const { app, page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Control+Shift+KeyN');
  await page.getByLabel('성명', { exact: false }).first().fill('독고탁');
  await page.getByLabel('휴대전화').fill('01077778888');
  await page.waitForTimeout(2000);
  const gone = new Promise((resolve) => app.process().once('exit', resolve));
  app.process().kill('SIGKILL');
  await gone;

  const again = await firstPage(await launch({ userData: demoProfile }));
  await signIn(again);
  await expect(again.getByText('독고탁')).toBeVisible();
  await again.keyboard.press('Control+Shift+KeyN');
  await expect(again.getByLabel('성명', { exact: false }).first()).toHaveValue('독고탁');
  await expect(again.getByLabel('휴대전화')).toHaveValue(/010-?7777-?8888/);
});

test('찾다가 접수나 메뉴의 글쇠를 누르면 새 화면이 글자판을 받는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  const search = page.getByRole('combobox', { name: '찾기' });
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.insertText('없는사람');
  await expect(page.getByText(/^찾은 것이 없습니다/).first()).toBeVisible();
  await page.keyboard.press('Control+Shift+KeyN');
  await expect(page.getByLabel('성명', { exact: false }).first()).toBeFocused();
  await page.keyboard.press('Control+KeyK');
  await expect(search).toBeFocused();
  await page.keyboard.press('Alt+Digit2');
  await expect(page.getByRole('grid', { name: '구직자 목록' })).toBeFocused();
});
