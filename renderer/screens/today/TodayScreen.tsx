import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Draft, DraftSubject, PersonDraft } from '../../../shared/contract/draft.ts';
import { isPersonDraft, partOfDraft } from '../../../shared/contract/draft.ts';
import { personSections } from '../../../shared/model/personSections.ts';
import type { Input, Output } from '../../../shared/contract/index.ts';
import type { TodayCompanyItem, TodayItem } from '../../../shared/contract/today.ts';
import { classes } from '../../app/classes.ts';
import { timeOf } from '../../app/clock.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { askQuery, problemOf, useAsk, useDesk, useWrite } from '../../app/queries.tsx';
import { useMay, useSurroundings } from '../../app/session.tsx';
import type { Shortcut } from '../../app/shortcuts.ts';
import { matches, shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Page, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState } from '../../state/desk.tsx';
import type { PersonForms, Route } from '../../state/route.ts';
import { partForms } from '../company/partForms.ts';
import { dayText, dueText, excerpt, phoneText } from '../person/show.ts';
import type { Reveal } from '../person/useReveal.tsx';
import { useReveal } from '../person/useReveal.tsx';
import { SnoozeDialog } from './SnoozeDialog.tsx';
import styles from './TodayScreen.module.css';

const c = classes(styles);

type Kind = Output<'today.get'>['groups'][number]['kind'];
type CompanyKind = Output<'today.get'>['companyGroups'][number]['kind'];

const groupTitles: Readonly<Record<Kind, string>> = {
  nextConsultation: '다음 상담',
  expiring: '구직유효기간 만료',
  stay: '체류기간 만료',
};

const companyTitles: Readonly<Record<CompanyKind, string>> = {
  promise: '기업과 한 약속',
  certificate: '확인서·인증 만료',
};

/** What the keys on a row do, in few words. */
const rowKeys = [
  `${shortcuts.noAnswer.keys} 부재`,
  `${shortcuts.textSent.keys} 문자`,
  `${shortcuts.snooze.keys} 미루기`,
  `${shortcuts.markInList.keys} 고르기`,
].join(' · ');

/** `37명 가운데 급한 15명`, or how many there are. */
function groupAside(total: number, shown: number, counter: string): string {
  const all = `${total.toLocaleString('ko-KR')}${counter}`;
  return total > shown ? `${all} 가운데 급한 ${shown}${counter}` : all;
}

/** What was being written: the name of the screen where it goes on. */
function draftTitle({ form, about }: DraftSubject): string {
  if (form === 'consultation') return '상담 쓰기';
  if (form === 'person') return about === null ? '구직자 접수' : '구직자 수정';
  if (form === 'correction') return '상담 고치기';
  if (form === 'sensitive') return '민감정보';
  if (form === 'consent') return '고지와 동의';
  const part = partOfDraft(form);
  if (part !== null) return `${partForms[part.kind].title} ${part.isNew ? '더하기' : '수정'}`;
  if (isPersonDraft(form)) return personSections[form].title;
  return about === null ? '새 기업' : '기업 수정';
}

/** The form of a person's record in which a draft goes on. */
function openForm(form: PersonDraft): PersonForms {
  return form === 'person' ? 'edit' : form;
}

/** Where a draft goes on. */
function placeOf({ subject: { form, about }, companyId }: Draft): Route {
  if (isPersonDraft(form))
    return about === null ? { name: 'personIntake' } : { name: 'person', id: about, open: openForm(form) };
  // A correction is not in the list: it waits at its talk.
  return { name: 'company', id: companyId ?? about };
}

/** One thing about a person that can be put off. */
type Puttable = Input<'today.snooze'>['items'][number];

function Item({
  item,
  reveal,
  isMarked,
  onMark,
  onSnooze,
  takesFocus,
}: {
  readonly item: TodayItem;
  readonly isMarked: boolean;
  /** Undefined where the signed-in one may not put things off. */
  readonly onMark: (() => void) | undefined;
  readonly onSnooze: () => void;
  readonly reveal: Reveal;
  readonly takesFocus: boolean;
}) {
  const shown = reveal.of(item.personId);
  const go = useDeskState((state) => state.go);
  const tone = item.daysLeft < 0 ? 'danger' : item.daysLeft === 0 ? 'accent' : 'plain';
  return (
    <RowButton
      onPress={() => go({ name: 'person', id: item.personId })}
      onKey={(event) => {
        const press = (shortcut: Shortcut) => matches(shortcut, event.nativeEvent, { inText: false });
        if (reveal.onKey(item, event)) return true;
        if (!onMark) return false;
        if (press(shortcuts.noAnswer)) go({ name: 'person', id: item.personId, open: 'noAnswer', from: 'today' });
        else if (press(shortcuts.textSent)) go({ name: 'person', id: item.personId, open: 'textSent', from: 'today' });
        else if (press(shortcuts.markInList)) onMark();
        else if (press(shortcuts.snooze)) onSnooze();
        else return false;
        return true;
      }}
      takesFocus={takesFocus}
    >
      {isMarked && <Badge tone="accent">고름</Badge>}
      <strong className={c('name')}>{shown?.name ?? item.name}</strong>
      <span className={c('due')}>
        <Badge tone={tone}>{dueText(item.daysLeft)}</Badge> {dayText(item.due)}
      </span>
      <span className={c('phone')}>{phoneText(shown?.phone ?? item.phone)}</span>
      <span className={c('note')}>{excerpt(item.note)}</span>
    </RowButton>
  );
}

function CompanyItem({
  item,
  kind,
  takesFocus,
}: {
  readonly item: TodayCompanyItem;
  readonly kind: CompanyKind;
  readonly takesFocus: boolean;
}) {
  const go = useDeskState((state) => state.go);
  const toast = useDeskState((state) => state.toast);
  const { run } = useWrite('today.keepPromise');
  const mayKeep = useMay('today.keepPromise') && kind === 'promise';
  const tone = item.daysLeft < 0 ? 'danger' : item.daysLeft === 0 ? 'accent' : 'plain';
  const keep = async () => {
    const kept = await run({ id: item.id });
    toast(
      kept.ok
        ? { text: `${item.name}: 약속을 지킨 것으로 적었습니다.`, tone: 'done' }
        : { text: kept.problem.message, tone: 'problem' },
    );
  };
  return (
    <RowButton
      onPress={() => go({ name: 'company', id: item.companyId })}
      onKey={(event) => {
        if (!mayKeep || !matches(shortcuts.keepPromise, event.nativeEvent, { inText: false })) return false;
        void keep();
        return true;
      }}
      takesFocus={takesFocus}
    >
      <strong className={c('name')}>{item.name}</strong>
      <span className={c('due')}>
        <Badge tone={tone}>{dueText(item.daysLeft)}</Badge> {dayText(item.due)}
      </span>
      <span className={c('phone')}>{phoneText(item.phone)}</span>
      <span className={c('note')}>{item.note}</span>
    </RowButton>
  );
}

function Drafts({ drafts }: { readonly drafts: readonly Draft[] }) {
  const go = useDeskState((state) => state.go);
  return (
    <Section title="쓰다 만 것" aside={`${drafts.length}건`}>
      <RowList label="쓰다 만 것">
        {drafts.map((draft) => (
          <RowButton key={`${draft.subject.form}-${draft.subject.about ?? 'new'}`} onPress={() => go(placeOf(draft))}>
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

/** The list behind a number: exactly so many rows (behaviours R1). */
function countRoute(key: (typeof countLabels)[number][0], day: string): Route {
  switch (key) {
    case 'people':
      return { name: 'people', filter: {} };
    case 'companies':
      return { name: 'companies', filter: {} };
    case 'factories':
      return { name: 'factories', filter: {} };
    case 'consultationsThisMonth':
      return { name: 'consultations', filter: { from: `${day.slice(0, 8)}01` } };
  }
}

function sameThing(a: Puttable, b: Puttable): boolean {
  return a.kind === b.kind && a.personId === b.personId && a.due === b.due;
}

/** 오늘: what is due, derived and never typed (C9). ↑↓ go through all rows, Enter opens the person. */
export function TodayScreen() {
  const desk = useDesk();
  const go = useDeskState((state) => state.go);
  const mayIntake = useMay('person.create');
  const { session } = useSurroundings();
  const [of, setOf] = useState<'mine' | 'team'>(session.actor.role === 'counsellor' ? 'mine' : 'team');
  const maySnooze = useMay('today.snooze');
  const [marked, setMarked] = useState<readonly Puttable[]>([]);
  const [putting, setPutting] = useState<readonly Puttable[] | null>(null);
  const isMarked = (thing: Puttable) => marked.some((one) => sameThing(one, thing));
  const mark = (thing: Puttable) =>
    setMarked(isMarked(thing) ? marked.filter((one) => !sameThing(one, thing)) : [...marked, thing]);
  const other = of === 'mine' ? 'team' : 'mine';
  const change = () => {
    setOf(other);
    setMarked([]);
  };
  useShortcut('mineOrTeam', change, putting === null);
  const today = useAsk('today.get', { of });
  const drafts = useQuery({ ...askQuery(desk, 'draft.list', {}), refetchOnMount: 'always' });
  const problem = problemOf(today.error);
  const { data } = today;
  const reveal = useReveal();
  const groups = data?.groups.filter((group) => group.total > 0) ?? [];
  const companyGroups = data?.companyGroups.filter((group) => group.total > 0) ?? [];
  const open = drafts.data?.drafts ?? [];
  return (
    <Page
      title="오늘"
      aside={
        data && (
          <>
            <span>{dayText(data.day)}</span>
            <span>{of === 'mine' ? '내 일' : '팀 전체'}</span>
            {maySnooze && groups.length > 0 && <span>줄에서 {rowKeys}</span>}
            {data.groups.some(({ items }) => items.some(({ masked }) => masked)) && reveal.hint}
          </>
        )
      }
      focusElsewhere={groups.length + companyGroups.length > 0}
      actions={
        <>
          {marked.length > 0 && (
            <Button keys={shortcuts.snooze.keys} onPress={() => setPutting(marked)}>
              고른 {marked.length}건 미루기
            </Button>
          )}
          <Button keys={shortcuts.mineOrTeam.keys} onPress={change}>
            {other === 'team' ? '팀 전체 보기' : '내 일만 보기'}
          </Button>
          {mayIntake && (
            <Button kind="main" keys="Ctrl+Shift+N" onPress={() => go({ name: 'personIntake' })}>
              구직자 접수
            </Button>
          )}
        </>
      }
    >
      <ProblemBanner problem={problem} onReadAgain={today.refetch} />
      {!data && !problem && <Skeleton lines={8} label="오늘 할 일을 읽는 중입니다." />}
      {data && (
        <RowArea>
          <dl className={c('counts')}>
            {countLabels.map(([key, label, counter]) => (
              <div key={key} className={c('count')}>
                <dt>{label}</dt>
                <dd>
                  <button type="button" className={c('open')} onClick={() => go(countRoute(key, data.day))}>
                    {data.counts[key].toLocaleString('ko-KR')}
                    {counter}
                    <span className="aside">{label} 목록 열기</span>
                  </button>
                </dd>
              </div>
            ))}
          </dl>
          {open.length > 0 && <Drafts drafts={open} />}
          {groups.map((group, which) => (
            <Section
              key={group.kind}
              title={groupTitles[group.kind]}
              aside={groupAside(group.total, group.items.length, '명')}
            >
              <RowList label={groupTitles[group.kind]}>
                {group.items.map((item, index) => {
                  const thing: Puttable = { kind: group.kind, personId: item.personId, due: item.due };
                  return (
                    <Item
                      key={`${item.personId}-${item.due}`}
                      item={item}
                      reveal={reveal}
                      isMarked={isMarked(thing)}
                      onMark={maySnooze ? () => mark(thing) : undefined}
                      onSnooze={() => setPutting(isMarked(thing) ? marked : [thing])}
                      takesFocus={which === 0 && index === 0}
                    />
                  );
                })}
              </RowList>
            </Section>
          ))}
          {companyGroups.map((group, which) => (
            <Section
              key={group.kind}
              title={companyTitles[group.kind]}
              aside={groupAside(group.total, group.items.length, '건')}
            >
              <RowList label={companyTitles[group.kind]}>
                {group.items.map((item, index) => (
                  <CompanyItem
                    key={item.id}
                    item={item}
                    kind={group.kind}
                    takesFocus={groups.length === 0 && which === 0 && index === 0}
                  />
                ))}
              </RowList>
            </Section>
          ))}
          {groups.length + companyGroups.length === 0 && open.length === 0 && (
            <EmptyState title="오늘 할 일이 없습니다.">
              다음 상담일이나 구직유효기간이 다가오면 여기에 저절로 나옵니다.
            </EmptyState>
          )}
        </RowArea>
      )}
      {putting && (
        <SnoozeDialog
          items={putting}
          onClose={() => setPutting(null)}
          onDone={() => {
            setPutting(null);
            setMarked([]);
          }}
        />
      )}
    </Page>
  );
}
