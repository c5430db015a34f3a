import type { Migration } from '../migrate.ts';

/**
 * The log of change sets as it came, the merged state made from it, and this laptop's keys (shared/sync/storage.ts says
 * what each is for). `known`, `seen`, `field_values`, `heads`, `others` and `patch` are JSON.
 *
 * Ids of the world are random text. Each is kept once, in `world_id`, and everything that occurs by the thousand names it
 * by row id (`record`, `subject`, `parent`, `child`). An index over random text costs a page of cipher for each row of a
 * page that is taken in; with two of them, taking in 100,000 people needed half as much time again.
 */
export const replication: Migration = {
  number: 2,
  title: 'change sets, merged records, erasures, keys',
  up: (db) => {
    db.exec(`
      CREATE TABLE world_id (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL) STRICT;
      CREATE UNIQUE INDEX world_id_by_uuid ON world_id (uuid);

      -- hash IS NULL: named by something that came before the first head of the stream was saved.
      CREATE TABLE stream (
        id INTEGER PRIMARY KEY, device TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL DEFAULT 0, hash BLOB,
        known TEXT NOT NULL DEFAULT '{}', loose_sets INTEGER NOT NULL DEFAULT 0, loose_bytes INTEGER NOT NULL DEFAULT 0
      ) STRICT;

      -- id counts in the order of arrival.
      CREATE TABLE change_set (
        id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, seq INTEGER NOT NULL, lamport INTEGER NOT NULL,
        header BLOB NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX change_set_by_stream ON change_set (stream, seq);

      -- id = change_set.id * 65536 + index: no second index, and parts are appended where their set was. A merge has more
      -- subjects than one: the others are listed in others, as text and in their order, and found by part_other.
      CREATE TABLE part (
        id INTEGER PRIMARY KEY, scope TEXT NOT NULL, subject INTEGER NOT NULL, others TEXT, state TEXT NOT NULL, body BLOB
      ) STRICT;
      CREATE INDEX part_by_subject ON part (subject);
      CREATE INDEX part_by_state ON part (state) WHERE state <> 'open';
      CREATE TABLE part_other (
        subject INTEGER NOT NULL, part INTEGER NOT NULL, PRIMARY KEY (subject, part)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE seal (
        stream INTEGER NOT NULL, seq INTEGER NOT NULL, signature BLOB NOT NULL, known TEXT NOT NULL,
        PRIMARY KEY (stream, seq)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE erased (id INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE) STRICT;

      -- subject IS NULL: a root record, erased by its own id. stream … at: the first write. heads IS NULL: none.
      CREATE TABLE merged_record (
        id INTEGER PRIMARY KEY, record INTEGER NOT NULL, type TEXT NOT NULL, scope TEXT NOT NULL, subject INTEGER,
        stream INTEGER NOT NULL, seq INTEGER NOT NULL, lamport INTEGER NOT NULL, model INTEGER NOT NULL,
        actor TEXT NOT NULL, at TEXT NOT NULL, field_values TEXT NOT NULL, heads TEXT
      ) STRICT;
      CREATE UNIQUE INDEX merged_record_by_record ON merged_record (record, type);
      CREATE INDEX merged_record_by_subject ON merged_record (subject) WHERE subject IS NOT NULL;

      -- Not by merged_record.id: a child can be dropped and come again, and still hangs on the same parent.
      CREATE TABLE child_link (
        parent INTEGER NOT NULL, child INTEGER NOT NULL, type TEXT NOT NULL, PRIMARY KEY (parent, child, type)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE alias (
        id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, seq INTEGER NOT NULL, lamport INTEGER NOT NULL,
        model INTEGER NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, type TEXT NOT NULL, scope TEXT NOT NULL,
        from_uuid TEXT NOT NULL, to_uuid TEXT NOT NULL, patch TEXT NOT NULL, seen TEXT NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX alias_by_stream ON alias (stream, seq);
      CREATE INDEX alias_by_from_uuid ON alias (from_uuid);
      CREATE INDEX alias_by_to_uuid ON alias (to_uuid);
      CREATE TABLE undone_alias (
        device TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (device, seq)
      ) STRICT, WITHOUT ROWID;

      -- Never synced: the keys of the scopes lent to this laptop, and the keys it signs with.
      CREATE TABLE scope_key (scope TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE device_key (device TEXT PRIMARY KEY, private_key BLOB NOT NULL) STRICT, WITHOUT ROWID;
    `);
  },
};
