import { z } from '../zod.ts';

/**
 * 공장명부의 한 줄 (factory): a registered factory in the read-only directory that a city office sends. Not a 기업
 * until somebody has dealt with it (domain §13).
 */
export const factoryFields = z.object({
  /** 공장관리번호, digits as text; many files do not have it. */
  factoryNumber: z.string().nullable(),
  /** Cleaned for display; `rawName` is what the file said. */
  name: z.string(),
  rawName: z.string(),
  /** 업종, as written. */
  industry: z.string(),
  rootTechnology: z.string().nullable(),
  address: z.string(),
  /** District of 2026-07-01, null where the address does not tell. */
  district: z.string().nullable(),
  /** 구·군 before the reform of 2026, as in the file. */
  oldDistrict: z.string().nullable(),
  dong: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  complex: z.string().nullable(),
  /** 추정: the complex was guessed by dong and distance. */
  complexGuessed: z.boolean(),
  phone: z.string().nullable(),
  product: z.string().nullable(),
  employees: z.int().nullable(),
  /** Korean sentences of doubt that the import left on this line. */
  doubts: z.array(z.string()),
});
export type FactoryFields = z.output<typeof factoryFields>;
