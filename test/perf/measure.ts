/** One measured figure. */
interface Figure {
  readonly value: number;
  readonly unit: string;
}
export type Figures = Record<string, Figure>;

/** A group of figures measured together, in one run, so that ratios compare like with like. */
export interface Group {
  readonly name: string;
  readonly run: () => Promise<Figures>;
}

/** The value below which the share `at` (0–1) of the samples lies; the samples need no order. */
export function quantile(samples: readonly number[], at: number): number {
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** Milliseconds that `run` took, and what it gave. */
export async function timed<T>(run: () => T | Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now();
  const value = await run();
  return { ms: performance.now() - start, value };
}
