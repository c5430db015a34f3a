import { beforeEach, describe, expect, test, vi } from 'vitest';
import { heldPath } from '../../../shared/contract/attachment.ts';
import { heldFor } from '../../../shared/model/attachment.ts';
import { Refusal } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';
import { testFolder } from '../../deskTest.test-helper.ts';
import { serveBundle } from '../appProtocol.ts';
import { harden } from '../hardening.ts';
import type { HeldFile } from './heldFiles.ts';
import { holdFiles, mostHeld } from './heldFiles.ts';
import { holdPages } from './heldPages.ts';

type Serve = (request: Request) => Promise<Response>;
type Before = (
  details: { url: string; webContentsId?: number },
  answer: (verdict: { cancel: boolean }) => void,
) => void;
const electron = vi.hoisted((): { serve?: Serve; before?: Before } => ({}));
vi.mock('electron', () => ({
  app: { on: () => undefined },
  Menu: { setApplicationMenu: () => undefined },
  protocol: { handle: (_scheme: string, serve: Serve) => void (electron.serve = serve) },
  session: {
    defaultSession: {
      setPermissionRequestHandler: () => undefined,
      setPermissionCheckHandler: () => undefined,
      on: () => undefined,
      webRequest: { onBeforeRequest: (before: Before) => void (electron.before = before) },
    },
  },
}));

const han: Actor = { userId: 1, name: '한상담', role: 'counsellor' };
const oh: Actor = { userId: 2, name: '오상담', role: 'counsellor' };
const secret = '원본의 점';

/** Files held for two windows at which somebody works, with main's protocol and its guard. */
function openHeld() {
  const at = new Map<number, Actor>([
    [1, han],
    [2, oh],
  ]);
  const clock = { now: 0 };
  const held = holdFiles({ actor: (window) => at.get(window), now: () => clock.now });
  serveBundle(testFolder(), holdPages(), held);
  harden((pathname, window) => held.mayLoad(pathname, window));
  const hold = (window = 1): HeldFile => {
    const actor = at.get(window);
    if (!actor) throw new Error('nobody is there');
    return held.hold({ window, actor }, { mime: 'image/jpeg', bytes: Buffer.from(secret) });
  };
  const get = async (path: string, init?: RequestInit): Promise<Response> => {
    if (!electron.serve) throw new Error('no protocol');
    return await electron.serve(new Request(`app://desk${path}`, init));
  };
  const needs = (token: string, window: number): boolean => {
    try {
      held.need(token, window);
      return true;
    } catch (error) {
      if (error instanceof Refusal && error.problem.code === 'attachmentGone') return false;
      throw error;
    }
  };
  return { at, clock, held, hold, get, needs };
}

describe('들고 있는 원본', () => {
  let open: ReturnType<typeof openHeld>;
  beforeEach(() => {
    open = openHeld();
  });

  test('그 창에는 저장하지 말라는 말과 함께, 아무것도 실행하지 못하는 그림으로만 간다', async () => {
    const { token } = open.hold();
    const answer = await open.get(heldPath(token));
    expect([answer.status, await answer.text()]).toEqual([200, secret]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(answer.headers.get('content-security-policy')).not.toContain('script-src');
  });

  test('틀린 이름, 짧은 이름, 다른 방법으로는 없다', async () => {
    const { token } = open.hold();
    for (const path of [
      '/held/',
      '/held/x',
      heldPath(token.slice(1)),
      heldPath(`${token}A`),
      `${heldPath(token)}/`,
      `/held/%${token.charCodeAt(0).toString(16)}${token.slice(1)}`,
      heldPath(token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase()),
      `/print/${token}`,
      `/${token}`,
    ])
      expect((await open.get(path)).status, path).toBe(404);
    expect((await open.get(heldPath(token), { method: 'POST' })).status).toBe(404);
    expect((await open.get(heldPath(token))).status).toBe(200);
  });

  test('이름은 짐작할 수 없고 매번 다르다', () => {
    const tokens = Array.from({ length: 20 }, () => open.hold().token);
    expect(new Set(tokens).size).toBe(20);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
  });

  test('다른 창은 이름을 알아도 쓰지 못하고, 버리지도 못한다', async () => {
    const { token } = open.hold();
    const verdict = (url: string, webContentsId?: number): boolean => {
      const said: boolean[] = [];
      electron.before?.({ url, ...(webContentsId === undefined ? {} : { webContentsId }) }, ({ cancel }) =>
        said.push(cancel),
      );
      return said[0] ?? false;
    };
    const url = `app://desk${heldPath(token)}`;
    expect([verdict(url, 1), verdict(url, 2), verdict(`${url}?x#y`, 2), verdict(url)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(verdict('app://desk/index.html', 2)).toBe(false);
    expect(verdict('https://example.kr/', 1)).toBe(true);
    expect(open.held.take(heldPath(token), 2)).toBeUndefined();
    expect(open.needs(token, 2)).toBe(false);
    open.held.drop(token, 2);
    expect((await open.get(heldPath(token))).status).toBe(200);
    expect(open.needs(token, 1)).toBe(true);
  });

  test.each<[string, (token: string) => void]>([
    ['버리면', (token) => open.held.drop(token, 1)],
    ['화면이 잠기거나 로그아웃하거나 창이 닫히면', () => void open.at.delete(1)],
    ['그 창에 다른 사람이 들어오면', () => void open.at.set(1, oh)],
    ['그 사람의 역할이 바뀌면', () => void open.at.set(1, { ...han, role: 'viewer' })],
    ['10분 동안 쓰지 않으면', () => void (open.clock.now += heldFor)],
  ])('%s 없고, 바이트는 지워진다', async (_, happens) => {
    const file = open.hold();
    const { bytes } = file;
    file.pages.set(1, [Buffer.from('가린 쪽')]);
    happens(file.token);
    expect((await open.get(heldPath(file.token))).status).toBe(404);
    expect(open.needs(file.token, 1)).toBe(false);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect([file.bytes.length, file.pages.size, open.held.size]).toEqual([0, 0, 0]);
  });

  test('아무도 부르지 않아도 쓸어 낼 때 지워지고, 다른 창의 것은 남는다', () => {
    const mine = open.hold();
    const { bytes } = mine;
    open.hold(2);
    open.at.delete(1);
    open.held.sweep();
    expect([open.held.size, bytes.every((byte) => byte === 0)]).toEqual([1, true]);
  });

  test('잠갔다가 같은 사람이 돌아와도 잠그기 전의 것은 없다', async () => {
    const { token } = open.hold();
    open.at.delete(1);
    open.held.sweep();
    open.at.set(1, han);
    expect((await open.get(heldPath(token))).status).toBe(404);
  });

  test('쓰는 동안에는 10분이 새로 시작된다', async () => {
    const { token } = open.hold();
    open.clock.now += heldFor - 1;
    expect((await open.get(heldPath(token))).status).toBe(200);
    open.clock.now += heldFor - 1;
    expect(open.needs(token, 1)).toBe(true);
    open.clock.now += heldFor;
    expect(open.needs(token, 1)).toBe(false);
  });

  test('저장하고 나면 이름은 알지만 원본은 없다', async () => {
    const file = open.hold();
    open.held.empty(file);
    expect((await open.get(heldPath(file.token))).status).toBe(404);
    expect(open.needs(file.token, 1)).toBe(true);
  });

  test('한 창에 너무 많으면 가장 오래 쓰지 않은 것이 자리를 내고, 다른 창의 것은 건드리지 않는다', () => {
    const other = open.hold(2);
    const files = Array.from({ length: mostHeld }, () => {
      open.clock.now += 1;
      return open.hold();
    });
    open.clock.now += 1;
    const [first, second] = files;
    if (!first || !second) throw new Error('none');
    expect(open.needs(first.token, 1)).toBe(true);
    open.clock.now += 1;
    open.hold();
    expect([first, second, other].map(({ token, owner }) => open.needs(token, owner.window))).toEqual([
      true,
      false,
      true,
    ]);
    expect(open.held.size).toBe(mostHeld + 1);
  });
});
