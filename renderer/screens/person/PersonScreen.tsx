import { useState } from 'react';
import { districts } from '../../../shared/codes/district.ts';
import { codeName } from '../../../shared/codes/index.ts';
import { sexes } from '../../../shared/codes/person.ts';
import type { PersonRecord } from '../../../shared/contract/person.ts';
import { personAsInput, personLabels } from '../../../shared/model/person.ts';
import type { SectionName } from '../../../shared/model/personSections.ts';
import { personSections, sectionNames } from '../../../shared/model/personSections.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { classes } from '../../app/classes.ts';
import { useCodes } from '../../app/codes.tsx';
import { today, useClock } from '../../app/clock.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { problemOf, useAsk, useWrite } from '../../app/queries.tsx';
import { useMay, useMayPrint } from '../../app/session.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card, Facts, Page, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState } from '../../state/desk.tsx';
import type { PersonForms, RouteOf } from '../../state/route.ts';
import { AttachmentSection } from '../attachment/AttachmentList.tsx';
import { ConsultationForm } from '../consultation/ConsultationForm.tsx';
import { PersonConsultations } from '../consultation/PersonConsultations.tsx';
import { EraseSection } from '../erasure/EraseSection.tsx';
import { History } from '../history/History.tsx';
import { Basis } from './Basis.tsx';
import { CaseSection } from './CaseSection.tsx';
import { ConsentForm } from './ConsentForm.tsx';
import { ConsentSection } from './ConsentSection.tsx';
import { PaperDialog } from './PaperDialog.tsx';
import { PersonForm } from './PersonForm.tsx';
import { EditSection, PersonSections } from './PersonSections.tsx';
import { EditSensitive, SensitiveSection } from './SensitiveSection.tsx';
import { sectionFacts } from './sectionShow.ts';
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

/** Which section's form a place asks for; null when it asks for none. */
function sectionOf(open: PersonForms | undefined): SectionName | null {
  return sectionNames.find((name) => name === open) ?? null;
}

/** The heading of a form that stands where a consultation would be written. */
function formTitle(open: SectionName | 'sensitive' | 'consent'): string {
  if (open === 'sensitive') return '민감정보';
  return open === 'consent' ? '고지와 동의' : personSections[open].title;
}

/** A section, the 민감정보 or 고지와 동의, being written. */
function OpenForm({
  record,
  open,
  onDone,
}: {
  readonly record: PersonRecord;
  readonly open: SectionName | 'sensitive' | 'consent';
  readonly onDone: () => void;
}) {
  return (
    <Section title={`${formTitle(open)} 쓰기`}>
      <Card>
        {open === 'sensitive' && <EditSensitive personId={record.id} onDone={onDone} />}
        {open === 'consent' && <ConsentForm personId={record.id} onDone={onDone} />}
        {open !== 'sensitive' && open !== 'consent' && (
          <EditSection key={open} record={record} section={open} onDone={onDone} />
        )}
      </Card>
    </Section>
  );
}

/** 구직자 기록: who it is, how to reach them, and what was talked about, newest first. */
export function PersonScreen({ route }: { readonly route: RouteOf<'person'> }) {
  const clock = useClock();
  const replace = useDeskState((state) => state.replace);
  const back = useDeskState((state) => state.back);
  const person = useAsk('person.get', { id: route.id });
  const waiting = useAsk('draft.get', { subject: { form: 'consultation', about: route.id } });
  // What the consultation form is filled with, read before it opens: a key typed meanwhile would be lost.
  const projects = useAsk('project.list', {});
  const [closed, setClosed] = useState(false);
  const isEditing = route.open === 'edit';
  // A consultation that was begun and not saved opens by itself, so that it is not forgotten.
  const entry = route.open === 'noAnswer' || route.open === 'textSent' ? route.open : undefined;
  const isWriting =
    route.open === 'consultation' ||
    entry !== undefined ||
    (route.open === undefined && !closed && Boolean(waiting.data?.draft));
  const show = (open?: PersonForms) => {
    setClosed(open === undefined);
    replace({ name: 'person', id: route.id, ...(open ? { open } : {}) });
  };
  const mayWrite = useMay('consultation.create');
  const mayEdit = useMay('person.change');
  const codes = useCodes();
  const words = personWords(codes);
  const mayPrint = useMayPrint('personCard');
  const [isPrinting, setPrinting] = useState(false);
  const mayConsent = useMay('consent.record');
  const mayFill = useMay('person.changeSection');
  const section = sectionOf(route.open);
  const open = section ?? (route.open === 'sensitive' || route.open === 'consent' ? route.open : null);
  // The first section of which nothing is known yet, after the one that is open.
  const fillNext = () => {
    const known = person.data;
    if (!known) return false;
    const from = section === null ? 0 : sectionNames.indexOf(section) + 1;
    const order = [...sectionNames.slice(from), ...sectionNames.slice(0, from)];
    const day = today(clock);
    // 희망직종 is asked at 접수 already: it alone does not make the wishes known.
    const fields = { ...known.more, wishedJob: null };
    show(order.find((name) => sectionFacts(name, fields, codes, day).length === 0) ?? order[0]);
    return true;
  };
  useShortcut('nextSection', fillNext, mayFill && !isEditing);
  useShortcut('phoneConsent', () => show('consent'), mayConsent && open !== 'consent');
  useShortcut('newConsultation', () => show('consultation'), mayWrite && !isWriting);
  useShortcut('noAnswer', () => show('noAnswer'), mayWrite && !isWriting);
  useShortcut('textSent', () => show('textSent'), mayWrite && !isWriting);
  useShortcut('edit', () => show('edit'), mayEdit && !isEditing);
  useShortcut('print', () => setPrinting(true), mayPrint);

  const problem = problemOf(person.error);
  if (problem) {
    return (
      <Page title="구직자">
        <ProblemBanner problem={problem} onReadAgain={person.refetch} />
      </Page>
    );
  }
  const record = person.data;
  if (!record || projects.isPending) {
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
      focusElsewhere={isEditing || isWriting || open !== null}
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
          {mayWrite && (
            <Button keys={shortcuts.textSent.keys} onPress={() => show('textSent')} isDisabled={isWriting}>
              문자 보냄
            </Button>
          )}
          {mayFill && (
            <Button keys={shortcuts.nextSection.keys} onPress={() => void fillNext()}>
              구직신청서
            </Button>
          )}
          {mayEdit && (
            <Button keys="E" onPress={() => show('edit')} isDisabled={isEditing}>
              수정
            </Button>
          )}
          {mayPrint && (
            <Button keys={shortcuts.print.keys} onPress={() => setPrinting(true)}>
              인쇄
            </Button>
          )}
        </>
      }
    >
      {isPrinting && (
        <PaperDialog personId={record.id} seesSensitive={record.seesSensitive} onClose={() => setPrinting(false)} />
      )}
      {isEditing ? (
        <Card>
          <EditPerson record={record} onDone={() => show()} />
        </Card>
      ) : (
        <div className={c('columns')}>
          <div className={c('talks')}>
            {open && <OpenForm record={record} open={open} onDone={() => show()} />}
            {isWriting && (
              <Card>
                <ConsultationForm
                  personId={record.id}
                  entry={entry}
                  onDone={() => (route.from === 'today' ? back() : show())}
                />
              </Card>
            )}
            <PersonConsultations personId={record.id} since={record.intakeDay} isWriting={isWriting} />
          </div>
          <div className={c('talks')}>
            <Section title="인적 사항">
              <Card>
                <PersonFacts record={record} />
                <Basis item="identity" />
              </Card>
            </Section>
            <CaseSection record={record} />
            <AttachmentSection personId={record.id} />
            <PersonSections record={record} onEdit={show} />
            {record.seesSensitive && <SensitiveSection personId={record.id} onEdit={() => show('sensitive')} />}
            <ConsentSection personId={record.id} onAdd={() => show('consent')} />
            <History type="person" id={record.id} words={words} />
            <EraseSection personId={record.id} number={record.number} />
          </div>
        </div>
      )}
    </Page>
  );
}
