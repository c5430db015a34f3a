import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addAttachment } from '../desk/attachment.ts';
import { cleanPage, order } from '../desk/attachment.test-helper.ts';
import { carryOutErasure } from '../desk/erasure.ts';
import { setUp, testNow } from '../deskTest.test-helper.ts';
import { keepingSteps } from '../store/attachmentPages.ts';
import { hasAll, linked, pagesOf, testHub } from './blob.test-helper.ts';
import { centreOf, meet, until } from './event.test-helper.ts';
import type { EventEnd } from './event.test-helper.ts';

const people = ['김하나', '이둘', '박셋', '최넷'];
const which = fc.nat({ max: 2 });
const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('attach' as const), at: which, who: fc.nat({ max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('meet' as const), at: which, other: which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('carry' as const), at: which, other: which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('half' as const), at: which, other: which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), at: which, who: fc.nat({ max: 3 }) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

interface Document {
  readonly uuid: string;
  readonly person: string;
  readonly pages: readonly Buffer[];
}

const one = <T>({ engine }: EventEnd, sql: string, ...args: string[]): T =>
  engine
    .sql(sql)
    .pluck()
    .get(...args) as T;
const count = (end: EventEnd, table: string): number => one<number>(end, `SELECT count(*) FROM ${table}`);

/** Local id and UUID of a person, where they are (still) here. */
function personOf(end: EventEnd, name: string): { id: number; uuid: string; number: string } | undefined {
  return end.engine.sql('SELECT id, uuid, number FROM person WHERE name = ?').get(name) as
    | { id: number; uuid: string; number: string }
    | undefined;
}

function attach(end: EventEnd, name: string): Document | undefined {
  const person = personOf(end, name);
  if (person === undefined) return undefined;
  const pages = [randomBytes(300_000), randomBytes(50)];
  const clean = pages.map((page) => cleanPage(page));
  const { id } = end.engine.transact(setUp, testNow, (store) =>
    addAttachment(store, setUp, order(person.id, { pages: clean })),
  ).value;
  return { uuid: end.engine.readable(testNow).uuidOf('attachment', id), person: person.uuid, pages };
}

function erase(end: EventEnd, name: string): string | undefined {
  const person = personOf(end, name);
  if (person === undefined) return undefined;
  const { id, number, uuid } = person;
  const values = { reason: '03', note: '', notResident: '', number };
  end.engine.transact(setUp, testNow, (store) => carryOutErasure(store, setUp, { ids: [id], values }));
  return uuid;
}

/** Brings from one laptop what the other waits for. */
async function carry(from: EventEnd, to: EventEnd): Promise<void> {
  for (const { name } of await to.ask('blob.awaited', { before: Number.MAX_SAFE_INTEGER })) {
    const bytes = await from.ask('blob.bytes', { name });
    const kept = bytes === null ? 'kept' : await to.ask('blob.keep', { name, bytes });
    expect(kept).toBe('kept');
  }
}

/** As far as a laptop has come that was switched off while a page came. */
function half(documents: readonly Document[], to: EventEnd): void {
  for (const { uuid, pages } of documents)
    keepingSteps(to.engine, { attachment: uuid, page: 1 }, pages[0] ?? Buffer.alloc(1))
      .slice(0, 1)
      .forEach((step) => to.engine.db.transaction(step).immediate());
}

test('무엇을 어떤 순서로 붙이고 맞추고 나르고 파기하든, 끝에는 모두가 같은 쪽을 갖고 파기한 사람의 쪽은 어디에도 없다', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 8, maxLength: 24 }), async (deeds: readonly Deed[]) => {
      const ends = await centreOf(3);
      const at = (index: number): EventEnd => ends[index] ?? ends[0] ?? fail();
      at(0).add(...people);
      for (const other of [1, 2]) await meet(at(0), at(other));
      const documents: Document[] = [];
      const erased = new Set<string>();
      for (const each of deeds) {
        if (each.do === 'attach') documents.push(...[attach(at(each.at), people[each.who] ?? '')].filter((d) => !!d));
        else if (each.do === 'erase') erased.add(erase(at(each.at), people[each.who] ?? '') ?? '');
        else if (each.do === 'half') half(documents, at(each.at));
        else if (each.at === each.other) continue;
        else if (each.do === 'meet') await meet(at(each.at), at(each.other));
        else await carry(at(each.at), at(each.other));
      }
      const hub = await testHub();
      const links = await Promise.all(ends.map(async (end) => await linked(end, hub)));
      const live = documents.filter(({ person }) => !erased.has(person));
      const pages = live.reduce((sum, document) => sum + document.pages.length, 0);
      const states = async () => await Promise.all(ends.map(async (end) => await end.ask('sync.facts', null)));
      const seen = () => ends.map((end) => [count(end, 'attachment'), count(end, 'attachment_blob'), end.troubles]);
      const isDone = () =>
        ends.every(
          (end) =>
            count(end, 'attachment') === live.length &&
            count(end, 'attachment_blob') === pages &&
            one<number>(end, 'SELECT count(*) FROM attachment_blob WHERE here = 0 OR at_hub = 0') === 0,
        );
      await until(isDone, seen);
      for (const end of ends) {
        for (const document of live) expect(hasAll(end, document.uuid, document.pages)).toBe(true);
        for (const { uuid, person } of documents) expect(pagesOf(end, uuid).length > 0).toBe(!erased.has(person));
        expect(one<number>(end, 'SELECT count(DISTINCT attachment) FROM attachment_page')).toBe(live.length);
      }
      expect(await hub.store.counts()).toMatchObject({ blobs: pages });
      expect((await states()).map(({ files }) => files)).toEqual(ends.map(() => ({ toCome: 0, toGo: 0 })));
      await Promise.all(links.map((link) => link.stop()));
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 240_000);

function fail(): never {
  throw new Error('no laptop');
}
