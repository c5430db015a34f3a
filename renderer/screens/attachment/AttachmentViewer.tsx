import type { KeyboardEvent } from 'react';
import { useEffect, useState } from 'react';
import { codeName } from '../../../shared/codes/index.ts';
import type { AttachmentRecord } from '../../../shared/contract/attachment.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { attachmentName } from '../../../shared/model/attachment.ts';
import { classes } from '../../app/classes.ts';
import { useCodes } from '../../app/codes.tsx';
import { useWrite } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { ko } from '../../text/ko.ts';
import { filesAwaited } from '../sync/show.ts';
import { useStandings } from '../sync/useSync.ts';
import styles from './AttachmentViewer.module.css';
import { ChangeDialog } from './ChangeDialog.tsx';
import { maskDeed } from './maskKeys.ts';
import { PageTools, pageViewport } from './PageTools.tsx';
import { SaveAsDialog } from './SaveAsDialog.tsx';
import { useOpened } from './useOpened.ts';
import { useZoom } from './useZoom.ts';

const c = classes(styles);

/** 보관 with its way back. */
function useArchive() {
  const { run, busy } = useWrite('attachment.archive');
  const toast = useDeskState((state) => state.toast);
  const archive = async (id: number, undo: boolean): Promise<boolean> => {
    const answer = await run({ id, undo });
    if (!answer.ok) toast({ text: answer.problem.message, tone: 'problem' });
    else if (undo) toast({ text: '서류를 다시 꺼냈습니다.', tone: 'done' });
    else {
      const action = { label: '되돌리기', run: () => void archive(id, true) };
      toast({ text: '서류를 보관했습니다.', tone: 'done', action });
    }
    return answer.ok;
  };
  return { archive, busy };
}

/** A document whose pages are not all here: whose it is and where they are waited for. */
function Awaited({ of: { createdBy, pages, pagesHere } }: { readonly of: AttachmentRecord }) {
  const { hub, exchange, event } = useStandings();
  if (!hub || !event || exchange === undefined) return null;
  const some = pagesHere > 0 ? `${pages.length}쪽 가운데 ${pagesHere}쪽이 왔습니다. ` : '';
  return (
    <Banner tone="warning">
      파일 대기: {createdBy} 님이 붙인 서류의 파일이 아직 이 노트북에 없습니다. {some}
      {filesAwaited(hub, exchange, event)}
    </Banner>
  );
}

/** A stored document: its pages one by one, larger and smaller, and what can be done with it. */
export function AttachmentViewer({ of, onClose }: { readonly of: AttachmentRecord; readonly onClose: () => void }) {
  const codes = useCodes();
  const [page, setPage] = useState(1);
  const [asks, setAsks] = useState<'saveAs' | 'change' | null>(null);
  const { archive, busy } = useArchive();
  const mayChange = useMay('attachment.change');
  const maySave = useMay('attachment.saveAs');
  const count = of.pages.length;
  const name = attachmentName(codeName(codes.of('attachmentKind'), of.kind), of.title);
  const shown = useOpened(of.id, page, of.pagesHere);
  const size = of.pages[page - 1] ?? null;
  const { viewport, zoom, width, zoomBy, fit } = useZoom<HTMLElement>(size);
  useEffect(() => viewport.current?.focus(), [viewport]);
  const turnTo = (to: number) => setPage(Math.min(count, Math.max(1, to)));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const deed = maskDeed(event);
    if (deed?.do === 'zoom') zoomBy(deed.by);
    else if (deed?.do === 'fit') fit();
    else if (deed?.do === 'page') turnTo(page + deed.by);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // What is larger than its room is scrolled by the arrow keys.
  const keys = { tabIndex: 0, onKeyDown };
  const isArchived = of.archivedAt !== null;
  const put = async () => {
    if (await archive(of.id, isArchived)) onClose();
  };
  const checked = of.residentChecked;
  return (
    <>
      <Dialog
        title={name}
        isOpen
        onClose={onClose}
        isWide
        footer={
          <>
            {mayChange && <Button onPress={() => setAsks('change')}>종류·제목 고치기</Button>}
            {mayChange && (
              <Button onPress={() => void put()} isBusy={busy}>
                {isArchived ? '다시 꺼내기' : '보관'}
              </Button>
            )}
            {maySave && <Button onPress={() => setAsks('saveAs')}>다른 이름으로 저장</Button>}
            <Button kind="main" onPress={onClose}>
              {ko.close}
            </Button>
          </>
        }
      >
        <p className={c('facts')}>
          <span>
            {of.createdBy} {formatInstant(of.createdAt)} 첨부
          </span>
          {checked && (
            <span>
              {checked.by} {formatInstant(checked.at)} 주민번호 가림 확인
            </span>
          )}
        </p>
        {of.pagesHere < count && <Awaited of={of} />}
        <PageTools
          index={page - 1}
          count={count}
          isReady={width > 0}
          onZoom={zoomBy}
          onPage={(by) => turnTo(page + by)}
        />
        <section ref={viewport} className={pageViewport} aria-label={`${name}, ${count}쪽 가운데 ${page}쪽`} {...keys}>
          {shown && 'problem' in shown && shown.problem.code !== 'attachmentWaiting' && (
            <ProblemBanner problem={shown.problem} />
          )}
          {!shown && <Skeleton lines={8} label="쪽을 읽는 중입니다." />}
          {shown && 'src' in shown && (
            <img
              className={c('page')}
              src={shown.src}
              alt={`${name} ${page}쪽`}
              style={{ width: width * zoom, aspectRatio: `${shown.width} / ${shown.height}` }}
            />
          )}
        </section>
      </Dialog>
      {asks === 'saveAs' && <SaveAsDialog id={of.id} name={name} onClose={() => setAsks(null)} />}
      {asks === 'change' && <ChangeDialog of={of} onClose={() => setAsks(null)} />}
    </>
  );
}
