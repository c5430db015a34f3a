import { describe, expect, test } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import { emptyConsent } from '../../shared/model/consent.ts';
import { shippedTemplates, templateAsInput } from '../../shared/model/consentTemplate.ts';
import { personSections, sectionAsInput } from '../../shared/model/personSections.ts';
import type { Actor } from '../../shared/model/role.ts';
import { writeRows } from '../../shared/model/rows.ts';
import { personForm, testNow } from '../deskTest.test-helper.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { assignPerson, restrictPerson } from './caseload.ts';
import { consentOfPerson, hasConsent, listTemplates, recordConsent, saveTemplate, withdrawConsent } from './consent.ts';
import { getDraft, listDrafts, saveDraft } from './draft.ts';
import { historyOfRecord } from './history.ts';
import { createPerson, getPerson, listPeople } from './person.ts';
import { changeSection, changeSensitive, getSensitive } from './personSection.ts';
import { accountsIn, openTestEngine, refusal } from './testCentre.test-helper.ts';
import { snooze, today } from './today.ts';

/** A real encrypted store with one person in the case of 한상담. */
function openCentre() {
  const engine = openTestEngine();
  const who = accountsIn(engine);
  let now = testNow;
  const read = <T>(run: (store: ReadableStore) => T): T => run(engine.readable(now));
  const write = <T>(actor: Actor, run: (store: WritableStore) => T): T =>
    engine.transact(actor, (now += 60_000), run).value;
  const { id } = write(who.han, (store) => createPerson(store, who.han, personForm()));
  return { ...who, engine, id, read, write };
}
type Centre = ReturnType<typeof openCentre>;

const saveSection = (
  centre: Centre,
  section: Input<'person.changeSection'>['section'],
  values: Record<string, string>,
) => {
  const { more, seen } = centre.read((store) => getPerson(store, centre.han, { id: centre.id }));
  const before = { ...sectionAsInput(section, more) };
  const input = { id: centre.id, section, seen, before, values: { ...before, ...values } };
  centre.write(centre.han, (store) => changeSection(store, centre.han, input));
};
const agree = (centre: Centre, values: Record<string, string>): void => {
  const input = { id: centre.id, values: { ...emptyConsent, method: 'phone', ...values } };
  centre.write(centre.han, (store) => recordConsent(store, centre.han, input));
};

describe('구직신청서의 항목', () => {
  test('접수는 전과 같이 짧고, 나머지는 모두 모름으로 시작한다', () => {
    const centre = openCentre();
    const { more } = centre.read((store) => getPerson(store, centre.han, { id: centre.id }));
    expect(Object.values(more).every((value) => value === null)).toBe(true);
  });

  test('항목마다 따로 저장되고, 그사이 다른 항목과 다른 칸에서 고친 것은 그대로 남는다', () => {
    const centre = openCentre();
    const opened = centre.read((store) => getPerson(store, centre.han, { id: centre.id }));
    const before = { ...personSections.wish.empty };
    saveSection(centre, 'study', { education: '03', careers: writeRows([{ company: '한빛금속', from: '2019.3' }]) });
    saveSection(centre, 'wish', { wishedJob2: '도금' });
    // Somebody else saves the form that they opened before that.
    const input = {
      id: centre.id,
      section: 'wish',
      seen: opened.seen,
      before,
      values: { ...before, dormitory: '01' },
    } as const;
    centre.write(centre.oh, (store) => changeSection(store, centre.oh, input));
    const { more } = centre.read((store) => getPerson(store, centre.han, { id: centre.id }));
    expect(more).toMatchObject({ education: '03', wishedJob2: '도금', dormitory: '01' });
    expect(more.careers).toMatchObject([{ company: '한빛금속', from: '2019-03', to: null }]);
  });

  test('희망직종은 접수에서 적은 것이 항목에도 있고, 고치면 한 칸이다', () => {
    const centre = openCentre();
    saveSection(centre, 'wish', { wishedJob: '용접' });
    const { fields, more } = centre.read((store) => getPerson(store, centre.han, { id: centre.id }));
    expect([fields.wishedJob, more.wishedJob]).toEqual(['용접', '용접']);
  });

  test('줄로 된 칸의 전 값과 새 값도 이력에 남는다', () => {
    const centre = openCentre();
    saveSection(centre, 'study', { licences: writeRows([{ name: '지게차운전기능사' }]) });
    const { changes } = centre.read((store) => historyOfRecord(store, centre.oh, { type: 'person', id: centre.id }));
    expect(changes[0]?.fields).toMatchObject([
      { field: 'licences', before: null, after: [{ name: '지게차운전기능사', grade: null }] },
    ]);
  });

  test('볼 수 없는 사람의 항목은 고칠 수 없다', () => {
    const centre = openCentre();
    const hide = { id: centre.id, restricted: true, reason: '주소를 알리지 않기로 함' };
    centre.write(centre.han, (store) => restrictPerson(store, centre.han, hide));
    const input = { id: centre.id, section: 'stay', seen: '', before: {}, values: {} } as const;
    expect(refusal(() => centre.write(centre.oh, (store) => changeSection(store, centre.oh, input)))).toBe('notFound');
  });
});

describe('체류기간', () => {
  const due = (centre: Centre) => {
    const { groups } = centre.read((store) => today(store, centre.han, { of: 'mine' }));
    return groups.find(({ kind }) => kind === 'stay')?.items.map(({ due: until, note }) => [until, note]);
  };

  test('끝나기 60일 전부터 오늘에 나오고, 미루면 그날까지 나오지 않으며, 늘리면 사라진다', () => {
    const centre = openCentre();
    saveSection(centre, 'stay', { nationality: '베트남', visa: 'E-7-4', stayUntil: '2027.1.22' });
    expect(due(centre)).toEqual([]);
    saveSection(centre, 'stay', { stayUntil: '2027.1.21' });
    expect(due(centre)).toEqual([['2027-01-21', 'E-7-4 숙련기능인력']]);
    const items = [{ kind: 'stay' as const, personId: centre.id, due: '2027-01-21' }];
    centre.write(centre.han, (store) =>
      snooze(store, centre.han, { items, until: '2026.12.1', reason: '연장 신청 중', notResident: '' }),
    );
    expect(due(centre)).toEqual([]);
    saveSection(centre, 'stay', { stayUntil: '2026.11.1' });
    expect(due(centre)).toEqual([['2026-11-01', 'E-7-4 숙련기능인력']]);
    saveSection(centre, 'stay', { stayUntil: '' });
    expect(due(centre)).toEqual([]);
  });
});

describe('민감정보', () => {
  const values = {
    sensitiveGroups: writeRows([{ code: 'V04', on: '2026.3.2', proof: '1' }]),
    health: '무거운 것을 들 수 없음',
  };
  const save = (centre: Centre, actor: Actor, typed: Record<string, string>) => {
    const { seen, fields } = centre.read((store) => getSensitive(store, centre.admin, { id: centre.id }));
    const before = {
      sensitiveGroups: fields.sensitiveGroups === null ? '' : values.sensitiveGroups,
      health: fields.health ?? '',
    };
    const input = { id: centre.id, seen, before, values: typed };
    return centre.write(actor, (store) => changeSensitive(store, actor, input));
  };

  test('동의가 없으면 저장하지 않고 할 일을 말하며, 전화로 동의를 받으면 저장된다', () => {
    const centre = openCentre();
    expect(refusal(() => save(centre, centre.han, values))).toBe('needsConsent');
    agree(centre, { sensitive: '1' });
    save(centre, centre.han, values);
    const { fields, consented } = centre.read((store) => getSensitive(store, centre.han, { id: centre.id }));
    expect(consented).toBe(true);
    expect(fields).toEqual({
      sensitiveGroups: [{ code: 'V04', on: '2026-03-02', proof: true }],
      health: '무거운 것을 들 수 없음',
      notResident: null,
    });
  });

  test('담당 상담사와 관리자만 보고 고치며, 담당이 바뀌면 앞 담당도 보지 못한다', () => {
    const centre = openCentre();
    agree(centre, { sensitive: '1' });
    save(centre, centre.han, values);
    const see = (actor: Actor) => refusal(() => centre.read((store) => getSensitive(store, actor, { id: centre.id })));
    expect([centre.admin, centre.han, centre.oh, centre.viewer, centre.company, centre.fair].map(see)).toEqual([
      '',
      '',
      'notYourCase',
      'notYourCase',
      'notYourCase',
      'notFound',
    ]);
    expect(refusal(() => save(centre, centre.oh, { health: '바꿈' }))).toBe('notYourCase');
    const shown = (actor: Actor) => centre.read((store) => getPerson(store, actor, { id: centre.id })).seesSensitive;
    expect([centre.admin, centre.han, centre.oh, centre.viewer].map(shown)).toEqual([true, true, false, false]);
    centre.write(centre.han, (store) =>
      assignPerson(store, centre.han, { id: centre.id, counsellorId: centre.oh.userId }),
    );
    expect([centre.han, centre.oh].map(see)).toEqual(['notYourCase', '']);
  });

  test('동의를 철회하면 더 쓸 수 없고 지울 수만 있다', () => {
    const centre = openCentre();
    agree(centre, { sensitive: '1' });
    save(centre, centre.han, values);
    const stop: Input<'consent.withdraw'> = { id: centre.id, item: 'sensitive', recipients: [], method: 'phone' };
    centre.write(centre.han, (store) => withdrawConsent(store, centre.han, stop));
    expect(refusal(() => save(centre, centre.han, { ...values, health: '허리 통증' }))).toBe('needsConsent');
    save(centre, centre.han, { sensitiveGroups: '', health: '' });
    const { fields } = centre.read((store) => getSensitive(store, centre.han, { id: centre.id }));
    expect(fields).toEqual({ sensitiveGroups: null, health: null, notResident: null });
  });

  test('같은 사람의 기록이 둘이면 함께 보이고, 고치면 하나가 된다', () => {
    const centre = openCentre();
    agree(centre, { sensitive: '1' });
    save(centre, centre.han, values);
    centre.write(centre.han, (store) =>
      store.insert('sensitive', {
        sensitiveGroups: [
          { code: 'V04', on: null, proof: false },
          { code: 'V17', on: null, proof: false },
        ],
        health: '허리 통증',
        notResident: null,
        person: store.uuidOf('person', centre.id),
      }),
    );
    const shown = () => centre.read((store) => getSensitive(store, centre.han, { id: centre.id })).fields;
    expect(shown().sensitiveGroups?.map(({ code }) => code)).toEqual(['V04', 'V17']);
    expect(shown().health).toBe('무거운 것을 들 수 없음\n허리 통증');
    save(centre, centre.han, { sensitiveGroups: '', health: '허리 통증' });
    expect(shown()).toEqual({ sensitiveGroups: null, health: '허리 통증', notResident: null });
  });

  test('사람의 기록, 목록, 이력 어디에도 실리지 않는다', () => {
    const centre = openCentre();
    agree(centre, { sensitive: '1' });
    save(centre, centre.han, values);
    const everything = centre.read((store) => [
      getPerson(store, centre.han, { id: centre.id }),
      listPeople(store, centre.han, { sort: 'name', direction: 'asc', offset: 0, limit: 10 }),
      historyOfRecord(store, centre.han, { type: 'person', id: centre.id }),
    ]);
    expect(JSON.stringify(everything)).not.toContain('무거운');
    expect(JSON.stringify(everything)).not.toContain('V04');
    const doc = centre.engine.sql('SELECT doc FROM person WHERE id = ?').pluck().get(centre.id);
    expect(doc).not.toContain('V04');
  });

  test('쓰다 만 민감정보도 담당이 아니게 되면 열리지 않는다', () => {
    const centre = openCentre();
    const subject = { form: 'sensitive', about: centre.id } as const;
    centre.write(centre.han, (store) => saveDraft(store, centre.han, { subject, values: { health: '허리 통증' } }));
    expect(centre.read((store) => getDraft(store, centre.han, { subject })).draft?.values).toEqual({
      health: '허리 통증',
    });
    expect(
      refusal(() => centre.write(centre.oh, (store) => saveDraft(store, centre.oh, { subject, values: {} }))),
    ).toBe('notFound');
    centre.write(centre.han, (store) =>
      assignPerson(store, centre.han, { id: centre.id, counsellorId: centre.oh.userId }),
    );
    expect(centre.read((store) => getDraft(store, centre.han, { subject })).draft).toBeNull();
    expect(centre.read((store) => listDrafts(store, centre.han)).drafts).toEqual([]);
  });
});

describe('고지와 동의', () => {
  test('전화로 고지하고 동의를 받으면 누가 언제 어느 판으로 받았는지 남는다', () => {
    const centre = openCentre();
    agree(centre, { thirdParty: '1', portrait: '0', recipients: '(주)한빛금속' });
    const { items, noticedOn, events } = centre.read((store) =>
      consentOfPerson(store, centre.viewer, { id: centre.id }),
    );
    expect(noticedOn).toBe('2026-11-22');
    expect(items).toMatchObject([
      { item: 'sensitive', state: 'none' },
      { item: 'thirdParty', state: 'granted', recipients: ['(주)한빛금속'], method: 'phone' },
      { item: 'publicity', state: 'none' },
      { item: 'portrait', state: 'refused' },
      { item: 'employmentCheck', state: 'none' },
    ]);
    expect(events).toMatchObject([
      { by: 'han', day: '2026-11-22', time: '12:02', template: 'shipped-consent-1', version: 1 },
    ]);
  });

  test('이름을 댄 회사에만 알선할 수 있고, 철회하면 바로 막힌다', () => {
    const centre = openCentre();
    const may = (recipient: string) => centre.read((store) => hasConsent(store, centre.id, 'thirdParty', recipient));
    expect(may('한빛금속')).toBe(false);
    agree(centre, { thirdParty: '1', recipients: '(주)한빛금속, 새한도금' });
    expect([may('한빛금속'), may('새한도금'), may('대한주물')]).toEqual([true, true, false]);
    const stop: Input<'consent.withdraw'> = {
      id: centre.id,
      item: 'thirdParty',
      recipients: ['한빛금속'],
      method: 'phone',
    };
    centre.write(centre.han, (store) => withdrawConsent(store, centre.han, stop));
    expect([may('한빛금속'), may('새한도금')]).toEqual([false, true]);
    const nothing: Input<'consent.withdraw'> = { ...stop, item: 'portrait' };
    expect(refusal(() => centre.write(centre.han, (store) => withdrawConsent(store, centre.han, nothing)))).toBe(
      'notFound',
    );
  });

  test('고쳐 만든 동의서는 새 판이고, 앞서 받은 동의는 앞의 판을 가리킨다', () => {
    const centre = openCentre();
    agree(centre, { portrait: '1' });
    const form = shippedTemplates.find(({ kind }) => kind === 'consent');
    if (!form) throw new Error('no form');
    const values = { ...templateAsInput(form, '2026.11.22'), title: '2026년 동의서' };
    centre.write(centre.admin, (store) => saveTemplate(store, centre.admin, { kind: 'consent', values }));
    agree(centre, { portrait: '0' });
    // Signed on paper two days before the new words were there, written down today.
    agree(centre, { method: 'paper', day: '2026.11.20', publicity: '1' });
    const { events } = centre.read((store) => consentOfPerson(store, centre.han, { id: centre.id }));
    // In the order of what was said: the paper's day is the earliest.
    expect(events.map(({ version, day }) => [version, day])).toEqual([
      [2, '2026-11-22'],
      [1, '2026-11-22'],
      [1, '2026-11-20'],
    ]);
    const { templates } = centre.read(listTemplates);
    expect(templates.map(({ kind, version, by }) => [kind, version, by])).toEqual([
      ['consent', 2, 'gwanri'],
      ['notice', 1, '프로그램'],
      ['consent', 1, '프로그램'],
    ]);
  });

  test('없는 사람과 볼 수 없는 사람의 동의는 없는 것과 같다', () => {
    const centre = openCentre();
    const ask = (actor: Actor) =>
      refusal(() => centre.read((store) => consentOfPerson(store, actor, { id: centre.id })));
    expect(ask(centre.fair)).toBe('notFound');
    const values = { ...emptyConsent, method: 'phone' };
    const record = { id: 999, values };
    expect(refusal(() => centre.write(centre.han, (store) => recordConsent(store, centre.han, record)))).toBe(
      'notFound',
    );
  });
});
