import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSignature } from '../../shared/model/consent.ts';
import { signaturePath, signatureStrokes } from './signature.ts';

test('획마다 시작점과 선으로 적고, 같은 점은 한 번만 적는다', () => {
  const strokes = [
    {
      points: [
        { x: 1.4, y: 2.6 },
        { x: 1.2, y: 3.1 },
        { x: 9, y: 9 },
      ],
    },
    { points: [{ x: 700, y: -5 }] },
  ];
  expect(signaturePath(strokes)).toBe('M1 3 L9 9 M600 0');
  expect(signaturePath([])).toBe('');
  expect(signaturePath([{ points: [] }])).toBe('');
});

test('그린 것은 무엇이든 서명의 꼴이다', () => {
  const point = fc.record({
    x: fc.double({ min: -50, max: 700, noNaN: true }),
    y: fc.double({ min: -50, max: 700, noNaN: true }),
  });
  const strokes = fc.array(fc.record({ points: fc.array(point, { minLength: 1, maxLength: 20 }) }), {
    minLength: 1,
    maxLength: 10,
  });
  fc.assert(
    fc.property(strokes, (drawn) => {
      const path = signaturePath(drawn);
      expect(isSignature(path)).toBe(true);
      // Drawn again from its path, it is the same.
      expect(signaturePath(signatureStrokes(path).map((points) => ({ points })))).toBe(path);
    }),
  );
  expect(signatureStrokes('')).toEqual([]);
});
