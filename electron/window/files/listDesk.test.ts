import { existsSync } from 'node:fs';
import path from 'node:path';
import type { WebContents } from 'electron';
import { expect, test, vi } from 'vitest';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { Refusal } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { openTestDesk, personForm, testNow } from '../../deskTest.test-helper.ts';
import { listDesk } from './listDesk.ts';
import { answers } from '../dialogs.test-helper.ts';

vi.mock('electron', async () => (await import('../dialogs.test-helper.ts')).fakeElectron);

async function refusal(run: Promise<unknown>): Promise<unknown> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof Refusal ? (error.problem.fields ?? error.problem.code) : error;
}

async function openExport() {
  const { desk, actor, folder } = await openTestDesk();
  const counsellor: Actor = { ...actor, role: 'counsellor' };
  const { id } = (await desk.write('person.create', personForm(), counsellor, testNow)) as { id: number };
  let signedIn: Actor | undefined = counsellor;
  answers.save = path.join(folder, '명부.xlsx');
  answers.meanwhile = () => undefined;
  const run = listDesk({ store: () => Promise.resolve(desk), actor: () => signedIn }, () => testNow);
  const order: Input<'list.export'> = {
    of: { list: 'people', filter: {} },
    ids: null,
    sort: 'name',
    direction: 'asc',
    columns: ['name'],
    unmasked: false,
    purpose: '01',
    reason: '',
  };
  return {
    id,
    run: (over: Partial<Input<'list.export'>> = {}, who: Actor = counsellor) =>
      run({ ...order, ...over }, { window: 1, sender: {} as WebContents, actor: who }),
    signOut: () => (signedIn = undefined),
    counsellor,
    exports: async () => {
      const filter = { from: null, to: null, userId: null, act: 'export' as const, person: null, lines: null };
      const input = { ...filter, sort: 'seq' as const, direction: 'desc' as const, offset: 0, limit: 10 };
      return ((await desk.read('log.list', input, actor, testNow)) as Output<'log.list'>).rows;
    },
  };
}

test('내보낸 사람과 목적과 대상이 접속기록에 남고 파일 이름은 센터와 목록과 날짜이다', async () => {
  const { run, exports, id } = await openExport();
  expect(await run({ purpose: '02', reason: ' 가나정공 알선 ' })).toEqual({ file: answers.save, rows: 1 });
  expect(answers.proposed).toBe('뿌리산업일자리센터_구직자명부_20261122.xlsx');
  expect(await exports()).toMatchObject([
    {
      what: '구직자',
      count: 1,
      people: [{ id }],
      purpose: '채용 알선: 가나정공 알선',
      detail: '목록 구직자명부 · 가림 없이 아니오',
    },
  ]);
  expect(existsSync(answers.save ?? '')).toBe(true);
});

test('저장 창을 닫으면 파일도 접속기록의 줄도 없다', async () => {
  const { run, exports } = await openExport();
  answers.save = null;
  expect(await run()).toEqual({ file: null, rows: 0 });
  expect(await exports()).toEqual([]);
});

test('저장 창이 열린 사이에 잠기거나 로그아웃되면 내보내지 않는다', async () => {
  const { run, exports, signOut } = await openExport();
  answers.meanwhile = signOut;
  expect(await refusal(run())).toBe('notSignedIn');
  expect(await exports()).toEqual([]);
  expect(existsSync(answers.save ?? '')).toBe(false);
});

test('가리지 않거나 목적이 기타이면 어디에 쓰는지 적어야 하고, 주민등록번호는 적을 수 없으며, 열이 하나는 있어야 한다', async () => {
  const { run, exports } = await openExport();
  const told = { reason: '무엇에 쓰는지 적어 주십시오. 접속기록에 남습니다.' };
  expect(await refusal(run({ unmasked: true, reason: ' ' }))).toEqual(told);
  expect(await refusal(run({ purpose: '99' }))).toEqual(told);
  expect(await refusal(run({ reason: '900101-1234568' }))).toMatchObject({ reason: expect.stringContaining('주민') });
  expect(await refusal(run({ columns: ['content'] }))).toEqual({ columns: '내보낼 열을 하나 이상 골라 주십시오.' });
  expect(await exports()).toEqual([]);
});

test('기업지원은 기업만 내보내고 구직자와 상담일지는 내보낼 수 없다', async () => {
  const { run, counsellor } = await openExport();
  const support: Actor = { ...counsellor, role: 'companySupport' };
  for (const list of ['people', 'consultations'] as const)
    expect(await refusal(run({ of: { list, filter: {} } }, support))).toBe('notAllowed');
  answers.save = null;
  expect(await run({ of: { list: 'companies', filter: {} }, columns: ['name'] }, support)).toEqual({
    file: null,
    rows: 0,
  });
});
