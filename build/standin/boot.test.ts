import { describe, expect, test } from 'vitest';
import { isAlive, readCommandLine } from './boot.ts';
import { combinationOf } from './menu.ts';

describe('명령줄', () => {
  test('Playwright가 주는 대로 읽는다', () => {
    const line = readCommandLine([
      '--inspect=0',
      '--remote-debugging-port=0',
      '-r',
      './early.cjs',
      '--user-data-dir=/자료=1',
      'app',
      '--demo',
      'x',
    ]);
    expect(line).toMatchObject({ inspectPort: 0, remotePort: 0, target: 'app', requires: ['./early.cjs'] });
    expect(line.switches.get('user-data-dir')).toBe('/자료=1');
    expect(line.switches.get('demo')).toBe('');
  });

  test('주소가 붙은 --inspect는 포트만 본다', () => {
    expect(readCommandLine(['--inspect=127.0.0.1:9333', '.']).inspectPort).toBe(9333);
    expect(readCommandLine(['--inspect', '.']).inspectPort).toBe(9229);
    expect(readCommandLine(['.']).inspectPort).toBeUndefined();
  });
});

test('없는 프로세스는 살아 있지 않다', () => {
  expect(isAlive(process.pid)).toBe(true);
  expect(isAlive(Number.NaN)).toBe(false);
  expect(isAlive(-1)).toBe(false);
});

test.each([
  ['CmdOrCtrl+Shift+K', 'ctrl+shift+k'],
  ['Alt+F4', 'alt+f4'],
  ['Shift+Control+Plus', 'ctrl+shift++'],
  ['F11', 'f11'],
])('단축키 %s는 %s로 눌린다', (accelerator, combination) => {
  expect(combinationOf(accelerator)).toBe(combination);
});
