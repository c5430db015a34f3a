import { assert, property, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { recordIds } from './recordId.ts';

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('새 기록의 번호는 버전 8 UUID이고, 1,024개가 앞자리를 함께 쓰며, 같은 번호가 없다', () => {
  const next = recordIds();
  const ids = Array.from({ length: 3000 }, next);
  expect(ids.every((id) => form.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(3000);
  const starts = ids.map((id) => id.slice(0, 13));
  expect(new Set(starts).size).toBe(3);
  expect(new Set(starts.slice(0, 1024)).size).toBe(1);
});

test('어떤 난수로도 모양은 같고, 정해진 여섯 비트 말고는 난수 그대로이다', () => {
  assert(
    property(uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      let from = 0;
      const id = recordIds((length) => bytes.slice(from, (from += length)))();
      expect(id).toMatch(form);
      const given = Buffer.from(id.replaceAll('-', ''), 'hex');
      const masks: Record<number, number> = { 6: 0x0f, 8: 0x3f };
      for (const [at, byte] of given.entries())
        expect(byte & (masks[at] ?? 0xff)).toBe((bytes[at] ?? 0) & (masks[at] ?? 0xff));
    }),
  );
});
