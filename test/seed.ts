import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';

/**
 * Property tests draw their values from the tree that is committed: the same commit draws the same everywhere, so a
 * check that was green stays green, and the next commit draws anew. `FC_SEED=number` repeats a run; with changes that
 * are not committed, or without git, the draw is free.
 */
function seed(): number | undefined {
  const given = process.env['FC_SEED'];
  if (given !== undefined) return Number(given);
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    if (git('status', '--porcelain') !== '') return undefined;
    return Number.parseInt(git('rev-parse', 'HEAD^{tree}').slice(0, 7), 16);
  } catch {
    return undefined;
  }
}

const drawn = seed();
if (drawn !== undefined) fc.configureGlobal({ seed: drawn });
