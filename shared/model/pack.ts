import { z } from '../zod.ts';
import { normalizeText } from '../korean/text.ts';
import { residentSentence } from './person.ts';
import { findResidentNumbers } from '../rules/residentNumber.ts';

/**
 * 자료 묶음 (pack): what a laptop holds that was not given all of the centre, e.g. one for a fair: the people and companies
 * that were taken in on laptops of this pack, and nobody else (behaviours F11; docs/adr/0054). Laptops without a pack hold all.
 */
export const packFields = z.object({
  /** What people call it, e.g. `2026 하반기 뿌리기업 박람회`. */
  name: z.string(),
});
export type PackFields = z.output<typeof packFields>;

/** Most letters of a pack's name: it stands in the frame of every screen. */
const most = 40;

/** Reads the name of a new pack; gives the name, or what to do about it. */
export function readPackName(
  typed: string,
): { readonly ok: true; readonly name: string } | { readonly ok: false; readonly problem: string } {
  const name = normalizeText(typed);
  if (name === '') return { ok: false, problem: '자료 묶음의 이름을 입력해 주십시오. 예: 2026 하반기 박람회' };
  if ([...name].length > most) return { ok: false, problem: `자료 묶음의 이름을 ${most}글자 안에서 입력해 주십시오.` };
  if (findResidentNumbers(name).length > 0) return { ok: false, problem: residentSentence };
  return { ok: true, name };
}
