import { emptyConsultation } from '../../shared/model/consultation.ts';
import { expect, openMenu, signedIn, signIn, test, value } from './desk.ts';

test('오늘에서 부재 전화 한 통을 세 키로 쓰고, 그 사람은 다음 평일의 할 일로 남는다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile);
  const person = (await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 1 })).rows[0];
  const id = person?.id ?? 0;
  const { name } = await value(page, 'person.reveal', { id });
  const talk = {
    ...emptyConsultation,
    time: '09:00',
    method: '02',
    type: '01',
    content: '열 시에 다시 전화하기로 하였습니다.',
  };
  const { day } = await value(page, 'today.get', {});
  const twoDaysAgo = new Date(Date.parse(day) - 2 * 86_400_000).toISOString().slice(0, 10);
  await value(page, 'consultation.create', {
    personId: id,
    consultation: { ...talk, day: twoDaysAgo, nextDay: day },
  });
  const row = page.getByRole('button', { name: /열 시에 다시 전화하기로/ });
  await row.focus();
  // Somebody else's case: masked until V.
  await expect(row).toContainText(person?.name ?? '');
  await expect(row).toContainText('-****-');
  await page.keyboard.press('KeyV');
  await expect(row).toContainText(name);

  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await page.keyboard.press('KeyB');
  await expect(page.getByRole('heading', { name: '상담 쓰기' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '상담 쓰기' })).toBeHidden();

  const talks = await value(page, 'consultation.ofPerson', { personId: id, offset: 0, limit: 20 });
  const written = talks.rows.map(({ fields }) => fields).find(({ content }) => content === '부재 (전화를 받지 않음)');
  expect(written).toMatchObject({ method: '02', day });
  expect((written?.nextDay ?? '') > day).toBe(true);
  await page.keyboard.press('Alt+Digit1');
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
  await expect(row).toBeHidden();
});

test('쓰던 것을 늦게 찾아도 새로 쓴 글에 덮여 사라지지 않고 불러올 수 있다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Control+Shift+KeyN');
  const name = page.getByLabel('성명', { exact: false }).first();
  await name.fill('독고탁');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /독고탁 구직자 접수/ })).toBeVisible();
  // Types the moment the field stands, before any store could have answered what was typed earlier.
  await page.evaluate(() => {
    const observer = new MutationObserver(() => {
      const field = document.querySelector('main form input[name="name"]');
      if (!(field instanceof HTMLInputElement)) return;
      observer.disconnect();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, '사공');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
  await page.keyboard.press('Control+Shift+KeyN');
  await expect(name).toHaveValue('사공');
  await name.press('End');
  await page.keyboard.insertText('표');
  await page.getByRole('button', { name: '불러오기' }).press('Enter');
  await expect(name).toHaveValue('독고탁');
  await page.getByRole('button', { name: '되돌리기' }).press('Enter');
  await expect(name).toHaveValue('사공표');
});

test('쓰던 것은 묻지 않고 이어지고, 버린 것을 되돌리는 단추는 그 화면과 함께 사라진다', async ({
  launch,
  demoProfile,
}) => {
  const { page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Control+Shift+KeyN');
  const name = page.getByLabel('성명', { exact: false }).first();
  await name.fill('독고탁');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /독고탁 구직자 접수/ }).press('Enter');
  await expect(page.getByText('저장하지 않은 내용을 불러왔습니다', { exact: false })).toBeVisible();
  await expect(name).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.insertText('이');
  await expect(name).toHaveValue('독고탁이');

  await page.getByRole('button', { name: '버리기' }).press('Enter');
  await expect(name).toHaveValue('');
  await page.getByRole('button', { name: '되돌리기' }).press('Enter');
  await expect(name).toHaveValue('독고탁이');
  await page.keyboard.press('Alt+Digit1');
  await page.getByRole('button', { name: /독고탁이 구직자 접수/ }).press('Enter');
  await page.getByRole('button', { name: '버리기' }).press('Enter');
  await expect(page.getByRole('button', { name: '되돌리기' })).toBeVisible();
  await page.keyboard.press('Alt+Digit1');
  await expect(page.getByRole('heading', { name: '오늘', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: '되돌리기' })).toBeHidden();
});

test('쓰다가 로그아웃해도 쓰던 상담은 남아 그 사람에게서 다시 열린다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Alt+Digit2');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('KeyC');
  await page.getByLabel('상담내용', { exact: false }).fill('쓰다가 자리를 비웠습니다.');
  await openMenu(page, '로그아웃');
  await expect(page.getByLabel('아이디')).toBeFocused();
  await signIn(page);
  await page
    .getByRole('button', { name: /상담 쓰기/ })
    .first()
    .press('Enter');
  await expect(page.getByLabel('상담내용', { exact: false })).toHaveValue('쓰다가 자리를 비웠습니다.');
});

test('프로그램 정보에서 자료 폴더와 함께 쓴 소프트웨어의 이용 허락을 읽는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await page.getByRole('button', { name: '화면 설정과 로그아웃' }).press('Enter');
  await page.getByRole('menuitem', { name: '프로그램 정보' }).press('Enter');
  await expect(page.getByRole('heading', { name: '프로그램 정보', level: 1 })).toBeFocused();
  await expect(page.getByText(demoProfile, { exact: false })).toBeVisible();
  await expect(page.getByText('react-aria-components', { exact: false }).first()).toBeVisible();
  // What is shipped beside the bundle, and the last of the list: nothing is cut off.
  const { licences } = await value(page, 'app.about', {});
  for (const name of ['## Electron', '## Pretendard GOV', '## better-sqlite3-multiple-ciphers', '## zustand']) {
    expect(licences).toContain(name);
  }
  await expect(page.getByText('zustand', { exact: false }).first()).toBeAttached();
  const scrolled = () => page.evaluate(() => document.querySelector('main')?.scrollTop ?? 0);
  await page.keyboard.press('PageDown');
  await expect.poll(scrolled).toBeGreaterThan(100);
});

test('로그인하자마자 찾기 시작해도 오늘의 목록이 글자판을 빼앗지 않는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.insertText('김');
  await expect(page.getByRole('option').first()).toBeVisible();
  // The rows of 오늘 have come by now.
  await expect(page.getByRole('list', { name: '구직유효기간 만료' })).toBeVisible();
  const box = page.getByRole('combobox', { name: '찾기', exact: true });
  await expect(box).toBeFocused();
  // From the box to a list: its first row has the keyboard.
  await page.keyboard.press('Alt+Digit2');
  await expect(page.getByRole('grid')).toBeFocused();
});

test('오늘의 줄에서 여러 건을 골라 사유 하나로 미룬다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  const { rows } = await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 2 });
  const { day } = await value(page, 'today.get', {});
  const earlier = new Date(Date.parse(day) - 2 * 86_400_000).toISOString().slice(0, 10);
  for (const { id } of rows) {
    await value(page, 'consultation.create', {
      personId: id,
      consultation: {
        ...emptyConsultation,
        day: earlier,
        time: '09:00',
        method: '02',
        type: '01',
        content: '미룰 수 있는 전화입니다.',
        nextDay: day,
      },
    });
  }
  const due = page.getByRole('button', { name: /미룰 수 있는 전화/ });
  await expect(due).toHaveCount(2);
  await due.first().focus();
  await page.keyboard.press('KeyX');
  await due.nth(1).focus();
  await page.keyboard.press('KeyX');
  await page.keyboard.press('KeyS');
  await expect(page.getByRole('dialog', { name: '2건 미루기' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('미루는 사유를 적어 주십시오.')).toBeVisible();
  const later = new Date(Date.parse(day) + 5 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('다시 볼 날').fill(later);
  await page.keyboard.press('Enter');
  // 사유 is one digit; who has another writes it.
  await page.keyboard.press('Digit2');
  await expect(page.getByRole('radio', { name: '본인 요청' })).toBeChecked();
  await page.keyboard.press('Digit6');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: '직접 적기' })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('미루는 사유를 적어 주십시오.')).toBeVisible();
  await page.keyboard.insertText('이사하는 날');
  await page.keyboard.press('Enter');
  await expect(due).toHaveCount(0);
});

test('오늘의 줄에서 누른 글쇠는 눌러 두어도 한 번만 하고, 글자판은 다음 줄로 간다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  const { rows } = await value(page, 'company.list', { sort: 'name', direction: 'asc', offset: 0, limit: 1 });
  const companyId = rows[0]?.id ?? 0;
  const { day } = await value(page, 'today.get', {});
  for (const text of ['첫째 약속', '둘째 약속', '셋째 약속'])
    await value(page, 'companyPart.save', {
      companyId,
      kind: 'promise',
      id: null,
      seen: null,
      before: {},
      values: { text, due: day },
    });
  const promise = (text: string) => page.getByRole('button', { name: new RegExp(text) });
  await expect(promise('셋째 약속')).toBeVisible();
  await promise('둘째 약속').focus();
  // The first press, and what the keyboard sends while the key stays down.
  for (let press = 0; press < 3; press += 1) await page.keyboard.down('KeyK');
  await expect(promise('둘째 약속')).toBeHidden();
  await expect(promise('셋째 약속')).toBeFocused();
  for (let press = 0; press < 3; press += 1) await page.keyboard.down('KeyK');
  await page.keyboard.up('KeyK');
  await page.waitForTimeout(300);
  await expect(promise('셋째 약속')).toBeFocused();
  // What comes after it depends on the day: papers of companies that end soon; the last row goes up instead.
  const shown = await page.locator('#main [data-row]').allTextContents();
  const at = shown.findIndex((text) => text.includes('셋째 약속'));
  const next = shown.toSpliced(at, 1)[Math.min(at, shown.length - 2)] ?? '';
  await page.keyboard.press('KeyK');
  await expect(promise('셋째 약속')).toBeHidden();
  await expect(page.locator('#main [data-row]:focus')).toHaveText(next);
});

test('접수에서 Enter를 눌러 두어도 다음 항목으로 한 번만 가고 저장하지 않는다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Control+Shift+KeyN');
  const name = page.getByLabel('성명', { exact: false }).first();
  await name.fill('독고탁');
  for (let press = 0; press < 40; press += 1) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await expect(page.getByLabel('생년월일', { exact: false }).first()).toBeFocused();
  await expect(page.getByRole('heading', { name: '구직자 접수' })).toBeVisible();
  await expect(page.getByText('유입경로를 골라 주십시오', { exact: false })).toBeHidden();
});
