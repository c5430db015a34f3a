import { expect, it } from 'vitest';
import type { Input, Output } from '../../shared/contract/index.ts';
import { emptyCompany } from '../../shared/model/company.ts';
import type { TestDesk } from '../deskTest.test-helper.ts';
import { openTestDesk, testNow } from '../deskTest.test-helper.ts';

type Save = Input<'companyPart.save'>;

async function company({ desk, actor }: TestDesk, name: string): Promise<number> {
  const made = (await desk.write('company.create', { ...emptyCompany, name }, actor, testNow)) as { id: number };
  return made.id;
}

async function save({ desk, actor }: TestDesk, input: Partial<Save> & Pick<Save, 'companyId' | 'kind' | 'values'>) {
  const whole: Save = { id: null, seen: null, before: {}, ...input };
  return ((await desk.write('companyPart.save', whole, actor, testNow)) as { id: number }).id;
}

async function parts({ desk, actor }: TestDesk, companyId: number): Promise<Output<'companyPart.list'>> {
  return (await desk.read('companyPart.list', { companyId }, actor, testNow)) as Output<'companyPart.list'>;
}

it('담당자, 사업장, 확인서, 약속이 기업에 붙고 다른 기업에는 없다', async () => {
  const test = await openTestDesk();
  const [mine, other] = [await company(test, '한빛금속'), await company(test, '새한도금')];
  await save(test, { companyId: mine, kind: 'contact', values: { name: '김과장', role: '02', mobile: '01012345678' } });
  await save(test, { companyId: mine, kind: 'site', values: { name: '2공장', district: '28200' } });
  await save(test, { companyId: mine, kind: 'certificate', values: { kind: '02', issuedOn: '2026.3.1' } });
  await save(test, {
    companyId: mine,
    kind: 'promise',
    values: { text: '구인표 보내기', by: 'company', due: '12월 3일' },
  });
  const shown = await parts(test, mine);
  expect(shown.contact).toMatchObject([{ fields: { name: '김과장', role: '02', mobile: '01012345678', email: null } }]);
  expect(shown.site).toMatchObject([{ fields: { name: '2공장', district: '28200' } }]);
  expect(shown.certificate).toMatchObject([{ fields: { kind: '02', expiresOn: '2029-03-01' } }]);
  expect(shown.promise).toMatchObject([{ fields: { by: 'company', due: '2026-12-03', doneOn: null } }]);
  expect(await parts(test, other)).toEqual({ site: [], contact: [], certificate: [], promise: [] });
});

it('고치면 바꾼 칸만 쓰이고, 그사이 남이 바꾼 칸은 그대로다', async () => {
  const test = await openTestDesk();
  const companyId = await company(test, '한빛금속');
  const before = { name: '김과장', role: '02', position: '', mobile: '010-1234-5678' };
  const id = await save(test, { companyId, kind: 'contact', values: before });
  const seen = (await parts(test, companyId)).contact[0]?.seen ?? null;
  await save(test, { companyId, kind: 'contact', id, seen, before, values: { ...before, position: '생산부' } });
  await save(test, { companyId, kind: 'contact', id, seen, before, values: { ...before, mobile: '010-9999-8888' } });
  expect((await parts(test, companyId)).contact).toMatchObject([
    { fields: { name: '김과장', position: '생산부', mobile: '01099998888' } },
  ]);
});

it('빼면 보이지 않고, 되돌리면 다시 있다', async () => {
  const test = await openTestDesk();
  const companyId = await company(test, '한빛금속');
  const id = await save(test, { companyId, kind: 'site', values: { name: '2공장' } });
  const remove = (undo: boolean) =>
    test.desk.write('companyPart.remove', { companyId, kind: 'site', id, undo }, test.actor, testNow);
  await remove(false);
  expect((await parts(test, companyId)).site).toEqual([]);
  await remove(true);
  expect((await parts(test, companyId)).site).toHaveLength(1);
});

it('빈 것, 틀린 날짜, 다른 기업의 것은 고칠 것을 말하며 거절한다', async () => {
  const test = await openTestDesk();
  const [mine, other] = [await company(test, '한빛금속'), await company(test, '새한도금')];
  await expect(save(test, { companyId: mine, kind: 'site', values: {} })).rejects.toMatchObject({
    problem: { code: 'checkFields', fields: { name: '사업장 이름을 입력해 주십시오. 예: 본사, 2공장' } },
  });
  await expect(
    save(test, {
      companyId: mine,
      kind: 'certificate',
      values: { kind: '01', issuedOn: '2026.5.1', expiresOn: '2025.5.1' },
    }),
  ).rejects.toMatchObject({
    problem: { fields: { expiresOn: '만료일이 발급일보다 앞섭니다. 날짜를 확인해 주십시오.' } },
  });
  const id = await save(test, { companyId: mine, kind: 'site', values: { name: '2공장' } });
  await expect(
    save(test, { companyId: other, kind: 'site', id, before: { name: '2공장' }, values: { name: '빼앗기' } }),
  ).rejects.toMatchObject({ problem: { code: 'notFound' } });
});

it('더하면 기업 화면이 다시 읽히도록 알린다', async () => {
  const test = await openTestDesk();
  const companyId = await company(test, '한빛금속');
  await save(test, { companyId, kind: 'site', values: { name: '2공장' } });
  expect(test.changes.some(({ types }) => types.includes('company') && types.includes('site'))).toBe(true);
});
