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
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Confirm } from '../../parts/Dialog.tsx';
import { Card, Section } from '../../parts/Page.tsx';
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

/** 고지와 동의 of a person: what holds now of each item, taken back by one button, and all that was said. */
export function ConsentSection({ personId, onAdd }: { readonly personId: number; readonly onAdd: () => void }) {
  const consent = useAsk('consent.ofPerson', { id: personId });
  const mayWrite = useMay('consent.record');
  const { run, busy } = useWrite('consent.withdraw');
  const toast = useDeskState((state) => state.toast);
  const [stopping, setStopping] = useState<ConsentStateShown | null>(null);
  const [all, setAll] = useState(false);
  const problem = problemOf(consent.error);
  const { data } = consent;
  const stop = async () => {
    if (!stopping) return;
    const answer = await run({ id: personId, item: stopping.item, recipients: [], method: 'phone' });
    toast(
      answer.ok
        ? { text: `${itemNames[stopping.item]} 동의를 철회했습니다.`, tone: 'done' }
        : { text: answer.problem.message, tone: 'problem' },
    );
    setStopping(null);
  };
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
        {problem && <Banner tone="danger">{problem.message}</Banner>}
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
      {stopping && (
        <Confirm
          title="동의 철회"
          isOpen
          onCancel={() => setStopping(null)}
          onConfirm={() => void stop()}
          confirm="철회"
          isDangerous
          isBusy={busy}
        >
          <p>
            {itemNames[stopping.item]} 동의를 철회합니다. 지금부터 그 정보를 쓸 수 없습니다.
            {stopping.recipients.length > 0 && ` 제공받던 곳: ${stopping.recipients.join(', ')}.`} 다시 받으려면 새로
            동의를 받아야 합니다.
          </p>
        </Confirm>
      )}
    </Section>
  );
}
