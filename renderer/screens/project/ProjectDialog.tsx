import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { ProjectRecord } from '../../../shared/contract/project.ts';
import type { ProjectInput } from '../../../shared/model/project.ts';
import { emptyProject, projectLabels, readProject, strategies } from '../../../shared/model/project.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useWrite } from '../../app/queries.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid } from '../../parts/Form.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { Select } from '../../parts/Select.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';

const ended = [{ code: '1', name: '더는 고르지 않습니다' }];

/** One 세부사업. A new one starts with the year and the fund of the last: a year's projects are entered in a row. */
export function ProjectDialog({
  record,
  latest,
  onClose,
}: {
  readonly record: ProjectRecord | null;
  readonly latest: ProjectRecord | null;
  readonly onClose: () => void;
}) {
  const clock = useClock();
  const [{ before, values, id, seen }] = useState(() => {
    const shown: ProjectInput | null = record && {
      year: String(record.fields.year),
      fund: record.fields.fund,
      name: record.fields.name,
      strategy: record.fields.strategy,
      closed: record.fields.closed ? '1' : '',
      notResident: record.fields.notResident ?? '',
    };
    const fresh = { ...emptyProject, year: today(clock).slice(0, 4), fund: latest?.fields.fund ?? '' };
    return { before: shown, values: shown ?? fresh, id: record?.id ?? null, seen: record?.seen ?? null };
  });
  const toast = useDeskState((state) => state.toast);
  const { run } = useWrite('project.save');
  const save = useCallback((project: ProjectInput) => run({ id, seen, before, project }), [run, id, seen, before]);
  const filled = useDeskForm({ values, read: readProject, save });
  const { control } = filled.form;
  const done = () => {
    toast({ text: '사업을 저장했습니다.', tone: 'done' });
    onClose();
  };
  const title = record === null ? '새 사업' : '사업 수정';
  return (
    <FormDialog of={filled} title={title} onSaved={done} onClose={onClose}>
      <FormGrid>
        <Controller
          control={control}
          name="year"
          render={(at) => (
            <TextField {...bound(at)} label={projectLabels.year} isRequired inputMode="numeric" maxLength={5} />
          )}
        />
        <Controller
          control={control}
          name="fund"
          render={(at) => (
            <TextField {...bound(at)} label={projectLabels.fund} isRequired hint="예: 지역혁신 프로젝트" />
          )}
        />
        <Controller
          control={control}
          name="name"
          render={(at) => <TextField {...bound(at)} label={projectLabels.name} isRequired hint="예: 맞춤형 취업지원" />}
        />
        <Controller
          control={control}
          name="strategy"
          render={(at) => <Select {...bound(at)} label={projectLabels.strategy} entries={strategies} />}
        />
        {record !== null && (
          <Controller
            control={control}
            name="closed"
            render={(at) => <CheckGroup {...bound(at)} label={projectLabels.closed} entries={ended} />}
          />
        )}
      </FormGrid>
    </FormDialog>
  );
}
