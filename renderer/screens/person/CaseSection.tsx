import { useState } from 'react';
import type { PersonRecord } from '../../../shared/contract/person.ts';
import { longestReason } from '../../../shared/contract/person.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { useWrite } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { Confirm, DeedFoot, Dialog } from '../../parts/Dialog.tsx';
import { Card, Facts, Section } from '../../parts/Page.tsx';
import { ofNoField, ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { useFirstField } from '../../parts/useFirstField.ts';
import { useDeskState } from '../../state/desk.tsx';
import { CounsellorDialog } from './CounsellorDialog.tsx';

interface Asked {
  readonly record: PersonRecord;
  readonly onClose: () => void;
}

/** 담당 변경: to whom the case goes. */
function AssignDialog({ record, onClose }: Asked) {
  const { run, busy } = useWrite('person.assign');
  const { session } = useSurroundings();
  const toast = useDeskState((state) => state.toast);
  const replace = useDeskState((state) => state.replace);
  // Who gives away a person that others do not see cannot stay on their record.
  const losesIt = (to: number | null) =>
    record.restricted && session.actor.role !== 'admin' && to !== session.actor.userId;
  return (
    <CounsellorDialog
      title="담당 변경"
      except={record.counsellor?.id}
      assign={(counsellorId) => run({ id: record.id, counsellorId })}
      isBusy={busy}
      onClose={onClose}
      onAssigned={(_changed, to) => {
        toast({ text: '담당 상담사를 바꾸었습니다.', tone: 'done' });
        onClose();
        if (losesIt(to)) replace({ name: 'people' });
      }}
      warning={(to) => (losesIt(to) ? '열람제한된 사람이므로 담당을 넘기면 이 기록을 더 볼 수 없습니다.' : '')}
    />
  );
}

/** 열람제한: with the reason, which stays on the record. */
function RestrictDialog({ record, onClose }: Asked) {
  const { run, busy } = useWrite('person.restrict');
  const toast = useDeskState((state) => state.toast);
  const first = useFirstField();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async () => {
    const answer = await run({ id: record.id, restricted: true, reason });
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    toast({ text: '열람을 제한했습니다. 담당 상담사와 관리자만 볼 수 있습니다.', tone: 'done' });
    onClose();
  };
  return (
    <Dialog
      title="열람제한"
      isOpen
      onClose={onClose}
      footer={<DeedFoot deed="열람제한" onDeed={() => void send()} onCancel={onClose} isBusy={busy} />}
    >
      <ProblemBanner problem={ofNoField(problem)} />
      <p>담당 상담사와 관리자만 이 사람을 볼 수 있습니다. 다른 직원의 찾기와 목록에는 나오지 않습니다.</p>
      <TextArea
        label="까닭"
        inputRef={first}
        isRequired
        rows={3}
        most={longestReason}
        value={reason}
        onChange={setReason}
        error={problem?.fields?.['reason']}
      />
    </Dialog>
  );
}

/** Taking the 열람제한 off again. */
function OpenDialog({ record, onClose }: Asked) {
  const { run, busy } = useWrite('person.restrict');
  const toast = useDeskState((state) => state.toast);
  const open = async () => {
    const answer = await run({ id: record.id, restricted: false, reason: '' });
    toast(
      answer.ok ? { text: '열람제한을 풀었습니다.', tone: 'done' } : { text: answer.problem.message, tone: 'problem' },
    );
    onClose();
  };
  return (
    <Confirm title="열람제한 풀기" isOpen onCancel={onClose} onConfirm={() => void open()} confirm="풀기" isBusy={busy}>
      <p>모든 직원의 찾기와 목록에 이 사람이 나옵니다. 풀까요?</p>
    </Confirm>
  );
}

const dialogs = { assign: AssignDialog, restrict: RestrictDialog, open: OpenDialog };

/** 담당: whose case the person is and whether others see it; changed by who has the case and by 관리자. */
export function CaseSection({ record }: { readonly record: PersonRecord }) {
  const [asked, setAsked] = useState<keyof typeof dialogs | null>(null);
  const AskedDialog = asked && dialogs[asked];
  return (
    <Section
      title="담당"
      actions={
        record.manages && (
          <>
            <Button size="s" onPress={() => setAsked('assign')}>
              담당 변경
            </Button>
            <Button size="s" onPress={() => setAsked(record.restricted ? 'open' : 'restrict')}>
              {record.restricted ? '열람제한 풀기' : '열람제한'}
            </Button>
          </>
        )
      }
    >
      <Card>
        <Facts
          facts={[
            ['담당 상담사', record.counsellor?.name ?? '담당 없음'],
            [
              '열람',
              record.restricted ? (
                <>
                  <Badge tone="danger">열람제한</Badge> {record.restrictedReason}
                </>
              ) : (
                '모든 직원'
              ),
            ],
          ]}
        />
      </Card>
      {AskedDialog && <AskedDialog record={record} onClose={() => setAsked(null)} />}
    </Section>
  );
}
