import type { Day } from '../../shared/korean/day.ts';
import type { CompanyFields } from '../../shared/model/company.ts';
import type { ConsultationFields } from '../../shared/model/consultation.ts';
import type { FactoryFields } from '../../shared/model/factory.ts';
import type { PersonFields } from '../../shared/model/person.ts';
import type { Role } from '../../shared/model/role.ts';

/** What every record carries beside its fields: who made it and when it last changed (instants in ms, UTC). */
export interface Stamp {
  readonly createdBy: number;
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface PersonDoc extends PersonFields, Stamp {
  readonly number: string;
  readonly intakeDay: Day;
}

export interface ConsultationDoc extends ConsultationFields, Stamp {
  readonly person: number;
  readonly counsellor: number;
}

export interface CompanyDoc extends CompanyFields, Stamp {
  readonly factory: number | null;
}

export interface FactoryDoc extends FactoryFields, Stamp {
  /** The file it last came from, and when that was read. */
  readonly source: string;
}

export interface StaffDoc extends Stamp {
  readonly loginId: string;
  readonly name: string;
  readonly role: Role;
}

/** Record type → its whole content. The names are the model's, never SQL's. */
export interface Docs {
  readonly person: PersonDoc;
  readonly consultation: ConsultationDoc;
  readonly company: CompanyDoc;
  readonly factory: FactoryDoc;
  readonly staff: StaffDoc;
}

export type RecordType = keyof Docs;

/** A record's fields without the stamp, which the store sets. */
export type Content<T extends RecordType> = Omit<Docs[T], keyof Stamp>;
