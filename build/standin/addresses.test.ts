import { describe, expect, test } from 'vitest';
import { createAddresses, isLoopback, originOf } from './addresses.ts';

function appAddresses() {
  const addresses = createAddresses();
  addresses.add('app');
  return addresses;
}

describe('앱의 주소', () => {
  test.each([
    ['app://bundle/index.html', 'https://bundle.app.invalid/index.html'],
    ['app://bundle/#/people/3?q=%EA%B9%80', 'https://bundle.app.invalid/#/people/3?q=%EA%B9%80'],
  ])('%s는 브라우저에게 %s이고 되돌아온다', (own, shown) => {
    const addresses = appAddresses();
    expect(addresses.toBrowser(own)).toBe(shown);
    expect(addresses.fromBrowser(shown)).toBe(own);
  });

  test('모르는 스킴과 다른 .invalid 주소는 그대로 둔다', () => {
    const addresses = appAddresses();
    expect(addresses.toBrowser('other://x/y')).toBe('other://x/y');
    expect(addresses.fromBrowser('https://bundle.other.invalid/x')).toBe('https://bundle.other.invalid/x');
    expect(addresses.fromBrowser('https://example.com/bundle.app.invalid/')).toBe(
      'https://example.com/bundle.app.invalid/',
    );
  });

  test('CSP에 적힌 앱의 출처도 바꾼다', () => {
    expect(appAddresses().policy("default-src 'none'; img-src app: data:; script-src app://bundle 'self'")).toBe(
      "default-src 'none'; img-src https://*.app.invalid data:; script-src https://bundle.app.invalid 'self'",
    );
  });

  test('앱의 스킴에도 출처가 있다', () => {
    expect(originOf('app://bundle/a/b?c')).toBe('app://bundle');
    expect(originOf('https://x.kr:8443/a')).toBe('https://x.kr:8443');
    expect(originOf('about:blank')).toBe('null');
    expect(originOf('주소 아님')).toBe('null');
  });

  test.each([
    ['http://127.0.0.1:8080/x', true],
    ['ws://localhost/', true],
    ['http://[::1]:9/', true],
    ['http://127.0.0.1.example.com/', false],
    ['http://localhost@example.com/', false],
    ['https://example.com/?http://localhost/', false],
  ])('%s가 이 컴퓨터 안인지: %s', (url, inside) => {
    expect(isLoopback(url)).toBe(inside);
  });
});
