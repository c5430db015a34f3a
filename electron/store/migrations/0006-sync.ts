import type { Migration } from '../migrate.ts';

/** What a record of a laptop says from now on; what older programs wrote knows none of it. */
const deviceAdds = ['signKey', 'netKey', 'sealKey', 'recalledAt', 'revokedAt'];

/** Keys of laptops, the hub this one is linked to, and what of the exchange needs people. All but the records is local. */
export const sync: Migration = {
  number: 6,
  title: 'keys of laptops, the linked hub, items of the exchange that need attention',
  up: (db) => {
    db.exec(`UPDATE device SET doc = json_set(doc, ${deviceAdds.map((field) => `'$.${field}', NULL`).join(', ')})`);
    db.exec(`
      -- Never synced: the private halves beside device_key. certificate and net_key are PEM, seal_identity is age's own text.
      CREATE TABLE device_secret (
        device TEXT PRIMARY KEY, certificate TEXT NOT NULL, net_key TEXT NOT NULL, seal_identity TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- The one hub of this laptop. vector: what it had when it last said so (JSON); a hint, asked anew at each contact.
      CREATE TABLE hub_link (
        id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, address TEXT NOT NULL, port INTEGER NOT NULL,
        net_key TEXT NOT NULL, enrolled_at INTEGER NOT NULL, standing TEXT NOT NULL, vector TEXT NOT NULL,
        last_contact INTEGER, last_error TEXT, failures INTEGER NOT NULL
      ) STRICT;

      -- One line for each stream and kind of trouble. tries under three are not shown yet. rows, agreed: of an erasure. page:
      -- what was refused here, as it came.
      CREATE TABLE sync_trouble (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, stream TEXT NOT NULL, why TEXT NOT NULL, since INTEGER NOT NULL,
        tries INTEGER NOT NULL, last_try INTEGER NOT NULL, rows INTEGER, agreed INTEGER, page BLOB,
        UNIQUE (kind, stream)
      ) STRICT;

      -- Made of the merged records, as their rows are: how many cards they have, and whether they wait for a parent (held = 1).
      CREATE TABLE sync_standing (
        uuid TEXT NOT NULL, type TEXT NOT NULL, cards INTEGER NOT NULL, held INTEGER NOT NULL,
        PRIMARY KEY (uuid, type)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
