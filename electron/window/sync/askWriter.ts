import type { Actor } from '../../../shared/model/role.ts';
import type { StoreDesk } from '../../store/desk.ts';
import type { Ask, JobMap } from '../../sync/port.ts';

/**
 * The jobs of one list as main asks them of the store's writer, each typed by its name: what the loops of `electron/sync`
 * are given, who know of no store. `actor`: on whose behalf. Rejects with a Refusal, also when the store closes meanwhile.
 */
export function askWriter<M extends JobMap<M>>(store: Pick<StoreDesk, 'job'>, actor: Actor, now: () => number): Ask<M> {
  return async (name, input) => await store.job('writer', name, input, actor, now());
}
