import { expect, test } from 'vitest';
import type { PrintDocument } from '../../../shared/contract/print.ts';
import { openTestDesk, testNow } from '../../deskTest.test-helper.ts';
import type { MadePaper, PaperOrder } from '../printJob.ts';
import { testFacts } from './facts.test-helper.ts';
import { pdfName } from './fileName.ts';
import type { PaperFacts } from './paper.ts';

const facts: PaperFacts = { ...testFacts, recovery: { id: '7K2M', issuedAt: testNow, confirmedAt: null } };

async function openPaper() {
  const { desk, actor } = await openTestDesk();
  const make = async (document: PrintDocument, over: Partial<PaperFacts> = {}): Promise<MadePaper> => {
    const order: PaperOrder = { document, facts: { ...facts, ...over }, code: null };
    return (await desk.job('heavy', 'print.make', order, actor, testNow)) as MadePaper;
  };
  return { desk, actor, make };
}

/** What a reader of the page sees, in one line. */
function textOf({ page }: MadePaper): string {
  return page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

test('보안 설정 현황은 지금의 계정, 규칙, 열쇠, 접속기록을 적는다', async () => {
  const { make } = await openPaper();
  const log = { whole: true, lines: 12, first: 1, last: 12, faults: [], wrong: 0, checkedAt: testNow };
  const made = await make({ kind: 'securityStatus' }, { log });
  const text = textOf(made);
  expect(text).toContain('로그인을 막는 비밀번호 오류 횟수 5번');
  expect(text).toContain('쓸 수 있는 계정: 1개 (관리자 1');
  expect(text).toContain('test 관리자 사용');
  expect(text).toContain('SQLCipher 4');
  expect(text).toContain('위·변조 검사 이상 없음 — 12줄이 처음부터 끝까지 이어짐');
  expect(text).toContain('백업 알 수 없음');
  // Staff by login id only.
  expect(text).not.toContain('이상담');
  expect(made.foot).toMatch(/^이상담 관리자 · 2026\. 11\. 22\.\(일\) 12:00 · /);
  expect(made.entry).toMatchObject({ act: 'print', purpose: '내부관리계획 이행 점검' });
});

test('복구 열쇠는 네 글자씩 번호를 달아 적고, 접속기록에는 열쇠가 없다', async () => {
  const { make } = await openPaper();
  const made = await make({ kind: 'recoveryKey', key: '7K2M-9QXD-4TZH' });
  expect(textOf(made)).toContain('1 7K2M 2 9QXD 3 4TZH');
  expect(textOf(made)).toContain('열쇠 번호 7K2M');
  expect(JSON.stringify(made.entry)).not.toContain('9QXD');
});

test('월 점검표는 그 달에 누가 무엇을 몇 번 했는지와 살펴볼 것을 적는다', async () => {
  const { make } = await openPaper();
  const made = await make({ kind: 'logReview', month: '2026-11' });
  expect(textOf(made)).toContain('(프로그램) 권한 부여 1 1');
  expect(textOf(made)).toContain('점검 완료 아직 마치지 않음');
  expect(made.fileName).toBe('접속기록점검_2026-11');
  expect(made.entry).toMatchObject({ recordType: 'log', purpose: '접속기록 월 점검 2026-11' });
  expect(textOf(await make({ kind: 'logReview', month: '2020-01' }))).toContain('이 달의 접속기록이 없습니다.');
});

test('서약서는 사람마다 한 장이고, 접속기록에는 계정의 번호만 남는다', async () => {
  const { make, actor } = await openPaper();
  const helpers = [
    { name: '김<b>도움', loginId: 'TEST', password: 'sori-3-kaeul', endsOn: '2026-11-22' },
    { name: '박나래', loginId: 'nobody', password: 'bada-7-haneul', endsOn: '2026-11-22' },
  ];
  const made = await make({ kind: 'helperPledges', helpers });
  expect(made.page.split('class="sheet"')).toHaveLength(3);
  expect(made.page).not.toContain('<b>도움');
  expect(textOf(made)).toContain('2026. 11. 22.(일)까지');
  expect(made.entry).toMatchObject({ recordType: 'staff', ids: [actor.userId] });
  expect(JSON.stringify(made.entry)).not.toContain('sori');
  // The title is seen in print queues: nobody's name.
  expect(made.title).toBe('개인정보 보호 서약서');
});

test('PDF의 파일 이름은 센터, 문서, 날짜이고 어느 컴퓨터에서나 쓸 수 있다', () => {
  const named = pdfName({ centre: '인천 뿌리산업 일자리센터', fileName: '보안설정현황' }, '2026-11-22');
  expect(named).toBe('인천뿌리산업일자리센터_보안설정현황_20261122.pdf');
  expect(pdfName({ centre: 'a/b\\c:"*?<>|\n', fileName: 'x' }, '2026-11-22')).toBe('abc_x_20261122.pdf');
});
