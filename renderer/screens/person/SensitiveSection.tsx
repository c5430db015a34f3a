import { useCallback, useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import type { Day } from '../../../shared/korean/day.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { readSensitive, sensitiveAsInput, sensitiveLabels } from '../../../shared/model/sensitive.ts';
import { useCodes } from '../../app/codes.tsx';
import { problemOf, useAsk, useWrite } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card, Facts, Section } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import type { TextForm } from '../../parts/useDeskForm.ts';
import { useDeskState } from '../../state/desk.tsx';
import { Basis } from './Basis.tsx';
import { PhoneConsent } from './ConsentForm.tsx';
import { SectionForm } from './SectionForm.tsx';
import { sectionForms } from './sectionForms.ts';
import { listTexts } from './sectionShow.ts';

type Sensitive = Output<'person.sensitive'>;

const readForm = (input: TextForm, day: Day) => readSensitive(input, day);

function Editor({
  personId,
  record,
  onDone,
}: {
  readonly personId: number;
  readonly record: Sensitive;
  readonly onDone: () => void;
}) {
  const { run } = useWrite('person.changeSensitive');
  const toast = useDeskState((state) => state.toast);
  const [{ before, seen }] = useState(() => ({ before: { ...sensitiveAsInput(record.fields) }, seen: record.seen }));
  const save = useCallback(
    (values: TextForm) => run({ id: personId, seen, before, values }),
    [run, personId, seen, before],
  );
  return (
    <SectionForm
      subject={{ form: 'sensitive', about: personId }}
      title="민감정보"
      fields={sectionForms.sensitive}
      values={before}
      read={readForm}
      save={save}
      onSaved={() => {
        toast({ text: '민감정보를 저장했습니다.', tone: 'done' });
        onDone();
      }}
      onCancel={onDone}
      above={!record.consented && <PhoneConsent personId={personId} item="sensitive" />}
    />
  );
}

/** The form of the 민감정보; without consent it says what to do, and one key does it. */
export function EditSensitive({ personId, onDone }: { readonly personId: number; readonly onDone: () => void }) {
  const sensitive = useAsk('person.sensitive', { id: personId });
  const problem = problemOf(sensitive.error);
  if (problem) return <ProblemBanner problem={problem} />;
  if (!sensitive.data) return <Skeleton lines={4} label="민감정보를 읽는 중입니다." />;
  return <Editor personId={personId} record={sensitive.data} onDone={onDone} />;
}

function Shown({ personId, onEdit }: { readonly personId: number; readonly onEdit: () => void }) {
  const sensitive = useAsk('person.sensitive', { id: personId });
  const codes = useCodes();
  const mayEdit = useMay('person.changeSensitive');
  const problem = problemOf(sensitive.error);
  if (problem) return <ProblemBanner problem={problem} />;
  const { data } = sensitive;
  if (!data) return <Skeleton lines={2} label="민감정보를 읽는 중입니다." />;
  const { fields, consented, changedAt } = data;
  const isEmpty = fields.sensitiveGroups === null && fields.health === null;
  return (
    <>
      {!consented && !isEmpty && (
        <Banner tone="danger">
          동의가 철회되었거나 없습니다. 쓰지 말고, 법이나 보조금 규정이 요구하지 않으면 지워 주십시오.
        </Banner>
      )}
      <Facts
        facts={[
          [
            sensitiveLabels.sensitiveGroups,
            listTexts('sensitiveGroups', fields.sensitiveGroups ?? [], codes).join(', '),
          ],
          [sensitiveLabels.health, fields.health],
          ['고친 때', changedAt === null ? '' : formatInstant(changedAt)],
        ]}
      />
      {mayEdit && (
        <Button size="s" label={isEmpty ? '민감정보 쓰기' : '민감정보 수정'} onPress={onEdit}>
          {isEmpty ? '쓰기' : '수정'}
        </Button>
      )}
    </>
  );
}

/** 민감정보: only for the case's counsellor and 관리자, and read only when asked, because each look is logged. */
export function SensitiveSection({ personId, onEdit }: { readonly personId: number; readonly onEdit: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Section
      title="민감정보"
      aside="담당 상담사와 관리자만 봅니다."
      actions={
        <Button size="s" label={isOpen ? '민감정보 닫기' : '민감정보 보기'} onPress={() => setOpen(!isOpen)}>
          {isOpen ? '닫기' : '보기'}
        </Button>
      }
    >
      {isOpen && (
        <Card>
          <Shown personId={personId} onEdit={onEdit} />
          <Basis item="sensitive" />
        </Card>
      )}
    </Section>
  );
}
