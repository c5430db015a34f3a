import { z } from '../zod.ts';
import type { Code } from '../codes/index.ts';
import { isCode } from '../codes/index.ts';
import { openGroups } from '../codes/person.ts';
import type { Codes } from '../codes/tables.ts';
import type { Day } from '../korean/day.ts';
import { parseDay } from '../korean/day.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes, orNull } from './fields.ts';
import { readVulnerabilities, vulnerability } from './vulnerable.ts';

/** 제도 참여 (against double support) and 취업취약계층 that is not 민감정보 (domain §3.2, §3.7). */
export const supportFields = z.object({
  /** 국민취업지원제도. */
  scheme: z.string().nullable(),
  /** 실업급여 수급. */
  benefit: z.boolean().nullable(),
  /** 수급종료일. */
  benefitUntil: z.string().nullable(),
  /** 내일배움카드. */
  learningCard: z.boolean().nullable(),
  groups: z.array(vulnerability).nullable(),
});
export type SupportFields = z.output<typeof supportFields>;

export const emptySupport = { scheme: '', benefit: '', benefitUntil: '', learningCard: '', groups: '' };
export type SupportInput = Record<keyof typeof emptySupport, string>;

export const supportLabels: Record<keyof SupportInput, string> = {
  scheme: '국민취업지원제도',
  benefit: '실업급여',
  benefitUntil: '수급종료일',
  learningCard: '내일배움카드',
  groups: '취업취약계층',
};

export const receives: readonly Code[] = [
  { code: '1', name: '받고 있음' },
  { code: '0', name: '받지 않음' },
];
export const holds: readonly Code[] = [
  { code: '1', name: '있음' },
  { code: '0', name: '없음' },
];

/** Reads 제도 참여·취업취약계층. 민감정보 types are not in the list: they stand apart (sensitive.ts). */
export function readSupport(input: SupportInput, today: Day, codes: Codes): Reading<SupportFields> {
  const notes = fieldNotes();
  if (input.scheme !== '' && !isCode(codes.of('supportScheme'), input.scheme))
    notes.note('scheme', '국민취업지원제도의 유형을 목록에서 골라 주십시오.');
  let benefitUntil: Day | null = null;
  if (normalizeText(input.benefitUntil) !== '') {
    const day = parseDay(input.benefitUntil, { today, kind: 'date' });
    if (day.ok) benefitUntil = day.value;
    else notes.note('benefitUntil', '수급종료일을 확인해 주십시오. 예: 2027.3.2');
  }
  if (benefitUntil !== null && input.benefit === '0')
    notes.note('benefit', '수급종료일이 있습니다. 실업급여를 받고 있음으로 고르거나 수급종료일을 지워 주십시오.');
  const groups = readVulnerabilities(input.groups, openGroups, today, notes, 'groups');
  return notes.finish({
    scheme: orNull(input.scheme),
    benefit: input.benefit === '' ? (benefitUntil === null ? null : true) : input.benefit === '1',
    benefitUntil,
    learningCard: input.learningCard === '' ? null : input.learningCard === '1',
    groups,
  });
}
