import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import type { Surroundings } from '../../app/session.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { classes } from '../../app/classes.ts';
import styles from './FirstRun.module.css';
import { Gate } from './Gate.tsx';
import { JoinCentre } from './JoinCentre.tsx';
import { NewCentre } from './NewCentre.tsx';
import { RestoreCentre } from './RestoreCentre.tsx';

const c = classes(styles);

type Way = 'new' | 'join' | 'restore';

const ways: readonly { readonly way: Way; readonly title: string; readonly words: string }[] = [
  { way: 'new', title: '새 센터 시작', words: '이 센터에서 처음 씁니다. 첫 관리자와 복구 열쇠를 만듭니다.' },
  {
    way: 'join',
    title: '쓰던 센터에 참여',
    words: '다른 노트북에서 이미 쓰고 있습니다. 관리자가 만든 참여 파일이 있어야 합니다.',
  },
  {
    way: 'restore',
    title: '백업에서 복원',
    words: '컴퓨터를 바꾸었거나 윈도우를 새로 깔았습니다. 백업 파일과, 비밀번호 또는 복구 열쇠가 있어야 합니다.',
  },
];

/** 첫 실행: which of three ways this laptop begins. Nothing is made before one of them is gone to its end. */
export function FirstRun({
  about,
  emptied,
  onMade,
  onDone,
}: {
  readonly about: Surroundings['about'];
  /** The laptop has handed over and was emptied: it is to be given back, or joins anew. */
  readonly emptied: boolean;
  readonly onMade: (made: Output<'session.setUp'>) => void;
  readonly onDone: (state: Output<'session.state'>) => void;
}) {
  const [way, setWay] = useState<Way | null>(null);
  /** The way that one has come back from has the keyboard again. */
  const [last, setLast] = useState<Way>(emptied ? 'join' : 'new');
  const back = () => setWay(null);
  if (way === 'new') return <NewCentre about={about} onMade={onMade} onBack={back} />;
  if (way === 'join') return <JoinCentre about={about} onDone={onDone} onBack={back} />;
  if (way === 'restore') return <RestoreCentre about={about} onDone={onDone} onBack={back} />;
  return (
    <Gate
      title={emptied ? '모두 넘기고 비웠습니다' : '처음 시작합니다'}
      lead={
        emptied
          ? '센터가 돌려받은 노트북이어서 자료를 모두 넘긴 뒤 비웠습니다. 그대로 반납하십시오. 다시 쓰려면 관리자에게 새 참여 파일을 받아 참여하십시오.'
          : '이 컴퓨터에는 아직 센터 자료가 없습니다. 어떻게 시작할지 고르십시오.'
      }
      about={about}
    >
      <RowArea>
        <RowList label="시작하는 방법">
          {ways.map(({ way: to, title, words }) => (
            <RowButton
              key={to}
              takesFocus={to === last}
              onPress={() => {
                setLast(to);
                setWay(to);
              }}
            >
              <span className={c('way')}>
                <strong>{title}</strong>
                <span className={c('words')}>{words}</span>
              </span>
            </RowButton>
          ))}
        </RowList>
      </RowArea>
    </Gate>
  );
}
