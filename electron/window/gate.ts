import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { ipcMain } from 'electron';
import type { Answer, CallName, Input, Output, ReadCall, WindowCall, WriteCall } from '../../shared/contract/index.ts';
import { contract } from '../../shared/contract/index.ts';
import { linesOf } from '../../shared/contract/define.ts';
import type { Logged } from '../../shared/contract/define.ts';
import { Refusal, refuse } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { problemOf } from '../store/trouble.ts';
import type { From } from './from.ts';
import { answeredWhileLeaving } from './lease/leaving.ts';
import type { Sessions } from './session/session.ts';

/** A call that main answers itself. `window` is the id of the asking window's contents. */
export type WindowHandlers = {
  readonly [N in WindowCall]: (input: Input<N>, from: From) => Promise<Output<N>> | Output<N>;
};

export interface GateOptions {
  readonly sessions: Pick<Sessions, 'actor' | 'leaver' | 'store'>;
  readonly handlers: WindowHandlers;
  /** Whether these contents are one of our windows. */
  readonly knows: (contents: WebContents) => boolean;
  /** The origin our pages are served from. */
  readonly origin: string;
  readonly now: () => number;
  readonly trouble: (cause: string) => void;
  /** Checks answers against the contract too (development). */
  readonly checkAnswers: boolean;
}

/** The one channel between page and main. */
const channel = 'desk:call';

/**
 * The gate: every call of every page passes here. Sender, contract, input, session and role are checked in this
 * order; what must be logged of a read is on disk before its answer is released.
 */
export function openGate(options: GateOptions): void {
  ipcMain.handle(
    channel,
    async (event, name: unknown, input: unknown, commandId: unknown): Promise<Answer<unknown>> => {
      try {
        return { ok: true, value: await pass(options, event, name, input, commandId) };
      } catch (error) {
        if (!(error instanceof Refusal))
          options.trouble(error instanceof Error ? (error.stack ?? error.message) : String(error));
        return { ok: false, problem: problemOf(error) };
      }
    },
  );
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(contract, name);
}

const commandIdForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function pass(
  options: GateOptions,
  event: IpcMainInvokeEvent,
  name: unknown,
  input: unknown,
  commandId: unknown,
): Promise<unknown> {
  const { sessions, knows, origin, now } = options;
  const frame = event.senderFrame;
  if (!knows(event.sender) || !frame || frame.parent || !frame.url.startsWith(`${origin}/`)) refuse('notAllowed');
  if (!isCallName(name)) refuse('unknownCall');
  const spec = contract[name];
  const parsed = spec.input.safeParse(input);
  if (!parsed.success) refuse('badRequest');
  if (commandId !== undefined && !(typeof commandId === 'string' && commandIdForm.test(commandId)))
    refuse('badRequest');

  const window = event.sender.id;
  const leaver = sessions.leaver(window);
  if (leaver && spec.roles !== 'anyone' && !answeredWhileLeaving.has(name)) refuse('laptopLeaving');
  const actor = (spec.roles === 'anyone' ? undefined : leaver) ?? sessions.actor(window);
  if (spec.roles !== 'anyone') {
    if (!actor) refuse('notSignedIn');
    if (!spec.roles.includes(actor.role)) refuse('notAllowed');
  }
  const value = await run(options, { name, input: parsed.data, commandId, window, sender: event.sender, actor });
  if (options.checkAnswers) {
    const checked = spec.output.safeParse(value);
    if (!checked.success) throw new Error(`${name} gave an answer against its contract: ${checked.error.message}`);
  }
  // What a write leaves is in its own transaction.
  if (spec.room !== 'write' && spec.logs !== 'nothing' && actor) {
    const logs = spec.logs as (input: unknown, output: unknown) => Logged;
    const lines = linesOf(logs(parsed.data, value)).filter(({ ids, count }) => ids.length > 0 || count);
    for (const entry of lines) await (await sessions.store()).log({ userId: actor.userId, now: now(), entry });
  }
  // What was read for one person is not for the login screen, nor for the next person at it.
  if (spec.room === 'read' && !isSame(sessions.actor(window), actor)) refuse('notSignedIn');
  return value;
}

/** The same person in the same role: a role that was taken away in between may not have seen it. */
function isSame(now: Actor | undefined, then: Actor | undefined): boolean {
  return now?.userId === then?.userId && now?.role === then?.role;
}

interface Passed extends From {
  readonly name: CallName;
  readonly input: unknown;
  readonly commandId: string | undefined;
}

async function run({ sessions, handlers, now }: GateOptions, passed: Passed): Promise<unknown> {
  const { name, input, commandId, window, sender, actor } = passed;
  switch (contract[name].room) {
    case 'window': {
      const handler = handlers[name as WindowCall] as (input: unknown, from: From) => unknown;
      return await handler(input, { window, sender, actor });
    }
    case 'read':
      if (!actor) return refuse('notSignedIn');
      return await (await sessions.store()).read(name as ReadCall, input, actor, now());
    case 'write':
      if (!actor) return refuse('notSignedIn');
      return await (await sessions.store()).write(name as WriteCall, input, actor, now(), commandId);
  }
}
