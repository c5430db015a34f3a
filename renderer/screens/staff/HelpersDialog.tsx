import { useCallback } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import type { Output } from '../../../shared/contract/index.ts';
import { mostHelpers } from '../../../shared/contract/staff.ts';
import type { Day } from '../../../shared/korean/day.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { readHelpers } from '../../../shared/model/staff.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useDesk } from '../../app/queries.tsx';
import { bound } from '../../parts/field.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { EndField } from './accountFields.tsx';
import { namesIn } from './names.ts';

const empty = { names: '', endsOn: '' };

function readForm({ names, endsOn }: typeof empty, day: Day) {
  const list = namesIn(names);
  if (list.length <= mostHelpers) return readHelpers({ names: list, endsOn }, day);
  const notes = fieldNotes();
  notes.note('names', `한 번에 ${mostHelpers}명까지 만들 수 있습니다. 나누어 만들어 주십시오.`);
  return notes.finish({ names: list, endsOn: day });
}

/** Day helpers of a fair (박람회 등록원): an account for each, all ending on one day, made in one go. */
export function HelpersDialog({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: (made: Output<'staff.createHelpers'>) => void;
}) {
  const desk = useDesk();
  const clock = useClock();
  const read = useCallback((input: typeof empty) => readForm(input, today(clock)), [clock]);
  const save = useCallback(
    ({ names, endsOn }: typeof empty) => desk.call('staff.createHelpers', { names: namesIn(names), endsOn }),
    [desk],
  );
  const filled = useDeskForm({ values: empty, read, save });
  const { control } = filled.form;
  const count = namesIn(useWatch({ control, name: 'names' })).length;
  return (
    <FormDialog
      of={filled}
      title="박람회 도우미 여러 명"
      label="박람회 도우미"
      save={count > 0 ? `${count}명 만들기` : '만들기'}
      note="사람마다 아이디와 비밀번호를 만들어, 보안서약서와 함께 인쇄할 수 있게 보여 줍니다."
      onSaved={onMade}
      onClose={onClose}
    >
      <Controller
        control={control}
        name="names"
        render={(at) => (
          <TextArea
            {...bound(at)}
            label="도우미 성명"
            isRequired
            rows={6}
            most={4000}
            hint="한 줄에 한 사람씩. 엑셀의 이름 열을 그대로 붙여 넣어도 됩니다."
          />
        )}
      />
      <EndField control={control} isRequired hint="이 날이 지나면 로그인할 수 없습니다." />
    </FormDialog>
  );
}
