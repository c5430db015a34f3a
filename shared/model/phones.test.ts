import { expect, test } from 'vitest';
import type { Day } from '../korean/day.ts';
import { emptyCompany, readCompany } from './company.ts';
import { emptyContact, readContact } from './contact.ts';
import { emptyPerson, readPerson } from './person.ts';
import { emptySite, readSite } from './site.ts';

const today = '2026-11-22' as Day;
const typed = '032-260-0694(내선 123)';

/** Each form with a telephone number, saved with this one. */
const forms = {
  연락전화: (otherPhone: string) => readPerson({ ...emptyPerson, name: '홍길동', inflow: '01', otherPhone }, today),
  '회사 전화': (phone: string) => readCompany({ ...emptyCompany, name: '가나정공', phone }, today),
  '담당자 전화': (phone: string) => readContact({ ...emptyContact, name: '김담당', role: '01', phone }),
  '사업장 전화': (phone: string) => readSite({ ...emptySite, name: '본사', phone }),
};

test('적은 내선을 말없이 버리지 않는다', () => {
  for (const [name, read] of Object.entries(forms)) {
    const sentence = expect.stringContaining('메모에 옮겨 적으면');
    const field = name === '연락전화' ? 'otherPhone' : 'phone';
    expect(read(typed), name).toMatchObject({ ok: false, problem: { fields: { [field]: sentence } } });
    expect(read('032-260-0694'), name).toMatchObject({ ok: true });
    expect(read(''), name).toMatchObject({ ok: name !== '연락전화' });
  }
});
