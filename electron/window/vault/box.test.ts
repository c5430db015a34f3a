import * as fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { closeBox, kdfShape, keyFor, newPair, openBox, publicHalf, seal, unseal, unwrap, wrap } from './box.ts';
import type { Box } from './box.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const content = fc.uint8Array({ maxLength: 100 });
const purpose = fc.array(fc.string({ maxLength: 10 }), { maxLength: 4 });
const quick = { N: 2, r: 1, p: 1 };

/** The text with one bit of its bytes turned over. */
function flipped(text: string, at: number): string {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0) return 'AA==';
  const place = at % (bytes.length * 8);
  bytes[place >> 3] = (bytes[place >> 3] ?? 0) ^ (1 << (place & 7));
  return bytes.toString('base64');
}

test('상자는 같은 열쇠와 같은 용도로만 열린다', () => {
  fc.assert(
    fc.property(key, key, content, purpose, purpose, (mine, other, inside, what, whatElse) => {
      const box = closeBox(mine, inside, what);
      expect(openBox(mine, box, what)).toEqual(Buffer.from(inside));
      const isSame = Buffer.from(mine).equals(Buffer.from(other));
      expect(openBox(other, box, what) !== null).toBe(isSame);
      expect(openBox(mine, box, whatElse) !== null).toBe(JSON.stringify(what) === JSON.stringify(whatElse));
    }),
  );
});

test('용도의 낱말을 옮겨 붙여도 다른 용도다', () => {
  const mine = randomBytes(32);
  const box = closeBox(mine, Buffer.from('내용'), ['계정', 'ab', 'c']);
  for (const other of [
    ['계정', 'a', 'bc'],
    ['계정', 'abc'],
    ['계정', 'ab', 'c', ''],
    ['계정","ab', 'c'],
  ]) {
    expect(openBox(mine, box, other)).toBeNull();
    expect(keyFor(mine, other)).not.toEqual(keyFor(mine, ['계정', 'ab', 'c']));
  }
});

test('상자의 어느 한 비트가 바뀌어도 열리지 않는다', () => {
  fc.assert(
    fc.property(
      key,
      content,
      fc.nat(),
      fc.constantFrom('nonce' as const, 'box' as const, 'tag' as const),
      (mine, inside, at, part) => {
        const box = closeBox(mine, inside, ['용도']);
        const changed: Box = { ...box, [part]: flipped(box[part], at) };
        expect(openBox(mine, changed, ['용도'])).toBeNull();
      },
    ),
  );
});

test('꼬리표나 숫자를 짧게 잘라 추측하기 쉽게 만든 상자는 열리지 않는다', () => {
  const mine = randomBytes(32);
  const box = closeBox(mine, Buffer.from('내용'), '용도');
  const cut = (text: string, length: number): string =>
    Buffer.from(text, 'base64').subarray(0, length).toString('base64');
  for (const length of [0, 4, 8, 12, 15]) {
    expect(openBox(mine, { ...box, tag: cut(box.tag, length) }, '용도')).toBeNull();
  }
  expect(openBox(mine, { ...box, nonce: cut(box.nonce, 8) }, '용도')).toBeNull();
  expect(openBox(mine, { ...box, nonce: '' }, '용도')).toBeNull();
});

test('공개 열쇠로 봉한 것은 그 사람만 열고, 바뀐 것은 열리지 않는다', () => {
  fc.assert(
    fc.property(content, fc.nat(), (inside, at) => {
      const [mine, other] = [newPair(), newPair()];
      const sealed = seal(mine.publicKey, inside, ['용도']);
      expect(unseal(mine.secret, sealed, ['용도'])).toEqual(Buffer.from(inside));
      expect(unseal(other.secret, sealed, ['용도'])).toBeNull();
      expect(unseal(mine.secret, sealed, ['다른 용도'])).toBeNull();
      expect(unseal(mine.secret, { ...sealed, once: other.publicKey }, ['용도'])).toBeNull();
      // The last bit of a point is not looked at by X25519; the key that both make of it has the text itself in it.
      expect(unseal(mine.secret, { ...sealed, once: flipped(sealed.once, at) }, ['용도'])).toBeNull();
    }),
    { numRuns: 30 },
  );
});

test('아무나 같은 답을 얻는 점이나 점이 아닌 글자로는 열리지 않고 멈추지도 않는다', () => {
  const { secret, publicKey } = newPair();
  const sealed = seal(publicKey, Buffer.from('내용'), '용도');
  const points = [
    Buffer.alloc(32),
    Buffer.alloc(32).fill(1, 0, 1),
    Buffer.alloc(32, 255),
    Buffer.alloc(5),
    Buffer.alloc(0),
  ];
  for (const point of points) {
    expect(unseal(secret, { ...sealed, once: point.toString('base64') }, '용도')).toBeNull();
  }
  expect(publicHalf(secret)).toBe(publicKey);
});

test('비밀번호로 싼 것은 그 비밀번호로만 열리고, 자모로 풀려 들어온 한글도 같은 비밀번호다', async () => {
  const secret = randomBytes(32);
  const wrapped = await wrap('뿌리산업센터2026!', secret, '용도', quick);
  expect(await unwrap('뿌리산업센터2026!'.normalize('NFD'), wrapped, '용도')).toEqual(secret);
  expect(await unwrap('뿌리산업센터2026', wrapped, '용도')).toBeNull();
  expect(await unwrap('뿌리산업센터2026!', wrapped, '다른 용도')).toBeNull();
  expect(await unwrap('뿌리산업센터2026!', { ...wrapped, kdf: { ...wrapped.kdf, N: 4 } }, '용도')).toBeNull();
});

test('메모리를 다 쓰게 하거나 셀 수 없는 비용은 받지 않는다', () => {
  const kdf = { name: 'scrypt', N: 2 ** 17, r: 8, p: 1, salt: 'AAAA' };
  expect(kdfShape.safeParse(kdf).success).toBe(true);
  for (const bad of [
    { N: 2 ** 30 },
    { N: 100_000 },
    { N: 1 },
    { N: 2 ** 20, r: 32 },
    { r: 0 },
    { p: 100 },
    { name: 'none' },
  ]) {
    expect(kdfShape.safeParse({ ...kdf, ...bad }).success).toBe(false);
  }
});
