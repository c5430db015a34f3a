import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { collect } from './collect.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const node = path.join(root, 'node_modules', '.bin', 'node');

it('그릇에 담은 것만으로 허브가 켜지고, 초대와 검사가 된다', () => {
  const out = mkdtempSync(path.join(tmpdir(), 'hub-image-'));
  try {
    collect(root, out);
    const run = (...args: string[]): string =>
      execFileSync(node, ['hub/main.ts', ...args], {
        cwd: out,
        encoding: 'utf8',
        env: { HUB_DATA: path.join(out, 'data'), HUB_ADDRESS: 'hub.example' },
      });
    expect(run('invite')).toContain('hub.example:4747');
    expect(run('check')).toContain('0건');
    const names = readdirSync(path.join(out, 'node_modules'));
    for (const desk of ['electron', 'react', 'vite', 'vitest']) expect(names).not.toContain(desk);
    expect(existsSync(path.join(out, 'electron'))).toBe(false);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

it('설치 파일은 허브가 읽는 설정만 말한다', () => {
  const config = readFileSync(path.join(root, 'hub', 'config.ts'), 'utf8');
  const known = new Set([...config.matchAll(/env\['(\w+)'\]/g)].map((match) => match[1]));
  for (const name of ['ppuri-hub.service', 'ppuri-hub.env', 'Dockerfile', 'compose.yaml']) {
    const text = readFileSync(path.join(import.meta.dirname, name), 'utf8');
    const named = [...text.matchAll(/\b(HUB_[A-Z_]+|DATABASE_URL)\b/g)].map((match) => match[1]);
    expect(named.length, name).toBeGreaterThan(0);
    for (const setting of named) expect(known.has(setting), `${name}: ${setting}`).toBe(true);
  }
});
