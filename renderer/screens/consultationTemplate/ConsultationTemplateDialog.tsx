import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import { activeOn } from '../../../shared/codes/index.ts';
import type { ConsultationTemplateRecord } from '../../../shared/contract/consultationTemplate.ts';
import { longestContent } from '../../../shared/model/consultation.ts';
import type { ConsultationTemplateInput } from '../../../shared/model/consultationTemplate.ts';
import {
  consultationTemplateLabels,
  emptyConsultationTemplate,
  readConsultationTemplate,
  templateAsInput,
} from '../../../shared/model/consultationTemplate.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { useWrite } from '../../app/queries.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { ComboBox } from '../../parts/ComboBox.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';

const ended = [{ code: '1', name: '더는 내놓지 않습니다' }];

/** One 상담 양식. */
export function ConsultationTemplateDialog({
  record,
  onClose,
}: {
  readonly record: ConsultationTemplateRecord | null;
  readonly onClose: () => void;
}) {
  const clock = useClock();
  const codes = useCodes();
  const [{ before, id, key, seen }] = useState(() => ({
    before: record && templateAsInput(record.fields),
    id: record?.id ?? null,
    key: record?.key ?? null,
    seen: record?.seen ?? null,
  }));
  const toast = useDeskState((state) => state.toast);
  const { run } = useWrite('consultationTemplate.save');
  const read = useCallback((input: ConsultationTemplateInput) => readConsultationTemplate(input, codes), [codes]);
  const save = useCallback(
    (template: ConsultationTemplateInput) => run({ id, key, seen, before, template }),
    [run, id, key, seen, before],
  );
  const values = before ?? emptyConsultationTemplate;
  const filled = useDeskForm({ values, read, save });
  const { control } = filled.form;
  const done = () => {
    toast({ text: '상담 양식을 저장했습니다.', tone: 'done' });
    onClose();
  };
  const title = record === null ? '새 상담 양식' : '상담 양식 수정';
  return (
    <FormDialog of={filled} title={title} onSaved={done} onClose={onClose}>
      <FormGrid>
        <Controller
          control={control}
          name="type"
          render={(at) => (
            <ComboBox
              {...bound(at)}
              label={consultationTemplateLabels.type}
              isRequired
              entries={activeOn(codes.of('consultationType'), today(clock))}
            />
          )}
        />
        <Controller
          control={control}
          name="title"
          render={(at) => (
            <TextField {...bound(at)} label={consultationTemplateLabels.title} isRequired maxLength={60} />
          )}
        />
        <Wide>
          <Controller
            control={control}
            name="text"
            render={(at) => (
              <TextArea
                {...bound(at)}
                label={consultationTemplateLabels.text}
                isRequired
                most={longestContent}
                rows={8}
                hint="상담내용에 그대로 들어갑니다. 사람의 이름이나 번호는 적지 마십시오."
              />
            )}
          />
        </Wide>
        {record !== null && (
          <Controller
            control={control}
            name="closed"
            render={(at) => <CheckGroup {...bound(at)} label={consultationTemplateLabels.closed} entries={ended} />}
          />
        )}
      </FormGrid>
    </FormDialog>
  );
}
