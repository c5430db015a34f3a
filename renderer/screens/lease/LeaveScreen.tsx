import { useCallback, useState } from 'react';
import { Controller } from 'react-hook-form';
import type { SessionState } from '../../../shared/contract/session.ts';
import { fieldNotes } from '../../../shared/model/fields.ts';
import { useShortcut } from '../../app/keys.tsx';
import { problemOf, useAsk, useChangedEvents, useDesk } from '../../app/queries.tsx';
import { useMay, useSurroundings } from '../../app/session.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { useDeed } from '../../app/useDeed.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { bound } from '../../parts/field.ts';
import { FormFoot, FormGrid } from '../../parts/Form.tsx';
import { FormDialog } from '../../parts/FormDialog.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { LentUntilField } from '../session/fields.tsx';
import { Gate } from '../session/Gate.tsx';
import { passwordNotes } from '../session/passwords.ts';
import { WithPassword } from '../session/WithPassword.tsx';
import { EventSection } from '../sync/EventSection.tsx';
import { ExchangeSection } from '../sync/ExchangeSection.tsx';
import { HubSection } from '../sync/HubSection.tsx';
import { useExchangeAgain, useStandings, useSyncTold, useTakeSync } from '../sync/useSync.ts';
import { stageText, whyText } from './show.ts';

const empty = { lentUntil: '', password: '' };

function read(input: typeof empty) {
  const notes = fieldNotes();
  if (input.lentUntil.trim() === '') notes.note('lentUntil', '언제까지 빌려 줄지 날짜로 입력해 주십시오.');
  passwordNotes(notes, input);
  return notes.finish(input);
}

/** 기간 늘리기, by a 관리자 at this very laptop. */
function ExtendDialog({ onDone, onClose }: { readonly onDone: () => void; readonly onClose: () => void }) {
  const desk = useDesk();
  const save = useCallback((input: typeof empty) => desk.call('lease.extend', input), [desk]);
  const filled = useDeskForm({ values: empty, read, save });
  const { control } = filled.form;
  return (
    <FormDialog
      of={filled}
      title="기간 늘리기"
      save="늘리기"
      showsKey={false}
      intro={<p>이 노트북에서 기록을 다시 볼 수 있게 됩니다. 다른 노트북에도 이 날짜가 전해집니다.</p>}
      onSaved={onDone}
      onClose={onClose}
    >
      <FormGrid>
        <LentUntilField control={control} isRequired />
        <Controller
          control={control}
          name="password"
          render={(at) => <PasswordField {...bound(at)} label="내 비밀번호" isRequired />}
        />
      </FormGrid>
    </FormDialog>
  );
}

/**
 * All that a laptop shows whose 빌린 기간 is over or that is called back: why, what becomes of what it holds, and the ways by
 * which it hands over. It opens by itself when the lease is prolonged.
 */
export function LeaveScreen({ onDone }: { readonly onDone: (state: SessionState) => void }) {
  useChangedEvents();
  useSyncTold();
  const desk = useDesk();
  const { about, session, signOut } = useSurroundings();
  const take = useTakeSync();
  const readAgain = useExchangeAgain();
  const lease = useAsk('lease.state', {});
  const { hub, exchange } = useStandings();
  const { run, isBusy, problem } = useDeed();
  const mayConfirm = useMay('lease.confirmDay');
  const mayExchange = useMay('exchange.now');
  const [open, setOpen] = useState<'confirm' | 'extend' | null>(null);
  const close = () => setOpen(null);
  const lookAgain = () => {
    void lease.refetch();
    void desk.call('session.state', {}).then((answer) => answer.ok && onDone(answer.value));
  };
  const done = () => {
    close();
    lookAgain();
  };
  const syncNow = async () => {
    const status = await run(() => desk.call('sync.now', {}));
    if (status) take(status);
    if (mayExchange && (exchange?.state ?? 'off') !== 'off') await run(() => desk.call('exchange.now', {}));
    readAgain();
    // A dialog that was opened meanwhile stays.
    lookAgain();
  };
  useShortcut('syncNow', () => void syncNow(), !isBusy);
  const confirm = useCallback((password: string) => desk.call('lease.confirmDay', { password }), [desk]);
  const state = lease.data;
  const isRecall = state?.why === 'recall';
  return (
    <Gate
      title={isRecall ? '회수 중인 노트북입니다' : '빌린 기간이 끝났습니다'}
      lead={session.centre}
      about={about}
      isWide
      takesFocus
    >
      <ProblemBanner problem={problem ?? problemOf(lease.error)} />
      {state && (
        <>
          <p>{whyText(state)}</p>
          <Banner tone={state.stage === 'noKeeper' ? 'warning' : 'info'}>{stageText(state)}</Banner>
        </>
      )}
      <FormFoot>
        <Button kind="main" keys={shortcuts.syncNow.keys} onPress={() => void syncNow()} isBusy={isBusy}>
          지금 맞추기
        </Button>
        {mayConfirm && state?.why === 'lease' && (
          <>
            <Button onPress={() => setOpen('confirm')}>날짜 확인</Button>
            <Button onPress={() => setOpen('extend')}>기간 늘리기</Button>
          </>
        )}
        <Button kind="text" onPress={signOut}>
          로그아웃
        </Button>
      </FormFoot>
      {hub && hub.hub === null && mayConfirm && (
        <HubSection status={hub} alone="연결한 허브가 없습니다. 허브의 초대가 있으면 연결하여 넘길 수 있습니다." />
      )}
      {exchange && <ExchangeSection status={exchange} isLeaving />}
      <EventSection />
      {open === 'confirm' && state && (
        <Dialog title="날짜 확인" isOpen isQuestion onClose={close} ownFoot>
          <p>
            이 노트북의 날짜는 {state.today}입니다. 오늘이 맞으면 확인해 주십시오. 빌린 기간이 정말로 지났으면, 모두
            넘긴 뒤 이 노트북의 자료를 비웁니다. 날짜가 틀렸으면 닫고 윈도우 설정에서 먼저 바로잡아 주십시오.
          </p>
          <WithPassword label="날짜가 맞습니다" deed={confirm} onDone={done} onClose={close} isDangerous />
        </Dialog>
      )}
      {open === 'extend' && <ExtendDialog onDone={done} onClose={close} />}
    </Gate>
  );
}
