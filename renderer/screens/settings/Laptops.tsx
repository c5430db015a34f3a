import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { DeviceRow } from '../../../shared/contract/centre.ts';
import { devicePlaces } from '../../../shared/model/device.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { problemOf, useAsk, useWrite } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid } from '../../parts/Form.tsx';
import { Facts, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';

type Values = { name: string; endedOn: string };

function read(input: Values) {
  const notes = fieldNotes();
  if (input.name.trim() === '') notes.note('name', '노트북을 부르는 이름을 입력해 주십시오.');
  return notes.finish(input);
}

function LaptopForm({ row, onClose }: { readonly row: DeviceRow; readonly onClose: () => void }) {
  const { run } = useWrite('device.change');
  const toast = useDeskState((state) => state.toast);
  const { id, seen } = row;
  const [values] = useState<Values>({ name: row.name, endedOn: row.endedOn ?? '' });
  const save = useCallback(({ name, endedOn }: Values) => run({ id, seen, name, endedOn }), [run, id, seen]);
  const filled = useDeskForm({ values, read, save });
  const { control } = filled.form;
  const done = () => {
    toast({ text: '노트북을 고쳤습니다.', tone: 'done' });
    onClose();
  };
  return (
    <DeskForm of={filled} label="노트북" onSaved={done} leave={{ run: onClose, esc: 'dialog' }}>
      <FormGrid>
        <Controller
          control={control}
          name="name"
          render={(at) => <TextField {...bound(at)} label="이름" isRequired hint="예: 상담실 노트북" />}
        />
        <Controller
          control={control}
          name="endedOn"
          render={(at) => (
            <DayField {...bound(at)} kind="date" label="반납·폐기한 날" hint="쓰고 있으면 비워 두십시오." />
          )}
        />
      </FormGrid>
    </DeskForm>
  );
}

/** 노트북: those of the centre, this one first, each with the number that stands in its 관리번호. */
export function Laptops() {
  const laptops = useAsk('device.list', {});
  const mayChange = useMay('device.change');
  const [open, setOpen] = useState<number | null>(null);
  const problem = problemOf(laptops.error);
  const rows = laptops.data?.rows ?? [];
  const chosen = rows.find(({ id }) => id === open);
  return (
    <Section title="노트북" aside={laptops.data && `${rows.length}대`}>
      <ProblemBanner problem={problem} />
      {rows.length > 0 && (
        <RowArea>
          <RowList label="노트북">
            {rows.map((row) => (
              <RowButton key={row.id} onPress={() => setOpen(row.id)}>
                <strong>
                  {row.number} {row.name}
                </strong>
                <span>{devicePlaces[row.place]}</span>
                {row.here && <Badge tone="accent">이 노트북</Badge>}
                {row.endedOn !== null && <Badge>{row.endedOn} 반납·폐기</Badge>}
              </RowButton>
            ))}
          </RowList>
        </RowArea>
      )}
      {chosen && (
        <Dialog title={`노트북 ${chosen.number}`} isOpen onClose={() => setOpen(null)} ownFoot={mayChange}>
          {mayChange ? (
            <LaptopForm key={chosen.seen} row={chosen} onClose={() => setOpen(null)} />
          ) : (
            <Facts
              facts={[
                ['이름', chosen.name],
                ['쓰는 곳', devicePlaces[chosen.place]],
                ['반납·폐기한 날', chosen.endedOn],
              ]}
            />
          )}
        </Dialog>
      )}
    </Section>
  );
}
