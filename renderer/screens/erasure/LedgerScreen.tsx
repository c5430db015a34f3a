import { useInfiniteQuery } from '@tanstack/react-query';
import type { ErasureLine } from '../../../shared/contract/erasure.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { classes } from '../../app/classes.ts';
import { madeOf } from '../../app/freshness.ts';
import { problemOf, useDesk, valueOf } from '../../app/queries.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Card, CardTitle, Facts, Page } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { dayText } from '../person/show.ts';
import styles from './LedgerScreen.module.css';
import { backupsText, countsText, doneText, laptopsLeft, reasonName } from './show.ts';

const c = classes(styles);
const pageSize = 50;

function Line({ line }: { readonly line: ErasureLine }) {
  const left = laptopsLeft(line);
  return (
    <li>
      <Card>
        <CardTitle level={2}>
          {dayText(line.day)} {reasonName(line.reason)}
          {left === 0 ? (
            <Badge tone="success">모든 노트북에서 끝남</Badge>
          ) : (
            <Badge tone="warning">{left}대 남음</Badge>
          )}
        </CardTitle>
        <Facts
          facts={[
            ['관리번호', line.numbers.join(', ')],
            ['파기한 것', countsText(line.counts)],
            ['파기한 사람', line.by],
            ['파기한 때', formatInstant(line.at)],
          ]}
        />
        {line.note !== '' && <p className={c('note')}>근거·경위: {line.note}</p>}
        <ul className={c('laptops')} aria-label="노트북마다 파기한 것">
          {line.laptops.map((laptop) => (
            <li key={laptop.laptop}>
              <strong>
                {laptop.laptop}
                {laptop.here ? ' (이 노트북)' : ''}
              </strong>
              <span>자료 {doneText(laptop.store)}</span>
              <span>백업 {backupsText(laptop, line.backupsUntil)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </li>
  );
}

/** 파기대장 (domain §13): who destroyed what, why and when, and which laptops have carried it out. For 관리자. */
export function LedgerScreen() {
  const desk = useDesk();
  const ledger = useInfiniteQuery({
    queryKey: ['erasure.ledger'],
    queryFn: async ({ pageParam }) =>
      valueOf(await desk.call('erasure.ledger', { offset: pageParam, limit: pageSize })),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return read < last.total ? read : undefined;
    },
    meta: { madeOf: madeOf['erasure.ledger'] },
  });
  const rows = ledger.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = ledger.data?.pages.at(-1)?.total;
  return (
    <Page title="파기대장" aside={total === undefined ? undefined : `${total.toLocaleString('ko-KR')}건`}>
      <ProblemBanner problem={problemOf(ledger.error)} onReadAgain={ledger.refetch} />
      {ledger.isPending && <Skeleton lines={6} label="파기대장을 읽는 중입니다." />}
      {total === 0 && (
        <EmptyState title="파기한 것이 없습니다.">
          구직자 기록의 아래에 있는 파기를 누르면 이 대장에 한 줄이 적힙니다.
        </EmptyState>
      )}
      {rows.length > 0 && (
        <ol className={c('lines')} aria-label="파기대장">
          {rows.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ol>
      )}
      {ledger.hasNextPage && (
        <div>
          <Button onPress={() => void ledger.fetchNextPage()} isBusy={ledger.isFetchingNextPage}>
            이전 파기 더 보기
          </Button>
        </div>
      )}
    </Page>
  );
}
