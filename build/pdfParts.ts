import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

const from = path.resolve(import.meta.dirname, '..', 'node_modules/pdfjs-dist');

/**
 * What pdf.js reads while it works, each file as its package brings it. Not all of it (5 MB): only the character maps of
 * Korean typefaces, the two symbol fonts that no system has alike, and the decoders of scanned pages (JBIG2, JPEG 2000) as
 * plain scripts, because our CSP lets no WebAssembly be compiled. Other typefaces that a PDF does not bring come from the system.
 */
export function pdfParts(): { readonly file: string; readonly to: string }[] {
  const maps = readdirSync(path.join(from, 'cmaps')).filter((name) => /^(KSC|UniKS|Adobe-Korea1)/.test(name));
  return [
    { file: 'build/pdf.worker.min.mjs', to: 'worker.js' },
    ...maps.map((name) => ({ file: `cmaps/${name}`, to: name })),
    ...['FoxitSymbol.pfb', 'FoxitDingbats.pfb'].map((name) => ({ file: `standard_fonts/${name}`, to: name })),
    ...['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js'].map((name) => ({ file: `wasm/${name}`, to: name })),
  ];
}

/** Licences of what `pdfParts` holds; the package's own is told by its bundle. */
export const pdfLicences = [
  { name: 'pdf.js worker', file: 'node_modules/pdfjs-dist/LICENSE' },
  { name: 'Adobe character maps (pdf.js)', file: 'node_modules/pdfjs-dist/cmaps/LICENSE' },
  { name: 'Foxit fonts (pdf.js)', file: 'node_modules/pdfjs-dist/standard_fonts/LICENSE_FOXIT' },
  { name: 'OpenJPEG script (pdf.js)', file: 'node_modules/pdfjs-dist/wasm/LICENSE_PDFJS_OPENJPEG' },
  { name: 'OpenJPEG (pdf.js)', file: 'node_modules/pdfjs-dist/wasm/LICENSE_OPENJPEG' },
  { name: 'PDFium JBIG2 (pdf.js)', file: 'node_modules/pdfjs-dist/wasm/LICENSE_JBIG2' },
];

/** Lays the parts of pdf.js into a folder of the page. */
export function copyPdfParts(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { file, to } of pdfParts()) copyFileSync(path.join(from, file), path.join(folder, to));
}
