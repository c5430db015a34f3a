import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blobBytes, blobName, openPageBlob, sealPage } from './pageBlob.ts';
import type { PagePlace } from './pageBlob.ts';

const said = (content: Uint8Array) => ({
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
});
const content = fc.uint8Array({ minLength: 1, maxLength: 300 });
const place = fc.record({
  attachment: fc.uuid(),
  page: fc.integer({ min: 1, max: 20 }),
  key: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((key) => Buffer.from(key).toString('base64')),
});

describe('첨부 쪽의 암호문', () => {
  test('누가 만들어도 같은 바이트이고, 그 이름과 길이가 맞으며, 열면 그 쪽이다', () => {
    fc.assert(
      fc.property(place, content, (at, page) => {
        const blob = sealPage(at, said(page), page);
        expect(sealPage({ ...at }, said(Buffer.from(page)), Buffer.from(page))).toEqual(blob);
        expect(blob).toHaveLength(blobBytes(page.length));
        expect(openPageBlob(at, said(page), blobName(blob), blob)).toEqual(Buffer.from(page));
      }),
    );
  });

  test('한 바이트라도 다르거나 잘리거나 길면 받지 않고, 제 이름을 달아도 받지 않는다', () => {
    fc.assert(
      fc.property(place, content, fc.nat(), fc.integer({ min: 1, max: 255 }), (at, page, where, by) => {
        const blob = sealPage(at, said(page), page);
        const name = blobName(blob);
        const other = Buffer.from(blob);
        other[where % other.length] = (other[where % other.length] ?? 0) ^ by;
        for (const wrong of [other, blob.subarray(0, -1), blob.subarray(1), Buffer.concat([blob, Buffer.from([0])])]) {
          expect(openPageBlob(at, said(page), name, wrong)).toBeUndefined();
          expect(openPageBlob(at, said(page), blobName(wrong), wrong)).toBeUndefined();
        }
        expect(openPageBlob(at, said(page), name, new Uint8Array())).toBeUndefined();
      }),
    );
  });

  test('다른 서류나 다른 쪽이나 다른 열쇠의 암호문으로 바꿔 놓을 수 없다', () => {
    fc.assert(
      fc.property(place, content, (at, page) => {
        const blob = sealPage(at, said(page), page);
        const others = [
          { ...at, attachment: randomUUID() },
          { ...at, page: at.page + 1 },
          { ...at, key: randomBytes(32).toString('base64') },
        ];
        for (const other of others) {
          expect(openPageBlob(other, said(page), blobName(blob), blob)).toBeUndefined();
          expect(blobName(sealPage(other, said(page), page))).not.toBe(blobName(blob));
        }
      }),
    );
  });

  test('기록의 쪽이 다른 내용으로 바뀌어도 같은 열쇠 흐름을 다시 쓰지 않는다', () => {
    const at = { attachment: randomUUID(), page: 1, key: randomBytes(32).toString('base64') };
    const [one, other] = [Buffer.alloc(64, 1), Buffer.alloc(64, 2)];
    const [a, b] = [sealPage(at, said(one), one), sealPage(at, said(other), other)];
    // Under one key stream the difference of two texts would be the difference of their ciphertexts.
    const difference = Buffer.from(a.subarray(0, 64).map((byte, index) => byte ^ (b[index] ?? 0)));
    expect(difference.equals(Buffer.alloc(64, 3))).toBe(false);
  });

  test('암호문에는 쪽의 글이 남지 않는다', () => {
    const at = { attachment: randomUUID(), page: 2, key: randomBytes(32).toString('base64') };
    const page = Buffer.from('독고뿌리샘의 이력서'.repeat(50));
    expect(sealPage(at, said(page), page).includes(Buffer.from('뿌리샘'))).toBe(false);
  });

  test('프로토콜 문서의 보기와 같은 바이트를 만든다', () => {
    const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/protocol.md'), 'utf8');
    const [, example] = /```json vector:blob\n(.*?)\n```/s.exec(text) ?? [];
    const { plain, blob, ...at } = JSON.parse(example ?? '') as PagePlace & { plain: string; blob: string };
    const page = Buffer.from(plain);
    expect(sealPage(at, said(page), page).toString('hex')).toBe(blob);
  });
});
