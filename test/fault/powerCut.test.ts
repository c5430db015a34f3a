import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { createRandom } from '../fixtures/generate.ts';
import type { DiskOp } from './powerCut.ts';
import { afterCut, everything, readJournal, saidBefore } from './powerCut.ts';

const nothing = { random: () => 0, kept: 0, piece: 4096 };
const page = (letter: string): Buffer => Buffer.alloc(4096, letter);
const ops: readonly DiskOp[] = [
  { op: 'create', name: 'db' },
  { op: 'write', name: 'db', offset: 0, data: page('a') },
  { op: 'sync', name: 'db' },
  { op: 'say', data: Buffer.from('saved a\n') },
  { op: 'write', name: 'db', offset: 4096, data: page('b') },
  { op: 'write', name: 'db', offset: 0, data: page('c') },
  { op: 'sync', name: 'db' },
  { op: 'say', data: Buffer.from('saved b\n') },
];
/** The first letter of each page. */
const pages = (content: Buffer | undefined): string | undefined =>
  content &&
  Array.from({ length: content.length / 4096 }, (_, at) => String.fromCharCode(content[at * 4096] ?? 0)).join('');

test('동기화한 쪽은 전원이 나가도 남고, 그 뒤에 쓴 쪽은 없어질 수 있다', () => {
  expect(pages(afterCut(ops, 3, nothing).get('db'))).toBe('a');
  expect(pages(afterCut(ops, 6, nothing).get('db'))).toBe('a');
  expect(pages(afterCut(ops, 6, everything).get('db'))).toBe('cb');
  expect(pages(afterCut(ops, 7, nothing).get('db'))).toBe('cb');
  expect(saidBefore(ops, 7)).toBe('saved a\n');
});

test('동기화하지 않은 쪽은 쓴 차례와 관계없이 하나씩 남거나 없어진다', () => {
  const seen = new Set(
    Array.from({ length: 60 }, (_, seed) =>
      pages(afterCut(ops, 6, { random: createRandom(seed), kept: 0.5, piece: 4096 }).get('db')),
    ),
  );
  expect(seen).toEqual(new Set(['a', 'ab', 'c', 'cb']));
});

test('한 번도 동기화하지 않은 파일은 이름까지 없어질 수 있고, 지운 파일은 폴더를 동기화하기 전에는 되살아날 수 있다', () => {
  expect(afterCut(ops, 2, nothing).has('db')).toBe(false);
  const removal: readonly DiskOp[] = [...ops, { op: 'unlink', name: 'db' }, { op: 'sync', name: '.' }];
  expect(pages(afterCut(removal, 9, nothing).get('db'))).toBe('cb');
  expect(afterCut(removal, 9, everything).has('db')).toBe(false);
  expect(afterCut(removal, 10, nothing).has('db')).toBe(false);
});

test('전원이 언제 나가도 동기화한 뒤의 쓰기가 없는 파일은 쓴 그대로이다', () => {
  const change = fc.oneof(
    fc.record({
      op: fc.constant('write' as const),
      offset: fc.nat(20_000),
      data: fc.uint8Array({ minLength: 1, maxLength: 9000 }),
    }),
    fc.record({ op: fc.constant('truncate' as const), length: fc.nat(20_000) }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), fc.nat(), fc.constantFrom(512, 4096), (changes, seed, piece) => {
      const done: DiskOp[] = [
        { op: 'create', name: 'db' },
        ...changes.map((each) =>
          each.op === 'write' ? { ...each, name: 'db', data: Buffer.from(each.data) } : { ...each, name: 'db' },
        ),
        { op: 'sync', name: 'db' },
      ];
      const cut = afterCut(done, done.length, { random: createRandom(seed), kept: 0.3, piece });
      expect(cut.get('db')).toEqual(afterCut(done, done.length - 1, everything).get('db'));
    }),
  );
});

test('기록 파일이 중간에서 끝나면 읽지 않는다', () => {
  const record = Buffer.alloc(16 + 2 + 3);
  record.set([2, 2], 0);
  record.writeUInt32LE(3, 4);
  record.writeBigUInt64LE(7n, 8);
  record.write('dbabc', 16);
  expect(readJournal(record)).toEqual([{ op: 'write', name: 'db', offset: 7, data: Buffer.from('abc') }]);
  expect(() => readJournal(record.subarray(0, -1))).toThrow('damaged');
});
