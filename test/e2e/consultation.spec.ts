import type { Page } from '@playwright/test';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import { expect, openMenu, signedIn, test, value } from './desk.ts';

/** Somebody with an appointment due today, on the row of 오늘 that says so. */
async function dueToday(page: Page): Promise<{ id: number; text: string }> {
  const { rows } = await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 1 });
  const id = rows[0]?.id ?? 0;
  const { day } = await value(page, 'today.get', {});
  const before = new Date(Date.parse(day) - 2 * 86_400_000).toISOString().slice(0, 10);
  const text = '열 시에 다시 전화하기로 하였습니다.';
  await page.evaluate(
    ([personId, consultation]) =>
      window.desk.call('consultation.create', { personId, consultation }, crypto.randomUUID()),
    [
      id,
      { ...emptyConsultation, day: before, time: '09:00', method: '02', type: '01', content: text, nextDay: day },
    ] as const,
  );
  return { id, text };
}

test('오늘의 줄에서 부재와 문자를 세 키 안에 쓰고 오늘로 돌아온다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  const { id, text } = await dueToday(page);
  const row = page.getByRole('button', { name: text.slice(0, 8) });
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  const talks = async () =>
    (await value(page, 'consultation.ofPerson', { personId: id, offset: 0, limit: 20 })).rows.map(
      ({ fields }) => fields,
    );

  await row.focus();
  await press('KeyM');
  await expect(page.getByRole('heading', { name: '상담 쓰기' })).toBeVisible();
  await press('Control+Enter');
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
  test.info().annotations.push({ type: 'phone.entry.keys', description: String(keys) });
  expect(keys).toBeLessThanOrEqual(3);
  expect((await talks())[0]).toMatchObject({ method: '09', action: '08', content: '문자 보냄' });
  await expect(row).toBeHidden();

  // The record of the same person: three calls in a row that nobody takes.
  const { name } = await value(page, 'person.reveal', { id });
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.insertText(name);
  await expect(page.getByRole('option').first()).toContainText(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const lost = page.getByText('연락두절로 볼 때입니다', { exact: false });
  for (let call = 1; call <= 3; call += 1) {
    await expect(lost).toBeHidden();
    await page.keyboard.press('KeyB');
    await expect(page.getByRole('heading', { name: '상담 쓰기' })).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('heading', { name: '상담 쓰기' })).toBeHidden();
  }
  await expect(lost).toBeVisible();
  expect((await talks()).filter(({ action }) => action === '07')).toHaveLength(3);
});

test('쓴 상담을 고치면 고친 글이 보이고, 처음 글은 그 아래에서 다시 읽힌다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  const { id, text } = await dueToday(page);
  await page.getByRole('button', { name: text.slice(0, 8) }).press('Enter');
  const list = page.getByRole('region', { name: '상담일지' });
  await expect(list.getByText(text)).toBeVisible();
  await page.keyboard.press('KeyR');
  await expect(page.getByRole('heading', { name: '상담 고치기' })).toBeVisible();
  const content = page.getByLabel('상담내용', { exact: false });
  await expect(content).toHaveValue(text);
  await content.fill('열한 시에 다시 전화하기로 하였습니다.');
  // What is typed is not lost by leaving.
  await page.keyboard.press('Escape');
  await expect(content).toBeHidden();
  await page.keyboard.press('KeyR');
  await expect(content).toHaveValue('열한 시에 다시 전화하기로 하였습니다.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '상담 고치기' })).toBeHidden();
  await expect(list.getByText('열한 시에', { exact: false })).toBeVisible();
  await expect(list.getByText('고침 1번')).toBeVisible();
  await expect(list.getByText(text)).toBeHidden();
  await page.getByRole('button', { name: /고치기 전 글/ }).press('Enter');
  await expect(page.getByRole('list', { name: '고치기 전 글' }).getByText(text)).toBeVisible();
  const talks = await value(page, 'consultation.list', { sort: 'day', direction: 'desc', offset: 0, limit: 20 });
  expect(talks.rows.find(({ personId }) => personId === id)?.excerpt).toBe('열한 시에 다시 전화하기로 하였습니다.');
});

test('주민등록번호처럼 보이는 숫자는 막히고, 무슨 번호인지 적으면 저장된다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Alt+Digit2');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('KeyB');
  const content = page.getByLabel('상담내용', { exact: false });
  await content.fill('회사의 번호는 110111-1234567 입니다.');
  const wayOut = page.getByLabel('주민번호 아님');
  await expect(wayOut).toBeHidden();
  await page.keyboard.press('Control+Enter');
  await expect(wayOut).toBeInViewport();
  await expect(content).toHaveAccessibleDescription(/주민등록번호로 보이는 숫자/);
  await wayOut.fill('법인등록번호');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '상담 쓰기' })).toBeHidden();
  await expect(page.getByText('주민번호 아님: 법인등록번호')).toBeVisible();
});

test('대화 상자에 쓰던 글은 곁을 누르거나 Esc를 잘못 눌러도 버려지지 않는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await openMenu(page, '상담 양식');
  await page.getByRole('button', { name: /초기상담/ }).press('Enter');
  const form = page.getByRole('form', { name: '상담 양식 수정' });
  const text = form.getByRole('textbox', { name: /^양식(?! 이름)/ });
  await text.fill('긴 양식을 쓰던 가운데');
  await page.mouse.click(5, 5);
  await expect(text).toHaveValue('긴 양식을 쓰던 가운데');
  await text.press('Escape');
  const question = page.getByRole('alertdialog', { name: '적은 것을 버립니까?' });
  await expect(question.getByRole('button', { name: '취소' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(text).toBeFocused();
  await page.keyboard.press('Escape');
  await question.getByRole('button', { name: '버리기' }).press('Enter');
  await expect(form).toBeHidden();
  // What nobody typed in goes at once.
  await page.keyboard.press('KeyN');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('유형을 고르면 센터가 고친 양식이 나오고, 쓴 글은 덮지 않는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await openMenu(page, '상담 양식');
  await page.getByRole('button', { name: /초기상담/ }).press('Enter');
  const form = page.getByRole('form', { name: '상담 양식 수정' });
  await form.getByRole('textbox', { name: /^양식(?! 이름)/ }).fill('우리 센터의 첫 물음:');
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(page.getByText('우리 센터의 첫 물음:')).toBeVisible();

  await page.keyboard.press('Alt+Digit2');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('KeyC');
  const writing = page.getByRole('form', { name: '상담 쓰기' });
  await expect(writing.getByRole('radio').first()).toBeFocused();
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  // Letters choose in a row of choices, and are no shortcuts of the record there.
  await page.keyboard.press('KeyE');
  await expect(writing.getByRole('radio', { name: '타기관 연계' })).toBeChecked();
  await page.keyboard.press('1');
  const content = writing.getByLabel('상담내용', { exact: false });
  const offer = writing.getByRole('button', { name: /양식 넣기/ });
  await expect(offer).toBeVisible();
  await page.keyboard.press('Alt+KeyY');
  await expect(content).toHaveValue('우리 센터의 첫 물음:');
  await expect(content).toBeFocused();
  await expect(offer).toBeHidden();
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.insertText('직접 쓴 글입니다.');
  await page.keyboard.press('Alt+KeyY');
  await expect(content).toHaveValue('직접 쓴 글입니다.');
});
