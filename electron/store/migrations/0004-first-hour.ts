import type { Migration } from '../migrate.ts';

/** Fields that a company's record has from now on; what older programs wrote knows none of them. */
const companyAdds = [
  ...['representative', 'corporateNumber', 'insuranceNumber', 'fax', 'email', 'homepage', 'product'],
  ...['otherTechnologies', 'rootStatus', 'ksic', 'ksicRevision', 'foundedOn', 'men', 'women', 'foreignMen'],
  ...['foreignWomen', 'size', 'facilities', 'caution'],
];

/** What hangs on a company: its sites, people, certificates and promises. */
const companyParts = ['site', 'contact', 'certificate', 'promise'];

/** Companies whole. */
export const firstHour: Migration = {
  number: 4,
  title: 'companies with their sites, contacts, certificates and promises',
  up: (db) => {
    db.exec(`UPDATE company SET doc = json_set(doc, ${companyAdds.map((field) => `'$.${field}', NULL`).join(', ')})`);
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
