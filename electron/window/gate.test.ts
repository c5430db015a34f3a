import type { IpcMainInvokeEvent } from 'electron';
import { expect, test, vi } from 'vitest';
import type { Answer, CallName } from '../../shared/contract/index.ts';
import { problem, Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { openTestDesk, personForm, testNow } from '../deskTest.test-helper.ts';
import { openGate } from './gate.ts';
import type { GateOptions } from './gate.ts';
import { adminLogin, openedCentre } from './session/sessionTest.test-helper.ts';

type Handler = (event: IpcMainInvokeEvent, ...args: unknown[]) => Promise<Answer<unknown>>;
const ipc = vi.hoisted((): { handler?: Handler } => ({}));
vi.mock('electron', () => ({
  ipcMain: { handle: (_channel: string, handler: Handler) => void (ipc.handler = handler) },
}));

/** A gate before sessions, and calls of window 1 through it. */
function gateBefore(sessions: GateOptions['sessions'], handlers: Partial<GateOptions['handlers']> = {}) {
  const troubles: string[] = [];
  openGate({
    sessions,
    handlers: handlers as GateOptions['handlers'],
    knows: () => true,
    origin: 'app://desk',
    now: () => testNow,
    trouble: (cause) => troubles.push(cause),
    checkAnswers: true,
  });
  const event = {
    sender: { id: 1 },
    senderFrame: { parent: null, url: 'app://desk/index.html' },
  } as IpcMainInvokeEvent;
  const call = async (name: string, input: unknown): Promise<Answer<unknown>> => {
    if (!ipc.handler) throw new Error('no gate');
    return await ipc.handler(event, name, input, undefined);
  };
  return { troubles, call };
}

/** A gate before a real store, with one window in which somebody has signed in. */
async function openTestGate() {
  const store = await openTestDesk();
  const who: { actor: Actor | undefined } = { actor: store.actor };
  const gate = gateBefore({
    actor: () => who.actor,
    leaver: () => undefined,
    store: () => Promise.resolve(store.desk),
  });
  return { ...store, ...gate, who };
}

test('잠긴 창과 오래 비운 창에서는 기록을 읽지도 쓰지도 못하고, 다른 창이 열려 있어도 마찬가지다', async () => {
  const centre = await openedCentre();
  const { sessions, clocks } = centre;
  const { call } = gateBefore(sessions);
  const calls: [CallName, unknown][] = [
    ['person.list', { sort: 'name', direction: 'asc', offset: 0, limit: 5 }],
    ['centre.get', {}],
    ['person.create', personForm()],
    ['staff.list', {}],
    ['staff.createHelpers', { names: ['김도움'], endsOn: '2026-11-22' }],
    ['recovery.issue', { password: adminLogin.password }],
    ['session.setPin', { password: adminLogin.password, pin: '270914', again: '270914' }],
  ];
  const refusedAll = async (): Promise<void> => {
    for (const [name, input] of calls)
      expect(await call(name, input), name).toEqual({ ok: false, problem: problem('notSignedIn') });
  };
  expect((await call('person.create', personForm())).ok).toBe(true);
  expect((await sessions.signIn(2, adminLogin)).phase).toBe('open');
  sessions.lock(1);
  await refusedAll();
  await sessions.unlock(1, { password: adminLogin.password });
  expect((await call('centre.get', {})).ok).toBe(true);
  // Nobody has ticked: the call itself finds that the window was left alone.
  clocks.pass(10);
  await refusedAll();
  expect(sessions.state(1).phase).toBe('locked');
});

test('읽은 기록의 접속기록을 쓰지 못하면 읽은 것을 내주지 않는다', async () => {
  const { desk, call } = await openTestGate();
  expect((await call('person.create', personForm())).ok).toBe(true);
  const log = vi.spyOn(desk, 'log').mockRejectedValueOnce(new Refusal(problem('diskFull')));
  expect(await call('person.get', { id: 1 })).toEqual({ ok: false, problem: problem('diskFull') });
  log.mockRestore();
  expect(await call('person.get', { id: 1 })).toMatchObject({ ok: true });
});

test('읽는 동안 로그아웃하거나 다른 사람이 들어오면 읽은 것을 내주지 않는다', async () => {
  const { call, who, actor } = await openTestGate();
  expect((await call('person.create', personForm())).ok).toBe(true);
  const another = { ...actor, userId: actor.userId + 1 };
  // The last one: the same person, whose role was taken away meanwhile.
  for (const next of [undefined, another, { ...actor, role: 'fairDesk' as const }]) {
    who.actor = actor;
    const reading = call('person.get', { id: 1 });
    who.actor = next;
    expect(await reading).toEqual({ ok: false, problem: problem('notSignedIn') });
  }
});

test('저장은 로그아웃한 뒤에 끝나도 저장되었다고 답한다', async () => {
  const { call, who } = await openTestGate();
  const saving = call('person.create', personForm());
  who.actor = undefined;
  expect(await saving).toMatchObject({ ok: true });
});

test('계정 목록을 본 것도 내주기 전에 접속기록에 남는다', async () => {
  const { desk, actor } = await openTestDesk();
  const admin: Actor = { ...actor, role: 'admin' };
  const row = { loginId: 'a', name: '이상담', role: 'counsellor', endsOn: null, endedAt: null } as const;
  const rows = [3, 7].map((id) => ({ id, ...row, status: 'working' as const, lastSignIn: null, seen: '' }));
  const sessions = { actor: () => admin, leaver: () => undefined, store: () => Promise.resolve(desk) };
  const { call } = gateBefore(sessions, { 'staff.list': () => ({ rows }) });
  const log = vi.spyOn(desk, 'log').mockRejectedValueOnce(new Refusal(problem('diskFull')));
  expect(await call('staff.list', {})).toEqual({ ok: false, problem: problem('diskFull') });
  expect(await call('staff.list', {})).toMatchObject({ ok: true });
  expect(log.mock.calls.at(-1)?.[0]).toMatchObject({
    userId: admin.userId,
    entry: { act: 'view', recordType: 'staff', ids: [3, 7] },
  });
});

test('작성 중인 글의 목록에 다른 사람의 이름이 보이면 접속기록에 남는다', async () => {
  const { call, desk } = await openTestGate();
  expect((await call('person.create', personForm())).ok).toBe(true);
  const subject = { form: 'consultation', about: 1 } as const;
  expect((await call('draft.save', { subject, values: { content: '상담 중' } })).ok).toBe(true);
  const log = vi.spyOn(desk, 'log');
  expect(await call('draft.list', {})).toMatchObject({ value: { drafts: [{ title: '홍길동' }] } });
  expect(await call('draft.get', { subject })).toMatchObject({ value: { draft: { title: '홍길동' } } });
  const entry = { act: 'view', recordType: 'person', ids: [1] };
  expect(log.mock.calls.map(([line]) => line.entry)).toEqual([entry, entry]);
});
