import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { demoPassword } from '../../build/demo/centre.ts';
import { emptyPerson } from '../../shared/model/person.ts';
import { expect, firstPage, joinCentre, problemOf, signedIn, signIn, test, value } from './desk.ts';

/** Answers of the system's own dialogs, which no spec can press. */
async function answer(app: ElectronApplication, files: { open?: string; save?: string }): Promise<void> {
  await app.evaluate(({ dialog }, { open, save }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: open === undefined, filePaths: open ? [open] : [] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: save === undefined, filePath: save ?? '' });
  }, files);
}

async function openBackups(page: Page): Promise<void> {
  await page.getByRole('button', { name: '화면 설정과 로그아웃' }).click();
  await page.getByRole('menuitem', { name: '백업' }).click();
  await expect(page.getByRole('heading', { name: '백업', level: 1 })).toBeVisible();
}

async function openWithPassword(page: Page, deed: string, loginId = 'admin', password = demoPassword): Promise<void> {
  await page.getByLabel('아이디').fill(loginId);
  await page.getByLabel('비밀번호', { exact: false }).last().fill(password);
  await page.getByRole('button', { name: deed, exact: true }).click();
}

const newPerson = (name: string) => ({ ...emptyPerson, name, mobile: '010-1234-5678', inflow: '01' });
const everybody = { sort: 'name', direction: 'asc', offset: 0, limit: 1 } as const;
const people = async (page: Page): Promise<number> => (await value(page, 'person.list', everybody)).total;

test('백업을 만들고 리허설하고, 자료가 깨지면 복원이 먼저 보이며, 복원하면 백업 때의 자료로 일한다', async ({
  launch,
  demoProfile,
}) => {
  const desk = path.join(demoProfile, 'desk');
  const { app, page } = await signedIn(launch, demoProfile);
  await openBackups(page);
  await page.getByRole('button', { name: '지금 백업' }).click();
  await expect(page.getByRole('list', { name: '백업 목록' }).getByRole('button')).toHaveCount(1);
  await value(page, 'person.create', newPerson('나중에'));

  await page.getByRole('list', { name: '백업 목록' }).getByRole('button').click();
  await page.getByRole('button', { name: '복원 리허설' }).click();
  await expect(page.getByRole('alertdialog', { name: '복원 리허설' })).toBeVisible();
  await openWithPassword(page, '복원 리허설');
  const report = page.getByRole('dialog', { name: '복원 리허설을 마쳤습니다' });
  await expect(report).toContainText('구직자 60명');
  await expect(report).toContainText('구직자 1명');
  await report.getByRole('button', { name: '닫기' }).click();
  expect(await people(page)).toBe(61);
  await app.close();

  const store = path.join(desk, 'store.db');
  const bytes = fs.readFileSync(store);
  bytes.fill(0x41, 0, 8192);
  fs.writeFileSync(store, bytes);
  const again = await launch({ userData: demoProfile });
  const broken = await firstPage(again);
  await broken.getByLabel('아이디').fill('admin');
  await broken.getByLabel('비밀번호').first().fill(demoPassword);
  await broken.keyboard.press('Enter');
  const restore = broken.getByRole('button', { name: '백업에서 복원' });
  await expect(restore).toBeVisible();
  await expect(broken.getByRole('button').first()).toHaveText('백업에서 복원');
  expect(await broken.locator('body').textContent()).not.toContain('삭제');
  await restore.click();
  await broken.getByRole('list', { name: '이 컴퓨터에 있는 백업' }).getByRole('button').first().click();
  await openWithPassword(broken, '복원', 'admin', 'wrong-2026!');
  await expect(broken.getByText('아이디 또는 비밀번호가 맞지 않습니다', { exact: false })).toBeVisible();
  await openWithPassword(broken, '복원');
  await expect(broken.getByRole('button', { name: '로그인' })).toBeVisible();
  await signIn(broken);
  expect(await people(broken)).toBe(60);
  const { id } = await value(broken, 'person.create', newPerson('그다음'));
  expect((await value(broken, 'person.get', { id })).number).toMatch(/^\d\d-02-0001$/);
  const aside = fs.readdirSync(desk).find((name) => name.startsWith('before-restore-')) ?? '';
  expect(fs.readFileSync(path.join(desk, aside, 'store.db')).equals(bytes)).toBe(true);
});

test('참여 파일로 둘째 노트북이 같은 비밀번호로 열리고, 두 노트북의 관리번호는 서로 다르다', async ({
  launch,
  demoProfile,
  userData,
}) => {
  const file = path.join(userData, '참여.desk-backup');
  const { app, page } = await signedIn(launch, demoProfile);
  await answer(app, { save: file });
  await openBackups(page);
  await page.getByRole('button', { name: '참여 파일 만들기' }).click();
  await page.getByLabel('노트북 이름').fill('박람회 노트북');
  await page.getByRole('button', { name: '만들기', exact: true }).click();
  await expect(page.getByText('02번 박람회 노트북의 참여 파일을 만들었습니다.')).toBeVisible();

  const second = fs.mkdtempSync(path.join(userData, 'second-'));
  const other = await launch({ userData: second });
  const there = await firstPage(other);
  await joinCentre(other, there, file);
  await signIn(there, 'sangdam1');
  // One of the sixty is restricted to her counsellor.
  expect(await people(there)).toBe(59);
  const made = await value(there, 'person.create', newPerson('둘째에서'));
  expect((await value(there, 'person.get', { id: made.id })).number).toMatch(/^\d\d-02-0001$/);
  const here = await value(page, 'person.create', newPerson('첫째에서'));
  expect((await value(page, 'person.get', { id: here.id })).number).toMatch(/^\d\d-01-/);
});

test('연결된 폴더로 같은 자료를 또 열면 막고 먼저 연 것을 닫으라고 말하며, 닫으면 다시 시도로 열린다', async ({
  launch,
  demoProfile,
  userData,
}) => {
  const { app, page } = await signedIn(launch, demoProfile);
  const second = fs.mkdtempSync(path.join(userData, 'linked-'));
  fs.symlinkSync(path.join(demoProfile, 'desk'), path.join(second, 'desk'), 'dir');
  const there = await firstPage(await launch({ userData: second }));
  await expect(there.getByText('다른 프로그램이 이 자료를 쓰고 있습니다', { exact: false })).toBeVisible();
  await expect(there.getByRole('button', { name: '백업에서 복원' })).toHaveCount(0);
  const state = await value(there, 'session.signIn', { loginId: 'admin', password: demoPassword });
  expect(state).toMatchObject({ phase: 'blocked', code: 'storeInUse', canRestore: false });
  expect(await people(page)).toBe(60);
  await app.close();
  await there.getByRole('button', { name: '다시 시도' }).click();
  await expect(there.getByRole('button', { name: '로그인' })).toBeVisible();
});

test('백업 화면은 관리자에게만 있고, 상담사는 백업의 어떤 호출도 할 수 없다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  await page.getByRole('button', { name: '화면 설정과 로그아웃' }).click();
  await expect(page.getByRole('menuitem', { name: '내 계정', exact: false })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: '백업' })).toHaveCount(0);
  const by = { loginId: 'admin', password: demoPassword };
  expect(await problemOf(page, 'backup.status', {})).toBe('notAllowed');
  expect(await problemOf(page, 'backup.now', {})).toBe('notAllowed');
  expect(await problemOf(page, 'backup.list', {})).toBe('notAllowed');
  expect(await problemOf(page, 'backup.restore', { handle: 'x', by })).toBe('notAllowed');
  expect(await problemOf(page, 'backup.restore', { handle: '../../store.db', by: { ...by, recoveryKey: 'x' } })).toBe(
    'badRequest',
  );
});
