import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { formatInstant } from '../../../shared/korean/day.ts';
import { useDesk, valueOf } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import type { Tone } from '../../parts/Badge.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { FormFoot } from '../../parts/Form.tsx';
import { Card, Facts, Section } from '../../parts/Page.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { RecoverySheet } from '../session/RecoverySheet.tsx';
import { WithPassword } from '../session/WithPassword.tsx';

function stateOf(issuedAt: number | null, confirmedAt: number | null): { name: string; tone: Tone } {
  if (issuedAt === null) return { name: '없음', tone: 'danger' };
  return confirmedAt === null ? { name: '확인하지 않음', tone: 'warning' } : { name: '확인함', tone: 'success' };
}

type Open = { readonly name: 'issue' } | { readonly name: 'sheet'; readonly key: string } | { readonly name: 'rotate' };

/** 열쇠: the centre's recovery key, and the key under which this laptop's store is encrypted. For 관리자. */
export function KeysSection() {
  const desk = useDesk();
  const { enter } = useSurroundings();
  const toast = useDeskState((state) => state.toast);
  const [open, setOpen] = useState<Open | null>(null);
  const recovery = useQuery({
    queryKey: ['recovery.state'],
    queryFn: async () => valueOf(await desk.call('recovery.state', {})),
    refetchOnMount: 'always',
  });
  const { issuedAt = null, confirmedAt = null } = recovery.data ?? {};
  const state = stateOf(issuedAt, confirmedAt);
  const close = () => {
    setOpen(null);
    void recovery.refetch();
  };
  const confirmed = () => {
    close();
    toast({ text: '복구 열쇠를 확인했습니다. 종이를 금고에 넣어 주십시오.', tone: 'done' });
    void desk.call('session.state', {}).then((answer) => answer.ok && enter(answer.value));
  };
  const issue = useCallback((password: string) => desk.call('recovery.issue', { password }), [desk]);
  const rotate = useCallback((password: string) => desk.call('store.rotateKey', { password }), [desk]);
  return (
    <Section title="열쇠">
      <Card>
        <Facts
          facts={[
            [
              '복구 열쇠',
              <Badge key="state" tone={state.tone}>
                {state.name}
              </Badge>,
            ],
            ['발급한 때', issuedAt === null ? null : formatInstant(issuedAt)],
            ['확인한 때', confirmedAt === null ? null : formatInstant(confirmedAt)],
          ]}
        />
        <FormFoot note="담당자가 바뀌었거나 종이를 잃어버렸으면 새로 발급하십시오. 먼저 것은 쓸 수 없게 됩니다.">
          <Button onPress={() => setOpen({ name: 'issue' })}>
            {issuedAt === null ? '복구 열쇠 발급' : '복구 열쇠 재발급'}
          </Button>
        </FormFoot>
        <FormFoot note="비밀번호가 새어 나갔을 수 있을 때 바꿉니다. 자료를 새 열쇠로 다시 암호화하며, 자료가 많으면 몇 분 걸립니다.">
          <Button onPress={() => setOpen({ name: 'rotate' })}>저장소 열쇠 바꾸기</Button>
        </FormFoot>
      </Card>
      {open?.name === 'issue' && (
        <Dialog title="복구 열쇠 발급" isOpen onClose={close} ownFoot>
          <p>새 복구 열쇠를 한 번 보여 줍니다. 인쇄하거나 적을 준비를 한 뒤 발급해 주십시오.</p>
          <WithPassword
            label="발급"
            deed={issue}
            onDone={({ recoveryKey }) => setOpen({ name: 'sheet', key: recoveryKey })}
            onClose={close}
          />
        </Dialog>
      )}
      {open?.name === 'sheet' && (
        <Dialog title="복구 열쇠를 적어 두십시오" isOpen isQuestion isWide onClose={close} ownFoot>
          <RecoverySheet recoveryKey={open.key} onDone={confirmed} />
        </Dialog>
      )}
      {open?.name === 'rotate' && (
        <Dialog title="저장소 열쇠 바꾸기" isOpen isQuestion onClose={close} ownFoot>
          <p>
            바꾸는 동안에는 저장할 수 없습니다. 끝날 때까지 컴퓨터를 끄지 마십시오. 먼저 만든 백업은 그대로 열립니다.
          </p>
          <WithPassword
            label="열쇠 바꾸기"
            deed={rotate}
            onDone={() => {
              close();
              toast({ text: '저장소 열쇠를 바꾸었습니다.', tone: 'done' });
            }}
            onClose={close}
          />
        </Dialog>
      )}
    </Section>
  );
}
