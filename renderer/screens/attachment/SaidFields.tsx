import type { Control } from 'react-hook-form';
import { Controller, useWatch } from 'react-hook-form';
import { asksResidentCheck } from '../../../shared/codes/attachment.ts';
import { activeOn } from '../../../shared/codes/index.ts';
import type { AttachmentInput } from '../../../shared/model/attachment.ts';
import { attachmentLabels, longestTitle } from '../../../shared/model/attachment.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { ComboBox } from '../../parts/ComboBox.tsx';
import { bound } from '../../parts/field.ts';
import { TextField } from '../../parts/TextField.tsx';

const covered = [{ code: '1', name: '주민번호 뒷자리가 보이지 않게 가렸습니다' }];

/** What is said of a document: its kind, its title and, where the kind asks for it, that resident numbers are covered. */
export function SaidFields({
  control,
  isChecked = false,
}: {
  readonly control: Control<AttachmentInput>;
  /** It was said before and is not asked again. */
  readonly isChecked?: boolean;
}) {
  const codes = useCodes();
  const day = today(useClock());
  const kind = useWatch({ control, name: 'kind' });
  const asks = !isChecked && kind !== '' && asksResidentCheck(kind);
  return (
    <>
      <Controller
        control={control}
        name="kind"
        render={(at) => (
          <ComboBox
            {...bound(at)}
            label={attachmentLabels.kind}
            isRequired
            entries={activeOn(codes.of('attachmentKind'), day)}
          />
        )}
      />
      <Controller
        control={control}
        name="title"
        render={(at) => (
          <TextField
            {...bound(at)}
            label={attachmentLabels.title}
            maxLength={longestTitle}
            hint="예: 2026년 3월 발급. 이름과 주민번호는 적지 않습니다."
          />
        )}
      />
      {asks && (
        <Controller
          control={control}
          name="residentChecked"
          render={(at) => (
            <CheckGroup
              {...bound(at)}
              label={attachmentLabels.residentChecked}
              hint="이 서류에는 주민번호(외국인등록번호)가 있을 수 있습니다. 뒤 일곱 자리를 모두 가리고 모든 쪽을 확인해 주십시오."
              isRequired
              entries={covered}
            />
          )}
        />
      )}
    </>
  );
}
