import type { Page } from '@playwright/test';
import { demoPassword } from '../../build/demo/centre.ts';
import { expect, firstPage, openMenu, problemOf, signedIn, signIn, test, value } from './desk.ts';

/** Tries to come in, on the login screen. */
async function tryIn(page: Page, loginId: string, password: string): Promise<void> {
  await page.getByLabel('아이디').fill(loginId);
  await page.getByLabel('비밀번호').fill(password);
  await page.keyboard.press('Enter');
}

/** The one-time passwords on the screen, by login id. */
async function oneTime(page: Page): Promise<{ loginId: string; password: string }[]> {
  const list = page.getByRole('list', { name: '만든 계정' });
  await expect(list).toBeVisible();
  const rows = await list.getByRole('listitem').allInnerTexts();
  return rows.map((row) => {
    const [, loginId = '', password = ''] = /아이디\s+(\S+)\s+비밀번호\s+(\S+)/.exec(row) ?? [];
    return { loginId, password };
  });
}

test('관리자가 키보드로 계정을 만들고, 그 사람은 받은 비밀번호를 바꾸어야 들어가며 제 역할만큼만 본다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile);
  await openMenu(page, '계정 관리');
  await expect(page.getByRole('button', { name: /한상담/ })).toBeVisible();
  await page.keyboard.press('KeyN');
  await page.keyboard.insertText('조회만');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('a!');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('아이디는 영문자와 숫자로', { exact: false })).toBeVisible();
  await page.getByLabel('아이디').fill('johoe1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('5');
  await page.keyboard.press('Control+Enter');
  const [made] = await oneTime(page);
  expect(made).toMatchObject({ loginId: 'johoe1' });
  // It is shown this once: a slip of the hand does not close it.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '전했습니다' }).press('Enter');
  await expect(page.getByRole('button', { name: /조회만 .*첫 로그인 전/ })).toBeVisible();
  await openMenu(page, '로그아웃');

  const given = made?.password ?? '';
  await tryIn(page, 'johoe1', given);
  await expect(page.getByRole('heading', { name: '비밀번호를 새로 정해 주십시오' })).toBeVisible();
  expect(await problemOf(page, 'today.get', {})).toBe('notSignedIn');
  for (const text of [given, 'Nae-2026!', 'Nae-2026!']) {
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: '화면 설정과 로그아웃' }).press('Enter');
  await expect(page.getByRole('menuitem', { name: '설정' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: '계정 관리' })).toBeHidden();
  await page.getByRole('menuitem', { name: '설정' }).press('Enter');
  await expect(page.getByText('관리자만 바꿀 수 있습니다.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: '센터 이름' })).toBeHidden();
  expect(await problemOf(page, 'staff.list', {})).toBe('notAllowed');

  await openMenu(page, '로그아웃');
  await tryIn(page, 'johoe1', given);
  await expect(page.getByRole('alert')).toContainText('아이디 또는 비밀번호가 맞지 않습니다');
});

test('다섯 번 틀리면 계정이 잠기고, 관리자가 잠금을 풀면 다시 들어간다', async ({ launch, demoProfile }) => {
  test.setTimeout(180_000);
  const page = await firstPage(await launch({ userData: demoProfile }));
  await expect(page.getByLabel('아이디')).toBeFocused();
  for (let tries = 1; tries <= 5; tries += 1) {
    await tryIn(page, 'sangdam2', `wrong-${tries}`);
    await expect(page.getByRole('alert')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByLabel('비밀번호')).toHaveValue('', { timeout: 60_000 });
  }
  await tryIn(page, 'sangdam2', 'demo-2026');
  await expect(page.getByRole('alert')).toContainText('복구 열쇠로 새 비밀번호를', { timeout: 60_000 });
  await signIn(page);
  await openMenu(page, '계정 관리');
  await page.getByRole('button', { name: /오상담 .*잠김/ }).press('Enter');
  await page.getByRole('button', { name: '잠금 해제' }).press('Enter');
  await expect(page.getByRole('button', { name: /오상담 .*사용 중/ })).toBeVisible();
  await openMenu(page, '로그아웃');
  await signIn(page, 'sangdam2');
});

test('역할을 바꾸고, 비밀번호를 다시 주고, 말소하며, 마지막 관리자는 없앨 수 없다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await openMenu(page, '계정 관리');
  await page.getByRole('button', { name: /유기업/ }).press('Enter');
  await page.getByRole('dialog').getByText('조회').click();
  await page.getByLabel('마지막 날').fill('2099-12-31');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: /유기업 .*조회.*2099-12-31까지/ })).toBeVisible();

  await page.getByRole('button', { name: /오상담/ }).press('Enter');
  await page.getByRole('button', { name: '비밀번호 재설정' }).press('Enter');
  await expect(page.getByRole('button', { name: '취소' }).last()).toBeFocused();
  await page.getByRole('button', { name: '재설정', exact: true }).press('Enter');
  const [reset] = await oneTime(page);
  expect(reset?.loginId).toBe('sangdam2');
  await page.getByRole('button', { name: '전했습니다' }).press('Enter');

  await page.getByRole('button', { name: /한상담/ }).press('Enter');
  await page.getByRole('button', { name: '말소' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: '말소' }).press('Enter');
  await expect(page.getByRole('list', { name: '끝난 계정' }).getByText('한상담')).toBeVisible();

  const { rows } = await value(page, 'staff.list', {});
  const admin = rows.find(({ loginId }) => loginId === 'admin');
  await page.getByRole('button', { name: /^관리자 admin/ }).press('Enter');
  await page.getByRole('dialog').getByText('상담사').click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('관리자가 한 명은 있어야 합니다');
  expect(await problemOf(page, 'staff.end', { id: admin?.id ?? 0 })).toBe('lastAdmin');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '버리기' }).press('Enter');
  await openMenu(page, '로그아웃');

  await tryIn(page, 'sangdam1', 'demo-2026');
  await expect(page.getByRole('alert')).toBeVisible();
  await tryIn(page, 'sangdam2', 'demo-2026');
  await expect(page.getByRole('alert')).toBeVisible();
});

test('박람회 도우미를 이름만 붙여 넣어 한 번에 만들고, 그들은 구직자 자료를 보지 못한다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile);
  await openMenu(page, '계정 관리');
  await page.getByRole('button', { name: '박람회 도우미 여러 명' }).press('Enter');
  await page.getByLabel('도우미 성명').fill('김도움\n이보조\n박안내');
  await page.getByLabel('마지막 날').fill('2099-12-31');
  await page.keyboard.press('Control+Enter');
  const made = await oneTime(page);
  expect(made).toHaveLength(3);
  expect(new Set(made.map(({ loginId }) => loginId)).size).toBe(3);
  await expect(page.getByRole('button', { name: '보안서약서 인쇄' })).toBeVisible();
  await page.getByRole('button', { name: '전했습니다' }).press('Enter');
  await openMenu(page, '로그아웃');

  await tryIn(page, made[0]?.loginId ?? '', made[0]?.password ?? '');
  await expect(page.getByText('이 계정으로 볼 수 있는 화면이 없습니다.')).toBeVisible();
  await expect(page.getByRole('navigation').getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: /찾기/ })).toBeHidden();
  expect(await problemOf(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 10 })).toBe(
    'notAllowed',
  );
  // How it stands with the hub is about nobody: they see it too.
  await expect(page.getByRole('button', { name: /동기화 열기/ })).toContainText('이 노트북만');
  await page.keyboard.press('Alt+Digit0');
  await expect(page.getByRole('heading', { name: '동기화', level: 1 })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('설정을 바꾸면 바로 지켜지고, 정한 범위를 벗어난 값은 그 칸에서 말한다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await openMenu(page, '설정');
  const minutes = page.getByLabel('자동 잠금(사무실, 분)');
  await minutes.fill('0');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('1부터 60까지의 숫자로 입력해 주십시오.')).toBeVisible();
  await minutes.fill('7');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('설정을 저장했습니다.')).toBeVisible();
  await expect.poll(async () => await value(page, 'session.state', {})).toMatchObject({ lockMinutes: 7 });
});

test('내 비밀번호를 바꾸면 새 것으로만 들어간다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  await openMenu(page, '내 계정');
  await page.getByLabel('지금 비밀번호').focus();
  for (const text of ['demo-2026', 'Nae-2026!', 'Nae-2026!']) {
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
  }
  await expect(page.getByText('비밀번호를 바꾸었습니다.')).toBeVisible();
  await expect(page.getByLabel('지금 비밀번호')).toHaveValue('');
  await openMenu(page, '로그아웃');
  await tryIn(page, 'sangdam1', 'demo-2026');
  await expect(page.getByRole('alert')).toContainText('맞지 않습니다');
  await signIn(page, 'sangdam1', 'Nae-2026!');
});

test('내 계정과 설정은 첫 칸에서 시작하고, 보안 설정 현황은 설정을 열면 바로 보인다', async ({
  launch,
  demoProfile,
}) => {
  const page = await firstPage(await launch({ userData: demoProfile }));
  await page.setViewportSize({ width: 1280, height: 720 });
  await signIn(page);
  await openMenu(page, '내 계정');
  await expect(page.getByLabel('새 PIN', { exact: true })).toBeFocused();
  await openMenu(page, '설정');
  await expect(page.getByLabel('센터 이름')).toBeFocused();
  await expect(page.getByRole('button', { name: '보안 설정 현황 인쇄' })).toBeInViewport({ ratio: 1 });
});

test('받아들일 수 없는 PIN은 비워지고 그 칸에서 다시 누른다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await openMenu(page, '내 계정');
  const pin = page.getByLabel('새 PIN', { exact: true });
  const again = page.getByLabel('새 PIN 확인');
  await expect(pin).toBeFocused();
  for (const digits of ['135790', '135791']) {
    await page.keyboard.type(digits);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.insertText(demoPassword);
  await page.keyboard.press('Enter');
  await expect(pin).toBeFocused();
  await expect(pin).toHaveValue('');
  await expect(again).toHaveValue('');
  for (const digits of ['135790', '135790']) {
    await page.keyboard.type(digits);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByText('PIN을 정했습니다.')).toBeVisible();
});
