import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { codeOf, testFolder, testNow } from '../../deskTest.test-helper.ts';
import { testLaptop } from '../../sync/link.test-helper.ts';
import type { TestLaptop } from '../../sync/link.test-helper.ts';
import { mostPageFile, pageFile } from '../../sync/pageFile.ts';
import { takePagesIn } from './takePages.ts';

const now = (): number => testNow;

/** A file with all that a laptop has written, as its 확인 필요 is exported. */
async function exported(from: TestLaptop): Promise<string> {
  const page = await from.ask('sync.pageFor', { held: [], without: [] });
  const file = path.join(testFolder(), '동기화.ppuri-pages');
  writeFileSync(file, pageFile([page?.bytes ?? new Uint8Array()]));
  return file;
}

test('다른 노트북이 내보낸 변경을 가져오면 기록이 생기고, 다시 가져오면 새것이 없다', async () => {
  const a = await testLaptop();
  const b = await testLaptop({ of: a });
  await a.add('김가져옴');
  const file = await exported(a);
  await b.ask('sync.learn', { keys: await a.ask('sync.introductions', null) });
  const taken = await takePagesIn(b.desk, file, b.actor, now);
  expect(taken.sets).toBeGreaterThan(0);
  expect(taken.refused).toBe(0);
  expect(b.people()).toEqual(['김가져옴']);
  expect(await takePagesIn(b.desk, file, b.actor, now)).toEqual({ sets: 0, refused: 0 });
});

test('모르는 노트북의 변경은 받지 않고 막힌 변경에 둔다', async () => {
  const a = await testLaptop();
  const b = await testLaptop({ of: a });
  await a.add('남의기록');
  expect(await takePagesIn(b.desk, await exported(a), b.actor, now)).toEqual({ sets: 0, refused: 1 });
  expect(b.people()).toEqual([]);
  expect(await b.ask('sync.troubles', null)).toMatchObject([{ kind: 'refusedHere' }]);
});

test('다른 파일, 잘린 파일, 너무 큰 파일, 폴더에서는 아무것도 가져오지 않고 까닭을 말한다', async () => {
  const a = await testLaptop();
  const folder = testFolder();
  const refusedFor = async (content: Uint8Array): Promise<string> => {
    const file = path.join(folder, 'file');
    writeFileSync(file, content);
    return await codeOf(takePagesIn(a.desk, file, a.actor, now));
  };
  const whole = pageFile([new Uint8Array([0x50, 1, 0, 0])]);
  expect(await refusedFor(new Uint8Array())).toBe('pagesUnreadable');
  expect(await refusedFor(randomBytes(5000))).toBe('pagesUnreadable');
  expect(await refusedFor(whole.subarray(0, -1))).toBe('pagesUnreadable');
  expect(await refusedFor(pageFile([randomBytes(100)]))).toBe('pagesUnreadable');
  expect(await refusedFor(new Uint8Array(mostPageFile + 1))).toBe('pagesUnreadable');
  mkdirSync(path.join(folder, 'folder'));
  expect(await codeOf(takePagesIn(a.desk, path.join(folder, 'folder'), a.actor, now))).toBe('fileUnreadable');
  expect(await codeOf(takePagesIn(a.desk, path.join(folder, 'none'), a.actor, now))).toBe('fileUnreadable');
});
