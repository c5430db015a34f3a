import { rmSync } from 'node:fs';
import path from 'node:path';
import { buildWorker } from '../build/build.ts';
import { workerVariable } from '../electron/workerScript.test-helper.ts';

/**
 * Bundles the store's worker for this process and those it starts; gives what takes it away again. Vitest calls it before
 * the first test, and benchmarks that open stores call it themselves.
 */
export default async function setup(): Promise<() => void> {
  const folder = path.resolve(import.meta.dirname, '..', '.cache', `worker-${process.pid}`);
  process.env[workerVariable] = await buildWorker(folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
