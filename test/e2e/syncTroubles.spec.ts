// What of synchronisation needs people, in the program: blocked changes of every kind, and fields that were written twice.
import type { Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { demoPassword } from '../../build/demo/centre.ts';
import { enrol, openHub, startEnd } from '../fault/syncEnd.ts';
import { axe } from './axe.ts';
import { expect, openMenu, saveAs, signedIn, signIn, test, value } from './desk.ts';
import { addPerson, copyOf, editPerson, eraseMany, giveAll, giveOwn, inProfile, written } from './otherLaptops.ts';
import type { Laptop } from './otherLaptops.ts';

const mark = (page: Page) => page.getByRole('button', { name: /동기화 열기/ });
const blocked = (page: Page, what: string) =>
  page.getByRole('list', { name: '막힌 변경' }).getByRole('listitem').filter({ hasText: what });
const press = async (page: Page, what: string, name: string) =>
  await blocked(page, what).getByRole('button', { name }).press('Enter');
const names = async (page: Page) => {
  const asked = { sort: 'name', direction: 'asc', offset: 0, limit: 200 } as const;
  return (await value(page, 'person.list', asked)).rows.map(({ name }) => name);
};
const told = { timeout: 60_000 };

/** Refused as often as it takes to be shown. */
async function refuseThrice(give: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; tries <= 3; tries += 1) await give();
}

test('막힌 변경은 하나씩 다시 시도하고 내보내며, 한꺼번에 하는 파기는 관리자가 비밀번호로 받아들인 뒤에만 이루어진다', async ({
  launch,
  demoProfile,
  folder,
}) => {
  test.setTimeout(180_000);
  let left = 0;
  await inProfile(demoProfile, folder, async (here, other) => {
    // What 공단 2호 wrote stands on 공단 1호, and comes first.
    const [one, two] = [await other('공단 1호'), await other('공단 2호')];
    await giveAll(here, one);
    addPerson(one, { name: '먼저온이', mobile: '01043434341' });
    await giveAll(one, two);
    const before = written(two);
    addPerson(two, { name: '나중온이', mobile: '01043434342' });
    await refuseThrice(() => giveOwn(two, here, before));
    await giveAll(one, here);
    // The folder of 팀장 노트북 was copied, and both write on.
    const leader = await other('팀장 노트북');
    const twin = copyOf(leader, folder, '복사본');
    const known = written(leader);
    addPerson(leader, { name: '원본이', mobile: '01043434343' });
    addPerson(twin, { name: '복사본이', mobile: '01043434344' });
    await giveAll(leader, here);
    await refuseThrice(() => giveOwn(twin, here, known));
    twin.engine.close();
    const eraser = await other('박람회 노트북');
    left = eraseMany(eraser, 45);
    await giveAll(eraser, here);
  });

  const { app, page } = await signedIn(launch, demoProfile);
  await expect(mark(page)).toContainText('확인 필요 3건', told);
  await page.keyboard.press('Alt+Digit0');
  await expect(page.getByText('3건 = 막힌 변경 3')).toBeVisible();
  await expect(page.getByText(/^[\d,]+ = 적용 [\d,]+ \+ 기다림 0 \+ 읽을 수 없음 0$/)).toBeVisible();
  await expect(blocked(page, '공단 2호')).toContainText('다른 노트북을 모두 동기화한 뒤');
  await expect(blocked(page, '박람회 노트북').getByRole('button', { name: '다시 시도' })).toHaveCount(0);
  expect(await axe(page)).toEqual([]);
  const people = await names(page);
  expect(people).not.toContain('나중온이');

  // Only this one is tried, from the page that was kept: nobody has to bring it again.
  await press(page, '공단 2호', '다시 시도');
  await expect(blocked(page, '공단 2호')).toHaveCount(0, told);
  await expect(page.getByRole('list', { name: '막힌 변경' }).getByRole('button').first()).toBeFocused();
  expect(await names(page)).toContain('나중온이');
  await expect(blocked(page, '팀장 노트북')).toContainText('3번 시도');
  await press(page, '팀장 노트북', '다시 시도');
  await expect(blocked(page, '팀장 노트북')).toContainText('4번 시도', told);

  const file = path.join(folder, '막힌 것.ppuri-pages');
  await saveAs(app, file);
  await press(page, '팀장 노트북', '내보내기');
  await expect(page.getByText(/파일로 내보냈습니다/)).toBeVisible();
  const bytes = fs.readFileSync(file);
  expect(bytes.subarray(0, 8).toString()).toBe('PPURIPG1');
  expect(bytes.includes(Buffer.from('복사본이'))).toBe(false);

  await press(page, '박람회 노트북', '파기 받아들이기');
  await expect(page.getByRole('alertdialog')).toContainText('되돌릴 수 없습니다');
  await page.keyboard.insertText('틀린 비밀번호');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog')).toContainText(/비밀번호가 맞지 않습니다/);
  expect(await names(page)).toHaveLength(people.length + 1);
  await page.getByLabel('내 비밀번호').fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(blocked(page, '박람회 노트북')).toHaveCount(0, told);
  await expect(page.getByRole('list', { name: '막힌 변경' }).getByRole('button').first()).toBeFocused();
  // The laptop that erased had not seen 나중온이.
  await expect.poll(async () => (await names(page)).length, told).toBe(left + 1);
  await expect(mark(page)).toContainText('확인 필요 1건');

  // A 상담사 may try again; files and erasures are the 관리자's.
  await openMenu(page, '로그아웃');
  await signIn(page, 'sangdam1');
  await page.keyboard.press('Alt+Digit0');
  await expect(blocked(page, '팀장 노트북').getByRole('button')).toHaveText(['다시 시도']);
});

test('허브가 세 번 받지 않은 것은 막힌 변경에 나오고, 다시 시도하면 기다리지 않고 보낸다', async ({
  launch,
  demoProfile,
  folder,
}) => {
  test.setTimeout(180_000);
  const hub = await openHub(folder);
  /** Sends all that a laptop has. */
  const sendAll = async (laptop: Laptop): Promise<void> => {
    const link = startEnd(laptop.ask);
    await expect.poll(() => [link.status().phase, link.status().waiting], told).toEqual(['upToDate', 0]);
    await link.stop();
  };
  try {
    await inProfile(demoProfile, folder, async (here) => {
      await enrol(here.ask, hub);
      await sendAll(here);
      const twin = copyOf(here, folder, '복사본');
      addPerson(twin, { name: '복사본이', mobile: '01043434345' });
      await sendAll(twin);
      twin.engine.close();
      // Written on in both places before either heard of the other.
      for (const end of [6, 7]) addPerson(here, { name: '원본이', mobile: `0104343434${end}` });
    });
    const { page } = await signedIn(launch, demoProfile);
    await page.keyboard.press('Alt+Digit0');
    const item = blocked(page, '허브가 받지 않음 · 01 시연 노트북');
    await expect(item).toBeVisible(told);
    await expect(mark(page)).toContainText(/확인 필요 \d건/);
    await expect(item).toContainText('복사해 쓰는 컴퓨터가 있는지');
    const tries = async () => Number(/(\d+)번 시도/.exec(await item.innerText())?.[1]);
    const before = await tries();
    expect(before).toBeGreaterThanOrEqual(3);
    await item.getByRole('button', { name: '다시 시도' }).press('Enter');
    await expect.poll(tries, told).toBeGreaterThan(before);
    await expect(item.getByRole('button', { name: '다시 시도' })).toBeFocused();
  } finally {
    await hub.close();
  }
});

test('값이 셋인 카드도 숫자 하나로 정하고, 누르고 있어도 하나만 정해지며, 살펴볼 것에서 기록을 연다', async ({
  launch,
  demoProfile,
  folder,
}) => {
  test.setTimeout(180_000);
  await inProfile(demoProfile, folder, async (here, other) => {
    const [one, two] = [await other('공단 1호'), await other('공단 2호')];
    addPerson(here, { name: '남궁선', mobile: '01056565651' });
    addPerson(here, { name: '박나래', mobile: '01056565652' });
    await giveAll(here, one);
    await giveAll(here, two);
    editPerson(here, '남궁선', { name: '남궁가' });
    editPerson(one, '남궁선', { name: '남궁나', mobile: '01056565661' });
    editPerson(two, '남궁선', { name: '남궁다', mobile: '01056565662' });
    editPerson(here, '박나래', { name: '박나내' });
    editPerson(one, '박나래', { name: '박다래' });
    // The same person, written down twice.
    for (const laptop of [here, two]) addPerson(laptop, { name: '강하나', birth: '1990-01-01', mobile: '01012123434' });
    await giveAll(one, here);
    await giveAll(two, here);
  });
  const { page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Alt+Digit0');
  await expect(page.getByText('3건 = 값 정하기 3')).toBeVisible(told);
  const card = (name: RegExp) => page.getByRole('list', { name });
  const first = card(/성명의 값/)
    .first()
    .getByRole('button');
  await expect(first).toHaveCount(3);
  await expect(first.first()).toBeFocused();
  expect(await axe(page)).toEqual([]);
  // There is no ninth value.
  await page.keyboard.press('Digit9');
  const third = await first.nth(2).locator('strong').innerText();
  await page.keyboard.down('Digit3');
  await page.keyboard.down('Digit3');
  await page.keyboard.up('Digit3');
  await expect(page.getByText(`성명 값을 정했습니다: ${third}`)).toBeVisible();
  await expect(page.getByText('2건 = 값 정하기 2')).toBeVisible(told);
  await expect(
    card(/휴대전화의 값/)
      .getByRole('button')
      .first(),
  ).toBeFocused();
  const mobile = await card(/휴대전화의 값/)
    .getByRole('button')
    .nth(1)
    .locator('strong')
    .innerText();
  await page.keyboard.press('Numpad2');
  await expect(card(/휴대전화의 값/)).toHaveCount(0, told);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText('0건', { exact: true }).first()).toBeVisible(told);
  await expect(page.getByRole('heading', { name: '동기화', level: 1 })).toBeFocused();
  expect(await names(page)).toContain(third);

  const twins = page.getByRole('list', { name: '살펴볼 기록' }).getByRole('button', { name: /강하나/ });
  await expect(twins).toHaveCount(2);
  await twins.last().press('Enter');
  await expect(page.getByRole('heading', { name: '강하나', level: 1 })).toBeVisible();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('heading', { name: '동기화', level: 1 })).toBeVisible();
  expect(mobile).toMatch(/^010-5656-566[12]$/);
});
