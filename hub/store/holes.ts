/** Parts whose body never came. */
import type { PartRef } from '../../shared/sync/storage.ts';
import { unpackBodies } from './bodies.ts';
import { dotOf, numbersOf, streamEnds, type SetRow } from './logRows.ts';
import { ask, type Script } from './script.ts';

export function* holes(limit: number): Script<readonly PartRef[]> {
  const numbers = numbersOf(yield* streamEnds());
  const rows = yield* ask<Pick<SetRow, 'at' | 'bodies'>>(
    'SELECT at, bodies FROM change_set WHERE holes > 0 ORDER BY at LIMIT $1',
    limit,
  );
  const refs = rows.flatMap(({ at, bodies }) =>
    unpackBodies(bodies).flatMap((body, index) => (body === 'absent' ? [{ ...dotOf(at, numbers), index }] : [])),
  );
  return refs.slice(0, limit);
}
