import type { Migration } from '../migrate.ts';

/** 빌린 기간 of laptops and the 사무실 노트북 (docs/adr/0048-leases.md). */
export const leases: Migration = {
  number: 11,
  title: 'the days until which laptops are lent, and the one that keeps everything',
  up: (db) => {
    db.exec(`UPDATE device SET doc = json_set(doc, '$.lentUntil', NULL, '$.leftAt', NULL)`);
    db.exec(`UPDATE centre SET doc = json_set(doc, '$.officeLaptop', NULL)`);
    // said_at: what its clock said when it told what it holds (heard); null where an older program told it.
    db.exec('ALTER TABLE exchange_peer ADD COLUMN said_at INTEGER');
  },
};
