import {
  confirmRecoveryKey,
  expect,
  firstCentre,
  firstPage,
  makeCentre,
  openMenu,
  problemOf,
  recoveryKeyOn,
  test,
  value,
} from './desk.ts';

test('새 센터는 키보드만으로 만들고, 복구 열쇠의 두 묶음을 바르게 옮겨야 들어간다', async ({ launch }) => {
  const page = await firstPage(await launch());
  const recoveryKey = await makeCentre(page);
  expect(recoveryKey).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);

  // A wrong group is told at its field, and the key can be looked at again.
  await page.getByRole('button', { name: '다 적었습니다' }).press('Enter');
  await expect(page.getByRole('list', { name: '복구 열쇠' })).toBeHidden();
  await page.keyboard.insertText('UUUU');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByText('적어 두신 것과 다릅니다. 종이를 다시 확인해 주십시오.').first()).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await recoveryKeyOn(page)).toBe(recoveryKey);

  await confirmRecoveryKey(page, recoveryKey);
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
  await expect(page.getByText('적어 둔 복구 열쇠가 없습니다', { exact: false })).toBeHidden();
  const { fields } = await value(page, 'centre.get', {});
  expect(fields).toMatchObject({ name: firstCentre.centre, operator: firstCentre.operator, lockMinutes: 10 });
  expect((await value(page, 'recovery.state', {})).confirmedAt).not.toBeNull();
});

test('고른 길에서 Esc로 돌아오면 고르던 자리이고, 그때까지 아무것도 만들지 않는다', async ({ launch }) => {
  const page = await firstPage(await launch());
  await expect(page.getByRole('button', { name: /새 센터 시작/ })).toBeFocused();
  for (const way of [/쓰던 센터에 참여/, /백업에서 복원/]) {
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('button', { name: way })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '뒤로' }).press('Enter');
    await expect(page.getByRole('button', { name: way })).toBeFocused();
  }
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('만들다 만 센터');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /새 센터 시작/ })).toBeFocused();
  expect(await value(page, 'session.state', {})).toEqual({ phase: 'firstRun', emptied: false });
});

test('복구 열쇠를 확인하지 않고 꺼졌으면 관리자에게 계속 말하고, 다시 발급하여 확인하면 그친다', async ({
  launch,
  userData,
}) => {
  const app = await launch({ userData });
  const first = await makeCentre(await firstPage(app));
  await app.close();

  const page = await firstPage(await launch({ userData }));
  await page.getByLabel('아이디').fill(firstCentre.loginId);
  await page.getByLabel('비밀번호').fill(firstCentre.password);
  await page.keyboard.press('Enter');
  const banner = page.getByText('적어 둔 복구 열쇠가 없습니다', { exact: false });
  await expect(banner).toBeVisible();
  await page.getByRole('button', { name: '설정 열기' }).press('Enter');
  await page.getByRole('button', { name: '복구 열쇠 재발급' }).press('Enter');
  await page.keyboard.insertText(firstCentre.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: '복구 열쇠' })).toBeVisible();
  const second = await recoveryKeyOn(page);
  expect(second).not.toBe(first);
  await confirmRecoveryKey(page, second);
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await page.keyboard.press('Alt+Digit1');
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
  await expect(banner).toBeHidden();

  // The key from before opens nothing any more; the new one gives a new password.
  const asked = { loginId: firstCentre.loginId, password: 'Saero-2027', again: 'Saero-2027' };
  expect(await problemOf(page, 'session.recover', { ...asked, recoveryKey: first })).toBe('wrongRecoveryKey');
  await openMenu(page, '로그아웃');
  await page.getByRole('button', { name: '복구 열쇠로 열기' }).press('Enter');
  for (const text of [second.replaceAll('-', ' ').toLowerCase(), firstCentre.loginId, 'Saero-2027', 'Saero-2027']) {
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
  await openMenu(page, '로그아웃');
  await page.getByLabel('아이디').fill(firstCentre.loginId);
  await page.getByLabel('비밀번호').fill('Saero-2027');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
});
