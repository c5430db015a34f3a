import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../korean/day.ts';
import { companyAsInput, companyInput, emptyCompany, readCompany } from './company.ts';

const today = '2026-11-22' as Day;
const read = (over: Partial<typeof emptyCompany>) =>
  readCompany({ ...emptyCompany, name: '(주)한빛금속', ...over }, today);
const wrong = (over: Partial<typeof emptyCompany>) => {
  const reading = read(over);
  return reading.ok ? [] : Object.keys(reading.problem.fields ?? {});
};

describe('기업', () => {
  it('상호만 있으면 저장한다', () => {
    expect(read({}).ok).toBe(true);
    expect(wrong({ name: ' ' })).toEqual(['name']);
  });

  it('주력과 같은 뿌리기술은 다른 기술에 두지 않고, 같은 것은 한 번만 둔다', () => {
    expect(read({ rootTechnology: 'R05', otherTechnologies: 'R06,R05,R06,R01' })).toMatchObject({
      value: { otherTechnologies: ['R01', 'R06'] },
    });
  });

  it('사람 수는 쉼표와 명을 떼고 읽는다', () => {
    expect(read({ men: '1,200명', women: '3' })).toMatchObject({ value: { men: 1200, women: 3, foreignMen: null } });
    expect(wrong({ men: '열둘' })).toEqual(['men']);
    expect(wrong({ women: '-1' })).toEqual(['women']);
  });

  it('자릿수가 다른 번호와 앞으로의 설립일은 거절한다', () => {
    expect(wrong({ corporateNumber: '110111-123' })).toEqual(['corporateNumber']);
    expect(wrong({ insuranceNumber: '124-81-00998' })).toEqual(['insuranceNumber']);
    expect(wrong({ ksic: '2592' })).toEqual(['ksic']);
    expect(wrong({ foundedOn: '2027.1.1' })).toEqual(['foundedOn']);
  });

  it('법인등록번호는 적을 수 있고, 메모의 주민등록번호는 막는다', () => {
    expect(read({ corporateNumber: '110111-0123456' })).toMatchObject({ value: { corporateNumber: '1101110123456' } });
    expect(wrong({ caution: '대표 900101-1234567' })).toEqual(['caution']);
  });

  it('저장한 것을 다시 연 양식은 같은 것을 읽는다', () => {
    const typed = fc.record({
      phone: fc.constantFrom('', '032-818-1234'),
      rootTechnology: fc.constantFrom('', 'R01', 'R05'),
      otherTechnologies: fc.constantFrom('', 'R01,R02', 'R05'),
      facilities: fc.constantFrom('', '01', '04,K1'),
      men: fc.constantFrom('', '0', '12', '1,000'),
      foundedOn: fc.constantFrom('', '1998.3.2', '2020-02-29'),
      ksic: fc.constantFrom('', '25922'),
      ksicRevision: fc.constantFrom('', '10', '11'),
      note: fc.string({ maxLength: 50 }),
    });
    fc.assert(
      fc.property(typed, (over) => {
        const first = read(over);
        if (!first.ok) return;
        const again = companyInput.parse(companyAsInput(first.value));
        expect(readCompany(again, today)).toEqual(first);
      }),
    );
  });
});
