import { foldText } from '../../../shared/korean/text.ts';
import type { Connection } from '../connection.ts';
import type { Migration } from '../migrate.ts';

/** Fields that a company's record has from now on; what older programs wrote knows none of them. */
const companyAdds = [
  'representative',
  'corporateNumber',
  'insuranceNumber',
  'fax',
  'email',
  'homepage',
  'product',
  'otherTechnologies',
  'rootStatus',
  'ksic',
  'ksicRevision',
  'foundedOn',
  'men',
  'women',
  'foreignMen',
  'foreignWomen',
  'size',
  'facilities',
  'caution',
];

/** Fields that a person's record has from now on: the sections of the 구직신청서. */
const personAdds = [
  'employment',
  'education',
  'graduation',
  'school',
  'major',
  'graduatedIn',
  'careers',
  'licences',
  'driving',
  'military',
  'wishedJob2',
  'wishedJob3',
  'wishedDistrict',
  'wishedDistrict2',
  'wishedDistrict3',
  'wishedComplexes',
  'wageForm',
  'wageMin',
  'wageMax',
  'wishedEmployments',
  'shifts',
  'overtime',
  'commute',
  'dormitory',
  'unwanted',
  'nationality',
  'visa',
  'stayUntil',
  'idSeenOn',
  'scheme',
  'benefit',
  'benefitUntil',
  'learningCard',
  'groups',
];

/** What hangs on a company: its sites, people, certificates and promises. */
const companyParts = ['site', 'contact', 'certificate', 'promise'];

/**
 * What lists are filtered by. One index per list holds all of it: a filtered list is a walk along that index alone,
 * whatever is asked, and no other index is worth its room (desk/listFilter.ts).
 */
function addListColumns(db: Connection): void {
  db.exec(`
    ALTER TABLE person ADD COLUMN inflow TEXT NOT NULL DEFAULT '';
    ALTER TABLE person ADD COLUMN wish TEXT NOT NULL DEFAULT '';
    UPDATE person SET inflow = coalesce(doc ->> '$.inflow', '');
    DROP INDEX person_by_intake_day;
    CREATE INDEX person_by_intake_day ON person
      (intake_day, id, counsellor_id, valid_until, name_sort, birth, sex, district, inflow, wish);
    ALTER TABLE consultation ADD COLUMN method TEXT NOT NULL DEFAULT '';
    ALTER TABLE consultation ADD COLUMN type TEXT NOT NULL DEFAULT '';
    UPDATE consultation SET method = coalesce(doc ->> '$.method', ''), type = coalesce(doc ->> '$.type', '');
    DROP INDEX consultation_by_day;
    CREATE INDEX consultation_by_day ON consultation (day, time, id, counsellor_id, method, type, project_id);
    -- Local to this laptop, never synced. name '' is how the list was left last.
    CREATE TABLE list_view (
      user_id INTEGER NOT NULL, list TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL, saved_at INTEGER NOT NULL,
      PRIMARY KEY (user_id, list, name)
    ) STRICT, WITHOUT ROWID;
  `);
  const fold = db.prepare('UPDATE person SET wish = ? WHERE id = ?');
  const wishes = db.prepare(`SELECT id, doc ->> '$.wishedJob' AS job FROM person WHERE doc ->> '$.wishedJob' <> ''`);
  for (const { id, job } of wishes.all() as { id: number; job: string }[]) fold.run(foldText(job), id);
}

/** What the import of people and companies looks for and remembers. */
function addImports(db: Connection): void {
  db.exec(`
    CREATE INDEX company_by_name_key ON company (name_key);
    CREATE INDEX company_by_business_number ON company (business_number) WHERE business_number IS NOT NULL;
    -- Local to this laptop, never synced: which column is what, by kind of list and digest of the header.
    CREATE TABLE import_mapping (
      list TEXT NOT NULL, header TEXT NOT NULL, mapping TEXT NOT NULL, PRIMARY KEY (list, header)
    ) STRICT, WITHOUT ROWID;
  `);
}

/** Code tables and projects of the centre; companies whole. */
export const firstHour: Migration = {
  number: 4,
  title: 'code tables, projects, companies with their sites, contacts, certificates and promises',
  up: (db) => {
    db.exec(`UPDATE company SET doc = json_set(doc, ${companyAdds.map((field) => `'$.${field}', NULL`).join(', ')})`);
    db.exec(`
      CREATE TABLE snooze (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, person_id INTEGER NOT NULL,
        kind TEXT NOT NULL, due TEXT NOT NULL, until TEXT NOT NULL
      ) STRICT;
      CREATE INDEX snooze_by_person ON snooze (person_id, kind, due, until);
      CREATE TABLE codeEntry (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, tab TEXT NOT NULL, code TEXT NOT NULL
      ) STRICT;
      CREATE INDEX codeEntry_by_table ON codeEntry (tab, code);
      CREATE TABLE project (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, year INTEGER NOT NULL,
        name_sort TEXT NOT NULL
      ) STRICT;
      ALTER TABLE consultation ADD COLUMN project_id INTEGER;
      CREATE TABLE consultationTemplate (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, type TEXT NOT NULL
      ) STRICT;
      -- The fields as the newest correction says them; null where there is none.
      ALTER TABLE consultation ADD COLUMN corrected TEXT;
      UPDATE consultation SET doc = json_set(doc, '$.project', NULL, '$.notResident', NULL);
      UPDATE person SET doc = json_set(doc, '$.notResident', NULL);
      UPDATE company SET doc = json_set(doc, '$.notResident', NULL);
      -- lamport, device: its place in the order of replication; null until its command is committed.
      CREATE TABLE correction (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, consultation TEXT NOT NULL,
        lamport INTEGER, device TEXT
      ) STRICT;
      CREATE INDEX correction_by_consultation ON correction (consultation, lamport, device);
      CREATE INDEX consultation_by_counsellor ON consultation (counsellor_id, day, time, id);
    `);
    db.exec(`UPDATE person SET doc = json_set(doc, ${personAdds.map((field) => `'$.${field}', NULL`).join(', ')})`);
    db.exec(`
      ALTER TABLE person ADD COLUMN stay_until TEXT;
      CREATE INDEX person_by_stay ON person (stay_until) WHERE stay_until IS NOT NULL;
      CREATE TABLE consentTemplate (
        id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, kind TEXT NOT NULL, from_day TEXT NOT NULL
      ) STRICT;
    `);
    db.exec(`
      -- Local to this laptop: whose paper a barcode is. The laptop's number stands in the code itself.
      CREATE TABLE paper_code (
        code TEXT PRIMARY KEY, kind TEXT NOT NULL, person_uuid TEXT NOT NULL, template TEXT NOT NULL,
        printed_at INTEGER NOT NULL, printed_by INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX paper_code_by_person ON paper_code (person_uuid);
    `);
    for (const part of ['sensitive', 'consent']) {
      db.exec(`
        CREATE TABLE ${part} (
          id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, person_id INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX ${part}_by_person ON ${part} (person_id, id);
      `);
    }
    addListColumns(db);
    addImports(db);
    for (const part of companyParts) {
      db.exec(`
        CREATE TABLE ${part} (
          id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, doc TEXT NOT NULL,
          company_id INTEGER NOT NULL, removed INTEGER NOT NULL, due TEXT
        ) STRICT;
        CREATE INDEX ${part}_by_company ON ${part} (company_id, removed, id);
        CREATE INDEX ${part}_by_due ON ${part} (due) WHERE due IS NOT NULL;
      `);
    }
  },
};
