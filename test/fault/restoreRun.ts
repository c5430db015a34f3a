/**
 * A program that makes a backup or restores one until it is killed: what main does, without windows. With `--stop N` it
 * kills itself with SIGKILL at the N-th step of the swap, so that every place between two renames is met.
 *
 *   node restoreRun.ts --profile P --deed backup|restore --loginId L --password W [--stop N]
 */
import { parseArgs } from 'node:util';
import { writeSync } from 'node:fs';
import type { WebContents } from 'electron';
import { StoreDesk } from '../../electron/store/desk.ts';
import type { StoreLock } from '../../electron/store/connection.ts';
import { dataFolder } from '../../electron/window/dataFolder.ts';
import { openLogAnchor } from '../../electron/window/logAnchor.ts';
import { Sessions } from '../../electron/window/session/session.ts';
import { bareBackups, bareStore } from './bareBackups.ts';

const { values } = parseArgs({
  options: {
    profile: { type: 'string', default: '' },
    deed: { type: 'string', default: '' },
    loginId: { type: 'string', default: '' },
    password: { type: 'string', default: '' },
    stop: { type: 'string', default: '0' },
  },
});
const folder = dataFolder(values.profile);
const now = (): number => Date.now();
const open = (file: string, lock: StoreLock): Promise<StoreDesk> =>
  StoreDesk.open({
    ...bareStore,
    file,
    lock,
    now,
    anchor: openLogAnchor({ file: folder.logAnchor, key: lock.logKey, now, trouble: () => undefined }),
  });
const sessions = new Sessions({ folder, now, open, pause: () => Promise.resolve() });
const stop = Number(values.stop);
let steps = 0;
const backups = bareBackups({
  sessions,
  folder,
  now,
  reached: (step) => {
    steps += 1;
    writeSync(1, `${step}\n`);
    if (steps === stop) process.kill(process.pid, 'SIGKILL');
  },
});

const window = 1;
const login = { loginId: values.loginId, password: values.password };
// As main begins: what an earlier run left is finished or cleared before anything is opened.
sessions.state(window);
backups.start();
await sessions.signIn(window, login);
const from = { window, sender: {} as WebContents, actor: sessions.actor(window) };
writeSync(1, 'ready\n');
if (values.deed === 'backup' && from.actor) for (;;) await backups.now(from.actor);
const { backups: found } = await backups.list(from);
await backups.restore({ handle: found.at(-1)?.handle ?? '', by: login }, from);
writeSync(1, 'over\n');
await sessions.close();
