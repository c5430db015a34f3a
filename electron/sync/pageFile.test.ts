import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodePage } from '../../shared/sync/bytes.ts';
import { plainText } from '../../shared/sync/plainText.ts';
import { pageFile, readPageFile } from './pageFile.ts';

const page = fc
  .record({
    device: fc.constantFrom('a', 'b'),
    from: fc.integer({ min: 1, max: 9 }),
    header: fc.uint8Array({ minLength: 1 }),
  })
  .map(({ device, from, header }) =>
    encodePage(
      { spans: [{ device, from, signature: Buffer.from('seal'), sets: [{ header, bodies: [] }] }], fills: [] },
      plainText,
    ),
  );

test('내보낸 파일은 그대로 읽히고, 어디서 잘리든 덧붙든 아무것도 읽지 않는다', () => {
  fc.assert(
    fc.property(fc.array(page, { maxLength: 4 }), fc.nat(), fc.uint8Array({ minLength: 1 }), (pages, cut, more) => {
      const file = pageFile(pages);
      expect(readPageFile(file)?.map((one) => Buffer.from(one))).toEqual(pages.map((one) => Buffer.from(one)));
      const shorter = file.subarray(0, cut % file.length);
      const whole = readPageFile(shorter);
      // Cut between two pages it is a shorter file that is whole; anywhere else it is none.
      expect(whole === null || Buffer.from(shorter).equals(pageFile(whole))).toBe(true);
      const longer = readPageFile(Buffer.concat([file, more]));
      expect(longer === null || longer.length > pages.length).toBe(true);
    }),
  );
});

test('다른 파일이면 아무것도 읽지 않고, 무엇을 주어도 던지지 않는다', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (junk) => {
      expect(readPageFile(junk)).toBeNull();
      const after = readPageFile(Buffer.concat([Buffer.from('PPURIPG1'), junk]));
      expect(after === null || pageFile(after).length === 8 + junk.length).toBe(true);
    }),
  );
  const huge = Buffer.concat([Buffer.from('PPURIPG1'), Buffer.from([0xff, 0xff, 0xff, 0xff]), Buffer.alloc(100)]);
  expect(readPageFile(huge)).toBeNull();
});
