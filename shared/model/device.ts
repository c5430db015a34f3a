import { z } from '../zod.ts';

/** Where a laptop is used: it decides after how many idle minutes it locks (behaviours T3). */
export const devicePlaces = { office: '사무실', field: '현장' } as const;

/**
 * 노트북 (device): a laptop of the centre, with its 반출입 대장 line (domain §9.2 §10). Its UUID is the name under which it
 * writes its stream.
 */
export const deviceFields = z.object({
  /** Two digits, `01`…: part of 관리번호 and of barcodes, so that laptops apart never collide (domain §3.1). */
  number: z.string(),
  /** What people call it, e.g. `상담실 노트북`. */
  name: z.string(),
  place: z.enum(['office', 'field']),
  /** 반납·폐기: the day on which it left the centre. */
  endedOn: z.string().nullable(),
});
export type DeviceFields = z.output<typeof deviceFields>;
