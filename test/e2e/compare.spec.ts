// 자료 비교 in the program: a laptop that holds the same and shows it otherwise is told, with a report that names nobody.
import fs from 'node:fs';
import path from 'node:path';
import { axe } from './axe.ts';
import { expect, saveAs, signedIn, test } from './desk.ts';
import { giveAll, inProfile } from './otherLaptops.ts';

test('같은 변경을 가진 노트북의 기록이 다르면 막힌 변경에 나오고, 관리자가 보고서를 내보낸다', async ({
  launch,
  demoProfile,
  folder,
}) => {
  let name = '';
  /** 공단 1호, whose table was damaged where it lies, has told what it holds. */
  await inProfile(demoProfile, folder, async (here, other) => {
    const there = await other('공단 1호');
    await giveAll(here, there);
    const person = there.engine.sql('SELECT name FROM person ORDER BY id LIMIT 1').get() as { name: string };
    ({ name } = person);
    there.engine.sql(`UPDATE person SET doc = json_set(doc, '$.note', '망가진 비고') WHERE name = ?`).run(name);
    const made = await there.ask('digest.make', null);
    if (made === null) throw new Error('not made');
    await here.ask('digest.hear', { device: there.engine.replica.device, words: made.words });
  });

  const { app, page } = await signedIn(launch, demoProfile);
  await page.keyboard.press('Alt+Digit0');
  const section = page.getByRole('region', { name: '자료 비교' });
  await expect(section).toContainText('아직 없음');
  await section.getByRole('button', { name: '지금 비교' }).press('Enter');
  await expect(section).toContainText(/공단 1호 다름/);
  const item = page.getByRole('list', { name: '막힌 변경' }).getByRole('listitem').filter({ hasText: '공단 1호' });
  await expect(item).toContainText('다른 노트북과 다름');
  await expect(item).toContainText('다른 것: 구직자.');
  await expect(item.getByRole('button')).toHaveText(['내보내기']);
  await expect(page.getByRole('button', { name: /동기화 열기/ })).toContainText('확인 필요 1건');
  expect(await axe(page)).toEqual([]);

  const file = path.join(folder, '자료비교.json');
  await saveAs(app, file);
  await item.getByRole('button', { name: '내보내기' }).press('Enter');
  await expect(page.getByText(/보고서를 파일로 내보냈습니다/)).toBeVisible();
  const text = fs.readFileSync(file, 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    form: 'ppuri.difference.1',
    scopes: [{ scope: 'centre', types: [{ type: 'person', merged: false, shown: true }] }],
  });
  expect(text).not.toContain(name);
  expect(text).not.toContain('망가진');
});
