import { useState } from 'react';
import { districts } from '../../../shared/codes/district.ts';
import { codeName } from '../../../shared/codes/index.ts';
import { sexes } from '../../../shared/codes/person.ts';
import type { PersonRecord } from '../../../shared/contract/person.ts';
import { personAsInput, personLabels } from '../../../shared/model/person.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { classes } from '../../app/classes.ts';
import { useCodes } from '../../app/codes.tsx';
import { today, useClock } from '../../app/clock.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { problemOf, useAsk, useWrite } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card, Facts, Page, Section } from '../../parts/Page.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState } from '../../state/desk.tsx';
import type { PersonForms, RouteOf } from '../../state/route.ts';
import { ConsultationForm } from '../consultation/ConsultationForm.tsx';
import { PersonConsultations } from '../consultation/PersonConsultations.tsx';
import { History } from '../history/History.tsx';
import { CaseSection } from './CaseSection.tsx';
import { PersonForm } from './PersonForm.tsx';
import styles from './PersonScreen.module.css';
import { personWords } from './personWords.ts';
import { birthWithAge, dayText, phoneText, validity } from './show.ts';

const c = classes(styles);

function PersonFacts({ record }: { readonly record: PersonRecord }) {
  const { fields } = record;
  const codes = useCodes();
  return (
    <Facts
      facts={[
        [personLabels.mobile, phoneText(fields.mobile)],
        [personLabels.otherPhone, phoneText(fields.otherPhone)],
        [personLabels.email, fields.email],
        [personLabels.sex, codeName(sexes, fields.sex)],
        [personLabels.latinName, fields.latinName],
        [personLabels.district, fields.district && codeName(districts, fields.district)],
        [personLabels.address, fields.address],
        [personLabels.wishedJob, fields.wishedJob],
        [personLabels.inflow, codeName(codes.of('inflow'), fields.inflow)],
        ['접수일', dayText(record.intakeDay)],
        ['접수자', record.createdBy],
        ['고친 때', formatInstant(record.changedAt)],
        [personLabels.note, fields.note],
      ]}
    />
  );
}

function EditPerson({ record, onDone }: { readonly record: PersonRecord; readonly onDone: () => void }) {
  const { run } = useWrite('person.change');
  const toast = useDeskState((state) => state.toast);
  const noteSaved = useDeskState((state) => state.noteSaved);
  // As the form was opened: a record that changes meanwhile is read anew, but its editor has not seen that.
  const [{ base, seen }] = useState(() => ({
    base: {
      ...personAsInput(record.fields),
      mobile: phoneText(record.fields.mobile),
      otherPhone: phoneText(record.fields.otherPhone),
    },
    seen: record.seen,
  }));
  return (
    <PersonForm
      about={record.id}
      base={base}
      save={(person) => run({ id: record.id, seen, before: base, person })}
      onSaved={() => {
        noteSaved(Date.now());
        toast({ text: '구직자 기록을 고쳤습니다.', tone: 'done' });
        onDone();
      }}
      onCancel={onDone}
    />
  );
}

/** 구직자 기록: who it is, how to reach them, and what was talked about, newest first. */
export function PersonScreen({ route }: { readonly route: RouteOf<'person'> }) {
  const clock = useClock();
  const replace = useDeskState((state) => state.replace);
  const back = useDeskState((state) => state.back);
  const person = useAsk('person.get', { id: route.id });
  const waiting = useAsk('draft.get', { subject: { form: 'consultation', about: route.id } });
  const [closed, setClosed] = useState(false);
  const isEditing = route.open === 'edit';
  // A consultation that was begun and not saved opens by itself, so that it is not forgotten.
  const isNoAnswer = route.open === 'noAnswer';
  const isWriting =
    route.open === 'consultation' || isNoAnswer || (!isEditing && !closed && Boolean(waiting.data?.draft));
  const show = (open?: PersonForms) => {
    setClosed(open === undefined);
    replace({ name: 'person', id: route.id, ...(open ? { open } : {}) });
  };
  const mayWrite = useMay('consultation.create');
  const mayEdit = useMay('person.change');
  const words = personWords(useCodes());
  useShortcut('newConsultation', () => show('consultation'), mayWrite && !isWriting);
  useShortcut('noAnswer', () => show('noAnswer'), mayWrite && !isWriting);
  useShortcut('edit', () => show('edit'), mayEdit && !isEditing);

  const problem = problemOf(person.error);
  if (problem) {
    return (
      <Page title="구직자">
        <Banner
          tone="danger"
          urgent
          actions={
            <Button size="s" onPress={() => void person.refetch()}>
              다시 읽기
            </Button>
          }
        >
          {problem.message}
        </Banner>
      </Page>
    );
  }
  const record = person.data;
  if (!record) {
    return (
      <Page title="구직자">
        <Skeleton lines={8} label="구직자 기록을 읽는 중입니다." />
      </Page>
    );
  }
  const now = today(clock);
  const valid = validity(record.validUntil, now);
  return (
    <Page
      title={record.fields.name}
      focusElsewhere={isEditing || isWriting}
      aside={
        <>
          <span>{birthWithAge(record.fields.birth, now) || '생년월일 모름'}</span>
          <strong className={c('phone')}>
            {phoneText(record.fields.mobile ?? record.fields.otherPhone) || record.fields.email}
          </strong>
          <Badge tone={valid.tone}>{valid.text}</Badge>
          {record.restricted && <Badge tone="danger">열람제한</Badge>}
          <span>관리번호 {record.number}</span>
        </>
      }
      actions={
        <>
          {mayWrite && (
            <Button kind="main" keys="C" onPress={() => show('consultation')} isDisabled={isWriting}>
              상담 쓰기
            </Button>
          )}
          {mayWrite && (
            <Button keys={shortcuts.noAnswer.keys} onPress={() => show('noAnswer')} isDisabled={isWriting}>
              부재
            </Button>
          )}
          {mayEdit && (
            <Button keys="E" onPress={() => show('edit')} isDisabled={isEditing}>
              수정
            </Button>
          )}
        </>
      }
    >
      {isEditing ? (
        <Card>
          <EditPerson record={record} onDone={() => show()} />
        </Card>
      ) : (
        <div className={c('columns')}>
          <div className={c('talks')}>
            {isWriting && (
              <Card>
                <ConsultationForm
                  personId={record.id}
                  isNoAnswer={isNoAnswer}
                  onDone={() => (route.from === 'today' ? back() : show())}
                />
              </Card>
            )}
            <PersonConsultations personId={record.id} />
          </div>
          <div className={c('talks')}>
            <Section title="인적 사항">
              <Card>
                <PersonFacts record={record} />
              </Card>
            </Section>
            <CaseSection record={record} />
            <History type="person" id={record.id} words={words} />
          </div>
        </div>
      )}
    </Page>
  );
}
