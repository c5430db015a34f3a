/**
 * What a list shows of somebody whose case is not one's own (domain §9.3): 홍*동, 010-****-5678, the address to the 동.
 * Everything here may be applied to what is masked already and then changes nothing.
 */
import { parseAddress } from '../korean/address.ts';
import { maskName as nameShape } from '../korean/name.ts';
import { maskPhone as phoneShape } from '../korean/phone.ts';

/** Stands for a letter or digit that is not shown. */
const hidden = '*';

/** 성명: 홍길동 → 홍*동, 홍길 → 홍*, 남궁민수 → 남궁**; a Latin name keeps its first and last letter. Keeps the length. */
export function maskName(name: string): string {
  const shown = nameShape(name);
  // What is left of a name of two scripts may look like one of the other: it is hidden as that too.
  return shown === name ? shown : maskName(shown);
}

/** A kept number → 010-****-5678; null stays null. */
export function maskPhone(phone: string | null): string | null {
  // A kept number has no star; one that has is masked, and must not lose its last digits to a second masking.
  return phone === null || phone.includes(hidden) ? phone : phoneShape(phone);
}

/** An address to its 동 (or 읍·면): 인천광역시 서구 가좌동 123-4 → 인천광역시 서구 가좌동. Empty when no place is found in it. */
export function maskAddress(address: string): string {
  const { sido, gu, dong } = parseAddress(address);
  return [sido, gu, dong].filter((part) => part !== undefined).join(' ');
}
