import { foldText } from '../../shared/korean/text.ts';
import { sortKey } from '../../shared/korean/hangul.ts';
import { companyKey } from '../../shared/korean/name.ts';
import { validUntil } from '../../shared/model/person.ts';
import type { Docs, RecordType } from './records.ts';

type Column = string | number | null;

/** Local id of a record known by its UUID; null when it is not here. */
type Resolve = (type: RecordType, uuid: string) => number | null;

/**
 * The one way table rows are made from a record, whoever wrote it: a command here, an import, a peer. Gives the columns
 * beside `id`, `uuid` and `doc` that SQL filters and sorts by; null while a record that it hangs on is not here yet.
 */
export type Projection<T extends RecordType> = (doc: Docs[T], resolve: Resolve) => Record<string, Column> | null;

/** Companies and factories are sorted and compared without their legal form, or every "(주)…" would stand first. */
function nameColumns(name: string): { name_sort: string; name_key: string } {
  const key = companyKey(name);
  return { name_sort: sortKey(key), name_key: key };
}

/** The columns that all parts of a company have; `due` is the day on which somebody must act. */
function partOfCompany(
  doc: Docs['site' | 'contact' | 'certificate' | 'promise'],
  resolve: Resolve,
  due: string | null,
) {
  const company = resolve('company', doc.company);
  return company === null ? null : { company_id: company, removed: doc.removedAt === null ? 0 : 1, due };
}

/** The columns of what hangs on a person and is read with them only. */
function ofPerson(doc: Docs['sensitive' | 'consent'], resolve: Resolve) {
  const person = resolve('person', doc.person);
  return person === null ? null : { person_id: person };
}

/** 희망직종 as they are looked for: folded, one a line, so that what is typed cannot reach over two of them. */
function wishOf(doc: Partial<Pick<Docs['person'], 'wishedJob' | 'wishedJob2' | 'wishedJob3'>>): string {
  return [doc.wishedJob, doc.wishedJob2, doc.wishedJob3]
    .map((job) => foldText(job ?? ''))
    .join('\n')
    .trim();
}

export const projections: { readonly [T in RecordType]: Projection<T> } = {
  person: (doc, resolve) => ({
    number: doc.number,
    name: doc.name,
    name_sort: sortKey(doc.name),
    birth: doc.birth,
    sex: doc.sex,
    mobile: doc.mobile,
    district: doc.district,
    inflow: doc.inflow,
    wish: wishOf(doc),
    intake_day: doc.intakeDay,
    valid_until: validUntil(doc.intakeDay),
    counsellor_id: resolve('staff', doc.counsellor ?? doc.createdBy),
    restricted: doc.restricted === true ? 1 : 0,
    stay_until: doc.stayUntil,
  }),
  consultation: (doc, resolve) => {
    const person = resolve('person', doc.person);
    if (person === null) return null;
    return {
      person_id: person,
      day: doc.day,
      time: doc.time,
      next_day: doc.nextDay,
      counsellor_id: resolve('staff', doc.counsellor),
      restricted: doc.restricted === true ? 1 : 0,
      method: doc.method,
      type: doc.type,
      project_id: doc.project === null ? null : resolve('project', doc.project),
      corrected: null,
    };
  },
  // Named by UUID, so that it does not matter which of the two came first; its place among others is set by Tables.
  correction: (doc) => ({ consultation: doc.consultation, lamport: null, device: null }),
  company: (doc, resolve) => ({
    name: doc.name,
    ...nameColumns(doc.name),
    business_number: doc.businessNumber,
    district: doc.district,
    complex: doc.complex,
    factory_id: doc.factory === null ? null : resolve('factory', doc.factory),
  }),
  sensitive: ofPerson,
  consentTemplate: (doc) => ({ kind: doc.kind, from_day: doc.from }),
  consent: ofPerson,
  attachment: (doc, resolve) => {
    const person = resolve('person', doc.person);
    if (person === null) return null;
    return {
      person_id: person,
      consultation: doc.consultation,
      kind: doc.kind,
      archived: doc.archivedAt === null ? 0 : 1,
    };
  },
  snooze: (doc, resolve) => {
    const person = resolve('person', doc.person);
    return person === null ? null : { person_id: person, kind: doc.kind, due: doc.due, until: doc.until };
  },
  erasure: (doc) => ({ day: doc.day }),
  // By UUID: it may come before the line it is about.
  erasureDone: (doc) => ({ erasure: doc.erasure, device: doc.device, stage: doc.stage }),
  site: (doc, resolve) => partOfCompany(doc, resolve, null),
  contact: (doc, resolve) => partOfCompany(doc, resolve, null),
  certificate: (doc, resolve) => partOfCompany(doc, resolve, doc.removedAt === null ? doc.expiresOn : null),
  promise: (doc, resolve) =>
    partOfCompany(doc, resolve, doc.removedAt === null && doc.doneOn === null ? doc.due : null),
  factory: (doc) => ({
    factory_number: doc.factoryNumber,
    name: doc.name,
    ...nameColumns(doc.name),
    address_key: foldText(doc.address),
    district: doc.district,
    dong: doc.dong,
    root_technology: doc.rootTechnology,
    doubts: doc.doubts.length,
  }),
  staff: (doc) => ({
    login_id: doc.loginId,
    name: doc.name,
    role: doc.role,
    ends_on: doc.endsOn,
    ended_at: doc.endedAt,
  }),
  centre: (doc) => ({ name: doc.name }),
  codeEntry: (doc) => ({ tab: doc.table, code: doc.code }),
  consultationTemplate: (doc) => ({ type: doc.type }),
  project: (doc) => ({ year: doc.year, name_sort: sortKey(`${doc.fund} ${doc.name}`) }),
  pack: (doc) => ({ name_sort: sortKey(doc.name) }),
  device: (doc) => ({ number: doc.number, name: doc.name }),
};
