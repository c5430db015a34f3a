import { z } from '../zod.ts';
import { dayText, recordId } from './common.ts';

/**
 * What the lists of people, consultations, companies and the 공장명부 can be narrowed by (거르기). All conditions given must hold; one
 * that is absent narrows nothing. A filter holds codes and local ids, never a name of a person.
 */

/** 연령대 of the centre's reports (domain §8): first and last age in full years, as of today. */
export const ageBands = {
  under15: { name: '14세 이하', from: 0, to: 14 },
  a15: { name: '15–29세', from: 15, to: 29 },
  a30: { name: '30–39세', from: 30, to: 39 },
  a40: { name: '40–49세', from: 40, to: 49 },
  a50: { name: '50–54세', from: 50, to: 54 },
  a55: { name: '55–64세', from: 55, to: 64 },
  a65: { name: '65세 이상', from: 65, to: 150 },
} as const;

/** 구직유효 of a person today. `soon` (임박) is part of `valid`. */
export const validities = { valid: '유효', soon: '임박(14일 이내)', over: '만료' } as const;

/** From so many days before its end a 구직신청 is called 임박 in lists. */
export const validitySoonDays = 14;

/** 마지막 상담: none at all, or none in so many days (none at all is then part of it). */
export const quietTimes = {
  never: { name: '상담 없음', days: null },
  d30: { name: '30일 넘게 없음', days: 30 },
  d90: { name: '90일 넘게 없음', days: 90 },
  d180: { name: '180일 넘게 없음', days: 180 },
} as const;

const keysOf = <K extends string>(of: Readonly<Record<K, unknown>>) => z.enum(Object.keys(of) as [K, ...K[]]);
const code = z.string().max(20);
/** A member of staff; `mine` is whoever looks, so that a kept filter means each user's own. */
const staff = z.union([z.literal('mine'), recordId]);

export const personFilter = z
  .object({
    /** 담당. */
    counsellor: staff,
    district: code,
    inflow: code,
    sex: z.enum(['M', 'F', 'U']),
    /** People whose birth is not known are in none. */
    age: keysOf(ageBands),
    validity: keysOf(validities),
    /** 접수일, both ends included. */
    intakeFrom: dayText,
    intakeTo: dayText,
    quiet: keysOf(quietTimes),
    /** Part of a 희망직종, compared without blanks and case. */
    wishedJob: z.string().max(80),
  })
  .partial();
export type PersonFilter = z.output<typeof personFilter>;

export const consultationFilter = z
  .object({
    /** 상담일, both ends included. */
    from: dayText,
    to: dayText,
    method: code,
    type: code,
    /** 상담사: who wrote it. */
    counsellor: staff,
    project: recordId,
  })
  .partial();
export type ConsultationFilter = z.output<typeof consultationFilter>;

export const companyFilter = z
  .object({
    district: code,
    complex: code,
    /** 뿌리기술, whether the company's main one or another of its own. */
    technology: code,
    /** 뿌리기업 여부. */
    rootStatus: code,
    /** A 확인서 or 인증 that ended or ends within the warning time, as 오늘 tells it. */
    certificateEnds: z.literal(true),
  })
  .partial();
export type CompanyFilter = z.output<typeof companyFilter>;

/** Whether a line of the 공장명부 was made a 기업 already. */
export const companyStates = { made: '등록됨', none: '아직 아님' } as const;

export const factoryFilter = z
  .object({
    /** Part of a name or address, compared as search compares them. */
    text: z.string().max(80),
    district: code,
    complex: code,
    technology: code,
    /** 뿌리기술, as the 업종 tells it, whichever it is. */
    root: z.literal(true),
    /** Lines that the import doubted. */
    doubtful: z.literal(true),
    company: keysOf(companyStates),
  })
  .partial();
export type FactoryFilter = z.output<typeof factoryFilter>;

/** A list with what it is narrowed by. */
export const listAndFilter = z.discriminatedUnion('list', [
  z.object({ list: z.literal('people'), filter: personFilter }),
  z.object({ list: z.literal('consultations'), filter: consultationFilter }),
  z.object({ list: z.literal('companies'), filter: companyFilter }),
  z.object({ list: z.literal('factories'), filter: factoryFilter }),
]);
export type ListAndFilter = z.output<typeof listAndFilter>;
export type ListName = ListAndFilter['list'];
export const listNames = ['people', 'consultations', 'companies', 'factories'] as const satisfies readonly ListName[];
