import type { Input, Output } from '../../shared/contract/index.ts';
import type { CompanyPartKind } from '../../shared/contract/companyPart.ts';
import { companyParts } from '../../shared/contract/companyPart.ts';
import type { Codes } from '../../shared/codes/tables.ts';
import type { Day } from '../../shared/korean/day.ts';
import type { CertificateFields } from '../../shared/model/certificate.ts';
import { emptyCertificate, readCertificate } from '../../shared/model/certificate.ts';
import type { ContactFields } from '../../shared/model/contact.ts';
import { emptyContact, readContact } from '../../shared/model/contact.ts';
import type { Reading } from '../../shared/model/fields.ts';
import { changedFields } from '../../shared/model/fields.ts';
import { Refusal, refuse } from '../../shared/model/problem.ts';
import type { PromiseFields } from '../../shared/model/promise.ts';
import { emptyPromise, readPromise } from '../../shared/model/promise.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { SiteFields } from '../../shared/model/site.ts';
import { emptySite, readSite } from '../../shared/model/site.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { codesOf } from './code.ts';

/** More of one kind than any company has; the answer stays small. */
const mostParts = 200;

type Typed = Readonly<Record<string, string>>;
/** What the forms of the kinds say. */
interface Fields {
  readonly site: SiteFields;
  readonly contact: ContactFields;
  readonly certificate: CertificateFields;
  readonly promise: PromiseFields;
}
type PartFields = Fields[CompanyPartKind];

/** Each kind's reader over what was typed; what a form leaves out is blank. */
const readers: { readonly [K in CompanyPartKind]: (typed: Typed, today: Day, codes: Codes) => Reading<Fields[K]> } = {
  site: (typed) => readSite({ ...emptySite, ...typed }),
  contact: (typed, _today, codes) => readContact({ ...emptyContact, ...typed }, codes),
  certificate: (typed, today, codes) => readCertificate({ ...emptyCertificate, ...typed }, today, codes),
  promise: (typed, today) => readPromise({ ...emptyPromise, ...typed }, today),
};

export function listCompanyParts(
  store: ReadableStore,
  _actor: Actor,
  { companyId }: Input<'companyPart.list'>,
): Output<'companyPart.list'> {
  store.need('company', companyId);
  const of = (kind: CompanyPartKind): unknown =>
    (
      store
        .sql(
          `SELECT id, doc FROM ${kind} WHERE company_id = ? AND removed = 0 ORDER BY doc ->> '$.createdAt', uuid LIMIT ?`,
        )
        .all(companyId, mostParts) as { id: number; doc: string }[]
    ).map(({ id, doc }) => {
      const fields = JSON.parse(doc) as { changedAt: number };
      return { id, fields, seen: store.formRead(kind, id), changedAt: fields.changedAt };
    });
  // Parsing cuts each document to the fields of its kind.
  return companyParts.parse({
    site: of('site'),
    contact: of('contact'),
    certificate: of('certificate'),
    promise: of('promise'),
  });
}

/** Refuses with `notFound` a part that does not hang on that company. */
function mustHangOn(store: ReadableStore, kind: CompanyPartKind, id: number, companyId: number): void {
  if (store.need(kind, id).company !== store.uuidOf('company', companyId)) refuse('notFound');
}

export function saveCompanyPart(
  store: WritableStore,
  _actor: Actor,
  input: Input<'companyPart.save'>,
): Output<'companyPart.save'> {
  const { kind, companyId, id } = input;
  const codes = codesOf(store);
  const reading: Reading<PartFields> = readers[kind](input.values, store.today, codes);
  if (!reading.ok) throw new Refusal(reading.problem);
  const company = store.uuidOf('company', companyId);
  store.touch('company', companyId);
  if (id === null) {
    return { id: store.insert(kind, { ...reading.value, company, removedAt: null }) };
  }
  mustHangOn(store, kind, id, companyId);
  const before: Reading<PartFields> = readers[kind](input.before, store.today, codes);
  const changed: object = changedFields(before, reading.value);
  store.change(kind, id, changed, input.seen ?? undefined);
  return { id };
}

export function removeCompanyPart(
  store: WritableStore,
  _actor: Actor,
  { kind, id, companyId, undo }: Input<'companyPart.remove'>,
): Output<'companyPart.remove'> {
  mustHangOn(store, kind, id, companyId);
  store.change(kind, id, { removedAt: undo ? null : store.now });
  store.touch('company', companyId);
  return { id };
}
