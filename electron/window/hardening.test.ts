import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { harden } from './hardening.ts';

const electron = vi.hoisted((): { pages?: EventEmitter; menu: unknown } => ({ menu: 'Electron의 메뉴' }));
vi.mock('electron', async () => {
  const { EventEmitter: Events } = await import('node:events');
  electron.pages = Object.assign(new Events(), {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    webRequest: { onBeforeRequest: () => undefined },
  });
  const Menu = {
    setApplicationMenu: (menu: unknown) => {
      electron.menu = menu;
    },
  };
  return { app: new Events(), Menu, protocol: {}, session: { defaultSession: electron.pages } };
});

test('화면이 내려받기로 파일을 만들 수 없다', () => {
  harden(() => true);
  const preventDefault = vi.fn();
  electron.pages?.emit('will-download', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});

test('새로 고침과 개발자 도구가 든 Electron의 메뉴를 두지 않는다', () => {
  harden(() => true);
  expect(electron.menu).toBeNull();
});
