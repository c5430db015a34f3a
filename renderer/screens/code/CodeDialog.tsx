import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { Code } from '../../../shared/codes/index.ts';
import type { CodeTable } from '../../../shared/codes/tables.ts';
import { codeTables } from '../../../shared/codes/tables.ts';
import type { CodeEntryRecord } from '../../../shared/contract/code.ts';
import type { CodeEntryInput } from '../../../shared/model/codeEntry.ts';
import { codeEntryLabels, readCodeEntry } from '../../../shared/model/codeEntry.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useWrite } from '../../app/queries.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';

/** One code of a table: its name, its place, and the days on which it may be chosen. */
export function CodeDialog({
  table,
  row,
  entry,
  onClose,
}: {
  readonly table: CodeTable;
  /** The code as it is shown; null for a new one. */
  readonly row: Code | null;
  /** What the centre has said of it so far. */
  readonly entry: CodeEntryRecord | null;
  readonly onClose: () => void;
}) {
  const clock = useClock();
  const [day] = useState(() => today(clock));
  const [seen] = useState(entry?.seen ?? null);
  const [values] = useState<CodeEntryInput>(() => ({
    name: row?.name ?? '',
    from: row?.from ?? '',
    to: row?.to ?? '',
    place: entry?.fields.place === null || entry === null ? '' : String(entry.fields.place),
    notResident: entry?.fields.notResident ?? '',
  }));
  const toast = useDeskState((state) => state.toast);
  const { run } = useWrite('code.save');
  const code = row?.code ?? null;
  const read = useCallback((input: CodeEntryInput) => readCodeEntry(table, code ?? '', input, day), [table, code, day]);
  const save = useCallback(
    (input: CodeEntryInput) => run({ table, code, seen, entry: input }),
    [run, table, code, seen],
  );
  const filled = useDeskForm({ values, read, save });
  const { control } = filled.form;
  const done = () => {
    toast({ text: '코드표를 저장했습니다.', tone: 'done' });
    onClose();
  };
  const title = `${codeTables[table].name} · ${row === null ? '새 코드' : row.code}`;
  return (
    <FormDialog of={filled} title={title} onSaved={done} onClose={onClose}>
      <FormGrid>
        <Wide>
          <Controller
            control={control}
            name="name"
            render={(at) => (
              <TextField
                {...bound(at)}
                label={codeEntryLabels.name}
                isRequired
                maxLength={200}
                hint="뜻이 달라지면 이름을 고치지 말고 마지막 날을 적은 뒤 새 코드를 만드십시오."
              />
            )}
          />
        </Wide>
        <Controller
          control={control}
          name="from"
          render={(at) => <DayField {...bound(at)} kind="date" label={codeEntryLabels.from} hint="비우면 처음부터" />}
        />
        <Controller
          control={control}
          name="to"
          render={(at) => <DayField {...bound(at)} kind="date" label={codeEntryLabels.to} hint="비우면 계속" />}
        />
        <Controller
          control={control}
          name="place"
          render={(at) => (
            <TextField
              {...bound(at)}
              label={codeEntryLabels.place}
              inputMode="numeric"
              hint="작은 수가 앞에 옵니다. 비우면 제자리"
              maxLength={3}
            />
          )}
        />
      </FormGrid>
    </FormDialog>
  );
}
