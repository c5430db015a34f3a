import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { codeName } from '../../../shared/codes/index.ts';
import type { ConsultationRecord } from '../../../shared/contract/consultation.ts';
import { classes } from '../../app/classes.ts';
import { useCodes } from '../../app/codes.tsx';
import { madeOf } from '../../app/freshness.ts';
import { problemOf, useDesk, valueOf } from '../../app/queries.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Section } from '../../parts/Page.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { dayText } from '../person/show.ts';
import styles from './PersonConsultations.module.css';

const c = classes(styles);
const pageSize = 20;

function Talk({ talk }: { readonly talk: ConsultationRecord }) {
  const { fields } = talk;
  const codes = useCodes();
  return (
    <li className={c('talk')}>
      <p className={c('head')}>
        <strong>
          {dayText(fields.day)} {fields.time}
        </strong>
        <span>{codeName(codes.of('consultationMethod'), fields.method)}</span>
        <span>{codeName(codes.of('consultationType'), fields.type)}</span>
        {fields.minutes !== null && <span>{fields.minutes}분</span>}
        {talk.restricted && <Badge tone="danger">열람제한</Badge>}
        <span className={c('who')}>{talk.counsellor}</span>
      </p>
      <p className={c('content')}>{fields.content}</p>
      {(fields.action !== null || fields.nextDay !== null) && (
        <p className={c('head')}>
          {fields.action !== null && <span>조치·결과: {codeName(codes.of('consultationAction'), fields.action)}</span>}
          {fields.nextDay !== null && <strong>다음 상담: {dayText(fields.nextDay)}</strong>}
        </p>
      )}
    </li>
  );
}

/** A person's 상담일지 with its text, newest first; more is read as one scrolls down. */
export function PersonConsultations({ personId }: { readonly personId: number }) {
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
    meta: { madeOf: madeOf['consultation.ofPerson'] },
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
  return (
    <Section title="상담일지" aside={total === undefined ? undefined : `${total.toLocaleString('ko-KR')}건`}>
      {problem && (
        <Banner tone="danger" urgent>
          {problem.message}
        </Banner>
      )}
      {talks.isPending && <Skeleton lines={6} />}
      {total === 0 && <EmptyState title="아직 상담일지가 없습니다.">C를 눌러 첫 상담을 쓰십시오.</EmptyState>}
      {rows.length > 0 && (
        <ol className={c('list')}>
          {rows.map((talk) => (
            <Talk key={talk.id} talk={talk} />
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
