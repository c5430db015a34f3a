import type { Migration } from '../migrate.ts';

/** What is remembered of the exchange by file with each laptop (ADR 0041). Local to this laptop, never synced. */
export const exchange: Migration = {
  number: 9,
  title: 'the exchange by file',
  up: (db) => {
    db.exec(`
      -- heard: its last request, as bytes. read, wrote: which files those were. chosen: whether this one writes to it.
      CREATE TABLE exchange_peer (
        device TEXT PRIMARY KEY, chosen INTEGER NOT NULL DEFAULT 0, heard BLOB, read TEXT, read_at INTEGER, fault TEXT,
        reason TEXT, wrote TEXT, wrote_at INTEGER
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
