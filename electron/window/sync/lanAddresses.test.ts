import { expect, test } from 'vitest';
import { isLanAddress, lanAddresses } from './lanAddresses.ts';

test('행사 네트워크는 사설망의 주소에서만 듣는다', () => {
  for (const address of ['10.1.2.3', '172.16.0.1', '172.31.255.1', '192.168.0.7', '169.254.9.9', 'fd12::7'])
    expect(isLanAddress(address), address).toBe(true);
  for (const address of ['127.0.0.1', '0.0.0.0', '172.32.0.1', '8.8.8.8', '::1', '::', 'fe80::1', '2001:db8::1', 'x'])
    expect(isLanAddress(address), address).toBe(false);
  expect(lanAddresses().every(isLanAddress)).toBe(true);
});
