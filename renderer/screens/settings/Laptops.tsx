import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { DeviceRow } from '../../../shared/contract/centre.ts';
import { devicePlaces } from '../../../shared/model/device.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { problemOf, useAsk, useWrite } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { useDeed } from '../../app/useDeed.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid } from '../../parts/Form.tsx';
import { Facts, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowList } from '../../parts/RowList.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { LentUntilField } from '../session/fields.tsx';
import { LaptopRow } from './LaptopRow.tsx';

type Values = { name: string; endedOn: string; lentUntil: string };

function read(input: Values) {
  const notes = fieldNotes();
  if (input.name.trim() === '') notes.note('name', '노트북을 부르는 이름을 입력해 주십시오.');
  return notes.finish(input);
}

function LaptopForm({ row, onClose }: { readonly row: DeviceRow; readonly onClose: () => void }) {
  const { run } = useWrite('device.change');
  const toast = useDeskState((state) => state.toast);
  const { id, seen } = row;
  const [values] = useState<Values>({ name: row.name, endedOn: row.endedOn ?? '', lentUntil: row.lentUntil ?? '' });
  const save = useCallback((typed: Values) => run({ id, seen, ...typed }), [run, id, seen]);
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
        {!row.isOffice && <LentUntilField control={control} />}
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

/** 사무실 노트북: what the others hand over to where there is no hub. One of the centre, named by a 관리자. */
function OfficeChoice({ row, onDone }: { readonly row: DeviceRow; readonly onDone: () => void }) {
  const { run, busy } = useWrite('device.nameOffice');
  const toast = useDeskState((state) => state.toast);
  const deed = useDeed();
  const { id, isOffice, endedOn, lentUntil, pack } = row;
  if (isOffice || endedOn !== null || lentUntil !== null || pack !== null) return null;
  const choose = async () => {
    if (!(await deed.run(() => run({ id })))) return;
    toast({ text: `${row.name}: 사무실 노트북으로 정했습니다.`, tone: 'done' });
    onDone();
  };
  return (
    <>
      <ProblemBanner problem={deed.problem} />
      <Banner
        actions={
          <Button size="s" onPress={() => void choose()} isBusy={busy}>
            사무실 노트북으로 정하기
          </Button>
        }
      >
        사무실 노트북은 허브가 없는 센터에서 다른 노트북이 넘기는 것을 모두 받아 두는 한 대입니다. 그 노트북이 받았다고
        한 것은 대기로 세지 않습니다.
      </Banner>
    </>
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
              <LaptopRow key={row.id} row={row} onPress={() => setOpen(row.id)}>
                <span>{devicePlaces[row.place]}</span>
                {row.pack !== null && <Badge tone="info">자료 묶음: {row.pack}</Badge>}
                {row.isOffice && <Badge tone="info">사무실 노트북</Badge>}
                {row.lentUntil !== null && <Badge>{row.lentUntil}까지 빌려 줌</Badge>}
                {row.endedOn !== null && <Badge>{row.endedOn} 반납·폐기</Badge>}
              </LaptopRow>
            ))}
          </RowList>
        </RowArea>
      )}
      {chosen && (
        <Dialog title={`노트북 ${chosen.number}`} isOpen onClose={() => setOpen(null)} ownFoot={mayChange}>
          {mayChange && <OfficeChoice row={chosen} onDone={() => setOpen(null)} />}
          {mayChange ? (
            <LaptopForm key={chosen.seen} row={chosen} onClose={() => setOpen(null)} />
          ) : (
            <Facts
              facts={[
                ['이름', chosen.name],
                ['쓰는 곳', devicePlaces[chosen.place]],
                ['담은 자료', chosen.pack === null ? '센터의 모든 자료' : `자료 묶음: ${chosen.pack}`],
                ['빌려 준 마지막 날', chosen.lentUntil],
                ['반납·폐기한 날', chosen.endedOn],
              ]}
            />
          )}
        </Dialog>
      )}
    </Section>
  );
}
