import type { SearchEngine, SearchRecord } from './search/engine.ts';
import { createSearchEngine } from './search/engine.ts';
import type { Engine, Finder, Touched } from './store.ts';

/** A record that search knows, as the desk resolves it to what is shown. */
export interface FoundRecord {
  readonly kind: SearchRecord['kind'];
  readonly id: number;
}

const kinds = ['person', 'company', 'factory'] as const;
type Kind = (typeof kinds)[number];

/** Rows read per breath while the index fills, so that other reads are answered in between. */
const breath = 4000;

const select: Record<Kind, string> = {
  person: `SELECT id, name, birth, doc ->> '$.latinName' AS latin, mobile, doc ->> '$.otherPhone' AS phone FROM person`,
  company: `SELECT id, name, business_number AS number, doc ->> '$.phone' AS phone FROM company`,
  factory: `SELECT id, name FROM factory`,
};

interface Row {
  id: number;
  name: string;
  birth?: string | null;
  latin?: string | null;
  mobile?: string | null;
  phone?: string | null;
  number?: string | null;
}

function toRecord(kind: Kind, row: Row): SearchRecord {
  const phones = [row.mobile, row.phone].filter((phone) => typeof phone === 'string');
  switch (kind) {
    case 'person':
      return {
        kind,
        id: row.id,
        name: row.name,
        ...(row.latin ? { otherNames: [row.latin] } : {}),
        phones,
        ...(row.birth ? { birth: row.birth } : {}),
      };
    case 'company':
      return { kind, id: row.id, name: row.name, phones, ...(row.number ? { businessNumber: row.number } : {}) };
    case 'factory':
      return { kind, id: row.id, name: row.name };
  }
}

/**
 * Keeps the in-memory search index beside the reader's connection: filled after opening, in breaths, and brought up to
 * date with every commit before the command's answer reaches the screen.
 */
export class SearchIndex implements Finder {
  readonly #engine: Engine;
  #search: SearchEngine = createSearchEngine();
  /** Touched and not taken in yet: while the index fills, or because reading them failed. */
  readonly #late = new Map<string, FoundRecord>();
  ready = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  find(
    text: string,
    limit: number,
    seesPerson: ((id: number) => boolean) | null,
  ): { hits: readonly FoundRecord[]; more: boolean } {
    if (seesPerson === null) return this.#search.find(text, { limit });
    return this.#search.find(text, { limit, mayName: (kind, id) => kind !== 'person' || seesPerson(id) });
  }

  /** Reads everything that can be found. `pause` lets waiting questions go first. */
  async fill(pause: () => Promise<void>): Promise<void> {
    const load = this.#search.beginLoad();
    for (const kind of kinds) {
      let after = 0;
      for (;;) {
        const rows = this.#engine.sql(`${select[kind]} WHERE id > ? ORDER BY id LIMIT ${breath}`).all(after) as Row[];
        for (const row of rows) load.add(toRecord(kind, row));
        const last = rows.at(-1);
        if (!last) break;
        after = last.id;
        await pause();
      }
    }
    for (const _step of load.finish()) await pause();
    this.ready = true;
    this.refresh([]);
  }

  /** Takes in records that a commit touched, and those that an earlier call could not read. */
  refresh(touched: readonly Touched[]): void {
    for (const { type, id } of touched) {
      const kind = kinds.find((each) => each === type);
      if (kind) this.#late.set(`${kind} ${id}`, { kind, id });
    }
    if (!this.ready) return;
    for (const kind of kinds) {
      const ids = [...this.#late.values()].filter((each) => each.kind === kind).map(({ id }) => id);
      for (let from = 0; from < ids.length; from += breath) this.#takeIn(kind, ids.slice(from, from + breath));
    }
  }

  #takeIn(kind: Kind, ids: readonly number[]): void {
    const rows = this.#engine
      .sql(`${select[kind]} WHERE id IN (SELECT value FROM json_each(?))`)
      .all(JSON.stringify(ids)) as Row[];
    this.#search.upsertAll(rows.map((row) => toRecord(kind, row)));
    const there = new Set(rows.map(({ id }) => id));
    for (const id of ids) {
      if (!there.has(id)) this.#search.remove(kind, id);
      this.#late.delete(`${kind} ${id}`);
    }
  }
}
