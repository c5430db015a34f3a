// Native dialogs, as small windows of their own. Headless there is nobody to answer: they refuse, and tests stub them.
import type * as Electron from 'electron';
import path from 'node:path';
import type { Host } from './host.ts';
import type { BrowserWindow } from './window.ts';

type Kind = 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox';
type MakeWindow = new (options: Electron.BrowserWindowConstructorOptions) => BrowserWindow;
type Options = Electron.OpenDialogOptions & Electron.SaveDialogOptions & Partial<Electron.MessageBoxOptions>;

const SCHEME = 'standin-dialog';

export interface Dialogs extends Pick<Electron.Dialog, 'showErrorBox'> {
  showOpenDialog: (...given: unknown[]) => Promise<Electron.OpenDialogReturnValue>;
  showSaveDialog: (...given: unknown[]) => Promise<Electron.SaveDialogReturnValue>;
  showMessageBox: (...given: unknown[]) => Promise<Electron.MessageBoxReturnValue>;
}

export function createDialogs(host: Host, Window: MakeWindow): Dialogs {
  const pages = new Map<string, string>();
  let last = 0;

  const ask = async (kind: Kind, options: Options): Promise<unknown> => {
    if (host.boot.headless) {
      throw new Error(
        `dialog.${kind} has nobody to answer it headless: stub it with electronApp.evaluate(({ dialog }) => { dialog.${kind} = … }).`,
      );
    }
    host.addresses.add(SCHEME);
    host.session.served.set(SCHEME, (request) => {
      const html = pages.get(new URL(request.url).pathname);
      return new Response(html ?? '', {
        status: html === undefined ? 404 : 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    });
    last++;
    const page = `/${last}`;
    pages.set(page, dialogPage(kind, options, host.app.getPath('documents')));
    const window = new Window({ width: 600, height: 320, title: options.title ?? host.app.getName() });
    // A dialog is no window of the app: it neither is listed nor keeps the app alive.
    host.windows.delete(window.id);
    await window.loadURL(`${SCHEME}://box${page}`);
    pages.delete(page);
    return new Promise((resolve) => {
      window.once('closed', () => resolve(null));
      window.webContents
        .executeJavaScript('new Promise((resolve) => { window.done = resolve; })')
        .then(resolve, () => resolve(null))
        .finally(() => window.destroy());
    });
  };

  const chosen = async (kind: Kind, given: unknown[]): Promise<string> => {
    const answer = await ask(kind, optionsOf(given));
    return typeof answer === 'string' ? answer.trim() : '';
  };
  return {
    showOpenDialog: async (...given) => {
      const file = await chosen('showOpenDialog', given);
      return { canceled: file === '', filePaths: file === '' ? [] : [path.resolve(file)] };
    },
    showSaveDialog: async (...given) => {
      const file = await chosen('showSaveDialog', given);
      return { canceled: file === '', filePath: file === '' ? '' : path.resolve(file) };
    },
    showMessageBox: async (...given) => {
      const options = optionsOf(given);
      const answer = await ask('showMessageBox', options);
      return { response: typeof answer === 'number' ? answer : (options.cancelId ?? 0), checkboxChecked: false };
    },
    showErrorBox: (title, content) => console.error(`[dialog] ${title}: ${content}`),
  };
}

/** A window may come before the options. */
function optionsOf(given: unknown[]): Options {
  const options = given.at(-1);
  return typeof options === 'object' && options !== null ? options : {};
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function dialogPage(kind: Kind, options: Options, folder: string): string {
  const head = `<!doctype html><html lang="ko"><meta charset="utf-8"><title>${escape(options.title ?? '확인')}</title>
<style>body{font:16px system-ui,sans-serif;margin:24px}input{width:100%;font:inherit;padding:8px;box-sizing:border-box}
button{font:inherit;padding:8px 16px;margin:16px 8px 0 0}</style>`;
  if (kind === 'showMessageBox') {
    const buttons = options.buttons?.length ? options.buttons : ['확인'];
    const drawn = buttons.map((label, i) => `<button onclick="done(${i})">${escape(label)}</button>`).join('');
    return `${head}<p><b>${escape(options.message ?? '')}</b></p><p>${escape(options.detail ?? '')}</p>${drawn}`;
  }
  const start = path.resolve(folder, options.defaultPath ?? '');
  const what =
    kind === 'showSaveDialog' ? '저장할 파일의 전체 경로를 쓰십시오.' : '열 파일이나 폴더의 전체 경로를 쓰십시오.';
  return `${head}<form onsubmit="done(place.value);return false"><p><label for="place">${what}</label></p>
<input id="place" autofocus value="${escape(start)}"><button>확인</button><button type="button" onclick="done(null)">취소</button></form>`;
}
