import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { FactoryFilter } from '../../shared/contract/listFilter.ts';
import { companyKey } from '../../shared/korean/name.ts';
import { foldText } from '../../shared/korean/text.ts';
import type { FactoryFields } from '../../shared/model/factory.ts';
import type { Actor } from '../../shared/model/role.ts';
import { testFolder, testNow } from '../deskTest.test-helper.ts';
import { openEngine } from '../store/open.ts';
import { companiesFromFactories, companyFromFactory, listCompanies } from './company.ts';
import { getFactory, listFactories } from './factory.ts';
import { writeFactories } from './factoryWrite.ts';
import { exportedRows, listIds, planExport } from './listExport.ts';
import { keepListView, listViews } from './listView.ts';
import { addStaff } from './staff.ts';

const setUp: Actor = { userId: 0, name: '설치', role: 'admin' };
const names = ['(주)가나정공', '다라도금', '주식회사 가나금속', '100%표면처리', '마바_주조'] as const;
const addresses = ['인천광역시 남동구 고잔동 1', '인천 서구 가좌동 5', ''] as const;
const every = { offset: 0, limit: 200 } as const;

const plain: FactoryFields = {
  factoryNumber: null,
  name: '가나정공',
  rawName: '가나정공',
  industry: '도금업',
  rootTechnology: null,
  address: '',
  district: null,
  oldDistrict: null,
  dong: null,
  lon: null,
  lat: null,
  complex: null,
  complexGuessed: false,
  phone: null,
  product: null,
  employees: null,
  doubts: [],
};

interface Known extends FactoryFields {
  readonly id: number;
}

/** A directory of 40 lines, every fifth of them a company already. */
function openDirectory() {
  const lock = { cipher: 'sqlcipher' as const, key: randomBytes(32), logKey: randomBytes(32) };
  const engine = openEngine(path.join(testFolder(), 'store.db'), lock, 'readwrite');
  onTestFinished(() => engine.close());
  const account = { loginId: 'giup', name: '김기업', role: 'companySupport' } as const;
  const actor: Actor = engine.transact(setUp, testNow, (store) => addStaff(store, setUp, account)).value;
  const lines = engine.transact(actor, testNow, (store) =>
    Array.from({ length: 40 }, (_, n): Known => {
      const fields: FactoryFields = {
        ...plain,
        name: `${names[n % names.length] ?? ''}${n}`,
        address: addresses[n % addresses.length] ?? '',
        district: [null, '28200', '28237'][n % 3] ?? null,
        complex: n % 4 === 0 ? '128010' : null,
        complexGuessed: n % 8 === 0,
        rootTechnology: [null, 'R01', 'R05'][n % 3] ?? null,
        doubts: n % 7 === 0 ? ['주소가 없습니다.'] : [],
      };
      return { id: store.insert('factory', { ...fields, source: '시청.xlsx' }), ...fields };
    }),
  ).value;
  const made = lines.filter((_, n) => n % 5 === 0).map(({ id }) => id);
  engine.transact(actor, testNow, (store) => {
    for (const factoryId of made) companyFromFactory(store, actor, { factoryId });
  });
  return { engine, actor, lines, made: new Set(made) };
}

/** The filter in plain words: what the SQL must agree with. */
function matches(filter: FactoryFilter, line: Known, isMade: boolean): boolean {
  const text = foldText(filter.text ?? '');
  const isNamed = companyKey(line.name).includes(companyKey(filter.text ?? ''));
  return (
    (text === '' || isNamed || foldText(line.address).includes(text)) &&
    (filter.district === undefined || line.district === filter.district) &&
    (filter.complex === undefined || line.complex === filter.complex) &&
    (filter.technology === undefined || line.rootTechnology === filter.technology) &&
    (filter.root === undefined || line.rootTechnology !== null) &&
    (filter.doubtful === undefined || line.doubts.length > 0) &&
    (filter.company === undefined || (filter.company === 'made') === isMade)
  );
}

test('어떤 조건을 겹쳐도 공장명부의 줄과 수, 번호, 내보낼 줄은 조건에 맞는 공장이다', () => {
  const { engine, actor, lines, made } = openDirectory();
  const store = engine.readable(testNow);
  const given: { [K in keyof FactoryFilter]-?: fc.Arbitrary<Exclude<FactoryFilter[K], undefined>> } = {
    text: fc.constantFrom('가나', '(주)가나', '고잔', '%', '_', ' ', '없는 곳'),
    district: fc.constantFrom('28200', '28237'),
    complex: fc.constant('128010'),
    technology: fc.constantFrom('R01', 'R05'),
    root: fc.constant(true),
    doubtful: fc.constant(true),
    company: fc.constantFrom('made', 'none'),
  };
  const filters = fc.record(given, { requiredKeys: [] }) as fc.Arbitrary<FactoryFilter>;
  fc.assert(
    fc.property(
      filters,
      fc.constantFrom('name', 'district'),
      fc.constantFrom('asc', 'desc'),
      (filter, sort, direction) => {
        const expected = lines.filter((line) => matches(filter, line, made.has(line.id))).map(({ id }) => id);
        const list = listFactories(store, actor, { filter, sort, direction, ...every });
        expect(list.rows.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(expected);
        expect(list.total).toBe(expected.length);
        const of = { list: 'factories', filter } as const;
        expect(listIds(store, actor, { of })).toEqual({ ids: expected.toReversed(), total: expected.length });
        const plan = planExport(store, actor, { of, ids: null, sort, direction });
        expect(plan.ids).toEqual(list.rows.map(({ id }) => id));
        expect(plan.logged).toEqual([{ ids: plan.ids, count: plan.ids.length }]);
      },
    ),
    { numRuns: 200 },
  );
});

test('고른 줄을 한 번에 기업으로 등록하되 이미 등록된 곳과 두 번 고른 곳은 하나만 남는다', () => {
  const { engine, actor, lines, made } = openDirectory();
  const [first, second, third] = lines;
  if (!first || !second || !third) throw new Error('no lines');
  expect(made.has(first.id)).toBe(true);
  const factoryIds = [first.id, second.id, third.id, second.id];
  const answer = engine.transact(actor, testNow, (store) => companiesFromFactories(store, actor, { factoryIds })).value;
  expect(answer.made).toHaveLength(2);
  expect(answer.already).toBe(1);
  const { total } = listCompanies(engine.readable(testNow), actor, { sort: 'name', direction: 'asc', ...every });
  expect(total).toBe(made.size + 2);
  const again = engine.transact(actor, testNow, (store) => companiesFromFactories(store, actor, { factoryIds })).value;
  expect(again).toEqual({ made: [], already: 3 });
});

test('다른 노트북에서 온 기업은 공장명부를 나중에 가져와도 제 줄을 찾아, 한 번 더 등록되지 않는다', () => {
  const empty = () => {
    const lock = { cipher: 'sqlcipher' as const, key: randomBytes(32), logKey: randomBytes(32) };
    const engine = openEngine(path.join(testFolder(), 'store.db'), lock, 'readwrite');
    onTestFinished(() => engine.close());
    const bring = (add: readonly FactoryFields[]) =>
      engine.transact(setUp, testNow, (store) =>
        writeFactories(
          store,
          { add, update: [], refused: 0, doubtful: 0 },
          { source: '시청.xlsx', cancelled: () => false, progress: () => undefined },
        ),
      );
    return {
      engine,
      bring,
      idOf: (name: string) => engine.sql('SELECT id FROM factory WHERE name = ?').pluck().get(name),
    };
  };
  const directory = ['가나정공', '다라도금'].map((name) => ({ ...plain, name, address: '인천 남동구 고잔동 1' }));
  const here = empty();
  here.bring(directory);
  const made = here.engine.transact(setUp, testNow, (store) => {
    const { id } = companyFromFactory(store, setUp, { factoryId: Number(here.idOf('가나정공')) });
    return store.need('company', id);
  }).value;
  // The company travels; the directory is read by each laptop for itself.
  const there = empty();
  const { createdBy: _by, createdAt: _at, changedAt: _changed, ...content } = made;
  const company = there.engine.transact(setUp, testNow, (store) => store.insert('company', content)).value;
  const { touched } = there.bring(directory);
  expect(touched).toContainEqual({ type: 'company', id: company });
  const factoryId = Number(there.idOf('가나정공'));
  const store = there.engine.readable(testNow);
  expect(getFactory(store, setUp, { id: factoryId }).companyId).toBe(company);
  expect(getFactory(store, setUp, { id: Number(there.idOf('다라도금')) }).companyId).toBeNull();
  const again = there.engine.transact(setUp, testNow, (writable) => companyFromFactory(writable, setUp, { factoryId }));
  expect(again.value).toEqual({ id: company, already: true });
});

test('공장명부를 내보내면 추정한 단지와 기업 등록 여부와 의심되는 점이 드러난다', () => {
  const { engine, actor, lines } = openDirectory();
  const [line] = lines;
  if (!line) throw new Error('no line');
  const rows = exportedRows(engine.readable(testNow), actor, {
    list: 'factories',
    ids: [line.id, 999],
    columns: ['name', 'complex', 'company', 'doubts', '없는 열'],
    unmasked: false,
  });
  expect([...rows]).toEqual([[1, line.name, expect.stringMatching(/\(추정\)$/), '등록됨', '주소가 없습니다.']]);
});

test('공장명부의 거르기도 이름을 붙여 남고 다른 목록의 것과 섞이지 않는다', () => {
  const { engine, actor } = openDirectory();
  const of = { list: 'factories', filter: { text: '도금', doubtful: true } } as const;
  engine.transact(actor, testNow, (store) => keepListView(store, actor, { name: '의심 도금', of }));
  const store = engine.readable(testNow);
  expect(listViews(store, actor, { list: 'factories' }).views).toEqual([{ name: '의심 도금', of }]);
  expect(listViews(store, actor, { list: 'companies' }).views).toEqual([]);
});
