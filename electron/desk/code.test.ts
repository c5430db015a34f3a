import { expect, it } from 'vitest';
import type { Input, Output } from '../../shared/contract/index.ts';
import { codeName } from '../../shared/codes/index.ts';
import { codesWith } from '../../shared/codes/tables.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import type { ProjectInput } from '../../shared/model/project.ts';
import type { TestDesk } from '../deskTest.test-helper.ts';
import { openTestDesk, personForm, testNow } from '../deskTest.test-helper.ts';

const blank = { name: '', from: '', to: '', place: '', notResident: '' };

async function save({ desk, actor }: TestDesk, over: Partial<Input<'code.save'>>) {
  const input: Input<'code.save'> = { table: 'inflow', code: null, seen: null, entry: blank, ...over };
  return (await desk.write('code.save', input, actor, testNow)) as Output<'code.save'>;
}

async function entries({ desk, actor }: TestDesk) {
  return ((await desk.read('code.list', {}, actor, testNow)) as Output<'code.list'>).entries;
}

it('새 코드에는 이 노트북의 번호가 든 코드가 붙고, 곧바로 접수에 쓸 수 있다', async () => {
  const test = await openTestDesk();
  const first = await save(test, { entry: { ...blank, name: '산단 셔틀 광고' } });
  const second = await save(test, { entry: { ...blank, name: '역 광고' } });
  expect([first.code, second.code]).toEqual(['L0101', 'L0102']);
  const create = (inflow: string) => test.desk.write('person.create', personForm({ inflow }), test.actor, testNow);
  await create('L0101');
  await expect(create('L0177')).rejects.toMatchObject({ problem: { fields: { inflow: '유입경로를 골라 주십시오.' } } });
});

it('같은 코드를 다시 고치면 같은 기록이 바뀌고, 프로그램의 코드도 이름을 고칠 수 있다', async () => {
  const test = await openTestDesk();
  const first = await save(test, { code: '02', entry: { ...blank, name: '전화 문의' } });
  const again = await save(test, { code: '02', entry: { ...blank, name: '전화', to: '2026.12.31' } });
  expect(again.id).toBe(first.id);
  const list = await entries(test);
  expect(list).toHaveLength(1);
  expect(codeName(codesWith(list.map(({ fields }) => fields)).of('inflow'), '02')).toBe('전화');
});

it('없는 코드는 고칠 수 없고, 이름이 비면 무엇을 할지 말한다', async () => {
  const test = await openTestDesk();
  await expect(save(test, { code: 'ZZ', entry: { ...blank, name: '없는 것' } })).rejects.toMatchObject({
    problem: { code: 'notFound' },
  });
  await expect(save(test, {})).rejects.toMatchObject({ problem: { fields: { name: '이름을 입력해 주십시오.' } } });
});

it('상담은 사업을 싣고, 다음 상담에는 지난번의 사업이 먼저 나온다', async () => {
  const test = await openTestDesk();
  const { desk, actor } = test;
  const project = (name: string): ProjectInput => ({
    year: '2026',
    fund: '지역혁신 프로젝트',
    name,
    strategy: '1',
    closed: '',
    notResident: '',
  });
  const add = (name: string) =>
    desk.write('project.save', { id: null, seen: null, before: null, project: project(name) }, actor, testNow);
  await add('맞춤형 취업지원');
  await add('근로환경개선');
  const listed = async () => (await desk.read('project.list', {}, actor, testNow)) as Output<'project.list'>;
  const { projects, usual } = await listed();
  expect(projects.map(({ fields }) => fields.name)).toEqual(['근로환경개선', '맞춤형 취업지원']);
  expect(usual).toBeNull();
  const { id } = (await desk.write('person.create', personForm(), actor, testNow)) as { id: number };
  const talk = (uuid: string) => ({
    personId: id,
    consultation: {
      ...emptyConsultation,
      day: '2026.11.20',
      time: '1000',
      method: '02',
      type: '01',
      content: '전화함',
      project: uuid,
    },
  });
  const chosen = projects[1]?.uuid ?? '';
  await desk.write('consultation.create', talk(chosen), actor, testNow);
  expect((await listed()).usual).toBe(chosen);
  await expect(desk.write('consultation.create', talk('no-such-project'), actor, testNow)).rejects.toMatchObject({
    problem: { fields: { project: '사업을 목록에서 골라 주십시오.' } },
  });
});
