import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LogAnomaly, LogReview, LogVerdict } from '../../../shared/contract/accessLog.ts';
import { formatDay, formatInstant, isDay } from '../../../shared/korean/day.ts';
import { monthOf } from '../../../shared/rules/logReview.ts';
import { classes } from '../../app/classes.ts';
import { useClock } from '../../app/clock.tsx';
import { problemOf, useAsk, useDesk, valueOf } from '../../app/queries.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card, Facts, Page, Section } from '../../parts/Page.tsx';
import { PrintButton } from '../../parts/PrintButton.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { Select } from '../../parts/Select.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { TextArea } from '../../parts/TextArea.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { useKept } from '../factory/useKept.ts';
import styles from './LogReviewScreen.module.css';
import { anomalyName, anomalyText, monthText, verdictText } from './show.ts';

const c = classes(styles);
const number = (n: number): string => n.toLocaleString('ko-KR');

/** 위·변조 확인: the verdict over the whole log, with a sentence for each thing that is wrong. */
function Verdict() {
  const desk = useDesk();
  const verify = useQuery({
    queryKey: ['log.verify'],
    queryFn: async (): Promise<LogVerdict> => valueOf(await desk.call('log.verify', {})),
    refetchOnMount: 'always',
  });
  const problem = problemOf(verify.error);
  const { data } = verify;
  const again = (
    <Button size="s" onPress={() => void verify.refetch()} isBusy={verify.isFetching}>
      다시 확인
    </Button>
  );
  return (
    <Section title="위·변조 확인">
      {problem && (
        <Banner tone="danger" urgent actions={again}>
          {problem.message}
        </Banner>
      )}
      {!data && !problem && <Skeleton lines={1} label="접속기록을 처음부터 끝까지 확인하는 중입니다." />}
      {data && (
        <Banner tone={data.whole ? 'success' : 'danger'} urgent actions={again}>
          {verdictText(data)}
        </Banner>
      )}
      {data && data.faults.length > 0 && (
        <ul className={c('faults')} aria-label="맞지 않는 것">
          {data.faults.map(({ kind, from, to, sentence, known }) => (
            <li key={`${kind} ${from} ${to} ${sentence}`}>
              {known && <Badge>앞선 점검에서 확인함</Badge>} {sentence}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Anomalies({ anomalies }: { readonly anomalies: readonly LogAnomaly[] }) {
  const go = useDeskState((state) => state.go);
  return (
    <Section title="살펴볼 것" aside={`${number(anomalies.length)}건`}>
      {anomalies.length === 0 && <p>이 달에는 기준을 넘은 것이 없습니다. 기준은 설정의 보안 규칙에서 정합니다.</p>}
      <RowArea>
        <RowList label="살펴볼 것">
          {anomalies.map((anomaly) => (
            <RowButton
              key={`${anomaly.kind} ${anomaly.lines[0]} ${anomaly.user}`}
              onPress={() => go({ name: 'logLines', lines: anomaly.lines, title: anomalyName(anomaly) })}
            >
              <span className={c('kind')}>
                <Badge tone={anomaly.kind === 'broken' ? 'danger' : 'warning'}>{anomalyName(anomaly)}</Badge>
              </span>
              <span className={c('who')}>
                <strong>{anomaly.user}</strong>{' '}
                {anomaly.day !== null && isDay(anomaly.day) ? formatDay(anomaly.day) : '한 달 동안'}
              </span>
              <span className={c('what')}>{anomalyText(anomaly)}</span>
            </RowButton>
          ))}
        </RowList>
      </RowArea>
    </Section>
  );
}

function Counts({ counts }: { readonly counts: LogReview['counts'] }) {
  return (
    <Section title="직원별 처리 건수">
      {counts.length === 0 ? (
        <p>이 달의 접속기록이 없습니다.</p>
      ) : (
        <div className={c('scroll')}>
          <table className={c('table')} aria-label="직원별 처리 건수">
            <thead>
              <tr>
                <th scope="col">직원</th>
                <th scope="col">한 일</th>
                <th scope="col" className={c('count')}>
                  줄
                </th>
                <th scope="col" className={c('count')}>
                  다룬 기록
                </th>
              </tr>
            </thead>
            <tbody>
              {counts.map(({ user, act, lines, records }) => (
                <tr key={`${user} ${act}`}>
                  <th scope="row">{user}</th>
                  <td>{act}</td>
                  <td className={c('count')}>{number(lines)}</td>
                  <td className={c('count')}>{number(records)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

/** 점검 완료: who checked the month, and how what stood out was explained. */
function Signing({ review, onSigned }: { readonly review: LogReview; readonly onSigned: () => void }) {
  const desk = useDesk();
  const clock = useClock();
  const toast = useDeskState((state) => state.toast);
  const [note, setNote] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const [problem, setProblem] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const { month, signed, toPurge } = review;
  const isOver = month < monthOf(clock.now());
  const sign = () => {
    setIsBusy(true);
    setError(undefined);
    setProblem('');
    void desk.call('log.signReview', { month, note }).then((answer) => {
      setIsBusy(false);
      if (!answer.ok) {
        const { fields, message } = answer.problem;
        if (fields?.['note'] === undefined) setProblem(message);
        else setError(fields['note']);
        return;
      }
      const { purged } = answer.value;
      const removed = purged > 0 ? ` 보존기간이 지난 ${number(purged)}줄을 지웠습니다.` : '';
      toast({ text: `${monthText(month)} 점검을 마쳤습니다.${removed}`, tone: 'done' });
      setNote('');
      onSigned();
    });
  };
  return (
    <Section title="점검 완료">
      <Card>
        {signed && (
          <Facts
            facts={[
              ['점검한 사람', signed.by],
              ['점검한 때', formatInstant(signed.at)],
              ['살펴볼 것', `${number(signed.anomalies)}건`],
              ['기록 이상', `${number(signed.wrong)}건`],
              ['점검 내용', signed.note],
            ]}
          />
        )}
        {isOver ? (
          <>
            {problem !== '' && (
              <Banner tone="danger" urgent>
                {problem}
              </Banner>
            )}
            <div className={c('note')}>
              <TextArea
                label="점검 내용"
                hint="살펴볼 것이 있으면 어떻게 확인하였는지 적습니다. 구직자의 이름은 적지 마십시오."
                value={note}
                onChange={setNote}
                error={error}
                most={2000}
                rows={4}
              />
            </div>
            {toPurge > 0 && <p>점검을 마치면 보존기간이 지난 {number(toPurge)}줄을 지웁니다.</p>}
            <div>
              <Button kind="main" onPress={sign} isBusy={isBusy}>
                {signed ? '다시 점검 완료' : '점검 완료'}
              </Button>
            </div>
          </>
        ) : (
          <p>아직 끝나지 않은 달입니다. 다음 달이 되면 점검을 마칠 수 있습니다.</p>
        )}
      </Card>
    </Section>
  );
}

/** 접속기록 월 점검 (안전성 확보조치 기준 §8②): one month, on one screen. */
export function LogReviewScreen() {
  const desk = useDesk();
  const clock = useClock();
  const client = useQueryClient();
  const go = useDeskState((state) => state.go);
  const months = useAsk('log.months', {});
  const now = monthOf(clock.now());
  const listed = months.data?.months ?? [];
  const [chosen, choose] = useKept<string>('logReview', () => '');
  // The month that waits for its review, else the one that runs.
  const month = chosen || (listed.find((one) => !one.signed && one.month < now)?.month ?? now);
  const entries = [...new Set([now, month, ...listed.map((one) => one.month)])].toSorted().toReversed();
  const review = useQuery({
    queryKey: ['log.review', month],
    queryFn: async (): Promise<LogReview> => valueOf(await desk.call('log.review', { month })),
    enabled: months.isFetched,
    refetchOnMount: 'always',
  });
  const problem = problemOf(review.error) ?? problemOf(months.error);
  const signedOf = (one: string): string => {
    if (one >= now) return '진행 중';
    return listed.some((known) => known.month === one && known.signed) ? '점검함' : '점검 전';
  };
  return (
    <Page title="접속기록 월 점검" actions={<Button onPress={() => go({ name: 'logLines' })}>기록 보기</Button>}>
      <div className={c('top')}>
        <div className={c('month')}>
          <Select
            label="점검할 달"
            value={month}
            onChange={choose}
            entries={entries.map((one) => ({ code: one, name: `${monthText(one)} (${signedOf(one)})` }))}
          />
        </div>
        <PrintButton document={review.data ? { kind: 'logReview', month } : null} name="월 점검표" isScreens />
      </div>
      <Verdict />
      {problem && (
        <Banner
          tone="danger"
          urgent
          actions={
            <Button size="s" onPress={() => void review.refetch()}>
              다시 읽기
            </Button>
          }
        >
          {problem.message}
        </Banner>
      )}
      {!review.data && !problem && <Skeleton lines={6} label="이 달의 접속기록을 세는 중입니다." />}
      {review.data && (
        <>
          <Anomalies anomalies={review.data.anomalies} />
          <Counts counts={review.data.counts} />
          <Signing
            key={month}
            review={review.data}
            onSigned={() => {
              // The month that waits next must not take the place of the one just signed.
              choose(month);
              void months.refetch();
              void review.refetch();
              void client.invalidateQueries({ queryKey: ['log.verify'] });
            }}
          />
        </>
      )}
    </Page>
  );
}
