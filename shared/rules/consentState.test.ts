import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../korean/day.ts';
import { emptyConsent, isSignature, readConsent, readRecipients } from '../model/consent.ts';
import { readTemplate, shippedTemplates, templateAsInput, templateOn } from '../model/consentTemplate.ts';
import { consentItems } from '../model/consentTemplate.ts';
import type { ConsentEvent } from './consentState.ts';
import { consentState, covers } from './consentState.ts';

const today = '2026-11-22' as Day;

function said(over: Partial<ConsentEvent>): ConsentEvent {
  return {
    act: 'answered',
    template: 'shipped-consent-1',
    version: 1,
    notice: null,
    answers: [],
    recipients: [],
    method: 'phone',
    day: '2026-11-01',
    time: '10:00',
    paper: null,
    signature: null,
    notResident: null,
    order: 1,
    ...over,
  };
}
const yes = (item: ConsentEvent['answers'][number]['item']) => [{ item, granted: true }];
const no = (item: ConsentEvent['answers'][number]['item']) => [{ item, granted: false }];

describe('동의의 지금', () => {
  test('묻지 않은 것은 동의가 아니고, 마지막 말이 남는다', () => {
    expect(covers([], 'sensitive')).toBe(false);
    const given = said({ answers: yes('sensitive') });
    expect(covers([given], 'sensitive')).toBe(true);
    expect(covers([given], 'portrait')).toBe(false);
    const refused = said({ answers: no('sensitive'), day: '2026-11-02' });
    expect(covers([refused, given], 'sensitive')).toBe(false);
  });

  test('철회하면 그때부터 쓸 수 없고, 나중에 적은 옛 종이가 되살리지 못한다', () => {
    const given = said({ answers: yes('publicity') });
    const withdrawn = said({ act: 'withdrawn', answers: no('publicity'), day: '2026-11-05', order: 2 });
    const oldPaper = said({ answers: yes('publicity'), method: 'paper', day: '2026-11-03', order: 3 });
    expect(covers([given, withdrawn], 'publicity')).toBe(false);
    expect(covers([given, withdrawn, oldPaper], 'publicity')).toBe(false);
    const again = said({ answers: yes('publicity'), day: '2026-11-06', order: 4 });
    expect(covers([given, withdrawn, oldPaper, again], 'publicity')).toBe(true);
  });

  test('제3자 제공은 이름을 댄 곳에만 미치고, 회사의 법인 표기는 상관하지 않는다', () => {
    const given = said({ answers: yes('thirdParty'), recipients: ['(주)한빛금속', '새한도금'] });
    expect(covers([given], 'thirdParty')).toBe(false);
    expect(covers([given], 'thirdParty', '주식회사 한빛금속')).toBe(true);
    expect(covers([given], 'thirdParty', '대한주물')).toBe(false);
    const one = said({ act: 'withdrawn', answers: no('thirdParty'), recipients: ['한빛금속'], order: 2 });
    expect(covers([given, one], 'thirdParty', '한빛금속')).toBe(false);
    expect(covers([given, one], 'thirdParty', '새한도금')).toBe(true);
    const all = said({ act: 'withdrawn', answers: no('thirdParty'), order: 3 });
    expect(covers([given, one, all], 'thirdParty', '새한도금')).toBe(false);
  });

  test('무엇이 어떤 순서로 와도 같은 답이고, 맨 뒤의 철회 뒤에는 아무것도 남지 않는다', () => {
    const event = fc
      .record({
        act: fc.constantFrom('answered' as const, 'withdrawn' as const),
        item: fc.constantFrom(...consentItems),
        granted: fc.boolean(),
        recipients: fc.subarray(['한빛금속', '새한도금', '대한주물']),
        minute: fc.integer({ min: 10, max: 59 }),
      })
      .map(({ act, item, granted, recipients, minute }) =>
        said({ act, answers: [{ item, granted: act === 'answered' && granted }], recipients, time: `10:${minute}` }),
      );
    const events = fc
      .array(event, { maxLength: 12 })
      .map((all) => all.map((each, index) => ({ ...each, order: index })));
    fc.assert(
      fc.property(events, (all) => {
        expect(consentState(all.toReversed())).toEqual(consentState(all));
        const end = said({
          act: 'withdrawn',
          answers: consentItems.map((item) => ({ item, granted: false })),
          day: '2026-11-30',
          order: 99,
        });
        for (const { state, recipients } of consentState([...all, end])) {
          expect(state).toBe('withdrawn');
          expect(recipients).toEqual([]);
        }
      }),
    );
  });
});

describe('동의를 적는 칸', () => {
  const read = (over: object) => readConsent({ ...emptyConsent, ...over }, today, '14:30');
  test('전화로 받은 동의는 지금의 날과 시각으로 남는다', () => {
    const reading = read({ sensitive: '1', method: 'phone', day: '2020.1.1' });
    expect(reading).toMatchObject({
      ok: true,
      value: { day: '2026-11-22', time: '14:30', method: 'phone', noticed: true },
    });
  });
  test('제3자 제공은 받는 곳이 있어야 하고, 서명은 그려져 있어야 한다', () => {
    expect(read({ thirdParty: '1', method: 'phone' })).toMatchObject({
      ok: false,
      problem: { fields: { recipients: expect.stringContaining('이름') } },
    });
    expect(read({ sensitive: '1', method: 'sign' })).toMatchObject({ ok: false });
    expect(read({ sensitive: '1', method: 'sign', signature: 'M1 2 L3 4 M5 6' })).toMatchObject({ ok: true });
    expect(read({ sensitive: '1', method: 'sign', signature: '<svg onload=alert(1)>' })).toMatchObject({ ok: false });
  });
  test('종이는 제 날과 번호를 갖고, 앞날일 수 없다', () => {
    expect(
      read({ portrait: '0', method: 'paper', day: '2026.11.20', time: '9시', paper: '1-01-000123-4' }),
    ).toMatchObject({
      ok: true,
      value: { day: '2026-11-20', time: '09:00', paper: '1-01-000123-4' },
    });
    expect(read({ portrait: '0', method: 'paper', day: '2026.11.23' })).toMatchObject({ ok: false });
  });
  test('아무 답도 고지도 없으면 남길 것이 없다', () => {
    expect(read({ noticed: '', method: 'phone' })).toMatchObject({ ok: false });
    expect(read({ method: 'phone' })).toMatchObject({ ok: true });
  });
  test('받는 곳은 쉼표나 줄로 나누고 한 번씩만 남긴다', () => {
    expect(readRecipients('(주)한빛금속, 새한도금\n새한도금,')).toEqual(['(주)한빛금속', '새한도금']);
    expect(isSignature('M1 2')).toBe(true);
    expect(isSignature('')).toBe(false);
  });
});

describe('고지문과 동의서', () => {
  test('고쳐 만든 판은 쓰기 시작하는 날부터 쓰인다', () => {
    const [notice] = shippedTemplates;
    if (!notice) throw new Error('no notice');
    const reading = readTemplate('notice', { ...templateAsInput(notice, '2027.1.1'), title: '고친 고지문' }, today);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problem.fields));
    const all = [...shippedTemplates, { ...reading.value, version: 2, key: 'own' }];
    expect(templateOn(all, 'notice', '2026-12-31').version).toBe(1);
    expect(templateOn(all, 'notice', '2027-01-01').title).toBe('고친 고지문');
    expect(templateOn(all, 'consent', '2027-01-01').key).toBe('shipped-consent-1');
  });
  test('빈 말과 지난 날은 받지 않는다', () => {
    expect(readTemplate('consent', { from: '2026.11.22' }, today)).toMatchObject({ ok: false });
    const [, form] = shippedTemplates;
    if (!form) throw new Error('no form');
    expect(readTemplate('consent', templateAsInput(form, '2026.11.21'), today)).toMatchObject({ ok: false });
    expect(readTemplate('consent', templateAsInput(form, '2026.11.22'), today)).toMatchObject({ ok: true });
  });
});
