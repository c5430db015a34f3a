import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { SheetRow } from './cell.ts';
import { csvRows, sniffDelimiter } from './csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(text: string, delimiter = ','): Promise<SheetRow[]> {
  const path = join(folder, 'a.csv');
  writeFileSync(path, text);
  const rows: SheetRow[] = [];
  for await (const portion of csvRows(path, { encoding: 'utf-8', delimiter }, () => undefined)) rows.push(...portion);
  return rows;
}

describe('구분 기호', () => {
  it.each([
    ['공장 현황\n회사명,주소,전화\n가,나,다\n', ','],
    ['회사명\t주소\n가\t인천, 남동구, 고잔동\n나\t인천, 부평구\n', '\t'],
    ['회사명;주소\n"가;나";다\n라;마\n', ';'],
    ['회사명|주소\n가|나\n', '|'],
    ['회사명\n가\n', ','],
  ])('%j는 %j로 나눈다', (text, delimiter) => {
    expect(sniffDelimiter(text)).toBe(delimiter);
  });
});

describe('줄', () => {
  it('따옴표 안의 줄바꿈을 세어 원본의 줄 번호를 지킨다', async () => {
    const rows = await read('회사명,주소\r\n"가\r\n나",1\r\n\r\n다,2');
    expect(rows).toEqual([
      { line: 1, cells: ['회사명', '주소'] },
      { line: 2, cells: ['가\n나', '1'] },
      { line: 5, cells: ['다', '2'] },
    ]);
  });

  it('글 가운데의 따옴표는 글이다', async () => {
    expect((await read('가,3" 파이프\n나,"A"" B"\n')).map(({ cells }) => cells)).toEqual([
      ['가', '3" 파이프'],
      ['나', 'A" B'],
    ]);
  });

  it('줄 끝이 CR, LF, CRLF 어느 것이어도 같다', async () => {
    const one = await read('가,1\n나,2\n');
    expect(await read('가,1\r나,2\r')).toEqual(one);
    expect(await read('가,1\r\n나,2\r\n')).toEqual(one);
  });

  it('닫히지 않은 따옴표는 줄 번호와 함께 말한다', async () => {
    await expect(read('가,1\n나,"2\n다,3\n')).rejects.toMatchObject({
      problem: { code: 'unclosedQuote', message: expect.stringContaining('2행') },
    });
  });

  it('읽는 조각이 어디에서 끊겨도 같은 칸이 나온다', async () => {
    const field = fc.string({ unit: fc.constantFrom('가', '나', 'a', ',', '"', '\n', ' ', '=', '3'), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 40 }),
        async (rows, shift) => {
          // Filler lines move the rows over the end of the first piece that is read (256 KB).
          const filler = 'x,'.repeat(40).concat('\n');
          const before = filler.repeat(Math.floor((262_144 - shift) / filler.length));
          const found = (await read(`${before}${rows.map(quoted).join('\n')}\n`)).filter(
            ({ cells }) => cells[0] !== 'x',
          );
          expect(found.map(({ cells }) => cells)).toEqual(
            rows.filter((row) => row[0] !== 'x' && row.some((text) => text.trim() !== '')),
          );
        },
      ),
      { numRuns: 12 },
    );
  });
});

function quoted(row: readonly string[]): string {
  return row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
}
