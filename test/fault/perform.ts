import type { Input, Output, WriteCall } from '../../shared/contract/index.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { Engine } from '../../electron/store/store.ts';
import { runWrite } from '../../electron/writeCall.ts';

/** Who gives a command, when (ms UTC), and the id under which its answer is remembered. */
export interface Given {
  readonly actor: Actor;
  readonly now: number;
  readonly commandId: string;
}

/** Performs a command on an open store with the very lines that the product's writer runs. */
export function perform<N extends WriteCall>(engine: Engine, given: Given, name: N, input: Input<N>): Output<N> {
  return runWrite(engine, { ask: 'call', name, input, ...given }).value as Output<N>;
}
