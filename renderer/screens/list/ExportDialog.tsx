import { useState } from 'react';
import { exportPurposes, otherPurpose } from '../../../shared/codes/exportPurpose.ts';
import type { ListAndFilter } from '../../../shared/contract/listFilter.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { exportColumns, exportTitles, holdsPeople } from '../../../shared/rules/listColumns.ts';
import type { ExportColumn } from '../../../shared/rules/listColumns.ts';
import { useDesk } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import type { GridSort } from '../../parts/GridHead.tsx';
import { Select } from '../../parts/Select.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useFirstField } from '../../parts/useFirstField.ts';
import { useDeskState } from '../../state/desk.tsx';
import { Tick } from '../factory/Tick.tsx';

/** 내보내기: asks what for, which columns and whether masked; main asks where, logs it, and then writes. */
export function ExportDialog({
  of,
  ids,
  sort,
  words,
  onClose,
}: {
  readonly of: ListAndFilter;
  /** Marked rows; null: all of the filter. */
  readonly ids: readonly number[] | null;
  readonly sort: GridSort<string>;
  /** What is exported, in words. */
  readonly words: string;
  readonly onClose: () => void;
}) {
  const desk = useDesk();
  const first = useFirstField();
  const { session } = useSurroundings();
  const toast = useDeskState((state) => state.toast);
  const columns: readonly ExportColumn[] = exportColumns[of.list];
  const [purpose, setPurpose] = useState('');
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState(() =>
    columns
      .filter(({ usual }) => usual)
      .map(({ key }) => key)
      .join(','),
  );
  const [unmasked, setUnmasked] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const save = async () => {
    const code = exportPurposes.find((each) => each.code === purpose)?.code;
    if (code === undefined) {
      setProblem({ code: 'checkFields', message: '', fields: { purpose: '내보내는 목적을 골라 주십시오.' } });
      return;
    }
    setIsBusy(true);
    setProblem(null);
    const answer = await desk.call('list.export', {
      of,
      ids: ids === null ? null : [...ids],
      ...sort,
      columns: chosen.split(',').filter((key) => key !== ''),
      unmasked,
      purpose: code,
      reason,
    });
    setIsBusy(false);
    if (!answer.ok) setProblem(answer.problem);
    else if (answer.value.file !== null) {
      const { file, rows } = answer.value;
      toast({ text: `${rows.toLocaleString('ko-KR')}건을 저장했습니다: ${file}`, tone: 'done' });
      onClose();
    }
  };
  const fields = problem?.fields ?? {};
  return (
    <Dialog
      title={`${exportTitles[of.list]} 내보내기`}
      isOpen
      onClose={onClose}
      isWide
      footer={
        <>
          <Button onPress={onClose}>취소</Button>
          <Button kind="main" onPress={() => void save()} isBusy={isBusy}>
            엑셀로 저장
          </Button>
        </>
      }
    >
      {problem && Object.keys(fields).length === 0 && (
        <Banner tone="danger" urgent>
          {problem.message}
        </Banner>
      )}
      <p>{words} 내보낸 사람, 목적, 건수와 대상이 접속기록에 남습니다.</p>
      <Select
        label="내보내는 목적"
        inputRef={first}
        isRequired
        value={purpose}
        onChange={setPurpose}
        entries={exportPurposes}
        none="고르십시오"
        error={fields['purpose']}
      />
      <TextField
        label="어디에 쓰는지"
        hint="예: 2026년 11월 실적 보고 붙임"
        isRequired={purpose === otherPurpose || unmasked}
        value={reason}
        onChange={setReason}
        maxLength={200}
        error={fields['reason']}
      />
      <CheckGroup
        label="열"
        hint="꼭 필요한 열만 고르십시오. 민감정보와 상담내용은 내보낼 수 없습니다."
        value={chosen}
        onChange={setChosen}
        entries={columns.map(({ key, title }) => ({ code: key, name: title }))}
        error={fields['columns']}
      />
      {holdsPeople[of.list] && (
        <Tick isOn={unmasked} onChange={setUnmasked}>
          {session.actor.role === 'admin' ? '가리지 않고 내보내기' : '내 담당은 가리지 않고 내보내기'}
        </Tick>
      )}
    </Dialog>
  );
}
