import type { Input, Output } from '../../shared/contract/index.ts';
import { complexes } from '../../shared/codes/complex.ts';
import { districts } from '../../shared/codes/district.ts';
import { codeName } from '../../shared/codes/index.ts';
import { rootTechnologies } from '../../shared/codes/rootTechnology.ts';
import type { CompanyFields } from '../../shared/model/company.ts';
import { companyFields, readCompany, unknownCompany } from '../../shared/model/company.ts';
import { changedFields } from '../../shared/model/fields.ts';
import { Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { CompanyDoc } from '../store/records.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { codesOf } from './code.ts';
import { companyOf } from './factory.ts';
import { listOrders, pickCompanies } from './listFilter.ts';
import { page } from './page.ts';
import { staffName } from './person.ts';

export function createCompany(
  store: WritableStore,
  _actor: Actor,
  input: Input<'company.create'>,
): Output<'company.create'> {
  const reading = readCompany(input, store.today, codesOf(store));
  if (!reading.ok) throw new Refusal(reading.problem);
  return { id: addCompany(store, reading.value) };
}

/** Makes the record of a company, as the form and as an import do; gives its id. */
export function addCompany(store: WritableStore, fields: CompanyFields): number {
  return store.insert('company', { ...fields, factory: null });
}

export function changeCompany(
  store: WritableStore,
  _actor: Actor,
  input: Input<'company.change'>,
): Output<'company.change'> {
  const codes = codesOf(store);
  const reading = readCompany(input.company, store.today, codes);
  if (!reading.ok) throw new Refusal(reading.problem);
  const changed = changedFields(readCompany(input.before, store.today, codes), reading.value);
  // A guessed complex stays a guess until somebody changes it.
  const { complexGuessed: _guess, ...fields } = changed;
  const settled = 'complex' in fields ? { complexGuessed: false } : {};
  store.change('company', input.id, { ...fields, ...settled }, input.seen);
  return { id: input.id };
}

/** 기업 made of a directory line at first contact; a second time it gives the company that is already there. */
export function companyFromFactory(
  store: WritableStore,
  _actor: Actor,
  { factoryId }: Input<'company.fromFactory'>,
): Output<'company.fromFactory'> {
  const factory = store.need('factory', factoryId);
  const made = companyOf(store, factoryId);
  if (made !== null) return { id: made, already: true };
  const id = store.insert('company', {
    ...unknownCompany,
    name: factory.name,
    phone: factory.phone,
    district: factory.district,
    address: factory.address === '' ? null : factory.address,
    complex: factory.complex,
    complexGuessed: factory.complexGuessed,
    industry: factory.industry === '' ? null : factory.industry,
    rootTechnology: factory.rootTechnology,
    product: factory.product === '' ? null : factory.product,
    factory: store.uuidOf('factory', factoryId),
  });
  store.touch('factory', factoryId);
  return { id, already: false };
}

/** The same of marked lines: those that are companies already are counted and stay as they are. */
export function companiesFromFactories(
  store: WritableStore,
  actor: Actor,
  { factoryIds }: Input<'company.fromFactories'>,
): Output<'company.fromFactories'> {
  const all = [...new Set(factoryIds)].map((factoryId) => companyFromFactory(store, actor, { factoryId }));
  const made = all.flatMap(({ id, already }) => (already ? [] : [id]));
  return { made, already: all.length - made.length };
}

export function getCompany(store: ReadableStore, _actor: Actor, { id }: Input<'company.get'>): Output<'company.get'> {
  const doc = store.need('company', id);
  return {
    id,
    fields: companyFields.parse(doc),
    factoryId: doc.factory === null ? null : store.idOf('factory', doc.factory),
    seen: store.formRead('company', id),
    createdBy: staffName(store, doc.createdBy),
    createdAt: doc.createdAt,
    changedAt: doc.changedAt,
  };
}

export function listCompanies(
  store: ReadableStore,
  _actor: Actor,
  input: Input<'company.list'>,
): Output<'company.list'> {
  const { count, pick } = pickCompanies(store, input.filter ?? {});
  const order = listOrders.companies[input.sort][input.direction];
  const { rows, ...rest } = page<{ id: number; doc: string }>(store, input, {
    count,
    rows: {
      sql: `SELECT id, doc FROM (${pick.sql} ORDER BY ${order} LIMIT ? OFFSET ?) CROSS JOIN company ON company.id = pick
            ORDER BY ${order}`,
      args: pick.args,
    },
  });
  return {
    ...rest,
    rows: rows.map(({ id, doc }) => {
      const record = JSON.parse(doc) as CompanyDoc;
      return {
        id,
        name: record.name,
        businessNumber: record.businessNumber,
        district: record.district && codeName(districts, record.district),
        complex: record.complex && codeName(complexes, record.complex),
        rootTechnology: record.rootTechnology && codeName(rootTechnologies, record.rootTechnology),
        phone: record.phone,
      };
    }),
  };
}
