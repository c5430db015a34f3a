// A laptop that is lent until a day: what its people meet on the day after, with two real programs and a folder.
import fs from 'node:fs';
import path from 'node:path';
import { demoPassword } from '../../build/demo/centre.ts';
import { todayInSeoul } from '../../shared/korean/day.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import { axe } from './axe.ts';
import {
  answerOpen,
  expect,
  firstPage,
  joinCentre,
  openMenu,
  passMinutes,
  problemOf,
  saveAs,
  signedIn,
  signIn,
  test,
  value,
} from './desk.ts';

const told = { timeout: 60_000 };

test('빌린 기간이 끝난 노트북은 폴더로 사무실 노트북에 모두 넘기고, 관리자가 날짜를 확인하면 비우고 그렇게 말한다', async ({
  launch,
  demoProfile,
  folder,
}) => {
  test.setTimeout(240_000);
  const [file, stick, second] = ['join.desk-join', 'stick', 'second'].map((name) => path.join(folder, name));
  fs.mkdirSync(stick ?? '');
  const { app, page } = await signedIn(launch, demoProfile);
  await saveAs(app, file ?? '');
  const lentUntil = todayInSeoul(Date.now());
  await value(page, 'backup.makeJoinFile', { name: '박람회 노트북', place: 'field', lentUntil });
  await openMenu(page, '설정');
  await page.getByRole('button', { name: /01 시연 노트북/ }).press('Enter');
  await page.getByRole('button', { name: '사무실 노트북으로 정하기' }).press('Enter');
  await expect(page.getByRole('button', { name: /01 시연 노트북.*사무실 노트북/ })).toBeVisible();

  const other = await launch({ userData: second ?? '' });
  const there = await firstPage(other);
  await joinCentre(other, there, file ?? '');
  await signIn(there);
  await value(there, 'person.create', { ...emptyPerson, name: '박람회온이', mobile: '010-6161-6161', inflow: '01' });
  await passMinutes(other, 24 * 60);
  await expect(there.getByRole('heading', { name: /화면이 잠겨 있습니다/ })).toBeVisible(told);
  await there.keyboard.insertText(demoPassword);
  await there.keyboard.press('Enter');
  await expect(there.getByRole('heading', { name: '빌린 기간이 끝났습니다' })).toBeFocused();
  expect(await problemOf(there, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 1 })).not.toBe('');

  // The folder is a way to hand over: it is chosen here, on the one screen that is left.
  for (const [here, at] of [
    [app, page],
    [other, there],
  ] as const) {
    await answerOpen(here, stick ?? '');
    if (at === page) await page.keyboard.press('Alt+Digit0');
    await at.getByRole('button', { name: '교환 폴더 고르기' }).press('Enter');
    await at.getByRole('checkbox', { name: at === page ? /박람회 노트북/ : /시연 노트북/ }).press('Space');
    await expect(at.getByText('파일을 남김')).toBeVisible(told);
  }
  await expect(there.getByRole('checkbox', { name: /시연 노트북/ })).toBeFocused();
  await expect(async () => {
    await value(page, 'exchange.now', {});
    await there.keyboard.press('F5');
    await expect(there.getByText(/모두 사무실 노트북\(.*\)에 넘겼습니다/)).toBeVisible({ timeout: 2000 });
  }).toPass(told);
  expect(await axe(there)).toEqual([]);
  const people = { sort: 'name', direction: 'asc', offset: 0, limit: 200 } as const;
  expect((await value(page, 'person.list', people)).rows.map(({ name }) => name)).toContain('박람회온이');

  await there.getByRole('button', { name: '날짜 확인' }).press('Enter');
  await expect(there.getByLabel('내 비밀번호')).toBeFocused();
  await there.keyboard.insertText(demoPassword);
  await there.keyboard.press('Enter');
  await expect(there.getByRole('heading', { name: '모두 넘기고 비웠습니다' })).toBeVisible(told);
  await expect(there.getByRole('button', { name: /쓰던 센터에 참여/ })).toBeFocused();
  expect(fs.existsSync(path.join(second ?? '', 'desk', 'store.db'))).toBe(false);
});
