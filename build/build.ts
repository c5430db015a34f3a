import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { build } from 'vite';
import { apacheTermsOnce } from './licenceTerms.ts';
import { copyPdfParts, pdfLicences } from './pdfParts.ts';

// Three plain builds: main and its store worker (ESM), the preload (CJS: a sandboxed preload cannot be ESM), and the
// page. Everything is bundled but Electron and the database driver, whose binary must stay a file.
const root = path.resolve(import.meta.dirname, '..');
/** Where the app runs from. A build is put together beside it and takes its place whole, so a failed one changes nothing. */
const out = path.join(root, 'out');
const beside = path.join(root, '.cache', `out-${process.pid}`);
const external = ['electron', 'better-sqlite3', /^node:/];
const licenceFile = 'licences.md';

function forNode(entries: Record<string, string>, outDir: string, format: 'es' | 'cjs', name: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    define: { __BUILT_AT__: String(builtAt()) },
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      ssr: true,
      outDir,
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
  ...pdfLicences,
];

/** One text with the licence of everything that is shipped; the app shows it under 정보. Equal licences stand once. */
function writeLicences(): void {
  const bundled = ['main', 'preload', 'renderer'].map((folder) =>
    readFileSync(path.join(beside, folder, licenceFile), 'utf8'),
  );
  const own = shipped.map(({ name, file }) => `## ${name}\n\n${readFileSync(path.join(root, file), 'utf8')}`);
  const namesOf = new Map<string, Set<string>>();
  for (const text of [...bundled, ...own]) {
    for (const section of text.split(/^(?=## )/m).filter((part) => part.startsWith('## '))) {
      const end = section.indexOf('\n');
      const licence = section.slice(end).trim();
      const names = namesOf.get(licence) ?? new Set<string>();
      namesOf.set(licence, names.add(section.slice(3, end).trim()));
    }
  }
  const sections = [...namesOf]
    .map(([licence, names]) => `## ${[...names].sort().join(', ')}\n\n${licence}`)
    .sort((x, y) => (x < y ? -1 : 1));
  const text = apacheTermsOnce(`# 뿌리데스크에 들어 있는 소프트웨어와 그 이용 허락\n\n${sections.join('\n\n')}\n`);
  // It crosses to the page in one answer, and answers are kept under 100 kB.
  if (Buffer.byteLength(text) > 100_000) throw new Error('이용 허락 글이 100 kB를 넘습니다. 나누어 보내야 합니다.');
  writeFileSync(path.join(beside, 'THIRD_PARTY_LICENSES.txt'), text);
}

/** Builds main, preload and page into out/. */
export async function buildAll(): Promise<void> {
  mkdirSync(beside, { recursive: true });
  await Promise.all([
    build(
      forNode({ main: 'electron/main.ts', worker: 'electron/worker.ts' }, path.join(beside, 'main'), 'es', '[name].js'),
    ),
    build(forNode({ preload: 'electron/preload.ts' }, path.join(beside, 'preload'), 'cjs', 'preload.cjs')),
    build(page),
  ]);
  copyPdfParts(path.join(beside, 'renderer', 'pdf'));
  writeLicences();
  rmSync(out, { recursive: true, force: true });
  renameSync(beside, out);
}

/** Bundles the store's worker alone into a folder, for tests and benchmarks of stores without the app; gives its file. */
export async function buildWorker(folder: string): Promise<string> {
  await build(forNode({ worker: 'electron/worker.ts' }, folder, 'es', '[name].js'));
  return path.join(folder, 'worker.js');
}

if (import.meta.main) {
  const started = performance.now();
  await buildAll();
  console.log(`빌드가 끝났습니다(${Math.round(performance.now() - started)} ms).`);
}
