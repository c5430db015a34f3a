import path from 'node:path';
import type { WebContents } from 'electron';
import { expect, test, vi } from 'vitest';
import type { Input, Output } from '../../../shared/contract/index.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { codeOf, openTestDesk, testNow } from '../../deskTest.test-helper.ts';
import { ImportDesk } from './importDesk.ts';
import type { From } from '../from.ts';
import { answers } from '../dialogs.test-helper.ts';

const file = path.resolve(import.meta.dirname, '../../../test/fixtures/sheets/badness.xlsx');
vi.mock('electron', async () => (await import('../dialogs.test-helper.ts')).fakeElectron);

/** A directory of no line, with the file of a city office chosen. */
async function chosen() {
  const { desk, actor, folder } = await openTestDesk();
  answers.open = file;
  const who: { actor: Actor | undefined } = { actor };
  const lists = new ImportDesk({ store: () => Promise.resolve(desk), actor: () => who.actor }, () => testNow);
  const imports = lists.of('factory');
  const from: From = { window: 1, sender: {} as WebContents, actor };
  const { preview } = await imports.choose(from);
  const sheet = preview?.sheets[0];
  if (!preview || !sheet) throw new Error('no preview');
  const plan: Input<'factoryImport.dryRun'> = {
    job: preview.job,
    sheet: 0,
    headerRow: sheet.headerRow ?? 0,
    mapping: sheet.mapping,
  };
  const count = async (): Promise<number> => {
    const input = { sort: 'name', direction: 'asc', offset: 0, limit: 1 } as const;
    return ((await desk.read('factory.list', input, actor, testNow)) as Output<'factory.list'>).total;
  };
  return { desk, lists, imports, from, plan, job: preview.job, count, folder, who };
}

test('가져오기를 두 번 눌러도 공장은 한 번만 들어가고 같은 답을 준다', async () => {
  const { imports, from, plan, job, count } = await chosen();
  const { add } = await imports.dryRun(plan, from);
  const [first, second] = await Promise.all([
    imports.run({ job, chosen: [] }, from),
    imports.run({ job, chosen: [] }, from),
  ]);
  expect(second).toEqual(first);
  expect(await imports.run({ job, chosen: [] }, from)).toEqual(first);
  expect(await count()).toBe(add);
  // Checked again, there is nothing left to add.
  expect((await imports.dryRun(plan, from)).add).toBe(0);
  expect(await imports.run({ job, chosen: [] }, from)).toMatchObject({ added: 0 });
});

test('취소한 뒤에 화면이 행을 더 물어도 취소는 그대로이고, 다시 가져올 수 있다', async () => {
  const { imports, from, plan, job, count } = await chosen();
  const { add } = await imports.dryRun(plan, from);
  const run = codeOf(imports.run({ job, chosen: [] }, from));
  imports.cancel({ job });
  await imports.rows({ job, kind: 'refused', offset: 0, limit: 10 }, from);
  expect(await run).toBe('importCancelled');
  expect(await count()).toBe(0);
  expect(await imports.run({ job, chosen: [] }, from)).toMatchObject({ added: add });
});

test('검사하는 중에 열을 바꿔 다시 검사하면 나중 검사대로 들어간다', async () => {
  const { imports, from, plan, job } = await chosen();
  const { industry: _industry, ...fewer } = plan.mapping;
  const earlier = codeOf(imports.dryRun({ ...plan, mapping: fewer }, from));
  const { add } = await imports.dryRun(plan, from);
  expect(await earlier).toBe('importCancelled');
  expect(await imports.run({ job, chosen: [] }, from)).toMatchObject({ added: add });
});

test('거절된 행을 파일로 내보내면 접속기록에 남는다', async () => {
  const { desk, imports, from, plan, job, folder } = await chosen();
  await imports.dryRun(plan, from);
  answers.save = path.join(folder, '거절.xlsx');
  const log = vi.spyOn(desk, 'log');
  await imports.exportRefused({ job }, from);
  const { total } = await imports.rows({ job, kind: 'refused', offset: 0, limit: 1 }, from);
  expect(log.mock.calls.map(([{ entry }]) => entry)).toEqual([
    { act: 'export', recordType: 'factory', ids: [], count: total, purpose: '가져오기에서 거절된 행을 고치려고' },
  ]);
});

test('파일을 여는 중에 다른 파일을 고르면 나중에 고른 파일만 남는다', async () => {
  const { imports, from, plan } = await chosen();
  const earlier = codeOf(imports.choose(from));
  const { preview } = await imports.choose(from);
  expect(await earlier).toBe('importCancelled');
  expect((await imports.dryRun({ ...plan, job: preview?.job ?? '' }, from)).add).toBeGreaterThan(0);
});

test('파일을 고르는 동안 창이 잠기면 그 파일을 열지 않고, 하던 가져오기는 그대로다', async () => {
  const { imports, from, plan, who } = await chosen();
  who.actor = undefined;
  expect(await codeOf(imports.choose(from))).toBe('notSignedIn');
  who.actor = from.actor;
  expect((await imports.dryRun(plan, from)).add).toBeGreaterThan(0);
});

test('한 종류의 작업은 다른 종류의 호출로 볼 수도 쓸 수도 없다', async () => {
  const { lists, imports, from, plan, job, count } = await chosen();
  const { add } = await imports.dryRun(plan, from);
  const people = lists.of('person');
  expect(await codeOf(people.rows({ job, kind: 'refused', offset: 0, limit: 10 }, from))).toBe('importGone');
  expect(await codeOf(people.run({ job, chosen: [] }, from))).toBe('importGone');
  expect(await codeOf(people.exportRefused({ job }, from))).toBe('importGone');
  people.cancel({ job });
  expect(await count()).toBe(0);
  expect(await imports.run({ job, chosen: [] }, from)).toMatchObject({ added: add });
});
