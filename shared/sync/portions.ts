import { plainText } from './plainText.ts';
import type { Put } from './types.ts';

/** Bytes of JSON after which a command goes on in a next change set; a set may have 256 kB when sealed. */
const setBytes = 120_000;
/** What stands around a write in its set, at most. */
const around = 200;

/** Cuts the writes of one command, in their order, so that each change set stays within its limit. No set is empty. */
export function portions(puts: Iterable<Put>): Put[][] {
  const sets: Put[][] = [];
  let bytes = Infinity;
  for (const put of puts) {
    const more = plainText.encode(JSON.stringify(put)).length + around;
    if (bytes + more > setBytes) {
      sets.push([]);
      bytes = 0;
    }
    sets.at(-1)?.push(put);
    bytes += more;
  }
  return sets;
}
