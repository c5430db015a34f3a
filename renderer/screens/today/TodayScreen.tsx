import { useQuery } from '@tanstack/react-query';
import type { Draft, DraftSubject } from '../../../shared/contract/draft.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { TodayItem } from '../../../shared/contract/today.ts';
import { classes } from '../../app/classes.ts';
import { timeOf } from '../../app/clock.tsx';
import { askQuery, problemOf, useAsk, useDesk } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Page, Section } from '../../parts/Page.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState } from '../../state/desk.tsx';
import type { Route } from '../../state/route.ts';
import { dayText, dueText, excerpt, phoneText } from '../person/show.ts';
import type { Reveal } from '../person/useReveal.tsx';
import { useReveal } from '../person/useReveal.tsx';
import styles from './TodayScreen.module.css';

const c = classes(styles);

type Kind = Output<'today.get'>['groups'][number]['kind'];

const groupTitles: Readonly<Record<Kind, string>> = {
  nextConsultation: '다음 상담',
  expiring: '구직유효기간 만료',
};

/** What was being written: the name of the screen where it goes on. */
function draftTitle({ form, about }: DraftSubject): string {
  if (form === 'consultation') return '상담 쓰기';
  if (form === 'person') return about === null ? '구직자 접수' : '구직자 수정';
  return about === null ? '새 기업' : '기업 수정';
}

/** Where a draft goes on. */
function placeOf({ form, about }: DraftSubject): Route {
  if (form === 'company') return { name: 'company', id: about };
  if (about === null) return { name: 'personIntake' };
  return { name: 'person', id: about, open: form === 'consultation' ? 'consultation' : 'edit' };
}

function Item({
  item,
  reveal,
  takesFocus,
}: {
  readonly item: TodayItem;
  readonly reveal: Reveal;
  readonly takesFocus: boolean;
}) {
  const shown = reveal.of(item.personId);
  const go = useDeskState((state) => state.go);
  const tone = item.daysLeft < 0 ? 'danger' : item.daysLeft === 0 ? 'accent' : 'plain';
  return (
    <RowButton
      onPress={() => go({ name: 'person', id: item.personId })}
      onKey={(event) => reveal.onKey(item, event)}
      takesFocus={takesFocus}
    >
      <strong className={c('name')}>{shown?.name ?? item.name}</strong>
      <span className={c('due')}>
        <Badge tone={tone}>{dueText(item.daysLeft)}</Badge> {dayText(item.due)}
      </span>
      <span className={c('phone')}>{phoneText(shown?.phone ?? item.phone)}</span>
      <span className={c('note')}>{excerpt(item.note)}</span>
    </RowButton>
  );
}

function Drafts({ drafts }: { readonly drafts: readonly Draft[] }) {
  const go = useDeskState((state) => state.go);
  return (
    <Section title="쓰다 만 것" aside={`${drafts.length}건`}>
      <RowList label="쓰다 만 것">
        {drafts.map((draft) => (
          <RowButton
            key={`${draft.subject.form}-${draft.subject.about ?? 'new'}`}
            onPress={() => go(placeOf(draft.subject))}
          >
            <strong className={c('name')}>{draft.title || '이름 없음'}</strong>
            <span className={c('due')}>{draftTitle(draft.subject)}</span>
            <span className={c('note')}>{timeOf(draft.savedAt)} 임시 저장 — 이어쓰기</span>
          </RowButton>
        ))}
      </RowList>
    </Section>
  );
}

const countLabels = [
  ['people', '구직자', '명'],
  ['companies', '기업', '곳'],
  ['factories', '공장명부', '곳'],
  ['consultationsThisMonth', '이달 상담', '건'],
] as const;

/** 오늘: what is due, derived and never typed (C9). ↑↓ go through all rows, Enter opens the person. */
export function TodayScreen() {
  const desk = useDesk();
  const go = useDeskState((state) => state.go);
  const mayIntake = useMay('person.create');
  const today = useAsk('today.get', {});
  const drafts = useQuery({ ...askQuery(desk, 'draft.list', {}), refetchOnMount: 'always' });
  const problem = problemOf(today.error);
  const { data } = today;
  const reveal = useReveal();
  const groups = data?.groups.filter((group) => group.total > 0) ?? [];
  const open = drafts.data?.drafts ?? [];
  return (
    <Page
      title="오늘"
      aside={
        data && (
          <>
            <span>{dayText(data.day)}</span>
            {data.groups.some(({ items }) => items.some(({ masked }) => masked)) && reveal.hint}
          </>
        )
      }
      focusElsewhere={groups.length > 0}
      actions={
        mayIntake && (
          <Button kind="main" keys="Ctrl+Shift+N" onPress={() => go({ name: 'personIntake' })}>
            구직자 접수
          </Button>
        )
      }
    >
      {problem && (
        <Banner
          tone="danger"
          urgent
          actions={
            <Button size="s" onPress={() => void today.refetch()}>
              다시 읽기
            </Button>
          }
        >
          {problem.message}
        </Banner>
      )}
      {!data && !problem && <Skeleton lines={8} label="오늘 할 일을 읽는 중입니다." />}
      {data && (
        <RowArea>
          <dl className={c('counts')}>
            {countLabels.map(([key, label, counter]) => (
              <div key={key} className={c('count')}>
                <dt>{label}</dt>
                <dd>
                  {data.counts[key].toLocaleString('ko-KR')}
                  {counter}
                </dd>
              </div>
            ))}
          </dl>
          {open.length > 0 && <Drafts drafts={open} />}
          {groups.map((group, which) => (
            <Section
              key={group.kind}
              title={groupTitles[group.kind]}
              aside={
                group.total > group.items.length
                  ? `${group.total.toLocaleString('ko-KR')}명 가운데 급한 ${group.items.length}명`
                  : `${group.total.toLocaleString('ko-KR')}명`
              }
            >
              <RowList label={groupTitles[group.kind]}>
                {group.items.map((item, index) => (
                  <Item
                    key={`${item.personId}-${item.due}`}
                    item={item}
                    reveal={reveal}
                    takesFocus={which === 0 && index === 0}
                  />
                ))}
              </RowList>
            </Section>
          ))}
          {groups.length === 0 && open.length === 0 && (
            <EmptyState title="오늘 할 일이 없습니다.">
              다음 상담일이나 구직유효기간이 다가오면 여기에 저절로 나옵니다.
            </EmptyState>
          )}
        </RowArea>
      )}
    </Page>
  );
}
