import { z } from '../zod.ts';
import type { Day } from '../korean/day.ts';
import { parseDay } from '../korean/day.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes } from './fields.ts';
import { notResidentWord, stopResidentNumbers } from './notResident.ts';

/**
 * What the centre holds and why (처리근거). Since 2024-09-15 consent must be free (시행령 제17조①): what the service itself
 * needs rests on 법 제15조① 3호·4호 with a notice; consent is for what is listed in `consentItems` alone (domain §13).
 */
const noticeItems = ['identity', 'study', 'wish', 'stay', 'support', 'consultation'] as const;
export type NoticeItem = (typeof noticeItems)[number];

/** What needs consent, each by itself; refusing one never blocks the service. */
export const consentItems = ['sensitive', 'thirdParty', 'publicity', 'portrait', 'employmentCheck'] as const;
export type ConsentItem = (typeof consentItems)[number];

export const itemNames: Readonly<Record<NoticeItem | ConsentItem, string>> = {
  identity: '인적 사항',
  study: '학력·경력·자격',
  wish: '희망 근로조건',
  stay: '국적·체류자격',
  support: '제도 참여·취업취약계층',
  consultation: '상담 기록',
  sensitive: '민감정보',
  thirdParty: '제3자 제공',
  publicity: '홍보·문자 수신',
  portrait: '초상(사진·영상) 활용',
  employmentCheck: '재직 확인',
};

export const templateKinds = ['notice', 'consent'] as const;
export type TemplateKind = (typeof templateKinds)[number];
export const templateKindNames: Readonly<Record<TemplateKind, string>> = { notice: '처리 고지문', consent: '동의서' };
const itemsOf: Readonly<Record<TemplateKind, readonly (NoticeItem | ConsentItem)[]>> = {
  notice: noticeItems,
  consent: consentItems,
};

const templateItem = z.object({
  key: z.enum([...noticeItems, ...consentItems]),
  /** 처리근거. */
  basis: z.string(),
  purpose: z.string(),
  /** 항목. */
  data: z.string(),
  /** 보유기간. */
  keeping: z.string(),
  /** 거부권과 불이익. */
  refusal: z.string(),
});
export type TemplateItem = z.output<typeof templateItem>;

/** A version of the notice or of the consent form. Never changed: another wording is another version. */
export const templateFields = z.object({
  kind: z.enum(templateKinds),
  version: z.int(),
  /** First day on which it is used. */
  from: z.string(),
  title: z.string(),
  intro: z.string(),
  /** Other languages wait for the centre's certified translations (domain §13). */
  language: z.enum(['ko']),
  items: z.array(templateItem),
  notResident: notResidentWord,
});
export type TemplateFields = z.output<typeof templateFields>;

/** A template with the key by which consents name it: the record's UUID, or that of one which ships with the program. */
export interface Template extends TemplateFields {
  readonly key: string;
}

const service =
  '개인정보 보호법 제15조제1항제3호(직업안정법에 따른 공공기관의 업무)·제4호(구직신청에 따른 서비스 이행)';
const keeping = '구직신청 효력이 끝난 뒤 1년, 보조사업으로 지원받은 경우 5년';
const needed = '서비스에 반드시 필요한 항목이므로 제공하지 않으면 해당 서비스를 받을 수 없습니다.';
const free = '동의하지 않을 수 있으며, 동의하지 않아도 구직 상담과 알선에 불이익이 없습니다.';

/** What the program ships with: version 1 of both, in use until the centre makes its own. */
export const shippedTemplates: readonly Template[] = [
  {
    key: 'shipped-notice-1',
    kind: 'notice',
    version: 1,
    from: '2024-09-15',
    title: '개인정보 처리 고지',
    intro:
      '인천광역시(위탁자)와 인천테크노파크(수탁자)의 뿌리산업 일자리센터는 구직신청에 따라 아래와 같이 개인정보를 처리합니다. 언제든지 열람·정정·삭제·처리정지를 요구할 수 있습니다.',
    language: 'ko',
    notResident: null,
    items: [
      {
        key: 'identity',
        basis: service,
        purpose: '본인 확인, 연락, 구직신청 접수',
        data: '성명, 생년월일, 성별, 연락처, 주소, 유입경로',
        keeping,
        refusal: needed,
      },
      {
        key: 'study',
        basis: service,
        purpose: '구직 상담과 직업 소개',
        data: '학력, 경력, 자격·면허, 운전면허, 병역, 취업여부',
        keeping,
        refusal: needed,
      },
      {
        key: 'wish',
        basis: service,
        purpose: '희망에 맞는 일자리 찾기',
        data: '희망 직종·지역·임금·근무조건, 통근수단, 기숙사',
        keeping,
        refusal: needed,
      },
      {
        key: 'stay',
        basis: `${service}, 출입국관리법 제18조(취업할 수 있는 체류자격의 확인)`,
        purpose: '취업할 수 있는 체류자격인지 확인',
        data: '국적, 체류자격, 체류기간 만료일, 신분증 확인일',
        keeping,
        refusal: needed,
      },
      {
        key: 'support',
        basis: `${service}, 고용정책 기본법 제6조`,
        purpose: '중복 지원 방지, 우대 제도 안내',
        data: '국민취업지원제도·실업급여·내일배움카드 참여, 취업취약계층 유형(민감정보가 아닌 것)',
        keeping,
        refusal: '알리지 않을 수 있으며, 그때에는 해당 우대 제도를 안내받지 못할 수 있습니다.',
      },
      {
        key: 'consultation',
        basis: service,
        purpose: '상담과 사후관리, 사업 실적의 확인',
        data: '상담 일시, 방법, 내용, 조치, 다음 약속',
        keeping,
        refusal: needed,
      },
    ],
  },
  {
    key: 'shipped-consent-1',
    kind: 'consent',
    version: 1,
    from: '2024-09-15',
    title: '개인정보 선택 동의서',
    intro:
      '아래는 모두 선택 동의입니다. 인천광역시(위탁자)와 인천테크노파크(수탁자)의 뿌리산업 일자리센터가 항목마다 따로 동의를 받으며, 동의한 뒤에도 언제든지 철회할 수 있습니다.',
    language: 'ko',
    notResident: null,
    items: [
      {
        key: 'sensitive',
        basis: '개인정보 보호법 제23조제1항제1호(별도의 동의)',
        purpose: '장애인 등 취업취약계층 지원, 건강에 맞는 일자리 찾기',
        data: '장애, 건강과 관련된 작업 제약, 출소·범죄 피해·북한이탈 여부',
        keeping: '동의를 철회하거나 구직신청 효력이 끝날 때까지',
        refusal: free,
      },
      {
        key: 'thirdParty',
        basis: '개인정보 보호법 제17조제1항제1호',
        purpose: '면접과 채용, 관계 기관 연계',
        data: '성명, 연락처, 학력·경력·자격, 희망 근로조건',
        keeping: '받는 곳의 채용 절차가 끝날 때까지(길어도 1년)',
        refusal: '동의하지 않을 수 있으며, 그때에는 그 회사나 기관에 알선할 수 없습니다.',
      },
      {
        key: 'publicity',
        basis: '개인정보 보호법 제22조제1항제7호',
        purpose: '채용행사·교육·지원제도 안내',
        data: '휴대전화, 이메일',
        keeping: '동의를 철회할 때까지',
        refusal: free,
      },
      {
        key: 'portrait',
        basis: '개인정보 보호법 제15조제1항제1호',
        purpose: '사업 홍보와 보고',
        data: '행사와 상담 현장의 사진·영상',
        keeping: '동의를 철회하거나 3년이 지날 때까지',
        refusal: free,
      },
      {
        key: 'employmentCheck',
        basis: '개인정보 보호법 제15조제1항제1호, 제17조제1항제1호',
        purpose: '취업한 회사에 재직 여부 확인, 사후관리',
        data: '성명, 입사일, 재직 여부',
        keeping: '취업 후 1년',
        refusal: free,
      },
    ],
  },
];

/** The version of a kind in use on a day: the last whose first day has come. Of one day the higher version wins. */
export function templateOn(all: readonly Template[], kind: TemplateKind, day: string): Template {
  const begun = all.filter((each) => each.kind === kind && each.from <= day);
  const [shipped] = shippedTemplates.filter((each) => each.kind === kind);
  const newest = begun
    .toSorted((a, b) => (a.from === b.from ? a.version - b.version : a.from < b.from ? -1 : 1))
    .at(-1);
  const template = newest ?? shipped;
  if (template === undefined) throw new Error(`no template of ${kind}`);
  return template;
}

/** A template's form: the words of each item stand in `purpose_sensitive` … */
export type TemplateInput = Readonly<Record<string, string>>;
export const itemParts = ['basis', 'purpose', 'data', 'keeping', 'refusal'] as const;
export const itemPartLabels: Readonly<Record<(typeof itemParts)[number], string>> = {
  basis: '처리근거',
  purpose: '목적',
  data: '항목',
  keeping: '보유기간',
  refusal: '거부권과 불이익',
};

/** The form that starts from an existing version. */
export function templateAsInput(template: TemplateFields, from: string): TemplateInput {
  return {
    from,
    title: template.title,
    intro: template.intro,
    notResident: template.notResident ?? '',
    ...Object.fromEntries(
      template.items.flatMap((item) => itemParts.map((part) => [`${part}_${item.key}`, item[part]])),
    ),
  };
}

const longestWords = 2000;

/** Reads a new version. Every part of every item is needed: the law asks for each (법 제15조②, 제17조②). */
export function readTemplate(
  kind: TemplateKind,
  input: TemplateInput,
  today: Day,
): Reading<Omit<TemplateFields, 'version'>> {
  const notes = fieldNotes();
  const words = (field: string): string => {
    const text = normalizeText(input[field] ?? '');
    if (text === '') notes.note(field, '내용을 입력해 주십시오.');
    else if (text.length > longestWords) notes.note(field, `${longestWords}자까지 입력해 주십시오.`);
    return text;
  };
  const day = parseDay(input['from'] ?? '', { today, kind: 'date' });
  if (!day.ok) notes.note('from', '쓰기 시작하는 날을 확인해 주십시오. 예: 2027.1.1');
  else if (day.value < today)
    notes.note(
      'from',
      '지난 날부터 쓸 수는 없습니다. 그때 받은 동의는 그때의 문안으로 남습니다. 오늘이나 뒤의 날을 적어 주십시오.',
    );
  const { from: _from, notResident: said = '', ...texts } = input;
  const notResident = stopResidentNumbers(notes, texts, said);
  return notes.finish({
    kind,
    from: day.ok ? day.value : today,
    title: words('title'),
    intro: words('intro'),
    language: 'ko' as const,
    items: itemsOf[kind].map((key) => ({
      key,
      basis: words(`basis_${key}`),
      purpose: words(`purpose_${key}`),
      data: words(`data_${key}`),
      keeping: words(`keeping_${key}`),
      refusal: words(`refusal_${key}`),
    })),
    notResident,
  });
}
