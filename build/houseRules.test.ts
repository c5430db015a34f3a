import { describe, expect, test } from 'vitest';
import { breaches } from './houseRules.ts';

const rules = (file: string, text: string): string[] => breaches([{ file, text }]).map(({ rule }) => rule);

describe('집의 규칙', () => {
  test('renderer가 electron이나 저장소를 가져오면 찾아낸다', () => {
    expect(rules('renderer/a.ts', `import { app } from 'electron';`)).toHaveLength(1);
    expect(rules('renderer/a.ts', `import {\n  connect,\n} from '../electron/store/connection.ts';`)).toHaveLength(1);
    expect(rules('renderer/a.ts', `import { z } from '../shared/zod.ts';`)).toEqual([]);
  });

  test('store가 위층인 desk를 가져오면 찾아내고 desk가 store를 가져오는 것은 둔다', () => {
    expect(rules('electron/store/a.ts', `import { find } from '../desk/search.ts';`)).toHaveLength(1);
    expect(rules('electron/desk/a.ts', `import { Engine } from '../store/store.ts';`)).toEqual([]);
  });

  test('shared가 Node를 가져오면 찾아낸다', () => {
    expect(rules('shared/a.ts', `import { readFileSync } from 'node:fs';`)).toHaveLength(1);
  });

  test('순환을 찾아내고 형만 가져오는 것은 순환으로 보지 않는다', () => {
    const a = { file: 'shared/a.ts', text: `import { b } from './b.ts';` };
    const b = { file: 'shared/b.ts', text: `import { a } from './a.ts';` };
    expect(breaches([a, b]).map(({ rule }) => rule)).toEqual(['순환: shared/a.ts → shared/b.ts → shared/a.ts']);
    expect(breaches([a, { ...b, text: `import type { a } from './a.ts';` }])).toEqual([]);
  });

  test('건너뛴 시험, 끈 검사, 속인 형, 미뤄 둔 일, 너무 긴 파일을 찾아낸다', () => {
    expect(rules('test/a.ts', ['test.', 'skip("x")'].join(''))).toHaveLength(1);
    expect(rules('build/a.ts', ['// @ts-', 'ignore'].join(''))).toHaveLength(1);
    expect(rules('build/a.ts', ['x as ', 'any'].join(''))).toHaveLength(1);
    expect(rules('build/a.ts', ['// TO', 'DO'].join(''))).toHaveLength(1);
    expect(rules('build/a.ts', 'x\n'.repeat(500))).toHaveLength(1);
  });
});
