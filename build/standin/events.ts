// Events a listener can stop, as Electron gives them.
import type * as Electron from 'electron';
import type { EventEmitter } from 'node:events';

export type StoppableEvent = Electron.Event & { defaultPrevented: boolean };

export function makeEvent(): StoppableEvent {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

/** Emits a stoppable event; false when a listener stopped it. */
export function goesOn(emitter: EventEmitter, name: string, ...args: unknown[]): boolean {
  const event = makeEvent();
  emitter.emit(name, event, ...args);
  return !event.defaultPrevented;
}

/** What a caught value says, for messages. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
