import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { readXlsx } from 'hucre';
import { expect, firstPage, openMenu, problemOf, saveAs, signedIn, signIn, test, value } from './desk.ts';

const everybody = { sort: 'intakeDay', direction: 'desc', offset: 0, limit: 100 } as const;
const grid = (page: Page) => page.getByRole('grid', { name: '구직자 목록' });
/** Rows of the list in front, without its heading. */
const rowCount = async (page: Page): Promise<number> =>
  Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;

async function openPeople(page: Page): Promise<void> {
  await page.keyboard.press('Alt+Digit2');
  await expect(grid(page)).toBeFocused();
  // Rows can be marked once they are there.
  await expect(page.getByRole('gridcell').nth(1)).not.toBeEmpty();
}

test('키보드로 조건을 겹쳐 거르고, 이름을 붙여 저장하며, 다시 켜도 마지막 거르기로 돌아온다', async ({
  launch,
  demoProfile,
}) => {
  const { app, page } = await signedIn(launch, demoProfile, 'sangdam1');
  const mine = await value(page, 'person.list', { ...everybody, filter: { counsellor: 'mine' } });
  const narrow = await value(page, 'person.list', { ...everybody, filter: { counsellor: 'mine', sex: 'M' } });
  expect(narrow.total).toBeLessThan(mine.total);
  await openPeople(page);
  await page.keyboard.press('KeyF');
  await expect(page.getByRole('combobox', { name: '담당' })).toBeFocused();
  await page.keyboard.insertText('나');
  await page.getByRole('combobox', { name: '담당' }).selectOption('mine');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(mine.total + 1));
  await page.getByRole('combobox', { name: '성별' }).selectOption('M');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(narrow.total + 1));
  await page.keyboard.press('Escape');
  await expect(grid(page)).toBeFocused();

  await page.keyboard.press('Shift+KeyF');
  const dialog = page.getByRole('dialog', { name: '저장한 거르기' });
  await dialog.getByLabel('이름').fill('내 남자 구직자');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: '거르기 풀기' }).press('Enter');
  await expect(page.getByRole('list', { name: '지금 거르는 조건' }).getByRole('listitem')).toHaveCount(0);
  await page.keyboard.press('Shift+KeyF');
  await dialog.getByRole('button', { name: '내 남자 구직자', exact: true }).press('Enter');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(narrow.total + 1));
  await expect(page.getByRole('button', { name: '담당: 나 조건 풀기' })).toBeVisible();
  // The rows were at hand and shown at once; that they are kept is another call, which must be over.
  const kept = async () => (await value(page, 'list.views', { list: 'people' })).last?.of.filter;
  await expect.poll(kept).toEqual({ counsellor: 'mine', sex: 'M' });

  await app.close();
  const again = await firstPage(await launch({ userData: demoProfile }));
  await signIn(again, 'sangdam1');
  await openPeople(again);
  await expect(grid(again)).toHaveAttribute('aria-rowcount', String(narrow.total + 1));
});

test('오늘의 수를 누르면 그 수만큼의 목록이 열린다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  // What was kept of the list must not make the number a lie.
  await value(page, 'list.keepLast', { of: { list: 'people', filter: { sex: 'F' } }, columns: null });
  for (const [label, heading] of [
    ['구직자', '구직자'],
    ['기업', '기업'],
    ['공장명부', '공장명부'],
    ['이달 상담', '상담일지'],
  ] as const) {
    const link = page.getByRole('button', { name: `${label} 목록 열기` });
    const count = Number((await link.innerText()).replaceAll(/\D/g, ''));
    await link.press('Enter');
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
    if (count > 0) await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(count + 1));
    else await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '1');
    await page.keyboard.press('Alt+Digit1');
  }
});

test('열을 키보드로 고르고 옮기면 사람마다 남는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  await openPeople(page);
  await page.keyboard.press('KeyL');
  const dialog = page.getByRole('dialog', { name: '열 고르기' });
  await expect(dialog.getByRole('checkbox', { name: '성명' })).toBeFocused();
  // 성명 goes below 생년월일; 생년월일 is taken out.
  await page.keyboard.press('Alt+ArrowDown');
  await expect(dialog.getByRole('checkbox', { name: '성명' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(dialog.getByRole('checkbox', { name: '생년월일' })).toBeFocused();
  await page.keyboard.press('Space');
  await dialog.getByRole('button', { name: '적용' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('columnheader', { name: '생년월일' })).toBeHidden();
  await expect(page.getByRole('columnheader', { name: '성명' })).toBeVisible();
  await page.keyboard.press('Alt+Digit1');
  await openPeople(page);
  await expect(page.getByRole('columnheader', { name: '생년월일' })).toBeHidden();
  const { last } = await value(page, 'list.views', { list: 'people' });
  expect(last?.columns).not.toContain('birth');
});

test('여러 줄을 키보드로 골라 담당을 한 번에 바꾸고, 제 담당이 아닌 사람은 그대로인 것을 알린다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  const mine = (await value(page, 'person.list', { ...everybody, filter: { counsellor: 'mine' } })).total;
  const all = (await value(page, 'person.list', everybody)).total;
  await openPeople(page);
  await page.keyboard.press('KeyX');
  await expect(page.getByText('1명 고름')).toBeVisible();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('3명 고름')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('3명 고름')).toBeHidden();
  await page.keyboard.press('Control+KeyA');
  await expect(page.getByText(`${all}명 고름`)).toBeVisible();
  await page.keyboard.press('KeyD');
  const dialog = page.getByRole('dialog', { name: `${all}명 담당 변경` });
  await dialog.getByRole('combobox', { name: '새 담당 상담사' }).selectOption({ label: '오상담' });
  await dialog.getByRole('button', { name: '담당 변경' }).press('Enter');
  await expect(page.getByText(`${mine}명의 담당을 바꾸었습니다. ${all - mine}명은`, { exact: false })).toBeVisible();
  expect((await value(page, 'person.list', { ...everybody, filter: { counsellor: 'mine' } })).total).toBe(0);
});

test('내보내기는 목적을 고르게 하고 가린 채 저장하며, 대상과 목적이 접속기록에 남는다', async ({
  launch,
  demoProfile,
  userData,
}) => {
  const { app, page } = await signedIn(launch, demoProfile);
  await openPeople(page);
  const file = path.join(userData, '명부.xlsx');
  await saveAs(app, file);
  await page.keyboard.press('KeyX');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('KeyO');
  const dialog = page.getByRole('dialog', { name: '구직자명부 내보내기' });
  await dialog.getByRole('button', { name: '엑셀로 저장' }).press('Enter');
  await expect(dialog.getByText('내보내는 목적을 골라 주십시오.')).toBeVisible();
  await dialog.getByRole('combobox', { name: '내보내는 목적' }).selectOption({ label: '실적 보고' });
  await dialog.getByLabel('어디에 쓰는지').fill('11월 보고');
  await dialog.getByRole('button', { name: '엑셀로 저장' }).press('Enter');
  await expect(page.getByText('2건을 저장했습니다', { exact: false })).toBeVisible();

  const [sheet] = (await readXlsx(readFileSync(file))).sheets;
  expect(sheet?.rows[0]?.[0]).toContain('구직자명부');
  expect(sheet?.rows[1]?.[0]).toContain('개인정보 가림');
  const people = sheet?.rows.slice(3) ?? [];
  expect(people).toHaveLength(2);
  for (const row of people) expect(row[2]).toContain('*');
  const filter = { from: null, to: null, userId: null, act: 'export', person: null, lines: null } as const;
  const { rows } = await value(page, 'log.list', { ...filter, sort: 'seq', direction: 'desc', offset: 0, limit: 5 });
  expect(rows).toMatchObject([{ what: '구직자', count: 2, peopleCount: 2, purpose: '실적 보고: 11월 보고' }]);
});

test('기업지원은 구직자명부를 내보낼 수 없고 조회 역할에는 내보내기가 없다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'giup1');
  await openPeople(page);
  await expect(page.getByRole('button', { name: '내보내기' })).toHaveCount(0);
  const order = { ids: null, sort: 'name', direction: 'asc', unmasked: false, purpose: '01', reason: '' } as const;
  const people = { ...order, of: { list: 'people', filter: {} }, columns: ['name'] };
  expect(await problemOf(page, 'list.export', people)).toBe('notAllowed');
  expect(await rowCount(page)).toBeGreaterThan(0);
});

test('거르기와 목록의 대화 상자는 글자 200%에서도 접근성 검사에 걸리지 않고 글자판을 받는다', async ({
  launch,
  demoProfile,
}) => {
  const page = await firstPage(await launch({ userData: demoProfile }));
  await value(page, 'app.setLook', { theme: 'light', text: 200 });
  await page.reload();
  await signIn(page);
  await openPeople(page);
  await page.keyboard.press('KeyX');
  for (const [keys, name] of [
    ['KeyF', '담당'],
    ['Shift+KeyF', '이름'],
    ['KeyL', '성명'],
    ['KeyO', '내보내는 목적'],
    ['KeyD', '새 담당 상담사'],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(page.getByLabel(name, { exact: true }).first()).toBeFocused();
    if (keys === 'KeyF') await page.getByRole('combobox', { name: '성별' }).selectOption('M');
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await grid(page).focus();
    // Another filter is another list, in which nothing is marked yet.
    if (keys === 'KeyF') await page.keyboard.press('KeyX');
  }
});

/** Does `act` in the page the moment this screen stands, before any store could have answered with its rows. */
async function onceStands(page: Page, title: string, act: { focus: string } | { press: string }): Promise<void> {
  await page.evaluate(
    ([heading, deed]) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('main h1')?.textContent !== heading) return;
        observer.disconnect();
        document.body.dataset['rows'] = document.querySelector('main [role=row][id], [data-row]') ? 'there' : 'not yet';
        if ('focus' in deed) document.querySelector<HTMLElement>(deed.focus)?.focus();
        else {
          const press = { code: deed.press, key: deed.press, bubbles: true, cancelable: true };
          (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', press));
        }
      });
      observer.observe(document.body, { childList: true, subtree: true });
    },
    [title, act] as const,
  );
}

const rowsCame = async (page: Page): Promise<void> => {
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByRole('gridcell').nth(1)).not.toBeEmpty();
  await expect(page.locator('body')).toHaveAttribute('data-rows', 'not yet');
};

test('줄이 아직 오지 않은 목록은 그사이 찾기를 시작한 사람에게서 글쇠를 빼앗지 않는다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile);
  await onceStands(page, '구직자', { focus: 'search input' });
  await page.keyboard.press('Alt+Digit2');
  await rowsCame(page);
  await expect(page.getByRole('combobox', { name: '찾기' })).toBeFocused();
  await page.keyboard.insertText('없는사람');
  await expect(page.getByText(/^찾은 것이 없습니다/)).toBeVisible();
});

test('줄이 아직 오지 않은 목록은 그사이 연 거르기와 메뉴에서도 글쇠를 빼앗지 않는다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile);
  await onceStands(page, '구직자', { press: 'KeyF' });
  await page.keyboard.press('Alt+Digit2');
  await rowsCame(page);
  await expect(page.getByRole('combobox', { name: '담당' })).toBeFocused();
  await onceStands(page, '기업', { press: 'F10' });
  await page.keyboard.press('Alt+Digit4');
  await rowsCame(page);
  await expect(page.getByRole('menuitem', { name: '화면 잠금' })).toBeVisible();
});

test('줄이 아직 오지 않은 화면은 그사이 단추로 간 사람에게서 글쇠를 빼앗아 첫 줄을 열지 않는다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile);
  await onceStands(page, '계정 관리', { focus: 'main button:last-of-type' });
  await openMenu(page, '계정 관리');
  await expect(page.getByRole('button', { name: /한상담/ })).toBeVisible();
  await expect(page.locator('body')).toHaveAttribute('data-rows', 'not yet');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByLabel('도우미 성명')).toBeVisible();
});

test('고른 것의 글쇠는 고른 수가 보이는 그 순간부터 듣는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  const all = (await value(page, 'person.list', everybody)).total;
  await openPeople(page);
  // A hand so fast that its D falls between the number's appearing and the next thing the page does.
  await page.evaluate(() => {
    const observer = new MutationObserver((changes) => {
      if (!changes.some(({ target }) => target.textContent?.endsWith('명 고름'))) return;
      observer.disconnect();
      const press = { code: 'KeyD', key: 'd', bubbles: true, cancelable: true } as const;
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', press));
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await page.keyboard.press('Control+KeyA');
  await expect(page.getByRole('dialog', { name: `${all}명 담당 변경` })).toBeVisible();
});
