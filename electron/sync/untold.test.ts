import { expect, test } from 'vitest';
import type { HubDevice } from './hubClient.ts';
import { untoldAt } from './untold.ts';

const at = (device: string, rest: Partial<HubDevice> = {}): HubDevice => ({
  device,
  standing: 'enrolled',
  lastSeenAt: null,
  vector: new Map(),
  ...rest,
});
const warden = { warden: true } as const;
const plain = { warden: false } as const;
const recalled = { device: 'lost', standing: 'recalled' } as const;
const revoked = { device: 'lost', standing: 'revoked' } as const;

test('허브가 이미 알거나 모르는 노트북이면 알릴 것이 없다', () => {
  const own = at('own', warden);
  expect(untoldAt([own], 'own', revoked)).toBeNull();
  expect(untoldAt([own, at('lost', { standing: 'revoked' })], 'own', recalled)).toBeNull();
  expect(untoldAt([own, at('lost', { standing: 'revoked' })], 'own', revoked)).toBeNull();
  expect(untoldAt([own, at('lost', { standing: 'recalled' })], 'own', recalled)).toBeNull();
  expect(untoldAt([own, at('lost', { standing: 'recalled' })], 'own', revoked)).toBe('soon');
});

test('관리 노트북은 곧 알리고, 아닌 노트북은 관리 노트북을 기다리며, 관리 노트북은 허브에서만 막는다', () => {
  const lost = at('lost', plain);
  expect(untoldAt([at('own', warden), lost], 'own', revoked)).toBe('soon');
  expect(untoldAt([at('own', plain), at('office', warden), lost], 'own', revoked)).toBe('byAnother');
  expect(untoldAt([at('own', plain), lost], 'own', revoked)).toBe('atHub');
  expect(untoldAt([at('own', plain), at('office', { ...warden, standing: 'recalled' }), lost], 'own', revoked)).toBe(
    'atHub',
  );
  expect(untoldAt([at('own', warden), at('lost', warden)], 'own', revoked)).toBe('atHub');
});

test('관리 노트북을 모르는 옛 허브에는 누구나 알린다', () => {
  expect(untoldAt([at('own'), at('lost')], 'own', revoked)).toBe('soon');
});
