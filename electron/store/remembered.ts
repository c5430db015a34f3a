import { hash } from 'node:crypto';
import { refuse } from '../../shared/model/problem.ts';
import type { Engine } from './store.ts';
import type { Outcome, Question } from './wire.ts';

/** Answers to commands are remembered this long, so that a repeated call is harmless. */
const rememberedFor = 30 * 24 * 3600 * 1000;

type Command = Extract<Question, { ask: 'call' }>;

interface Remembered {
  /** What was asked; absent in what programs before this field wrote. */
  readonly asked?: string;
  readonly value: unknown;
}

/** The call, who made it and all that was typed, as a digest. */
function digest({ name, actor, input }: Command): string {
  return hash('sha256', JSON.stringify([name, actor.userId, input]));
}

/**
 * The answer that this very command was given before, or null when its id is new. Refuses with `badRequest` an id that
 * comes again with another call, another user or another input: the earlier answer would make them believe it was saved.
 */
export function answerBefore(engine: Engine, command: Command): Outcome | null {
  if (command.commandId === undefined) return null;
  const answer = engine.sql('SELECT answer FROM command WHERE id = ?').pluck().get(command.commandId);
  if (typeof answer !== 'string') return null;
  const before = JSON.parse(answer) as Remembered | { readonly asked?: undefined };
  if (before.asked === undefined) return { value: before };
  if (before.asked !== digest(command)) refuse('badRequest');
  return { value: before.value };
}

/** Remembers a command's answer; call inside its transaction. */
export function rememberAnswer(engine: Engine, command: Command, value: unknown): void {
  if (command.commandId === undefined) return;
  const { commandId, now } = command;
  const answer: Remembered = { asked: digest(command), value };
  engine.sql('DELETE FROM command WHERE at < ?').run(now - rememberedFor);
  engine.sql('INSERT INTO command (id, answer, at) VALUES (?, ?, ?)').run(commandId, JSON.stringify(answer), now);
}
