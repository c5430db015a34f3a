import { pathToFileURL } from 'node:url';

/** The environment variable that names the bundled worker (test/workerSetup.ts writes it). */
export const workerVariable = 'DESK_TEST_WORKER';

/**
 * The store's worker, bundled as the app ships it. Never `worker.ts` itself: Node strips types in WebAssembly, and
 * several threads that do so at once can end the whole process (ADR 0056).
 *
 * @throws where nothing has bundled it: outside vitest and the benchmarks.
 */
export function workerScript(): URL {
  const file = process.env[workerVariable];
  if (file === undefined) throw new Error('No bundled worker: call setup of test/workerSetup.ts first.');
  return pathToFileURL(file);
}
