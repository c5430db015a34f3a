import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, firstPage, intake, openMenu, signedIn, signIn, test, value } from './desk.ts';

/** What axe finds on the page as it stands, as one line each. */
async function axe(page: Page): Promise<string[]> {
  // Legacy mode: the other one opens a window of its own, which this app refuses.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

/** Types as a Korean input method does: the syllable is composed in steps, then committed. */
async function compose(page: Page, ...syllables: readonly (readonly string[])[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const steps of syllables) {
    for (const step of steps) {
      await session.send('Input.imeSetComposition', { text: step, selectionStart: 1, selectionEnd: 1 });
    }
    await session.send('Input.insertText', { text: steps.at(-1) ?? '' });
  }
  await session.detach();
}

/** Opens a section's form by its button, with the keyboard. */
async function edit(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${name} (쓰기|수정)$`) }).press('Enter');
  await expect(page.getByRole('form', { name })).toBeVisible();
}

/** Draws a stroke on the canvas for a signature. */
async function drawSignature(page: Page): Promise<void> {
  const box = page.locator('canvas');
  await box.scrollIntoViewIfNeeded();
  const at = await box.boundingBox();
  if (!at) throw new Error('no canvas');
  await page.mouse.move(at.x + 30, at.y + 40);
  await page.mouse.down();
  await page.mouse.move(at.x + 200, at.y + 90, { steps: 8 });
  await page.mouse.up();
}

const form = (page: Page, name: string) => page.getByRole('form', { name });
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true }).last();

test('접수한 뒤 구직신청서를 키보드만으로 한 항목씩 채우고, 고친 것이 이력에 남는다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  await intake(page, '서문탁');

  await page.keyboard.press('KeyG');
  await expect(form(page, '학력·경력·자격')).toBeVisible();
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByLabel('최종학력')).toHaveValue('03');
  await page.getByLabel('졸업연월').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('회사명')).toBeFocused();
  await compose(page, ['ㅎ', '하', '한'], ['ㅂ', '비', '빛'], ['ㄱ', '그', '금'], ['ㅅ', '소', '속']);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await compose(page, ['ㅇ', '요', '용'], ['ㅈ', '저', '접']);
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('2019.3');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('2018.5');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('1번째 줄: 퇴사한 달이 입사한 달보다 앞입니다.')).toBeVisible();
  await page.getByLabel('퇴사 연월').fill('2021.5');
  await page.keyboard.press('Control+Enter');
  await expect(form(page, '학력·경력·자격')).toBeHidden();
  await expect(page.getByText('한빛금속 · 용접 · 2019-03~2021-05')).toBeVisible();
  await expect(page.getByText('경력 (모두 2년 3개월)')).toBeVisible();

  await page.keyboard.press('KeyG');
  await expect(form(page, '희망 근로조건')).toBeVisible();
  await compose(page, ['ㄷ', '도'], ['ㄱ', '그', '금']);
  await page.getByRole('radio', { name: '시급' }).press('Space');
  await page.getByLabel('희망임금').fill('9,000');
  await expect(page.getByText('최저임금보다 적습니다', { exact: false })).toBeVisible();
  await page.getByRole('radio', { name: '월급' }).press('Space');
  await page.getByLabel('희망임금').fill('250~270만원');
  await page.keyboard.press('Control+Enter');
  // What is saved may be told before the form goes: until then H is a letter in its field.
  await expect(form(page, '희망 근로조건')).toBeHidden();
  await expect(page.getByText('월급 250만원 ~ 270만원')).toBeVisible();

  await page.keyboard.press('KeyH');
  await expect(section(page, '이력')).toContainText('한빛금속 · 용접');
  await expect(section(page, '이력')).toContainText('희망직종없음 → 도금');
});

test('체류자격을 고르면 센터가 할 수 있는 일을 말하고, 만료가 가까우면 오늘에 나온다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  await intake(page, 'NGUYEN VAN AN');
  await edit(page, '국적·체류자격');
  await page.keyboard.insertText('베트남');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('E-9');
  await page.keyboard.press('Enter');
  await expect(page.getByText('센터가 알선할 수 없습니다(고용허가제)', { exact: false }).first()).toBeVisible();
  const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('체류기간 만료일').fill(soon);
  await page.keyboard.press('Control+Enter');
  await expect(form(page, '국적·체류자격')).toBeHidden();
  await page.keyboard.press('Alt+Digit1');
  await expect(page.getByText('체류기간 만료')).toBeVisible();
  await expect(page.getByText('E-9 비전문취업')).toBeVisible();
});

test('민감정보는 동의가 있어야 저장되고, 전화 동의는 한 번 누르면 되며, 다른 상담사에게는 없다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  await intake(page, '독고탁');
  await page.getByRole('button', { name: '민감정보 보기' }).press('Enter');
  await edit(page, '민감정보');
  await page.getByLabel('건강과 관련된 작업 제약').fill('무거운 것을 들지 못함');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('민감정보 동의가 없어 저장하지 않았습니다', { exact: false })).toBeVisible();
  await page.keyboard.press('Alt+KeyT');
  await expect(page.getByText('민감정보 동의를 받은 것으로 기록했습니다', { exact: false })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(form(page, '민감정보')).toBeHidden();
  await expect(section(page, '민감정보')).toContainText('무거운 것을 들지 못함');

  const list = { sort: 'intakeDay', direction: 'desc', offset: 0, limit: 1 } as const;
  const id = (await value(page, 'person.list', list)).rows[0]?.id ?? 0;
  await page.getByRole('button', { name: '화면 설정과 로그아웃' }).press('Enter');
  await page.getByRole('menuitem', { name: /로그아웃/ }).press('Enter');
  await signIn(page, 'sangdam2');
  await expect(value(page, 'person.sensitive', { id })).rejects.toThrow('notYourCase');
  const record = await value(page, 'person.get', { id });
  expect(record.seesSensitive).toBe(false);
  expect(JSON.stringify(record)).not.toContain('무거운');
});

test('고지와 동의를 전화로 적고, 한 곳에만 제공하며, 철회하면 바로 그친다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  await intake(page, '남궁민');
  const consent = section(page, '고지와 동의');
  await expect(consent).toContainText('처리 고지 전');
  await page.keyboard.press('Alt+KeyT');
  const asking = form(page, '고지와 동의');
  await expect(asking.getByRole('radio', { name: '전화' })).toBeFocused();
  await asking
    .getByRole('radiogroup', { name: '제3자 제공 (선택)' })
    .getByRole('radio', { name: '동의' })
    .press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('제공받는 곳의 이름을 적어 주십시오', { exact: false })).toBeVisible();
  await compose(page, ['ㅎ', '하', '한'], ['ㅂ', '비', '빛']);
  await page.keyboard.press('Control+Enter');
  await expect(asking).toBeHidden();
  await expect(consent).toContainText('고지 20');
  await expect(consent.getByRole('listitem').filter({ hasText: '제3자 제공' })).toContainText('한빛');
  await consent.getByRole('button', { name: '제3자 제공 동의 철회' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: '철회' }).press('Enter');
  await expect(page.getByText('제3자 제공 동의를 철회했습니다', { exact: false })).toBeVisible();
  await expect(consent.getByRole('listitem').filter({ hasText: '제3자 제공' })).toContainText('철회');
  await consent.getByRole('button', { name: /동의 기록 2건/ }).press('Enter');
  await expect(consent).toContainText('제3자 제공 (한빛) 동의');
});

test('새 양식과 그 화면을 화면 낭독기와 키보드로 쓸 수 있다 (axe)', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await intake(page, '선우진');
  await page.getByRole('button', { name: '민감정보 보기' }).press('Enter');
  const found: string[] = [];
  for (const name of ['학력·경력·자격', '희망 근로조건', '국적·체류자격', '제도 참여·취업취약계층', '민감정보']) {
    await edit(page, name);
    const add = form(page, name).getByRole('button', { name: /더하기$/ });
    if ((await add.count()) > 0) await add.first().press('Enter');
    found.push(...(await axe(page)).map((each) => `${name}: ${each}`));
    await page.keyboard.press('Escape');
    await expect(form(page, name)).toBeHidden();
  }
  await page.keyboard.press('Alt+KeyT');
  await expect(form(page, '고지와 동의')).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.locator('canvas')).toBeVisible();
  found.push(...(await axe(page)).map((each) => `고지와 동의: ${each}`));
  await openMenu(page, '고지문·동의서');
  await page.getByRole('button', { name: /개인정보 선택 동의서/ }).press('Enter');
  found.push(...(await axe(page)).map((each) => `고지문·동의서: ${each}`));
  expect(found).toEqual([]);
});

test('서명은 그린 대로 남는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  await intake(page, '황보석');
  await page.keyboard.press('Alt+KeyT');
  await page.keyboard.press('1');
  await drawSignature(page);
  await page.keyboard.press('Control+Enter');
  await expect(form(page, '고지와 동의')).toBeHidden();
  const { rows } = await value(page, 'person.list', { sort: 'intakeDay', direction: 'desc', offset: 0, limit: 1 });
  const { events } = await value(page, 'consent.ofPerson', { id: rows[0]?.id ?? 0 });
  expect(events[0]).toMatchObject({ method: 'sign', by: '한상담' });
  expect(events[0]?.signature).toMatch(/^M\d+ \d+( L\d+ \d+)+$/);
});

test('받던 동의는 다른 화면에 다녀와도 서명까지 그대로 있고, 서명은 화면을 잠갔다 풀어도 보이며 보이지 않는 서명은 저장되지 않는다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  await intake(page, '황보석');
  await page.keyboard.press('Alt+KeyT');
  await page.keyboard.press('1');
  await drawSignature(page);
  const isDrawn = () =>
    page.locator('canvas').evaluate((canvas: HTMLCanvasElement) =>
      canvas
        .getContext('2d')
        ?.getImageData(0, 0, canvas.width, canvas.height)
        .data.some((value) => value !== 0),
    );
  expect(await isDrawn()).toBe(true);
  const asking = form(page, '고지와 동의');
  await asking
    .getByRole('radiogroup', { name: '초상(사진·영상) 활용 (선택)' })
    .getByRole('radio', { name: '거부' })
    .press('Space');
  await page.keyboard.press('Alt+Digit1');
  await page.getByRole('button', { name: /황보석.*고지와 동의/ }).press('Enter');
  await expect(page.getByText('저장하지 않은 내용을 불러왔습니다.', { exact: false })).toBeVisible();
  await expect(asking.getByRole('radio', { name: '서명' })).toBeChecked();
  await expect(
    asking.getByRole('radiogroup', { name: '초상(사진·영상) 활용 (선택)' }).getByRole('radio', { name: '거부' }),
  ).toBeChecked();
  await expect.poll(isDrawn).toBe(true);
  await asking.getByRole('button', { name: '취소' }).press('Enter');
  await expect(asking).toBeHidden();
  await page.keyboard.press('Alt+KeyT');
  await expect.poll(isDrawn).toBe(true);

  await page.keyboard.press('Control+KeyL');
  await page.getByLabel('비밀번호').fill('demo-2026');
  await page.keyboard.press('Enter');
  await expect(form(page, '고지와 동의')).toBeVisible();
  expect(await isDrawn()).toBe(true);

  const methods = form(page, '고지와 동의').getByRole('radiogroup', { name: /^방법/ });
  await methods.getByText('종이').click();
  await expect(page.locator('canvas')).toHaveCount(0);
  await methods.getByText('서명').click();
  expect(await isDrawn()).toBe(false);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('서명이 없습니다.', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: '버리기' }).press('Enter');
  await expect(asking.getByRole('radio', { name: '전화' })).toBeChecked();
  await asking.getByRole('button', { name: '취소' }).press('Enter');
  await expect(asking).toBeHidden();
  await page.keyboard.press('Alt+Digit1');
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: /황보석.*고지와 동의/ })).toHaveCount(0);
});

test('쓰던 항목은 강제로 꺼져도 남아, 오늘에서 그 항목으로 이어 쓴다', async ({ launch, demoProfile }) => {
  const { app, page } = await signedIn(launch, demoProfile, 'sangdam1');
  await intake(page, '제갈공');
  await edit(page, '희망 근로조건');
  await page.getByLabel('희망직종 2순위').fill('금형 조립');
  await page.waitForTimeout(2000);
  const gone = new Promise((resolve) => app.process().once('exit', resolve));
  app.process().kill('SIGKILL');
  await gone;

  const again = await firstPage(await launch({ userData: demoProfile }));
  await signIn(again, 'sangdam1');
  await again
    .getByRole('button', { name: /제갈공/ })
    .first()
    .press('Enter');
  await expect(again.getByLabel('희망직종 2순위')).toHaveValue('금형 조립');
});

test('관리자는 동의서의 새 판을 만들고, 상담사에게는 그 화면이 없다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await page.getByRole('button', { name: '화면 설정과 로그아웃' }).press('Enter');
  await page.getByRole('menuitem', { name: '고지문·동의서' }).press('Enter');
  await expect(page.getByText('개인정보 선택 동의서 1판')).toBeVisible();
  await page.getByRole('button', { name: '동의서 새 판' }).press('Enter');
  await page.getByLabel('제목').fill('선택 동의서');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('선택 동의서 2판')).toBeVisible();
  const { templates } = await value(page, 'consent.templates', {});
  expect(templates.map(({ kind, version }) => `${kind} ${version}`)).toEqual(['consent 2', 'notice 1', 'consent 1']);
});
