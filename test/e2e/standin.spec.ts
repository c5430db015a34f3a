// What the product relies on, said of the executable: the same assertions hold on Electron and on the stand-in.
// Here: messages, the bridge, addresses, the network, permissions. Windows and life are in standinWindow.spec.ts.
import type { Page } from '@playwright/test';
import http from 'node:http';
import { expect, test } from './launch.ts';
import { inMain, invoke, start } from './probe.ts';
import type { Bridge } from './probe.ts';

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
