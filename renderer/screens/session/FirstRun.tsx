import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { SessionState } from '../../../shared/contract/session.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { useDesk } from '../../app/queries.tsx';
import type { Surroundings } from '../../app/session.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { bound } from '../../parts/field.ts';
import { Form, FormFoot, FormGrid, Wide } from '../../parts/Form.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { Gate } from './Gate.tsx';

const empty = { centre: '', name: '', loginId: '', password: '', again: '' };

/** Only what the page can know; how strong a password must be is judged where it is kept. */
function read(input: typeof empty) {
  const notes = fieldNotes();
  if (input.centre.trim() === '') notes.note('centre', '센터 이름을 입력해 주십시오.');
  if (input.name.trim() === '') notes.note('name', '담당자 성명을 입력해 주십시오.');
  if (input.loginId.trim() === '') notes.note('loginId', '아이디를 입력해 주십시오.');
  if (input.password === '') notes.note('password', '비밀번호를 입력해 주십시오.');
  else if (input.password !== input.again) notes.note('again', '두 비밀번호가 다릅니다. 다시 입력해 주십시오.');
  return notes.finish(input);
}

/** 첫 실행: makes the encrypted store with its first 관리자. */
export function FirstRun({
  about,
  onDone,
}: {
  readonly about: Surroundings['about'];
  readonly onDone: (state: SessionState) => void;
}) {
  const desk = useDesk();
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = useCallback((input: typeof empty) => desk.call('session.setUp', input), [desk]);
  const { form, submit, isSaving } = useDeskForm({ values: empty, read, save, onProblem: setProblem });
  const enter = async () => {
    const state = await submit();
    if (state) onDone(state);
  };
  const { control } = form;
  return (
    <Gate
      title="처음 시작합니다"
      lead="센터 자료는 이 컴퓨터 안에 암호화하여 보관합니다. 비밀번호를 잊으면 자료를 열 수 없으니 잘 기억해 주십시오."
      about={about}
      isWide
    >
      <Form label="처음 시작" enter="next" focusFirst onSubmit={() => void enter()}>
        {problem && (
          <Banner tone="danger" urgent>
            {problem.message}
          </Banner>
        )}
        <FormGrid>
          <Wide>
            <Controller
              control={control}
              name="centre"
              render={(at) => (
                <TextField {...bound(at)} label="센터 이름" isRequired placeholder="인천 뿌리산업 일자리센터" />
              )}
            />
          </Wide>
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
            render={(at) => (
              <TextField
                {...bound(at)}
                label="비밀번호"
                type="password"
                isRequired
                autoComplete="new-password"
                hint="대문자·소문자·숫자·기호 가운데 세 종류로 8자 이상, 또는 두 종류로 10자 이상"
              />
            )}
          />
          <Controller
            control={control}
            name="again"
            render={(at) => (
              <TextField
                {...bound(at)}
                label="비밀번호 확인"
                type="password"
                isRequired
                autoComplete="new-password"
                hint="같은 비밀번호를 한 번 더 입력해 주십시오."
              />
            )}
          />
        </FormGrid>
        <FormFoot>
          <Button kind="main" type="submit" isBusy={isSaving}>
            시작
          </Button>
        </FormFoot>
      </Form>
    </Gate>
  );
}
