import { useCallback, useEffect, useState } from 'react';
import { asksResidentCheck } from '../../../shared/codes/attachment.ts';
import type { AttachmentInput } from '../../../shared/model/attachment.ts';
import { emptyAttachment, readAttachment } from '../../../shared/model/attachment.ts';
import type { Answer, Output } from '../../../shared/contract/index.ts';
import { problem } from '../../../shared/model/problem.ts';
import { classes } from '../../app/classes.ts';
import { useCodes } from '../../app/codes.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { useDesk } from '../../app/queries.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { DeskForm } from '../../parts/DeskForm.tsx';
import { Confirm } from '../../parts/Dialog.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Card, Page } from '../../parts/Page.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import type { RouteOf } from '../../state/route.ts';
import { PhoneConsent } from '../person/ConsentForm.tsx';
import styles from './AttachScreen.module.css';
import { MaskEditor } from './MaskEditor.tsx';
import { SaidFields } from './SaidFields.tsx';
import { sendAttachment } from './send.ts';
import { useMasks } from './useMasks.ts';
import type { Picked } from './usePicked.ts';
import { usePicked } from './usePicked.ts';

const c = classes(styles);

type SaveAnswer = Answer<Output<'attachment.save'>>;

/** The document that is masked, with what is said of it. */
function Masking({
  route,
  picked,
  typed,
  onTyped,
  onSaved,
  onGone,
  onLeave,
}: {
  readonly route: RouteOf<'attach'>;
  readonly picked: Picked;
  /** What was typed before the file was lost and picked again. */
  readonly typed: AttachmentInput;
  /** What stands in the fields when they go. */
  readonly onTyped: (typed: AttachmentInput) => void;
  readonly onSaved: () => void;
  readonly onGone: () => void;
  readonly onLeave: () => void;
}) {
  const desk = useDesk();
  const codes = useCodes();
  const masks = useMasks(picked.pages);
  const [sending, setSending] = useState<number | null>(null);
  const read = useCallback((input: AttachmentInput) => readAttachment(input, codes), [codes]);
  const save = async (input: AttachmentInput): Promise<SaveAnswer> => {
    const unseen = asksResidentCheck(input.kind) ? masks.unseen() : [];
    if (unseen.length > 0) {
      const message = `아직 열어 보지 않은 쪽이 있습니다: ${unseen.join(', ')}쪽. 모두 확인한 뒤 저장해 주십시오.`;
      return { ok: false, problem: { ...problem('checkFields'), message } };
    }
    const { personId, consultationId } = route;
    try {
      const answer = await sendAttachment(
        desk,
        picked,
        masks,
        {
          personId,
          ...(consultationId === undefined ? {} : { consultationId }),
          kind: input.kind,
          title: input.title,
          residentChecked: input.residentChecked === '1',
        },
        setSending,
      );
      if (!answer.ok && answer.problem.code === 'attachmentGone') onGone();
      return answer;
    } catch {
      return { ok: false, problem: problem('unexpected') };
    } finally {
      setSending(null);
    }
  };
  const sent = useDeskForm({ values: typed, read, save });
  const { getValues, control } = sent.form;
  useEffect(() => () => onTyped(getValues()), [onTyped, getValues]);
  const [isLeaving, setLeaving] = useState(false);
  const leave = () => {
    if (masks.isTouched) setLeaving(true);
    else onLeave();
  };
  useShortcut('leave', leave);
  return (
    <div className={c('columns')}>
      <MaskEditor masks={masks} />
      <Card>
        <DeskForm
          of={sent}
          label="첨부"
          focusFirst={false}
          leave={{ run: leave, esc: 'nobody' }}
          note={sending === null ? undefined : `${masks.count}쪽 가운데 ${sending}쪽을 저장하는 중입니다.`}
          onSaved={onSaved}
        >
          <p className={c('file')}>{picked.name}</p>
          <SaidFields control={control} />
          {sent.problem?.code === 'needsConsent' && <PhoneConsent personId={route.personId} item="sensitive" />}
        </DeskForm>
      </Card>
      <Confirm
        title="첨부하지 않고 나갑니까?"
        isOpen={isLeaving}
        onCancel={() => setLeaving(false)}
        onConfirm={onLeave}
        confirm="나가기"
        isDangerous
      >
        가린 것은 남지 않습니다. 다시 첨부하려면 파일을 다시 골라 가려야 합니다.
      </Confirm>
    </div>
  );
}

/**
 * 첨부: a file is picked, masked and named, in this order; what is stored is the masked pictures only (behaviours W4). A
 * lock takes the file away and leaves what was typed.
 */
export function AttachScreen({ route }: { readonly route: RouteOf<'attach'> }) {
  const back = useDeskState((state) => state.back);
  const toast = useDeskState((state) => state.toast);
  const { picking, pick, lose, done } = usePicked(back);
  const [typed, setTyped] = useState<AttachmentInput>(emptyAttachment);
  const { phase, picked, message } = picking;
  useShortcut('leave', back, !picked);
  return (
    <Page
      title="첨부"
      focusElsewhere={picked !== null}
      actions={
        (picked || phase === 'none') && <Button onPress={pick}>{picked ? '다른 파일 고르기' : '파일 고르기'}</Button>
      }
    >
      {message !== null && (
        <Banner tone="danger" urgent>
          {message}
        </Banner>
      )}
      {phase === 'none' && (
        <EmptyState title="고른 파일이 없습니다.">
          사진이나 스캔한 그림(JPEG, PNG, WebP), PDF를 고르면 먼저 주민번호를 가립니다. 원본은 저장하지 않습니다.
        </EmptyState>
      )}
      {phase === 'asking' && <EmptyState title="파일을 고르는 창이 열려 있습니다." />}
      {phase === 'reading' && <Skeleton lines={12} label="파일을 읽는 중입니다." />}
      {picked && (
        <Masking
          key={picked.token}
          route={route}
          picked={picked}
          typed={typed}
          onTyped={setTyped}
          onGone={lose}
          onLeave={back}
          onSaved={() => {
            done();
            toast({ text: '가린 서류를 첨부했습니다.', tone: 'done' });
            back();
          }}
        />
      )}
    </Page>
  );
}
