// What the product relies on, said of the executable: the same assertions hold on Electron and on the stand-in.
import { createPackage } from '@electron/asar';
import type { ElectronApplication, Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import path from 'node:path';
import { commandFor, electronExecutable, expect, test } from './launch.ts';
import type { Launch, LaunchOptions } from './launch.ts';

const probeApp = path.resolve(import.meta.dirname, '../fixtures/probe-app');

interface Probe {
  seen: {
    navigations: string[];
    opens: string[];
    permissions: string[];
    seconds: { argv: string[]; cwd: string; data: { note: string } }[];
    quits: number;
    closes: number;
    gone: string[];
  };
  veto: boolean;
  vetoQuit: boolean;
  allow: string[];
  openWindow: (query?: string) => Promise<void>;
}

/** What preload.cjs exposes to the page. */
interface Bridge {
  version: number;
  nested: { list: number[]; deep: { name: string } };
  invoke: (channel: string, value?: unknown) => Promise<unknown>;
  ping: (text: string) => Promise<string>;
  onNews: (listener: (news: unknown) => void) => () => void;
  add: (a: number, b: number) => number;
  pageGlobal: () => unknown;
  refuse: () => never;
}

interface Started {
  app: ElectronApplication;
  page: Page;
}

async function start(launch: Launch, options: LaunchOptions = {}): Promise<Started> {
  const app = await launch({ app: probeApp, ...options });
  const page = await app.firstWindow();
  await expect(page.locator('#state')).toHaveText('준비');
  return { app, page };
}

/** Runs in the main process. */
const inMain = {
  seen: (app: ElectronApplication): Promise<Probe['seen']> =>
    app.evaluate(() => (Reflect.get(globalThis, 'probe') as Probe).seen),
  set: (app: ElectronApplication, change: Partial<Pick<Probe, 'veto' | 'vetoQuit' | 'allow'>>): Promise<void> =>
    app.evaluate((_electron, values) => void Object.assign(Reflect.get(globalThis, 'probe') as Probe, values), change),
  openWindow: (app: ElectronApplication, query: string): Promise<void> =>
    app.evaluate((_electron, text) => (Reflect.get(globalThis, 'probe') as Probe).openWindow(text), query),
};

/** Calls the bridge in the page. */
const invoke = (page: Page, channel: string, value?: unknown): Promise<unknown> =>
  page.evaluate(
    ([name, given]) => (Reflect.get(window, 'probe') as Bridge).invoke(String(name), given),
    [channel, value],
  );

/** In the page: whether what lies outside answers. Put there as text, since pages share nothing with this file. */
const reaching = `({
  fetch: (url) => fetch(url).then((answer) => answer.text(), () => '막힘'),
  socket: (url) => new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.addEventListener('open', () => resolve('열림'));
    socket.addEventListener('error', () => resolve('막힘'));
  }),
  image: (url) => new Promise((resolve) => {
    const image = new Image();
    image.addEventListener('load', () => resolve('열림'));
    image.addEventListener('error', () => resolve('막힘'));
    image.src = url;
  }),
})`;
const reach = (page: Page, how: 'fetch' | 'socket' | 'image', url: string): Promise<string> =>
  page.evaluate<string>(`${reaching}.${how}(${JSON.stringify(url)})`);

test.describe('IPC와 다리', () => {
  test('주고받는 값은 구조 복제의 종류를 지킨다', async ({ launch }) => {
    const { page } = await start(launch);
    const got = await page.evaluate(async () => {
      const bridge = Reflect.get(window, 'probe') as Bridge;
      const kinds = (await bridge.invoke('kinds')) as Record<string, unknown>;
      const map = kinds['map'] as Map<string, Set<number>>;
      return {
        date: kinds['date'] instanceof Date && kinds['date'].getTime(),
        map: map instanceof Map && [...(map.get('가') ?? [])],
        bytes: kinds['bytes'] instanceof Uint8Array && [...kinds['bytes']],
        nothing: 'nothing' in kinds && kinds['nothing'] === undefined,
        big: String(kinds['big']),
        text: kinds['text'],
        nan: Number.isNaN(kinds['nan']),
        there: await bridge.invoke('inspect', {
          date: new Date(5),
          map: new Map([['열쇠', '값']]),
          bytes: new Uint8Array([9, 8]),
          nothing: undefined,
        }),
      };
    });
    expect(got).toEqual({
      date: 0,
      map: [1, 2],
      bytes: [1, 2, 255],
      nothing: true,
      big: '12345678901234567890',
      text: '한글 😀',
      nan: true,
      there: { date: 5, map: '값', bytes: [9, 8], hasNothing: true },
    });
  });

  test('100 kB 답도 그대로 온다', async ({ launch }) => {
    const { page } = await start(launch);
    const text = '가나다라'.repeat(10_000);
    expect(await invoke(page, 'echo', text)).toBe(text);
  });

  test('처리하다 난 오류는 말만 건너온다', async ({ launch }) => {
    const { page } = await start(launch);
    await expect(invoke(page, 'fail')).rejects.toThrow(
      "Error invoking remote method 'fail': TypeError: 일부러 낸 오류",
    );
    await expect(invoke(page, 'no-such-channel')).rejects.toThrow("No handler registered for 'no-such-channel'");
  });

  test('복제할 수 없는 값은 보내기 전에 거절된다', async ({ launch }) => {
    const { page } = await start(launch);
    const refused = page.evaluate(() => (Reflect.get(window, 'probe') as Bridge).invoke('echo', document.body));
    await expect(refused).rejects.toThrow();
  });

  test('보낸 쪽의 주소와 출처가 온다', async ({ launch }) => {
    const { page } = await start(launch);
    expect(await invoke(page, 'sender')).toEqual({ url: 'app://bundle/index.html', origin: 'app://bundle' });
  });

  test('보내고 듣기, 한 번 듣기, 그만 듣기', async ({ launch }) => {
    const { app, page } = await start(launch);
    expect(await page.evaluate(() => (Reflect.get(window, 'probe') as Bridge).ping('소리'))).toBe('소리!');
    await page.evaluate(() => {
      const heard: unknown[] = [];
      Reflect.set(window, 'heard', heard);
      Reflect.set(
        window,
        'stop',
        (Reflect.get(window, 'probe') as Bridge).onNews((news) => heard.push(news)),
      );
    });
    const tell = (news: string): Promise<void> =>
      app.evaluate(({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]?.webContents.send('news', text), news);
    await tell('하나');
    await expect.poll(() => page.evaluate<unknown>('heard')).toEqual(['하나']);
    await page.evaluate('stop()');
    await tell('둘');
    await invoke(page, 'echo', 0);
    expect(await page.evaluate<unknown>('heard')).toEqual(['하나']);
  });

  test('다리는 얼어 있고 바꿔치기할 수 없다', async ({ launch }) => {
    const { page } = await start(launch);
    const got = await page.evaluate(() => {
      const bridge = Reflect.get(window, 'probe') as Bridge;
      return {
        frozen: Object.isFrozen(bridge) && Object.isFrozen(bridge.nested) && Object.isFrozen(bridge.nested.list),
        replaced: Reflect.set(window, 'probe', null) || Reflect.deleteProperty(window, 'probe'),
        still: (Reflect.get(window, 'probe') as Bridge | null)?.version,
        deep: bridge.nested.deep.name,
        sum: bridge.add(2, 3),
      };
    });
    expect(got).toEqual({ frozen: true, replaced: false, still: 7, deep: '깊이', sum: 5 });
  });

  test('다리 함수가 낸 오류는 화면에서 잡힌다', async ({ launch }) => {
    const { page } = await start(launch);
    const said = await page.evaluate(() => {
      try {
        return (Reflect.get(window, 'probe') as Bridge).refuse();
      } catch (error) {
        return error instanceof Error ? error.message : 'not an error';
      }
    });
    expect(said).toContain('다리에서 낸 오류');
  });

  test('화면과 프리로드는 서로의 전역을 보지 못한다', async ({ launch }) => {
    const { page } = await start(launch);
    const got = await page.evaluate(() => ({
      leaked: Object.getOwnPropertyNames(window).filter((name) =>
        /^(require|process|module|exports|global|preloadOnly)$|standin|electron/i.test(name),
      ),
      fromPage: (Reflect.get(window, 'probe') as Bridge).pageGlobal(),
      constructed: String((Reflect.get(window, 'probe') as Bridge).add.constructor('return typeof preloadOnly')()),
    }));
    expect(got).toEqual({ leaked: [], fromPage: undefined, constructed: 'undefined' });
  });
});

test.describe('주소와 그물', () => {
  test('app://은 안전한 출처이고 CSP를 지킨다', async ({ launch }) => {
    const { page } = await start(launch);
    const got = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.body.append(script);
      const missing = await fetch('no-such-file.json');
      return {
        secure: isSecureContext,
        inline: Reflect.get(window, 'inlineRan') === true,
        styled: getComputedStyle(document.body).marginTop,
        missing: missing.status,
        subtle: typeof crypto.subtle.digest,
      };
    });
    expect(got).toEqual({ secure: true, inline: false, styled: '24px', missing: 404, subtle: 'function' });
    const evaluated = await page.evaluate(() => {
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.handlerRan = true');
      document.body.append(button);
      button.click();
      return Reflect.get(window, 'handlerRan') === true;
    });
    expect(evaluated).toBe(false);
  });

  test('바깥으로 나가는 요청은 모두 막히고 이 컴퓨터 안은 된다', async ({ launch }) => {
    const { page } = await start(launch);
    const server = http.createServer((_request, response) => {
      response.setHeader('access-control-allow-origin', '*');
      response.end('안');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const got = [
        await reach(page, 'fetch', `http://127.0.0.1:${port}/`),
        await reach(page, 'fetch', 'https://example.com/'),
        await reach(page, 'fetch', 'http://93.184.215.14/'),
        await reach(page, 'image', 'https://example.com/x.png'),
        await reach(page, 'socket', 'wss://example.com/'),
      ];
      expect(got).toEqual(['안', '막힘', '막힘', '막힘', '막힘']);
    } finally {
      server.close();
    }
  });

  test('새 창과 이동은 앱이 정한 대로 막힌다', async ({ launch }) => {
    const { app, page } = await start(launch);
    const opened = await page.evaluate(() => window.open('https://example.com/pop') === null);
    expect(opened).toBe(true);
    await page.locator('#tab').click();
    await expect
      .poll(async () => (await inMain.seen(app)).opens)
      .toEqual(['https://example.com/pop', 'app://bundle/second.html']);
    await page.locator('#out').click();
    await expect.poll(async () => (await inMain.seen(app)).navigations).toEqual(['https://example.com/']);
    await page.locator('#inside').click();
    await expect.poll(async () => (await inMain.seen(app)).navigations).toHaveLength(2);
    await page.evaluate(() => {
      location.href = 'second.html?from=script';
    });
    await expect.poll(async () => (await inMain.seen(app)).navigations).toHaveLength(3);
    expect(app.windows()).toHaveLength(1);
    expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((one) => one.getURL()))).toEqual(
      ['app://bundle/index.html'],
    );
    await expect(page.locator('#state')).toHaveText('준비');
  });

  test('같은 문서 안의 이동은 막지 않는다', async ({ launch }) => {
    const { app, page } = await start(launch);
    await page.evaluate(() => {
      location.hash = '#/people/3';
      history.pushState({}, '', '#/people/4');
    });
    await expect
      .poll(() => app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getURL()))
      .toBe('app://bundle/index.html#/people/4');
    expect((await inMain.seen(app)).navigations).toEqual([]);
  });

  test('권한은 처리기가 허락한 것만 열린다', async ({ launch }) => {
    const { app, page } = await start(launch, { args: ['--use-fake-device-for-media-stream'] });
    const camera = (): Promise<string> =>
      page.evaluate(() =>
        navigator.mediaDevices.getUserMedia({ video: true }).then(
          (stream) => `열림 ${stream.getVideoTracks().length}`,
          (error: unknown) => (error instanceof DOMException ? error.name : String(error)),
        ),
      );
    expect(await camera()).toBe('NotAllowedError');
    expect((await inMain.seen(app)).permissions).toContain('media');
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
    const place = await page.evaluate(
      () =>
        new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('열림'),
            (error) => resolve(error.code),
          ),
        ),
    );
    expect(place).toBe(1);
    await inMain.set(app, { allow: ['media'] });
    expect(await camera()).toBe('열림 1');
    await inMain.set(app, { allow: [] });
    expect(await camera()).toBe('NotAllowedError');
  });
});

test.describe('창', () => {
  test('여러 창이 따로 산다', async ({ launch }) => {
    const { app, page } = await start(launch);
    const second = app.waitForEvent('window');
    await inMain.openWindow(app, '?둘');
    const other = await second;
    await expect(other.locator('#state')).toHaveText('준비');
    await other.locator('#button').click();
    await expect(other.locator('#state')).toHaveText('눌렀다');
    await expect(page.locator('#state')).toHaveText('준비');
    expect(await invoke(other, 'sender')).toEqual({ url: 'app://bundle/index.html?%EB%91%98', origin: 'app://bundle' });
    await other.close();
    await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(await invoke(page, 'echo', '살아 있다')).toBe('살아 있다');
  });

  test('제목, 크기, 보이기', async ({ launch }) => {
    const { app } = await start(launch);
    const state = (): Promise<unknown> =>
      app.evaluate(({ BrowserWindow, app: self }) => {
        const window = BrowserWindow.getAllWindows()[0];
        window?.setMinimumSize(500, 400);
        window?.setBounds({ width: 700, height: 500 });
        return {
          size: window?.getSize(),
          minimum: window?.getMinimumSize(),
          visible: window?.isVisible(),
          version: self.getVersion(),
          name: self.getName(),
          packaged: self.isPackaged,
        };
      });
    expect(await state()).toEqual({
      size: [700, 500],
      minimum: [500, 400],
      visible: true,
      version: '1.2.3',
      name: '탐침',
      packaged: false,
    });
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()))
      .toBe('탐침 화면');
  });

  test('확대하면 배치가 바뀌고 누르기도 맞는다', async ({ launch }) => {
    const { app, page } = await start(launch);
    const zoom = (factor: number): Promise<number | undefined> =>
      app.evaluate(({ BrowserWindow }, wanted) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.setZoomFactor(wanted);
        return contents?.getZoomFactor();
      }, factor);
    const measure = (): Promise<number[]> => page.evaluate(() => [innerWidth, devicePixelRatio]);
    const [width = 0, ratio = 0] = await measure();
    expect(await zoom(1.5)).toBe(1.5);
    await expect.poll(async () => Math.abs((await measure())[0]! - width / 1.5) <= 1).toBe(true);
    expect((await measure())[1]).toBeCloseTo(ratio * 1.5);
    await page.locator('#button').click();
    await expect(page.locator('#state')).toHaveText('눌렀다');
    await zoom(1);
    await expect.poll(measure).toEqual([width, ratio]);
  });

  test('다시 읽기를 스무 번 해도 다리가 산다', async ({ launch }) => {
    const { page } = await start(launch);
    for (let i = 0; i < 20; i++) {
      await page.reload();
      expect(await invoke(page, 'echo', i)).toBe(i);
    }
  });

  test('화면이 무너지면 앱이 알고 다시 읽을 수 있다', async ({ launch }) => {
    const { app, page } = await start(launch);
    const crashed = page.waitForEvent('crash');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await crashed;
    await expect.poll(async () => (await inMain.seen(app)).gone).toHaveLength(1);
    const loaded = await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const finished = new Promise((resolve) => contents?.once('did-finish-load', () => resolve(true)));
      contents?.reload();
      await finished;
      return contents?.executeJavaScript("document.querySelector('#state').textContent");
    });
    expect(loaded).toBe('준비');
  });
});

test.describe('종이와 그림', () => {
  test('PDF와 PNG를 만든다', async ({ launch }) => {
    const { app } = await start(launch);
    const heads = await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents;
      const pdf = await contents.printToPDF({ pageSize: 'A4', printBackground: true });
      const image = await contents.capturePage();
      return {
        pdf: pdf.subarray(0, 5).toString(),
        png: image.toPNG().subarray(1, 4).toString(),
        empty: image.isEmpty(),
      };
    });
    expect(heads).toEqual({ pdf: '%PDF-', png: 'PNG', empty: false });
  });

  test('파일 대화 상자는 시험에서 대신 답할 수 있다', async ({ launch }) => {
    const { app, page } = await start(launch);
    await app.evaluate(({ dialog }) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: '/자료/명단.xlsx' });
    });
    expect(await invoke(page, 'save')).toEqual({ canceled: false, filePath: '/자료/명단.xlsx' });
  });

  test('비밀 보관은 넣은 것을 그대로 내준다', async ({ launch }) => {
    const { app } = await start(launch);
    const back = await app.evaluate(({ safeStorage }) =>
      safeStorage.isEncryptionAvailable() ? safeStorage.decryptString(safeStorage.encryptString('비밀')) : '없음',
    );
    expect(['비밀', '없음']).toContain(back);
  });
});

test.describe('시작과 끝', () => {
  test('둘째 실행은 첫 창에 알리고 끝난다', async ({ launch, userData }) => {
    const { app } = await start(launch);
    const executable = electronExecutable();
    const { args, env } = commandFor(executable, userData, { app: probeApp, args: ['--demo'] });
    const second = spawn(executable.path, args, { env, shell: process.platform === 'win32' });
    await once(second, 'exit');
    await expect.poll(async () => (await inMain.seen(app)).seconds).toHaveLength(1);
    const [told] = (await inMain.seen(app)).seconds;
    expect(told?.argv).toContain('--demo');
    expect(told?.data).toEqual({ note: '둘째' });
  });

  test('닫기와 끝내기는 앱이 막을 수 있다', async ({ launch }) => {
    const { app } = await start(launch);
    await inMain.set(app, { veto: true });
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(async () => (await inMain.seen(app)).closes).toBe(1);
    await app.evaluate(({ app: self }) => self.quit());
    await expect.poll(async () => (await inMain.seen(app)).quits).toBe(1);
    await inMain.set(app, { veto: false, vetoQuit: true });
    await app.evaluate(({ app: self }) => self.quit());
    await expect.poll(async () => (await inMain.seen(app)).quits).toBe(2);
    expect(app.windows()).toHaveLength(1);
    await inMain.set(app, { vetoQuit: false });
    const child = app.process();
    const over = once(child, 'exit');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => {});
    await over;
    expect(child.exitCode).toBe(0);
  });

  test('app.asar로도 시작한다', async ({ launch, userData }) => {
    const archive = path.join(userData, 'app.asar');
    await createPackage(probeApp, archive);
    const { page, app } = await start(launch, { app: archive, userData: path.join(userData, 'profile') });
    expect(await invoke(page, 'echo', '묶음')).toBe('묶음');
    expect(await app.evaluate(({ app: self }) => self.getVersion())).toBe('1.2.3');
  });

  test('강제로 죽여도 브라우저가 남지 않고 곧 다시 시작한다', async ({ launch }) => {
    const { app, page } = await start(launch);
    await page.evaluate(() => localStorage.setItem('흔적', '있다'));
    const over = once(app.process(), 'exit');
    const gone = page.waitForEvent('close');
    app.process().kill('SIGKILL');
    await over;
    await gone;
    const { page: again } = await start(launch);
    expect(await invoke(again, 'echo', '다시')).toBe('다시');
  });
});
