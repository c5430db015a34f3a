import type { Migration } from '../migrate.ts';
import { foundation } from './0001-foundation.ts';
import { replication } from './0002-replication.ts';
import { trust } from './0003-trust.ts';
import { firstHour } from './0004-first-hour.ts';
import { attachments } from './0005-attachments.ts';
import { sync } from './0006-sync.ts';
import { notResident } from './0007-not-resident.ts';
import { erasure } from './0008-erasure.ts';
import { exchange } from './0009-exchange.ts';
import { attachmentsTravel } from './0010-attachments-travel.ts';
import { leases } from './0011-leases.ts';
import { packs } from './0012-packs.ts';

/** All migrations in order. One file each, forward only, never edited after they have shipped. */
export const migrations: readonly Migration[] = [
  foundation,
  replication,
  trust,
  firstHour,
  attachments,
  sync,
  notResident,
  erasure,
  exchange,
  attachmentsTravel,
  leases,
  packs,
];
