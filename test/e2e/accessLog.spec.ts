import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { demoPassword } from '../../build/demo/centre.ts';
import { readSheets } from '../../electron/paper/sheet.ts';
import type { StoreLock } from '../../electron/store/connection.ts';
import { connect } from '../../electron/store/connection.ts';
import { openEngine } from '../../electron/store/open.ts';
import type { Engine } from '../../electron/store/store.ts';
import { dataFolder } from '../../electron/window/dataFolder.ts';
import { readVault, unlock } from '../../electron/window/vault/index.ts';
import { expect, firstPage, openMenu, problemOf, saveAs, signedIn, signIn, test, value } from './desk.ts';

/** The keys of a profile, as somebody would have them who has a password. */
async function lockOf(profile: string): Promise<StoreLock> {
  const vault = readVault(dataFolder(profile).vault);
  if (!vault) throw new Error('no vault');
  return (await unlock(vault, 'admin', demoPassword, Date.now())).lock;
}

async function inStore<T>(profile: string, run: (engine: Engine) => T): Promise<T> {
  const engine = openEngine(dataFolder(profile).store, await lockOf(profile), 'readwrite');
  try {
    return run(engine);
  } finally {
    engine.close();
  }
}

/** Changes the store behind the program's back. */
async function tamper(profile: string, sql: string): Promise<void> {
  const db = connect(dataFolder(profile).store, await lockOf(profile), 'readwrite');
  db.exec(sql);
  db.close();
}

async function openReview(page: Page): Promise<void> {
  await openMenu(page, '접속기록 월 점검');
  await expect(page.getByRole('heading', { name: '접속기록 월 점검', level: 1 })).toBeVisible();
}

const verdict = (page: Page) => page.getByRole('region', { name: '위·변조 확인' });

async function killed(app: ElectronApplication): Promise<void> {
  const gone = new Promise((resolve) => app.process().once('exit', resolve));
  app.process().kill('SIGKILL');
  await gone;
}

/** The middle of the last whole month, half past eleven at night in Seoul. */
function lateLastMonth(): number {
  const now = new Date(Date.now() + 9 * 3_600_000);
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15, 14, 30);
}

test('월 점검 한 화면에서 지난달을 보고, 이상의 줄을 열고, 확인한 것을 적어 마친다', async ({
  launch,
  demoProfile,
}) => {
  const at = lateLastMonth();
  await inStore(demoProfile, (engine) => {
    for (const id of [1, 2, 3]) engine.log(2, at + id, { act: 'view', recordType: 'person', ids: [id] });
  });
  const { page } = await signedIn(launch, demoProfile);
  await openReview(page);
  await expect(verdict(page).getByText('처음부터 끝까지 온전합니다', { exact: false })).toBeVisible();
  await expect(page.getByRole('combobox', { name: '점검할 달' })).toContainText('점검 전');
  const counts = page.getByRole('table', { name: '직원별 처리 건수' });
  await expect(counts.getByRole('row', { name: '한상담 조회 3 3' })).toBeVisible();

  await page
    .getByRole('list', { name: '살펴볼 것' })
    .getByRole('button', { name: /야간 사용.*한상담.*3줄/ })
    .press('Enter');
  await expect(page.getByRole('heading', { name: '접속기록', level: 1 })).toBeVisible();
  const grid = page.getByRole('grid', { name: '접속기록 목록' });
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  await grid.press('Enter');
  await expect(page.getByRole('dialog').getByText(/의 기록만 보기/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+ArrowLeft');

  await page.getByRole('button', { name: '점검 완료' }).press('Enter');
  await expect(page.getByText('살펴볼 것을 어떻게 확인하였는지 적어 주십시오.')).toBeVisible();
  await page.getByLabel('점검 내용').fill('야간 상담 지원으로 확인함');
  await page.getByRole('button', { name: '점검 완료' }).press('Enter');
  // Not the text alone: it stands in the field until the review is signed.
  await expect(
    page
      .getByRole('region', { name: '점검 완료' })
      .getByRole('definition')
      .filter({ hasText: '야간 상담 지원으로 확인함' }),
  ).toBeVisible();
  const { months } = await value(page, 'log.months', {});
  expect(months.filter(({ signed }) => signed)).toHaveLength(1);
});

test('마지막 줄을 지우면 로그인한 뒤의 점검 화면이 말하고, 기준점을 지워도 말한다', async ({ launch, demoProfile }) => {
  const app = await launch({ userData: demoProfile });
  await signIn(await firstPage(app));
  await app.close();
  await tamper(
    demoProfile,
    `DELETE FROM access_log WHERE seq = (SELECT max(seq) FROM access_log);
     UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM access_log) WHERE name = 'access_log'`,
  );
  const again = await launch({ userData: demoProfile });
  const page = await firstPage(again);
  await signIn(page);
  await openReview(page);
  await expect(verdict(page).getByText('접속기록의 마지막 부분인', { exact: false }).first()).toBeVisible();
  await expect(verdict(page).getByText('맞지 않는 것이', { exact: false })).toBeVisible();
  await again.close();
  fs.rmSync(dataFolder(demoProfile).logAnchor);
  const third = await firstPage(await launch({ userData: demoProfile }));
  await signIn(third);
  await openReview(third);
  await expect(verdict(third).getByText('기준점 파일(log-anchor.json)이 지워졌습니다', { exact: false })).toBeVisible();
});

test('쓰는 중에 강제로 꺼져도 위조로 알리지 않는다', async ({ launch, demoProfile }) => {
  // Four starts and three deaths.
  test.setTimeout(180_000);
  for (let n = 0; n < 3; n += 1) {
    const { app, page } = await signedIn(launch, demoProfile);
    const { rows } = await value(page, 'person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 5 });
    await Promise.all(rows.map(({ id }) => value(page, 'person.get', { id })));
    await killed(app);
  }
  const { page } = await signedIn(launch, demoProfile);
  expect(await value(page, 'log.verify', {})).toMatchObject({ whole: true, faults: [] });
});

test('기록을 거르고, 목적을 적어야 내보내며, 그 목적이 기록에 남는다', async ({ launch, demoProfile, userData }) => {
  const { app, page } = await signedIn(launch, demoProfile);
  await openReview(page);
  await page.getByRole('button', { name: '기록 보기' }).press('Enter');
  const grid = page.getByRole('grid', { name: '접속기록 목록' });
  await expect(grid).toBeVisible();
  await page.getByRole('combobox', { name: '한 일' }).selectOption('login');
  await expect(grid).toHaveAttribute('aria-rowcount', '2');

  const file = path.join(userData, '접속기록.xlsx');
  await saveAs(app, file);
  await page.getByRole('button', { name: '내보내기' }).press('Enter');
  await page.getByRole('button', { name: '엑셀로 저장' }).press('Enter');
  await expect(page.getByText('내보내는 목적을 적어 주십시오.')).toBeVisible();
  await page.getByLabel('내보내는 목적').fill('=점검 보고');
  await page.getByRole('button', { name: '엑셀로 저장' }).press('Enter');
  await expect(page.getByText('1줄을 저장했습니다', { exact: false })).toBeVisible();
  expect(await readSheets(file)).toMatchObject({ ok: true });
  const filter = { from: null, to: null, userId: null, act: 'export', person: null, lines: null } as const;
  const { rows } = await value(page, 'log.list', { ...filter, sort: 'seq', direction: 'desc', offset: 0, limit: 5 });
  expect(rows).toMatchObject([{ user: '관리자', act: '내보내기', what: '접속기록', count: 1, purpose: '=점검 보고' }]);
});

test('관리자가 아니면 접속기록은 메뉴에도 없고 부를 수도 없다', async ({ launch, demoProfile }) => {
  const { page } = await signedIn(launch, demoProfile, 'sangdam1');
  await page.getByRole('button', { name: '화면 설정과 로그아웃' }).press('Enter');
  await expect(page.getByRole('menuitem', { name: '프로그램 정보' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: '접속기록 월 점검' })).toBeHidden();
  for (const [name, input] of [
    ['log.verify', {}],
    ['log.months', {}],
    ['log.review', { month: '2026-10' }],
    ['log.signReview', { month: '2026-10', note: '' }],
  ] as const) {
    expect(await problemOf(page, name, input), name).toBe('notAllowed');
  }
});
