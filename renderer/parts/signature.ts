/** The box in which a signature is drawn, in CSS pixels; its path is told in the same. */
export const signatureBox = { width: 600, height: 180 };

interface Point {
  readonly x: number;
  readonly y: number;
}

const inside = (n: number, most: number): number => Math.min(most, Math.max(0, Math.round(n)));

/** Strokes as the path of an SVG, in whole pixels of the box; empty when nothing was drawn. */
export function signaturePath(strokes: readonly { readonly points: readonly Point[] }[]): string {
  return strokes
    .map(({ points }) =>
      points
        .map(({ x, y }) => `${inside(x, signatureBox.width)} ${inside(y, signatureBox.height)}`)
        // A pen that rests says the same point again and again.
        .filter((point, index, all) => point !== all[index - 1])
        .map((point, index) => `${index === 0 ? 'M' : 'L'}${point}`)
        .join(' '),
    )
    .filter((stroke) => stroke !== '')
    .join(' ');
}

/** The strokes of a path that `signaturePath` made. */
export function signatureStrokes(path: string): Point[][] {
  return path
    .split('M')
    .map((stroke) => [...stroke.matchAll(/(\d+) (\d+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) })))
    .filter((points) => points.length > 0);
}
