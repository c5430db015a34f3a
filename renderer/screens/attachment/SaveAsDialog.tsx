import { Controller } from 'react-hook-form';
import { exportPurposes } from '../../../shared/codes/exportPurpose.ts';
import type { Reading } from '../../../shared/model/fields.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { useDesk } from '../../app/queries.tsx';
import { bound } from '../../parts/field.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { Select } from '../../parts/Select.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';

const empty = { purpose: '', reason: '' };

function readPurpose({ purpose, reason }: typeof empty): Reading<typeof empty> {
  const notes = fieldNotes();
  if (!exportPurposes.some(({ code }) => code === purpose)) notes.note('purpose', '저장하는 목적을 골라 주십시오.');
  return notes.finish({ purpose, reason });
}

/** 다른 이름으로 저장: asks what for; main asks where, logs it, and then writes. */
export function SaveAsDialog({
  id,
  name,
  onClose,
}: {
  readonly id: number;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const desk = useDesk();
  const toast = useDeskState((state) => state.toast);
  const sent = useDeskForm({
    values: empty,
    read: readPurpose,
    save: async (input) => await desk.call('attachment.saveAs', { id, ...input }),
  });
  const { control } = sent.form;
  return (
    <FormDialog
      title={`다른 이름으로 저장: ${name}`}
      label="다른 이름으로 저장"
      onClose={onClose}
      isWide={false}
      of={sent}
      save="저장할 곳 고르기"
      intro={
        <p>암호화하지 않은 그림 파일이 됩니다. 저장한 사람과 목적이 접속기록에 남습니다. 다 쓴 파일은 지우십시오.</p>
      }
      onSaved={({ file, pages }) => {
        if (!file) return;
        toast({ text: `${pages}쪽을 저장했습니다: ${file}`, tone: 'done' });
        onClose();
      }}
    >
      <Controller
        control={control}
        name="purpose"
        render={(at) => (
          <Select {...bound(at)} label="저장하는 목적" isRequired entries={exportPurposes} none="고르십시오" />
        )}
      />
      <Controller
        control={control}
        name="reason"
        render={(at) => (
          <TextField
            {...bound(at)}
            label="어디에 쓰는지"
            hint="예: 채용 기업에 제출. 목적이 기타이면 꼭 적습니다."
            maxLength={200}
          />
        )}
      />
    </FormDialog>
  );
}
