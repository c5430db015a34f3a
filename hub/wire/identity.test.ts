import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeIdentity } from './identity.ts';
import { netKeyOf } from './netKey.ts';

it('신분증은 어느 시계로 보아도 유효하고, 누구의 것인지 말하지 않으며, 열쇠의 해시로만 안다', async () => {
  const made = await makeIdentity();
  const certificate = new X509Certificate(made.certificate);
  expect([certificate.validFromDate.getUTCFullYear(), certificate.validToDate.getUTCFullYear()]).toEqual([1970, 9999]);
  expect([certificate.subject, certificate.issuer]).toEqual(['CN=ppuri', 'CN=ppuri']);
  expect(made.netKey).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(netKeyOf(made)).toBe(made.netKey);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  const other = await makeIdentity();
  expect(other.netKey).not.toBe(made.netKey);
});

it('신분증이 아닌 것에서는 열쇠를 읽지 않는다', () => {
  expect(() => netKeyOf({ certificate: 'x' })).toThrow(/PEM/i);
});
