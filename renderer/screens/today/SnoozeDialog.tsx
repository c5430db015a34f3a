import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { Input } from '../../../shared/contract/index.ts';
import { formatDay } from '../../../shared/korean/day.ts';
import { workingDayAfter } from '../../../shared/korean/workingDay.ts';
import type { SnoozeInput } from '../../../shared/model/snooze.ts';
import { readSnooze, snoozeLabels } from '../../../shared/model/snooze.ts';
import { useCodes } from '../../app/codes.tsx';
import { today, useClock } from '../../app/clock.tsx';
import { useWrite } from '../../app/queries.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { bound } from '../../parts/field.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { SnoozeReason } from './SnoozeReason.tsx';

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
    notResident: '',
  }));
  const toast = useDeskState((state) => state.toast);
  const { run } = useWrite('today.snooze');
  const read = useCallback((input: SnoozeInput) => readSnooze(input, day), [day]);
  const save = useCallback((input: SnoozeInput) => run({ items: [...items], ...input }), [run, items]);
  const filled = useDeskForm({ values: empty, read, save });
  const { control } = filled.form;
  const done = () => {
    toast({ text: `${items.length}건을 미루었습니다.`, tone: 'done' });
    onDone();
  };
  return (
    <FormDialog
      of={filled}
      title={`${items.length}건 미루기`}
      label="미루기"
      save="미루기"
      isWide={false}
      onSaved={done}
      onClose={onClose}
    >
      <Controller
        control={control}
        name="until"
        render={(at) => (
          <DayField {...bound(at)} kind="date" label={snoozeLabels.until} isRequired hint="예: 12월 3일" />
        )}
      />
      <Controller control={control} name="reason" render={(at) => <SnoozeReason at={bound(at)} />} />
    </FormDialog>
  );
}
