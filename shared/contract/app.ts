import { z } from '../zod.ts';
import { defineCall } from './define.ts';
import { nothing } from './common.ts';

/** How this person wants the screen: kept per laptop, not synced. `text` is percent. */
export const look = z.object({
  theme: z.enum(['light', 'contrast']),
  text: z.union([z.literal(100), z.literal(125), z.literal(150), z.literal(200)]),
});
export type Look = z.output<typeof look>;

export const aboutApp = z.object({
  version: z.string(),
  /** True where the app runs on the stand-in instead of Electron: the frame then says so. */
  standIn: z.boolean(),
  /** True in the demo centre: the frame then says that nobody in it is real. */
  demo: z.boolean(),
  dataFolder: z.string(),
  licences: z.string(),
});

export const appCalls = {
  'app.about': defineCall({ room: 'window', roles: 'anyone', input: nothing, output: aboutApp, logs: 'nothing' }),
  /** The sentence about a clock that cannot be right, '' when it can; later changes come as `clock` events. */
  'app.clock': defineCall({
    room: 'window',
    roles: 'anyone',
    input: nothing,
    output: z.object({ message: z.string() }),
    logs: 'nothing',
  }),
  'app.look': defineCall({ room: 'window', roles: 'anyone', input: nothing, output: look, logs: 'nothing' }),
  'app.setLook': defineCall({ room: 'window', roles: 'anyone', input: look, output: look, logs: 'nothing' }),
} as const;
