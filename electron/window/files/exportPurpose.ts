import { exportPurposes, otherPurpose } from '../../../shared/codes/exportPurpose.ts';
import { codeName } from '../../../shared/codes/index.ts';
import { normalizeText } from '../../../shared/korean/text.ts';
import { residentSentence } from '../../../shared/model/person.ts';
import { refuse } from '../../../shared/model/problem.ts';
import { findResidentNumbers } from '../../../shared/rules/residentNumber.ts';

/** Why something leaves the program as a file, as it was chosen and typed. */
export interface SaidPurpose {
  readonly purpose: string;
  readonly reason: string;
}

/** The purpose as the access log keeps it; refuses one that says nothing. `must`: whether words are needed in any case. */
export function purposeOf({ purpose, reason: typed }: SaidPurpose, must: boolean): string {
  const reason = normalizeText(typed);
  if (reason === '' && (purpose === otherPurpose || must))
    refuse('checkFields', { fields: { reason: '무엇에 쓰는지 적어 주십시오. 접속기록에 남습니다.' } });
  if (findResidentNumbers(reason).length > 0) refuse('checkFields', { fields: { reason: residentSentence } });
  const name = codeName(exportPurposes, purpose);
  return reason === '' ? name : `${name}: ${reason}`;
}
