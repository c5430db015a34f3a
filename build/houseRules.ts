import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One breach of the rules of the house. */
export interface Breach {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
}

/** A file as the rules see it: a path with forward slashes from the project's root, and its text. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Who may import whom (architecture.md, The house). A room may always import itself and packages; `packages` lists what
 * it may not take from outside.
 */
const rooms: readonly { room: string; may: readonly string[]; never: readonly RegExp[] }[] = [
  { room: 'shared', may: [], never: [/^electron$/, /^node:/, /^better-sqlite3$/, /^react/] },
  { room: 'renderer', may: ['shared'], never: [/^electron$/, /^node:/, /^better-sqlite3$/] },
  { room: 'electron/store', may: ['shared'], never: [/^electron$/] },
  { room: 'electron/desk', may: ['shared', 'electron/store'], never: [/^electron$/] },
  { room: 'electron/paper', may: ['shared', 'electron/store', 'electron/desk'], never: [/^electron$/] },
  // Both ends of the wire are the hub's: a laptop that opens the event network answers as a hub does (ADR 0039).
  { room: 'electron/sync', may: ['shared', 'electron/store', 'hub/wire'], never: [/^electron$/] },
  {
    room: 'electron/jobs',
    may: ['shared', 'electron/store', 'electron/desk', 'electron/paper', 'electron/sync', 'hub/wire'],
    never: [/^electron$/],
  },
  {
    room: 'electron/window',
    may: ['shared', 'electron/store', 'electron/desk', 'electron/paper', 'electron/sync'],
    never: [],
  },
  { room: 'hub/wire', may: ['shared'], never: [/^electron$/, /^react/, /^better-sqlite3$/, /^pg$/] },
  { room: 'hub', may: ['shared'], never: [/^electron$/, /^react/] },
];

const isTest = (file: string): boolean => /\.(test|spec|test-helper)\.tsx?$/.test(file) || file.startsWith('test/');

interface Import {
  readonly line: number;
  readonly from: string;
}

const importForm =
  /^\s*(?:import|export)\b[^'"`]*?\bfrom\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/;

function importsOf({ text }: SourceFile): Import[] {
  return joined(text).flatMap(({ line, text: statement }) => {
    const match = importForm.exec(statement);
    const from = match?.[1] ?? match?.[2] ?? match?.[3];
    return from === undefined ? [] : [{ line, from }];
  });
}

/** Lines, with an import that runs over several lines put into one. */
function joined(text: string): { line: number; text: string }[] {
  const lines: { line: number; text: string }[] = [];
  let open: { line: number; text: string } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (open) {
      open = { line: open.line, text: `${open.text} ${line}` };
      if (/['"]/.test(line)) {
        lines.push(open);
        open = undefined;
      }
    } else if (/^\s*(import|export)\b[^'"=(]*\{[^}'"]*$/.test(line)) open = { line: index + 1, text: line };
    else lines.push({ line: index + 1, text: line });
  }
  return lines;
}

/** The project file that a relative import names. */
function target(file: string, from: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(file), from));
}

function arrows(files: readonly SourceFile[]): Breach[] {
  return files
    .filter(({ file }) => !isTest(file))
    .flatMap((source) => {
      const room = rooms.find((each) => source.file.startsWith(`${each.room}/`));
      if (!room) return [];
      return importsOf(source).flatMap(({ line, from }) => {
        const breach = { file: source.file, line, rule: `화살표: ${room.room}에서 ${from}을(를) 가져올 수 없습니다.` };
        if (!from.startsWith('.')) return room.never.some((form) => form.test(from)) ? [breach] : [];
        const to = target(source.file, from);
        const home = to.startsWith(`${room.room}/`) || room.may.some((other) => to.startsWith(`${other}/`));
        return home ? [] : [breach];
      });
    });
}

/** Every import cycle, told once at the file where it was met. Type-only imports cannot make one at run time. */
function cycles(files: readonly SourceFile[]): Breach[] {
  const graph = new Map(
    files.map((source) => [
      source.file,
      joined(source.text).flatMap(({ text }) => {
        const from = /^\s*(import|export) type\b/.test(text) ? undefined : importForm.exec(text)?.[1];
        return from?.startsWith('.') ? [target(source.file, from)] : [];
      }),
    ]),
  );
  const done = new Set<string>();
  const found: Breach[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      found.push({ file, line: 1, rule: `순환: ${[...trail.slice(start), file].join(' → ')}` });
      return;
    }
    if (done.has(file)) return;
    done.add(file);
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

/** Words that must not stand in code; in a file of their own, because this one is code too. */
const forbidden = (
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'forbidden.json'), 'utf8')) as { form: string; rule: string }[]
).map(({ form, rule }) => ({ form: new RegExp(form), rule }));

function words(files: readonly SourceFile[]): Breach[] {
  return files.flatMap(({ file, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        forbidden.filter(({ form }) => form.test(line)).map(({ rule }) => ({ file, line: index + 1, rule })),
      ),
  );
}

/** A file that nobody can hold in the head has a seam somewhere. Tables of codes are data. */
const longest = 400;

function lengths(files: readonly SourceFile[]): Breach[] {
  return files
    .filter(({ file }) => !file.startsWith('shared/codes/') && !file.includes('/fixtures/'))
    .flatMap(({ file, text }) => {
      const lines = text.split('\n').length;
      return lines > longest + 50
        ? [{ file, line: lines, rule: `${longest}줄을 넘는 파일: 나눌 곳을 찾으십시오` }]
        : [];
    });
}

/** All breaches in a set of files. Pure, so that its own spec can plant one of each. */
export function breaches(files: readonly SourceFile[]): Breach[] {
  return [...arrows(files), ...cycles(files), ...words(files), ...lengths(files)];
}

const sources = ['shared', 'electron', 'renderer', 'hub', 'build', 'test'];

/** Every source file of the project. */
export function readSources(root: string): SourceFile[] {
  const walk = (folder: string): string[] =>
    readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const inner = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : walk(inner);
      return /\.(ts|tsx|js|mjs|cjs|css)$/.test(entry.name) ? [inner] : [];
    });
  const present = new Set(readdirSync(root));
  return sources
    .filter((folder) => present.has(folder))
    .flatMap(walk)
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}
