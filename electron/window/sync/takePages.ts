import { readFile, stat } from 'node:fs/promises';
import type { Output } from '../../../shared/contract/index.ts';
import { refuse } from '../../../shared/model/problem.ts';
import type { Actor } from '../../../shared/model/role.ts';
import type { StoreDesk } from '../../store/desk.ts';
import { mostPageFile, readPageFile } from '../../sync/pageFile.ts';
import type { SyncJobMap } from '../../sync/port.ts';
import { askWriter } from './askWriter.ts';

type Taken = Omit<Output<'sync.importPages'>, 'file'>;

/** Refuses with `fileUnreadable` what cannot be read, and with `pagesUnreadable` what is no such file or not whole. */
async function pagesIn(file: string): Promise<readonly Uint8Array[]> {
  const about = await stat(file).catch(() => refuse('fileUnreadable'));
  if (!about.isFile()) refuse('fileUnreadable');
  if (about.size > mostPageFile) refuse('pagesUnreadable');
  return readPageFile(await readFile(file).catch(() => refuse('fileUnreadable'))) ?? refuse('pagesUnreadable');
}

/**
 * Takes in the pages of a file that another laptop's 확인 필요 was exported to: by the rules of every page that comes, so
 * that what is refused is an item of 확인 필요 here and nothing is believed that its author has not sealed.
 */
export async function takePagesIn(
  store: Pick<StoreDesk, 'job' | 'log'>,
  file: string,
  actor: Actor,
  now: () => number,
): Promise<Taken> {
  const pages = await pagesIn(file);
  const entry = { act: 'import', recordType: 'sync', ids: [], count: pages.length } as const;
  // Before anything is changed: what cannot be logged does not happen.
  await store.log({ userId: actor.userId, now: now(), entry });
  const ask = askWriter<SyncJobMap>(store, actor, now);
  const refused = new Set<string>();
  let sets = 0;
  for (const bytes of pages) {
    const taken = await ask('sync.receive', { bytes });
    sets += taken.sets + taken.fills;
    for (const { device } of taken.refused) refused.add(device);
  }
  return { sets, refused: refused.size };
}
