import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import { activeOn } from '../../../shared/codes/index.ts';
import { formatDay } from '../../../shared/korean/day.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { ConsultationInput } from '../../../shared/model/consultation.ts';
import {
  consultationLabels,
  emptyConsultation,
  longestContent,
  readConsultation,
} from '../../../shared/model/consultation.ts';
import { projectTitle, strategies } from '../../../shared/model/project.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { timeNow, today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { useAsk, useWrite } from '../../app/queries.tsx';
import { useDraft } from '../../app/useDraft.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { ComboBox } from '../../parts/ComboBox.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { bound } from '../../parts/field.ts';
import { Form, FormFoot, FormGrid } from '../../parts/Form.tsx';
import { Select } from '../../parts/Select.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { noAnswer } from './noAnswer.ts';

const restrictedOnly = [{ code: '1', name: '나와 관리자만 봅니다' }];

/**
 * 상담 쓰기: most entries are calls of half a minute (domain §13), so day and time are filled, method and type are one
 * key each, and the text comes next; Ctrl+Enter saves.
 */
export function ConsultationForm(about: {
  readonly personId: number;
  /** 부재: nobody took the call. All is filled, so that one key saves it; the next call stays on 오늘. */
  readonly isNoAnswer?: boolean;
  readonly onDone: () => void;
}) {
  // The usual project is filled in, so the form waits for it: some milliseconds.
  const { data } = useAsk('project.list', {});
  if (!data) return <Skeleton lines={6} />;
  return <FilledForm {...about} {...data} />;
}

function FilledForm({
  personId,
  isNoAnswer = false,
  onDone,
  projects,
  usual,
}: Parameters<typeof ConsultationForm>[0] & Output<'project.list'>) {
  const clock = useClock();
  const codes = useCodes();
  const { run } = useWrite('consultation.create');
  const toast = useDeskState((state) => state.toast);
  const noteSaved = useDeskState((state) => state.noteSaved);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [values] = useState<ConsultationInput>(() => ({
    ...emptyConsultation,
    day: formatDay(today(clock)).slice(0, 10),
    time: timeNow(clock),
    project: usual ?? '',
    strategy: projects.find(({ uuid }) => uuid === usual)?.fields.strategy ?? '1',
    ...(isNoAnswer ? noAnswer(today(clock)) : {}),
  }));
  const read = useCallback(
    (input: ConsultationInput) => readConsultation(input, today(clock), timeNow(clock), codes),
    [clock, codes],
  );
  const save = useCallback((consultation: ConsultationInput) => run({ personId, consultation }), [run, personId]);
  const { form, submit, isSaving } = useDeskForm({ values, read, save, onProblem: setProblem });
  const draft = useDraft({ form: 'consultation', about: personId }, form, values);
  const { control } = form;
  const now = today(clock);
  const choices = (table: Parameters<typeof activeOn>[0]) =>
    activeOn(table, now).map(({ code, name }) => ({ value: code, label: name }));
  const projectEntries = projects
    .filter(({ uuid, fields }) => !fields.closed || uuid === values.project)
    .map(({ uuid, fields }) => ({ code: uuid, name: projectTitle(fields) }));
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
              choices={choices(codes.of('consultationMethod'))}
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
              choices={choices(codes.of('consultationType'))}
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
              <ComboBox
                {...bound(at)}
                label={consultationLabels.action}
                entries={activeOn(codes.of('consultationAction'), now)}
              />
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
            name="project"
            render={(at) => (
              <Select
                {...bound(at)}
                label={consultationLabels.project}
                none={projectEntries.length === 0 ? '등록된 사업이 없습니다' : '고르지 않음'}
                entries={projectEntries}
                onChange={(uuid) => {
                  at.field.onChange(uuid);
                  const chosen = projects.find((project) => project.uuid === uuid);
                  if (chosen) form.setValue('strategy', chosen.fields.strategy);
                }}
              />
            )}
          />
          <Controller
            control={control}
            name="strategy"
            render={(at) => <Select {...bound(at)} label={consultationLabels.strategy} entries={strategies} />}
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
