import { useCallback } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import type { Output } from '../../../shared/contract/index.ts';
import { laptopNameFault } from '../../../shared/model/device.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { readPackName } from '../../../shared/model/pack.ts';
import { useAsk, useDesk } from '../../app/queries.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid } from '../../parts/Form.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { Select } from '../../parts/Select.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useBackupStage } from './useBackups.ts';
import { LentUntilField, PlaceField, placeOf } from '../session/fields.tsx';

/** `holds`: '' all of the centre, `new`, or the id of a 자료 묶음. */
const empty = { name: '', place: 'field', holds: '', packName: '', lentUntil: '' };
const newPack = 'new';
/** The fields as they stand on the screen. */
const inOrder = ['name', 'place', 'holds', 'packName', 'lentUntil'] as const;

/** What the new laptop is given, as the contract takes it. */
const packOf = ({ holds, packName }: typeof empty) =>
  holds === '' ? null : holds === newPack ? { id: null, name: packName } : { id: Number(holds), name: '' };

/** `ofPack`: a laptop with a pack gives nothing else, so whatever it makes is lent until a day too. */
function readFor(ofPack: boolean, input: typeof empty) {
  const notes = fieldNotes();
  const fault = input.name.trim() === '' ? '새 노트북을 부르는 이름을 입력해 주십시오.' : laptopNameFault(input.name);
  if (fault !== null) notes.note('name', fault);
  if (input.holds === newPack) {
    const pack = readPackName(input.packName);
    if (!pack.ok) notes.note('packName', pack.problem);
  }
  if ((ofPack || input.holds !== '') && input.lentUntil.trim() === '')
    notes.note('lentUntil', '자료 묶음만 담는 노트북은 빌려 준 마지막 날을 입력해 주십시오.');
  return notes.finish(input);
}

/** 참여 파일 만들기: all of the centre or a 자료 묶음, encrypted, for one new laptop, which gets its number with it. */
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
    (typed: typeof empty) =>
      desk.call('backup.makeJoinFile', {
        name: typed.name,
        place: placeOf(typed.place),
        lentUntil: typed.lentUntil,
        pack: packOf(typed),
      }),
    [desk],
  );
  const packs = useAsk('pack.list', {});
  const own = packs.data?.own ?? null;
  const read = useCallback((input: typeof empty) => readFor(own !== null, input), [own]);
  const filled = useDeskForm({ values: empty, read, save });
  const { control, register } = filled.form;
  const holds = useWatch({ control, name: 'holds' });
  // The first wrong field takes the keyboard, by the order in which they were made known; the pack's name comes late.
  for (const name of inOrder) register(name);
  return (
    <FormDialog
      of={filled}
      title="참여 파일 만들기"
      save="만들기"
      showsKey={false}
      note={filled.isSaving ? stage : '다음에 저장할 곳을 묻습니다.'}
      intro={
        <p>
          새 노트북 한 대를 위한 파일입니다.{' '}
          {own !== null
            ? `이 노트북에는 자료 묶음 ‘${own}’만 있으므로 그 묶음이 암호화되어 들어갑니다.`
            : holds === ''
              ? '센터의 모든 자료가 암호화되어 들어갑니다.'
              : '계정과 설정, 그 묶음에서 접수한 사람과 기업만 암호화되어 들어갑니다. 센터의 다른 사람은 들어가지 않습니다.'}{' '}
          옮긴 뒤에는 저장 장치에서 지우고, 노트북 한 대에 한 번만 쓰십시오.
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
        {own === null && (
          <Controller
            control={control}
            name="holds"
            render={(at) => (
              <Select
                {...bound(at)}
                label="담을 자료"
                entries={[
                  { code: '', name: '센터의 모든 자료' },
                  { code: newPack, name: '새 자료 묶음' },
                  ...(packs.data?.packs ?? []).map(({ id, name }) => ({
                    code: String(id),
                    name: `자료 묶음: ${name}`,
                  })),
                ]}
              />
            )}
          />
        )}
        {holds === newPack && (
          <Controller
            control={control}
            name="packName"
            render={(at) => (
              <TextField {...bound(at)} label="자료 묶음의 이름" isRequired hint="예: 2026 하반기 박람회" />
            )}
          />
        )}
        <LentUntilField control={control} isRequired={own !== null || holds !== ''} />
      </FormGrid>
    </FormDialog>
  );
}
