import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { Output } from '../../../shared/contract/index.ts';
import { devicePlaces } from '../../../shared/model/device.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { readSetUp } from '../../../shared/model/staff.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Surroundings } from '../../app/session.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { bound } from '../../parts/field.ts';
import { Form, FormFoot, FormGrid, Wide } from '../../parts/Form.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { Gate } from './Gate.tsx';
import { passwordHint } from './passwords.ts';

const empty = { centre: '', operator: '', name: '', loginId: '', password: '', again: '', place: 'office' };
const places = [
  { value: 'office', label: devicePlaces.office },
  { value: 'field', label: devicePlaces.field },
];

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
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = useCallback(
    (input: typeof empty) =>
      desk.call('session.setUp', { ...input, place: input.place === 'field' ? 'field' : 'office' }),
    [desk],
  );
  const { form, submit, isSaving } = useDeskForm({ values: empty, read: readSetUp, save, onProblem: setProblem });
  const make = async () => {
    const made = await submit();
    if (made) onMade(made);
  };
  const { control } = form;
  return (
    <Gate
      title="새 센터 시작"
      lead="센터 자료는 이 컴퓨터 안에 암호화하여 보관합니다. 다음 화면에서 복구 열쇠를 적어 두게 됩니다."
      about={about}
      isWide
    >
      <Form label="새 센터" enter="next" focusFirst onSubmit={() => void make()} onCancel={onBack}>
        {problem && (
          <Banner tone="danger" urgent>
            {problem.message}
          </Banner>
        )}
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
          <Controller
            control={control}
            name="loginId"
            render={(at) => (
              <TextField
                {...bound(at)}
                label="아이디"
                isRequired
                autoComplete="username"
                hint="영문자와 숫자로 3자에서 30자까지"
              />
            )}
          />
          <Controller
            control={control}
            name="password"
            render={(at) => <PasswordField {...bound(at)} label="비밀번호" isNew isRequired hint={passwordHint} />}
          />
          <Controller
            control={control}
            name="again"
            render={(at) => (
              <PasswordField
                {...bound(at)}
                label="비밀번호 확인"
                isNew
                isRequired
                hint="같은 비밀번호를 한 번 더 입력해 주십시오."
              />
            )}
          />
          <Wide>
            <Controller
              control={control}
              name="place"
              render={(at) => (
                <ChoiceKeys
                  {...bound(at)}
                  label="이 노트북을 쓰는 곳"
                  choices={places}
                  hint="현장에서는 화면이 더 빨리 잠깁니다. 나중에 바꿀 수 있습니다."
                />
              )}
            />
          </Wide>
        </FormGrid>
        <FormFoot>
          <Button kind="main" type="submit" isBusy={isSaving}>
            시작
          </Button>
          <Button onPress={onBack} keys="Esc">
            뒤로
          </Button>
        </FormFoot>
      </Form>
    </Gate>
  );
}
