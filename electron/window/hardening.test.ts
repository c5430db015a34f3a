import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { harden } from './hardening.ts';

const electron = vi.hoisted((): { pages?: EventEmitter } => ({}));
vi.mock('electron', async () => {
  const { EventEmitter: Events } = await import('node:events');
  electron.pages = Object.assign(new Events(), {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    webRequest: { onBeforeRequest: () => undefined },
  });
  return { app: new Events(), protocol: {}, session: { defaultSession: electron.pages } };
});

test('화면이 내려받기로 파일을 만들 수 없다', () => {
  harden();
  const preventDefault = vi.fn();
  electron.pages?.emit('will-download', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});
