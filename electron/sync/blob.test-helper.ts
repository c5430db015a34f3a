import { hash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { enrol, openHub, startEnd } from '../../test/fault/syncEnd.ts';
import type { RunningHub } from '../../test/fault/syncEnd.ts';
import { addAttachment } from '../desk/attachment.ts';
import { cleanPage, order } from '../desk/attachment.test-helper.ts';
import { setUp, testFolder, testNow } from '../deskTest.test-helper.ts';
import { heldBlobs } from '../store/attachmentBlobs.ts';
import { pagesNotHandedOver, readPage } from '../store/attachmentPages.ts';
import type { Engine } from '../store/store.ts';
import type { BlobPeer } from './blobLoop.ts';
import { centreOf } from './event.test-helper.ts';
import type { EventEnd } from './event.test-helper.ts';
import type { Link, LinkOptions } from './link.ts';
import type { AskStore } from './port.ts';

/** A page that no zip makes smaller. */
export const somePage = (bytes: number): Buffer => randomBytes(bytes);

/** Keeps a document of these pages of the first person here; gives its UUID. */
export function attachPages({ engine }: { readonly engine: Engine }, pages: readonly Uint8Array[]): string {
  const person = Number(engine.sql('SELECT min(id) FROM person').pluck().get());
  const clean = pages.map((page) => cleanPage(page));
  const { id } = engine.transact(setUp, testNow, (store) =>
    addAttachment(store, setUp, order(person, { pages: clean })),
  ).value;
  return engine.readable(testNow).uuidOf('attachment', id);
}

/** The pages of a document as they can be opened here; the code of the refusal for one that cannot. */
export function pagesOf({ engine }: { readonly engine: Engine }, uuid: string): (Buffer | string)[] {
  const store = engine.readable(testNow);
  const id = store.idOf('attachment', uuid);
  if (id === null) return [];
  return store.need('attachment', id).pages.map((said, index) => {
    try {
      return Buffer.from(readPage(engine, uuid, index + 1, said));
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
}

/** Whether all pages of a document are here, as they were attached. */
export function hasAll(end: { readonly engine: Engine }, uuid: string, pages: readonly Uint8Array[]): boolean {
  const here = pagesOf(end, uuid);
  return here.length === pages.length && pages.every((page, index) => Buffer.from(page).equals(toBuffer(here[index])));
}
const toBuffer = (page: Buffer | string | undefined): Buffer => (Buffer.isBuffer(page) ? page : Buffer.alloc(0));

/** `file`: where its database lies. */
export async function testHub(): Promise<RunningHub & { readonly file: string }> {
  const folder = testFolder();
  const hub = await openHub(folder);
  onTestFinished(() => hub.close());
  return { ...hub, file: path.join(folder, 'hub.db') };
}

/** What a laptop asks of its store, with everything told that was committed. */
function heardAsk(ask: AskStore, heard: () => void): AskStore {
  return async (name, input) => {
    const value = await ask(name, input);
    if (name === 'sync.receive' || name === 'blob.keep') heard();
    return value;
  };
}

/** The loop between a store and a hub at which it is enrolled; ends with the test. */
export async function linked(
  { ask }: Pick<EventEnd, 'ask'>,
  hub: RunningHub | null,
  over: Partial<LinkOptions> = {},
): Promise<Link> {
  if (hub) await enrol(ask, hub);
  const links: Link[] = [];
  const link = startEnd(
    heardAsk(ask, () => {
      for (const each of links) each.wake('saved');
    }),
    over,
  );
  links.push(link);
  onTestFinished(() => link.stop());
  return link;
}

/** A hub as a loop sees it: what it holds, and what was asked of it. */
export function memoryHub() {
  const held = new Map<string, Uint8Array>();
  const asked: string[] = [];
  const peer: BlobPeer = {
    blobs: async (all) => ({
      ok: true,
      value: { held: all.filter((name) => held.has(name)), wanted: all.filter((name) => !held.has(name)) },
    }),
    async putBlob(bytes) {
      const name = hash('sha256', bytes);
      asked.push(`put ${name}`);
      held.set(name, bytes);
      return { ok: true, value: { name, taken: 'kept' } };
    },
    async getBlob(name) {
      asked.push(`get ${name}`);
      return { ok: true, value: held.get(name) };
    },
  };
  return { held, asked, peer };
}

/** Two laptops of one centre with a person each knows. */
export async function twoLaptops(): Promise<readonly [EventEnd, EventEnd]> {
  const [a, b] = await centreOf(2);
  if (!a || !b) throw new Error('two laptops');
  a.add('홍길동');
  return [a, b];
}

/** What a laptop says of documents that are to come or to go. */
export const filesOf = async ({ ask }: EventEnd) => (await ask('sync.facts', null)).files;
/** The pages that a laptop has, by name. */
export const namesOf = ({ engine }: EventEnd): string[] => heldBlobs(engine, 'all', 0).map(({ name }) => name);
/** How many pages no keeper has taken yet. */
export const owedBy = ({ engine }: EventEnd): number => pagesNotHandedOver(engine);
