// Three laptops of one centre and their hub, all of them real: what behaviours N1, N6 and N7 promise, tried as people work.
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { demoPassword } from '../../build/demo/centre.ts';
import { dataFolder } from '../../electron/window/dataFolder.ts';
import { scanFolders, scannerFor } from '../fault/byteScan.ts';
import { plainStore } from '../fault/plainStore.ts';
import { hubSays } from '../perf/syncSetup.ts';
import { intake, openMenu, saveTalk, signIn, typeTalk, value } from './desk.ts';
import { apart, enrol, expect, mark, openSync, start, test, together, told } from './world.ts';
import type { World } from './world.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

const admin = { loginId: 'admin', password: demoPassword };

/** Opens somebody's record by the one box, as soon as there is such a person on this laptop. */
async function openPerson(page: Page, name: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.insertText(name);
    await page.getByRole('option', { name: new RegExp(name) }).waitFor({ timeout: 3000 });
  }).toPass(told);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Nobody is found under this name. */
async function expectNobody(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.insertText(name);
  await expect(page.getByText(/^찾은 것이 없습니다/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

/** 수정 of the open record: E, what is written over, Ctrl+Enter. */
async function edit(page: Page, texts: Readonly<Record<string, string>>): Promise<void> {
  await page.keyboard.press('KeyE');
  await expect(page.getByRole('form', { name: '구직자 수정' })).toBeVisible();
  for (const [label, text] of Object.entries(texts)) {
    await page.getByLabel(label, { exact: true }).press('Control+KeyA');
    await page.keyboard.insertText(text);
  }
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('form', { name: '구직자 수정' })).toBeHidden();
}

async function numberOn(page: Page): Promise<string> {
  return /관리번호 (\S+)/.exec(await page.getByText(/^관리번호 \S+$/).innerText())?.[1] ?? '';
}

/** What this laptop holds of somebody, wherever it stands in its lists; null when it knows of nobody with this number. */
async function fieldsOf(page: Page, number: string): Promise<unknown> {
  const { rows } = await value(page, 'person.list', { sort: 'intakeDay', direction: 'desc', offset: 0, limit: 100 });
  const row = rows.find((one) => one.number === number);
  return row ? (await value(page, 'person.get', { id: row.id })).fields : null;
}

/** 회수 or 차단 of a laptop, on 동기화. */
async function carryOut(page: Page, laptop: RegExp, deed: '회수' | '차단', then: RegExp): Promise<void> {
  await openSync(page);
  const laptops = page.getByRole('list', { name: '노트북' });
  await laptops.getByRole('button', { name: laptop }).press('Enter');
  await page.getByRole('button', { name: deed }).press('Enter');
  await page.getByLabel('내 비밀번호').fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(laptops.getByRole('button', { name: then })).toBeVisible(told);
}

function expectUnreadable({ hubFolder }: World, texts: readonly string[]): void {
  const { found, files } = scanFolders([hubFolder], texts);
  expect(found).toEqual([]);
  expect(files.map((file) => path.basename(file))).toContain('hub.db');
}

test('따로 고친 다른 칸은 합쳐지고, 같은 칸의 두 값은 카드에 남아 한 번 정하면 세 노트북이 같아진다', async ({
  world,
}) => {
  const { a, b, c } = world;
  const all = [a, b, c];
  await intake(a.page, '천하늘');
  for (const { page } of [b, c]) await openPerson(page, '천하늘');
  const number = await numberOn(c.page);
  await apart(a, b, c);
  await edit(a.page, { 희망직종: '용접', 성명: '천하나' });
  await edit(b.page, { '상세 주소': '서구 가좌동', 성명: '천두리' });
  await edit(c.page, { 이메일: 'haneul@example.invalid' });
  for (const { page } of all) await expect(mark(page)).toContainText('오프라인 · 1건 대기', told);

  // Not in the order in which they were written.
  await together(c);
  await together(b);
  await together(a);
  for (const { page } of all) {
    await expect(mark(page)).toContainText('확인 필요 1건', told);
    // Cards that come later take the keyboard from nobody; who comes for them can choose at once.
    await page.keyboard.press('Alt+Digit1');
    await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
    await openSync(page);
    const card = page.getByRole('list', { name: /성명의 값/ });
    await expect(card.getByRole('button')).toHaveCount(2);
    await expect(card.getByRole('button', { name: /천하나.*관리자 · 시연 노트북/ })).toBeVisible();
    await expect(card.getByRole('button', { name: /천두리.*관리자 · 상담실 노트북/ })).toBeVisible();
    await expect(card.getByRole('button').first()).toBeFocused();
  }
  const chosen = await c.page
    .getByRole('list', { name: /성명의 값/ })
    .locator('strong')
    .nth(1)
    .innerText();
  await c.page.keyboard.press('Digit2');
  const fields = { name: chosen, wishedJob: '용접', address: '서구 가좌동', email: 'haneul@example.invalid' };
  for (const { page } of all) {
    await expect(page.getByRole('list', { name: /성명의 값/ })).toHaveCount(0, told);
    await expect(mark(page)).toContainText(/^맞춤/, told);
    await openPerson(page, chosen);
    expect(await fieldsOf(page, number)).toMatchObject(fields);
    expect(await fieldsOf(page, number)).toEqual(await fieldsOf(a.page, number));
  }
  const phones = ['01011112222', '010-1111-2222'];
  expectUnreadable(world, ['천하늘', '천하나', '천두리', '가좌동', 'haneul@example', '상담실 노트북', ...phones]);
});

test('파기한 사람은 꺼져 있던 노트북과 옛 백업에서도 다시 나오지 않고, 누가 마쳤는지 대장에 남는다', async ({
  world,
}) => {
  const { a, b, c } = world;
  const texts = ['제갈파기', '공단 앞 기숙사', '없어질 사람의 이야기', '꺼지기 전에 적은 이야기'];
  await intake(a.page, '제갈파기');
  await typeTalk(a.page, '없어질 사람의 이야기');
  await saveTalk(a.page, '없어질 사람의 이야기');
  const number = await numberOn(a.page);
  for (const { page } of [b, c]) {
    await openPerson(page, '제갈파기');
    await expect(page.getByText('없어질 사람의 이야기')).toBeVisible(told);
  }
  await value(b.page, 'backup.now', {});

  // C writes about the person where nobody hears it, and is put into the cupboard.
  await apart(c);
  await edit(c.page, { '상세 주소': '공단 앞 기숙사' });
  await typeTalk(c.page, '꺼지기 전에 적은 이야기');
  await saveTalk(c.page, '꺼지기 전에 적은 이야기');
  await expect(mark(c.page)).toContainText('오프라인 · 2건 대기', told);
  await c.app.close();
  const scan = scannerFor(texts);
  const textsIn = async ({ profile }: { profile: string }): Promise<string[]> =>
    scan(await plainStore(profile, admin), profile).map(({ text }) => text);
  expect(await textsIn(c)).toEqual(expect.arrayContaining(texts));

  await a.page.keyboard.press('Shift+Delete');
  const dialog = a.page.getByRole('alertdialog', { name: '구직자 파기' });
  await expect(dialog).toContainText('상담 1건');
  await a.page.keyboard.press('Digit4');
  await a.page.keyboard.press('Enter');
  await a.page.keyboard.press('Enter');
  await a.page.keyboard.insertText(number);
  await a.page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  // The record that lies open on the other laptop goes too.
  await expect(b.page.getByRole('heading', { name: '제갈파기', level: 1 })).toHaveCount(0, told);
  await expect(b.page.getByText('없어질 사람의 이야기')).toHaveCount(0);
  for (const { page } of [a, b]) await expectNobody(page, '제갈파기');
  await openMenu(a.page, '파기대장');
  const line = a.page.getByRole('list', { name: '파기대장' }).getByRole('listitem').filter({ hasText: number }).first();
  const laptop = (name: string) => line.getByRole('listitem').filter({ hasText: name });
  await expect(laptop('시연 노트북')).toContainText(/자료 파기함.*백업 아직/);
  await expect(laptop('상담실 노트북')).toContainText(/자료 파기함.*백업 아직/, told);
  await expect(laptop('박람회 노트북')).toContainText(/자료 아직.*백업 아직/);

  // C comes back old, with what it has written meanwhile: it can bring nobody back.
  await start(world, c);
  await signIn(c.page);
  await openPerson(c.page, '제갈파기');
  await together(c);
  await expect(laptop('박람회 노트북')).toContainText(/자료 파기함/, told);
  for (const { page } of [a, b, c]) {
    await expect(mark(page)).toContainText(/^맞춤/, told);
    await expectNobody(page, '제갈파기');
    expect(await fieldsOf(page, number)).toBeNull();
    const { items } = await value(page, 'sync.state', {});
    expect(items).toMatchObject({ applied: items.in, held: 0, trouble: 0 });
  }
  await c.app.close();
  expect(await textsIn(c)).toEqual([]);

  // B's disk breaks, and its backup is from before.
  await b.app.close();
  const { store } = dataFolder(b.profile);
  fs.writeFileSync(store, fs.readFileSync(store).fill(0x41, 0, 8192));
  await start(world, b);
  await b.page.getByLabel('아이디').fill(admin.loginId);
  await b.page.getByLabel('비밀번호').first().fill(admin.password);
  await b.page.keyboard.press('Enter');
  await b.page.getByRole('button', { name: '백업에서 복원' }).press('Enter');
  await b.page.getByRole('list', { name: '이 컴퓨터에 있는 백업' }).getByRole('button').first().press('Enter');
  await b.page.getByLabel('아이디').fill(admin.loginId);
  await b.page.getByLabel('비밀번호', { exact: false }).last().fill(admin.password);
  await b.page.keyboard.press('Enter');
  await expect(b.page.getByRole('button', { name: '로그인' })).toBeVisible(told);
  await signIn(b.page);
  await openPerson(b.page, '제갈파기');
  await enrol(b, world.hub);
  await expectNobody(b.page, '제갈파기');
  for (const { page } of [a, b]) {
    await expect(mark(page)).toContainText(/^맞춤/, told);
    expect(await fieldsOf(page, number)).toBeNull();
  }
  await expectNobody(a.page, '제갈파기');
  expectUnreadable(world, texts);
  const { found } = scanFolders([a.profile, b.profile, c.profile], texts);
  expect(found).toEqual([]);
});

test('회수한 노트북은 보내지 않은 것을 넘기고 비며, 차단한 노트북은 아무것도 주거나 받지 못한다', async ({ world }) => {
  const { a, b, c } = world;
  await apart(b);
  await intake(b.page, '선우마지막');
  await expect(mark(b.page)).toContainText(/오프라인 · \d+건 대기/, told);
  await carryOut(a.page, /04 상담실 노트북.*사용/, '회수', /04 상담실 노트북.*회수 중/);
  await carryOut(a.page, /03 박람회 노트북.*사용/, '차단', /03 박람회 노트북.*차단/);
  await intake(a.page, '남궁그뒤');
  await expect(mark(a.page)).toContainText(/^맞춤/, told);

  await together(b);
  await expect(b.page.getByRole('heading', { name: '모두 넘기고 비웠습니다' })).toBeVisible(told);
  await openPerson(a.page, '선우마지막');
  expect(
    fs.readdirSync(dataFolder(b.profile).root).filter((name) => !/^(logs|owner|look|emptied.json)/.test(name)),
  ).toEqual([]);
  await expect.poll(() => hubSays(world.hub, 'devices'), told).toContain('스스로 지움');

  // The stolen one: whoever has it knows the password, and writes.
  c.line.set({ cutUp: 0 });
  await start(world, c);
  await signIn(c.page);
  await intake(c.page, '황보훔친');
  await expect(mark(a.page)).toContainText(/^맞춤/, told);
  const before = await hubSays(world.hub, 'check');
  expect(before).toMatch(/변경 [\d,]+건/);
  await together(c);
  await expect(c.page.getByRole('heading', { name: /화면이 잠겨 있습니다/ })).toBeVisible(told);
  await c.page.getByLabel('비밀번호').fill(demoPassword);
  await c.page.keyboard.press('Enter');
  await expect(mark(c.page)).toContainText('차단됨', told);
  await expectNobody(c.page, '남궁그뒤');
  await expectNobody(c.page, '선우마지막');
  expect(await hubSays(world.hub, 'check')).toBe(before);
  await expectNobody(a.page, '황보훔친');
  expectUnreadable(world, ['선우마지막', '남궁그뒤', '황보훔친']);
});
