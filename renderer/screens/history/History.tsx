import { useEffect, useRef, useState } from 'react';
import type { PastChange } from '../../../shared/contract/history.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { classes } from '../../app/classes.ts';
import { useShortcut } from '../../app/keys.tsx';
import { problemOf, useAsk } from '../../app/queries.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Button } from '../../parts/Button.tsx';
import { Card, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import styles from './History.module.css';

const c = classes(styles);

type FieldValue = PastChange['fields'][number]['before'];

/** How a kind of record calls its fields and shows their values; a field without a label is not shown. */
export interface HistoryWords {
  readonly labels: Readonly<Record<string, string>>;
  readonly show: (field: string, value: NonNullable<FieldValue>) => string;
}

function Change({ change, words }: { readonly change: PastChange; readonly words: HistoryWords }) {
  const text = (field: string, value: FieldValue) =>
    value === null || value === '' ? '없음' : words.show(field, value);
  const fields = change.fields.filter(({ field }) => words.labels[field] !== undefined);
  if (fields.length === 0) return null;
  return (
    <li className={c('change')}>
      <p className={c('head')}>
        <strong>{formatInstant(Date.parse(change.at))}</strong>
        <span>{change.who}</span>
        {change.laptop !== '' && <span className={c('quiet')}>{change.laptop}</span>}
        <span className={c('quiet')}>{change.made ? '처음 적음' : '고침'}</span>
      </p>
      <dl className={c('fields')}>
        {fields.map(({ field, before, after }) => (
          <div key={field}>
            <dt>{words.labels[field]}</dt>
            <dd>
              {!change.made && (
                <>
                  <del>{text(field, before)}</del>
                  <span aria-hidden> → </span>
                </>
              )}
              <ins>{text(field, after)}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function Changes({
  type,
  id,
  words,
}: {
  readonly type: 'person' | 'company';
  readonly id: number;
  readonly words: HistoryWords;
}) {
  const history = useAsk('history.ofRecord', { type, id });
  const problem = problemOf(history.error);
  const shown = useRef<HTMLOListElement>(null);
  const isRead = history.data !== undefined;
  // It stands under the record: who asked for it by key from its top must see it come.
  useEffect(() => {
    if (!isRead) return;
    shown.current?.focus({ preventScroll: true });
    shown.current?.scrollIntoView({ block: 'start' });
  }, [isRead]);
  if (problem) return <ProblemBanner problem={problem} />;
  if (!history.data) return <Skeleton lines={4} label="이력을 읽는 중입니다." />;
  const { changes, more } = history.data;
  return (
    <>
      <ol ref={shown} tabIndex={-1} className={c('list')} aria-label="이력">
        {changes.map((change, index) => (
          <Change key={`${change.at}/${index}`} change={change} words={words} />
        ))}
      </ol>
      {more && <p className={c('quiet')}>더 오래된 이력이 있습니다. 최근 200번까지 보입니다.</p>}
    </>
  );
}

/** 이력: what each field of the record was before, who changed it and when. Read only when asked: looking is logged. */
export function History(about: {
  readonly type: 'person' | 'company';
  readonly id: number;
  readonly words: HistoryWords;
}) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const toggle = () => {
    if (isOpen) button.current?.focus();
    setOpen(!isOpen);
  };
  useShortcut('history', toggle);
  return (
    <Section
      title="이력"
      actions={
        <Button ref={button} size="s" keys={shortcuts.history.keys} onPress={toggle}>
          {isOpen ? '이력 닫기' : '이력 보기'}
        </Button>
      }
    >
      {isOpen && (
        <Card>
          <Changes {...about} />
        </Card>
      )}
    </Section>
  );
}
