import type { Migration } from '../migrate.ts';

/** The pages of 첨부 서류 as they travel between laptops (docs/adr/0047-attachments-travel.md). */
export const attachmentsTravel: Migration = {
  number: 10,
  title: 'the pages of attachments travel',
  up: (db) => {
    // Made by whoever holds the pages, at the next opening (blobJobs.ts).
    db.exec(`UPDATE attachment SET doc = json_set(doc, '$.blobs', NULL)`);
    db.exec(`
      -- name, bytes: of the ciphertext, which is never kept. here: the whole page is in attachment_page.
      -- at_hub: the hub has said that it holds it.
      CREATE TABLE attachment_blob (
        id INTEGER PRIMARY KEY, attachment TEXT NOT NULL, page INTEGER NOT NULL, name TEXT NOT NULL,
        bytes INTEGER NOT NULL, here INTEGER NOT NULL, at_hub INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE UNIQUE INDEX attachment_blob_by_page ON attachment_blob (attachment, page);
      CREATE INDEX attachment_blob_by_name ON attachment_blob (name);
      CREATE INDEX attachment_blob_awaited ON attachment_blob (id, attachment) WHERE here = 0;
      CREATE INDEX attachment_blob_owed ON attachment_blob (id, attachment) WHERE here = 1 AND at_hub = 0;
      -- wanted: names that it said to wait for, 32 bytes each.
      ALTER TABLE exchange_peer ADD COLUMN wanted BLOB;
    `);
  },
};
