import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { newRecoverySecret, parseRecoveryKey, printRecoveryKey, recoveryIdOf } from './recoveryKey.ts';

const secret = fc.uint8Array({ minLength: 20, maxLength: 20 });
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const places = Array.from({ length: 36 }, (_, at) => at);
const plain = (bytes: Uint8Array): string => printRecoveryKey(bytes).replaceAll('-', '');

test('복구 열쇠는 네 글자씩 아홉 묶음이고, 읽은 것은 인쇄한 것과 같다', () => {
  fc.assert(
    fc.property(secret, (bytes) => {
      const text = printRecoveryKey(bytes);
      expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(parseRecoveryKey(text)).toEqual(Buffer.from(bytes));
    }),
  );
});

test('소문자, 빈칸, 줄바꿈, 전각 글자, 비슷한 글자로 적어도 같은 열쇠다', () => {
  fc.assert(
    fc.property(
      secret,
      fc.array(fc.constantFrom('', ' ', '\n', '-', '–', '.', '\u200b'), { minLength: 36, maxLength: 36 }),
      (bytes, gaps) => {
        const text = plain(bytes);
        const scattered = Array.from(text, (letter, at) => letter.toLowerCase() + (gaps[at] ?? '')).join('');
        const wide = Array.from(text, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join(
          '　',
        );
        const alike = text.replaceAll('0', 'o').replaceAll('1', 'l');
        const alikeToo = text.replaceAll('0', 'O').replaceAll('1', 'I');
        for (const typed of [scattered, wide, alike, alikeToo]) {
          expect(parseRecoveryKey(typed)).toEqual(Buffer.from(bytes));
        }
      },
    ),
  );
});

test('한 글자가 틀리거나, 이웃한 두 글자가 바뀌거나, 한 묶음이 통째로 틀리면 반드시 알아낸다', () => {
  fc.assert(
    fc.property(
      secret,
      fc.constantFrom(...places),
      fc.constantFrom(...letters),
      fc.array(fc.constantFrom(...letters), { minLength: 4, maxLength: 4 }),
      (bytes, at, letter, group) => {
        const text = plain(bytes);
        const wrong = text.slice(0, at) + letter + text.slice(at + 1);
        const swapped = text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
        const start = at - (at % 4);
        const regrouped = text.slice(0, start) + group.join('') + text.slice(start + 4);
        for (const typed of [wrong, swapped, regrouped]) {
          expect(parseRecoveryKey(typed)).toEqual(typed === text ? Buffer.from(bytes) : null);
        }
      },
    ),
  );
});

test('글자가 빠지거나 더 들어가거나 없는 글자가 있으면 열쇠가 아니다', () => {
  const text = plain(newRecoverySecret());
  for (const typed of [
    '',
    text.slice(1),
    text.slice(0, -1),
    `${text}0`,
    `${text.slice(0, 20)}U${text.slice(21)}`,
    `${text.slice(0, 20)}ㅁ${text.slice(21)}`,
    '0'.repeat(36),
    '-'.repeat(36),
    text.repeat(100_000),
  ]) {
    expect(parseRecoveryKey(typed)).toBeNull();
  }
});

test('어떤 글이 들어와도 열쇠이거나 열쇠가 아닐 뿐이다', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
      const found = parseRecoveryKey(typed);
      expect(found === null || found.length === 20).toBe(true);
    }),
  );
});

test('열쇠 번호는 열쇠마다 정해진 네 글자다', () => {
  const bytes = newRecoverySecret();
  expect(recoveryIdOf(bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(recoveryIdOf(Buffer.from(bytes))).toBe(recoveryIdOf(bytes));
  expect(plain(bytes)).not.toContain(`${recoveryIdOf(bytes)}${recoveryIdOf(bytes)}`);
});
