import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { ImportList } from '../../shared/contract/import.ts';
import type { Output } from '../../shared/contract/index.ts';
import { Refusal } from '../../shared/model/problem.ts';
import type { Actor } from '../../shared/model/role.ts';
import { personForm, testFolder, testNow } from '../deskTest.test-helper.ts';
import { restrictPerson } from '../desk/caseload.ts';
import { createPerson, listPeople } from '../desk/person.ts';
import { addStaff } from '../desk/staff.ts';
import { importJobs } from '../jobs/importJobs.ts';
import { openEngine } from '../store/open.ts';
import { readDoc } from '../store/doc.ts';
import type { Docs, RecordType } from '../store/records.ts';
import type { Engine } from '../store/store.ts';
import { readSheets, rowTexts } from './sheet.ts';
import { writeTableXlsx } from './writeTable.ts';

type Row = readonly (string | number)[];
type Summary = Output<'personImport.dryRun'>;

/** A real encrypted store with two counsellors, and imports that run as they do in the workers. */
function openCentre() {
  const folder = testFolder();
  const lock = { cipher: 'sqlcipher' as const, key: randomBytes(32), logKey: randomBytes(32) };
  const engine = openEngine(path.join(folder, 'store.db'), lock, 'readwrite');
  onTestFinished(() => engine.close());
  const setUp: Actor = { userId: 0, name: '설치', role: 'admin' };
  const staff = (loginId: string, name: string): Actor =>
    engine.transact(setUp, testNow, (store) => addStaff(store, setUp, { loginId, name, role: 'counsellor' })).value;
  const actor = staff('lee', '이상담');
  const colleague = staff('park', '박상담');
  const jobs = importJobs(engine, () => undefined);
  const job = async (name: string, input: object): Promise<unknown> => {
    const run = jobs[name];
    if (!run) throw new Error(name);
    return (await run({ ask: 'job', name, input: { job: 'j', ...input }, actor, now: testNow })).value;
  };
  let files = 0;
  /** Opens, judges and, where asked, writes a list. */
  const bring = async (list: ImportList, rows: readonly Row[], chosen: readonly number[] | null = []) => {
    files += 1;
    const file = path.join(folder, `list-${files}.xlsx`);
    const width = Math.max(...rows.map((row) => row.length));
    const [titles = [], ...rest] = rows;
    const columns = Array.from({ length: width }, (_, index) => ({ header: String(titles[index] ?? ''), width: 12 }));
    await writeTableXlsx(file, '명부', columns, rest);
    return await bringFile(list, file, chosen);
  };
  const bringFile = async (list: ImportList, file: string, chosen: readonly number[] | null = []) => {
    const cancel = new SharedArrayBuffer(4);
    const preview = (await job('import.open', { list, file, cancel })) as NonNullable<
      Output<'personImport.choose'>['preview']
    >;
    const sheet = preview.sheets[0];
    if (!sheet) throw new Error('no sheet');
    const { headerRow, mapping } = sheet;
    const plan = { sheet: 0, headerRow: headerRow ?? 0, mapping, cancel };
    const summary = (await job('import.plan', plan)) as Summary;
    const write = async (lines: readonly number[]) => {
      const accepted = (await job('import.accepted', { chosen: lines })) as object;
      return (await job('import.write', { ...accepted, cancel, source: 'list' })) as Output<'personImport.run'>;
    };
    const rowsOf = async (kind: string) =>
      ((await job('import.rows', { kind, offset: 0, limit: 200 })) as Output<'personImport.rows'>).rows;
    const result = chosen === null ? null : await write(chosen);
    return { preview, sheet, summary, result, rowsOf, write };
  };
  return { engine, folder, actor, colleague, bring, bringFile, job, all: allOf(engine) };
}

function allOf(engine: Engine) {
  return <T extends RecordType>(type: T): Docs[T][] =>
    (engine.sql(`SELECT doc FROM ${type} ORDER BY id`).pluck().all() as string[]).map((doc) => readDoc(type, doc));
}

const header = ['성명', '생년월일', '성별', '연락처', '주소', '모집경로', '희망직무', '등록일', '전담자', '메모'];

test('참여자 명부의 한 행이 접수한 것과 같은 구직자가 된다: 날짜의 수, 0을 잃은 전화, 옛 구 이름, 전담자', async () => {
  const { bring, all, engine, colleague } = openCentre();
  const { summary, result } = await bring('person', [
    header,
    ['홍길동', 32_874, '남', 1_012_345_678, '인천 서구 가좌동 1-2', '지인소개', '용접', '2026.3.1', '박상담', '오전만'],
    ['김영희', '85/3/2', '여자', '032-800-1234', '인천 남동구 논현동', '', '', '', '없는이', ''],
  ]);
  expect(summary).toMatchObject({ rows: 2, add: 2, refused: 0, doubtful: 1 });
  expect(result).toMatchObject({ added: 2 });
  const [hong, kim] = all('person');
  expect(hong).toMatchObject({
    name: '홍길동',
    birth: '1990-01-01',
    sex: 'M',
    mobile: '01012345678',
    district: '28275',
    inflow: '10',
    wishedJob: '용접',
    note: '오전만',
    intakeDay: '2026-03-01',
    counsellor: engine.readable(testNow).uuidOf('staff', colleague.userId),
    number: '26-01-0001',
  });
  expect(kim).toMatchObject({
    birth: '1985-03-02',
    otherPhone: '0328001234',
    mobile: null,
    inflow: '99',
    intakeDay: '2026-11-22',
  });
});

test('같은 파일을 다시 가져오면 한 사람도 늘지 않는다', async () => {
  const { bring, all } = openCentre();
  const rows = [header, ['홍길동', '900101', '남', '010-1234-5678'], ['김영희', '', '여', '032-800-1234']];
  await bring('person', rows);
  const again = await bring('person', rows);
  expect(again.summary).toMatchObject({ add: 0, same: 2 });
  expect(again.result).toMatchObject({ added: 0 });
  expect(all('person')).toHaveLength(2);
});

const name = fc.constantFrom(
  '홍길동',
  '홍길순',
  '홍길',
  '김영희',
  '합계',
  '',
  '=1+1',
  'NGUYEN VAN AN',
  '이 몽룡',
  '1234',
);
const phone = fc.constantFrom(
  '010-1234-5678',
  1_012_345_678,
  '010-2222-3333',
  '032-800-1234',
  '',
  '-',
  '없는 번호',
  '1588',
);
const birth = fc.constantFrom('900101', 32_874, '1990.1.1', '', '2026/3/1', '13월', '900101-1234567', '900101-1******');
const hostile = fc.array(fc.tuple(name, birth, fc.constantFrom('남', '여', '?', ''), phone), {
  minLength: 1,
  maxLength: 14,
});

test('무엇이 든 파일이든 두 번째에는 아무도 들어오지 않는다', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(hostile, fc.array(fc.integer({ min: 2, max: 15 })), async (rows, chosen) => {
      const { bring, all } = openCentre();
      const first = await bring('person', [header, ...rows], chosen);
      expect(all('person')).toHaveLength(first.result?.added ?? -1);
      const { add, update, same, maybe, refused } = first.summary;
      expect(add + update + same + maybe + refused).toBe(first.summary.rows);
      const second = await bring('person', [header, ...rows]);
      expect(second.result?.added).toBe(0);
      expect(all('person')).toHaveLength(first.result?.added ?? -1);
      expect(JSON.stringify(all('person'))).not.toContain('1234567"');
    }),
    { numRuns: 15 },
  );
});

test('주민등록번호 열은 버렸다고 알리고, 다른 칸의 것은 그 행을 거절하며, 어디에도 남지 않는다', async () => {
  const { bringFile, all, folder, job } = openCentre();
  const file = path.join(folder, '명부.csv');
  const lines = [
    '성명,주민등록번호,연락처,메모',
    '홍길동,900101-1234567,010-1234-5678,오전',
    '김영희,850302-2345678,010-2222-3333,번호는 850302-2345678',
    '"900101-1234567",,010-3333-4444,',
  ];
  writeFileSync(file, `\uFEFF${lines.join('\r\n')}\r\n`);
  const { sheet, summary, preview, rowsOf } = await bringFile('person', file);
  expect(sheet.dropped).toEqual([1]);
  expect(sheet.mapping).toEqual({ name: 0, mobile: 2, note: 3 });
  expect(summary).toMatchObject({ add: 1, refused: 2 });
  expect(all('person').map((person) => person.name)).toEqual(['홍길동']);
  const saved = path.join(folder, '거절.xlsx');
  await job('import.export', { file: saved });
  const book = await readSheets(saved);
  if (!book.ok) throw new Error(book.problem.message);
  const texts = (book.value.sheets[0]?.rows ?? []).map(rowTexts);
  expect(texts.flat().join(' ')).toContain('■■■■■■-■■■■■■■');
  const shown = JSON.stringify([preview, await rowsOf('refused'), texts, all('person')]);
  expect(shown).not.toMatch(/900101|850302|-?[12]234567(?!8)|-2345678/);
});

test('같은 사람은 들어오지 않고, 닮은 사람은 고른 것만 들어온다', async () => {
  const { bring, all } = openCentre();
  await bring('person', [header, ['홍길동', '900101', '', '010-1234-5678']]);
  const rows = [
    header,
    ['홍길동', '900101', '', '010-9999-8888'],
    ['홍길동', '', '', '010-1234-5678'],
    ['홍길순', '900101', '', '010-7777-6666'],
    ['이몽룡', '880202', '', '010-1234-5678'],
  ];
  const { summary, rowsOf, write } = await bring('person', rows, null);
  expect(summary).toMatchObject({ add: 0, same: 2, maybe: 2 });
  expect((await rowsOf('maybe')).map(({ line, reasons }) => [line, reasons[0]])).toEqual([
    [4, '등록된 사람(26-01-0001)과 생년월일이 같고 성명이 한 글자 다릅니다.'],
    [5, '등록된 사람(26-01-0001)과 휴대전화가 같고 성명이 다릅니다.'],
  ]);
  expect(await write([5, 2, 99])).toMatchObject({ added: 1 });
  expect(all('person').map((person) => person.name)).toEqual(['홍길동', '이몽룡']);
});

test('남의 열람제한된 사람과 같으면 열람 제한이라고만 한다', async () => {
  const { bring, engine, colleague } = openCentre();
  engine.transact(colleague, testNow, (store) => {
    const { id } = createPerson(store, colleague, personForm({ name: '홍길동', birth: '900101' }));
    restrictPerson(store, colleague, { id, restricted: true, reason: '피해자 보호' });
  });
  const { summary, rowsOf } = await bring('person', [header, ['홍길동', '900101', '', '010-1234-5678']], null);
  expect(summary).toMatchObject({ add: 0, same: 0, maybe: 1 });
  expect((await rowsOf('maybe'))[0]?.reasons[0]).toBe('열람 제한 — 관리자에게 문의');
  expect(JSON.stringify(await rowsOf('maybe'))).not.toContain('26-01-');
});

test('검사한 뒤에 누가 접수되면 저장하지 않고 다시 검사하게 한다', async () => {
  const { bring, engine, actor, all } = openCentre();
  const { write } = await bring('person', [header, ['홍길동', '900101', '', '010-1234-5678']], null);
  engine.transact(actor, testNow, (store) =>
    createPerson(store, actor, personForm({ name: '홍길동', birth: '900101' })),
  );
  const refused = await write([]).catch((error: unknown) => error);
  expect(refused instanceof Refusal && refused.problem.code).toBe('importStale');
  expect(all('person')).toHaveLength(1);
});

test('가져온 사람은 가져온 사람의 담당이고 접속기록에 수가 남는다', async () => {
  const { bring, engine, actor } = openCentre();
  await bring('person', [header, ['홍길동', '900101', '', '010-1234-5678'], ['김영희', '850302', '', '010-2222-3333']]);
  const input = { sort: 'name', direction: 'asc', offset: 0, limit: 10 } as const;
  const filter = {} as Parameters<typeof listPeople>[2]['filter'];
  const { rows } = listPeople(engine.readable(testNow), actor, { ...input, filter });
  expect(rows.map(({ name: called, counsellor }) => [called, counsellor])).toEqual([
    ['김영희', '이상담'],
    ['홍길동', '이상담'],
  ]);
  const line = engine.sql('SELECT act, record_type, count, ids FROM access_log ORDER BY rowid DESC LIMIT 1').get();
  expect(line).toMatchObject({ act: 'import', record_type: 'person', count: 2 });
  const ids = engine.sql('SELECT id FROM person ORDER BY id').pluck().all();
  expect(JSON.parse((line as { ids: string }).ids)).toEqual(ids);
});

test('많이 가져와도 접속기록에는 한 사람도 빠지지 않는다', async () => {
  const { bring, engine } = openCentre();
  const rows = Array.from({ length: 1100 }, (_, n) => ['홍길동', '', '', `010-${String(1000 + n)}-5678`]);
  await bring('person', [header, ...rows]);
  const lines = engine.sql(`SELECT count, ids FROM access_log WHERE act = 'import' ORDER BY seq`).all() as {
    count: number;
    ids: string;
  }[];
  expect(lines.map(({ count }) => count)).toEqual([1000, 100]);
  expect(lines.flatMap(({ ids }) => JSON.parse(ids) as number[])).toEqual(
    engine.sql('SELECT id FROM person ORDER BY id').pluck().all(),
  );
});

test('같은 머리글의 파일에는 지난번 열 연결을 다시 쓴다', async () => {
  const { bring, job, folder } = openCentre();
  const rows = [
    ['성명', '연락처', '긴급'],
    ['홍길동', '010-1234-5678', '032-800-1234'],
  ];
  const { preview } = await bring('person', rows, null);
  expect(preview.sheets[0]).toMatchObject({ remembered: false, mapping: { name: 0, mobile: 1 } });
  const cancel = new SharedArrayBuffer(4);
  await job('import.plan', { sheet: 0, headerRow: 0, mapping: { name: 0, mobile: 1, otherPhone: 2 }, cancel });
  const accepted = (await job('import.accepted', { chosen: [] })) as object;
  await job('import.write', { ...accepted, cancel, source: folder });
  const again = await bring('person', rows, null);
  expect(again.preview.sheets[0]).toMatchObject({ remembered: true, mapping: { name: 0, mobile: 1, otherPhone: 2 } });
});

const companyHeader = ['상호', '사업자등록번호', '대표자', '전화번호', '주소', '업종', '산업단지', '상시근로자수'];

test('기업 명부는 사업자등록번호나 상호와 주소로 같은 기업을 알아보고, 틀린 번호는 거절한다', async () => {
  const { bring, all } = openCentre();
  const rows = [
    companyHeader,
    ['㈜한빛금속', '124-81-00998', '김대표', '032-800-1001', '인천 남동구 고잔동 1-2', '도금업', '남동공단', 12],
    ['한빛금속', 1_248_100_998, '', '', '', '', '', ''],
    ['대양도금', '124-81-00999', '', '', '', '', '', ''],
    ['새한정밀', '', '', '연락처 모름', '인천 서구 가좌동 3', '', '', ''],
    ['새한정밀(주)', '', '', '', '인천 서구 가좌동 3', '', '', ''],
    ['새한정밀', '', '', '', '인천 서구 석남동 9', '', '', ''],
    ['합계', '', '', '', '', '', '', 12],
  ];
  const first = await bring('company', rows);
  expect(first.summary).toMatchObject({ rows: 7, add: 2, same: 2, maybe: 1, refused: 2 });
  expect(all('company')).toMatchObject([
    {
      name: '(주)한빛금속',
      businessNumber: '1248100998',
      representative: '김대표',
      district: '28200',
      note: '근로자수 12명',
    },
    { name: '새한정밀', phone: null, district: '28275', note: '대표전화 연락처 모름' },
  ]);
  expect((await bring('company', rows)).summary).toMatchObject({ add: 0, same: 4, maybe: 1, refused: 2 });
});
