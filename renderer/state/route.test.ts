import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Route } from './route.ts';
import { go, goBack, goForward, replace, startPath } from './route.ts';

const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>({ name: 'today' }, { name: 'people' }, { name: 'consultations' }),
  fc.integer({ min: 1, max: 5 }).map((id): Route => ({ name: 'person', id })),
);

test('뒤로 갔다가 앞으로 오면 같은 자리이다', () => {
  fc.assert(
    fc.property(fc.array(routes, { minLength: 1, maxLength: 30 }), (steps) => {
      let path = startPath;
      for (const step of steps) path = go(path, step);
      const there = path.here;
      if (path.back.length === 0) return;
      expect(goForward(goBack(path)).here).toEqual(there);
    }),
  );
});

test('같은 자리로 또 가도 뒤로 갈 걸음이 늘지 않는다', () => {
  const once = go(startPath, { name: 'person', id: 3 });
  expect(go(once, { name: 'person', id: 3 }).back).toHaveLength(1);
  expect(go(once, { name: 'person', id: 4 }).back).toHaveLength(2);
});

test('접수를 마친 뒤 뒤로 가면 접수 화면이 아니라 목록으로 간다', () => {
  const list = go(startPath, { name: 'people' });
  const saved = replace(go(list, { name: 'personIntake' }), { name: 'person', id: 7 });
  expect(goBack(saved).here).toEqual({ name: 'people' });
});

test('걸음은 50개까지만 기억한다', () => {
  let path = startPath;
  for (let id = 1; id <= 80; id += 1) path = go(path, { name: 'person', id });
  expect(path.back).toHaveLength(50);
});
