import fs from 'node:fs';
import type { Page } from '@playwright/test';
import type { PrintDocument } from '../../shared/contract/print.ts';
import { addMonthsClamped, todayInSeoul } from '../../shared/korean/day.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import { readPaperCode } from '../../shared/model/paperCode.ts';
import { expect, problemOf, saveAs, signedIn, signIn, test, value } from './desk.ts';
import { pdfPages } from './pdfText.ts';

const content = `${'도금 라인의 약품 농도를 관리하였고 통근버스가 있는 곳을 바란다. '.repeat(200).slice(0, 3990)}여기서끝`;

const today = () => todayInSeoul(Date.now());

async function takeIn(page: Page, name: string): Promise<number> {
  const { id } = await value(page, 'person.create', {
    ...emptyPerson,
    name,
    birth: '900101',
    mobile: '010-9876-5432',
    inflow: '01',
    wishedJob: '도금원',
  });
  const consultation = {
    ...emptyConsultation,
    day: addMonthsClamped(today(), -1),
    time: '10:00',
    method: '01',
    type: '01',
    content,
  };
  await value(page, 'consultation.create', { personId: id, consultation });
  return id;
}

async function openPerson(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.insertText(name);
  await page
    .getByRole('option', { name: new RegExp(name) })
    .first()
    .click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** The number under the bars, which stands on every page. */
function codeOf(pages: readonly string[]): string {
  const found = pages.map((text) => /\d{4}-\d{4}-\d{4}(?!\d)/.exec(text)?.[0]);
  expect(new Set(found).size).toBe(1);
  return found[0] ?? '';
}

test('구직자 기록에서 Ctrl+P로 연 창에서 문서를 골라 PDF로 저장한다', async ({ launch, demoProfile }, info) => {
  const { app, page } = await signedIn(launch, demoProfile);
  const name = '남궁가나다라마바사아자차카타파하';
  await takeIn(page, name);
  await openPerson(page, name);
  await page.keyboard.press('Control+KeyP');
  const dialog = page.getByRole('dialog', { name: '구직자 문서 인쇄' });
  await expect(dialog.getByRole('radio', { name: /구직자 카드/ })).toBeChecked();
  await expect(dialog.getByLabel('인쇄 목적')).toHaveValue('counselling');
  const file = info.outputPath('card.pdf');
  await saveAs(app, file);
  await dialog.getByRole('button', { name: '구직자 카드 PDF로 저장' }).press('Enter');
  await expect(dialog.getByText('PDF로 저장했습니다')).toBeVisible();
  const pages = pdfPages(fs.readFileSync(file));
  expect(pages).toHaveLength(1);
  for (const word of [name, '1990.1.1.', '010-9876-5432', '도금원', '목적상담·알선', '1/1쪽'])
    expect(pages[0]).toContain(word);
  // What was talked about is not for a card.
  expect(pages[0]).not.toContain('통근버스');
  expect(readPaperCode(codeOf(pages))).toMatchObject({ kind: 'personCard', laptop: '01' });

  await dialog.getByRole('radio', { name: /구직자 카드/ }).focus();
  await page.keyboard.press('Digit3');
  await expect(dialog.getByLabel('인쇄 목적')).toHaveValue('approval');
  await dialog.getByLabel('처음 날').fill('없는 날');
  await expect(dialog.getByRole('button', { name: '상담일지 PDF로 저장' })).toBeDisabled();
  await dialog.getByLabel('처음 날').fill(today());
  await dialog.getByRole('button', { name: '상담일지 PDF로 저장' }).press('Enter');
  await expect(dialog.getByText('그 기간에 상담일지가 없어')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('상담 한 건의 상담일지는 사천 글자가 몇 쪽이든 빠짐없이 나오고, 쪽마다 같은 번호가 있다', async ({
  launch,
  demoProfile,
}, info) => {
  const { app, page } = await signedIn(launch, demoProfile);
  await takeIn(page, '김한울빛');
  await openPerson(page, '김한울빛');
  await page.getByRole('button', { name: /상담 인쇄$/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: '이 상담의 상담일지 인쇄' });
  const file = info.outputPath('log.pdf');
  await saveAs(app, file);
  await dialog.getByRole('button', { name: '상담일지 PDF로 저장' }).press('Enter');
  await expect(dialog.getByText('PDF로 저장했습니다')).toBeVisible();
  const pages = pdfPages(fs.readFileSync(file));
  expect(pages.length).toBeGreaterThan(1);
  const code = codeOf(pages);
  expect(readPaperCode(code)?.kind).toBe('consultationLog');
  // Each page without its head and foot: what is left is the text, one piece after the other.
  const told = pages.map((text) => text.slice(text.indexOf(code) + code.length)).join('');
  expect(told).toContain(content.replaceAll(/\s+/g, ''));
  expect(pages[0]).toContain('담당팀장센터장');
  await expect.poll(() => app.windows().length).toBe(1);
});

test('조회 역할도 볼 수 있는 사람을 인쇄하고, 볼 수 없는 사람과 민감정보는 인쇄하지 못한다', async ({
  launch,
  demoProfile,
}, info) => {
  const { app, page } = await signedIn(launch, demoProfile);
  const id = await takeIn(page, '박나래솔');
  await value(page, 'session.signOut', {});
  await page.reload();
  await signIn(page, 'giup1');
  const file = info.outputPath('application.pdf');
  await saveAs(app, file);
  const application = (sensitive: boolean): PrintDocument => ({
    kind: 'jobApplication',
    person: id,
    purpose: 'application',
    sensitive,
  });
  const order = (document: PrintDocument) => ({ document, to: 'pdf', copies: 1 }) as const;
  expect(await value(page, 'print.run', order(application(false)))).toEqual({ done: true, file });
  expect(pdfPages(fs.readFileSync(file)).join('')).toContain('구직을신청합니다');
  expect(await problemOf(page, 'print.run', order(application(true)))).toBe('notYourCase');
  const missing: PrintDocument = { kind: 'consentForm', person: 999_999, purpose: 'consent', filled: false };
  expect(await problemOf(page, 'print.run', order(missing))).toBe('notFound');
});
