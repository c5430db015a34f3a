import { expect, test } from 'vitest';
import { originalMime } from './kind.ts';
import { jpegs, plainPng } from './pictures.test-helper.ts';

test('이름이 무엇이든 내용으로 무슨 파일인지 안다', () => {
  expect(originalMime(jpegs.baseline)).toBe('image/jpeg');
  expect(originalMime(plainPng(1, 1))).toBe('image/png');
  expect(originalMime(Buffer.from('RIFF\0\0\0\0WEBPVP8 '))).toBe('image/webp');
  expect(originalMime(Buffer.from('%PDF-1.7\n'))).toBe('application/pdf');
  // Some printers put words of their own in front.
  expect(originalMime(Buffer.from(`@PJL JOB\r\n%PDF-1.4\n`))).toBe('application/pdf');
});

test('붙일 수 없는 파일은 모른다고 한다', () => {
  for (const bytes of [
    '',
    'GIF89a',
    'RIFF\0\0\0\0WAVEfmt ',
    'PK\u0003\u0004',
    'MZ',
    '<svg/>',
    `${' '.repeat(1100)}%PDF-1.7`,
  ])
    expect(originalMime(Buffer.from(bytes))).toBeNull();
  expect(originalMime(Buffer.from([0xff, 0xd8]))).toBeNull();
});
