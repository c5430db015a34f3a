import { useCallback, useState } from 'react';
import type { PersonRecord } from '../../../shared/contract/person.ts';
import type { Day } from '../../../shared/korean/day.ts';
import type { SectionName } from '../../../shared/model/personSections.ts';
import { personSections, sectionAsInput, sectionNames } from '../../../shared/model/personSections.ts';
import { classes } from '../../app/classes.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useCodes } from '../../app/codes.tsx';
import { useWrite } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card, Facts, Section } from '../../parts/Page.tsx';
import type { TextForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { Basis } from './Basis.tsx';
import styles from './PersonSections.module.css';
import { SectionForm, VisaNote } from './SectionForm.tsx';
import { sectionForms } from './sectionForms.ts';
import { sectionFacts, stayWarning } from './sectionShow.ts';

const c = classes(styles);

/** The form of one section, in the place where a consultation would be written. */
export function EditSection({
  record,
  section,
  onDone,
}: {
  readonly record: PersonRecord;
  readonly section: SectionName;
  readonly onDone: () => void;
}) {
  const codes = useCodes();
  const { run } = useWrite('person.changeSection');
  const toast = useDeskState((state) => state.toast);
  const noteSaved = useDeskState((state) => state.noteSaved);
  const { id } = record;
  const { title, read } = personSections[section];
  // As the form was opened: a record that changes meanwhile is read anew, but its editor has not seen that.
  const [{ before, seen }] = useState(() => ({
    before: { ...sectionAsInput(section, record.more) },
    seen: record.seen,
  }));
  const judge = useCallback((input: TextForm, day: Day) => read(input, day, codes), [read, codes]);
  const save = useCallback(
    (values: TextForm) => run({ id, section, seen, before, values }),
    [run, id, section, seen, before],
  );
  return (
    <SectionForm
      subject={{ form: section, about: id }}
      title={title}
      fields={sectionForms[section]}
      values={before}
      read={judge}
      save={save}
      onSaved={() => {
        noteSaved(Date.now());
        toast({ text: `${title} 항목을 저장했습니다.`, tone: 'done' });
        onDone();
      }}
      onCancel={onDone}
    />
  );
}

/** The sections of the 구직신청서 as they are known, each with its 처리근거 and its own form. */
export function PersonSections({
  record,
  onEdit,
}: {
  readonly record: PersonRecord;
  readonly onEdit: (section: SectionName) => void;
}) {
  const codes = useCodes();
  const day = today(useClock());
  const mayEdit = useMay('person.changeSection');
  return sectionNames.map((section) => {
    const { title } = personSections[section];
    const facts = sectionFacts(section, record.more, codes, day);
    const word = facts.length === 0 ? '쓰기' : '수정';
    const warning = section === 'stay' ? stayWarning(record.more.stayUntil, day) : null;
    return (
      <Section
        key={section}
        title={title}
        aside={warning && <Badge tone="warning">{warning}</Badge>}
        actions={
          mayEdit && (
            <Button size="s" label={`${title} ${word}`} onPress={() => onEdit(section)}>
              {word}
            </Button>
          )
        }
      >
        <Card>
          {facts.length === 0 ? (
            <p className={c('none')}>아직 적지 않았습니다.</p>
          ) : (
            <Facts
              facts={facts.map(([label, value]) => [
                label,
                typeof value === 'string' ? (
                  value
                ) : (
                  <ul key={label} className={c('lines')}>
                    {value.map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ul>
                ),
              ])}
            />
          )}
          {section === 'stay' && record.more.visa !== null && <VisaNote visa={record.more.visa} day={day} />}
          <Basis item={section} />
        </Card>
      </Section>
    );
  });
}
