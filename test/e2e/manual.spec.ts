import { expect, test } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { keymapLines } from '../../renderer/app/shortcuts.ts';
import { problems } from '../../shared/model/problem.ts';

const docs = path.resolve(import.meta.dirname, '../../docs');
/** The manual without the padding of its tables. */
const manual = fs.readFileSync(path.join(docs, 'manual.ko.md'), 'utf8').replaceAll(/ {2,}/g, ' ');

test('설명서의 단축키 표는 프로그램의 단축키와 같다', () => {
  for (const { group, keys, label } of keymapLines()) {
    expect(manual).toContain(`| ${group} | ${keys.map((key) => `\`${key}\``).join(' ')} | ${label} |`);
  }
});

test('설명서에는 프로그램이 말하는 모든 문제의 문장과 할 일이 있다', () => {
  for (const sentence of Object.values(problems)) {
    const [, toDo = ''] = manual.split(`| ${sentence} |`);
    expect(toDo.split('|')[0]?.trim(), sentence).not.toBe('');
  }
});

test('설명서와 README의 그림이 모두 있고, 쓰지 않는 그림은 없다', () => {
  const readme = fs.readFileSync(path.resolve(docs, '../README.md'), 'utf8');
  const named = [...manual.matchAll(/\((pictures\/[^)]+)\)/g), ...readme.matchAll(/\(docs\/(pictures\/[^)]+)\)/g)].map(
    ([, file = '']) => file,
  );
  const there = fs
    .readdirSync(path.join(docs, 'pictures'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.png'))
    .map((file) => `pictures/${file.replaceAll('\\', '/')}`);
  expect([...new Set(named)].toSorted()).toEqual(there.toSorted());
});
