import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateCompanies, generatePeople } from '../../../test/fixtures/generate.ts';
import { initialsOf } from '../../../shared/korean/hangul.ts';
import type { FindOptions, PersonRecord, SearchEngine, SearchHit, SearchRecord } from './engine.ts';
import { createSearchEngine } from './engine.ts';
import { compareRecords, matches, ranks } from './meaning.ts';

/** What the meaning says the answer is. */
function expected(
  records: Iterable<SearchRecord>,
  query: string,
  { limit, kinds, mayName }: FindOptions,
): { hits: SearchHit[]; more: boolean } {
  const found = [...records]
    .filter(({ kind, id }) => (!kinds || kinds.includes(kind)) && (!mayName || mayName(kind, id)))
    .flatMap((record) => {
      const match = matches(record, query);
      return match ? [{ record, match }] : [];
    })
    .sort((a, b) => a.match.rank - b.match.rank || compareRecords(a.record, b.record));
  return {
    hits: found.slice(0, limit).map(({ record: { kind, id }, match }) => ({ kind, id, ...match })),
    more: found.length > limit,
  };
}

// A small alphabet, so that names share beginnings, insides and initials, and half-typed syllables have sequels.
const letters = '가각갂갉감강고과광기김길갑값처철첤청천수숙이잇있인남궁'.split('');
const latin = ['an', 'anh', 'van', 'nguyen', 'na', 'k', 'rl', 'rla', 'dk'];
/** Names that come back in most records and queries: namesakes, and names that are one another's half-typed forms. */
const common =
  '김철수|김첤|김철|철수|이수현|이숙|잇현|가가|각|각가|가|감|기명|김|고과|광고|NGUYEN VAN AN|VAN AN|대한 금속|(주)대한금속|대한'.split(
    '|',
  );
const name = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...common) },
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 4 }).map((c) => c.join('')),
  },
  { weight: 2, arbitrary: fc.array(fc.constantFrom(...latin), { minLength: 1, maxLength: 3 }).map((w) => w.join(' ')) },
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ...letters,
          ...latin,
          '1',
          '12',
          '李',
          'ㄱ',
          'Đ',
          ' ',
          '-',
          '&',
          '(주)',
          '㈜',
          '주식회사 ',
          '9001',
          'A',
        ),
        {
          maxLength: 7,
        },
      )
      .map((parts) => parts.join('')),
  },
);
const few = (max: number) => fc.string({ unit: fc.constantFrom('0', '1', '2', '9'), minLength: 0, maxLength: max });
const phone = fc.oneof(
  few(3).map((d) => `010${`${d}1290`.slice(0, 4)}${`${d}0101`.slice(0, 4)}`),
  few(12),
  fc.constantFrom('0321234567', '021234567', '050412345678', '15881234', '+84 91 234 5678', '010-1990-0101'),
);
const birth = fc.constantFrom('1990-01-01', '1990-01-02', '1901-09-01', '2001-01-01', '1912-12-12', '1990-10-10');
const id = fc.integer({ min: 1, max: 40 });
const person = fc.record(
  {
    kind: fc.constant('person' as const),
    id,
    name,
    phones: fc.array(phone, { maxLength: 3 }),
    otherNames: fc.array(name, { maxLength: 2 }),
    birth,
  },
  { requiredKeys: ['kind', 'id', 'name', 'phones'] },
);
const company = fc.record(
  {
    kind: fc.constant('company' as const),
    id,
    name,
    phones: fc.array(phone, { maxLength: 2 }),
    aliases: fc.array(name, { maxLength: 2 }),
    businessNumber: fc.constantFrom('1012345678', '9001011234', '1199012345'),
  },
  { requiredKeys: ['kind', 'id', 'name', 'phones'] },
);
const factory = fc.record({ kind: fc.constant('factory' as const), id, name });
const record: fc.Arbitrary<SearchRecord> = fc.oneof(
  { weight: 5, arbitrary: person },
  { weight: 2, arbitrary: company },
  { weight: 2, arbitrary: factory },
);

const word = fc.oneof(
  { weight: 3, arbitrary: name },
  { weight: 3, arbitrary: name.map((n) => initialsOf(n)) },
  { weight: 3, arbitrary: fc.tuple(name, fc.nat(4)).map(([n, at]) => n.slice(0, at) + initialsOf(n.slice(at))) },
  { weight: 2, arbitrary: fc.tuple(name, fc.nat(3), fc.nat(4)).map(([n, from, to]) => n.slice(from, from + to)) },
  { weight: 3, arbitrary: fc.tuple(phone, fc.nat(8), fc.nat(9)).map(([p, from, to]) => p.slice(from, from + to)) },
  { weight: 2, arbitrary: fc.tuple(birth, fc.nat(2), fc.nat(10)).map(([b, from, to]) => b.slice(from, to)) },
  fc.constantFrom(
    '19900101',
    '900101',
    '90년생',
    '1990.1.1',
    '1',
    '0',
    'ㄱ',
    '가',
    '김',
    '101-23',
    '잇ㄱ',
    'ㄱ철',
    'ㄳ',
    '&',
  ),
  fc.constantFrom('rla', 'rlacjf', 'rlacjftn', 'rkr', 'dltt', 'rl rk', '주식회사', '(주', '+82 10', '1012341234'),
);
const query = fc.oneof(
  { weight: 3, arbitrary: word },
  { weight: 2, arbitrary: fc.array(word, { minLength: 2, maxLength: 3 }).map((words) => words.join(' ')) },
);
const options: fc.Arbitrary<FindOptions> = fc.record(
  {
    limit: fc.integer({ min: 1, max: 8 }),
    kinds: fc.subarray(['person', 'company', 'factory'] as const, { minLength: 1 }).map((kinds) => [...kinds]),
    mayName: fc.integer({ min: 2, max: 4 }).map((n) => (_: string, own: number) => own % n !== 0),
  },
  { requiredKeys: ['limit'] },
);

type Act =
  | { act: 'load' | 'loadInSteps'; records: readonly SearchRecord[]; meanwhile: readonly SearchRecord[] }
  | { act: 'upsert' | 'upsertAll'; records: readonly SearchRecord[] }
  | { act: 'remove'; records: readonly Pick<SearchRecord, 'kind' | 'id'>[] }
  | { act: 'find'; query: string; options: FindOptions };

const removed = fc.record({ kind: fc.constantFrom('person' as const, 'company' as const, 'factory' as const), id });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constantFrom('load' as const, 'loadInSteps' as const),
      records: fc.array(record, { maxLength: 60 }),
      meanwhile: fc.array(record, { maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constantFrom('upsert' as const, 'upsertAll' as const),
      records: fc.array(record, { maxLength: 90 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('remove' as const), records: fc.array(removed, { maxLength: 9 }) }),
  },
  { weight: 9, arbitrary: fc.record({ act: fc.constant('find' as const), query, options }) },
);

/** Does a step on both; gives the engine's answers and what they should have been. */
function run(engine: SearchEngine, model: Map<string, SearchRecord>, step: Act): { own: unknown[]; wanted: unknown[] } {
  const own: unknown[] = [];
  const wanted: unknown[] = [];
  const put = (each: SearchRecord): unknown => model.set(`${each.kind} ${each.id}`, each);
  switch (step.act) {
    case 'load':
      model.clear();
      step.records.forEach(put);
      engine.load(step.records);
      break;
    case 'loadInSteps': {
      const load = engine.beginLoad();
      for (const each of step.records) load.add(each);
      const before = new Map(model);
      const touched: SearchRecord[] = [...step.meanwhile];
      const gone = touched.pop();
      for (const _ of load.finish()) {
        const next = touched.shift();
        if (next) {
          before.set(`${next.kind} ${next.id}`, next);
          engine.upsert(next);
        }
        own.push(engine.find('가', { limit: 3 }));
        wanted.push(expected(before.values(), '가', { limit: 3 }));
      }
      model.clear();
      step.records.forEach(put);
      step.meanwhile.slice(0, -1).forEach(put);
      if (gone) {
        model.delete(`${gone.kind} ${gone.id}`);
        engine.remove(gone.kind, gone.id);
      }
      break;
    }
    case 'upsert':
      for (const each of step.records) {
        put(each);
        engine.upsert(each);
      }
      break;
    case 'upsertAll':
      step.records.forEach(put);
      engine.upsertAll(step.records);
      break;
    case 'remove':
      for (const { kind, id: gone } of step.records) {
        model.delete(`${kind} ${gone}`);
        engine.remove(kind, gone);
      }
      break;
    case 'find':
      own.push(engine.find(step.query, step.options));
      wanted.push(expected(model.values(), step.query, step.options));
      break;
  }
  return { own: [...own, engine.size()], wanted: [...wanted, model.size] };
}

describe('검색 엔진은 뜻풀이와 같은 답을 같은 순서로 준다', () => {
  it('아무 자료에서나 아무 검색어로나', () => {
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 40 }),
        fc.array(fc.tuple(query, options), { maxLength: 25 }),
        (records, asked) => {
          const own = new Map(records.map((each) => [`${each.kind} ${each.id}`, each]));
          const engine = createSearchEngine();
          engine.load(records);
          for (const [text, how] of asked) expect(engine.find(text, how)).toEqual(expected(own.values(), text, how));
        },
      ),
      { numRuns: 400 },
    );
  });
  it('자료를 고치고 지우고 다시 읽는 사이에도', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 40 }), (acts) => {
        const engine = createSearchEngine();
        const model = new Map<string, SearchRecord>();
        for (const step of acts) {
          const { own, wanted } = run(engine, model, step);
          expect(own).toEqual(wanted);
        }
      }),
      { numRuns: 200 },
    );
  });
  it('사람 4천, 기업 천5백을 읽고 3백 명을 고친 뒤에도 (큰 목록의 정렬과 여러 낱말의 표시)', () => {
    const people = generatePeople(7, 4000).map(toPerson);
    const companies = generateCompanies(8, 1500).map(toCompany);
    const engine = createSearchEngine();
    engine.load([...people, ...companies].reverse());
    const all = new Map([...people, ...companies].map((each) => [`${each.kind} ${each.id}`, each]));
    for (const changed of generatePeople(9, 300).map((each) => toPerson({ ...each, id: each.id * 7 }))) {
      engine.upsert(changed);
      all.set(`person ${changed.id}`, changed);
    }
    const texts = [
      '김',
      'ㄱ',
      '김ㅅ',
      'ㄱㅅㅎ',
      '영ㅅ',
      '0',
      '010 1',
      '1 9',
      '김 0',
      'ㄱ 0 1',
      'ㅇ ㅅ',
      '19',
      '1990',
      'nguyen v',
      '대한 금',
      '(주)ㄷ',
    ];
    const some = people.filter((_, i) => i % 800 === 0);
    for (const { name: own, phones } of some)
      texts.push(`${own} ${phones[0]?.slice(-4)}`, `${own} ${phones[0]?.slice(3, 7)}`);
    for (const [i, text] of texts.entries()) {
      const how = { limit: 3 + ((i * 7) % 30) };
      expect({ text, ...engine.find(text, how) }).toEqual({ text, ...expected(all.values(), text, how) });
    }
  });
});

describe('찾은 곳', () => {
  it('한 낱말로도 여러 낱말로도 같은 순위이면 먼저 정해진 칸을 알린다', () => {
    const both: SearchRecord = {
      kind: 'person',
      id: 1,
      name: '가다 나',
      otherNames: ['바가나'],
      phones: ['0101990'],
      birth: '1990-01-01',
    };
    const engine = createSearchEngine();
    engine.load([both]);
    // 가 나 is in 바가나 as one word and in 가다 나 as two, equally well.
    expect(engine.find('가 나', { limit: 1 }).hits).toEqual([
      { kind: 'person', id: 1, rank: ranks.infix, field: 'name' },
    ]);
    for (const text of ['가', '가 나', '나가', '나 가', '0101', '19 90', '1 9 9 0', '010 1990']) {
      expect({ text, ...engine.find(text, { limit: 3 }) }).toEqual({ text, ...expected([both], text, { limit: 3 }) });
    }
  });
});

describe('이름을 볼 수 없는 사람', () => {
  it('결과에도 더 있음 표시에도 나타나지 않는다', () => {
    const engine = createSearchEngine();
    engine.load([
      { kind: 'person', id: 1, name: '김철수', phones: [] },
      { kind: 'person', id: 2, name: '김철수', phones: [] },
    ]);
    expect(engine.find('김철수', { limit: 1, mayName: (_, own) => own !== 2 })).toEqual({
      hits: [{ kind: 'person', id: 1, rank: 0, field: 'name' }],
      more: false,
    });
  });
});

describe('찾는 사람은 앞의 다섯 안에 있다', () => {
  const people = generatePeople(11, 5000);
  const engine = createSearchEngine();
  engine.load(people.map(toPerson));
  const inFirstFive = (text: string, wanted: number): boolean =>
    engine.find(text, { limit: 5 }).hits.some(({ id: found }) => found === wanted);

  it('이름과 뒷번호, 이름과 생년월일, 전화번호 전체로', () => {
    for (const { id: wanted, name: own, mobile, birth: born } of people.slice(0, 300)) {
      expect(inFirstFive(`${own} ${mobile.slice(-4)}`, wanted)).toBe(true);
      expect(inFirstFive(`${own} ${born.replaceAll('-', '').slice(2)}`, wanted)).toBe(true);
      expect(inFirstFive(mobile, wanted)).toBe(true);
    }
  });
});

function toPerson({
  id: own,
  name: called,
  latinName,
  mobile,
  birth: born,
}: ReturnType<typeof generatePeople>[number]): PersonRecord {
  return {
    kind: 'person',
    id: own,
    name: called,
    phones: [mobile],
    birth: born,
    ...(latinName === null ? {} : { otherNames: [latinName] }),
  };
}
function toCompany({
  id: own,
  name: called,
  phone: dialled,
  businessNumber,
}: ReturnType<typeof generateCompanies>[number]): SearchRecord {
  return { kind: 'company', id: own, name: called, phones: [dialled], businessNumber };
}
