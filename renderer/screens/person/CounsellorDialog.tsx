import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Answer } from '../../../shared/contract/index.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { counsellors } from '../../../shared/model/role.ts';
import { useAsk } from '../../app/queries.tsx';
import { DeedFoot, Dialog } from '../../parts/Dialog.tsx';
import { ofNoField, ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Select } from '../../parts/Select.tsx';
import { useFirstField } from '../../parts/useFirstField.ts';

/** 담당 변경: asks to which counsellor the case goes, one person's or that of many. */
export function CounsellorDialog<T>({
  title,
  except,
  assign,
  isBusy,
  onClose,
  onAssigned,
  intro,
  warning,
}: {
  readonly title: string;
  /** Who has the case now and is not offered. */
  readonly except?: number | undefined;
  readonly assign: (counsellorId: number) => Promise<Answer<T>>;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onAssigned: (value: T, counsellorId: number) => void;
  readonly intro?: ReactNode;
  /** What must be known of giving it to the one who is chosen; null while nobody is. Empty: nothing. */
  readonly warning?: (counsellorId: number | null) => string;
}) {
  const first = useFirstField();
  const staff = useAsk('staff.names', {});
  const [to, setTo] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const chosen = to === '' ? null : Number(to);
  const told = warning?.(chosen) ?? '';
  const send = async () => {
    if (chosen === null) {
      setProblem({ code: 'checkFields', message: '', fields: { counsellorId: '새 담당 상담사를 골라 주십시오.' } });
      return;
    }
    const answer = await assign(chosen);
    if (answer.ok) onAssigned(answer.value, chosen);
    else setProblem(answer.problem);
  };
  const offered = (staff.data?.staff ?? []).filter(
    ({ id, role, ended }) => !ended && counsellors.includes(role) && id !== except,
  );
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={<DeedFoot deed="담당 변경" onDeed={() => void send()} onCancel={onClose} isBusy={isBusy} />}
    >
      <ProblemBanner problem={ofNoField(problem)} />
      {intro}
      <Select
        label="새 담당 상담사"
        inputRef={first}
        isRequired
        value={to}
        onChange={setTo}
        none="고르십시오"
        entries={offered.map(({ id, name }) => ({ code: String(id), name }))}
        error={problem?.fields?.['counsellorId']}
      />
      {told !== '' && <p>{told}</p>}
    </Dialog>
  );
}
