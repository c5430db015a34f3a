import { existsSync } from 'node:fs';
import path from 'node:path';
import type { WebContents } from 'electron';
import { expect, test, vi } from 'vitest';
import type { LogFilter } from '../../shared/contract/accessLog.ts';
import { Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { openTestDesk, testNow } from '../deskTest.test-helper.ts';
import { logDesk } from './logDesk.ts';
import { answers } from './dialogs.test-helper.ts';

vi.mock('electron', async () => (await import('./dialogs.test-helper.ts')).fakeElectron);

const all: LogFilter = { from: null, to: null, userId: null, act: null, person: null, lines: null };

async function openLogDesk() {
  const { desk, actor, folder } = await openTestDesk();
  const admin: Actor = { ...actor, role: 'admin' };
  const who: { actor: Actor | undefined } = { actor: admin };
  const logs = logDesk({ actor: () => who.actor, store: () => Promise.resolve(desk) }, () => testNow);
  answers.save = path.join(folder, '접속기록.xlsx');
  answers.meanwhile = () => undefined;
  const log = vi.spyOn(desk, 'log');
  const run = async (purpose = '수탁자 점검'): Promise<unknown> =>
    await logs
      .exportLines({ filter: all, purpose }, { window: 1, sender: {} as WebContents, actor: admin })
      .catch((error: unknown) => (error instanceof Refusal ? error.problem.code : Promise.reject(error)));
  const sign = (note: string): Promise<unknown> =>
    logs
      .signReview({ month: '2026-10', note }, { window: 1, sender: {} as WebContents, actor: admin })
      .catch((error: unknown) => (error instanceof Refusal ? error.problem.fields : Promise.reject(error)));
  return { run, sign, who, admin, log };
}

test('접속기록은 목적과 함께 나가고, 그것이 접속기록에 남는다', async () => {
  const { run, log } = await openLogDesk();
  expect(await run(' ')).toBe('checkFields');
  expect(await run('900101-1234567 확인')).toBe('checkFields');
  expect(log).not.toHaveBeenCalled();
  expect(await run()).toMatchObject({ file: answers.save });
  expect(log.mock.calls.map(([{ entry }]) => entry)).toMatchObject([{ act: 'export', purpose: '수탁자 점검' }]);
  expect(existsSync(answers.save ?? '')).toBe(true);
});

test('저장 창이 열려 있는 동안 잠기거나 권한을 잃으면 접속기록은 나가지 않는다', async () => {
  const { run, who, admin, log } = await openLogDesk();
  for (const next of [undefined, { ...admin, userId: admin.userId + 1 }, { ...admin, role: 'viewer' as const }]) {
    who.actor = admin;
    answers.meanwhile = () => {
      who.actor = next;
    };
    expect(await run()).toBe('notSignedIn');
  }
  expect(log).not.toHaveBeenCalled();
  expect(existsSync(answers.save ?? '')).toBe(false);
});

test('점검 의견에도 주민등록번호를 적을 수 없다', async () => {
  const { sign } = await openLogDesk();
  expect(await sign('900101-1234567 조회 확인')).toHaveProperty('note');
  expect(await sign('이상 없음')).toEqual({ purged: 0 });
});
