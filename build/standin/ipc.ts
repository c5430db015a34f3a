// ipcMain, and the same for one webContents.
import type * as Electron from 'electron';
import { EventEmitter } from 'node:events';
import type { Contents } from './contents.ts';

export interface SenderFrame extends Pick<Electron.WebFrameMain, 'url' | 'origin' | 'parent' | 'frameToken' | 'name'> {
  routingId: number;
  processId: number;
}

/** The event a listener of ipcMain gets. */
export interface IpcEvent extends Pick<Electron.IpcMainInvokeEvent, 'type' | 'processId' | 'frameId'> {
  sender: Contents;
  senderFrame: SenderFrame;
  ports: never[];
  reply: (channel: string, ...args: unknown[]) => void;
}

export type Handler = (event: IpcEvent, ...args: unknown[]) => unknown;

/** One answer per channel (`handle`), any number of listeners (`on`). */
export class Ipc extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.#handlers.delete(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  handlerOf(channel: string): Handler | undefined {
    return this.#handlers.get(channel);
  }
}
