import { useState } from 'react';
import type { ExchangeStatus } from '../../../shared/contract/exchange.ts';
import type { Answer } from '../../../shared/contract/index.ts';
import { classes } from '../../app/classes.ts';
import { useDesk } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { useDeed } from '../../app/useDeed.ts';
import { useFocusKept } from '../../app/useFocusKept.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { FormFoot } from '../../parts/Form.tsx';
import { Card, CardTitle, Facts, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { ImportPages } from './ImportPages.tsx';
import { count, instantText } from './show.ts';
import styles from './SyncScreen.module.css';
import { useExchangeAgain } from './useSync.ts';

const c = classes(styles);

function Peer({ peer }: { readonly peer: ExchangeStatus['peers'][number] }) {
  return (
    <Card>
      <CardTitle>
        {peer.laptop} {peer.chosen && <Badge tone="accent">파일을 남김</Badge>}
        {!peer.canChoose && <Badge>고를 수 없음</Badge>}
      </CardTitle>
      <Facts
        facts={[
          ['마지막으로 읽은 때', instantText(peer.heardAt, '아직 없음')],
          ['마지막으로 남긴 때', instantText(peer.wroteAt, '아직 없음')],
          ['받지 않은 것', peer.waiting === null ? '아직 모름' : `${count(peer.waiting)}건`],
        ]}
      />
      {peer.fault !== '' && <Banner tone="warning">{peer.fault}</Banner>}
    </Card>
  );
}

/** 파일 교환: the same through a folder on a NAS or a USB stick. 관리자 choose the folder and with whom. */
export function ExchangeSection({
  status,
  isLeaving = false,
}: {
  readonly status: ExchangeStatus;
  /** On a laptop that only hands over: nothing is taken in there by hand. */
  readonly isLeaving?: boolean;
}) {
  const desk = useDesk();
  const toast = useDeskState((state) => state.toast);
  const mayChoose = useMay('exchange.chooseFolder');
  const mayGo = useMay('exchange.now');
  const { run: tried, isBusy, problem } = useDeed();
  const readAgain = useExchangeAgain();
  // `changed` comes while the round is still under way; how it stands after that is read when it is over.
  const run = async <T,>(deed: () => Promise<Answer<T>>): Promise<T | null> => {
    const value = await tried(deed);
    readAgain();
    return value;
  };
  const isOn = status.state !== 'off';
  const keptFocus = useFocusKept();
  const goRound = async () => {
    if (await run(() => desk.call('exchange.now', {}))) toast({ text: '교환 폴더를 살펴보았습니다.', tone: 'done' });
  };
  const chooseFolder = () => void run(() => desk.call('exchange.chooseFolder', {}));
  const dropFolder = () => void run(() => desk.call('exchange.dropFolder', {}));
  const mayImport = useMay('sync.importPages') && !isLeaving;
  const offered = status.peers.filter(({ canChoose, chosen }) => canChoose || chosen);
  const chosen = offered.flatMap((peer) => (peer.chosen ? [String(peer.id)] : [])).join(',');
  // What was pressed counts at once, also while a round goes on and for the next box that is pressed.
  const [asked, setAsked] = useState<string | null>(null);
  if (asked === chosen) setAsked(null);
  const choose = async (codes: string) => {
    setAsked(codes);
    const ids = codes.split(',').flatMap((code) => (code === '' ? [] : [Number(code)]));
    if (!(await run(() => desk.call('exchange.choose', { ids })))) setAsked(null);
  };
  if (!isOn && !mayChoose) return null;
  return (
    <Section title="파일 교환">
      <ProblemBanner problem={problem} />
      {status.message !== '' && <Banner tone="warning">{status.message}</Banner>}
      {status.strangers !== '' && <Banner tone="info">{status.strangers}</Banner>}
      <Card>
        {isOn ? (
          <>
            <p className={c('path')}>{status.folder}</p>
            <Facts
              facts={[
                ['마지막으로 살펴본 때', instantText(status.lastRound, '아직 없음')],
                ['기다리는 것', `${count(status.waiting)}건`],
              ]}
            />
          </>
        ) : (
          <p>
            허브 대신 공유 폴더(NAS)나 USB로 주고받을 수 있습니다. 파일은 받을 노트북만 열 수 있게 암호화하며, 폴더를
            고르면 저절로 주고받습니다.
          </p>
        )}
        {isOn && mayChoose && offered.length > 0 && (
          <CheckGroup
            label="파일을 남길 노트북"
            hint="고르지 않은 노트북의 파일도 있으면 읽습니다."
            entries={offered.map(({ id, laptop }) => ({ code: String(id), name: laptop }))}
            value={asked ?? chosen}
            onChange={(codes) => void choose(codes)}
          />
        )}
        {isOn && status.peers.length === 0 && (
          <p>이 센터에 다른 노트북이 없습니다. 백업 화면에서 참여 파일을 만들어 새 노트북을 들이십시오.</p>
        )}
        <div {...keptFocus}>
          <FormFoot>
            {isOn && mayGo && (
              <Button onPress={() => void goRound()} isBusy={isBusy}>
                지금 주고받기
              </Button>
            )}
            {mayChoose && (
              <Button onPress={chooseFolder} isBusy={isBusy}>
                {isOn ? '폴더 바꾸기' : '교환 폴더 고르기'}
              </Button>
            )}
            {isOn && mayChoose && (
              <Button onPress={dropFolder} isBusy={isBusy}>
                파일 교환 끝내기
              </Button>
            )}
            {mayImport && <ImportPages run={run} isBusy={isBusy} />}
          </FormFoot>
        </div>
      </Card>
      {isOn && status.peers.length > 0 && (
        <div className={c('peers')}>
          {status.peers.map((peer) => (
            <Peer key={peer.id} peer={peer} />
          ))}
        </div>
      )}
    </Section>
  );
}
