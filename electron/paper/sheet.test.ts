import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { readXlsx, writeOds, writeXlsx, type CellValue } from 'hucre';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { cellText, plain, type SheetRow } from './cell.ts';
import { openSheets, readSheets } from './sheet.ts';

const fixtures = join(import.meta.dirname, '../../test/fixtures/sheets');
const folder = mkdtempSync(join(tmpdir(), 'paper-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function rowsOf(path: string): Promise<readonly SheetRow[]> {
  const read = await readSheets(path);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value.sheets[0]?.rows ?? [];
}

async function problemOf(path: string): Promise<string> {
  const read = await readSheets(path);
  return read.ok ? 'ok' : read.problem.code;
}

describe('내용으로 형식을 알아본다', () => {
  it.each([
    ['badness.xlsx', 'xlsx'],
    ['really-xlsx.csv', 'xlsx'],
    ['badness.xls', 'xls'],
    ['badness-cp949.csv', 'csv'],
    ['badness-utf8.csv', 'csv'],
    ['really-csv.xlsx', 'csv'],
    ['utf16.txt', 'csv'],
    ['webpage.xls', 'html'],
  ])('%s는 %s로 읽는다', async (file, format) => {
    const read = await readSheets(join(fixtures, file));
    expect(read).toMatchObject({ ok: true, value: { format } });
    const text = JSON.stringify(read);
    expect(text).toContain('(주)가나정공1');
  });

  it.each([
    ['locked-by-drm.xlsx', 'drm'],
    ['unknown-binary.xls', 'drm'],
    ['password.xlsx', 'locked'],
    ['truncated.xlsx', 'damaged'],
    ['empty.csv', 'empty'],
    ['unclosed-quote.csv', 'unclosedQuote'],
    ['none.xlsx', 'notFound'],
  ])('%s는 %s라고 말한다', async (file, code) => {
    expect(await problemOf(join(fixtures, file))).toBe(code);
  });

  it('무엇을 해야 하는지 말한다', async () => {
    const read = await readSheets(join(fixtures, 'locked-by-drm.xlsx'));
    expect(read).toEqual({
      ok: false,
      problem: { code: 'drm', message: 'DRM으로 보호된 파일로 보입니다. DRM을 해제하여 저장한 뒤 다시 고르십시오.' },
    });
  });

  it('폴더, 빈칸뿐인 파일, PDF, 한글 문서, XML 스프레드시트는 읽지 않는다', async () => {
    expect(await problemOf(folder)).toBe('unreadable');
    expect(await problemOf(put('blank.csv', ' \r\n\r\n '))).toBe('empty');
    expect(await problemOf(put('paper.xlsx', '%PDF-1.7\n%abc'))).toBe('otherDocument');
    expect(await problemOf(put('hangul.xlsx', storedZip('mimetype', 'application/hwp+zip')))).toBe('hangulDocument');
    expect(
      await problemOf(
        put('book.xls', '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
      ),
    ).toBe('oldExcel');
  });

  it('150MB가 넘으면 열기 전에 거절한다', async () => {
    const path = put('huge.xlsx', 'PK');
    truncateSync(path, 150 * 1024 * 1024 + 1);
    expect(await problemOf(path)).toBe('tooLarge');
  });

  it('SoftCamp과 Fasoo의 머리글도 DRM으로 안다', async () => {
    expect(await problemOf(put('a.xlsx', 'SCDSA004\u0001\u0002'))).toBe('drm');
    expect(
      await problemOf(
        put('b.csv', Buffer.from('\u009b DRMONE  This Document is encrypted and protected by Fasoo DRM', 'latin1')),
      ),
    ).toBe('drm');
  });
});

describe('xlsx', () => {
  it('수식은 저장된 값과 함께 수식이라고 알린다', async () => {
    const cells = (await rowsOf(join(fixtures, 'badness.xlsx'))).flatMap((row) => row.cells);
    const formulas = cells.filter((cell) => typeof cell === 'object' && cell !== null && cell.kind === 'formula');
    expect(formulas).toEqual([
      { kind: 'formula', value: '(주)수식상사' },
      { kind: 'formula', value: null },
    ]);
    expect(cells).toContainEqual({ kind: 'error', text: '#N/A' });
  });

  it('날짜로 보이는 숫자는 날짜로, 글자인 숫자는 글자로 읽는다', async () => {
    const cells = (await rowsOf(join(fixtures, 'badness.xlsx'))).flatMap((row) => row.cells);
    expect(cells).toContainEqual({ kind: 'day', iso: '2026-03-01' });
    expect(cells).toContainEqual({ kind: 'day', iso: '2026-02-28' });
    expect(cells).toContain('282002026000001');
    expect(cells).toContain(328001005);
  });

  it('숨긴 열과 숨긴 시트를 알리고 빈 줄은 줄 번호만 남긴다', async () => {
    const read = await readSheets(join(fixtures, 'badness.xlsx'));
    expect(read).toMatchObject({
      ok: true,
      value: {
        sheets: [
          { hidden: false, hiddenColumns: [9] },
          { name: '숨은 시트', hidden: true },
        ],
      },
    });
    const lines = (await rowsOf(join(fixtures, 'badness.xlsx'))).map(({ line }) => line);
    expect(lines.slice(0, 4)).toEqual([1, 3, 4, 5]);
  });

  it('아무 글자와 숫자나 hucre와 똑같이 읽는다', async () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '')),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
      fc.boolean(),
      fc.constantFrom('=1+1', '&lt;', '<b>', '_x0041_', ' 앞뒤 ', ']]>', '"', "'"),
    );
    const sheet = fc.array(fc.array(value, { maxLength: 6 }), { minLength: 1, maxLength: 12 });
    let n = 0;
    await fc.assert(
      fc.asyncProperty(sheet, fc.boolean(), async (rows, inline) => {
        const bytes = await writeXlsx({ sheets: [{ name: '표', rows }], stringMode: inline ? 'inline' : 'shared' });
        const path = put(`oracle-${(n += 1) % 4}.xlsx`, bytes);
        const oracle = (await readXlsx(bytes)).sheets[0]?.rows ?? [];
        const expected = oracle.flatMap((cells, index) => filled(cells, index + 1));
        const ours = (await rowsOf(path)).map(({ line, cells }) => ({ line, cells: trimmed(cells.map(plain)) }));
        expect(ours).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('압축 폭탄은 풀지 않는다', async () => {
    const sheet = deflateRawSync(Buffer.alloc(60_000_000, 0x20));
    const book = readFileSync(join(fixtures, 'badness.xlsx'));
    // The directory of a good workbook, with one sheet that claims to unpack to 60 MB of blanks.
    const path = put('bomb.xlsx', withSheet(book, sheet, 60_000_000));
    expect(await problemOf(path)).toBe('suspicious');
    expect(await problemOf(put('liar.xlsx', withSheet(book, sheet, 1000)))).toBe('suspicious');
  });

  it('DOCTYPE이 든 시트는 손상된 것으로 본다', async () => {
    const xml = Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>');
    const book = readFileSync(join(fixtures, 'badness.xlsx'));
    expect(await problemOf(put('entity.xlsx', withSheet(book, deflateRawSync(xml), xml.length)))).toBe('damaged');
  });

  it('어떤 바이트가 바뀌어도 값이나 문제로 끝난다', async () => {
    const book = readFileSync(join(fixtures, 'badness.xlsx'));
    const old = readFileSync(join(fixtures, 'badness.xls'));
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
        async (xls, changes) => {
          const bytes = Buffer.from(xls ? old : book);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          const read = await readSheets(put('changed.bin', bytes));
          expect(read.ok || read.problem.message.length > 10).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('그 밖의 형식', () => {
  it('CP949의 확장 완성형 글자를 잃지 않는다', async () => {
    const path = put('cp949.csv', iconv.encode('회사명,주소\r\n쀍똠방펲시,서울\r\n', 'cp949'));
    expect((await rowsOf(path)).map(({ cells }) => cells)).toEqual([
      ['회사명', '주소'],
      ['쀍똠방펲시', '서울'],
    ]);
  });

  it('ods를 읽는다', async () => {
    const bytes = await writeOds({
      sheets: [
        {
          name: '표',
          rows: [
            ['회사명', '수'],
            ['가나', 3],
          ],
        },
      ],
    });
    expect((await rowsOf(put('a.ods', bytes))).map(({ cells }) => cells)).toEqual([
      ['회사명', '수'],
      ['가나', 3],
    ]);
  });

  it('웹 페이지 표의 글자는 숫자로 바꾸지 않는다', async () => {
    const rows = await rowsOf(join(fixtures, 'webpage.xls'));
    expect(rows[2]?.cells[2]).toBe('A&B 정밀');
    expect(rows[1]?.cells[1]).toBe('282002026000001');
  });
});

describe('진행과 취소', () => {
  it('취소하면 취소라고 말하고 더 건네지 않는다', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: '표', rows: manyRows(30_000) }] });
    const file = await openSheets(put('many.xlsx', bytes));
    if (!file.ok) throw new Error('열리지 않았습니다');
    const cancel = { aborted: false };
    let taken = 0;
    const read = await file.value.readRows(
      0,
      (rows) => {
        taken += rows.length;
        cancel.aborted = true;
      },
      { cancel },
    );
    expect(read).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(taken).toBeLessThan(30_000);
  });

  it('진행은 0에서 1로 늘기만 한다', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: '표', rows: manyRows(30_000) }] });
    const file = await openSheets(put('many2.xlsx', bytes));
    if (!file.ok) throw new Error('열리지 않았습니다');
    const shares: number[] = [];
    const read = await file.value.readRows(0, () => undefined, { onProgress: ({ share }) => shares.push(share) });
    expect(read).toMatchObject({ ok: true, value: { rows: 30_000 } });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.length).toBeGreaterThan(2);
  });

  it('넉넉하다고 하면 거기서 멈춘다', async () => {
    const file = await openSheets(join(fixtures, 'badness.xlsx'));
    if (!file.ok) throw new Error('열리지 않았습니다');
    expect(await file.value.readRows(0, () => 'enough')).toMatchObject({ ok: true });
    expect(await file.value.readRows(9, () => undefined)).toMatchObject({
      ok: false,
      problem: { code: 'noSuchSheet' },
    });
  });
});

it('큰 정수는 지수 없이 글자로 보인다', () => {
  expect(cellText(281102009187094)).toBe('281102009187094');
  expect(cellText({ kind: 'formula', value: 2.5 })).toBe('2.5');
  expect(cellText({ kind: 'error', text: '#N/A' })).toBe('#N/A');
});

function manyRows(count: number): CellValue[][] {
  return Array.from({ length: count }, (_, n) => [
    n,
    `회사 ${n}`,
    `인천광역시 남동구 고잔동 ${n}`,
    '값'.repeat(n % 40),
  ]);
}

function trimmed<T>(cells: readonly (T | null)[]): (T | null)[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1);
}

function filled(cells: readonly CellValue[], line: number): { line: number; cells: CellValue[] }[] {
  const some = cells.some((cell) => cell !== null && !(typeof cell === 'string' && cell.trim() === ''));
  return some ? [{ line, cells: trimmed(cells) }] : [];
}

/** A ZIP with one stored part and no directory entry that would fit a spreadsheet. */
function storedZip(name: string, content: string): Buffer {
  const data = Buffer.from(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(data.length, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt32LE(data.length, 24);
  entry.writeUInt16LE(name.length, 28);
  const start = 30 + name.length + data.length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([local, Buffer.from(name), data, entry, Buffer.from(name), end]);
}

/** A workbook whose first sheet is replaced by packed bytes appended before the directory, with a declared size. */
function withSheet(book: Buffer, packed: Buffer, declared: number): Buffer {
  const endAt = book.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const directoryAt = book.readUInt32LE(endAt + 16);
  const name = 'xl/worksheets/sheet1.xml';
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const tail = Buffer.from(book.subarray(directoryAt));
  const entry = tail.indexOf(name) - 46;
  tail.writeUInt16LE(8, entry + 10);
  tail.writeUInt32LE(packed.length, entry + 20);
  tail.writeUInt32LE(declared, entry + 24);
  tail.writeUInt32LE(directoryAt, entry + 42);
  const added = Buffer.concat([local, Buffer.from(name), packed]);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  tail.writeUInt32LE(directoryAt + added.length, end + 16);
  return Buffer.concat([book.subarray(0, directoryAt), added, tail]);
}
