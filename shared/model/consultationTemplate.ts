import { z } from '../zod.ts';
import { isCode } from '../codes/index.ts';
import type { Codes } from '../codes/tables.ts';
import { normalizeText } from '../korean/text.ts';
import { longestContent } from './consultation.ts';
import type { Reading } from './fields.ts';
import { fieldNotes } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';

/** 상담 양식 (consultation template): a text to start a consultation of one type with (domain §4.2). */
export const consultationTemplateFields = z.object({
  /** 상담유형, code. */
  type: z.string(),
  title: z.string(),
  text: z.string(),
  /** No longer offered. */
  closed: z.boolean(),
  notResident: notResidentWord,
});
export type ConsultationTemplateFields = z.output<typeof consultationTemplateFields>;

export const consultationTemplateInput = z.object({
  type: z.string().max(10),
  title: z.string().max(200),
  text: z.string().max(20_000),
  closed: z.string().max(2),
  notResident: z.string().max(400),
});
export type ConsultationTemplateInput = z.output<typeof consultationTemplateInput>;
export const emptyConsultationTemplate: ConsultationTemplateInput = {
  type: '',
  title: '',
  text: '',
  closed: '',
  notResident: '',
};
export const consultationTemplateLabels: Record<keyof ConsultationTemplateInput, string> = {
  type: '상담유형',
  title: '양식 이름',
  text: '양식',
  closed: '쓰지 않는 양식',
  notResident: notResidentLabel,
};

/** Reads a template's form; type, title and text are needed. */
export function readConsultationTemplate(
  input: ConsultationTemplateInput,
  codes: Codes,
): Reading<ConsultationTemplateFields> {
  const notes = fieldNotes();
  if (!isCode(codes.of('consultationType'), input.type)) notes.note('type', '상담유형을 골라 주십시오.');
  const title = normalizeText(input.title);
  if (title === '') notes.note('title', '양식 이름을 입력해 주십시오. 예: 첫 상담 기본');
  else if (title.length > 60) notes.note('title', '양식 이름은 60글자까지 입력할 수 있습니다.');
  const text = input.text.normalize('NFC').trim();
  if (text === '') notes.note('text', '양식을 입력해 주십시오. 예: 희망 직종:');
  else if (text.length > longestContent) notes.note('text', '양식은 상담내용과 같이 4,000자까지 저장할 수 있습니다.');
  const notResident = stopResidentNumbers(notes, { title, text }, input.notResident);
  return notes.finish({ type: input.type, title, text, closed: input.closed === '1', notResident });
}

/** The form that shows a template again. */
export function templateAsInput(fields: ConsultationTemplateFields): ConsultationTemplateInput {
  return { ...fields, closed: fields.closed ? '1' : '', notResident: fields.notResident ?? '' };
}

/** A template that comes with the program. Its key is its name for ever: what a centre makes of it is kept under it. */
export interface ShippedTemplate {
  readonly key: string;
  readonly fields: ConsultationTemplateFields;
}

const shipped = (key: string, type: string, title: string, lines: readonly string[]): ShippedTemplate => ({
  key,
  fields: { type, title, text: lines.join('\n'), closed: false, notResident: null },
});

export const shippedTemplates: readonly ShippedTemplate[] = [
  shipped('first', '01', '초기상담', [
    '구직 동기:',
    '희망 직종·지역·임금:',
    '경력·자격:',
    '통근·교대·건강에서 살필 점:',
    '필요한 지원:',
    '다음에 할 일:',
  ]),
  shipped('depth', '02', '심층·진로상담', [
    '지금의 어려움:',
    '강점과 경험:',
    '함께 정한 방향:',
    '본인이 할 일 / 센터가 할 일:',
  ]),
  shipped('plan', '03', '취업활동계획', [
    '목표 직종과 시기:',
    '활동 계획(훈련·알선·자격):',
    '막는 것과 풀 방법:',
    '점검할 날:',
  ]),
  shipped('resume', '05', '이력서·자기소개서', ['함께 고친 곳:', '보완할 자료:', '낼 곳과 마감:']),
  shipped('interview', '06', '면접 컨설팅', [
    '면접 볼 기업과 일시:',
    '연습한 질문:',
    '고칠 점:',
    '교통·복장·서류 확인:',
  ]),
  shipped('referral', '07', '알선', ['알선한 기업·직무:', '임금·근무시간·통근 안내:', '본인의 뜻:', '면접 일정:']),
  shipped('placed', '11', '취업자 사후관리', [
    '재직 여부:',
    '일과 사람에 적응하는 정도:',
    '임금·시간이 약속과 같은지:',
    '어려움과 한 일:',
  ]),
];
