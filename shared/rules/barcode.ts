/**
 * Code 128 (ISO/IEC 15417) in code set C: two digits a symbol, the narrowest bars that office printers and phone cameras
 * read alike. Widths are in modules; the caller says how wide a module is on paper.
 */

/** The six widths bar, space, bar … of each symbol value; the stop has seven. */
export const code128Patterns: readonly string[] = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ');

const startC = 105;
const stop = 106;
const modulus = 103;

/** Blank modules that a reader needs on either side. */
export const quietZone = 10;

/**
 * The widths of bars and spaces in turn, a bar first, of an even number of digits. An error for anything else: codes are
 * made by `paperCode`, which gives nothing else.
 */
export function code128Widths(digits: string): readonly number[] {
  if (!/^(?:\d{2})+$/u.test(digits)) throw new Error('Code 128 C carries pairs of digits');
  const pairs = (digits.match(/\d{2}/gu) ?? []).map(Number);
  const check = pairs.reduce((sum, pair, index) => sum + pair * (index + 1), startC) % modulus;
  return [startC, ...pairs, check, stop].flatMap((value) => [...(code128Patterns[value] ?? '')].map(Number));
}

/** A barcode ready to be drawn: the path of all its bars in a box of `width` × `height` modules, quiet zones included. */
export interface DrawnBarcode {
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

/** Draws the bars of `digits` as the path of an SVG. */
export function drawBarcode(digits: string, height: number): DrawnBarcode {
  let at = quietZone;
  const bars: string[] = [];
  for (const [index, width] of code128Widths(digits).entries()) {
    if (index % 2 === 0) bars.push(`M${at} 0h${width}v${height}h-${width}z`);
    at += width;
  }
  return { path: bars.join(''), width: at + quietZone, height };
}
