import type { Migration } from '../migrate.ts';

/** 파기대장 and what each laptop has carried out of it; local ids that are never given twice (domain §13). */
export const erasure: Migration = {
  number: 8,
  title: 'the ledger of destroyed records',
  up: (db) => {
    // The centre has not said yet how long backups may lie after an erasure; until it does, what is usual holds.
    db.exec(`
      UPDATE centre SET doc = json_set(doc, '$.erasureDays', NULL);
      CREATE TABLE erasure (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, day TEXT NOT NULL
      ) STRICT;
      CREATE INDEX erasure_by_day ON erasure (day, id);
      CREATE TABLE erasureDone (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, erasure TEXT NOT NULL,
        device TEXT NOT NULL, stage TEXT NOT NULL
      ) STRICT;
      CREATE INDEX erasureDone_by_erasure ON erasureDone (erasure, device, stage);

      -- The greatest local id of each type whose row was taken away. The access log names people by local id: the next
      -- one in must not get the number, and the log, of somebody who was destroyed.
      CREATE TABLE retired_id (type TEXT PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    `);
  },
};
