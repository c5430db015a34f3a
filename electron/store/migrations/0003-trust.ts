import type { Migration } from '../migrate.ts';

/**
 * What trust stands on: whose case a person is and who may see it, the centre and its laptops, accounts that end, the
 * chain over the access log. Records written before have no counsellor of their own: whoever took them in is theirs.
 */
export const trust: Migration = {
  number: 3,
  title: 'caseload, restricted records, centre, laptops, ends of accounts, chain of the access log',
  up: (db) => {
    db.exec(`
      ALTER TABLE staff ADD COLUMN ends_on TEXT;
      ALTER TABLE staff ADD COLUMN ended_at INTEGER;
      UPDATE staff SET doc = json_set(doc, '$.endsOn', NULL, '$.endedAt', NULL);

      ALTER TABLE person ADD COLUMN counsellor_id INTEGER;
      ALTER TABLE person ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
      UPDATE person SET doc = json_set(doc, '$.counsellor', NULL, '$.restricted', NULL, '$.restrictedReason', NULL),
        counsellor_id = (SELECT staff.id FROM staff WHERE staff.uuid = person.doc ->> '$.createdBy');
      CREATE INDEX person_by_counsellor ON person (counsellor_id, name_sort, id);
      -- Few are restricted: who may not see them subtracts these (store/visibility.ts).
      CREATE INDEX person_restricted ON person (counsellor_id) WHERE restricted = 1;

      ALTER TABLE consultation ADD COLUMN counsellor_id INTEGER;
      ALTER TABLE consultation ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
      UPDATE consultation SET doc = json_set(doc, '$.restricted', NULL),
        counsellor_id = (SELECT staff.id FROM staff WHERE staff.uuid = consultation.doc ->> '$.counsellor');
      CREATE INDEX consultation_restricted ON consultation (counsellor_id) WHERE restricted = 1;

      CREATE TABLE centre (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, name TEXT NOT NULL
      ) STRICT;
      CREATE TABLE device (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL
      ) STRICT;

      -- The chain: mac = HMAC(key of the log, mac of the line before, the line). Lines of before have none yet; the first
      -- writer that holds the key gives it to them.
      ALTER TABLE access_log ADD COLUMN detail TEXT;
      ALTER TABLE access_log ADD COLUMN mac BLOB;
      -- Filters and the counts of a month are answered by these alone, over a million lines too.
      DROP INDEX access_log_by_at;
      CREATE INDEX access_log_by_at ON access_log (at, user_id, act);
      CREATE INDEX access_log_by_user ON access_log (user_id, act, at);
      -- Finds the lines about one person; made of the lines, so it holds nothing of its own.
      CREATE TABLE log_subject (
        person_id INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (person_id, seq)
      ) STRICT, WITHOUT ROWID;

      -- Local to this laptop, never synced.
      CREATE TABLE pin (user_id INTEGER PRIMARY KEY, kdf TEXT NOT NULL, set_at INTEGER NOT NULL) STRICT;
      CREATE TABLE log_review (
        month TEXT PRIMARY KEY, doc TEXT NOT NULL, reviewed_by INTEGER NOT NULL, reviewed_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- Public halves of keys under which streams in this store were written before: by this laptop under an earlier name
      -- (own = 1, after a restore) or by the one whose 참여 파일 it took in. Their seals must go on being proved.
      CREATE TABLE peer_key (
        device TEXT PRIMARY KEY, public_key BLOB NOT NULL, own INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
