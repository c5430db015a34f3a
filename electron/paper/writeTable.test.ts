import { open } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSheets } from './sheet.ts';
import { harmless, writeRefusedCsv, writeRefusedXlsx, type RefusedLine } from './writeTable.ts';

type Write = (bytes: Uint8Array, from?: number, length?: number) => Promise<unknown>;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'table-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rows: RefusedLine[] = [
  { line: 12, cells: ['=cmd|calc', 1012345678, null, '가\u0000나'], reasons: ['회사명: 고쳐 주십시오.'] },
  {
    line: 15,
    cells: ['+82', 281102009187094, { kind: 'formula', value: '@x' }, { kind: 'day', iso: '2026-03-01' }],
    reasons: ['하나.', '둘.'],
  },
];

describe('제외된 행을 저장한다', () => {
  it('xlsx에서 =로 시작하는 글은 수식이 아니라 글이다', async () => {
    const path = join(folder, '제외.xlsx');
    expect(await writeRefusedXlsx(path, ['회사명', '번호', '', '비고'], rows)).toEqual({ ok: true, value: 2 });
    const book = await readXlsx(readFileSync(path), { readStyles: true });
    const [sheet] = book.sheets;
    expect(sheet?.rows).toEqual([
      ['연번', '원본 행', '제외 사유', '회사명', '번호', '열 3', '비고'],
      [1, 12, '회사명: 고쳐 주십시오.', '=cmd|calc', 1012345678, null, '가나'],
      [2, 15, '하나. / 둘.', '+82', '281102009187094', '@x', '2026-03-01'],
    ]);
    expect([...(sheet?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
    expect(sheet?.freezePane).toMatchObject({ rows: 1 });
  });

  it('XML에 둘 수 없는 글자는 머리글에도 칸에도 남지 않아, 엑셀이 파일을 망가졌다고 하지 않는다', async () => {
    const path = join(folder, '제외.xlsx');
    // As it comes out of a PDF by copying.
    const odd: RefusedLine[] = [{ line: 2, cells: ['인천\uFFFE 남동\uFFFF구\u0001'], reasons: ['주소\uFFFE를'] }];
    await writeRefusedXlsx(path, ['주\uFFFE소\u0002'], odd);
    const [sheet] = (await readXlsx(readFileSync(path))).sheets;
    expect(sheet?.rows).toEqual([
      ['연번', '원본 행', '제외 사유', '주소'],
      [1, 2, '주소를', '인천 남동구'],
    ]);
  });

  it('다시 고르면 그대로 읽힌다', async () => {
    const path = join(folder, '제외.xlsx');
    await writeRefusedXlsx(path, ['회사명'], rows);
    expect(await readSheets(path)).toMatchObject({
      ok: true,
      value: { format: 'xlsx', sheets: [{ rows: [{ line: 1 }, { line: 2 }, { line: 3 }] }] },
    });
  });

  it('csv는 BOM이 있는 UTF-8이고, 실행될 글 앞에 작은따옴표를 둔다', async () => {
    const path = join(folder, '제외.csv');
    expect(await writeRefusedCsv(path, ['회사명', '번호', '수식', '날'], rows)).toEqual({ ok: true, value: 2 });
    const text = readFileSync(path, 'utf8');
    expect(text.startsWith('\uFEFF"연번","원본 행"')).toBe(true);
    expect(text).toContain('"\'=cmd|calc","1012345678"');
    expect(text).toContain('"\'@x","2026-03-01"');
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it.each(['=1', '+1', '-1', '@a', '\t=1', '＝1'])('%j 앞에는 작은따옴표를 둔다', (text) => {
    expect(harmless(text)).toBe(`'${text}`);
  });

  it('보통 글은 그대로 둔다', () => {
    expect(harmless('(주)가나')).toBe('(주)가나');
    expect(harmless('')).toBe('');
  });
});

describe('반쪽 파일을 남기지 않는다', () => {
  it('쓸 수 없는 곳이면 문제로 답하고 아무것도 남기지 않는다', async () => {
    expect(await writeRefusedXlsx(join(folder, '없는폴더', 'a.xlsx'), [], rows)).toMatchObject({
      ok: false,
      problem: { code: 'notWritten' },
    });
    mkdirSync(join(folder, 'a.xlsx'));
    expect(await writeRefusedXlsx(join(folder, 'a.xlsx'), [], rows)).toMatchObject({
      ok: false,
      problem: { code: 'notWritten' },
    });
    expect(readdirSync(folder)).toEqual(['a.xlsx']);
  });

  it('디스크가 거의 차서 운영체제가 한 번에 다 쓰지 못해도, 끝이 잘린 파일을 다 썼다고 하지 않는다', async () => {
    const handle = await open(join(folder, 'h'), 'w');
    const handles = Object.getPrototypeOf(handle) as { write: Write };
    await handle.close();
    const { write } = handles;
    const short = vi.spyOn(handles, 'write').mockImplementation(function (this: unknown, bytes) {
      return write.call(this, bytes, 0, Math.ceil(bytes.length / 2));
    });
    const path = join(folder, '제외.xlsx');
    expect(await writeRefusedXlsx(path, ['회사명'], rows)).toEqual({ ok: true, value: 2 });
    short.mockRestore();
    expect((await readSheets(path)).ok).toBe(true);
  });

  it('전에 쓰다가 전기가 나가 남은 반쪽은 다음에 쓸 때 지우고, 다른 파일과 지금 쓰는 것은 둔다', async () => {
    const left = `.~${randomUUID()}.tmp`;
    const underway = `.~${randomUUID()}.tmp`;
    for (const name of [left, underway, '.~내것.tmp']) writeFileSync(join(folder, name), '홍길동');
    for (const name of [left, '.~내것.tmp']) utimesSync(join(folder, name), 1_000_000, 1_000_000);
    expect(await writeRefusedXlsx(join(folder, 'a.xlsx'), [], rows)).toEqual({ ok: true, value: 2 });
    expect(readdirSync(folder).toSorted()).toEqual([underway, '.~내것.tmp', 'a.xlsx'].toSorted());
  });

  it('쓰다가 취소하면 전의 파일이 그대로 있다', async () => {
    const path = join(folder, 'a.csv');
    writeFileSync(path, '전의 것');
    expect(await writeRefusedCsv(path, [], rows, { cancel: { aborted: true } })).toMatchObject({
      ok: false,
      problem: { code: 'cancelled' },
    });
    expect(readFileSync(path, 'utf8')).toBe('전의 것');
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });
});
