import { z } from '../zod.ts';
import type { Code } from '../codes/index.ts';
import { normalizeText } from '../korean/text.ts';
import type { Reading } from './fields.ts';
import { fieldNotes } from './fields.ts';
import { notResidentLabel, notResidentWord, stopResidentNumbers } from './notResident.ts';

/** 전략과제 (domain §1.4 F11): the top of every activity's classification. */
export const strategies = [
  { code: '1', name: '취업 연계 및 고용 안정화' },
  { code: '2', name: '근로 환경 개선' },
  { code: '3', name: '뿌리산업 인식개선' },
  { code: '4', name: '전략 수립 기초자료 확보' },
] as const satisfies readonly Code[];

/**
 * 세부사업 (project): 사업연도 > 재원사업 > 세부사업. Their names change every year, so they are the centre's data
 * (domain §1.6); every activity carries one, since figures depend on it.
 */
export const projectFields = z.object({
  /** 사업연도. */
  year: z.int(),
  /** 재원사업. */
  fund: z.string(),
  /** 세부사업. */
  name: z.string(),
  strategy: z.enum(['1', '2', '3', '4']),
  /** 끝난 사업: no longer offered, kept for what it carried. */
  closed: z.boolean(),
  notResident: notResidentWord,
});
export type ProjectFields = z.output<typeof projectFields>;

export const projectInput = z.object({
  year: z.string().max(10),
  fund: z.string().max(200),
  name: z.string().max(200),
  strategy: z.string().max(2),
  closed: z.string().max(2),
  notResident: z.string().max(400),
});
export type ProjectInput = z.output<typeof projectInput>;
export const emptyProject: ProjectInput = {
  year: '',
  fund: '',
  name: '',
  strategy: '1',
  closed: '',
  notResident: '',
};
export const projectLabels: Record<keyof ProjectInput, string> = {
  year: '사업연도',
  fund: '재원사업',
  name: '세부사업',
  strategy: '전략과제',
  closed: '끝난 사업',
  notResident: notResidentLabel,
};

/** Reads a project's form; all of it is needed. */
export function readProject(input: ProjectInput): Reading<ProjectFields> {
  const notes = fieldNotes();
  const year = normalizeText(input.year).replace(/년$/, '');
  if (!/^20\d\d$/.test(year)) notes.note('year', '사업연도를 네 자리로 입력해 주십시오. 예: 2026');
  const names = { fund: normalizeText(input.fund), name: normalizeText(input.name) };
  if (names.fund === '') notes.note('fund', '재원사업을 입력해 주십시오. 예: 지역혁신 프로젝트');
  if (names.name === '') notes.note('name', '세부사업을 입력해 주십시오. 예: 맞춤형 취업지원');
  const strategy = strategies.find(({ code }) => code === input.strategy)?.code;
  if (strategy === undefined) notes.note('strategy', '전략과제를 골라 주십시오.');
  const notResident = stopResidentNumbers(notes, names, input.notResident);
  const closed = input.closed === '1';
  return notes.finish({ year: Number(year), ...names, strategy: strategy ?? '1', closed, notResident });
}

/** `2026 지역혁신 프로젝트 › 맞춤형 취업지원`. */
export function projectTitle({ year, fund, name }: Pick<ProjectFields, 'year' | 'fund' | 'name'>): string {
  return `${year} ${fund} › ${name}`;
}
