import { z } from '../../shared/zod.ts';
import { refuse } from '../../shared/model/problem.ts';
import type { Vector } from '../../shared/sync/types.ts';

const pairs = z.array(z.tuple([z.string(), z.int().positive()])).max(500);

/** A version vector as it travels with a form. */
export function showSeen(vector: Vector): string {
  return JSON.stringify([...vector]);
}

/** The vector that came back with a form; refuses with `badRequest` what `showSeen` did not make. */
export function readSeen(text: string): Vector {
  try {
    return new Map(pairs.parse(JSON.parse(text)));
  } catch {
    return refuse('badRequest');
  }
}
