import { useCallback } from 'react';
import { Controller } from 'react-hook-form';
import type { Output } from '../../../shared/contract/index.ts';
import { laptopNameFault } from '../../../shared/model/device.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { useDesk } from '../../app/queries.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid } from '../../parts/Form.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useBackupStage } from './useBackups.ts';
import { LentUntilField, PlaceField, placeOf } from '../session/fields.tsx';

const empty = { name: '', place: 'field', lentUntil: '' };

function read(input: typeof empty) {
  const notes = fieldNotes();
  const fault = input.name.trim() === '' ? '새 노트북을 부르는 이름을 입력해 주십시오.' : laptopNameFault(input.name);
  if (fault !== null) notes.note('name', fault);
  return notes.finish(input);
}

/** 참여 파일 만들기: all of the centre, encrypted, for one new laptop, which gets its number with it. */
export function JoinFileDialog({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: (laptop: NonNullable<Output<'backup.makeJoinFile'>['laptop']>) => void;
}) {
  const desk = useDesk();
  const stage = useBackupStage();
  const save = useCallback(
    ({ name, place, lentUntil }: typeof empty) =>
      desk.call('backup.makeJoinFile', { name, place: placeOf(place), lentUntil }),
    [desk],
  );
  const filled = useDeskForm({ values: empty, read, save });
  const { control } = filled.form;
  return (
    <FormDialog
      of={filled}
      title="참여 파일 만들기"
      save="만들기"
      showsKey={false}
      note={filled.isSaving ? stage : '다음에 저장할 곳을 묻습니다.'}
      intro={
        <p>
          새 노트북 한 대를 위한 파일입니다. 센터의 모든 자료가 암호화되어 들어가므로, 옮긴 뒤에는 저장 장치에서 지워
          주십시오. 노트북 한 대에 한 번만 쓰십시오.
        </p>
      }
      onSaved={({ laptop }) => {
        if (laptop) onMade(laptop);
      }}
      onClose={onClose}
    >
      <FormGrid>
        <Controller
          control={control}
          name="name"
          render={(at) => <TextField {...bound(at)} label="노트북 이름" isRequired hint="예: 박람회 노트북 1" />}
        />
        <PlaceField control={control} label="쓰는 곳" />
        <LentUntilField control={control} />
      </FormGrid>
    </FormDialog>
  );
}
