/** What a person at the hub must look at, each kept once. */
import type { Alarm } from './hubStore.ts';
import { ask, type Script } from './script.ts';

export function* raise(
  alarm: Pick<Alarm, 'kind' | 'device' | 'seq' | 'rows' | 'by'> & { readonly at: number },
): Script<void> {
  yield* ask(
    `INSERT INTO alarm (kind, device, seq, how_many, told_by, first_at, last_at, times) VALUES ($1, $2, $3, $4, $5, $6, $6, 1)
     ON CONFLICT (kind, device, seq) DO UPDATE SET last_at = excluded.last_at, times = alarm.times + 1`,
    alarm.kind,
    alarm.device,
    alarm.seq,
    alarm.rows,
    alarm.by,
    alarm.at,
  );
}

export function* alarms(): Script<readonly Alarm[]> {
  return yield* ask<Alarm>(
    `SELECT id, kind, device, seq, how_many AS rows, told_by AS "by", first_at AS "firstAt", last_at AS "lastAt", times,
       settled_at AS "settledAt" FROM alarm ORDER BY id`,
  );
}

/** Agreeing to a stream's erasures up to a number agrees to those before it. */
export function* settle(alarm: number, at: number): Script<boolean> {
  const [settled] = yield* ask<{ kind: Alarm['kind']; device: string; seq: number }>(
    'UPDATE alarm SET settled_at = $2 WHERE id = $1 AND settled_at IS NULL RETURNING kind, device, seq',
    alarm,
    at,
  );
  if (settled?.kind === 'erasure')
    yield* ask(
      "UPDATE alarm SET settled_at = $3 WHERE kind = 'erasure' AND device = $1 AND seq < $2 AND settled_at IS NULL",
      settled.device,
      settled.seq,
      at,
    );
  return settled !== undefined;
}
