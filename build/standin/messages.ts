// Messages between the main process and one page's preload: the other half of world/preload.ts.
import { originOf } from './addresses.ts';
import type { Contents } from './contents.ts';
import { makeEvent, reason } from './events.ts';
import type { Host } from './host.ts';
import type { IpcEvent, SenderFrame } from './ipc.ts';
import { close as closeGate, decide } from './permissions.ts';
import { makeCodec } from './world/codec.ts';
import type { FromPreload, ToPreload } from './world/preload.ts';

/** The name of the preload's world, and of the function with which it speaks to us. No page can see either. */
export const WORLD = 'standin-preload';
export const BINDING = 'standinSend';

export interface Messages {
  /** Hears the page of that protocol session. */
  listen: (session: string) => void;
  send: (channel: string, args: unknown[]) => void;
}

/** A frame as a listener of ipcMain sees it. Only main frames have a preload. */
export function frameOf(contents: Contents, url: string): SenderFrame {
  return {
    url,
    origin: originOf(url),
    parent: null,
    frameToken: contents.targetId,
    name: '',
    routingId: 1,
    processId: 1,
  };
}

export function createMessages(host: Host, contents: Contents): Messages {
  const codec = makeCodec();
  /** Preload worlds alive now, by the number the protocol gives them; the last one is the present document's. */
  const worlds = new Map<number, string>();
  let current: string | undefined;

  const receive = (text: string, world: string): void => {
    contents
      .page('Runtime.callFunctionOn', {
        functionDeclaration: 'function (text) { standinReceive(text) }',
        arguments: [{ value: text }],
        uniqueContextId: world,
        silent: true,
      })
      .catch((error: unknown) => host.log('message', reason(error))); // the document has gone meanwhile
  };

  const eventFrom = (href: string): IpcEvent => ({
    type: 'frame',
    sender: contents,
    senderFrame: frameOf(contents, host.addresses.fromBrowser(href)),
    processId: 1,
    frameId: 1,
    ports: [],
    reply: (channel, ...args) => contents.send(channel, ...args),
  });

  const invoke = async ({ id, channel, args, href }: FromPreload & { t: 'invoke' }, world: string): Promise<void> => {
    const answer = (reply: ToPreload): void => receive(codec.stringify(reply), world);
    try {
      const handler = contents.ipc.handlerOf(channel) ?? host.ipcMain.handlerOf(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      answer({ t: 'reply', id, ok: true, value: await handler(eventFrom(href), ...args) });
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error);
      answer({ t: 'reply', id, ok: false, value: String(error) });
    }
  };

  const handle = async (message: FromPreload, world: string): Promise<void> => {
    switch (message.t) {
      case 'invoke':
        return invoke(message, world);
      case 'send': {
        const event = eventFrom(message.href);
        contents.emit('ipc-message', event, message.channel, ...message.args);
        contents.ipc.emit(message.channel, event, ...message.args);
        host.ipcMain.emit(message.channel, event, ...message.args);
        return undefined;
      }
      case 'accelerator':
        return host.accelerators.press(message.key, contents.window);
      case 'ask': {
        const details = typeof message.details === 'object' && message.details !== null ? message.details : {};
        const granted = await decide(host, contents, message.permission, details);
        return receive(codec.stringify({ t: 'answer', id: message.id, granted } satisfies ToPreload), world);
      }
      case 'asked':
        return closeGate(host, contents, message.permission);
      case 'focus':
      case 'blur':
        return contents.window.focused(message.t === 'focus');
      case 'title':
        return contents.retitle(message.title);
      case 'bounds':
        return contents.window.moved(message);
      case 'preload-error':
        console.error('Unable to load preload script:', contents.preferences.preload, message.error);
        return void contents.emit('preload-error', makeEvent(), contents.preferences.preload ?? '', message.error);
    }
  };

  return {
    listen: (session) => {
      const cdp = host.cdp();
      cdp.on(
        'Runtime.executionContextCreated',
        ({ context }) => {
          if (context.name !== WORLD || context.auxData?.frameId !== contents.targetId) return;
          current = context.uniqueId;
          worlds.set(context.id, context.uniqueId);
        },
        session,
      );
      cdp.on(
        'Runtime.executionContextDestroyed',
        ({ executionContextId, executionContextUniqueId }) => {
          worlds.delete(executionContextId);
          if (current === executionContextUniqueId) current = undefined;
        },
        session,
      );
      cdp.on(
        'Runtime.bindingCalled',
        ({ name, payload, executionContextId }) => {
          const world = worlds.get(executionContextId);
          if (name !== BINDING || world === undefined) return;
          handle(codec.parse(payload) as FromPreload, world).catch((error: unknown) => host.log('ipc', reason(error)));
        },
        session,
      );
    },
    send: (channel, args) => {
      // Encoded even when nobody listens: what cannot be cloned throws here, as in Electron.
      const text = codec.stringify({ t: 'message', channel, args } satisfies ToPreload);
      if (current !== undefined) receive(text, current);
    },
  };
}
