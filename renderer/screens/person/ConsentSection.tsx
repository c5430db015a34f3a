import { useState } from 'react';
import { codeName } from '../../../shared/codes/index.ts';
import type { ConsentEventShown, ConsentStateShown } from '../../../shared/contract/consent.ts';
import { consentMethods } from '../../../shared/model/consent.ts';
import { itemNames } from '../../../shared/model/consentTemplate.ts';
import { classes } from '../../app/classes.ts';
import { problemOf, useAsk, useWrite } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import type { Tone } from '../../parts/Badge.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Card, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Signature } from '../../parts/SignatureField.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { Basis } from './Basis.tsx';
import styles from './ConsentSection.module.css';
import { dayText } from './show.ts';

const c = classes(styles);

const states: Readonly<Record<ConsentStateShown['state'], { readonly text: string; readonly tone: Tone }>> = {
  none: { text: '묻지 않음', tone: 'plain' },
  granted: { text: '동의', tone: 'success' },
  refused: { text: '거부', tone: 'plain' },
  withdrawn: { text: '철회', tone: 'danger' },
};

/** What was told and said at one time, in words. */
function eventText({ act, answers, recipients, notice, version }: ConsentEventShown): string {
  const said = answers.map(({ item, granted }) => {
    const word = act === 'withdrawn' ? '철회' : granted ? '동의' : '거부';
    const whom = item === 'thirdParty' && recipients.length > 0 ? ` (${recipients.join(', ')})` : '';
    return `${itemNames[item]}${whom} ${word}`;
  });
  return [notice === null ? '' : '처리 고지', ...said, answers.length > 0 ? `동의서 ${version}판` : '']
    .filter(Boolean)
    .join(' · ');
}

const ways = [
  { value: 'phone', label: '전화로 말함' },
  { value: 'paper', label: '종이로 냄' },
] as const;

/** 동의 철회: how it was said and, of several recipients, which of them it is about. Stops use at once. */
function Withdraw({
  personId,
  of: { item, recipients },
  onClose,
}: {
  readonly personId: number;
  readonly of: ConsentStateShown;
  readonly onClose: () => void;
}) {
  const { run, busy } = useWrite('consent.withdraw');
  const toast = useDeskState((state) => state.toast);
  const [method, setMethod] = useState<(typeof ways)[number]['value']>('phone');
  const entries = recipients.map((name, index) => ({ code: String(index), name }));
  // All of them, until some are taken out.
  const [chosen, setChosen] = useState(entries.map(({ code }) => code).join(','));
  const [error, setError] = useState<string>();
  const stop = async () => {
    const picked = chosen.split(',').flatMap((code) => entries.find((entry) => entry.code === code)?.name ?? []);
    if (entries.length > 0 && picked.length === 0) {
      setError('철회할 곳을 하나 이상 골라 주십시오.');
      return;
    }
    const answer = await run({ id: personId, item, method, recipients: picked });
    toast(
      answer.ok
        ? { text: `${itemNames[item]} 동의를 철회했습니다.`, tone: 'done' }
        : { text: answer.problem.message, tone: 'problem' },
    );
    onClose();
  };
  return (
    <Dialog
      title={`${itemNames[item]} 동의 철회`}
      isOpen
      onClose={onClose}
      isQuestion
      footer={
        <>
          <Button onPress={onClose}>취소</Button>
          <Button kind="danger" onPress={() => void stop()} isBusy={busy}>
            철회
          </Button>
        </>
      }
    >
      <p>철회하면 그 정보를 바로 쓸 수 없게 됩니다. 다시 쓰려면 새로 동의를 받아야 합니다.</p>
      <ChoiceKeys
        label="철회한 방법"
        value={method}
        onChange={(value) => setMethod(ways.find((way) => way.value === value)?.value ?? 'phone')}
        choices={ways}
      />
      {entries.length > 0 && (
        <CheckGroup label="철회할 곳" entries={entries} value={chosen} onChange={setChosen} error={error} />
      )}
    </Dialog>
  );
}

/** 고지와 동의 of a person: what holds now of each item, taken back by one button, and all that was said. */
export function ConsentSection({ personId, onAdd }: { readonly personId: number; readonly onAdd: () => void }) {
  const consent = useAsk('consent.ofPerson', { id: personId });
  const mayWrite = useMay('consent.record');
  const [stopping, setStopping] = useState<ConsentStateShown | null>(null);
  const [all, setAll] = useState(false);
  const problem = problemOf(consent.error);
  const { data } = consent;
  return (
    <Section
      title="고지와 동의"
      aside={data && (data.noticedOn === null ? <Badge tone="warning">처리 고지 전</Badge> : `고지 ${data.noticedOn}`)}
      actions={
        mayWrite && (
          <Button size="s" keys={shortcuts.phoneConsent.keys} onPress={onAdd}>
            고지·동의 쓰기
          </Button>
        )
      }
    >
      <Card>
        <ProblemBanner problem={problem} />
        {!data && !problem && <Skeleton lines={4} label="동의를 읽는 중입니다." />}
        {data && (
          <ul className={c('items')}>
            {data.items.map((shown) => {
              const { item, state, recipients, day, method } = shown;
              const { text, tone } = states[state];
              return (
                <li key={item} className={c('item')}>
                  <span className={c('name')}>
                    {itemNames[item]}
                    {recipients.length > 0 && <span className={c('quiet')}> {recipients.join(', ')}</span>}
                  </span>
                  <Badge tone={tone}>{text}</Badge>
                  {day !== null && method !== null && (
                    <span className={c('quiet')}>
                      {day} {codeName(consentMethods, method)}
                    </span>
                  )}
                  {mayWrite && state === 'granted' && (
                    <Button
                      size="s"
                      kind="text"
                      label={`${itemNames[item]} 동의 철회`}
                      onPress={() => setStopping(shown)}
                    >
                      철회
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        )}
        {data && data.events.length > 0 && (
          <Button size="s" onPress={() => setAll(!all)}>
            {all ? '동의 기록 닫기' : `동의 기록 ${data.events.length}건`}
          </Button>
        )}
        {all &&
          data?.events.map((event) => (
            <div key={event.id} className={c('event')}>
              <span>{eventText(event)}</span>
              <span className={c('quiet')}>
                {dayText(event.day)} {event.time} · {codeName(consentMethods, event.method)} · {event.by}
                {event.paper !== null && ` · 종이 ${event.paper}`}
              </span>
              {event.signature !== null && <Signature path={event.signature} />}
            </div>
          ))}
        <Basis item="thirdParty" />
      </Card>
      {stopping && <Withdraw personId={personId} of={stopping} onClose={() => setStopping(null)} />}
    </Section>
  );
}
