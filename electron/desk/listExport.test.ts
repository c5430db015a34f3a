import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readXlsx } from 'hucre';
import { expect, onTestFinished, test } from 'vitest';
import { linesOf } from '../../shared/contract/define.ts';
import { contract } from '../../shared/contract/index.ts';
import { emptyConsultation } from '../../shared/model/consultation.ts';
import { residentSentence } from '../../shared/model/person.ts';
import type { Actor } from '../../shared/model/role.ts';
import { exportColumns, exportFileName } from '../../shared/rules/listColumns.ts';
import type { TestDesk } from '../deskTest.test-helper.ts';
import { openTestDesk, personForm, setUp, testFolder, testNow } from '../deskTest.test-helper.ts';
import { openEngine } from '../store/open.ts';
import { createConsultation } from './consultation.ts';
import type { ExportFile } from './listExport.ts';
import type { ExportOrder, ExportPlan } from './listExport.ts';
import { planExport } from './listExport.ts';
import { createPerson } from './person.ts';
import { addStaff } from './staff.ts';

const all: ExportOrder = { of: { list: 'people', filter: {} }, ids: null, sort: 'name', direction: 'asc' };

async function openPeople() {
  const desk = await openTestDesk();
  const { actor } = desk;
  // The first account is a 관리자; a 상담사 beside it has cases of their own.
  const mate: Actor = (await desk.desk.job(
    'writer',
    'staff.first',
    { loginId: 'mate', name: '박상담' },
    actor,
    testNow,
  )) as Actor;
  const counsellor: Actor = { ...mate, role: 'counsellor' };
  const intake = async (who: Actor, name: string, mobile: string): Promise<number> =>
    (
      (await desk.desk.write('person.create', personForm({ name, mobile, birth: '900101' }), who, testNow)) as {
        id: number;
      }
    ).id;
  return {
    ...desk,
    counsellor,
    mine: await intake(counsellor, '김철수', '010-1111-2222'),
    others: await intake(actor, '홍길동', '010-3333-4444'),
  };
}

async function sheet(desk: TestDesk, who: Actor, unmasked: boolean, columns: readonly string[]) {
  const file = path.join(desk.folder, `${unmasked}-${who.userId}.xlsx`);
  const { ids } = (await desk.desk.job('heavy', 'list.plan', all, who, testNow)) as ExportPlan;
  const order: ExportFile = { file, centre: '가나 센터', purpose: '실적 보고', list: 'people', ids, columns, unmasked };
  expect(await desk.desk.job('heavy', 'list.write', order, who, testNow)).toBe(ids.length);
  const [first] = (await readXlsx(readFileSync(file), { readStyles: true })).sheets;
  return first;
}

test('내보낸 파일은 제목과 기준 줄, 연번이 있고 머리글이 고정되며, 가림이 기본이다', async () => {
  const desk = await openPeople();
  const made = await sheet(desk, desk.counsellor, false, ['name', 'mobile', 'birth', '없는 열']);
  expect(made?.rows.map((row) => row.filter((cell) => cell !== null))).toEqual([
    ['가나 센터 구직자명부'],
    [expect.stringMatching(/^2026-11-22.* 기준 · 2건 · 개인정보 가림 · 작성 박상담 · 목적 실적 보고$/)],
    ['연번', '성명', '휴대전화', '생년월일'],
    [1, '김*수', '010-****-2222', '1990-**-**'],
    [2, '홍*동', '010-****-4444', '1990-**-**'],
  ]);
  expect(made?.freezePane).toMatchObject({ rows: 3 });
});

test('가림 없이 내보내도 상담사에게는 제 담당만, 관리자에게는 모두 드러난다', async () => {
  const desk = await openPeople();
  const names = async (who: Actor) => (await sheet(desk, who, true, ['name', 'mobile']))?.rows.slice(3);
  expect(await names(desk.counsellor)).toEqual([
    [1, '김철수', '010-1111-2222'],
    [2, '홍*동', '010-****-4444'],
  ]);
  expect(await names(desk.actor)).toEqual([
    [1, '김철수', '010-1111-2222'],
    [2, '홍길동', '010-3333-4444'],
  ]);
});

test('고른 줄만 내보낼 때에도 볼 수 없는 사람과 조건에 맞지 않는 사람은 빠진다', async () => {
  const { desk, actor, counsellor, mine, others } = await openPeople();
  const plan = async (who: Actor, order: Partial<ExportOrder>) =>
    ((await desk.job('heavy', 'list.plan', { ...all, ...order }, who, testNow)) as ExportPlan).ids;
  expect(await plan(counsellor, { ids: [mine, others, 999] })).toEqual([mine, others]);
  await desk.write(
    'person.restrict',
    { id: others, restricted: true, reason: '사는 곳을 알리지 않습니다.' },
    actor,
    testNow,
  );
  expect(await plan(counsellor, { ids: [mine, others] })).toEqual([mine]);
  expect(await plan(actor, { ids: [others] })).toEqual([others]);
  expect(await plan(actor, { ids: [mine, others], of: { list: 'people', filter: { sex: 'F' } } })).toEqual([]);
});

test('상담일지를 내보낸 접속기록의 대상은 그 사람들이다', async () => {
  const { desk, counsellor, mine } = await openPeople();
  const talk = { day: '2026-11-20', time: '10:00', method: '02', type: '01', content: '전화함.' };
  const consultation = { ...emptyConsultation, ...talk };
  for (let n = 0; n < 2; n += 1)
    await desk.write('consultation.create', { personId: mine, consultation }, counsellor, testNow);
  const order: ExportOrder = { ...all, of: { list: 'consultations', filter: { counsellor: 'mine' } }, sort: 'day' };
  const plan = (await desk.job('heavy', 'list.plan', order, counsellor, testNow)) as ExportPlan;
  expect(plan).toMatchObject({ logged: [{ ids: [mine] }] });
  expect(plan.ids).toHaveLength(2);
});

test('담당 변경은 한 번에 하되 제 담당이 아닌 사람과 볼 수 없는 사람은 그대로 두고 센다', async () => {
  const { desk, actor, counsellor, mine, others } = await openPeople();
  const input = { ids: [mine, others, mine, 999], counsellorId: actor.userId };
  expect(await desk.write('person.assignMany', input, counsellor, testNow)).toEqual({ changed: [mine], refused: 2 });
  const list = await desk.read(
    'person.list',
    { filter: { counsellor: 'mine' }, sort: 'name', direction: 'asc', offset: 0, limit: 10 },
    actor,
    testNow,
  );
  expect(list).toMatchObject({ total: 2 });
  // However many there are, each is found by a line of their own.
  const { logs } = contract['person.assignMany'];
  const changed = Array.from({ length: 2500 }, (_, index) => index + 1);
  const lines = linesOf(logs === 'nothing' ? null : logs(input, { changed, refused: 0 }));
  expect(lines.map(({ ids, count }) => [ids.length, count])).toEqual([
    [1000, 1000],
    [1000, 1000],
    [500, 500],
  ]);
  expect(lines.flatMap(({ ids }) => ids)).toEqual(changed);
  await expect(
    desk.write('person.assignMany', { ids: [mine], counsellorId: 999 }, actor, testNow),
  ).rejects.toMatchObject({ problem: { code: 'checkFields' } });
});

test('거르기는 사람마다 이름을 붙여 남고, 마지막 모습도 남의 것과 섞이지 않는다', async () => {
  const { desk, actor, counsellor } = await openPeople();
  const of = { list: 'people', filter: { counsellor: 'mine', validity: 'soon' } } as const;
  await desk.write('list.keepView', { name: ' 내 임박 ', of }, counsellor, testNow);
  await desk.write('list.keepLast', { of, columns: ['name', 'mobile'] }, counsellor, testNow);
  const views = (who: Actor) => desk.read('list.views', { list: 'people' }, who, testNow);
  expect(await views(counsellor)).toEqual({
    views: [{ name: '내 임박', of }],
    last: { of, columns: ['name', 'mobile'] },
  });
  expect(await views(actor)).toEqual({ views: [], last: null });
  await expect(desk.write('list.dropView', { list: 'people', name: '' }, counsellor, testNow)).rejects.toMatchObject({
    problem: { code: 'notFound' },
  });
  await desk.write('list.dropView', { list: 'people', name: '내 임박' }, counsellor, testNow);
  expect(await views(counsellor)).toMatchObject({ views: [], last: { of } });
  await expect(desk.write('list.keepView', { name: ' ', of }, counsellor, testNow)).rejects.toMatchObject({
    problem: { fields: { name: '이름을 적어 주십시오.' } },
  });
  const resident = desk.write('list.keepView', { name: '홍길동 900101-1234567', of }, counsellor, testNow);
  await expect(resident).rejects.toMatchObject({ problem: { fields: { name: residentSentence } } });
});

test('많이 내보내도 접속기록에서 빠지는 사람이 없고, 줄들의 수를 더하면 내보낸 줄 수이다', () => {
  const lock = { cipher: 'sqlcipher' as const, key: randomBytes(32), logKey: randomBytes(32) };
  const engine = openEngine(path.join(testFolder(), 'store.db'), lock, 'readwrite');
  onTestFinished(() => engine.close());
  const people = engine.transact(setUp, testNow, (store) => {
    const admin = addStaff(store, setUp, { loginId: 'gwanri', name: '최관리', role: 'admin' });
    const ids = Array.from({ length: 1050 }, () => createPerson(store, admin, personForm()).id);
    const talk = {
      ...emptyConsultation,
      day: '2026-11-01',
      time: '10:00',
      method: '02',
      type: '01',
      content: '전화함.',
    };
    for (const personId of [...ids.slice(0, 3), ...ids])
      createConsultation(store, admin, { personId, consultation: talk });
    return ids;
  }).value;
  for (const [list, rows] of [
    ['people', 1050],
    ['consultations', 1053],
  ] as const) {
    const { logged, ids } = planExport(engine.readable(testNow), setUp, { ...all, of: { list, filter: {} } });
    expect(ids).toHaveLength(rows);
    expect(logged.map((portion) => portion.ids.length)).toEqual([1000, 50]);
    expect(logged.flatMap((portion) => portion.ids).toSorted((a, b) => a - b)).toEqual(people);
    expect(logged.reduce((sum, { count }) => sum + count, 0)).toBe(rows);
  }
});

test('파일 이름은 센터, 목록, 날짜이고 빈칸과 파일에 쓸 수 없는 글자가 없다', () => {
  expect(exportFileName('인천 뿌리산업 일자리센터', 'people', '2026-11-22')).toBe(
    '인천뿌리산업일자리센터_구직자명부_20261122.xlsx',
  );
  expect(exportFileName('../a:b', 'companies', '2026-11-22')).toBe('ab_기업명부_20261122.xlsx');
  expect(exportFileName('', 'consultations', '2026-11-22')).toBe('상담일지목록_20261122.xlsx');
});

test('내보낼 수 있는 열에는 민감정보도 자유로 적은 글도 없다', () => {
  const keys = Object.values(exportColumns).flatMap((columns) => columns.map(({ key }) => key as string));
  for (const never of ['content', 'note', 'notResident', 'caution', 'restrictedReason', 'disability', 'veteran'])
    expect(keys).not.toContain(never);
});
