import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Output } from '../../shared/contract/index.ts';
import type { TestDesk } from '../deskTest.test-helper.ts';
import { openTestDesk, personForm, problemOfRun, testNow } from '../deskTest.test-helper.ts';

async function create(test: TestDesk, form = personForm(), commandId?: string): Promise<number> {
  const made = await test.desk.write('person.create', form, test.actor, testNow, commandId);
  return (made as Output<'person.create'>).id;
}

async function get(test: TestDesk, id: number): Promise<Output<'person.get'>> {
  return (await test.desk.read('person.get', { id }, test.actor, testNow)) as Output<'person.get'>;
}

describe('접수', () => {
  test('성명, 연락처 하나, 유입경로만으로 저장되고 관리번호와 구직유효일이 생긴다', async () => {
    const desk = await openTestDesk();
    const record = await get(desk, await create(desk));
    expect(record.number).toBe('26-01-0001');
    expect(record.fields.name).toBe('홍길동');
    expect(record.fields.mobile).toBe('01012345678');
    expect(record.intakeDay).toBe('2026-11-22');
    expect(record.validUntil).toBe('2027-02-22');
    expect(record.createdBy).toBe('이상담');
    expect((await get(desk, await create(desk, personForm({ name: '김철수' })))).number).toBe('26-01-0002');
  });

  test('macOS에서 온 자모 분리 이름과 전각 숫자를 바른 글자로 저장한다', async () => {
    const desk = await openTestDesk();
    const id = await create(
      desk,
      personForm({ name: '김철수'.normalize('NFD'), mobile: '０１０－９８７６－５４３２', birth: '９００１０１' }),
    );
    expect((await get(desk, id)).fields).toMatchObject({ name: '김철수', mobile: '01098765432', birth: '1990-01-01' });
  });

  test('없는 연락처, 없는 날, 앞날의 생일은 항목마다 할 일을 말하며 거절하고 아무것도 남기지 않는다', async () => {
    const desk = await openTestDesk();
    const problem = await problemOfRun(create(desk, personForm({ mobile: '', birth: '2023-02-29', inflow: '' })));
    expect(problem.code).toBe('checkFields');
    expect(Object.keys(problem.fields ?? {}).sort()).toEqual(['birth', 'inflow', 'mobile']);
    const future = await problemOfRun(create(desk, personForm({ birth: '2027.3.1' })));
    expect(future.fields?.['birth']).toContain('오늘보다 뒤');
    const list = (await desk.desk.read(
      'person.list',
      { sort: 'name', direction: 'asc', offset: 0, limit: 10 },
      desk.actor,
      testNow,
    )) as Output<'person.list'>;
    expect(list.total).toBe(0);
  });

  test('같은 명령이 두 번 와도 한 사람만 생기고 같은 답을 준다', async () => {
    const desk = await openTestDesk();
    const command = '11111111-2222-4333-8444-555555555555';
    expect(await create(desk, personForm(), command)).toBe(await create(desk, personForm(), command));
    const list = (await desk.desk.read(
      'person.list',
      { sort: 'name', direction: 'asc', offset: 0, limit: 10 },
      desk.actor,
      testNow,
    )) as Output<'person.list'>;
    expect(list.total).toBe(1);
  });

  test('저장하면 바로 검색되고 이름은 이벤트에 실리지 않는다', async () => {
    const desk = await openTestDesk();
    const id = await create(desk);
    const found = (await desk.desk.read(
      'search.find',
      { text: 'ㅎㄱㄷ', limit: 5 },
      desk.actor,
      testNow,
    )) as Output<'search.find'>;
    expect(found.hits).toEqual([
      { kind: 'person', id, name: '홍길동', birthYear: null, phoneTail: '5678', district: null },
    ]);
    const { seen } = await get(desk, id);
    const change = { id, seen, before: personForm(), person: personForm({ name: '홍길순' }) };
    await desk.desk.write('person.change', change, desk.actor, testNow);
    const old = (await desk.desk.read(
      'search.find',
      { text: '홍길동', limit: 5 },
      desk.actor,
      testNow,
    )) as Output<'search.find'>;
    expect(old.hits.map((hit) => hit.name)).not.toContain('홍길동');
    expect(JSON.stringify(desk.changes)).not.toContain('홍길');
    expect(desk.changes.at(-1)).toEqual({ types: ['person'], ids: [{ type: 'person', id }], all: false });
  });

  test('같은 이름과 생일, 같은 휴대전화, 한 글자 다른 이름을 저장 전에 알린다', async () => {
    const desk = await openTestDesk();
    await create(desk, personForm({ birth: '900101' }));
    await create(desk, personForm({ name: '홍길순', birth: '900101', mobile: '010-5555-5555' }));
    const ask = async (name: string, birth: string, mobile: string) =>
      (
        (await desk.desk.read(
          'person.duplicates',
          { name, birth, mobile },
          desk.actor,
          testNow,
        )) as Output<'person.duplicates'>
      ).matches.map(({ name: called, reason }) => `${called} ${reason}`);
    expect(await ask('홍길동', '1990.1.1', '010-1234-5678')).toEqual(['홍길동 same', '홍길순 nearNameSameBirth']);
    expect(await ask('김영희', '', '010 5555 5555')).toEqual(['홍길순 samePhone']);
    expect(await ask('김영희', '850505', '')).toEqual([]);
  });

  test('목록은 한국어 순서이고 쪽마다 이어진다', async () => {
    const desk = await openTestDesk();
    for (const name of ['나영', '가람', 'NGUYEN VAN AN', '하늘', '다솜']) await create(desk, personForm({ name }));
    const names = async (offset: number) =>
      (
        (await desk.desk.read(
          'person.list',
          { sort: 'name', direction: 'asc', offset, limit: 3 },
          desk.actor,
          testNow,
        )) as Output<'person.list'>
      ).rows.map((row) => row.name);
    expect([...(await names(0)), ...(await names(3))]).toEqual(
      ['나영', '가람', 'NGUYEN VAN AN', '하늘', '다솜'].sort(new Intl.Collator('ko').compare),
    );
  });

  test('이름도 전화도 자료 폴더의 어떤 파일에도 읽히게 남지 않는다', async () => {
    const desk = await openTestDesk();
    await create(desk);
    const needles = ['홍길동', '01012345678', '5678'].flatMap((text) => [
      Buffer.from(text),
      Buffer.from(text, 'utf16le'),
    ]);
    for (const name of readdirSync(desk.folder)) {
      const bytes = readFileSync(path.join(desk.folder, name));
      for (const needle of needles.filter((each) => each.length > 6)) expect(bytes.includes(needle)).toBe(false);
    }
  });
});
