import { contextBridge, ipcRenderer } from 'electron';
import type { Answer, DeskBridge, DeskEvents } from '../shared/contract/index.ts';

// The bridge, nothing else: one generic call and the events of main. What may be called is decided in main, by the
// contract; nothing here can be widened from the page.
const events: readonly (keyof DeskEvents)[] = ['changed', 'progress', 'clock', 'session', 'backup', 'sync'];

const bridge: DeskBridge = {
  call: (name, input, commandId) => ipcRenderer.invoke('desk:call', name, input, commandId) as Promise<Answer<unknown>>,
  on: (event, listener) => {
    if (!events.includes(event)) throw new Error('알 수 없는 이벤트입니다.');
    const hear = (_event: unknown, ...payload: Parameters<typeof listener>): void => listener(...payload);
    ipcRenderer.on(`desk:${event}`, hear);
    return () => {
      ipcRenderer.off(`desk:${event}`, hear);
    };
  },
};

contextBridge.exposeInMainWorld('desk', bridge);
