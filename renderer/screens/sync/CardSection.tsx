import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import type { SyncCard } from '../../../shared/contract/sync.ts';
import { classes } from '../../app/classes.ts';
import { useWrite } from '../../app/queries.tsx';
import { useFocusKept } from '../../app/useFocusKept.ts';
import { Badge } from '../../parts/Badge.tsx';
import { CardTitle, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import type { Problem } from '../../../shared/model/problem.ts';
import { useDeskState } from '../../state/desk.tsx';
import { cardSource, count, placeOfKey } from './show.ts';
import styles from './SyncScreen.module.css';

const c = classes(styles);

const keyOf = ({ type, id, field }: SyncCard): string => `${type} ${id} ${field}`;

function ConflictCard({
  card,
  takesFocus,
  isNext,
  onChoose,
}: {
  readonly card: SyncCard;
  readonly takesFocus: boolean;
  readonly isNext: boolean;
  readonly onChoose: (value: SyncCard['values'][number]) => void;
}) {
  return (
    <div className={c('card')}>
      <CardTitle>
        {card.title} — {card.label}
      </CardTitle>
      <RowList label={`${card.title} ${card.label}의 값`}>
        {card.values.map((value, index) => (
          <RowButton
            key={value.head}
            takesFocus={takesFocus && index === 0}
            isNext={isNext && index === 0}
            onPress={() => onChoose(value)}
            onKey={(event) => {
              if (event.ctrlKey || event.altKey || event.metaKey) return false;
              const place = placeOfKey(event.code);
              // A key that is held down settles one card, not those that follow.
              if (event.repeat) return place !== null || event.key === 'Enter';
              const chosen = card.values[place ?? -1];
              if (chosen) onChoose(chosen);
              return chosen !== undefined;
            }}
          >
            <kbd className={c('digit')}>{index + 1}</kbd>
            <span className={c('said')}>
              <strong className={c('value')}>{value.text}</strong>
              <span className={c('quiet')}>{cardSource(value)}</span>
              {value.shown && <Badge>지금 보이는 값</Badge>}
            </span>
          </RowButton>
        ))}
      </RowList>
    </div>
  );
}

/**
 * 값 정하기: fields that two laptops have written without knowing of one another. One digit settles a card and goes to the
 * next; both values stay in the history of the record.
 */
export function CardSection({ cards, total }: Output<'sync.cards'>) {
  const { run, busy } = useWrite('sync.choose');
  const toast = useDeskState((state) => state.toast);
  const go = useDeskState((state) => state.go);
  const [problem, setProblem] = useState<Problem | null>(null);
  // Who comes for the cards can choose at once; cards that come later take the keyboard from nobody.
  const [first] = useState(() => (cards[0] ? keyOf(cards[0]) : null));
  const [next, setNext] = useState<string | null>(null);
  const keptFocus = useFocusKept();
  const choose = async (card: SyncCard, value: SyncCard['values'][number]) => {
    if (busy) return;
    setProblem(null);
    const at = cards.indexOf(card);
    const { type, id, field, seen } = card;
    const answer = await run({ type, id, field, head: value.head, seen });
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    const following = cards[at + 1] ?? cards[at - 1];
    setNext(following ? keyOf(following) : null);
    toast({
      text: `${card.label} 값을 정했습니다: ${value.text}`,
      tone: 'done',
      // Chosen wrong: the record is where it is put right, and its history has both values.
      ...(type === 'person' || type === 'company'
        ? { action: { label: '기록 열기', run: () => go({ name: type, id }) } }
        : {}),
    });
  };
  if (cards.length === 0) return null;
  return (
    <Section title="값 정하기" aside={`${count(total)}건`}>
      <p className={c('quiet')}>
        서로 다른 노트북에서 같은 칸을 따로 고쳤습니다. 맞는 값의 숫자를 누르십시오. 다른 값도 기록의 이력에 남습니다.
      </p>
      <ProblemBanner problem={problem} />
      <div {...keptFocus}>
        <RowArea>
          {cards.map((card) => (
            <ConflictCard
              key={keyOf(card)}
              card={card}
              takesFocus={first === keyOf(card)}
              isNext={next === keyOf(card)}
              onChoose={(value) => void choose(card, value)}
            />
          ))}
        </RowArea>
      </div>
      {total > cards.length && (
        <p className={c('quiet')}>먼저 {count(cards.length)}건을 보입니다. 정하면 나머지가 나옵니다.</p>
      )}
    </Section>
  );
}
