// 빌린 기간: a laptop that was lent until a day, with two real programs and a stick between them; no hub.
import { AxeBuilder } from '@axe-core/playwright';
import fs from 'node:fs';
import path from 'node:path';
import { demoPassword } from '../../build/demo/centre.ts';
import { addDays, todayInSeoul } from '../../shared/korean/day.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import {
  exchangeBy,
  expect,
  firstPage,
  joinCentre,
  passMinutes,
  problemOf,
  saveAs,
  signedIn,
  signIn,
  test,
  value,
} from './desk.ts';

const told = { timeout: 60_000 };
const today = todayInSeoul(Date.now());

test('빌린 노트북은 날이 지나면 잠기고, 늘리면 열리며, 다 넘기면 비워진다', async ({ launch, demoProfile, folder }) => {
  test.setTimeout(300_000);
  const [file, stick, second] = ['join.desk-backup', 'stick', 'second'].map((name) => path.join(folder, name));
  fs.mkdirSync(stick ?? '');
  const { app, page } = await signedIn(launch, demoProfile);
  const own = (await value(page, 'device.list', {})).rows[0];
  await value(page, 'device.nameOffice', { id: own?.id ?? 0 });
  await saveAs(app, file ?? '');
  const lent = { name: '박람회 노트북', place: 'field', lentUntil: addDays(today, 1) } as const;
  await value(page, 'backup.makeJoinFile', lent);

  const other = await launch({ userData: second ?? '' });
  const there = await firstPage(other);
  await joinCentre(other, there, file ?? '');
  await signIn(there);
  await exchangeBy(app, page, stick ?? '');
  await exchangeBy(other, there, stick ?? '');
  // The stick is at home: what is written now is on this laptop only.
  fs.renameSync(stick ?? '', `${stick} 뽑음`);
  await value(there, 'person.create', { ...emptyPerson, name: '박현장', mobile: '010-1234-0001', inflow: '01' });
  await expect(there.getByRole('button', { name: /동기화 열기/ })).toContainText(/파일 교환.*[\d,]+건 대기/, told);

  await expect(there.getByText(`${lent.lentUntil}까지 빌려 쓰는 노트북`)).toBeVisible();
  await passMinutes(other, 3 * 24 * 60);
  await expect(there.getByRole('heading', { name: /잠겨 있습니다/ })).toBeVisible(told);
  await there.getByLabel('비밀번호').fill(demoPassword);
  await there.keyboard.press('Enter');
  const over = there.getByRole('heading', { name: '빌린 기간이 끝났습니다', level: 1 });
  await expect(over).toBeFocused();
  await expect(there.getByText(`이 노트북의 날짜는 ${addDays(today, 3)}`)).toBeVisible();
  await expect(there.getByText(/아직 넘기지 않은 변경 [\d,]+건이 있습니다/)).toBeVisible();
  await expect(there.getByRole('navigation')).toHaveCount(0);
  // Legacy mode: the other one opens a window of its own, which this app refuses.
  expect((await new AxeBuilder({ page: there }).setLegacyMode(true).analyze()).violations).toEqual([]);
  const people = { sort: 'name', direction: 'asc', offset: 0, limit: 5 } as const;
  for (const [name, input] of [
    ['person.list', people],
    ['person.create', { ...emptyPerson, name: '박몰래', mobile: '010-1234-0002', inflow: '01' }],
    ['search.find', { text: '박현장', limit: 5 }],
    ['backup.now', {}],
    ['log.export', { month: '2026-11', purpose: '점검' }],
  ] as const)
    expect(await problemOf(there, name, input), name).toMatch(/^(?:laptopLeaving|badRequest)$/);
  expect(await problemOf(there, 'person.list', people)).toBe('laptopLeaving');

  fs.renameSync(`${stick} 뽑음`, stick ?? '');
  // It goes on handing over, by the one button of the screen and by keyboard alone.
  await expect(async () => {
    await there.keyboard.press('F5');
    await value(page, 'exchange.now', {});
    const { rows } = await value(page, 'person.list', { ...people, limit: 100 });
    expect(rows.some(({ name }) => name === '박현장')).toBe(true);
  }).toPass(told);

  const { rows } = await value(page, 'device.list', {});
  const field = rows.find(({ here }) => !here);
  const lend = async (lentUntil: string) =>
    await value(page, 'device.change', { id: field?.id ?? 0, seen: '[]', name: lent.name, endedOn: '', lentUntil });
  await lend(addDays(today, 30));
  await expect(async () => {
    await value(page, 'exchange.now', {});
    await there.keyboard.press('F5');
    await expect(there.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible({ timeout: 5000 });
  }).toPass(told);

  // The office says that it has all, and by its own clock the time is over: nothing of it is left.
  await lend(addDays(today, -1));
  await expect(async () => {
    await value(page, 'exchange.now', {});
    expect(fs.existsSync(path.join(second ?? '', 'desk', 'store.db'))).toBe(false);
  }).toPass({ timeout: 120_000 });
  await expect(there.getByRole('button', { name: /새 센터 시작/ })).toBeVisible(told);
  expect(
    fs.readdirSync(path.join(second ?? '', 'desk')).filter((name) => !/^(?:logs|look|owner|emptied)/.test(name)),
  ).toEqual([]);
  const laptops = await value(page, 'sync.devices', {});
  expect(laptops.rows.find(({ here }) => !here)?.standing).toBe('left');
});
