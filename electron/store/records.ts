import type { Day } from '../../shared/korean/day.ts';
import type { AttachmentFields } from '../../shared/model/attachment.ts';
import type { CentreFields } from '../../shared/model/centre.ts';
import type { CertificateFields } from '../../shared/model/certificate.ts';
import type { ConsentFields } from '../../shared/model/consent.ts';
import type { TemplateFields } from '../../shared/model/consentTemplate.ts';
import type { CodeEntryFields } from '../../shared/model/codeEntry.ts';
import type { CompanyFields } from '../../shared/model/company.ts';
import type { ContactFields } from '../../shared/model/contact.ts';
import type { ConsultationFields } from '../../shared/model/consultation.ts';
import type { ConsultationTemplateFields } from '../../shared/model/consultationTemplate.ts';
import type { CorrectionFields } from '../../shared/model/correction.ts';
import type { DeviceFields } from '../../shared/model/device.ts';
import type { ErasureDoneFields, ErasureFields } from '../../shared/model/erasure.ts';
import type { FactoryFields } from '../../shared/model/factory.ts';
import type { PackFields } from '../../shared/model/pack.ts';
import type { PersonFields } from '../../shared/model/person.ts';
import type { SectionFields } from '../../shared/model/personSections.ts';
import type { ProjectFields } from '../../shared/model/project.ts';
import type { PromiseFields } from '../../shared/model/promise.ts';
import type { Role } from '../../shared/model/role.ts';

import type { SensitiveFields } from '../../shared/model/sensitive.ts';
import type { SiteFields } from '../../shared/model/site.ts';
import type { SnoozeFields } from '../../shared/model/snooze.ts';

/**
 * What every record carries beside its fields: who made it (UUID of the member of staff, '' for the set-up) and when it
 * last changed (instants in ms, UTC). Records name each other by UUID: local ids mean nothing elsewhere.
 */
export interface Stamp {
  readonly createdBy: string;
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface PersonDoc extends PersonFields, SectionFields, Stamp {
  readonly number: string;
  readonly intakeDay: Day;
  /** 담당 상담사, UUID of the member of staff; null: whoever took the person in. */
  readonly counsellor: string | null;
  /** 열람제한: only the counsellor and 관리자 see that the person is there. Null in what older programs wrote. */
  readonly restricted: boolean | null;
  /** Why, in the words of who restricted it; null while it is not. */
  readonly restrictedReason: string | null;
}

export interface ConsultationDoc extends ConsultationFields, Stamp {
  /** UUIDs. */
  readonly person: string;
  readonly counsellor: string;
  /** 열람제한: only its author and 관리자 see it (domain §4.2). */
  readonly restricted: boolean | null;
}

/** 정정 of a consultation. */
export interface CorrectionDoc extends CorrectionFields, Stamp {
  /** UUID. */
  readonly consultation: string;
}

export interface CompanyDoc extends CompanyFields, Stamp {
  /** UUID of the directory line it was made of. */
  readonly factory: string | null;
}

/** 민감정보 of a person, apart from their record; its UUID is made of the person's, so that two laptops write one. */
interface SensitiveDoc extends SensitiveFields, Stamp {
  /** UUID. */
  readonly person: string;
}

/** A version of the notice or of the consent form. */
export interface ConsentTemplateDoc extends TemplateFields, Stamp {}

/** What a person was told and said about their data. */
export interface ConsentDoc extends ConsentFields, Stamp {
  /** UUID. */
  readonly person: string;
}

/** 첨부 서류 of a person; its pages' bytes lie in a table of their own (attachmentPages.ts). */
export interface AttachmentDoc extends AttachmentFields, Stamp {
  /** UUIDs. */
  readonly person: string;
  readonly consultation: string | null;
  /** 보관: when it was taken out of the list, ms UTC. */
  readonly archivedAt: number | null;
}

/** A line of the 파기대장. */
interface ErasureDoc extends ErasureFields, Stamp {}

/** What a laptop has carried out of it. */
interface ErasureDoneDoc extends ErasureDoneFields, Stamp {
  /** UUID. */
  readonly erasure: string;
}

/** Something of 오늘 put off. */
interface SnoozeDoc extends SnoozeFields, Stamp {
  /** UUID. */
  readonly person: string;
}

/** What hangs on a company: one of its sites, people, certificates or promises. */
interface PartOfCompany extends Stamp {
  /** UUID. */
  readonly company: string;
  /** When it was taken off the company, ms UTC; it stays in the record's history. */
  readonly removedAt: number | null;
}
interface SiteDoc extends SiteFields, PartOfCompany {}
interface ContactDoc extends ContactFields, PartOfCompany {}
interface CertificateDoc extends CertificateFields, PartOfCompany {}
interface PromiseDoc extends PromiseFields, PartOfCompany {}

export interface FactoryDoc extends FactoryFields, Stamp {
  /** The file it last came from, and when that was read. */
  readonly source: string;
}

interface StaffDoc extends Stamp {
  readonly loginId: string;
  readonly name: string;
  readonly role: Role;
  /** The last day on which the account works: helpers of a fair (domain §13). */
  readonly endsOn: Day | null;
  /** 말소: the instant from which it works no more, ms UTC. */
  readonly endedAt: number | null;
}

/** The centre itself; there is one. */
interface CentreDoc extends CentreFields, Stamp {}

/** What the centre has said of one code of a table. */
export interface CodeEntryDoc extends CodeEntryFields, Stamp {}

/** 상담 양식. */
interface ConsultationTemplateDoc extends ConsultationTemplateFields, Stamp {}

/** 사업연도 > 재원사업 > 세부사업. */
interface ProjectDoc extends ProjectFields, Stamp {}

/** 자료 묶음. */
interface PackDoc extends PackFields, Stamp {}

/** A laptop of the centre. */
interface DeviceDoc extends DeviceFields, Stamp {}

/** Record type → its whole content. The names are the model's, never SQL's. */
export interface Docs {
  readonly person: PersonDoc;
  readonly consultation: ConsultationDoc;
  readonly correction: CorrectionDoc;
  readonly company: CompanyDoc;
  readonly sensitive: SensitiveDoc;
  readonly consentTemplate: ConsentTemplateDoc;
  readonly consent: ConsentDoc;
  readonly attachment: AttachmentDoc;
  readonly snooze: SnoozeDoc;
  readonly erasure: ErasureDoc;
  readonly erasureDone: ErasureDoneDoc;
  readonly site: SiteDoc;
  readonly contact: ContactDoc;
  readonly certificate: CertificateDoc;
  readonly promise: PromiseDoc;
  readonly factory: FactoryDoc;
  readonly staff: StaffDoc;
  readonly centre: CentreDoc;
  readonly device: DeviceDoc;
  readonly pack: PackDoc;
  readonly codeEntry: CodeEntryDoc;
  readonly project: ProjectDoc;
  readonly consultationTemplate: ConsultationTemplateDoc;
}

export type RecordType = keyof Docs;

/** A record's fields without the stamp, which the store sets. */
export type Content<T extends RecordType> = Omit<Docs[T], keyof Stamp>;
