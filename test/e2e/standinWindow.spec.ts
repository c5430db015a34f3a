// What the product relies on of windows, paper, start and end: the same on Electron and on the stand-in.
import { createPackage } from '@electron/asar';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { commandFor, electronExecutable, expect, test } from './launch.ts';
import { inMain, invoke, probeApp, start } from './probe.ts';

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
