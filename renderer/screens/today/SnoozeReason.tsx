import { useState } from 'react';
import { snoozeLabels } from '../../../shared/model/snooze.ts';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import type { BoundField } from '../../parts/field.ts';
import { TextField } from '../../parts/TextField.tsx';

/** Why things are put off, the commonest first: one digit each. What is kept is the sentence, not a code. */
const usual = ['연락이 안 됨', '본인 요청', '서류 기다림', '기업 답 기다림', '다른 일이 급함'] as const;
const own = '직접 적기';
const choices = [...usual.map((reason) => ({ value: reason, label: reason })), { value: own, label: own }];

/** 사유 of 미루기: one of the usual ones by its digit, or one's own words. */
export function SnoozeReason({ at }: { readonly at: BoundField }) {
  const [isOwn, setOwn] = useState(false);
  return (
    <>
      <ChoiceKeys
        {...(isOwn ? {} : at)}
        name="usualReason"
        label={snoozeLabels.reason}
        isRequired
        value={isOwn ? own : at.value}
        onChange={(chosen) => {
          setOwn(chosen === own);
          at.onChange(chosen === own ? '' : chosen);
        }}
        choices={choices}
      />
      {isOwn && <TextField {...at} label={own} isRequired maxLength={200} />}
    </>
  );
}
