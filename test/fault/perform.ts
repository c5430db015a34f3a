import { contract } from '../../shared/contract/index.ts';
import type { LogEntry } from '../../shared/contract/define.ts';
import type { Input, Output, WriteCall } from '../../shared/contract/index.ts';
import type { Actor } from '../../shared/model/role.ts';
import { writes } from '../../electron/desk/index.ts';
import type { Engine } from '../../electron/store/store.ts';

/** Who gives a command, when (ms UTC), and the id under which its answer is remembered. */
export interface Given {
  readonly actor: Actor;
  readonly now: number;
  readonly commandId: string;
}

/**
 * Performs a command of the contract on an open store as its writer does (electron/worker.ts): records, change set,
 * access-log line and remembered answer in one transaction.
 *
 * @throws Refusal as the use case does.
 */
export function perform<N extends WriteCall>(
  engine: Engine,
  { actor, now, commandId }: Given,
  name: N,
  input: Input<N>,
): Output<N> {
  const { logs } = contract[name] as { logs: 'nothing' | ((i: unknown, o: unknown) => LogEntry | null) };
  return engine.transact(
    actor,
    now,
    (store) => writes[name](store, actor, input),
    (value) => {
      const entry = logs === 'nothing' ? null : logs(input, value);
      if (entry) engine.log(actor.userId, now, entry);
      engine.sql('INSERT INTO command (id, answer, at) VALUES (?, ?, ?)').run(commandId, JSON.stringify(value), now);
    },
  ).value;
}
