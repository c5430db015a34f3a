import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { Input } from '../../../shared/contract/index.ts';
import { formatDay } from '../../../shared/korean/day.ts';
import { workingDayAfter } from '../../../shared/korean/workingDay.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { SnoozeInput } from '../../../shared/model/snooze.ts';
import { readSnooze, snoozeLabels } from '../../../shared/model/snooze.ts';
import { useCodes } from '../../app/codes.tsx';
import { today, useClock } from '../../app/clock.tsx';
import { useWrite } from '../../app/queries.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { bound } from '../../parts/field.ts';
import { Form, FormFoot } from '../../parts/Form.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';

/** 미루기: until when, and why; one answer for all that were chosen. */
export function SnoozeDialog({
  items,
  onClose,
  onDone,
}: {
  readonly items: readonly Input<'today.snooze'>['items'][number][];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const clock = useClock();
  const codes = useCodes();
  const [day] = useState(() => today(clock));
  // Most things are put off until tomorrow.
  const [empty] = useState<SnoozeInput>(() => ({
    until: formatDay(workingDayAfter(day, codes)).slice(0, 10),
    reason: '',
  }));
  const [problem, setProblem] = useState<Problem | null>(null);
  const toast = useDeskState((state) => state.toast);
  const { run } = useWrite('today.snooze');
  const read = useCallback((input: SnoozeInput) => readSnooze(input, day), [day]);
  const save = useCallback((input: SnoozeInput) => run({ items: [...items], ...input }), [run, items]);
  const { form, submit, isSaving } = useDeskForm({ values: empty, read, save, onProblem: setProblem });
  const send = async () => {
    if (!(await submit())) return;
    toast({ text: `${items.length}건을 미루었습니다.`, tone: 'done' });
    onDone();
  };
  return (
    <Dialog title={`${items.length}건 미루기`} isOpen onClose={onClose} footer={<></>}>
      <Form label="미루기" enter="next" focusFirst onSubmit={() => void send()}>
        {problem && (
          <Banner tone="danger" urgent>
            {problem.message}
          </Banner>
        )}
        <Controller
          control={form.control}
          name="until"
          render={(at) => (
            <DayField {...bound(at)} kind="date" label={snoozeLabels.until} isRequired hint="예: 12월 3일" />
          )}
        />
        <Controller
          control={form.control}
          name="reason"
          render={(at) => <TextField {...bound(at)} label={snoozeLabels.reason} isRequired maxLength={200} />}
        />
        <FormFoot>
          <Button kind="main" type="submit" isBusy={isSaving} keys={shortcuts.saveEnter.keys}>
            미루기
          </Button>
          <Button onPress={onClose} keys={shortcuts.leave.keys}>
            취소
          </Button>
        </FormFoot>
      </Form>
    </Dialog>
  );
}
