import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { encodings, scanFolders, scannerFor } from './byteScan.ts';

const name = '독고뿌리샘';
const phone = '010-7391-2846';

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'desk-scan-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A text as one meets it: in the middle of something else. */
const around = (bytes: Buffer): Buffer => Buffer.concat([randomBytes(1001), bytes, randomBytes(503)]);

for (const { name: encoding, write } of encodings) {
  test(`${encoding}(으)로 심은 성명과 전화번호를 찾는다`, () => {
    const at = folder();
    for (const text of [name, phone]) {
      for (const [number, bytes] of write(text).entries()) {
        const file = path.join(at, `${encodings.findIndex((one) => one.name === encoding)}-${number}`);
        writeFileSync(file, around(bytes));
        const { found } = scanFolders([at], [name, phone]);
        expect(found.map((one) => ({ file: one.file, text: one.text, at: one.at }))).toContainEqual({
          file,
          text,
          at: 1001,
        });
        rmSync(file);
      }
    }
  });
}

test('base64는 어느 자리에서 시작하든, 무엇이 앞뒤에 있든 찾는다', () => {
  const scan = scannerFor([name, phone]);
  for (let before = 0; before < 7; before += 1) {
    for (const text of [name, phone]) {
      const whole = Buffer.concat([randomBytes(before), Buffer.from(text), randomBytes(5)]);
      const letters = Buffer.from(whole.toString('base64'));
      expect(scan(letters, '').map((one) => one.text)).toEqual([text]);
    }
  }
});

test('JSON, 주소, 엑셀에 저장되는 CSV에 든 것을 찾는다', () => {
  const scan = scannerFor([name]);
  const escaped = JSON.stringify({ name }).replace(
    /[^\u0020-\u007E]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16)}`,
  );
  for (const text of [
    JSON.stringify({ name }),
    escaped,
    `app://desk/?q=${encodeURIComponent(name)}`,
    `1,${name},x\r\n`,
  ])
    expect(scan(Buffer.from(text), '')).toHaveLength(1);
});

test('파일의 이름과 깊은 폴더, 파일의 처음과 끝에 있어도 찾는다', () => {
  const at = folder();
  mkdirSync(path.join(at, 'a', 'b'), { recursive: true });
  writeFileSync(path.join(at, 'a', 'b', `${name}.txt`), '');
  writeFileSync(path.join(at, 'first'), Buffer.concat([Buffer.from(phone), randomBytes(40)]));
  writeFileSync(path.join(at, 'last'), Buffer.concat([randomBytes(40), Buffer.from(phone)]));
  const { found, files } = scanFolders([at], [name, phone]);
  expect(files).toHaveLength(3);
  expect(found.map(({ file }) => path.basename(file)).toSorted()).toEqual(['first', 'last', `${name}.txt (name)`]);
});

test('아무것도 없는 곳에서는 찾지 않고, 잘린 글은 글이 아니다', () => {
  const at = folder();
  writeFileSync(path.join(at, 'noise'), randomBytes(2_000_000));
  writeFileSync(path.join(at, 'cut'), Buffer.from(name).subarray(0, -1));
  const { found, bytes } = scanFolders([at], [name, phone]);
  expect(found).toEqual([]);
  expect(bytes).toBe(2_000_000 + Buffer.byteLength(name) - 1);
});

test('우연히 있을 만큼 짧은 글은 찾아 달라고 할 수 없다', () => {
  expect(() => scannerFor(['김이'])).toThrow('too short');
});
