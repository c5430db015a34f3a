// W4: what is attached is masked first, and what is stored holds nothing of what was covered.
import { AxeBuilder } from '@axe-core/playwright';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  answerOpen,
  attach,
  begin,
  describe,
  expectBlack,
  focusedBox,
  offer,
  said,
  section,
  sheet,
  stored,
} from './attachmentDesk.ts';
import { damagedPdf, pdf, pdfMarker, photo, placeMarker, protectedPdf } from './attachmentFiles.ts';
import { expect, firstPage, intake, problemOf, signIn, test, value } from './desk.ts';

/** What the page says about its own security rules while `during` runs: nothing may be violated. */
function violations(page: Page): string[] {
  const found: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/i.test(message.text())) found.push(message.text());
  });
  return found;
}

test('사진을 자판만으로 가려 첨부하면, 저장된 것의 가린 곳은 온통 검고 EXIF와 촬영 위치가 없다', async ({
  launch,
  demoProfile,
  userData,
}) => {
  const app = await launch({ userData: demoProfile });
  const { page, personId } = await begin(app, '서문탁');
  const file = path.join(userData, 'IMG_0001.jpg');
  const original = await photo(page, { width: 3000, height: 2200, orientation: 6 });
  expect(original.includes(placeMarker)).toBe(true);
  fs.writeFileSync(file, original);
  await answerOpen(app, file);
  await attach(page);

  // A box in the middle, to the left over the stripes, larger; another one that goes again.
  await page.keyboard.press('KeyN');
  await expect(said(page)).toContainText('상자 1번을 넣었습니다');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('Control+ArrowLeft');
  for (let step = 0; step < 7; step += 1) await page.keyboard.press('Shift+ArrowDown');
  await expect(said(page)).toContainText('상자 1번: 왼쪽에서');
  const box = await focusedBox(page);
  await page.keyboard.press('KeyN');
  await expect(page.getByRole('button', { name: /^상자 2/ })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: /^상자 1/ })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Delete');
  await expect(said(page)).toContainText('상자 2번을 지웠습니다. 남은 상자 1개');
  await page.keyboard.press('Control+KeyZ');
  await expect(said(page)).toContainText('되돌렸습니다. 상자 2개');
  await page.keyboard.press('Delete');
  expect(await focusedBox(page)).toEqual(box);

  await describe(page, '신분증', '앞면');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('주민번호를 모두 가렸는지 확인하고', { exact: false })).toBeVisible();
  expect((await value(page, 'attachment.ofPerson', { personId })).attachments).toEqual([]);
  await page.getByRole('checkbox', { name: '주민번호 뒷자리가 보이지 않게 가렸습니다' }).press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '서문탁', level: 1 })).toBeVisible();
  await expect(section(page).getByRole('button', { name: /신분증 · 앞면/ })).toContainText('1쪽');

  const { attachments } = await value(page, 'attachment.ofPerson', { personId });
  const id = attachments[0]?.id ?? 0;
  expect(attachments[0]?.pages).toMatchObject([{ mime: 'image/jpeg', width: 1472, height: 2000, boxes: 1 }]);
  // The telephone's picture stands upright: red is now in the right upper corner.
  const kept = await stored(page, id, 1, box, [
    [1400, 100],
    [100, 100],
  ]);
  expect([kept.width, kept.height]).toEqual([1472, 2000]);
  expect(kept.points[0]?.[0]).toBeGreaterThan(180);
  expect(kept.points[0]?.[1]).toBeLessThan(60);
  expectBlack(kept);
  const around = { left: box.left - 8, top: box.top, width: 8, height: box.height };
  expect((await stored(page, id, 1, around)).lightest).toBeGreaterThan(60);
  for (const trace of [placeMarker, 'Exif', 'GPS']) expect(kept.bytes).not.toContain(trace);

  // As a file, for a purpose.
  const saved = path.join(userData, '저장.jpg');
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, saved);
  await page.keyboard.press('Shift+KeyA');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '신분증 · 앞면', exact: true });
  await expect(dialog.getByRole('img', { name: '신분증 · 앞면 1쪽' })).toBeVisible();
  await dialog.getByRole('button', { name: '다른 이름으로 저장' }).press('Enter');
  await expect(page.getByRole('combobox', { name: '저장하는 목적' })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('저장하는 목적을 골라 주십시오.')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => fs.existsSync(saved)).toBe(true);
  const written = fs.readFileSync(saved);
  expect(written.toString('latin1')).toBe(kept.bytes);
  const log = await value(page, 'log.ofPerson', { personId, offset: 0, limit: 20 }).catch(() => null);
  expect(log === null || JSON.stringify(log).includes('채용 알선')).toBe(true);

  // 보관 and its undoing.
  await expect(page.getByRole('dialog', { name: /다른 이름으로 저장/ })).toBeHidden();
  await dialog.getByRole('button', { name: '보관' }).press('Enter');
  await expect(section(page)).toContainText('첨부한 서류가 없습니다.');
  await page.getByRole('button', { name: '되돌리기' }).press('Enter');
  await expect(section(page).getByRole('button', { name: /신분증 · 앞면/ })).toBeVisible();
});

test('PDF는 쪽마다 그림이 되어 글자가 남지 않고, 모든 쪽을 보아야 저장되며, 그 상담 아래에 나온다', async ({
  launch,
  demoProfile,
  userData,
}) => {
  const app = await launch({ userData: demoProfile });
  const { page, personId } = await begin(app, '제갈공');
  const broken = violations(page);
  await page.keyboard.press('KeyB');
  await expect(page.getByLabel('상담내용', { exact: false })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: /상담에 첨부$/ })).toBeVisible();
  await offer(app, userData, '근로계약서.pdf', pdf(3));
  await page.getByRole('button', { name: /상담에 첨부$/ }).press('Enter');
  await expect(sheet(page)).toBeFocused();
  await expect(page.getByText('1 / 3쪽')).toBeVisible();

  await page.keyboard.press('PageDown');
  await expect(said(page)).toHaveText('3쪽 가운데 2쪽');
  await expect(sheet(page)).toBeFocused();
  await expect(page.locator('[role=application] canvas')).toBeVisible();
  await page.keyboard.press('KeyN');
  const box = await focusedBox(page);
  await describe(page, '근로계약서', '');
  await page.getByRole('checkbox', { name: '주민번호 뒷자리가 보이지 않게 가렸습니다' }).press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('아직 열어 보지 않은 쪽이 있습니다: 3쪽', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: '다음 쪽' }).press('Enter');
  await expect(said(page)).toHaveText('3쪽 가운데 3쪽');
  await expect(page.locator('[role=application] canvas')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('list', { name: /상담의 첨부 서류$/ })).toContainText('근로계약서3쪽');

  const { attachments } = await value(page, 'attachment.ofPerson', { personId });
  const id = attachments[0]?.id ?? 0;
  expect(attachments[0]?.pages.map(({ boxes }) => boxes)).toEqual([0, 1, 0]);
  // In points of the page (595 × 842) from its lower left: the blue square around 300, 400, the fax around 250, 150, the scan around 400, 150.
  const at = (x: number, y: number) => [Math.round((x * 2000) / 842), Math.round(((842 - y) * 2000) / 842)] as const;
  const whole = { left: 0, top: 0, width: 100, height: 100 };
  const first = await stored(page, id, 1, whole, [at(300, 400), at(250, 150), at(400, 150), at(550, 150)]);
  expect(first.height).toBe(2000);
  const [square = [], fax = [], scan = [], paper = []] = first.points;
  expect([square[0], square[1]].every((channel) => (channel ?? 255) < 30)).toBe(true);
  expect(square[2]).toBeGreaterThan(170);
  expect(Math.max(...fax)).toBeLessThan(30);
  expect(scan[0]).toBeGreaterThan(200);
  expect(Math.max(scan[1] ?? 255, scan[2] ?? 255)).toBeLessThan(60);
  expect(Math.min(...paper)).toBeGreaterThan(240);
  expect(first.lightest).toBeGreaterThan(250);
  const second = await stored(page, id, 2, box);
  expectBlack(second);
  for (const { bytes } of [first, second]) {
    for (const trace of [pdfMarker, '%PDF', 'Font']) expect(bytes).not.toContain(trace);
  }
  expect(broken).toEqual([]);
});

test('마우스로 끌어서 가리고 돌려도 그곳이 검게 저장되고, 모서리를 끌어 크기를 바꾼다', async ({
  launch,
  demoProfile,
  userData,
}) => {
  const app = await launch({ userData: demoProfile });
  const { page, personId } = await begin(app, '독고영');
  await offer(app, userData, '이력서.jpg', await photo(page, { width: 1200, height: 800 }));
  await attach(page);
  const paper = page.locator('[role=application] canvas');
  const place = await paper.boundingBox();
  if (!place) throw new Error('no page');
  const at = (x: number, y: number) => [place.x + x * place.width, place.y + y * place.height] as const;
  await page.mouse.move(...at(0.5, 0.7));
  await page.mouse.down();
  await page.mouse.move(...at(0.6, 0.75));
  await page.mouse.move(...at(0.7, 0.8));
  await page.mouse.up();
  await expect(page.getByRole('button', { name: /^상자 1/ })).toBeFocused();
  const drawn = await focusedBox(page);
  expect(drawn.left).toBeLessThanOrEqual(600 - 4);
  expect(drawn.left + drawn.width).toBeGreaterThanOrEqual(840 + 4);
  const corner = await page.locator('[data-corner=se]').boundingBox();
  if (!corner) throw new Error('no corner');
  await page.mouse.move(corner.x + corner.width / 2, corner.y + corner.height / 2);
  await page.mouse.down();
  await page.mouse.move(...at(0.8, 0.85));
  await page.mouse.move(...at(0.9, 0.9));
  await page.mouse.up();
  const larger = await focusedBox(page);
  expect([larger.left, larger.top]).toEqual([drawn.left, drawn.top]);
  expect(larger.width).toBeGreaterThan(drawn.width + 100);
  await page.keyboard.press('KeyR');
  await expect(said(page)).toContainText('오른쪽으로 90도 돌렸습니다');
  const turnedBox = await focusedBox(page);
  expect([turnedBox.width, turnedBox.height]).toEqual([larger.height, larger.width]);

  await describe(page, '자기소개서', '');
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(section(page).getByRole('button', { name: /자기소개서/ })).toBeVisible();
  const { attachments } = await value(page, 'attachment.ofPerson', { personId });
  const kept = await stored(page, attachments[0]?.id ?? 0, 1, turnedBox);
  expect([kept.width, kept.height]).toEqual([800, 1200]);
  expectBlack(kept);
});

test('읽을 수 없는 파일은 무엇을 할지 말하고, 창을 닫으면 기록으로 돌아간다', async ({
  launch,
  demoProfile,
  userData,
}) => {
  const app = await launch({ userData: demoProfile });
  const { page } = await begin(app, '남궁선');
  await answerOpen(app, null);
  await page.keyboard.press('KeyA');
  await expect(page.getByRole('heading', { name: '남궁선', level: 1 })).toBeVisible();

  const wrong: readonly (readonly [string, Buffer, string])[] = [
    ['글.jpg', Buffer.from('사진이 아닙니다'), '사진(JPG, PNG, WebP)이나 PDF가 아니어서'],
    ['잠긴.pdf', protectedPdf(), '암호가 걸린 PDF입니다'],
    ['깨진.pdf', damagedPdf(), 'PDF를 읽을 수 없습니다'],
    ['긴.pdf', pdf(21), 'PDF가 21쪽입니다. 20쪽까지'],
    ['깨진.jpg', (await photo(page, { width: 40, height: 30 })).subarray(0, 150), '그림을 읽을 수 없습니다'],
  ];
  for (const [index, [name, bytes, sentence]] of wrong.entries()) {
    await offer(app, userData, name, bytes);
    if (index === 0) await page.keyboard.press('KeyA');
    else await page.getByRole('button', { name: '파일 고르기' }).press('Enter');
    await expect(page.getByRole('alert')).toContainText(sentence);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: '남궁선', level: 1 })).toBeVisible();
});

test('가리는 동안 잠기면 고른 파일은 사라지고, 적은 종류와 제목은 다시 고른 뒤에도 그대로이다', async ({
  launch,
  demoProfile,
  userData,
}) => {
  const app = await launch({ userData: demoProfile });
  const { page } = await begin(app, '황보민');
  await offer(app, userData, '자격증.jpg', await photo(page, { width: 600, height: 400 }));
  await attach(page);
  await page.keyboard.press('KeyN');
  await describe(page, '자격증', '용접기능사');
  await page.keyboard.press('Control+KeyL');
  await page.getByRole('form', { name: '잠금 풀기' }).getByLabel('비밀번호').fill('demo-2026');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('붙이던 파일을 더 갖고 있지 않습니다');
  await expect(sheet(page)).toHaveCount(0);
  await page.getByRole('button', { name: '파일 고르기' }).press('Enter');
  await expect(sheet(page)).toBeFocused();
  await expect(page.getByRole('combobox', { name: '서류 종류' })).toHaveValue('자격증');
  await expect(page.getByLabel('제목')).toHaveValue('용접기능사');
  await expect(page.getByRole('button', { name: /^상자/ })).toHaveCount(0);
});

test('열람제한인 사람의 서류는 남에게 없고, 조회하는 사람은 첨부하지도 저장하지도 못한다', async ({
  launch,
  demoProfile,
  userData,
}) => {
  const app = await launch({ userData: demoProfile });
  const { page, personId } = await begin(app, '선우진');
  await offer(app, userData, '사진.jpg', await photo(page, { width: 300, height: 400 }));
  await attach(page);
  await describe(page, '증명사진', '');
  await page.keyboard.press('Control+Enter');
  await expect(section(page).getByRole('button', { name: /증명사진/ })).toBeVisible();
  const { attachments } = await value(page, 'attachment.ofPerson', { personId });
  const id = attachments[0]?.id ?? 0;
  await value(page, 'person.restrict', { id: personId, restricted: true, reason: '본인이 원하였습니다.' });
  expect(await problemOf(page, 'attachment.open', { id, page: 1 })).toBe('');

  await value(page, 'session.signOut', {});
  await page.reload();
  await signIn(page, 'sangdam2');
  expect(await problemOf(page, 'attachment.ofPerson', { personId })).toBe('notFound');
  expect(await problemOf(page, 'attachment.open', { id, page: 1 })).toBe('notFound');

  await value(page, 'session.signOut', {});
  await page.reload();
  await signIn(page);
  const { rows } = await value(page, 'staff.list', {});
  const account = rows.find(({ loginId }) => loginId === 'giup1');
  const { id: staffId = 0, seen = '', name = '' } = account ?? {};
  await value(page, 'staff.change', { id: staffId, seen, name, role: 'viewer', endsOn: '' });
  await value(page, 'session.signOut', {});
  await page.reload();
  await signIn(page, 'giup1');
  expect(await problemOf(page, 'attachment.pick', {})).toBe('notAllowed');
  expect(await problemOf(page, 'attachment.saveAs', { id, purpose: '01', reason: '' })).toBe('notAllowed');
  await page.keyboard.press('Alt+Digit2');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Enter');
  await expect(section(page)).toBeVisible();
  await expect(section(page).getByRole('button', { name: /^첨부/ })).toHaveCount(0);
  await page.keyboard.press('KeyA');
  await expect(section(page)).toBeVisible();
});

/** What axe finds, and what runs out of the window to the side. */
async function looked(page: Page, name: string): Promise<string[]> {
  // Legacy mode: the other one opens a window of its own, which this app refuses.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return [
    ...found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${name}: ${id} ${target.join(' ')}`)),
    ...(overflow > 0 ? [`${name}: 옆으로 ${overflow}px 넘칩니다`] : []),
  ];
}

for (const [theme, text] of [
  ['light', 100],
  ['contrast', 200],
] as const) {
  test(`가림과 첨부 서류는 ${theme === 'light' ? '밝은' : '고대비'} 화면, 글자 ${text}%에서 접근성 검사에 걸리지 않는다`, async ({
    launch,
    demoProfile,
    userData,
  }) => {
    const app = await launch({ userData: demoProfile });
    const page = await firstPage(app);
    await page.setViewportSize({ width: 1280, height: 720 });
    await value(page, 'app.setLook', { theme, text });
    await page.reload();
    await signIn(page, 'sangdam1');
    await intake(page, '사공혁');
    await offer(app, userData, '계약서.pdf', pdf(2));
    await attach(page);
    await page.keyboard.press('KeyN');
    const found = await looked(page, '가림');
    await describe(page, '신분증', '앞뒤');
    found.push(...(await looked(page, '확인')));
    await page.keyboard.press('Escape');
    await expect(page.getByRole('alertdialog')).toBeVisible();
    found.push(...(await looked(page, '나가기')));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '다음 쪽' }).press('Enter');
    await expect(page.locator('[role=application] canvas')).toBeVisible();
    await page.getByRole('checkbox').press('Space');
    await page.keyboard.press('Control+Enter');
    await expect(section(page).getByRole('button', { name: /신분증 · 앞뒤/ })).toBeVisible();
    found.push(...(await looked(page, '기록')));
    await page.keyboard.press('Shift+KeyA');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('img', { name: '신분증 · 앞뒤 1쪽' })).toBeVisible();
    found.push(...(await looked(page, '보기')));
    await page.getByRole('button', { name: '종류·제목 고치기' }).press('Enter');
    await expect(page.getByRole('textbox', { name: '제목' })).toHaveValue('앞뒤');
    found.push(...(await looked(page, '고치기')));
    expect(found).toEqual([]);
  });
}
