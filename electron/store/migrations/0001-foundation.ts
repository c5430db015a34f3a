import type { Migration } from '../migrate.ts';

/**
 * People, consultations, companies, the factory directory, staff, drafts and the access log. A record's whole content
 * is in `doc` (JSON of the model); the columns beside it are what SQL filters and sorts by, written by `project`.
 * `<name>_sort` holds a sort key, because the driver has no Korean collation.
 */
export const foundation: Migration = {
  number: 1,
  title: 'people, consultations, companies, factories, staff, drafts, access log',
  up: (db) => {
    db.exec(`
      CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

      CREATE TABLE staff (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL,
        login_id TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL
      ) STRICT;

      CREATE TABLE person (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL,
        number TEXT NOT NULL, name TEXT NOT NULL, name_sort TEXT NOT NULL,
        birth TEXT, sex TEXT NOT NULL, mobile TEXT, district TEXT,
        intake_day TEXT NOT NULL, valid_until TEXT NOT NULL
      ) STRICT;
      CREATE INDEX person_by_name ON person (name_sort, id);
      CREATE INDEX person_by_intake_day ON person (intake_day, id);
      CREATE INDEX person_by_birth ON person (birth, id);
      CREATE INDEX person_by_mobile ON person (mobile) WHERE mobile IS NOT NULL;
      CREATE INDEX person_by_valid_until ON person (valid_until);

      CREATE TABLE consultation (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL,
        person_id INTEGER NOT NULL, day TEXT NOT NULL, time TEXT NOT NULL,
        next_day TEXT
      ) STRICT;
      CREATE INDEX consultation_by_person ON consultation (person_id, day, time, id);
      CREATE INDEX consultation_by_day ON consultation (day, time, id);
      CREATE INDEX consultation_by_next_day ON consultation (next_day, person_id) WHERE next_day IS NOT NULL;

      CREATE TABLE company (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL,
        name TEXT NOT NULL, name_sort TEXT NOT NULL, name_key TEXT NOT NULL,
        business_number TEXT, district TEXT, complex TEXT, factory_id INTEGER
      ) STRICT;
      CREATE INDEX company_by_name ON company (name_sort, id);
      CREATE INDEX company_by_district ON company (district, name_sort, id);
      CREATE INDEX company_by_factory ON company (factory_id) WHERE factory_id IS NOT NULL;

      CREATE TABLE factory (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL,
        factory_number TEXT, name TEXT NOT NULL, name_sort TEXT NOT NULL, name_key TEXT NOT NULL,
        address_key TEXT NOT NULL, district TEXT, dong TEXT, root_technology TEXT, doubts INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX factory_by_name ON factory (name_sort, id);
      CREATE INDEX factory_by_district ON factory (district, name_sort, id);
      CREATE INDEX factory_by_number ON factory (factory_number) WHERE factory_number IS NOT NULL;
      CREATE INDEX factory_by_name_key ON factory (name_key);

      -- Local to this laptop, never synced.
      CREATE TABLE draft (
        user_id INTEGER NOT NULL, form TEXT NOT NULL, about INTEGER NOT NULL,
        content TEXT NOT NULL, saved_at INTEGER NOT NULL,
        PRIMARY KEY (user_id, form, about)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE command (id TEXT PRIMARY KEY, answer TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE INDEX command_by_at ON command (at);

      CREATE TABLE access_log (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, user_id INTEGER NOT NULL, act TEXT NOT NULL,
        record_type TEXT NOT NULL, ids TEXT NOT NULL, count INTEGER NOT NULL, purpose TEXT
      ) STRICT;
      CREATE INDEX access_log_by_at ON access_log (at);
    `);
  },
};
