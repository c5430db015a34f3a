import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import { consultationActions, consultationMethods, consultationTypes } from '../../../shared/codes/consultation.ts';
import { activeOn } from '../../../shared/codes/index.ts';
import { formatDay } from '../../../shared/korean/day.ts';
import type { ConsultationInput } from '../../../shared/model/consultation.ts';
import {
  consultationLabels,
  emptyConsultation,
  longestContent,
  readConsultation,
} from '../../../shared/model/consultation.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { timeNow, today, useClock } from '../../app/clock.tsx';
import { useWrite } from '../../app/queries.tsx';
import { useDraft } from '../../app/useDraft.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { ComboBox } from '../../parts/ComboBox.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { bound } from '../../parts/field.ts';
import { Form, FormFoot, FormGrid } from '../../parts/Form.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { noAnswer } from './noAnswer.ts';

const restrictedOnly = [{ code: '1', name: '나와 관리자만 봅니다' }];

/**
 * 상담 쓰기: most entries are calls of half a minute (domain §13), so day and time are filled, method and type are one
 * key each, and the text comes next; Ctrl+Enter saves.
 */
export function ConsultationForm({
  personId,
  isNoAnswer = false,
  onDone,
}: {
  readonly personId: number;
  /** 부재: nobody took the call. All is filled, so that one key saves it; the next call stays on 오늘. */
  readonly isNoAnswer?: boolean;
  readonly onDone: () => void;
}) {
  const clock = useClock();
  const { run } = useWrite('consultation.create');
  const toast = useDeskState((state) => state.toast);
  const noteSaved = useDeskState((state) => state.noteSaved);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [values] = useState<ConsultationInput>(() => ({
    ...emptyConsultation,
    day: formatDay(today(clock)).slice(0, 10),
    time: timeNow(clock),
    ...(isNoAnswer ? noAnswer(today(clock)) : {}),
  }));
  const read = useCallback(
    (input: ConsultationInput) => readConsultation(input, today(clock), timeNow(clock)),
    [clock],
  );
  const save = useCallback((consultation: ConsultationInput) => run({ personId, consultation }), [run, personId]);
  const { form, submit, isSaving } = useDeskForm({ values, read, save, onProblem: setProblem });
  const draft = useDraft({ form: 'consultation', about: personId }, form, values);
  const { control } = form;
  const now = today(clock);
  const choices = (table: Parameters<typeof activeOn>[0]) =>
    activeOn(table, now).map(({ code, name }) => ({ value: code, label: name }));
  const send = async () => {
    const saved = await submit();
    if (!saved) return;
    await draft.finish();
    noteSaved(clock.now());
    toast({ text: '상담일지를 저장했습니다.', tone: 'done' });
    onDone();
  };

  return (
    <>
      <h2>상담 쓰기</h2>
      {draft.bar}
      <Form label="상담 쓰기" enter="next" focusFirst onSubmit={() => void send()} onCancel={onDone}>
        {problem && (
          <Banner tone="danger" urgent>
            {problem.message}
          </Banner>
        )}
        <Controller
          control={control}
          name="method"
          render={(at) => (
            <ChoiceKeys
              {...bound(at)}
              label={consultationLabels.method}
              isRequired
              choices={choices(consultationMethods)}
            />
          )}
        />
        <Controller
          control={control}
          name="type"
          render={(at) => (
            <ChoiceKeys
              {...bound(at)}
              label={consultationLabels.type}
              isRequired
              choices={choices(consultationTypes)}
            />
          )}
        />
        <Controller
          control={control}
          name="content"
          render={(at) => (
            <TextArea {...bound(at)} label={consultationLabels.content} isRequired most={longestContent} rows={6} />
          )}
        />
        <FormGrid>
          <Controller
            control={control}
            name="nextDay"
            render={(at) => (
              <DayField {...bound(at)} kind="date" label={consultationLabels.nextDay} hint="예: 12월 3일" />
            )}
          />
          <Controller
            control={control}
            name="action"
            render={(at) => (
              <ComboBox {...bound(at)} label={consultationLabels.action} entries={activeOn(consultationActions, now)} />
            )}
          />
          <Controller
            control={control}
            name="minutes"
            render={(at) => (
              <TextField {...bound(at)} label={consultationLabels.minutes} inputMode="numeric" maxLength={3} />
            )}
          />
          <Controller
            control={control}
            name="day"
            render={(at) => <DayField {...bound(at)} kind="date" label={consultationLabels.day} isRequired />}
          />
          <Controller
            control={control}
            name="time"
            render={(at) => (
              <TextField
                {...bound(at)}
                label={consultationLabels.time}
                isRequired
                inputMode="numeric"
                hint="예: 930, 14:30"
                maxLength={20}
              />
            )}
          />
          <Controller
            control={control}
            name="restricted"
            render={(at) => (
              <CheckGroup {...bound(at)} label={consultationLabels.restricted} entries={restrictedOnly} />
            )}
          />
        </FormGrid>
        <FormFoot stays note={draft.note}>
          <Button kind="main" type="submit" isBusy={isSaving} keys="Ctrl+Enter">
            저장
          </Button>
          <Button onPress={onDone} keys="Esc">
            닫기
          </Button>
        </FormFoot>
      </Form>
    </>
  );
}
