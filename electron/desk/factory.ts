import type { Input, Output } from '../../shared/contract/index.ts';
import { complexes } from '../../shared/codes/complex.ts';
import { districts } from '../../shared/codes/district.ts';
import { codeName } from '../../shared/codes/index.ts';
import { rootTechnologies } from '../../shared/codes/rootTechnology.ts';
import { companyKey } from '../../shared/korean/name.ts';
import { foldText } from '../../shared/korean/text.ts';
import { factoryFields } from '../../shared/model/factory.ts';
import type { Actor } from '../../shared/model/role.ts';
import type { FactoryDoc } from '../store/records.ts';
import type { ReadableStore } from '../store/store.ts';
import { listOrders, pickFactories } from './listFilter.ts';
import { page } from './page.ts';

/** The company made of a directory line, if any. */
export function companyOf(store: ReadableStore, factoryId: number): number | null {
  return (
    (store.sql('SELECT id FROM company WHERE factory_id = ?').pluck().get(factoryId) as number | undefined) ?? null
  );
}

/** The 공장명부, filtered, as the actor sorts it. */
export function listFactories(
  store: ReadableStore,
  _actor: Actor,
  input: Input<'factory.list'>,
): Output<'factory.list'> {
  const { count, pick } = pickFactories(input.filter ?? {});
  const order = listOrders.factories[input.sort][input.direction];
  const { rows, ...rest } = page<{ id: number; doc: string }>(store, input, {
    count,
    rows: {
      sql: `SELECT id, doc FROM (${pick.sql} ORDER BY ${order} LIMIT ? OFFSET ?) CROSS JOIN factory ON factory.id = pick
            ORDER BY ${order}`,
      args: pick.args,
    },
  });
  return {
    ...rest,
    rows: rows.map(({ id, doc }) => {
      const record = JSON.parse(doc) as FactoryDoc;
      return {
        id,
        name: record.name,
        district: record.district && codeName(districts, record.district),
        complex: record.complex && codeName(complexes, record.complex),
        complexGuessed: record.complexGuessed,
        industry: record.industry,
        rootTechnology: record.rootTechnology && codeName(rootTechnologies, record.rootTechnology),
        doubts: record.doubts.length,
        companyId: companyOf(store, id),
        address: record.address,
        phone: record.phone,
        product: record.product,
        employees: record.employees,
      };
    }),
  };
}

/** Look-alikes shown on a directory line. */
const mostLookalikes = 10;

/** One directory line with the lines that may be the same factory. */
export function getFactory(store: ReadableStore, _actor: Actor, { id }: Input<'factory.get'>): Output<'factory.get'> {
  const doc = store.need('factory', id);
  const others = store
    .sql(
      `SELECT id, name, dong, address_key, doc ->> '$.address' AS address FROM factory WHERE name_key = ? AND id <> ? LIMIT ${mostLookalikes}`,
    )
    .all(companyKey(doc.name), id) as {
    id: number;
    name: string;
    dong: string | null;
    address_key: string;
    address: string;
  }[];
  const why = (other: (typeof others)[number]): string => {
    if (doc.address !== '' && other.address_key === foldText(doc.address)) return '같은 이름, 같은 주소';
    if (doc.dong !== null && other.dong === doc.dong) return '같은 이름, 같은 동';
    return '같은 이름';
  };
  return {
    id,
    fields: factoryFields.parse(doc),
    companyId: companyOf(store, id),
    lookalikes: others.map((other) => ({ id: other.id, name: other.name, address: other.address, why: why(other) })),
    source: doc.source,
  };
}
