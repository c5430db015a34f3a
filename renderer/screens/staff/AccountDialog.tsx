import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { Answer } from '../../../shared/contract/index.ts';
import { isDay } from '../../../shared/korean/day.ts';
import type { OneTimePassword, StaffRow } from '../../../shared/contract/staff.ts';
import { readAccount } from '../../../shared/model/staff.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useDesk } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { Confirm, Dialog } from '../../parts/Dialog.tsx';
import { bound } from '../../parts/field.ts';
import { FormGrid } from '../../parts/Form.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { RoleAndEnd, roleOf } from './accountFields.tsx';
import { spanText, statuses, statusWords } from './show.ts';

type Values = { name: string; loginId: string; role: string; endsOn: string };
type Asked = 'reset' | 'end' | null;

/** One account: what it may, until when, and what a 관리자 does about its password. */
export function AccountDialog({
  row,
  onClose,
  onReset,
}: {
  readonly row: StaffRow;
  readonly onClose: () => void;
  readonly onReset: (made: OneTimePassword) => void;
}) {
  const desk = useDesk();
  const clock = useClock();
  const { session } = useSurroundings();
  const toast = useDeskState((state) => state.toast);
  const [asked, setAsked] = useState<Asked>(null);
  const [isBusy, setIsBusy] = useState(false);
  const { id, seen, loginId, name: called } = row;
  const [values] = useState<Values>({ name: row.name, loginId, role: row.role, endsOn: row.endsOn ?? '' });
  const { endsOn: endedOn } = row;
  const read = useCallback(
    (input: Values) => readAccount(input, today(clock), endedOn !== null && isDay(endedOn) ? endedOn : null),
    [clock, endedOn],
  );
  const save = useCallback(
    ({ name, role, endsOn }: Values) => desk.call('staff.change', { id, seen, name, role: roleOf(role), endsOn }),
    [desk, id, seen],
  );
  const filled = useDeskForm({ values, read, save });
  const { form, setProblem } = filled;
  const done = () => {
    toast({ text: '계정을 고쳤습니다.', tone: 'done' });
    onClose();
  };
  /** Does one deed; what it gives goes on, what is refused is shown here. */
  const act = async <T,>(deed: Promise<Answer<T>>, done: (value: T) => void) => {
    setIsBusy(true);
    setProblem(null);
    const answer = await deed;
    setIsBusy(false);
    setAsked(null);
    if (answer.ok) done(answer.value);
    else setProblem(answer.problem);
  };
  const isMine = id === session.actor.userId;
  const isEnded = row.endedAt !== null;
  const status = statuses[row.status];
  const title = `계정 — ${called}`;
  const standing = (
    <>
      <p>
        <Badge tone={status.tone}>{status.name}</Badge> 아이디 {loginId} {spanText(row)}
      </p>
      {statusWords[row.status] !== '' && <p>{statusWords[row.status]}</p>}
    </>
  );
  const asking = (
    <>
      <Confirm
        title="비밀번호 재설정"
        isOpen={asked === 'reset'}
        onCancel={() => setAsked(null)}
        onConfirm={() => void act(desk.call('staff.resetPassword', { id }), onReset)}
        confirm="재설정"
        isBusy={isBusy}
      >
        <p>
          {called} 님의 지금 비밀번호는 쓸 수 없게 되고, 새 비밀번호를 한 번 보여 줍니다. 본인인지 먼저 확인해 주십시오.
        </p>
      </Confirm>
      <Confirm
        title="계정 말소"
        isOpen={asked === 'end'}
        onCancel={() => setAsked(null)}
        onConfirm={() =>
          void act(desk.call('staff.end', { id }), () => {
            toast({ text: `${called} 님의 계정을 말소했습니다.`, tone: 'done' });
            onClose();
          })
        }
        confirm="말소"
        isDangerous
        isBusy={isBusy}
      >
        <p>
          {called} 님({loginId})은 지금부터 로그인할 수 없습니다. 되돌릴 수 없으며, 남긴 기록은 그대로 있습니다.
        </p>
      </Confirm>
    </>
  );
  if (isEnded) {
    return (
      <Dialog title={title} isOpen onClose={onClose} isWide>
        {standing}
      </Dialog>
    );
  }
  return (
    <FormDialog
      of={filled}
      title={title}
      label="계정"
      intro={standing}
      over={asking}
      onSaved={done}
      onClose={onClose}
      more={
        <>
          {row.status === 'locked' && (
            <Button
              isBusy={isBusy}
              onPress={() =>
                void act(desk.call('staff.unlock', { id }), () => {
                  toast({ text: `${called} 님의 잠금을 풀었습니다.`, tone: 'done' });
                  onClose();
                })
              }
            >
              잠금 해제
            </Button>
          )}
          {!isMine && <Button onPress={() => setAsked('reset')}>비밀번호 재설정</Button>}
          {!isMine && (
            <Button kind="danger" onPress={() => setAsked('end')}>
              말소
            </Button>
          )}
        </>
      }
    >
      <FormGrid>
        <Controller
          control={form.control}
          name="name"
          render={(at) => <TextField {...bound(at)} label="성명" isRequired />}
        />
        <RoleAndEnd control={form.control} />
      </FormGrid>
    </FormDialog>
  );
}
