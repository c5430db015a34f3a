// The two worlds as source text for the browser.
import { makeCodec } from './codec.ts';
import { pageWorld } from './page.ts';
import { preloadWorld } from './preload.ts';
import type { PreloadSettings } from './preload.ts';

/** Source for the page's own world. */
export function pageSource(secret: string): string {
  return `(${pageWorld.toString()})(${JSON.stringify(secret)});`;
}

/** Source for the preload's world, around the text of the preload file ('' when the window has none). */
export function preloadSource(secret: string, settings: PreloadSettings, preload: string): string {
  const run = `function (require, module, exports, process) {${preload}\n}`;
  const args = [JSON.stringify(secret), JSON.stringify(settings), makeCodec.toString(), run];
  return `(${preloadWorld.toString()})(${args.join(', ')});\n//# sourceURL=${settings.file}`;
}
