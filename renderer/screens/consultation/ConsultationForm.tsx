import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import { activeOn } from '../../../shared/codes/index.ts';
import { formatDay } from '../../../shared/korean/day.ts';
import type { ConsultationRecord } from '../../../shared/contract/consultation.ts';
import type { DraftSubject } from '../../../shared/contract/draft.ts';
import type { Answer, Output } from '../../../shared/contract/index.ts';
import {
  consultationAsInput,
  consultationLabels,
  emptyConsultation,
  longestContent,
  readConsultation,
} from '../../../shared/model/consultation.ts';
import type { CorrectionInput } from '../../../shared/model/correction.ts';
import { longestReason, needsReason, readCorrection, reasonLabel } from '../../../shared/model/correction.ts';
import type { Reading } from '../../../shared/model/fields.ts';
import { projectTitle, strategies } from '../../../shared/model/project.ts';
import { timeNow, today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { useAsk, useWrite } from '../../app/queries.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { ComboBox } from '../../parts/ComboBox.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { DraftForm } from '../../parts/DraftForm.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid } from '../../parts/Form.tsx';
import { Select } from '../../parts/Select.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import type { PhoneEntry } from './phoneEntry.ts';
import { phoneEntry } from './phoneEntry.ts';
import { TemplateOffer } from './TemplateOffer.tsx';

const restrictedOnly = [{ code: '1', name: '나와 관리자만 봅니다' }];

type Projects = Output<'project.list'>;
type Typed = CorrectionInput;

/** What a form of a consultation is for: a new one, or the correction of one. */
interface Job {
  readonly title: string;
  readonly values: Typed;
  readonly read: (input: Typed) => Reading<unknown>;
  readonly save: (input: Typed) => Promise<Answer<unknown>>;
  readonly draft: DraftSubject;
  readonly saved: string;
  /** Shown above the fields; null where a reason is not asked for at all. */
  readonly reason: { readonly isRequired: boolean } | null;
}

/**
 * 상담 쓰기: most entries are calls of half a minute (domain §13), so day and time are filled, method and type are one
 * key each, and the text comes next; Ctrl+Enter saves.
 */
export function ConsultationForm(about: {
  readonly personId: number;
  /** 부재 or 문자 보냄: all is filled, so that one key saves it; the person stays on 오늘. */
  readonly entry?: PhoneEntry | undefined;
  readonly onDone: () => void;
}) {
  // The usual project is filled in, so the form waits for it: some milliseconds.
  const { data } = useAsk('project.list', {});
  if (!data) return <Skeleton lines={6} />;
  return <NewConsultation {...about} {...data} />;
}

function NewConsultation({
  personId,
  entry,
  onDone,
  projects,
  usual,
}: Parameters<typeof ConsultationForm>[0] & Projects) {
  const clock = useClock();
  const codes = useCodes();
  const { run } = useWrite('consultation.create');
  const [values] = useState<Typed>(() => ({
    ...emptyConsultation,
    day: formatDay(today(clock)).slice(0, 10),
    time: timeNow(clock),
    project: usual ?? '',
    strategy: projects.find(({ uuid }) => uuid === usual)?.fields.strategy ?? '1',
    ...(entry ? phoneEntry(entry, today(clock), codes) : {}),
    reason: '',
  }));
  const read = useCallback(
    (input: Typed) => readConsultation(input, today(clock), timeNow(clock), codes),
    [clock, codes],
  );
  const save = useCallback(
    ({ reason: _none, ...consultation }: Typed) => run({ personId, consultation }),
    [run, personId],
  );
  const job: Job = {
    title: '상담 쓰기',
    values,
    read,
    save,
    draft: { form: 'consultation', about: personId },
    saved: '상담일지를 저장했습니다.',
    reason: null,
  };
  return <FilledForm job={job} projects={projects} onDone={onDone} />;
}

/** 상담 고치기: what was written stays readable under the talk (C7). */
export function CorrectionForm({ talk, onDone }: { readonly talk: ConsultationRecord; readonly onDone: () => void }) {
  const { data } = useAsk('project.list', {});
  if (!data) return <Skeleton lines={6} />;
  return <Correction talk={talk} onDone={onDone} projects={data.projects} />;
}

function Correction({ talk, onDone, projects }: Parameters<typeof CorrectionForm>[0] & Pick<Projects, 'projects'>) {
  const clock = useClock();
  const codes = useCodes();
  const { run } = useWrite('consultation.correct');
  // As the form was opened: a talk that another laptop corrects meanwhile is read anew, but its editor has not seen that.
  const [{ id, fields, createdAt }] = useState(talk);
  const [values] = useState<Typed>(() => ({ ...consultationAsInput(fields), reason: '' }));
  const read = useCallback(
    (input: Typed) => {
      const now = { now: clock.now(), today: today(clock), time: timeNow(clock) };
      return readCorrection(input, { fields, savedAt: createdAt }, now, codes);
    },
    [clock, codes, fields, createdAt],
  );
  const save = useCallback(({ reason, ...consultation }: Typed) => run({ id, consultation, reason }), [run, id]);
  const job: Job = {
    title: '상담 고치기',
    values,
    read,
    save,
    draft: { form: 'correction', about: id },
    saved: '상담일지를 고쳤습니다. 처음 글은 그 상담 아래에서 볼 수 있습니다.',
    reason: { isRequired: needsReason(createdAt, clock.now()) },
  };
  return <FilledForm job={job} projects={projects} onDone={onDone} />;
}

function FilledForm({
  job,
  projects,
  onDone,
}: { readonly job: Job; readonly onDone: () => void } & Pick<Projects, 'projects'>) {
  const { title, values, read, save, reason } = job;
  const clock = useClock();
  const codes = useCodes();
  const toast = useDeskState((state) => state.toast);
  const noteSaved = useDeskState((state) => state.noteSaved);
  const filled = useDeskForm({ values, read, save });
  const { form } = filled;
  const { control } = form;
  const now = today(clock);
  const choices = (table: Parameters<typeof activeOn>[0]) =>
    activeOn(table, now).map(({ code, name }) => ({ value: code, label: name }));
  const projectEntries = projects
    .filter(({ uuid, fields }) => !fields.closed || uuid === values.project)
    .map(({ uuid, fields }) => ({ code: uuid, name: projectTitle(fields) }));
  const done = () => {
    noteSaved(clock.now());
    toast({ text: job.saved, tone: 'done' });
    onDone();
  };

  return (
    <>
      <h2>{title}</h2>
      <DraftForm
        of={filled}
        subject={job.draft}
        base={values}
        label={title}
        onSaved={done}
        leave={{ label: '닫기', run: onDone }}
      >
        {reason && (
          <Controller
            control={control}
            name="reason"
            render={(at) => (
              <TextField
                {...bound(at)}
                label={reasonLabel}
                isRequired={reason.isRequired}
                hint={reason.isRequired ? '예: 날짜를 잘못 적음' : '저장한 지 하루가 지나지 않아 적지 않아도 됩니다.'}
                maxLength={longestReason}
              />
            )}
          />
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
        <TemplateOffer control={control} setValue={form.setValue} setFocus={form.setFocus} />
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
          {reason === null && (
            <Controller
              control={control}
              name="restricted"
              render={(at) => (
                <CheckGroup {...bound(at)} label={consultationLabels.restricted} entries={restrictedOnly} />
              )}
            />
          )}
        </FormGrid>
      </DraftForm>
    </>
  );
}
