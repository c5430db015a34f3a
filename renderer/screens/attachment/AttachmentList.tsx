import { useRef, useState } from 'react';
import { codeName } from '../../../shared/codes/index.ts';
import type { AttachmentRecord } from '../../../shared/contract/attachment.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { attachmentName } from '../../../shared/model/attachment.ts';
import { classes } from '../../app/classes.ts';
import { useCodes } from '../../app/codes.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { problemOf, useAsk } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState } from '../../state/desk.tsx';
import styles from './AttachmentList.module.css';
import { AttachmentViewer } from './AttachmentViewer.tsx';

const c = classes(styles);

/** A document on one line: what it is, how long, whose hand and when. Enter opens it. */
function Row({ of, onOpen }: { readonly of: AttachmentRecord; readonly onOpen: () => void }) {
  const codes = useCodes();
  const { kind, title, pages, createdBy, createdAt, pagesHere, archivedAt } = of;
  return (
    <RowButton onPress={onOpen}>
      <strong className={c('name')}>{attachmentName(codeName(codes.of('attachmentKind'), kind), title)}</strong>
      <span className={c('quiet')}>{pages.length}쪽</span>
      <span className={c('quiet')}>
        {createdBy} {formatInstant(createdAt)}
      </span>
      {pagesHere < pages.length && <Badge tone="warning">파일 대기</Badge>}
      {archivedAt !== null && <Badge tone="plain">보관</Badge>}
    </RowButton>
  );
}

/** Rows of documents and the one that is open. */
function Rows({ of, label }: { readonly of: readonly AttachmentRecord[]; readonly label: string }) {
  const [openId, setOpen] = useState<number | null>(null);
  const opened = of.find(({ id }) => id === openId);
  return (
    <RowArea>
      <RowList label={label}>
        {of.map((each) => (
          <Row key={each.id} of={each} onOpen={() => setOpen(each.id)} />
        ))}
      </RowList>
      {opened && <AttachmentViewer of={opened} onClose={() => setOpen(null)} />}
    </RowArea>
  );
}

/** 첨부 of a person: what is kept, newest first; what is in 보관 only when it is asked for. */
export function AttachmentSection({ personId }: { readonly personId: number }) {
  const [archived, setArchived] = useState(false);
  const list = useAsk('attachment.ofPerson', archived ? { personId, archived } : { personId });
  const mayAttach = useMay('attachment.pick');
  const go = useDeskState((state) => state.go);
  const attach = () => go({ name: 'attach', personId });
  useShortcut('attach', attach, mayAttach);
  const card = useRef<HTMLDivElement>(null);
  useShortcut('attachments', () => {
    const row = card.current?.querySelector<HTMLElement>('[data-row]');
    row?.focus();
    return Boolean(row);
  });
  const shown = list.data?.attachments;
  return (
    <Section
      title="첨부"
      aside={shown && `${shown.length}건`}
      actions={
        mayAttach && (
          <Button size="s" keys={shortcuts.attach.keys} onPress={attach}>
            첨부
          </Button>
        )
      }
    >
      <Card>
        <ProblemBanner problem={problemOf(list.error)} />
        {list.isPending && <Skeleton lines={2} label="첨부한 서류를 읽는 중입니다." />}
        {shown?.length === 0 && <p className={c('quiet')}>첨부한 서류가 없습니다.</p>}
        {shown && shown.length > 0 && (
          <div ref={card}>
            <Rows of={shown} label="첨부한 서류" />
          </div>
        )}
        <div>
          <Button size="s" onPress={() => setArchived(!archived)}>
            {archived ? '보관한 서류 감추기' : '보관한 서류도 보기'}
          </Button>
        </div>
      </Card>
    </Section>
  );
}

/** What was attached at one talk; nothing where nothing was. The answer is the person's, read once for all of them. */
export function TalkAttachments({
  personId,
  talkId,
  when,
}: {
  readonly personId: number;
  readonly talkId: number;
  /** Day and time of the talk, for its list's name. */
  readonly when: string;
}) {
  const { data } = useAsk('attachment.ofPerson', { personId });
  const mine = data?.attachments.filter(({ consultationId }) => consultationId === talkId) ?? [];
  if (mine.length === 0) return null;
  return <Rows of={mine} label={`${when} 상담의 첨부 서류`} />;
}
