import type { Migration } from '../migrate.ts';

/** Records whose free text has 주민번호 아님 from now on, as people, consultations and companies had before. */
const records = [
  'sensitive',
  'consent',
  'consentTemplate',
  'snooze',
  'site',
  'contact',
  'certificate',
  'promise',
  'centre',
  'codeEntry',
  'project',
  'consultationTemplate',
];

/** 주민번호 아님 (domain §13, behaviours C8) wherever something can be written: what was written before has no word. */
export const notResident: Migration = {
  number: 7,
  title: 'the word for a number that is no resident number, in every record with free text',
  up: (db) => {
    for (const record of records) db.exec(`UPDATE ${record} SET doc = json_set(doc, '$.notResident', NULL)`);
    db.exec(`
      UPDATE person SET doc =
        json_set(doc, '$.studyNotResident', NULL, '$.wishNotResident', NULL, '$.stayNotResident', NULL)
    `);
  },
};
