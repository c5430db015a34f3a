/**
 * Payloads are packed before they are encrypted: what is encrypted cannot be packed any more, and most of a payload is the
 * names of its fields. docs/protocol.md §4 says the same in prose.
 */
import { plainText } from './plainText.ts';
import type { RecordId, Suite } from './types.ts';
import { LIMITS } from './types.ts';

/** The first byte of a packed payload, and with it the version of the words below; JSON begins with another. */
const PACKED = 0x01;

/**
 * What both ends know before the first byte, the most usual last. Frozen: bodies packed with it lie in logs for ever, so
 * another one needs another first byte.
 */
export const DICTIONARY = [
  ' 상담 연락 통화 부재 확인 이력서 면접 희망 근무 경력 자격증 취업 예정 가능합니다. 했습니다. 입니다. @example.',
  '"businessNumber":null,"phone":null,"fax":null,"complex":null,"complexGuessed":false,"industry":null,',
  '"rootTechnology":null,"contactName":null,"representative":null,"corporateNumber":null,"insuranceNumber":null,',
  '"homepage":null,"product":null,"otherTechnologies":null,"rootStatus":null,"ksic":null,"ksicRevision":null,',
  '"foundedOn":null,"men":null,"women":null,"foreignMen":null,"foreignWomen":null,"size":null,"facilities":null,',
  '"caution":null,"factory":null,"company":"","removedAt":null,"expiresOn":"20","doneOn":null,"due":"20',
  '{"m":1,"a":"","t":"2026-","l":{"c":[{"o":"alias","to":"{"r":"company","i":"","p":{"{"r":"consultation","i":"","p":{',
  '"day":"2026-","time":"1:00","minutes":30,"method":"02","type":"01","content":"","action":null,"nextDay":null,',
  '"project":null,"strategy":"1","notResident":null,"person":"","counsellor":"","restricted":false,"createdBy":"',
  '{"r":"person","i":"","p":{"employment":null,"education":null,"graduation":null,"school":null,"major":null,',
  '"graduatedIn":null,"careers":null,"licences":null,"driving":null,"military":null,"wishedJob2":null,',
  '"wishedJob3":null,"wishedDistrict":null,"wishedDistrict2":null,"wishedDistrict3":null,"wishedComplexes":null,',
  '"wageForm":null,"wageMin":null,"wageMax":null,"wishedEmployments":null,"shifts":null,"overtime":null,"commute":null,',
  '"dormitory":null,"unwanted":null,"nationality":null,"visa":null,"stayUntil":null,"idSeenOn":null,"scheme":null,',
  '"benefit":null,"benefitUntil":null,"learningCard":null,"groups":null,"studyNotResident":null,',
  '"wishNotResident":null,"stayNotResident":null,"name":"","latinName":null,"birth":"19","sex":"M","mobile":"010',
  '","otherPhone":null,"email":null,"district":"28","address":null,"inflow":"01","wishedJob":null,"note":"',
  '","notResident":null,"number":"26-01-0","intakeDay":"2026-","counsellor":"","restricted":false,',
  '"restrictedReason":null,"createdBy":"","createdAt":17,"changedAt":17}}]}{"m":1,"a":"","t":"2026-',
  'T0:00.000Z","c":[{"r":"person","i":"","p":{"name":"","changedAt":17}}]}',
].join('');

const usual = plainText.encode(DICTIONARY);

/** The words for a part: its subjects too, which the header says and most payloads repeat. */
function wordsFor(subjects: readonly RecordId[], suite: Pick<Suite, 'encode'>): Uint8Array {
  const own = suite.encode(subjects.join(''));
  const words = new Uint8Array(usual.length + own.length);
  words.set(usual);
  words.set(own, usual.length);
  return words;
}

/** The payload as it is encrypted: packed where that is shorter. */
export function packPayload(
  plain: Uint8Array,
  subjects: readonly RecordId[],
  suite: Pick<Suite, 'encode' | 'deflate'>,
): Uint8Array {
  const packed = suite.deflate(plain, wordsFor(subjects, suite));
  if (packed.length + 1 >= plain.length) return plain;
  const bytes = new Uint8Array(packed.length + 1);
  bytes[0] = PACKED;
  bytes.set(packed, 1);
  return bytes;
}

/** The payload's JSON; undefined for what is packed and cannot be unpacked within the limit of a change set. */
export function unpackPayload(
  bytes: Uint8Array,
  subjects: readonly RecordId[],
  suite: Pick<Suite, 'encode' | 'inflate'>,
): Uint8Array | undefined {
  if (bytes[0] !== PACKED) return bytes;
  return suite.inflate(bytes.subarray(1), wordsFor(subjects, suite), LIMITS.setBytes);
}
