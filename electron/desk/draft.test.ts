import { describe, expect, test } from 'vitest';
import type { DraftSubject } from '../../shared/contract/draft.ts';
import { contract } from '../../shared/contract/index.ts';
import { emptyCompany } from '../../shared/model/company.ts';
import { createCompany } from './company.ts';
import { listCompanyParts, removeCompanyPart, saveCompanyPart } from './companyPart.ts';
import { draftsOfCompany, getDraft, listDrafts, saveDraft } from './draft.ts';
import { carryOutErasure } from './erasure.ts';
import type { Centre } from './visibility.test-helper.ts';
import { intake, openCentre, refusal, restrict } from './visibility.test-helper.ts';

function made(centre: Centre, name: string): { readonly companyId: number; readonly contactId: number } {
  const { write, han } = centre;
  const companyId = write(han, (store) => createCompany(store, han, { ...emptyCompany, name }).id);
  const values = { name: '김과장', role: '02' };
  const contactId = write(
    han,
    (store) => saveCompanyPart(store, han, { companyId, kind: 'contact', id: null, seen: null, before: {}, values }).id,
  );
  return { companyId, contactId };
}

const keep = ({ write, han }: Centre, subject: DraftSubject, values: Record<string, string>, by = han) =>
  write(by, (store) => saveDraft(store, by, { subject, values }));

describe('기업의 담당자·약속·사업장·확인서를 쓰다 만 것', () => {
  test('더하던 것과 고치던 것이 따로 남고, 어느 기업의 것인지 안다', () => {
    const centre = openCentre();
    const { read, han, oh } = centre;
    const { companyId, contactId } = made(centre, '한빛금속');
    const other = made(centre, '새한도금');
    keep(centre, { form: 'newContact', about: companyId }, { name: '박인사' });
    keep(centre, { form: 'contact', about: contactId }, { name: '김차장' });
    keep(centre, { form: 'newPromise', about: companyId }, { text: '구인표' });
    expect(read((store) => draftsOfCompany(store, han, { companyId })).parts).toEqual([
      { kind: 'contact', id: null },
      { kind: 'contact', id: contactId },
      { kind: 'promise', id: null },
    ]);
    expect(read((store) => draftsOfCompany(store, han, other)).parts).toEqual([]);
    expect(read((store) => draftsOfCompany(store, oh, { companyId })).parts).toEqual([]);
    const drafts = read((store) => listDrafts(store, han)).drafts;
    expect(drafts.map(({ title, companyId: at, subject }) => [title, at, subject.form])).toEqual([
      ['한빛금속', companyId, 'newPromise'],
      ['한빛금속', companyId, 'contact'],
      ['한빛금속', companyId, 'newContact'],
    ]);
    const subject = { form: 'contact', about: contactId } as const;
    expect(read((store) => getDraft(store, han, { subject })).draft?.values).toEqual({ name: '김차장' });
  });

  test('없는 기업이나 뺀 담당자의 것은 남기지 않고 보이지도 않는다', () => {
    const centre = openCentre();
    const { read, write, han } = centre;
    const { companyId, contactId } = made(centre, '한빛금속');
    expect(refusal(() => keep(centre, { form: 'newSite', about: 999 }, {}))).toBe('notFound');
    expect(refusal(() => keep(centre, { form: 'site', about: 999 }, {}))).toBe('notFound');
    expect(refusal(() => keep(centre, { form: 'newSite', about: null }, {}))).toBe('notFound');
    keep(centre, { form: 'contact', about: contactId }, { name: '김차장' });
    const remove = (undo: boolean) =>
      write(han, (store) => removeCompanyPart(store, han, { companyId, kind: 'contact', id: contactId, undo }));
    remove(false);
    expect(read((store) => listCompanyParts(store, han, { companyId })).contact).toEqual([]);
    expect(read((store) => draftsOfCompany(store, han, { companyId })).parts).toEqual([]);
    expect(read((store) => listDrafts(store, han)).drafts).toEqual([]);
    remove(true);
    expect(read((store) => listDrafts(store, han)).drafts).toHaveLength(1);
  });

  test('같은 번호의 사람을 파기해도 남는다. 그 사람의 동의를 쓰던 것은 사라진다', () => {
    const centre = openCentre();
    const { read, write, admin } = centre;
    const { companyId } = made(centre, '한빛금속');
    const id = intake(centre, admin);
    expect(id).toBe(companyId);
    keep(centre, { form: 'newContact', about: companyId }, { name: '박인사' });
    keep(centre, { form: 'consent', about: id }, { recipients: '(주)한빛' }, admin);
    const { number } = read((store) => store.need('person', id));
    const values = { reason: '01', note: '', notResident: '', number };
    write(admin, (store) => carryOutErasure(store, admin, { ids: [id], values }));
    expect(centre.engine.sql('SELECT form FROM draft').pluck().all()).toEqual(['newContact']);
  });
});

test('동의를 쓰던 것은 그 사람이 보이는 동안만 열리고, 본 기록에 남는다', () => {
  const centre = openCentre();
  const { read, han, oh } = centre;
  const id = intake(centre, han);
  const subject = { form: 'consent', about: id } as const;
  keep(centre, subject, { recipients: '(주)한빛' }, oh);
  const { drafts } = read((store) => listDrafts(store, oh));
  expect(drafts).toMatchObject([{ title: '홍길동', companyId: null }]);
  const { logs } = contract['draft.list'];
  const line = typeof logs === 'function' ? logs({}, { drafts }) : null;
  expect(line).toMatchObject({ act: 'view', recordType: 'person', ids: [id] });
  restrict(centre, han, id);
  expect(read((store) => listDrafts(store, oh)).drafts).toEqual([]);
});
