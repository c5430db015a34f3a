/** What every store of the hub must do: one suite, run over each database there is. */
import { bodyCases } from './bodyCases.test-helper.ts';
import { checkCases } from './checkCases.test-helper.ts';
import { convergenceCases } from './convergence.test-helper.ts';
import { digestCases } from './digestCases.test-helper.ts';
import { hostileCases } from './hostileCases.test-helper.ts';
import type { Place } from './place.test-helper.ts';
import { registryCases } from './registryCases.test-helper.ts';
import { roomCases } from './roomCases.test-helper.ts';
import { takeCases } from './takeCases.test-helper.ts';
import { troubleCases } from './troubleCases.test-helper.ts';
import { wardenCases } from './wardenCases.test-helper.ts';

/** `zeros`: so many zero bytes, in the words of the database. */
export function conformance(fresh: () => Promise<Place>, zeros: (count: number) => string): void {
  takeCases(fresh);
  bodyCases(fresh);
  hostileCases(fresh);
  registryCases(fresh);
  wardenCases(fresh);
  roomCases(fresh);
  checkCases(fresh, zeros);
  digestCases(fresh);
  troubleCases(fresh);
  convergenceCases(fresh);
}
