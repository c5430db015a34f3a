import type { ImportList, ImportPreview, ImportSummary } from '../../../shared/contract/import.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { classes } from '../../app/classes.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Page.tsx';
import styles from './CheckStep.module.css';
import type { Connection } from './importFlow.ts';
import { JudgedRows } from './JudgedRows.tsx';
import { CountTable, Numbers } from './Numbers.tsx';
import { StepSection } from './StepSection.tsx';
import { count, listWords, stepTitle } from './words.ts';

const c = classes(styles);

/** ③: what would come in, what would not and why. Nothing is stored yet. */
export function CheckStep({
  list,
  preview,
  connection,
  summary,
  chosen,
  problem,
  onTake,
  onWrite,
  onReconnect,
  onChoose,
}: {
  readonly list: ImportList;
  readonly preview: ImportPreview;
  readonly connection: Connection;
  readonly summary: ImportSummary;
  readonly chosen: ReadonlySet<number>;
  readonly problem: Problem | null;
  readonly onTake: (line: number, isTaken: boolean) => void;
  readonly onWrite: () => void;
  readonly onReconnect: () => void;
  readonly onChoose: () => void;
}) {
  const coming = summary.add + summary.update + chosen.size;
  const words = listWords[list];
  const isFactory = list === 'factory';
  return (
    <StepSection
      title={stepTitle(2)}
      actions={
        <>
          <Button kind="main" onPress={onWrite} isDisabled={coming === 0}>
            {coming === 0 ? '가져오기' : `${count(coming)}${words.counter} 가져오기`}
          </Button>
          <Button onPress={onReconnect}>열 연결 고치기</Button>
          <Button onPress={onChoose}>다른 파일 고르기</Button>
        </>
      }
    >
      {problem && (
        <Banner tone="danger" urgent>
          {problem.message} {words.topic} 가져오기 전 그대로입니다.
        </Banner>
      )}
      {coming === 0 ? (
        <Banner tone="warning">
          {summary.same > 0
            ? isFactory
              ? '새로 들어오거나 바뀔 공장이 없습니다. 이미 가져온 파일과 같습니다.'
              : `새로 들어올 ${words.one} 없습니다. 이미 있는 ${words.oneIs} 다시 들어오지 않습니다.`
            : '가져올 수 있는 행이 없습니다. 머리글과 열 연결이 맞는지 확인해 주십시오.'}
        </Banner>
      ) : (
        <Banner tone="info">
          아직 저장하지 않았습니다. 가져오기를 누르면 한 번에 저장하며, 도중에 취소하거나 문제가 생기면 한{' '}
          {words.counter}도 저장하지 않습니다.
        </Banner>
      )}
      <Numbers
        numbers={[
          { label: '읽은 행', value: summary.rows },
          { label: '새로', value: summary.add, tone: 'accent' },
          ...(isFactory ? [{ label: '바뀜', value: summary.update, tone: 'accent' } as const] : []),
          { label: isFactory ? '같음' : '이미 있음', value: summary.same },
          ...(isFactory ? [] : [{ label: '같을 수 있음', value: summary.maybe, tone: 'warning' } as const]),
          { label: '거절', value: summary.refused, tone: 'danger' },
          { label: '의심 (들어옴)', value: summary.doubtful, tone: 'warning' },
          ...(isFactory
            ? [{ label: '추정 산업단지', value: summary.guessedComplex, tone: 'warning' } as const]
            : [{ label: '골라서 넣음', value: chosen.size, tone: 'accent' } as const]),
        ]}
      />
      <Card>
        <div className={c('tables')}>
          <CountTable
            title="구·군 (2026년 7월 1일 개편 뒤)"
            head="구·군"
            rows={summary.byDistrict.map(({ district, count: number }) => ({ name: district, count: number }))}
          />
          <CountTable
            title="거절한 까닭"
            head="까닭"
            rows={summary.refusedBy.map(({ reason, count: number }) => ({ name: reason, count: number }))}
          />
          <CountTable
            title="의심되는 점"
            head="의심되는 점 (한 행에 여럿일 수 있음)"
            rows={summary.doubtfulBy.map(({ reason, count: number }) => ({ name: reason, count: number }))}
          />
        </div>
      </Card>
      <JudgedRows
        list={list}
        chosen={chosen}
        onTake={onTake}
        job={preview.job}
        judgement={`${preview.job} ${JSON.stringify(connection)}`}
        summary={summary}
      />
    </StepSection>
  );
}
