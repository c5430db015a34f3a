import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedCodes } from '../codes/tables.ts';
import { visaRule } from '../codes/visa.ts';
import type { Day } from '../korean/day.ts';
import type { SectionFields, SectionInput, SectionName } from './personSections.ts';
import { personSections, sectionAsInput, sectionNames, unknownSections } from './personSections.ts';
import { careerMonths } from './personStudy.ts';
import { asRows, filledRows, readRows, writeRows } from './rows.ts';

const today = '2026-11-22' as Day;
const nobody: SectionFields = { ...unknownSections, wishedJob: null };

function read(section: SectionName, input: SectionInput): Partial<SectionFields> {
  const reading = personSections[section].read(input, today, shippedCodes);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem.fields));
  return reading.value;
}

function refused(section: SectionName, input: SectionInput): Readonly<Record<string, string>> {
  const reading = personSections[section].read(input, today, shippedCodes);
  return reading.ok ? {} : (reading.problem.fields ?? {});
}

describe('구직신청서의 항목', () => {
  test.each(sectionNames)('%s: 아무것도 적지 않아도 저장되고 모두 모름이다', (section) => {
    expect(Object.values(read(section, personSections[section].empty)).every((value) => value === null)).toBe(true);
  });

  test('경력은 줄마다 읽고, 덜 적은 줄은 몇 번째 줄인지 말한다', () => {
    const careers = writeRows([
      { company: '한빛금속', from: '2019.3', to: '2021.5', work: '용접', wage: '250' },
      { company: '', from: '' },
      { company: '새한도금', from: '2022.1' },
    ]);
    expect(read('study', { careers }).careers).toMatchObject([
      { company: '한빛금속', from: '2019-03', to: '2021-05', wage: 2_500_000 },
      { company: '새한도금', from: '2022-01', to: null },
    ]);
    const wrong = writeRows([{ company: '한빛금속', from: '2021.5', to: '2019.3' }]);
    expect(refused('study', { careers: wrong })['careers']).toBe('1번째 줄: 퇴사한 달이 입사한 달보다 앞입니다.');
    const nameless = writeRows([{ company: '한빛금속' }, { from: '2019.3' }]);
    expect(refused('study', { careers: nameless })['careers']).toBe('2번째 줄: 회사명을 입력해 주십시오.');
    // One amount is kept: the end of a range would be dropped unsaid.
    const range = writeRows([{ company: '한빛금속', wage: '230~260만원' }]);
    expect(refused('study', { careers: range })['careers']).toContain('금액 하나로');
  });

  test('희망임금은 형태와 단위가 맞아야 한다', () => {
    expect(read('wish', { wageForm: 'M', wage: '250' })).toMatchObject({ wageMin: 2_500_000, wageMax: 2_500_000 });
    expect(read('wish', { wageForm: 'Y', wage: '3200' })).toMatchObject({ wageMin: 32_000_000 });
    expect(read('wish', { wageForm: 'M', wage: '230~260만원' })).toMatchObject({
      wageMin: 2_300_000,
      wageMax: 2_600_000,
    });
    expect(refused('wish', { wageForm: 'H', wage: '2,500,000' })['wage']).toContain('임금형태와 금액');
    expect(refused('wish', { wage: '250' })['wageForm']).toContain('임금형태');
  });

  test('해당 없음은 다른 유형과 함께 적을 수 없고, 민감정보인 유형은 여기에 적을 수 없다', () => {
    const groups = (...codes: string[]) => writeRows(codes.map((code) => ({ code, on: '', proof: '' })));
    expect(read('support', { groups: groups('V01') }).groups).toEqual([{ code: 'V01', on: null, proof: false }]);
    expect(refused('support', { groups: groups('V99', 'V01') })['groups']).toContain('해당 없음');
    expect(refused('support', { groups: groups('V01', 'V01') })['groups']).toContain('두 번');
    for (const code of ['V04', 'V07', 'V17', 'V19'])
      expect(refused('support', { groups: groups(code) })['groups'], code).toContain('유형을 골라');
  });

  test('실업급여를 받지 않는다면서 수급종료일을 적을 수 없다', () => {
    expect(refused('support', { benefit: '0', benefitUntil: '2027.1.1' })['benefit']).toContain('수급종료일');
    expect(read('support', { benefitUntil: '2027.1.1' })).toMatchObject({ benefit: true, benefitUntil: '2027-01-01' });
  });

  test('외국인등록번호는 어느 칸에도 적을 수 없다', () => {
    expect(refused('stay', { nationality: '베트남 900101-5234567' })['nationality']).toContain('주민등록번호');
    const licences = writeRows([{ name: '지게차', issuer: '900101-1234567' }]);
    expect(refused('study', { licences })['licences']).toContain('주민등록번호');
  });

  test('저장한 항목을 다시 열어 그대로 저장하면 같은 것이 저장된다', () => {
    const wage = fc.record({
      wageForm: fc.constantFrom('M', 'H', 'D', 'Y'),
      wage: fc.integer({ min: 1, max: 900 }).map((n) => `${n * 1_000_000}`),
    });
    const word = fc.constantFrom('용접', '금형 조립', 'CNC 선반', '도금');
    const month = fc.integer({ min: 0, max: 11 }).map((n) => `2020-${String(n + 1).padStart(2, '0')}`);
    const careers = fc.array(fc.record({ company: word, work: word, from: month, wage: fc.constant('240만원') }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(wage, word, careers, fc.constantFrom('', '1', '0'), (typed, job, rows, overtime) => {
        for (const [section, input] of [
          ['wish', { ...typed, wishedJob2: job, overtime, shifts: '02,01', wishedDistrict: '28200' }],
          ['study', { careers: writeRows(rows), education: '03' }],
        ] as const) {
          const first = personSections[section].read(input, today, shippedCodes);
          if (!first.ok) continue;
          const again = read(section, sectionAsInput(section, { ...nobody, ...first.value }));
          expect(again).toEqual(first.value);
        }
      }),
    );
  });
});

describe('경력의 개월', () => {
  test('겹치는 달은 한 번만 세고, 다니는 곳은 이번 달까지 센다', () => {
    expect(careerMonths([{ from: '2020-01', to: '2020-12' }], today)).toBe(12);
    expect(
      careerMonths(
        [
          { from: '2020-01', to: '2020-06' },
          { from: '2020-04', to: '2020-09' },
        ],
        today,
      ),
    ).toBe(9);
    expect(careerMonths([{ from: '2026-10', to: null }], today)).toBe(2);
    expect(careerMonths([{ from: null, to: '2020-01' }], today)).toBe(0);
  });

  test('한 경력을 둘로 나누어 적어도, 순서를 바꾸어 적어도 같다', () => {
    const month = fc
      .integer({ min: 0, max: 119 })
      .map((n) => `${2010 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.array(fc.record({ from: month, to: month }), { maxLength: 6 }), month, (jobs, cut) => {
        const whole = careerMonths(jobs, today);
        expect(careerMonths(jobs.toReversed(), today)).toBe(whole);
        const parts = jobs.flatMap(({ from, to }) =>
          from <= cut && cut <= to
            ? [
                { from, to: cut },
                { from: cut, to },
              ]
            : [{ from, to }],
        );
        expect(careerMonths(parts, today)).toBe(whole);
      }),
    );
  });
});

describe('줄로 된 칸', () => {
  test('쓴 줄은 그대로 읽히고, 망가진 글은 줄이 없는 것과 같다', () => {
    const row = fc.dictionary(fc.constantFrom('company', 'work', 'from'), fc.string());
    fc.assert(
      fc.property(fc.array(row, { maxLength: 10 }), (rows) => {
        expect(readRows(writeRows(rows))).toEqual(rows);
        expect(filledRows(writeRows(rows)).length).toBeLessThanOrEqual(rows.length);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(readRows(text))));
    for (const broken of ['{', '1', '"x"', '[1,null,"x",[]]']) expect(readRows(broken)).toEqual([]);
    expect(asRows([{ code: 'V01', on: null, proof: true }])).toEqual([{ code: 'V01', on: '', proof: '1' }]);
  });
});

test('체류자격마다 센터가 할 수 있는 일이 그날의 규칙으로 나온다', () => {
  expect(visaRule('E-9', today)?.placement).toBe('handOver');
  expect(visaRule('F-5', today)?.placement).toBe('free');
  expect(visaRule('H-2', '2026-02-11' as Day)?.note).not.toContain('F-4');
  expect(visaRule('H-2', '2026-02-12' as Day)?.note).toContain('F-4');
  expect(visaRule('X-1', today)).toBeNull();
});
