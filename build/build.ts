import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { build } from 'vite';

// Three plain builds: main and its store worker (ESM), the preload (CJS: a sandboxed preload cannot be ESM), and the
// page. Everything is bundled but Electron and the database driver, whose binary must stay a file.
const root = path.resolve(import.meta.dirname, '..');
/** Where the app runs from. A build is put together beside it and takes its place whole, so a failed one changes nothing. */
const out = path.join(root, 'out');
const beside = path.join(root, '.cache', `out-${process.pid}`);
const external = ['electron', 'better-sqlite3', /^node:/];
const licenceFile = 'licences.md';

function forNode(entries: Record<string, string>, folder: string, format: 'es' | 'cjs', name: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    define: { __BUILT_AT__: String(builtAt()) },
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      ssr: true,
      outDir: path.join(beside, folder),
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      sourcemap: true,
      license: { fileName: licenceFile },
      rolldownOptions: {
        input: entries,
        external,
        output: { format, entryFileNames: name, chunkFileNames: 'chunk-[name].js' },
      },
    },
  };
}

/** The instant that the clock check trusts: a build can be pinned for reproducing it (SOURCE_DATE_EPOCH, seconds). */
function builtAt(): number {
  const pinned = Number(process.env['SOURCE_DATE_EPOCH']);
  return Number.isFinite(pinned) && pinned > 0 ? pinned * 1000 : Date.now();
}

const page: InlineConfig = {
  root: path.join(root, 'renderer'),
  configFile: false,
  logLevel: 'warn',
  base: './',
  plugins: [react()],
  build: {
    outDir: path.join(beside, 'renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: true,
    // Fonts stay files: data: URLs are not allowed for fonts by our CSP.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: licenceFile },
    chunkSizeWarningLimit: 4000,
  },
};

/** Packages that are shipped beside the bundle, with the file that holds their licence. */
const shipped = [
  { name: 'better-sqlite3-multiple-ciphers', file: 'node_modules/better-sqlite3/LICENSE' },
  { name: 'Electron', file: 'node_modules/electron/LICENSE' },
  { name: 'Pretendard GOV (SIL Open Font License 1.1)', file: 'renderer/fonts/OFL.txt' },
];

/** One text with the licence of everything that is shipped; the app shows it under 정보. */
function writeLicences(): void {
  const bundled = ['main', 'preload', 'renderer'].map((folder) =>
    readFileSync(path.join(beside, folder, licenceFile), 'utf8'),
  );
  const own = shipped.map(({ name, file }) => `## ${name}\n\n${readFileSync(path.join(root, file), 'utf8')}`);
  const sections = new Map<string, string>();
  for (const text of [...bundled, ...own]) {
    for (const section of text.split(/^(?=## )/m).slice(text.startsWith('## ') ? 0 : 1)) {
      sections.set(section.slice(0, section.indexOf('\n')), section.trim());
    }
  }
  const sorted = [...sections.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, section]) => section);
  writeFileSync(
    path.join(beside, 'THIRD_PARTY_LICENSES.txt'),
    `# 뿌리데스크에 들어 있는 소프트웨어와 그 이용 허락\n\n${sorted.join('\n\n')}\n`,
  );
}

/** Builds main, preload and page into out/. */
export async function buildAll(): Promise<void> {
  mkdirSync(beside, { recursive: true });
  await Promise.all([
    build(forNode({ main: 'electron/main.ts', worker: 'electron/worker.ts' }, 'main', 'es', '[name].js')),
    build(forNode({ preload: 'electron/preload.ts' }, 'preload', 'cjs', 'preload.cjs')),
    build(page),
  ]);
  writeLicences();
  rmSync(out, { recursive: true, force: true });
  renameSync(beside, out);
}

if (import.meta.main) {
  const started = performance.now();
  await buildAll();
  console.log(`빌드가 끝났습니다(${Math.round(performance.now() - started)} ms).`);
}
