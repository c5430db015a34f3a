import { useCallback } from 'react';
import { Controller } from 'react-hook-form';
import type { ErasureInput } from '../../../shared/model/erasure.ts';
import { erasureLabels, erasureReasons, readErasure } from '../../../shared/model/erasure.ts';
import { problemOf, useAsk, useWrite } from '../../app/queries.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { bound } from '../../parts/field.ts';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { Facts } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { countsText } from './show.ts';

const empty: ErasureInput = { reason: '', note: '', notResident: '', number: '' };
const reasons = erasureReasons.map(({ code, name }) => ({ value: code, label: name }));

/** 파기 of one person: what goes, why, and the 관리번호 typed once more. There is no way back, and it says so. */
export function EraseDialog({
  personId,
  number,
  onClose,
}: {
  readonly personId: number;
  readonly number: string;
  readonly onClose: () => void;
}) {
  const preview = useAsk('erasure.preview', { ids: [personId] });
  const { run } = useWrite('erasure.carryOut');
  const toast = useDeskState((state) => state.toast);
  const replace = useDeskState((state) => state.replace);
  const read = useCallback((input: ErasureInput) => readErasure(input, [number]), [number]);
  const save = useCallback((values: ErasureInput) => run({ ids: [personId], values }), [run, personId]);
  const filled = useDeskForm({ values: empty, read, save });
  const { control } = filled.form;
  return (
    <FormDialog
      of={filled}
      title="구직자 파기"
      save="파기"
      isQuestion
      isDangerous
      intro={
        <>
          <Banner tone="danger">
            파기하면 되돌릴 수 없습니다. 이 사람의 기록과 딸린 기록을 이 노트북에서 바로, 다른 노트북에서는 자료를 맞출
            때 지웁니다. 백업에서도 정해진 날수가 지나면 없어집니다. 파기한 사실은 파기대장에 관리번호로 남습니다.
          </Banner>
          <ProblemBanner problem={problemOf(preview.error)} onReadAgain={preview.refetch} />
          <Facts
            facts={[
              ['관리번호', number],
              ['파기할 것', preview.data ? countsText(preview.data.counts) : '세는 중입니다.'],
            ]}
          />
        </>
      }
      onSaved={() => {
        toast({ text: `${number}의 기록을 파기하고 파기대장에 적었습니다.`, tone: 'done' });
        // Back does not lead to who is no more.
        replace({ name: 'people' });
      }}
      onClose={onClose}
    >
      <Controller
        control={control}
        name="reason"
        render={(at) => <ChoiceKeys {...bound(at)} label={erasureLabels.reason} isRequired choices={reasons} />}
      />
      <Controller
        control={control}
        name="note"
        render={(at) => (
          <TextField
            {...bound(at)}
            label={erasureLabels.note}
            maxLength={1000}
            hint="이름은 적지 마십시오. 예: 2026년 11월 삭제 요구서 접수"
          />
        )}
      />
      <Controller
        control={control}
        name="number"
        render={(at) => (
          <TextField
            {...bound(at)}
            label={erasureLabels.number}
            isRequired
            maxLength={40}
            hint="위의 관리번호를 그대로 입력하십시오."
          />
        )}
      />
    </FormDialog>
  );
}
