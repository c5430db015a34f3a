import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Contents } from './contents.ts';
import { checkPrintOptions, printPaper, printToPdf } from './printing.ts';

/** A page whose PDF is these bytes. */
function pageOf(pdf: string): { contents: Contents; asked: Record<string, unknown>[] } {
  const asked: Record<string, unknown>[] = [];
  const page = (_method: string, params: Record<string, unknown>): Promise<{ data: string }> => {
    asked.push(params);
    return Promise.resolve({ data: Buffer.from(pdf).toString('base64') });
  };
  return { contents: { page } as Pick<Contents, 'page'> as Contents, asked };
}

/** Puts a printer before the system's own: a program `lp` that does this. */
function printer(script: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-lp-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'lp'), `#!/bin/sh\n${script.replaceAll('$HERE', folder)}\n`);
  chmodSync(path.join(folder, 'lp'), 0o755);
  vi.stubEnv('PATH', `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return folder;
}

/** Windows has no `lp`. */
async function noSilentPrinting(): Promise<void> {
  await expect(printPaper(pageOf('%PDF-').contents, { silent: true }, true)).rejects.toThrow('on Windows');
}

test('PDF의 크기는 Electron처럼 이름이나 인치이고, 없는 이름은 거절한다', async () => {
  const { contents, asked } = pageOf('%PDF-');
  await printToPdf(contents, { pageSize: 'A4' });
  await printToPdf(contents, { pageSize: { width: 4, height: 6 } });
  expect(asked.map(({ paperWidth, paperHeight }) => [paperWidth, paperHeight])).toEqual([
    [8.27, 11.7],
    [4, 6],
  ]);
  await expect(printToPdf(contents, { pageSize: 'B9' as 'A4' })).rejects.toThrow('Invalid pageSize');
});

test('인쇄의 잘못된 설정은 Electron처럼 곧바로 던진다', () => {
  expect(() => checkPrintOptions({ pageSize: 'A4', copies: 2, silent: true })).not.toThrow();
  for (const wrong of [
    null,
    3,
    { pageSize: 'B9' },
    { copies: '2' },
    { pageSize: 'A4', usePrinterDefaultPageSize: true },
  ])
    expect(() => checkPrintOptions(wrong)).toThrow(/Invalid|copies|cannot be combined/);
});

test('조용한 인쇄는 종이를 파일로 남기지 않고 프린터에 넘긴다', async () => {
  if (process.platform === 'win32') return await noSilentPrinting();
  const folder = printer('echo "$@" > "$HERE/args"; cat > "$HERE/paper"');
  const temp = mkdtempSync(path.join(tmpdir(), 'desk-temp-'));
  onTestFinished(() => rmSync(temp, { recursive: true, force: true }));
  vi.stubEnv('TMPDIR', temp);
  await printPaper(pageOf('%PDF-종이').contents, { silent: true, copies: 3, deviceName: 'office' }, true);
  expect(readFileSync(path.join(folder, 'args'), 'utf8').trim()).toBe('-d office -n 3 -');
  expect(readFileSync(path.join(folder, 'paper'), 'utf8')).toBe('%PDF-종이');
  expect(readdirSync(temp)).toEqual([]);
});

test('프린터가 거절하면 인쇄는 실패한다', async () => {
  if (process.platform === 'win32') return await noSilentPrinting();
  printer('exit 1');
  await expect(printPaper(pageOf('%PDF-').contents, { silent: true }, true)).rejects.toThrow('Print job failed');
});

test('창 없이 인쇄 창을 열 수는 없다', async () => {
  await expect(printPaper(pageOf('%PDF-').contents, {}, true)).rejects.toThrow('no print dialog');
});
