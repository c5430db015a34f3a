import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from './cell.ts';
import type { FactoryColumn, FactoryMapping } from './factoryColumns.ts';
import { readFactoryRow, type FactoryReading, type FactoryRow } from './factoryRows.ts';

const columns = [
  'factoryNumber',
  'name',
  'industry',
  'address',
  'lotAddress',
  'phone',
  'employees',
  'complex',
  'pnu',
  'lon',
  'lat',
  'product',
  'city',
  'district',
] as const satisfies readonly FactoryColumn[];
const mapping: FactoryMapping = Object.fromEntries(columns.map((column, index) => [column, index]));

function read(cells: Partial<Record<FactoryColumn, Cell>>, assumeIncheon = false): FactoryReading {
  const row = { lotAddress: '인천광역시 남동구 고잔동 645-5', ...cells };
  return readFactoryRow({ line: 5, cells: columns.map((column) => row[column] ?? null) }, { mapping, assumeIncheon });
}

function firstCell(text: string): FactoryReading {
  return readFactoryRow({ line: 1, cells: [text, null] }, { mapping: { name: 1 }, assumeIncheon: false });
}

function taken(cells: Partial<Record<FactoryColumn, Cell>>, assumeIncheon = false) {
  const reading = read({ name: '(주)가나', ...cells }, assumeIncheon);
  if (!reading.ok) throw new Error(reading.reasons.map(({ message }) => message).join());
  return reading.row;
}

function refusedAs(cells: Partial<Record<FactoryColumn, Cell>>): string {
  const reading = read(cells);
  return reading.ok ? '들어옴' : reading.reasons.map(({ code }) => code).join();
}

describe('거절', () => {
  it.each([
    [null, 'nameBlank'],
    ['-', 'nameBlank'],
    [' \u200B ', 'nameBlank'],
    ['=cmd|calc', 'nameFormula'],
    ['＝1+1', 'nameFormula'],
    ['@SUM(A1)', 'nameFormula'],
    [365, 'nameNoLetter'],
    ['1-2', 'nameNoLetter'],
    [{ kind: 'day', iso: '2026-03-01' }, 'nameNoLetter'],
    [{ kind: 'formula', value: null }, 'nameNoValue'],
    ['가'.repeat(101), 'nameLong'],
    ['합계', 'totalRow'],
    ['소 계', 'totalRow'],
    ['총계(12개사)', 'totalRow'],
    ['회사명', 'headerRow'],
  ] as readonly (readonly [Cell, string])[])('회사명이 %j이면 %s', (name, code) => {
    expect(refusedAs({ name })).toBe(code);
  });

  it('첫 칸이 합계나 주석인 줄은 그렇게 말한다', () => {
    expect(firstCell('합  계')).toMatchObject({ reasons: [{ code: 'totalRow' }] });
    expect(firstCell('※ 자료: 인천광역시')).toMatchObject({ reasons: [{ code: 'noteRow' }] });
  });

  it('합계로 시작하는 회사는 거절하지 않는다', () => {
    expect(refusedAs({ name: '계양정밀' })).toBe('들어옴');
    expect(refusedAs({ name: '전체로(주)' })).toBe('들어옴');
    expect(refusedAs({ name: '참고을식품' })).toBe('들어옴');
  });

  it('인천 밖의 주소는 어느 칸의 무엇 때문인지 말한다', () => {
    expect(read({ name: '가나', lotAddress: '경기도 부천시 오정동 1' })).toEqual({
      ok: false,
      reasons: [
        {
          code: 'outsideIncheon',
          field: 'lotAddress',
          value: '경기도 부천시 오정동 1',
          message: '공장주소(지번): 주소가 인천이 아닙니다. 인천에 있는 공장이면 주소를 고쳐 주십시오.',
        },
      ],
    });
    expect(refusedAs({ name: '가나', lotAddress: null, pnu: '4136025024101080002' })).toBe('outsideIncheon');
    expect(refusedAs({ name: '가나', lotAddress: '고잔동 1', city: '경기도', district: '시흥시' })).toBe(
      'outsideIncheon',
    );
  });
});

describe('구·군과 동', () => {
  it('개편 전 주소를 2026년 구로 옮기고 옛 구를 남긴다', () => {
    expect(taken({ lotAddress: '인천광역시 서구 오류동 1650' }).fields).toMatchObject({
      district: '28290',
      oldDistrict: '서구',
      dong: '오류동',
    });
    expect(taken({ lotAddress: '인천광역시 동구 금곡동 10' }).fields).toMatchObject({
      district: '28125',
      oldDistrict: '동구',
    });
    expect(taken({ lotAddress: '인천광역시 서구 금곡동 10' }).fields).toMatchObject({ district: '28290' });
    expect(taken({ lotAddress: '인천 님동구 고잔동 1'.normalize('NFD') }).fields).toMatchObject({ district: '28200' });
  });

  it('시도와 시군구 열이 따로 있으면 앞에 붙여 읽는다', () => {
    const row = taken({ lotAddress: '가좌동 585-1', city: '인천광역시', district: '서구' });
    expect(row.fields).toMatchObject({ district: '28275', dong: '가좌동', address: '가좌동 585-1' });
  });

  it('도시 이름이 없는 서구는 인천으로 짐작하지 않고 의심으로 남긴다', () => {
    expect(taken({ lotAddress: '서구 가좌동 585-1' })).toMatchObject({
      fields: { district: null },
      doubts: ['cityMissing'],
    });
    expect(taken({ lotAddress: '서구 가좌동 585-1' }, true)).toMatchObject({
      fields: { district: '28275' },
      doubts: [],
    });
  });

  it('주소가 없으면 PNU로, 그것도 없으면 의심으로 남긴다', () => {
    expect(taken({ lotAddress: null, pnu: '2820011100107120017' }).fields).toMatchObject({
      district: '28200',
      dong: '고잔동',
    });
    expect(taken({ lotAddress: null })).toMatchObject({
      fields: { district: null, address: '' },
      doubts: ['noAddress'],
    });
    expect(taken({ lotAddress: '인천광역시 서구 없는동 1' }).doubts).toEqual(['unknownDong']);
    expect(taken({ lotAddress: '인천광역시 금곡동 10' }).doubts).toEqual(['ambiguousDong']);
  });
});

describe('산업단지', () => {
  const namdong = { lon: 126.690592, lat: 37.406069 };
  it('단지명 열이 있으면 그대로, 없으면 동과 거리로 짐작하여 추정으로 남긴다', () => {
    expect(taken({ complex: '남동공단' }).fields).toMatchObject({ complex: '128010', complexGuessed: false });
    expect(taken(namdong).fields).toMatchObject({ complex: '128010', complexGuessed: true });
    expect(taken({ ...namdong, lotAddress: '인천광역시 부평구 청천동 1' }).fields).toMatchObject({
      complex: null,
      complexGuessed: false,
    });
    expect(taken({ address: '인천 남동구 남동공단 72블럭 5롯트' }).fields).toMatchObject({
      complex: '128010',
      complexGuessed: true,
    });
  });

  it('개별입지라고 적혀 있으면 짐작하지 않는다', () => {
    expect(taken({ ...namdong, complex: '개별입지' }).fields).toMatchObject({ complex: null, complexGuessed: false });
    expect(taken({ ...namdong, complex: '없는산단' })).toMatchObject({
      fields: { complex: null },
      doubts: ['complexUnknown'],
    });
  });
});

describe('칸', () => {
  it('Excel이 지운 공장관리번호의 0을 채우고 의심으로 남긴다', () => {
    expect(taken({ factoryNumber: 2799 })).toMatchObject({
      fields: { factoryNumber: '000000000002799' },
      doubts: ['numberPadded'],
    });
    expect(taken({ factoryNumber: 281102009187094 })).toMatchObject({
      fields: { factoryNumber: '281102009187094' },
      doubts: [],
    });
    expect(taken({ factoryNumber: '２８１１０２００９１８７０９４' }).fields.factoryNumber).toBe('281102009187094');
    expect(taken({ factoryNumber: '2.81E+14' })).toMatchObject({
      fields: { factoryNumber: null },
      doubts: ['numberOdd'],
    });
  });

  it('전화는 앞의 0을 되살리고, 읽을 수 없으면 적힌 그대로 둔다', () => {
    expect(taken({ phone: 328001005 }).fields.phone).toBe('0328001005');
    expect(taken({ phone: '전화 없음' })).toMatchObject({ fields: { phone: '전화 없음' }, doubts: ['phoneOdd'] });
    expect(taken({ phone: '-' }).fields.phone).toBeNull();
  });

  it('종업원 수는 쉼표를 떼고, 읽을 수 없으면 비운다', () => {
    expect(taken({ employees: '1,234명' }).fields.employees).toBe(1234);
    expect(taken({ employees: -3 })).toMatchObject({ fields: { employees: null }, doubts: ['employeesOdd'] });
    const four: FactoryMapping = { name: 0, men: 1, women: 2, foreignMen: 3, foreignWomen: 4 };
    const reading = readFactoryRow(
      { line: 1, cells: ['가나', 3, '2', null, 1] },
      { mapping: four, assumeIncheon: true },
    );
    expect(reading).toMatchObject({ ok: true, row: { fields: { employees: 6 } } });
  });

  it('인천 밖의 좌표는 쓰지 않는다', () => {
    expect(taken({ lon: 127.3, lat: 37.6 })).toMatchObject({
      fields: { lon: null, lat: null },
      doubts: ['coordinateOutside'],
    });
  });

  it('회사명은 다듬고 원래 적힌 것을 남긴다', () => {
    expect(taken({ name: '㈜ 마바  도금 ' })).toMatchObject({
      fields: { name: '(주)마바 도금', rawName: '㈜ 마바 도금' },
      nameKey: '마바도금',
    });
    expect(taken({ name: { kind: 'formula', value: '다라' } })).toMatchObject({
      fields: { name: '다라' },
      doubts: ['formula'],
    });
    expect(taken({ industry: '도금업 외 2 종' }).fields.rootTechnology).toBe('R05');
  });
});

describe('어떤 칸이 와도', () => {
  const hostile: fc.Arbitrary<Cell> = fc.oneof(
    fc.constant(null),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.normalize('NFD')),
    fc.constantFrom<Cell>(
      '가'.repeat(10_000),
      '\u0000\u0000',
      '=1',
      '인천광역시 서구 가좌동 1',
      '합계',
      '１２３',
      '\uD800',
      '-',
      'constructor',
      '__proto__',
    ),
    fc.double(),
    fc.boolean(),
    fc.constant<Cell>({ kind: 'day', iso: '2026-03-01' }),
    fc.constant<Cell>({ kind: 'error', text: '#REF!' }),
    fc.double().map((value): Cell => ({ kind: 'formula', value })),
    fc.constant<Cell>({ kind: 'formula', value: null }),
  );

  it('던지지 않고, 거절하는 까닭은 문장이며, 들어온 줄은 약속한 꼴이다', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 20 }), fc.boolean(), (cells, assumeIncheon) => {
        const reading = readFactoryRow({ line: 1, cells }, { mapping, assumeIncheon });
        const unexplained = reading.ok ? [] : reading.reasons.filter(({ message }) => !message.endsWith('.'));
        expect(reading.ok ? faultsOf(reading.row) : unexplained).toEqual([]);
        expect(reading.ok || reading.reasons.length > 0).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});

/** What a line that came in must never be. */
function faultsOf({ fields, nameKey, doubts }: FactoryRow): string[] {
  const texts = [fields.rawName, fields.address, fields.product, fields.phone].join('');
  const faults: readonly (readonly [string, boolean])[] = [
    ['이름 열쇠가 비었다', nameKey === ''],
    ['이름이 길다', fields.rawName.length > 100],
    ['이름이 수식 같다', /^[=+\-@]/u.test(fields.rawName)],
    ['공장관리번호가 15자리가 아니다', fields.factoryNumber !== null && !/^\d{15}$/u.test(fields.factoryNumber)],
    ['주소가 길다', fields.address.length > 300],
    ['제어 문자가 있다', /\p{Cc}/u.test(texts)],
    ['의심의 수가 다르다', fields.doubts.length !== doubts.length],
  ];
  return faults.filter(([, fault]) => fault).map(([what]) => what);
}
