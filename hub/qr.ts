import { encode } from 'uqr';

/**
 * A QR code for a terminal, two modules a letter. `colours`: black on white by escape codes, so that it is right on every
 * background; without them light modules are drawn, as for a dark background.
 */
export function qrText(text: string, colours: boolean): string {
  const { data } = encode(text, { border: 2, ecc: 'L' });
  const lines: string[] = [];
  for (let y = 0; y < data.length; y += 2) {
    const upper = data[y] ?? [];
    const lower = data[y + 1] ?? [];
    const line = upper.map((isDark, x) => {
      const above = isDark ? colours : !colours;
      const below = lower[x] ? colours : !colours;
      return above ? (below ? '█' : '▀') : below ? '▄' : ' ';
    });
    lines.push(colours ? `\u001b[30;107m${line.join('')}\u001b[0m` : line.join(''));
  }
  return lines.join('\n');
}
