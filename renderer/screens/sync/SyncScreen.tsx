import { useState } from 'react';
import { useShortcut } from '../../app/keys.tsx';
import { problemOf, useAsk, useDesk } from '../../app/queries.tsx';
import { classes } from '../../app/classes.ts';
import { useMay } from '../../app/session.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { useDeed } from '../../app/useDeed.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card, Page } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { CardSection } from './CardSection.tsx';
import { CompareSection } from './CompareSection.tsx';
import { EventSection } from './EventSection.tsx';
import { ExchangeSection } from './ExchangeSection.tsx';
import { HubSection } from './HubSection.tsx';
import { LaptopSection } from './LaptopSection.tsx';
import { attentionText, count, filesStanding, filesText, itemsText, othersToSettle, standings } from './show.ts';
import styles from './SyncScreen.module.css';
import { TaskSection } from './TaskSection.tsx';
import { TroubleSection } from './TroubleSection.tsx';
import { useExchangeAgain, useStandings, useTakeSync } from './useSync.ts';

const c = classes(styles);

/** The cards and tasks, for who may settle them. `isRead`: the cards are what is there now, and not of an earlier visit. */
function Work({ isRead }: { readonly isRead: boolean }) {
  const cards = useAsk('sync.cards', {});
  const tasks = useAsk('sync.tasks', {});
  return (
    <>
      <ProblemBanner problem={problemOf(cards.error ?? tasks.error)} />
      {isRead && cards.data && <CardSection {...cards.data} />}
      {tasks.data && <TaskSection tasks={tasks.data.tasks} />}
    </>
  );
}

/** 동기화: how this laptop stands with the others, what asks for a person, and by which ways it goes. */
export function SyncScreen() {
  const desk = useDesk();
  const take = useTakeSync();
  const readAgain = useExchangeAgain();
  const { hub, exchange, event } = useStandings();
  const mayWork = useMay('sync.cards');
  const troubles = useAsk('sync.troubles', {});
  // Cards of records that this account may not settle are counted in the frame and shown to others.
  const cards = useAsk('sync.cards', {}, mayWork);
  // Who comes again for cards that came since the last visit can choose at once, like who comes for the first time: the
  // cards begin when they are read, and the heading leaves them the keyboard where they need no reading.
  const [readsAnew] = useState(cards.isFetching);
  const isRead = !readsAnew || cards.isFetchedAfterMount;
  const [opensOnCards] = useState(isRead && (cards.data?.total ?? 0) > 0);
  const known = troubles.data && (cards.data || !mayWork);
  const inSight = { troubles: troubles.data?.rows.length ?? 0, cards: cards.data?.total ?? 0 };
  const others = known ? othersToSettle(hub?.attention ?? 0, inSight.troubles, inSight.cards) : 0;
  const { run, isBusy, problem } = useDeed();
  const mayManage = useMay('sync.devices');
  const mayCompare = useMay('sync.comparison');
  const mayExchange = useMay('exchange.now');
  const hasFolder = (exchange?.state ?? 'off') !== 'off';
  const canSync = (hub?.hub ?? null) !== null || (hasFolder && mayExchange);
  const syncNow = async () => {
    const status = await run(() => desk.call('sync.now', {}));
    if (status) take(status);
    if (!hasFolder || !mayExchange) return;
    await run(() => desk.call('exchange.now', {}));
    readAgain();
  };
  useShortcut('syncNow', () => void syncNow(), canSync && !isBusy);
  const lines = hub && event && exchange !== undefined ? standings(hub, exchange, event) : [];
  return (
    <Page
      title="동기화"
      focusElsewhere={opensOnCards}
      aside={lines.map(({ kind, text, tone }) => (
        <Badge key={kind} tone={tone}>
          {text}
        </Badge>
      ))}
      actions={
        <Button
          kind="main"
          keys={shortcuts.syncNow.keys}
          onPress={() => void syncNow()}
          isBusy={isBusy}
          isDisabled={!canSync}
        >
          지금 맞추기
        </Button>
      }
    >
      <ProblemBanner problem={problem ?? problemOf(troubles.error)} />
      {!hub && <Skeleton lines={4} label="동기화 상태를 읽는 중입니다." />}
      {hub && (
        <>
          {hub.message !== '' && <Banner tone="warning">{hub.message}</Banner>}
          <Card>
            <dl className={c('sums')}>
              <div>
                <dt>이 노트북에 있는 변경</dt>
                <dd>{itemsText(hub)}</dd>
              </div>
              <div>
                <dt>확인 필요</dt>
                <dd>{known ? attentionText({ ...inSight, others }) : `${count(hub.attention)}건`}</dd>
              </div>
              {hub.hub && (
                <div>
                  <dt>허브로 보낼 것</dt>
                  <dd>{count(hub.waiting)}건</dd>
                </div>
              )}
              {filesStanding(hub) && (
                <div>
                  <dt>첨부 파일</dt>
                  <dd>{filesText(hub)}</dd>
                </div>
              )}
            </dl>
          </Card>
          <TroubleSection rows={troubles.data?.rows ?? []} />
          {mayWork && <Work isRead={isRead} />}
          {others > 0 && (
            <Banner>
              이 계정으로 정할 수 없는 것이 {count(others)}건 있습니다. 담당 상담사나 관리자가 정하면 없어집니다.
            </Banner>
          )}
          <HubSection status={hub} />
        </>
      )}
      {exchange && <ExchangeSection status={exchange} />}
      <EventSection />
      {mayCompare && <CompareSection />}
      {mayManage && <LaptopSection />}
    </Page>
  );
}
