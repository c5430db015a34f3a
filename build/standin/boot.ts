// What was asked on the command line: Electron's own, `[-r module]… [--switch[=value]]… <app> [arguments]`.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

interface Manifest {
  name: string;
  productName?: string | undefined;
  version: string;
  main: string;
}

export interface CommandLine {
  argv: string[];
  requires: string[];
  switches: Map<string, string>;
  inspectPort?: number | undefined;
  remotePort?: number | undefined;
  target?: string | undefined;
}

export interface Boot extends CommandLine {
  executable: string;
  appPath: string;
  entry: string;
  manifest: Manifest;
  resourcesPath: string;
  headless: boolean;
}

/** Reads Electron's command line. Everything that starts with `--` is also kept as a switch. */
export function readCommandLine(argv: string[]): CommandLine {
  const line: CommandLine = { argv, requires: [], switches: new Map() };
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (word === '-r' || word === '--require') {
      i++;
      const module = argv[i];
      if (module !== undefined) line.requires.push(module);
    } else if (word.startsWith('--')) {
      const at = word.indexOf('=');
      const name = word.slice(2, at < 0 ? undefined : at);
      const value = at < 0 ? '' : word.slice(at + 1);
      line.switches.set(name, value);
      if (name === 'inspect') line.inspectPort = value === '' ? 9229 : Number(value.split(':').pop());
      if (name === 'remote-debugging-port') line.remotePort = Number(value);
    } else line.target ??= word;
  }
  return line;
}

/** Finds the app behind the command line: a folder, a file inside one, or an app.asar (which is unpacked). */
export async function locate(line: CommandLine, executable: string): Promise<Boot> {
  if (line.target === undefined) throw new Error('사용법: electron <앱 폴더 | 시작 파일 | app.asar> [인자]');
  let target = path.resolve(line.target);
  if (!fs.existsSync(target)) throw new Error(`앱을 찾을 수 없습니다: ${target}`);
  let resourcesPath: string | undefined;
  if (target.endsWith('.asar') && fs.statSync(target).isFile()) {
    resourcesPath = path.dirname(target);
    target = await unpack(target);
  }
  const isFolder = fs.statSync(target).isDirectory();
  const appPath = isFolder ? target : packageFolder(target);
  const manifest = readManifest(appPath);
  return {
    ...line,
    executable,
    appPath,
    manifest,
    entry: isFolder ? path.resolve(appPath, manifest.main) : target,
    resourcesPath: resourcesPath ?? path.join(appPath, 'resources'),
    headless: process.env['STANDIN_HEADLESS'] === '1' || line.switches.has('headless'),
  };
}

function packageFolder(file: string): string {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'package.json')) || folder === path.dirname(folder)) return folder;
  }
}

function readManifest(folder: string): Manifest {
  const file = path.join(folder, 'package.json');
  const json: unknown = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
  const read = (key: string): string | undefined => {
    const value: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, key) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return {
    name: read('name') ?? path.basename(folder),
    productName: read('productName'),
    version: read('version') ?? '0.0.0',
    main: read('main') ?? 'index.js',
  };
}

/** Node cannot read inside an asar, so it is unpacked to a temporary folder; folders of dead processes are swept. */
async function unpack(archive: string): Promise<string> {
  const prefix = 'standin-asar-';
  for (const name of fs.readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    if (!isAlive(Number(name.slice(prefix.length).split('-')[0]))) removeFolder(path.join(os.tmpdir(), name));
  }
  const mark = createHash('sha256').update(archive).digest('hex').slice(0, 8);
  const folder = path.join(os.tmpdir(), `${prefix}${process.pid}-${mark}`);
  const { extractAll } = await import('@electron/asar');
  extractAll(archive, folder);
  process.on('exit', () => removeFolder(folder));
  return folder;
}

function removeFolder(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true });
}

/** Whether a process of that id runs now. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
