import type { Migration } from '../migrate.ts';

/** 첨부 서류 of people (docs/adr/0038-attachments.md). */
export const attachments: Migration = {
  number: 5,
  title: 'attachments of people and their pages',
  up: (db) => {
    db.exec(`
      -- consultation: its UUID, since the talk may come from a peer after its document.
      CREATE TABLE attachment (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, person_id INTEGER NOT NULL,
        consultation TEXT, kind TEXT NOT NULL, archived INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX attachment_by_person ON attachment (person_id, id);
      -- The bytes, by the UUID of their document: its row may go and come back while replication waits for its person.
      CREATE TABLE attachment_page (
        attachment TEXT NOT NULL, page INTEGER NOT NULL, chunk INTEGER NOT NULL, bytes BLOB NOT NULL,
        PRIMARY KEY (attachment, page, chunk)
      ) STRICT;
    `);
  },
};
