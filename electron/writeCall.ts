import { linesOf } from '../shared/contract/define.ts';
import type { Logged } from '../shared/contract/define.ts';
import { contract } from '../shared/contract/index.ts';
import type { WriteCall } from '../shared/contract/index.ts';
import { writes } from './desk/index.ts';
import { answerBefore, rememberAnswer } from './store/remembered.ts';
import type { Engine } from './store/store.ts';
import type { Outcome, Question } from './store/wire.ts';

/**
 * Runs a command of the contract in the writer: records, change set, access-log line and remembered answer in one
 * transaction. A command id that was answered before gets its earlier answer; see `answerBefore` for what is refused.
 *
 * @throws Refusal as the use case does.
 */
export function runWrite(engine: Engine, question: Extract<Question, { ask: 'call' }>): Outcome {
  const before = answerBefore(engine, question);
  if (before) return before;
  const { name, input, actor, now } = question;
  const handler = writes[name as WriteCall] as (typeof writes)[WriteCall] & ((...args: unknown[]) => unknown);
  const { logs } = contract[name as WriteCall] as {
    logs: 'nothing' | ((i: unknown, o: unknown) => Logged);
  };
  return engine.transact(
    actor,
    now,
    (store) => handler(store, actor, input),
    (value) => {
      for (const entry of logs === 'nothing' ? [] : linesOf(logs(input, value))) engine.log(actor.userId, now, entry);
      rememberAnswer(engine, question, value);
    },
  );
}
