import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { SyncDevice } from '../../../shared/contract/sync.ts';
import { deviceStandings } from '../../../shared/contract/sync.ts';
import { devicePlaces } from '../../../shared/model/device.ts';
import { classes } from '../../app/classes.ts';
import { askQuery, problemOf, useDesk } from '../../app/queries.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { FormFoot } from '../../parts/Form.tsx';
import { Facts, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowList } from '../../parts/RowList.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { WithPassword } from '../session/WithPassword.tsx';
import { LaptopRow } from '../settings/LaptopRow.tsx';
import { count, instantText, standingTones, untoldText } from './show.ts';
import styles from './SyncScreen.module.css';

const c = classes(styles);

/** What can be done about a laptop that is out of hand, and what then happens, in plain words. */
const deeds = {
  recall: {
    name: '회수',
    said: '보내지 않은 것을 모두 넘긴 다음 그 노트북의 자료를 비웁니다. 그 노트북이 켜져 연결되면 시작됩니다. 빌려 준 노트북을 돌려받을 때 씁니다.',
    done: '회수를 시작했습니다.',
  },
  revoke: {
    name: '차단',
    said: '그 노트북은 지금부터 아무것도 받거나 보내지 못합니다. 그 노트북에만 있고 아직 오지 않은 것은 오지 않습니다. 잃어버렸거나 도둑맞았을 때 씁니다. 되돌릴 수 없습니다.',
    done: '차단했습니다.',
  },
} as const;
type DeedName = keyof typeof deeds;

/** So often the hub is asked anew how the laptop stands that somebody looks at, ms. */
const lookAgain = 3000;

function LaptopDialog({ row, onClose }: { readonly row: SyncDevice; readonly onClose: () => void }) {
  const desk = useDesk();
  const toast = useDeskState((state) => state.toast);
  const [deed, setDeed] = useState<DeedName | null>(null);
  const { id, standing } = row;
  const carryOut = useCallback(
    (password: string) => desk.call(deed === 'revoke' ? 'sync.revoke' : 'sync.recall', { id, password }),
    [desk, deed, id],
  );
  const name = `${row.number} ${row.name}`;
  return (
    <Dialog
      title={deed === null ? `노트북 ${name}` : `${name} ${deeds[deed].name}`}
      isOpen
      onClose={onClose}
      isQuestion={deed !== null}
      isWide
      ownFoot
    >
      {deed === null ? (
        <>
          <Facts
            facts={[
              ['상태', deviceStandings[standing]],
              ['쓰는 곳', devicePlaces[row.place]],
              ['이 노트북에 온 마지막 변경', instantText(row.lastChange)],
              ['허브와 마지막으로 이어진 때', instantText(row.lastContact, '모름')],
              ['아직 받지 않은 것', row.behind === null ? '모름' : `${count(row.behind)}건`],
            ]}
          />
          {row.untold && <Banner tone="warning">{untoldText(row)}</Banner>}
          <FormFoot {...(row.here ? { note: '지금 쓰고 있는 노트북은 다른 노트북에서 회수하거나 차단합니다.' } : {})}>
            {!row.here && standing !== 'recalled' && standing !== 'revoked' && (
              <Button onPress={() => setDeed('recall')}>회수</Button>
            )}
            {!row.here && standing !== 'revoked' && (
              <Button kind="danger" onPress={() => setDeed('revoke')}>
                차단
              </Button>
            )}
            <Button onPress={onClose} keys="Esc">
              닫기
            </Button>
          </FormFoot>
        </>
      ) : (
        <>
          <Banner tone="warning">{deeds[deed].said}</Banner>
          <WithPassword
            label={deeds[deed].name}
            deed={carryOut}
            onDone={() => {
              toast({ text: `${name}: ${deeds[deed].done}`, tone: 'done' });
              onClose();
            }}
            onClose={onClose}
            isDangerous
          />
        </>
      )}
    </Dialog>
  );
}

/** 노트북: those of the centre as the exchange knows them, with 회수 and 차단. For 관리자. */
export function LaptopSection() {
  const [open, setOpen] = useState<number | null>(null);
  // Nobody tells this laptop what another fetches from the hub: while somebody looks at it, the hub is asked.
  const laptops = useQuery({
    ...askQuery(useDesk(), 'sync.devices', {}),
    refetchInterval: open === null ? false : lookAgain,
  });
  const rows = laptops.data?.rows ?? [];
  const chosen = rows.find(({ id }) => id === open);
  return (
    <Section title="노트북" aside={laptops.data && `${rows.length}대`}>
      <ProblemBanner problem={problemOf(laptops.error)} onReadAgain={laptops.refetch} />
      {laptops.isPending && <Skeleton lines={2} label="노트북을 읽는 중입니다." />}
      {rows.length > 0 && (
        <RowArea>
          <RowList label="노트북">
            {rows.map((row) => (
              <LaptopRow key={row.id} row={row} onPress={() => setOpen(row.id)}>
                <Badge tone={standingTones[row.standing]}>{deviceStandings[row.standing]}</Badge>
                {row.untold && <Badge tone="warning">허브는 아직 모름</Badge>}
                <span className={c('quiet')}>마지막 변경 {instantText(row.lastChange)}</span>
              </LaptopRow>
            ))}
          </RowList>
        </RowArea>
      )}
      {chosen && <LaptopDialog row={chosen} onClose={() => setOpen(null)} />}
    </Section>
  );
}
