import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { IpcMainInvokeEvent } from 'electron';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Answer, CallName } from '../../shared/contract/index.ts';
import { contract } from '../../shared/contract/index.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import type { Actor, Role } from '../../shared/model/role.ts';
import type { z } from '../../shared/zod.ts';
import { personForm, testNow } from '../deskTest.test-helper.ts';
import { addStaff } from '../desk/staff.ts';
import { connect } from '../store/connection.ts';
import type { Connection, StoreLock } from '../store/connection.ts';
import { StoreDesk } from '../store/desk.ts';
import { openEngine } from '../store/open.ts';
import type { From } from './from.ts';
import { openGate } from './gate.ts';
import type { GateOptions, WindowHandlers } from './gate.ts';
import { answeredWhileLeaving } from './lease/leaving.ts';
import { table } from './rolesTable.test-helper.ts';
import { workerScript } from '../workerScript.test-helper.ts';

type Handler = (event: IpcMainInvokeEvent, ...args: unknown[]) => Promise<Answer<unknown>>;
const ipc = vi.hoisted((): { handler?: Handler } => ({}));
vi.mock('electron', () => ({
  ipcMain: { handle: (_channel: string, handler: Handler) => void (ipc.handler = handler) },
}));

const calls = Object.keys(contract) as CallName[];
const letters: Readonly<Record<Role, string>> = {
  admin: '관',
  counsellor: '상',
  companySupport: '기',
  fairDesk: '박',
  viewer: '조',
};
const roles = Object.keys(letters) as Role[];

const talk = { ...emptyConsultation, day: '2026-11-20', time: '10:00', method: '02', type: '01', content: '전화함.' };
const token = 'A'.repeat(43);
const madePage = { mime: 'image/png', width: 1, height: 1, bytes: 1, boxes: 0 };
/** Inputs with which a call does its work; the others get one made from their schema, which passes the contract. */
const inputs: Partial<Record<CallName, unknown>> = {
  'person.create': personForm({ name: '김영희' }),
  'person.duplicates': { name: '홍길동', birth: '', mobile: '01012345678' },
  'person.restrict': { id: 1, restricted: false, reason: '' },
  'consultation.create': { personId: 1, consultation: talk },
  'attachment.keep': { token },
  'attachment.drop': { token },
  'attachment.piece': { token, page: 1, index: 0, bytes: new Uint8Array(1) },
  'attachment.save': {
    token,
    personId: 1,
    kind: '01',
    title: '',
    pages: [madePage],
    residentChecked: true,
  },
  'draft.save': { subject: { form: 'person', about: 1 }, values: { name: '홍길동' } },
  'search.find': { text: '홍길동', limit: 5 },
  'search.settled': { people: [1] },
  // Of all cards those of companies are for every role that may choose.
  'sync.choose': { type: 'company', id: 1, field: 'name', head: 'a:1', seen: '[]' },
};

/** A value that a schema of the contract takes. */
function sample(schema: z.core.$ZodType): unknown {
  const { def } = schema._zod;
  if (def.type === 'object') {
    const { shape } = def as z.core.$ZodObjectDef;
    return Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, sample(field)]));
  }
  if (def.type === 'nullable') return null;
  if (def.type === 'optional') return undefined;
  if (def.type === 'enum') return Object.values((def as z.core.$ZodEnumDef).entries)[0];
  if (def.type === 'literal') return (def as z.core.$ZodLiteralDef<z.core.util.Literal>).values[0];
  if (def.type === 'union') {
    const [first] = (def as z.core.$ZodUnionDef).options;
    return first && sample(first);
  }
  const elements = def.type === 'array' ? [[], [sample((def as z.core.$ZodArrayDef).element)]] : [];
  return [...elements, '', 'x', '2026-11-22', '2026-11', 1, true, {}].find(
    (each) => (schema as z.ZodType).safeParse(each).success,
  );
}

/** A gate before a real encrypted store with one account of each role, a person, a consultation and a factory. */
async function openTestGate() {
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-roles-'));
  const file = path.join(folder, 'store.db');
  const lock: StoreLock = { cipher: 'sqlcipher', key: randomBytes(32), logKey: randomBytes(32) };
  const setUp: Actor = { userId: 0, name: '설치', role: 'admin' };
  const engine = openEngine(file, lock, 'readwrite');
  const actors = new Map(
    roles.map((role) => {
      const account = { loginId: role, name: role, role };
      return [role, engine.transact(setUp, testNow, (store) => addStaff(store, setUp, account)).value];
    }),
  );
  engine.close();
  const desk = await StoreDesk.open({
    file,
    lock,
    script: workerScript(),
    ears: { changed: () => undefined, progress: () => undefined, trouble: () => undefined },
  });
  const reached: string[] = [];
  /** Those that were called on somebody's behalf. */
  const acted: string[] = [];
  const handlers = new Proxy({} as WindowHandlers, {
    get: (_target, name) => (_input: unknown, from: From) => {
      reached.push(String(name));
      if (from.actor) acted.push(String(name));
      return {};
    },
  });
  /** Who has signed in, by window. */
  const sessions = new Map<number, Actor>();
  /** Who is at a window of a laptop that is leaving. */
  const leavers = new Map<number, Actor>();
  openGate({
    sessions: {
      actor: (window: number) => sessions.get(window),
      leaver: (window: number) => leavers.get(window),
      store: () => Promise.resolve(desk),
    },
    handlers,
    knows: ({ id }) => id < 10,
    origin: 'app://desk',
    now: () => testNow,
    trouble: () => undefined,
    checkAnswers: false,
  } satisfies GateOptions);
  const reader = connect(file, lock, 'readonly');
  return { desk, folder, reader, sessions, leavers, reached, acted, actors };
}

const page = { parent: null, url: 'app://desk/index.html' };

async function call(window: number, name: string, input: unknown, senderFrame: unknown = page): Promise<string> {
  if (!ipc.handler) throw new Error('no gate');
  const event = { sender: { id: window }, senderFrame } as IpcMainInvokeEvent;
  const answer = await ipc.handler(event, name, input, undefined);
  return answer.ok ? '' : answer.problem.code;
}

/** How many rows every table has, and the counter of changes: what a refused call must leave as it was. */
function traces(reader: Connection): Record<string, unknown> {
  const names = reader.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[];
  return Object.fromEntries(names.map((name) => [name, reader.prepare(`SELECT count(*) FROM ${name}`).pluck().get()]));
}

const refusedByGate = ['notSignedIn', 'notAllowed', 'badRequest', 'unknownCall'];

describe('모든 호출을 모든 역할로', () => {
  let gate: Awaited<ReturnType<typeof openTestGate>>;
  beforeAll(async () => {
    gate = await openTestGate();
    const counsellor = gate.actors.get('counsellor');
    if (counsellor) gate.sessions.set(1, counsellor);
    await call(1, 'person.create', personForm());
    await call(1, 'consultation.create', { personId: 1, consultation: talk });
  });
  afterAll(async () => {
    gate.reader.close();
    await gate.desk.close();
    rmSync(gate.folder, { recursive: true, force: true });
  });
  const inputOf = (name: CallName): unknown => inputs[name] ?? sample(contract[name].input);

  test('표에는 계약의 모든 호출이 있고 계약에 없는 호출은 없다', () => {
    expect(Object.keys(table).toSorted()).toEqual(calls.toSorted());
    // Each call is asked in its own form: a form that the contract refuses would prove nothing.
    for (const name of calls) expect(contract[name].input.safeParse(inputOf(name)).success, name).toBe(true);
  });

  test('로그인하지 않았거나 잠긴 창에서는 누구나 할 수 있는 것 말고는 아무것도 하지 못하고 남기지 못한다', async () => {
    gate.sessions.clear();
    const before = traces(gate.reader);
    gate.reached.length = 0;
    for (const name of calls) {
      const problem = await call(1, name, inputOf(name));
      const expected = table[name] === '누구나' ? !refusedByGate.includes(problem) : problem === 'notSignedIn';
      expect(expected, `${name} ${problem}`).toBe(true);
    }
    expect(gate.reached.toSorted()).toEqual(calls.filter((name) => table[name] === '누구나').toSorted());
    expect(traces(gate.reader)).toEqual(before);
  });

  test.each(roles)('%s: 표에 있는 것만 하고, 거절된 호출은 기록도 접속기록도 남기지 않는다', async (role) => {
    const actor = gate.actors.get(role);
    if (!actor) throw new Error(role);
    gate.sessions.set(1, actor);
    const may = (name: CallName): boolean => table[name] === '누구나' || table[name].includes(letters[role]);
    const before = traces(gate.reader);
    gate.reached.length = 0;
    for (const name of calls.filter((each) => !may(each)))
      expect(await call(1, name, inputOf(name)), name).toBe('notAllowed');
    expect(gate.reached).toEqual([]);
    expect(traces(gate.reader)).toEqual(before);
    for (const name of calls.filter(may)) expect(refusedByGate, name).not.toContain(await call(1, name, inputOf(name)));
  });

  test.each(roles)(
    '%s: 빌린 기간이 끝났거나 회수하는 노트북에서는 넘기는 일 말고는 아무것도 하지 못한다',
    async (role) => {
      const actor = gate.actors.get(role);
      if (!actor) throw new Error(role);
      gate.sessions.clear();
      gate.leavers.set(1, actor);
      const before = traces(gate.reader);
      for (const list of [gate.reached, gate.acted]) list.length = 0;
      const asked = calls.filter((name) => table[name] !== '누구나' && !answeredWhileLeaving.has(name));
      for (const name of asked) expect(await call(1, name, inputOf(name)), name).toBe('laptopLeaving');
      expect(gate.reached).toEqual([]);
      for (const name of calls.filter((each) => !asked.includes(each))) await call(1, name, inputOf(name));
      expect(traces(gate.reader)).toEqual(before);
      // What anybody may call is not called on behalf of who is there: a restore would be let in by that.
      const mine = [...answeredWhileLeaving].filter((name) => table[name].includes(letters[role]));
      expect(gate.acted.toSorted()).toEqual(mine.toSorted());
      gate.leavers.clear();
    },
  );

  test('조회 역할은 무엇을 불러도 센터의 기록을 한 줄도 바꾸지 못한다', async () => {
    const viewer = gate.actors.get('viewer');
    if (viewer) gate.sessions.set(1, viewer);
    const records = () =>
      ['person', 'consultation', 'attachment', 'company', 'factory', 'staff', 'change_set'].map((name) =>
        gate.reader.prepare(`SELECT count(*), max(id) FROM ${name}`).raw().get(),
      );
    const before = records();
    for (const name of calls) await call(1, name, inputOf(name));
    expect(records()).toEqual(before);
  });

  test('다른 창의 로그인은 빌릴 수 없고, 모르는 창과 끼워 넣은 틀과 다른 곳의 페이지는 거절된다', async () => {
    const admin = gate.actors.get('admin');
    if (!admin) throw new Error('admin');
    gate.sessions.clear();
    gate.sessions.set(1, admin);
    expect(await call(1, 'person.get', { id: 1 })).toBe('');
    expect(await call(2, 'person.get', { id: 1 })).toBe('notSignedIn');
    // Who asks is never taken from what is asked.
    const claims = { id: 1, window: 1, actor: admin, userId: admin.userId, role: 'admin' };
    expect(await call(2, 'person.get', claims)).toBe('notSignedIn');
    expect(await call(10, 'person.get', { id: 1 })).toBe('notAllowed');
    for (const frame of [
      null,
      { ...page, parent: page },
      { ...page, url: 'https://desk.example/' },
      { ...page, url: 'app://desk.evil/' },
    ])
      expect(await call(1, 'person.get', { id: 1 }, frame)).toBe('notAllowed');
  });

  test('제 역할을 스스로 올려 부를 수 없다', async () => {
    const fair = gate.actors.get('fairDesk');
    if (!fair) throw new Error('fairDesk');
    gate.sessions.set(1, fair);
    const before = traces(gate.reader);
    const forged = JSON.parse(
      '{"id":1,"__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}},"actor":{"role":"admin"}}',
    ) as unknown;
    expect(await call(1, 'person.get', forged)).toBe('notAllowed');
    expect(({} as Record<string, unknown>)['role']).toBeUndefined();
    expect(traces(gate.reader)).toEqual(before);
  });
});
