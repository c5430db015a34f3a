// The single-instance lock: a file that names its process, and messages of later starts dropped beside it.
import fs from 'node:fs';
import path from 'node:path';
import { isAlive } from './boot.ts';

const LOCK = 'standin.lock';
const MESSAGE = 'standin.second.';

export interface SecondStart {
  argv: string[];
  cwd: string;
  data: unknown;
}

export interface Lock {
  /** True when this process has the lock; else the holder is told of this start. */
  request: (data: unknown) => boolean;
  has: () => boolean;
  release: () => void;
}

export function createLock(folder: () => string, onSecond: (start: SecondStart) => void): Lock {
  let watcher: fs.FSWatcher | null = null;
  let held: string | null = null;

  const read = (name: string): void => {
    const file = path.join(folder(), name);
    try {
      const start = JSON.parse(fs.readFileSync(file, 'utf8')) as SecondStart;
      fs.rmSync(file);
      onSecond(start);
    } catch {
      // The watcher tells of a file more than once; the second time it has gone.
    }
  };

  return {
    request: (data) => {
      if (held !== null) return true;
      fs.mkdirSync(folder(), { recursive: true });
      const file = path.join(folder(), LOCK);
      if (!take(file)) {
        if (isHeld(file)) {
          const name = path.join(folder(), `${MESSAGE}${process.pid}`);
          fs.writeFileSync(`${name}.part`, JSON.stringify({ argv: process.argv, cwd: process.cwd(), data }));
          fs.renameSync(`${name}.part`, `${name}.json`);
          return false;
        }
        fs.rmSync(file, { force: true }); // of a process that was killed
        if (!take(file)) return false;
      }
      held = file;
      watcher = fs.watch(folder(), (_event, name) => {
        if (name?.startsWith(MESSAGE) === true && name.endsWith('.json')) read(name);
      });
      watcher.unref();
      return true;
    },
    has: () => held !== null,
    release: () => {
      watcher?.close();
      if (held !== null) fs.rmSync(held, { force: true });
      held = null;
    },
  };
}

function take(file: string): boolean {
  const mine = `${file}.${process.pid}`;
  fs.writeFileSync(mine, String(process.pid));
  try {
    fs.linkSync(mine, file); // fails when the file is there: two starts at once cannot both have it
    return true;
  } catch {
    return false;
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

/** Whether a living stand-in holds the lock; a process id may meanwhile belong to something else. */
function isHeld(file: string): boolean {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'));
    if (!isAlive(pid)) return false;
    const commandLine = `/proc/${pid}/cmdline`;
    return !fs.existsSync(commandLine) || fs.readFileSync(commandLine, 'utf8').includes('standin');
  } catch {
    return false;
  }
}
