// Copies what a hub needs to run, and nothing of the desk: `node hub/deploy/collect.ts <folder>` (the container image).
import fs from 'node:fs';
import path from 'node:path';

/** What hub/ and shared/ import from outside. collect.test.ts starts a hub from the copy, so none can be forgotten. */
const imported = ['@peculiar/x509', 'better-sqlite3', 'pg', 'pino', 'reflect-metadata', 'uqr', 'zod'];

type Manifest = { readonly dependencies?: Readonly<Record<string, string>> };

/** Folders of these packages and of all they depend on, relative to `root`; nested ones lie inside those of their owners. */
function closure(root: string, names: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (name: string, owner: string): void => {
    const nested = path.posix.join(owner, 'node_modules', name);
    const folder = fs.existsSync(path.join(root, nested)) ? nested : path.posix.join('node_modules', name);
    if (found.has(folder) || !fs.existsSync(path.join(root, folder))) return;
    found.add(folder);
    const manifest = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Manifest;
    for (const needed of Object.keys(manifest.dependencies ?? {})) visit(needed, folder);
  };
  for (const name of names) visit(name, '.');
  return [...found].sort();
}

const isCode = (file: string): boolean => !/\.(test|test-helper)\.ts$/.test(file);

/** Copies the hub, the shared code and their packages from `root` to `out`. */
export function collect(root: string, out: string): void {
  for (const folder of ['hub', 'shared'])
    fs.cpSync(path.join(root, folder), path.join(out, folder), { recursive: true, filter: isCode });
  fs.writeFileSync(path.join(out, 'package.json'), '{ "private": true, "type": "module" }\n');
  for (const folder of closure(root, imported))
    fs.cpSync(path.join(root, folder), path.join(out, folder), { recursive: true, dereference: true });
}

if (import.meta.main) {
  const out = process.argv[2];
  if (out === undefined) throw new Error('to which folder?');
  collect(path.resolve(import.meta.dirname, '..', '..'), path.resolve(out));
}
