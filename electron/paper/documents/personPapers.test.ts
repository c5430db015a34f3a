import { expect, test } from 'vitest';
import type { PrintDocument } from '../../../shared/contract/print.ts';
import { emptyConsultation } from '../../../shared/model/consultation.ts';
import type { ConsultationInput } from '../../../shared/model/consultation.ts';
import type { PersonInput } from '../../../shared/model/person.ts';
import { readPaperCode } from '../../../shared/model/paperCode.ts';
import { Refusal } from '../../../shared/model/problem.ts';
import type { Actor, Role } from '../../../shared/model/role.ts';
import { writeRows } from '../../../shared/model/rows.ts';
import { openTestDesk, personForm, testNow } from '../../deskTest.test-helper.ts';
import { connect } from '../../store/connection.ts';
import type { MadePaper } from '../printJob.ts';
import { testFacts } from './facts.test-helper.ts';

const hostile = '<i>홍</i>"길동" & <script>alert(1)</script>';
const talk: ConsultationInput = {
  ...emptyConsultation,
  day: '2026-11-20',
  time: '10:00',
  minutes: '30',
  method: '01',
  type: '01',
  content: '첫 상담을 했다.',
};

interface Made {
  readonly id: number;
}

async function openPapers() {
  const { desk, actor, file, lock } = await openTestDesk();
  const write = async (name: Parameters<typeof desk.write>[0], input: unknown, as: Actor = actor): Promise<Made> =>
    (await desk.write(name, input, as, testNow)) as Made;
  const intake = async (over: Partial<PersonInput> = {}): Promise<number> =>
    (await write('person.create', personForm(over))).id;
  const consult = async (personId: number, over: Partial<ConsultationInput> = {}): Promise<number> =>
    (await write('consultation.create', { personId, consultation: { ...talk, ...over } })).id;
  const fill = async (id: number, section: string, values: Record<string, string>): Promise<void> => {
    const { seen } = (await desk.read('person.get', { id }, actor, testNow)) as { seen: string };
    await write('person.changeSection', { id, section, seen, before: {}, values });
  };
  const staff = async (loginId: string, role: Role): Promise<Actor> => {
    const account = { loginId, name: '박동료', role, endsOn: '' };
    return (await desk.job('writer', 'staff.create', account, actor, testNow)) as Actor;
  };
  const print = async (document: PrintDocument, as: Actor = actor): Promise<MadePaper> => {
    const code = (await desk.job('writer', 'print.code', document, as, testNow)) as string;
    return (await desk.job('heavy', 'print.make', { document, facts: testFacts, code }, as, testNow)) as MadePaper;
  };
  const refused = async (document: PrintDocument, as: Actor = actor): Promise<string> =>
    await print(document, as).then(
      () => '',
      (error: unknown) => (error instanceof Refusal ? error.problem.code : Promise.reject(error)),
    );
  const codes = (): unknown[] => {
    const reader = connect(file, lock, 'readonly');
    try {
      return reader.prepare('SELECT * FROM paper_code ORDER BY code').all();
    } finally {
      reader.close();
    }
  };
  return { desk, actor, write, intake, consult, fill, staff, print, refused, codes };
}

/** What a reader of the page sees, in one line. */
function textOf({ page }: MadePaper): string {
  return page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

const card = (person: number): PrintDocument => ({ kind: 'personCard', person, purpose: 'counselling' });
const application = (person: number, sensitive = false): PrintDocument => ({
  kind: 'jobApplication',
  person,
  purpose: 'application',
  sensitive,
});
const diary = (person: number, over: Partial<Extract<PrintDocument, { kind: 'consultationLog' }>> = {}) =>
  ({ kind: 'consultationLog', person, purpose: 'approval', only: null, from: null, to: null, ...over }) as const;
const consent = (person: number, filled = false): PrintDocument => ({
  kind: 'consentForm',
  person,
  purpose: 'consent',
  filled,
});

test('종이마다 제 번호가 있고, 누구의 무슨 종이인지 기억한다', async () => {
  const { actor, intake, consult, print, codes } = await openPapers();
  const person = await intake();
  await consult(person);
  const made = [];
  for (const document of [card(person), application(person), diary(person), consent(person)])
    made.push(await print(document));
  const numbers = made.map(({ entry }) => String(entry.detail?.['paper']));
  expect(numbers.map((number) => readPaperCode(number))).toEqual([
    { kind: 'personCard', laptop: '01', sequence: 1 },
    { kind: 'jobApplication', laptop: '01', sequence: 2 },
    { kind: 'consultationLog', laptop: '01', sequence: 3 },
    { kind: 'consentForm', laptop: '01', sequence: 4 },
  ]);
  for (const [index, paper] of made.entries()) {
    expect(textOf(paper)).toContain(numbers[index]?.replaceAll(/(\d{4})(?=\d)/g, '$1-'));
    expect(paper.page).toMatch(/class="bars"[^>]*>\s*<path d="M10 0h2v27h-2z/);
    expect(paper.entry).toMatchObject({ act: 'print', ids: [person] });
  }
  expect(codes()).toMatchObject([
    { kind: 'personCard', template: '1', printed_at: testNow, printed_by: actor.userId },
    { kind: 'jobApplication', template: '1' },
    { kind: 'consultationLog', template: '1' },
    { kind: 'consentForm', template: 'shipped-notice-1 shipped-consent-1' },
  ]);
});

test('사람의 종이에는 목적이 바닥글과 접속기록에 남고, 제목에는 이름이 없다', async () => {
  const { intake, print } = await openPapers();
  const made = await print(card(await intake({ name: '김한울' })));
  expect(made.foot).toMatch(/· 목적 상담·알선$/);
  expect(made.entry.purpose).toBe('상담·알선');
  expect(JSON.stringify([made.title, made.fileName, made.entry])).not.toContain('한울');
});

test('구직자 카드는 아는 것만 적고, 주소와 메모와 취업취약계층은 적지 않는다', async () => {
  const { intake, fill, consult, print } = await openPapers();
  const person = await intake({
    name: '김한울',
    birth: '900101',
    sex: 'F',
    address: '남동대로 215',
    note: '메모의 글',
    wishedJob: '용접원',
  });
  const careers = Array.from({ length: 10 }, (_, index) => ({
    company: `한빛금속${index}`,
    from: `20${10 + index}.3`,
  }));
  await fill(person, 'study', { careers: writeRows(careers), education: '03' });
  await fill(person, 'support', { groups: writeRows([{ code: 'V02', on: '', proof: '' }]) });
  await consult(person, { content: '남에게 보이지 않을 이야기' });
  const text = textOf(await print(card(person)));
  for (const word of ['김한울', '1990. 1. 1. (만 36세)', '010-1234-5678', '용접원', '고졸', '한빛금속9', '초기상담'])
    expect(text).toContain(word);
  // The newest jobs stand there, the others are counted.
  expect(text).not.toContain('한빛금속1 ');
  expect(text).toContain('외 2건은 기록에 있습니다.');
  for (const word of ['남동대로', '메모의 글', '기초생활수급자', '이야기']) expect(text).not.toContain(word);
});

test('구직신청서는 아는 것을 채우고 모르는 것은 빈칸으로 두며, 주민등록번호를 묻지 않는다', async () => {
  const { intake, fill, print } = await openPapers();
  const person = await intake({ name: '김한울', sex: 'F' });
  const blank = textOf(await print(application(person)));
  for (const word of ['□ 남 ■ 여', '□ 고졸', '1순위', '「직업안정법」에 따라', '2027. 2. 22.까지', '접수자'])
    expect(blank).toContain(word);
  expect(blank).not.toContain('총 경력');
  const careers = writeRows([
    { company: '한빛금속', from: '2019.3', to: '2020.2', wage: '250만원', leaving: '폐업' },
    { company: '대한도금', from: '2020.1', to: '2020.6' },
  ]);
  await fill(person, 'study', { careers, education: '03', driving: '01' });
  await fill(person, 'wish', { wageForm: 'M', wage: '280~320만원', shifts: '02', overtime: '1' });
  const text = textOf(await print(application(person)));
  for (const word of [
    '■ 고졸',
    '■ 1종 보통',
    '■ 2교대 가능',
    '280만원 ~ 320만원',
    '2019.3. ~ 2020.2.',
    '250만원',
    '폐업',
  ])
    expect(text).toContain(word);
  // January and February 2020 were worked twice and count once.
  expect(text).toContain('총 경력 1년 4개월');
  expect(text).toContain('주민등록번호는 적지 마십시오');
});

test('민감정보는 동의가 있고, 볼 수 있는 사람이 넣으라고 할 때만 구직신청서에 있다', async () => {
  const { desk, actor, intake, write, staff, print, refused } = await openPapers();
  const person = await intake();
  expect(await refused(application(person, true))).toBe('needsConsentToPrint');
  await write('consent.record', { id: person, values: { noticed: '1', sensitive: '1', method: 'phone' } });
  const { seen } = (await desk.read('person.sensitive', { id: person }, actor, testNow)) as { seen: string | null };
  const values = { health: '무거운 것을 들지 않음', sensitiveGroups: writeRows([{ code: 'V04', on: '', proof: '' }]) };
  await write('person.changeSensitive', { id: person, seen, before: {}, values });
  const made = await print(application(person, true));
  // Whoever reviews the log must see that it was more than a form, as when it is looked at on the screen.
  expect(made.entry.detail).toMatchObject({ part: 'sensitive' });
  const whole = textOf(made);
  expect(whole).toContain('■ 장애인');
  expect(whole).toContain('무거운 것을 들지 않음');
  for (const paper of [await print(application(person)), await print(card(person))]) {
    expect(textOf(paper)).not.toContain('장애인');
    expect(textOf(paper)).not.toContain('들지 않음');
    expect(paper.entry.detail).not.toHaveProperty('part');
  }
  const viewer = await staff('johoe', 'viewer');
  expect(await refused(application(person, true), viewer)).toBe('notYourCase');
  expect(textOf(await print(application(person), viewer))).not.toContain('장애인');
});

test('상담일지는 오래된 것부터, 고친 대로 적고 고쳤다고 말한다', async () => {
  const { desk, actor, intake, consult, print } = await openPapers();
  const person = await intake();
  const first = await consult(person, { day: '2026-11-10', content: '처음에 적은 글' });
  await consult(person, { day: '2026-11-20', content: '나중의 상담' });
  const consultation = { ...talk, day: '2026-11-10', content: '바로잡은 글' };
  await desk.write('consultation.correct', { id: first, consultation, reason: '잘못 들음' }, actor, testNow);
  const text = textOf(await print(diary(person)));
  expect(text).not.toContain('처음에 적은 글');
  expect(text.indexOf('바로잡은 글')).toBeGreaterThan(0);
  expect(text.indexOf('바로잡은 글')).toBeLessThan(text.indexOf('나중의 상담'));
  expect(text).toContain('정정 1번. 마지막은 2026. 11. 22.(일) 12:00 이상담. 사유: 잘못 들음.');
  expect(text).toContain('결 재 담당 팀장 센터장');
  expect(text).toContain('2026. 11. 10. ~ 2026. 11. 20., 2건');
});

test('상담일지는 한 건이나 한 기간만 뽑을 수 있고, 없으면 없다고 말한다', async () => {
  const { intake, consult, print, refused } = await openPapers();
  const person = await intake();
  const other = await intake({ name: '박나래', mobile: '010-2222-3333' });
  const first = await consult(person, { day: '2026-11-10', content: '첫 상담' });
  await consult(person, { day: '2026-11-20', content: '둘째 상담' });
  expect(textOf(await print(diary(person, { only: first })))).not.toContain('둘째 상담');
  expect(textOf(await print(diary(person, { from: '2026-11-11', to: null })))).not.toContain('첫 상담');
  expect(await refused(diary(person, { from: null, to: '2026-11-09' }))).toBe('nothingToPrint');
  expect(await refused(diary(other))).toBe('nothingToPrint');
  // Somebody else's talk is not found under this person.
  expect(await refused(diary(other, { only: first }))).toBe('notFound');
});

test('사천 글자의 상담과 마흔 글자의 이름도 한 글자도 빠지지 않는다', async () => {
  const { intake, consult, print } = await openPapers();
  const name = '가나다라마바사아자차'.repeat(4);
  const content = '도금 라인의 약품 농도를 관리하였다. '.repeat(300).slice(0, 3999) + '끝';
  const person = await intake({ name });
  await consult(person, { content });
  const { page } = await print(diary(person));
  expect(page).toContain(name);
  expect(page).toContain(`<div class="told">${content}</div>`);
});

test('동의서는 고지와 선택 동의를 나누고, 빈 서식에는 아무 표시가 없다', async () => {
  const { intake, write, print } = await openPapers();
  const person = await intake({ name: '김한울' });
  const values = {
    noticed: '1',
    sensitive: '0',
    thirdParty: '1',
    recipients: '(주)한빛금속, 대한도금',
    method: 'sign',
    signature: 'M20 80 L60 20 L100 90',
  };
  await write('consent.record', { id: person, values });
  const blank = await print(consent(person));
  const text = textOf(blank);
  for (const word of ['고지', '선택 1. 민감정보', '거부권과 불이익', '언제든지', '철회', '설명한 사람'])
    expect(text).toContain(word);
  expect(text).not.toContain('■');
  expect(text.match(/□ 동의함/g)).toHaveLength(5);
  expect(blank.page).not.toContain('class="ink"');
  const filled = await print(consent(person, true));
  expect(textOf(filled)).toContain('(주)한빛금속, 대한도금');
  expect(textOf(filled).match(/■ 동의함/g)).toHaveLength(1);
  expect(textOf(filled)).toContain('■ 동의하지 않음 (2026. 11. 22. 서명)');
  expect(filled.page).toContain('<path d="M20 80 L60 20 L100 90" />');
  await write('consent.withdraw', { id: person, item: 'thirdParty', recipients: [], method: 'phone' });
  expect(textOf(await print(consent(person, true)))).toContain('(철회 2026. 11. 22. 전화)');
});

test('꼬리표를 적은 이름과 상담도 글자로만 나온다', async () => {
  const { intake, consult, fill, print } = await openPapers();
  const person = await intake({ address: hostile, wishedJob: hostile, email: '' });
  await fill(person, 'study', { school: hostile, careers: writeRows([{ company: hostile, from: '2019.3' }]) });
  await consult(person, { content: hostile });
  for (const document of [card(person), application(person), diary(person), consent(person)]) {
    const { page } = await print(document);
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<i>홍');
  }
  expect((await print(diary(person))).page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('볼 수 없는 사람의 종이는 없는 사람과 똑같이 거절하고 번호도 쓰지 않는다', async () => {
  const { intake, consult, write, staff, print, refused, codes } = await openPapers();
  const person = await intake();
  const hidden = await consult(person, { content: '가린 상담', restricted: '1' });
  await consult(person, { content: '보이는 상담' });
  const other = await staff('sangdam2', 'counsellor');
  const shown = textOf(await print(diary(person), other));
  expect(shown).toContain('보이는 상담');
  expect(shown).not.toContain('가린 상담');
  expect(await refused(diary(person, { only: hidden }), other)).toBe('notFound');
  await write('person.restrict', { id: person, restricted: true, reason: '신변 보호' });
  const before = codes().length;
  for (const document of [card(person), application(person), diary(person), consent(person), card(999)])
    expect(await refused(document, other)).toBe('notFound');
  expect(codes()).toHaveLength(before);
});
