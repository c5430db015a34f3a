import type { Migration } from '../migrate.ts';

/** 자료 묶음: laptops that hold less than all of the centre (docs/adr/0054-packs.md). */
export const packs: Migration = {
  number: 12,
  title: 'packs for laptops that hold less than all of the centre',
  up: (db) => {
    db.exec(`
      CREATE TABLE pack (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, name_sort TEXT NOT NULL
      ) STRICT;
      UPDATE device SET doc = json_set(doc, '$.pack', NULL);
      DROP INDEX part_by_state;
      CREATE INDEX part_by_state ON part (state, scope) WHERE state <> 'open';
    `);
  },
};
