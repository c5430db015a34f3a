import { useCallback } from 'react';
import { Controller } from 'react-hook-form';
import type { Output } from '../../../shared/contract/index.ts';
import { readSetUp } from '../../../shared/model/staff.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Surroundings } from '../../app/session.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid, Wide } from '../../parts/Form.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { LoginIdField, NewPasswordFields, PlaceField, placeOf } from './fields.tsx';
import { Gate } from './Gate.tsx';

const empty = { centre: '', operator: '', name: '', loginId: '', password: '', again: '', place: 'office' };

/** 새 센터 시작: makes the encrypted store with its centre and first 관리자. */
export function NewCentre({
  about,
  onMade,
  onBack,
}: {
  readonly about: Surroundings['about'];
  readonly onMade: (made: Output<'session.setUp'>) => void;
  readonly onBack: () => void;
}) {
  const desk = useDesk();
  const save = useCallback(
    (input: typeof empty) => desk.call('session.setUp', { ...input, place: placeOf(input.place) }),
    [desk],
  );
  const filled = useDeskForm({ values: empty, read: readSetUp, save });
  const { control } = filled.form;
  return (
    <Gate
      title="새 센터 시작"
      lead="센터 자료는 이 컴퓨터 안에 암호화하여 보관합니다. 다음 화면에서 복구 열쇠를 적어 두게 됩니다."
      about={about}
      isWide
    >
      <DeskForm
        of={filled}
        label="새 센터"
        save="시작"
        showsKey={false}
        onSaved={onMade}
        leave={{ label: '뒤로', run: onBack }}
      >
        <FormGrid>
          <Controller
            control={control}
            name="centre"
            render={(at) => (
              <TextField {...bound(at)} label="센터 이름" isRequired placeholder="인천 뿌리산업 일자리센터" />
            )}
          />
          <Controller
            control={control}
            name="operator"
            render={(at) => <TextField {...bound(at)} label="운영기관" placeholder="인천테크노파크" />}
          />
          <Controller
            control={control}
            name="name"
            render={(at) => <TextField {...bound(at)} label="담당자 성명" isRequired hint="첫 관리자가 됩니다." />}
          />
          <LoginIdField control={control} hint="영문자와 숫자로 3자에서 30자까지" />
          <NewPasswordFields control={control} label="비밀번호" againHint="같은 비밀번호를 한 번 더 입력해 주십시오." />
          <Wide>
            <PlaceField control={control} hint="현장에서는 화면이 더 빨리 잠깁니다. 나중에 바꿀 수 있습니다." />
          </Wide>
        </FormGrid>
      </DeskForm>
    </Gate>
  );
}
