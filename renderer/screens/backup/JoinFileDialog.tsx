import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { Output } from '../../../shared/contract/index.ts';
import { devicePlaces } from '../../../shared/model/device.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { useDesk } from '../../app/queries.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { bound } from '../../parts/field.ts';
import { Form, FormFoot, FormGrid } from '../../parts/Form.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useBackupStage } from './useBackups.ts';

const empty = { name: '', place: 'field' };
const places = [
  { value: 'office', label: devicePlaces.office },
  { value: 'field', label: devicePlaces.field },
];

function read(input: typeof empty) {
  const notes = fieldNotes();
  if (input.name.trim() === '') notes.note('name', '새 노트북을 부르는 이름을 입력해 주십시오.');
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
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = useCallback(
    ({ name, place }: typeof empty) =>
      desk.call('backup.makeJoinFile', { name, place: place === 'office' ? 'office' : 'field' }),
    [desk],
  );
  const { form, submit, isSaving } = useDeskForm({ values: empty, read, save, onProblem: setProblem });
  const { control } = form;
  const make = async () => {
    setProblem(null);
    const made = await submit();
    if (made?.laptop) onMade(made.laptop);
  };
  return (
    <Dialog title="참여 파일 만들기" isOpen onClose={onClose} isWide footer={<></>}>
      <p>
        새 노트북 한 대를 위한 파일입니다. 센터의 모든 자료가 암호화되어 들어가므로, 옮긴 뒤에는 저장 장치에서 지워
        주십시오. 노트북 한 대에 한 번만 쓰십시오.
      </p>
      <Form label="참여 파일 만들기" enter="next" focusFirst onSubmit={() => void make()}>
        {problem && (
          <Banner tone="danger" urgent>
            {problem.message}
          </Banner>
        )}
        <FormGrid>
          <Controller
            control={control}
            name="name"
            render={(at) => <TextField {...bound(at)} label="노트북 이름" isRequired hint="예: 박람회 노트북 1" />}
          />
          <Controller
            control={control}
            name="place"
            render={(at) => <ChoiceKeys {...bound(at)} label="쓰는 곳" choices={places} />}
          />
        </FormGrid>
        <FormFoot note={isSaving ? stage : '다음에 저장할 곳을 묻습니다.'}>
          <Button kind="main" type="submit" isBusy={isSaving}>
            만들기
          </Button>
          <Button onPress={onClose} keys="Esc">
            취소
          </Button>
        </FormFoot>
      </Form>
    </Dialog>
  );
}
