import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { codeName } from '../../../shared/codes/index.ts';
import type { ConsultationRecord } from '../../../shared/contract/consultation.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { classes } from '../../app/classes.ts';
import { useCodes } from '../../app/codes.tsx';
import { metaOf } from '../../app/freshness.ts';
import { useShortcut } from '../../app/keys.tsx';
import { useMay, useMayPrint } from '../../app/session.tsx';
import { problemOf, useAsk, useDesk, valueOf } from '../../app/queries.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { TalkAttachments } from '../attachment/AttachmentList.tsx';
import { dayText } from '../person/show.ts';
import { CorrectionForm } from './ConsultationForm.tsx';
import { PaperDialog } from '../person/PaperDialog.tsx';
import styles from './PersonConsultations.module.css';
import { lostContactAfter, noAnswersInARow } from './phoneEntry.ts';

const c = classes(styles);
const pageSize = 20;

function Said({ fields }: Pick<ConsultationRecord, 'fields'>) {
  const codes = useCodes();
  return (
    <>
      <p className={c('content')}>{fields.content}</p>
      {(fields.action !== null || fields.nextDay !== null) && (
        <p className={c('head')}>
          {fields.action !== null && <span>조치·결과: {codeName(codes.of('consultationAction'), fields.action)}</span>}
          {fields.nextDay !== null && <strong>다음 상담: {dayText(fields.nextDay)}</strong>}
        </p>
      )}
      {fields.notResident !== null && <p className={c('head')}>주민번호 아님: {fields.notResident}</p>}
    </>
  );
}

function Head({ fields }: Pick<ConsultationRecord, 'fields'>) {
  const codes = useCodes();
  return (
    <>
      <strong>
        {dayText(fields.day)} {fields.time}
      </strong>
      <span>{codeName(codes.of('consultationMethod'), fields.method)}</span>
      <span>{codeName(codes.of('consultationType'), fields.type)}</span>
      {fields.minutes !== null && <span>{fields.minutes}분</span>}
    </>
  );
}

/** What the talk said before it was corrected, newest first. Read only when asked: looking is logged. */
function Versions({ id }: { readonly id: number }) {
  const { data, error } = useAsk('consultation.versions', { id });
  const problem = problemOf(error);
  if (problem) return <ProblemBanner problem={problem} />;
  if (!data) return <Skeleton lines={3} label="고치기 전 글을 읽는 중입니다." />;
  // Each text stands with who replaced it, when and why; the newest is above.
  const replaced = data.versions.slice(0, -1).map((version, index) => ({ version, by: data.versions[index + 1] }));
  return (
    <ol className={c('versions')} aria-label="고치기 전 글">
      {replaced.toReversed().map(({ version, by }) => (
        <li key={`${version.at}/${by?.at}`} className={c('version')}>
          {by && (
            <p className={c('head')}>
              <strong>{formatInstant(by.at)}</strong> {by.who} 고침{by.reason === null ? '' : ` — ${by.reason}`}
            </p>
          )}
          <p className={c('head')}>
            <Head fields={version.fields} />
          </p>
          <Said fields={version.fields} />
        </li>
      ))}
    </ol>
  );
}

function Talk({
  talk,
  isCorrecting,
  onCorrect,
}: {
  readonly talk: ConsultationRecord;
  readonly isCorrecting: boolean;
  /** Opens and closes its form. */
  readonly onCorrect: (open: boolean) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const [isPrinting, setPrinting] = useState(false);
  const mayPrint = useMayPrint('consultationLog');
  const mayAttach = useMay('attachment.pick');
  const go = useDeskState((state) => state.go);
  const when = `${dayText(talk.fields.day)} ${talk.fields.time}`;
  const versions = isOpen ? '고치기 전 글 닫기' : '고치기 전 글 보기';
  if (isCorrecting)
    return (
      <li className={c('talk')}>
        <CorrectionForm talk={talk} onDone={() => onCorrect(false)} />
      </li>
    );
  return (
    <li className={c('talk')}>
      <p className={c('head')}>
        <Head fields={talk.fields} />
        {talk.restricted && <Badge tone="danger">열람제한</Badge>}
        {talk.corrections > 0 && <Badge tone="plain">고침 {talk.corrections}번</Badge>}
        <span className={c('who')}>{talk.counsellor}</span>
      </p>
      <Said fields={talk.fields} />
      {(talk.mayCorrect || talk.corrections > 0 || mayPrint || mayAttach) && (
        <p className={c('deeds')}>
          {talk.mayCorrect && (
            <Button size="s" label={`${when} 상담 고치기`} onPress={() => onCorrect(true)}>
              고치기
            </Button>
          )}
          {talk.corrections > 0 && (
            <Button size="s" label={`${when} 상담의 ${versions}`} onPress={() => setOpen(!isOpen)}>
              {versions}
            </Button>
          )}
          {mayPrint && (
            <Button size="s" label={`${when} 상담 인쇄`} onPress={() => setPrinting(true)}>
              인쇄
            </Button>
          )}
          {mayAttach && (
            <Button
              size="s"
              label={`${when} 상담에 첨부`}
              onPress={() => go({ name: 'attach', personId: talk.personId, consultationId: talk.id })}
            >
              첨부
            </Button>
          )}
        </p>
      )}
      <TalkAttachments personId={talk.personId} talkId={talk.id} when={when} />
      {isOpen && talk.corrections > 0 && <Versions id={talk.id} />}
      {isPrinting && (
        <PaperDialog personId={talk.personId} seesSensitive={false} only={talk.id} onClose={() => setPrinting(false)} />
      )}
    </li>
  );
}

/** 연락두절: so many calls in a row that nobody took, and what is to be done now (behaviours W2). */
function LostContact({ times }: { readonly times: number }) {
  if (times < lostContactAfter) return null;
  return (
    <Banner tone="warning">
      이어서 {times}번 전화를 받지 않았습니다. 연락두절로 볼 때입니다. 연락전화와 이메일로 알리고 문자(
      {shortcuts.textSent.keys})를 남기십시오. 정한 날까지 답이 없으면 상담에 조치·결과를 종결로, 내용에 연락두절이라고
      적고 담당 관리자와 상의하십시오.
    </Banner>
  );
}

/** A person's 상담일지 with its text, newest first; more is read as one scrolls down. */
export function PersonConsultations({
  personId,
  since,
  isWriting,
}: {
  readonly personId: number;
  /** When the case began: 부재 of before do not count. */
  readonly since: string;
  /** A new consultation is being written: R is not asked meanwhile. */
  readonly isWriting: boolean;
}) {
  /** The talk that is being corrected. */
  const [correcting, setCorrecting] = useState<number | null>(null);
  const desk = useDesk();
  const talks = useInfiniteQuery({
    queryKey: ['consultation.ofPerson', personId],
    queryFn: async ({ pageParam }) =>
      valueOf(await desk.call('consultation.ofPerson', { personId, offset: pageParam, limit: pageSize })),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return read < last.total ? read : undefined;
    },
    meta: metaOf('consultation.ofPerson', { personId, offset: 0, limit: pageSize }),
  });
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = talks;
  const foot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = foot.current;
    if (!element || !hasNextPage) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) void fetchNextPage();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [fetchNextPage, hasNextPage]);

  const problem = problemOf(talks.error);
  const rows = talks.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = talks.data?.pages.at(-1)?.total;
  const own = rows.find(({ mayCorrect }) => mayCorrect);
  useShortcut(
    'correctLast',
    () => setCorrecting(own?.id ?? null),
    own !== undefined && correcting === null && !isWriting,
  );
  return (
    <Section title="상담일지" aside={total === undefined ? undefined : `${total.toLocaleString('ko-KR')}건`}>
      <ProblemBanner problem={problem} />
      <LostContact
        times={noAnswersInARow(
          rows.map(({ fields }) => fields),
          since,
        )}
      />
      {talks.isPending && <Skeleton lines={6} />}
      {total === 0 && <EmptyState title="아직 상담일지가 없습니다.">C를 눌러 첫 상담을 쓰십시오.</EmptyState>}
      {rows.length > 0 && (
        <ol className={c('list')}>
          {rows.map((talk) => (
            <Talk
              key={talk.id}
              talk={talk}
              isCorrecting={correcting === talk.id}
              onCorrect={(open) => setCorrecting(open ? talk.id : null)}
            />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <div ref={foot}>
          <Button onPress={() => void fetchNextPage()} isBusy={isFetchingNextPage}>
            이전 상담 더 보기
          </Button>
        </div>
      )}
    </Section>
  );
}
