/** What every store of the hub must do: one suite, run over each database there is. */
import type { Place } from './place.test-helper.ts';
import { takeCases } from './takeCases.test-helper.ts';

export function conformance(fresh: () => Promise<Place>): void {
  takeCases(fresh);
}
