// The two worlds as source text for the browser: their files, without types, imports and exports.
import fs from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import type { PreloadSettings } from './preload.ts';

function script(name: string): string {
  const text = stripTypeScriptTypes(fs.readFileSync(path.join(import.meta.dirname, `${name}.ts`), 'utf8'));
  return text.replace(/^import [^;]*;/gm, '').replace(/^export /gm, '');
}

const sources = { page: script('page'), preload: script('codec') + script('preload') };

/** Source for the page's own world. */
export function pageSource(secret: string): string {
  return `(() => {${sources.page}\npageWorld(${JSON.stringify(secret)});\n})();`;
}

/** Source for the preload's world, around the text of the preload file ('' when the window has none). */
export function preloadSource(secret: string, settings: PreloadSettings, preload: string): string {
  const run = `function (require, module, exports, process) {${preload}\n}`;
  // The preload's text stands outside, where it sees none of the stand-in's names.
  return `((run) => {${sources.preload}
preloadWorld(${JSON.stringify(secret)}, ${JSON.stringify(settings)}, run);
})(${run});\n//# sourceURL=${settings.file}`;
}
