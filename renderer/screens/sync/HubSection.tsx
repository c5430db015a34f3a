import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { useDesk } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { bound } from '../../parts/field.ts';
import { FormFoot } from '../../parts/Form.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { Card, Facts, Section } from '../../parts/Page.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { WithPassword } from '../session/WithPassword.tsx';
import { instantText, isOffline, tryText } from './show.ts';
import { useTakeSync } from './useSync.ts';

const empty = { invitation: '' };

function read(input: typeof empty) {
  const notes = fieldNotes();
  if (input.invitation.trim() === '') notes.note('invitation', '허브에서 만든 초대를 붙여 넣거나 입력해 주십시오.');
  return notes.finish(input);
}

/** Links this laptop to the hub that an invitation is from. */
function EnrolDialog({ onClose }: { readonly onClose: () => void }) {
  const desk = useDesk();
  const take = useTakeSync();
  const toast = useDeskState((state) => state.toast);
  const save = useCallback((input: typeof empty) => desk.call('sync.enrol', input), [desk]);
  const filled = useDeskForm({ values: empty, read, save });
  return (
    <FormDialog
      of={filled}
      title="허브에 연결"
      save="연결"
      intro={
        <p>
          허브에서 만든 초대의 글을 모두 복사해 붙여 넣으십시오. 종이를 보고 입력하려면 주소, 빈칸, 아홉 묶음의 글자
          순서로 적으십시오. 예: 192.0.2.10:4747 ABCD-EFGH-…
        </p>
      }
      onSaved={(status) => {
        take(status);
        toast({ text: '허브에 연결했습니다.', tone: 'done' });
        onClose();
      }}
      onClose={onClose}
    >
      <Controller
        control={filled.form.control}
        name="invitation"
        render={(at) => <TextArea {...bound(at)} label="초대" isRequired rows={4} most={4000} />}
      />
    </FormDialog>
  );
}

/** 허브: which one this laptop is linked to; 관리자 link it and leave. */
export function HubSection({
  status,
  alone = '연결한 허브가 없습니다. 허브 없이도 모든 일을 할 수 있고, 자료는 이 노트북에 있습니다.',
}: {
  readonly status: SyncStatus;
  /** What is said where there is none. */
  readonly alone?: string;
}) {
  const desk = useDesk();
  const take = useTakeSync();
  const toast = useDeskState((state) => state.toast);
  const mayLink = useMay('sync.enrol');
  const [open, setOpen] = useState<'enrol' | 'leave' | null>(null);
  const close = () => setOpen(null);
  const leave = useCallback((password: string) => desk.call('sync.leave', { password }), [desk]);
  const { hub } = status;
  const offline = isOffline(status);
  return (
    <Section title="허브">
      {offline && status.message === '' && (
        <Banner>
          허브가 대답하지 않습니다. 하던 일을 그대로 하십시오. 저절로 다시 시도합니다. 오래 이어지면 허브 컴퓨터가 켜져
          있는지, 이 노트북이 같은 네트워크에 있는지 확인해 주십시오.
        </Banner>
      )}
      <Card>
        {hub ? (
          <Facts
            facts={[
              ['이름', hub.name],
              ['주소', hub.address],
              ['연결한 때', instantText(hub.enrolledAt)],
              ['마지막으로 대답한 때', instantText(hub.lastContact, '아직 없음')],
              ...(offline ? [['다음에 시도할 때', tryText(hub.nextTry)] as const] : []),
            ]}
          />
        ) : (
          <p>{alone}</p>
        )}
        {mayLink && (
          <FormFoot {...(hub ? {} : { note: '허브의 초대가 있어야 합니다.' })}>
            {hub ? (
              <Button onPress={() => setOpen('leave')}>연결 끊기</Button>
            ) : (
              <Button onPress={() => setOpen('enrol')}>허브에 연결</Button>
            )}
          </FormFoot>
        )}
      </Card>
      {open === 'enrol' && <EnrolDialog onClose={close} />}
      {open === 'leave' && (
        <Dialog title="허브와 연결 끊기" isOpen isQuestion onClose={close} ownFoot>
          <p>
            이 노트북은 허브와 더 주고받지 않습니다. 허브가 가진 것은 허브에 남고, 이 노트북의 자료도 그대로 있습니다.
            다시 연결하려면 초대를 다시 입력합니다.
          </p>
          <WithPassword
            label="연결 끊기"
            deed={leave}
            onDone={(left) => {
              take(left);
              toast({ text: '허브와의 연결을 끊었습니다.', tone: 'done' });
              close();
            }}
            onClose={close}
          />
        </Dialog>
      )}
    </Section>
  );
}
