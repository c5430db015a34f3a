import { expect, test } from 'vitest';
import { shippedCodes } from '../codes/tables.ts';
import type { Day } from '../korean/day.ts';
import { centreAsInput, readCentre } from './centreForm.ts';
import { usualRules } from './centre.ts';
import { emptyCertificate, readCertificate } from './certificate.ts';
import { readCodeEntry } from './codeEntry.ts';
import { emptyCompany, readCompany } from './company.ts';
import { emptyConsent, readConsent } from './consent.ts';
import { readTemplate, shippedTemplates, templateAsInput } from './consentTemplate.ts';
import { emptyConsultation, readConsultation } from './consultation.ts';
import { emptyConsultationTemplate, readConsultationTemplate } from './consultationTemplate.ts';
import { emptyContact, readContact } from './contact.ts';
import { readCorrection } from './correction.ts';
import type { Reading } from './fields.ts';
import { isResidentStop } from './notResident.ts';
import { emptyPerson, readPerson } from './person.ts';
import { personSections } from './personSections.ts';
import { emptyProject, readProject } from './project.ts';
import { emptyPromise, readPromise } from './promise.ts';
import { writeRows } from './rows.ts';
import { readSensitive } from './sensitive.ts';
import { emptySite, readSite } from './site.ts';
import { readSnooze } from './snooze.ts';

const today = '2026-11-22' as Day;
const number = '110111-1234567';
type Input = Readonly<Record<string, string>>;

const talk = { ...emptyConsultation, day: '2026.11.20', time: '10:00', method: '02', type: '01', content: '전화함.' };
const earlier = readConsultation(talk, today, '12:00');
if (!earlier.ok) throw new Error('no consultation');
const corrected = { fields: { ...earlier.value, content: '다른 글' }, savedAt: 0 };
const at = { now: 0, today, time: '12:00' };
const [, agreement] = shippedTemplates;
if (!agreement) throw new Error('no template');
const centre = {
  name: '센터',
  operator: null,
  principal: null,
  address: null,
  phone: null,
  officer: null,
  notResident: null,
  ...usualRules,
};
const { study, wish, stay, support } = personSections;

/** Every form of the desk with free text: one that can be saved, and its reader. */
const forms: Readonly<Record<string, { readonly input: Input; readonly read: (input: never) => Reading<unknown> }>> = {
  구직자: {
    input: { ...emptyPerson, name: '홍길동', mobile: '010-1234-5678', inflow: '01' },
    read: (input) => readPerson(input, today),
  },
  학력·경력: {
    input: { ...study.empty, careers: writeRows([{ company: '가나정공' }]), licences: writeRows([{ name: '용접' }]) },
    read: (input) => study.read(input, today, shippedCodes),
  },
  희망: {
    input: { ...wish.empty, wageForm: 'M', wage: '250만원' },
    read: (input) => wish.read(input, today, shippedCodes),
  },
  체류: { input: stay.empty, read: (input) => stay.read(input, today, shippedCodes) },
  제도: { input: support.empty, read: (input) => support.read(input, today, shippedCodes) },
  민감정보: {
    input: { sensitiveGroups: '', health: '허리', notResident: '' },
    read: (input) => readSensitive(input, today),
  },
  상담: { input: talk, read: (input) => readConsultation(input, today, '12:00') },
  정정: {
    input: { ...talk, reason: '' },
    read: (input) => readCorrection(input, corrected, at, shippedCodes),
  },
  기업: { input: { ...emptyCompany, name: '가나정공' }, read: (input) => readCompany(input, today) },
  사업장: { input: { ...emptySite, name: '본사' }, read: readSite },
  담당자: { input: { ...emptyContact, name: '김담당', role: '01' }, read: (input) => readContact(input) },
  확인서: { input: { ...emptyCertificate, kind: '01' }, read: (input) => readCertificate(input, today) },
  약속: { input: { ...emptyPromise, text: '전화' }, read: (input) => readPromise(input, today) },
  미루기: {
    input: { until: '2026.12.3', reason: '본인 요청', notResident: '' },
    read: (input) => readSnooze(input, today),
  },
  동의: {
    input: { ...emptyConsent, thirdParty: '1', recipients: '(주)한빛금속', method: 'paper', paper: '123' },
    read: (input) => readConsent(input, today, '12:00'),
  },
  동의서: {
    input: templateAsInput(agreement, '2026.12.1'),
    read: (input) => readTemplate('consent', input, today),
  },
  '상담 양식': {
    input: { ...emptyConsultationTemplate, type: '01', title: '기본', text: '글' },
    read: (input) => readConsultationTemplate(input, shippedCodes),
  },
  사업: { input: { ...emptyProject, year: '2026', fund: '재원', name: '사업' }, read: readProject },
  코드: {
    input: { name: '버스 광고', from: '', to: '', place: '', notResident: '' },
    read: (input) => readCodeEntry('inflow', 'L0101', input, today),
  },
  센터: { input: { ...centreAsInput(centre) }, read: readCentre },
};

/**
 * What is no free text: 법인등록번호 is a number of 13 digits itself (residentNumber.ts), and what is chosen from a list
 * that a wrong choice does not reach.
 */
const typed: Readonly<Record<string, readonly string[]>> = {
  구직자: ['sex'],
  제도: ['benefit', 'learningCard'],
  상담: ['strategy', 'restricted', 'project'],
  정정: ['strategy', 'restricted', 'project'],
  기업: ['corporateNumber', 'ksicRevision'],
  약속: ['by'],
  동의: ['noticed', 'sensitive', 'thirdParty', 'publicity', 'portrait', 'employmentCheck', 'signature'],
  '상담 양식': ['closed'],
  사업: ['closed'],
};

/** The form with a number like a resident number in one field, in a list in each of its columns. */
function withNumber(input: Input, field: string): Input {
  const rows: Readonly<Record<string, Input>> = {
    careers: { company: '가나정공', work: `도금 ${number}` },
    licences: { name: '용접', issuer: number },
    groups: { on: number },
    sensitiveGroups: { on: number },
  };
  const row = rows[field];
  return { ...input, [field]: row ? writeRows([{ name: '첫 줄', company: '첫 줄' }, row]) : number };
}

const wrong = (reading: Reading<unknown>): Readonly<Record<string, string>> =>
  reading.ok ? {} : (reading.problem.fields ?? {});

test.each(Object.keys(forms))('%s: 주민등록번호로 보이는 숫자는 어느 칸에도 그냥 저장되지 않는다', (name) => {
  const form = forms[name];
  if (!form) throw new Error('no form');
  const read = form.read as (input: Input) => Reading<unknown>;
  expect(wrong(read(form.input))).toEqual({});
  const free = Object.keys(form.input).filter((field) => field !== 'notResident' && !typed[name]?.includes(field));
  expect(free.filter((field) => !(field in wrong(read(withNumber(form.input, field)))))).toEqual([]);
});

test.each(Object.keys(forms))('%s: 막힌 칸은 무슨 번호인지 적으면 지나가고 그 말이 기록에 남는다', (name) => {
  const form = forms[name];
  if (!form) throw new Error('no form');
  const read = form.read as (input: Input) => Reading<object>;
  const stopped = Object.keys(form.input).filter((field) =>
    isResidentStop(wrong(read(withNumber(form.input, field)))[field]),
  );
  // 제도 참여 is all chosen from lists; every other form has something that is written.
  expect(stopped.length > 0).toBe(name !== '제도');
  const said = stopped.map((field) => read({ ...withNumber(form.input, field), notResident: '법인등록번호' }));
  expect(said.flatMap((reading) => Object.values(wrong(reading)).filter(isResidentStop))).toEqual([]);
  // What is wrong with a field beside the number, an address of mail say, is still wrong.
  const forgotten = said.filter((reading) => reading.ok && !Object.values(reading.value).includes('법인등록번호'));
  expect(forgotten).toEqual([]);
  expect(said.some(({ ok }) => ok)).toBe(name !== '제도');
});
