import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { emptyConsent } from '../../shared/model/consent.ts';
import { Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { archiveAttachment, attachmentsOfPerson, changeAttachment, openPage } from './attachment.ts';
import { attach, cleanPage } from './attachment.test-helper.ts';
import { assignPerson } from './caseload.ts';
import { saveCode } from './code.ts';
import { recordConsent } from './consent.ts';
import { getPerson } from './person.ts';
import type { Centre } from './visibility.test-helper.ts';
import { intake, openCentre, refusal, restrict, talk } from './visibility.test-helper.ts';

const listed = (centre: Centre, actor: Actor, personId: number, archived = false) =>
  centre.read((store) => attachmentsOfPerson(store, actor, { personId, archived })).attachments;
const idsOf = (centre: Centre, actor: Actor, personId: number): number[] =>
  listed(centre, actor, personId).map(({ id }) => id);
const page = (centre: Centre, actor: Actor, id: number, number = 1) =>
  centre.read((store) => openPage(store, actor, { id, page: number }));

/** 민감정보 may be kept of this person. */
function agree(centre: Centre, actor: Actor, id: number): void {
  const values = { ...emptyConsent, method: 'phone', sensitive: '1' };
  centre.write(actor, (store) => recordConsent(store, actor, { id, values }));
}

/** A centre with one person in the case of 한상담. */
function withPerson() {
  const centre = openCentre();
  return { ...centre, centre, person: intake(centre, centre.han) };
}

describe('서류 붙이기', () => {
  test('쪽마다 바이트 하나 다르지 않게 남고, 새것이 앞에 온다', () => {
    const { centre, han, viewer, person } = withPerson();
    const pages = [randomBytes(600_000), randomBytes(1), randomBytes(262_144)].map((content) => cleanPage(content));
    const first = attach(centre, han, person);
    const id = attach(centre, han, person, { title: ' 도금 경력 3년 ', pages });
    expect(idsOf(centre, viewer, person)).toEqual([id, first]);
    for (const [index, { content }] of pages.entries()) {
      const opened = page(centre, viewer, id, index + 1);
      expect(Buffer.from(content).equals(opened.content)).toBe(true);
      expect(opened).toMatchObject({ personId: person, of: 3, bytes: content.length, boxes: 2 });
    }
    expect(listed(centre, viewer, person)[0]).toMatchObject({
      kind: '01',
      title: '도금 경력 3년',
      bytes: 862_145,
      pagesHere: 3,
      residentChecked: { by: 'han', at: expect.any(Number) },
      createdBy: 'han',
      archivedAt: null,
      consultationId: null,
    });
    const sizes = centre.engine.sql('SELECT max(length(bytes)) FROM attachment_page').pluck().get();
    expect(sizes).toBe(262_144);
  });

  test('백 건이 넘으면 새것부터 백 건을 주고 더 있다고 하며, 답은 여느 답보다 크지 않다', () => {
    const { centre, han, person } = withPerson();
    const ids = Array.from({ length: 101 }, () => attach(centre, han, person, { kind: '15', title: '가'.repeat(100) }));
    const answer = centre.read((store) => attachmentsOfPerson(store, han, { personId: person }));
    expect([answer.attachments.map(({ id }) => id), answer.more]).toEqual([ids.toReversed().slice(0, 100), true]);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(100_000);
  });

  test('없는 쪽과 없는 서류는 없다고 한다', () => {
    const { centre, han, person } = withPerson();
    const id = attach(centre, han, person);
    expect(refusal(() => page(centre, han, id, 2))).toBe('notFound');
    expect(refusal(() => page(centre, han, 999))).toBe('notFound');
    expect(refusal(() => attach(centre, han, 999))).toBe('notFound');
  });

  test('주민번호가 있을 수 있는 종류는 가렸는지 확인해야 저장되고, 센터가 만든 종류도 그렇다', () => {
    const { centre, admin, han, person } = withPerson();
    const entry = { name: '면접 확인서', from: '', to: '', place: '', notResident: '' };
    centre.write(admin, (store) => saveCode(store, admin, { table: 'attachmentKind', code: null, seen: null, entry }));
    const own = centre.engine.sql(`SELECT code FROM codeEntry WHERE tab = 'attachmentKind'`).pluck().get();
    for (const kind of ['01', '03', '16', '99', String(own)]) {
      expect(refusal(() => attach(centre, han, person, { kind, residentChecked: false }))).toBe('checkFields');
      expect(refusal(() => attach(centre, han, person, { kind }))).toBe('');
    }
    const photo = attach(centre, han, person, { kind: '15', residentChecked: false });
    expect(listed(centre, han, person).find(({ id }) => id === photo)?.residentChecked).toBeNull();
  });

  test('종류가 표에 없거나 제목에 주민등록번호가 있거나 너무 길면 칸마다 말한다', () => {
    const { centre, han, person } = withPerson();
    const fields = (over: Parameters<typeof attach>[3]): string[] => {
      try {
        attach(centre, han, person, over);
      } catch (error) {
        if (error instanceof Refusal) return Object.keys(error.problem.fields ?? {});
      }
      return [];
    };
    expect(fields({ kind: '77' })).toEqual(['kind']);
    expect(fields({ title: '900101-1234568' })).toEqual(['title']);
    expect(fields({ title: '가'.repeat(101) })).toEqual(['title']);
    expect(fields({ kind: '', residentChecked: false })).toEqual(['kind', 'residentChecked']);
  });

  test('쪽이 없거나 스물을 넘거나 한 쪽이 2MB를 넘으면 저장하지 않는다', () => {
    const { centre, han, person } = withPerson();
    for (const pages of [[], Array.from({ length: 21 }, () => cleanPage()), [cleanPage(Buffer.alloc(2 ** 21 + 1))]])
      expect(refusal(() => attach(centre, han, person, { pages }))).toBe('attachmentPage');
    expect(centre.engine.sql('SELECT count(*) FROM attachment_page').pluck().get()).toBe(0);
  });

  test('저장하다 막히면 기록도 쪽도 남지 않는다', () => {
    const { centre, han, person } = withPerson();
    centre.engine.db.exec(
      `CREATE TEMP TRIGGER full BEFORE INSERT ON attachment_page WHEN NEW.page = 2 BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    expect(() => attach(centre, han, person, { pages: [cleanPage(), cleanPage()] })).toThrow('full');
    for (const table of ['attachment', 'attachment_page'])
      expect(centre.engine.sql(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
  });

  test('다른 노트북에서 와 쪽이 아직 없으면 기다린다고 하고, 바뀐 쪽은 열지 않는다', () => {
    const { centre, han, person } = withPerson();
    const id = attach(centre, han, person, { pages: [cleanPage('한 쪽'), cleanPage('두 쪽')] });
    centre.engine.sql(`UPDATE attachment_page SET bytes = CAST('한 쭉' AS BLOB) WHERE page = 1`).run();
    expect(refusal(() => page(centre, han, id))).toBe('attachmentDamaged');
    centre.engine.sql('DELETE FROM attachment_page WHERE page = 2').run();
    expect(refusal(() => page(centre, han, id, 2))).toBe('attachmentWaiting');
    expect(listed(centre, han, person)[0]?.pagesHere).toBe(1);
  });
});

describe('누가 보는가', () => {
  test('열람제한된 사람의 서류는 담당과 관리자에게만 있다', () => {
    const { centre, admin, han, oh, viewer, fair, person } = withPerson();
    const id = attach(centre, han, person);
    expect(refusal(() => page(centre, fair, id))).toBe('notFound');
    restrict(centre, han, person);
    for (const actor of [oh, viewer]) {
      expect(refusal(() => listed(centre, actor, person))).toBe('notFound');
      expect(refusal(() => page(centre, actor, id))).toBe('notFound');
      expect(refusal(() => centre.write(actor, (store) => archiveAttachment(store, actor, { id, undo: false })))).toBe(
        'notFound',
      );
      expect(refusal(() => centre.write(actor, (store) => changeAttachment(store, actor, { id, title: 'x' })))).toBe(
        'notFound',
      );
      expect(refusal(() => attach(centre, actor, person))).toBe('notFound');
    }
    for (const actor of [admin, han]) expect(idsOf(centre, actor, person)).toEqual([id]);
  });

  test('열람제한된 상담에 붙인 서류는 그 상담을 보는 사람에게만 있다', () => {
    const { centre, admin, han, oh, viewer, person } = withPerson();
    const open = talk(centre, han, person);
    const hidden = talk(centre, oh, person, { restricted: '1' });
    const plain = attach(centre, han, person, { consultationId: open });
    const secret = attach(centre, oh, person, { consultationId: hidden });
    expect(listed(centre, admin, person).map(({ consultationId }) => consultationId)).toEqual([hidden, open]);
    for (const [actor, sees] of [
      [admin, [secret, plain]],
      [oh, [secret, plain]],
      [han, [plain]],
      [viewer, [plain]],
    ] as const)
      expect(idsOf(centre, actor, person)).toEqual(sees);
    expect(refusal(() => page(centre, han, secret))).toBe('notFound');
    expect(refusal(() => attach(centre, han, person, { consultationId: hidden }))).toBe('notFound');
  });

  test('다른 사람의 상담에는 붙일 수 없다', () => {
    const { centre, han, person } = withPerson();
    const other = intake(centre, han, { name: '김영희', mobile: '010-2222-3333' });
    const consultationId = talk(centre, han, other);
    expect(refusal(() => attach(centre, han, person, { consultationId }))).toBe('notFound');
  });

  test('상담이 아직 오지 않은 서류는 붙인 사람과 관리자에게만 있다', () => {
    const { centre, admin, han, oh, person } = withPerson();
    const id = attach(centre, han, person, { consultationId: talk(centre, han, person) });
    centre.engine.sql('DELETE FROM consultation').run();
    expect([admin, han, oh].map((actor) => idsOf(centre, actor, person))).toEqual([[id], [id], []]);
  });

  test('민감정보인 서류는 동의가 있어야 붙이고, 담당과 관리자에게만 있으며, 담당이 바뀌면 따라간다', () => {
    const { centre, admin, han, oh, viewer, person } = withPerson();
    const kind = '31';
    expect(refusal(() => attach(centre, han, person, { kind }))).toBe('needsConsent');
    agree(centre, han, person);
    expect(refusal(() => attach(centre, oh, person, { kind }))).toBe('notYourCase');
    const id = attach(centre, han, person, { kind });
    expect([admin, han, oh, viewer].map((actor) => idsOf(centre, actor, person))).toEqual([[id], [id], [], []]);
    expect(refusal(() => page(centre, oh, id))).toBe('notFound');
    centre.write(han, (store) => assignPerson(store, han, { id: person, counsellorId: oh.userId }));
    expect([han, oh].map((actor) => idsOf(centre, actor, person))).toEqual([[], [id]]);
  });
});

describe('고치고 보관하기', () => {
  test('종류와 제목만 고치고, 다른 노트북의 수정을 덮지 않는다', () => {
    const { centre, han, oh, person } = withPerson();
    const id = attach(centre, han, person, { kind: '15', residentChecked: false });
    const seen = listed(centre, oh, person)[0]?.seen;
    const change = (over: Partial<Parameters<typeof changeAttachment>[2]>) =>
      centre.write(oh, (store) => changeAttachment(store, oh, { id, ...(seen ? { seen } : {}), ...over }));
    expect(change({ title: '새 사진' })).toEqual({ id, personId: person });
    // A kind that asks needs the word that it did not need before.
    expect(refusal(() => change({ kind: '03' }))).toBe('checkFields');
    change({ kind: '03', residentChecked: true });
    expect(listed(centre, han, person)[0]).toMatchObject({
      kind: '03',
      title: '새 사진',
      residentChecked: { by: 'oh' },
    });
    change({ title: '' });
    expect(listed(centre, han, person)[0]).toMatchObject({ kind: '03', title: null, residentChecked: { by: 'oh' } });
    expect(refusal(() => change({ kind: '31' }))).toBe('notYourCase');
    expect(page(centre, han, id).content).toHaveLength(Buffer.byteLength('가린 쪽'));
  });

  test('보관하면 목록에서 빠지고 되돌리면 돌아오며, 보관한 것도 찾아볼 수 있다', () => {
    const { centre, han, person } = withPerson();
    const id = attach(centre, han, person);
    const put = (undo: boolean) => centre.write(han, (store) => archiveAttachment(store, han, { id, undo }));
    expect(put(false)).toEqual({ id, personId: person });
    expect(idsOf(centre, han, person)).toEqual([]);
    expect(listed(centre, han, person, true)).toMatchObject([{ id, archivedAt: expect.any(Number) }]);
    put(true);
    expect(listed(centre, han, person)).toMatchObject([{ id, archivedAt: null }]);
  });

  test('사람의 기록에는 서류가 실리지 않는다', () => {
    const { centre, han, person } = withPerson();
    attach(centre, han, person, { title: '독고뿌리샘 이력서' });
    const got = centre.read((store) => getPerson(store, han, { id: person }));
    expect(JSON.stringify(got)).not.toContain('독고뿌리샘');
  });
});
