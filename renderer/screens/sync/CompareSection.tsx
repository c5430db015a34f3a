import { problemOf, useAsk, useDesk } from '../../app/queries.tsx';
import { classes } from '../../app/classes.ts';
import { useDeed } from '../../app/useDeed.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { FormFoot } from '../../parts/Form.tsx';
import { Card, Facts, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { comparedText, instantText, metRows } from './show.ts';
import styles from './SyncScreen.module.css';

const c = classes(styles);

/** 자료 비교: whether laptops that hold the same show the same. */
export function CompareSection() {
  const desk = useDesk();
  const toast = useDeskState((state) => state.toast);
  const { data, error, refetch } = useAsk('sync.comparison', {});
  const { run, isBusy, problem } = useDeed();
  const compare = async () => {
    const compared = await run(() => desk.call('sync.compare', {}));
    if (!compared) return;
    await refetch();
    toast({ text: comparedText(compared), tone: compared.isMade ? 'done' : 'plain' });
  };
  return (
    <Section title="자료 비교">
      <ProblemBanner problem={problem ?? problemOf(error)} />
      {!data && !error && <Skeleton lines={2} label="비교한 결과를 읽는 중입니다." />}
      {data && (
        <Card>
          <p>
            같은 변경을 가진 노트북끼리 기록이 똑같은지 한가할 때 저절로 비교합니다. 기록은 보내지 않고 요약만 견줍니다.
          </p>
          <Facts
            facts={[
              ['이 노트북의 요약을 만든 때', instantText(data.madeAt, '아직 없음')],
              ...(data.rows.length === 0 ? [['비교한 노트북', '아직 없음'] as const] : []),
            ]}
          />
          {data.rows.length > 0 && (
            <ul className={c('met')} aria-label="비교한 노트북">
              {metRows(data).map(({ laptop, at, same }) => (
                <li key={`${laptop} ${at}`}>
                  <strong>{laptop}</strong> <Badge tone={same ? 'success' : 'warning'}>{same ? '같음' : '다름'}</Badge>{' '}
                  <span className={c('quiet')}>{instantText(at)}에 비교</span>
                </li>
              ))}
            </ul>
          )}
          <FormFoot>
            <Button onPress={() => void compare()} isBusy={isBusy}>
              지금 비교
            </Button>
          </FormFoot>
        </Card>
      )}
    </Section>
  );
}
