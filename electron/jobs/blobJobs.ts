import { setImmediate as nextTurn } from 'node:timers/promises';
import { Refusal } from '../../shared/model/problem.ts';
import { theProgram } from '../../shared/model/role.ts';
import type { RunJob } from './index.ts';
import {
  awaitedBlobs,
  awaitedNames,
  awaitedPage,
  blobNames,
  blobOf,
  heldAmong,
  heldBlobs,
  noteAtHub,
  sortNames,
} from '../store/attachmentBlobs.ts';
import { keepingSteps, nameless, pagesNotHandedOver, readPage } from '../store/attachmentPages.ts';
import type { Engine, Touched } from '../store/store.ts';
import type { BlobJob, BlobJobMap, BlobKeeping } from '../sync/blobPort.ts';
import { mostWanted } from '../sync/exchangeFile.ts';

const done = (value: BlobKeeping, touched: readonly Touched[] = []) => ({ value, touched });
/** Bytes of pages in one exchange file, at most: it is written anew at each round, and a stick may be slow. The rest follows. */
const mostGiven = 24 * 1024 * 1024;

const as = <J extends BlobJob>(input: unknown): BlobJobMap[J]['input'] => input as BlobJobMap[J]['input'];

/**
 * Says in their records what the pages are called that are here and have no name yet: documents from before pages
 * travelled. Every holder says the same. One document at a time, so that nobody waits for many.
 */
export async function tellBlobs(engine: Engine, now: number): Promise<readonly Touched[]> {
  const touched: Touched[] = [];
  for (const uuid of nameless(engine)) {
    const id = engine.tables.idOf('attachment', uuid);
    if (id === null) continue;
    await nextTurn();
    const { touched: news } = engine.transact(theProgram, now, (store) => {
      const doc = store.get('attachment', id);
      if (doc === null || doc.blobs !== null) return;
      try {
        const pages = doc.pages.map((said, index) => readPage(store, uuid, index + 1, said));
        store.change('attachment', id, { blobs: blobNames({ attachment: uuid, key: doc.key }, pages) });
      } catch (error) {
        // Not whole here: who holds it all says it.
        if (!(error instanceof Refusal)) throw error;
      }
    });
    touched.push(...news);
  }
  return touched;
}

/** The jobs by which pages of documents come and go; all run in the writer. */
export function blobJobs(engine: Engine): { readonly [J in BlobJob]: RunJob } {
  const inside = <T>(run: () => T): T => engine.db.transaction(run).immediate();
  /** What is being kept: two who bring the same page at once must not write between each other's rows. */
  const underWay = new Set<string>();

  const keep = async ({ name, bytes }: BlobJobMap['blob.keep']['input']) => {
    const page = awaitedPage(engine, name, bytes);
    if (page === null || underWay.has(name)) return done('unwanted');
    if (page === 'wrong') return done('wrong');
    underWay.add(name);
    try {
      for (const [index, step] of keepingSteps(engine, page.place, page.content).entries()) {
        if (index > 0) await nextTurn();
        if (!inside(step)) return done('unwanted');
      }
    } finally {
      underWay.delete(name);
    }
    return done('kept', [{ type: 'attachment', id: page.id }]);
  };

  return {
    'blob.held': ({ input }) => {
      const { which, behind } = as<'blob.held'>(input);
      return { value: heldBlobs(engine, which, behind) };
    },
    'blob.awaited': ({ input }) => ({ value: awaitedBlobs(engine, as<'blob.awaited'>(input).before) }),
    'blob.wanted': () => ({ value: awaitedNames(engine, mostWanted) }),
    'blob.toGive': ({ input }) => ({ value: heldAmong(engine, as<'blob.toGive'>(input).wanted, mostGiven) }),
    'blob.sort': ({ input }) => ({ value: sortNames(engine, as<'blob.sort'>(input).names) }),
    'blob.atHub': ({ input }) => {
      const { names, isThere } = as<'blob.atHub'>(input);
      inside(() => noteAtHub(engine, names, isThere));
      return { value: null };
    },
    'blob.owed': () => ({ value: pagesNotHandedOver(engine) }),
    'blob.bytes': ({ input }) => {
      const { blob, damaged } = inside(() => blobOf(engine, as<'blob.bytes'>(input).name));
      return { value: blob, touched: damaged.map((id) => ({ type: 'attachment', id })) };
    },
    'blob.keep': ({ input }) => keep(as<'blob.keep'>(input)),
  };
}
