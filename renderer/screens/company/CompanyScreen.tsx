import { useState } from 'react';
import { complexes } from '../../../shared/codes/complex.ts';
import { districts } from '../../../shared/codes/district.ts';
import type { Code } from '../../../shared/codes/index.ts';
import { codeName } from '../../../shared/codes/index.ts';
import { rootTechnologies } from '../../../shared/codes/rootTechnology.ts';
import type { CompanyRecord } from '../../../shared/contract/company.ts';
import { formatBusinessNumber } from '../../../shared/korean/businessNumber.ts';
import { formatInstant } from '../../../shared/korean/day.ts';
import { companyAsInput, companyLabels, emptyCompany } from '../../../shared/model/company.ts';
import { classes } from '../../app/classes.ts';
import { useCodes } from '../../app/codes.tsx';
import { useClock } from '../../app/clock.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { problemOf, useAsk, useWrite } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card, Facts, Page } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState } from '../../state/desk.tsx';
import type { RouteOf } from '../../state/route.ts';
import { ko } from '../../text/ko.ts';
import { phoneText } from '../person/show.ts';
import { History } from '../history/History.tsx';
import { CompanyForm } from './CompanyForm.tsx';
import { CompanyParts } from './CompanyParts.tsx';
import { companyWords } from './companyWords.ts';
import styles from './CompanyScreen.module.css';
import { Guessed } from './Guessed.tsx';
import { mayWriteCompanies } from './show.ts';
import { WideFacts } from './WideFacts.tsx';

const c = classes(styles);

function useSavedNews(): (text: string) => void {
  const clock = useClock();
  const toast = useDeskState((state) => state.toast);
  const noteSaved = useDeskState((state) => state.noteSaved);
  return (text) => {
    noteSaved(clock.now());
    toast({ text, tone: 'done' });
  };
}

function NewCompany() {
  const { run } = useWrite('company.create');
  const back = useDeskState((state) => state.back);
  const replace = useDeskState((state) => state.replace);
  const tell = useSavedNews();
  return (
    <Page title="새 기업" aside="상호만 있으면 저장할 수 있습니다." focusElsewhere>
      <Card>
        <CompanyForm
          about={null}
          base={emptyCompany}
          save={run}
          onSaved={(id) => {
            tell('기업을 등록했습니다.');
            replace({ name: 'company', id });
          }}
          onCancel={back}
        />
      </Card>
    </Page>
  );
}

function EditCompany({ record, onDone }: { readonly record: CompanyRecord; readonly onDone: () => void }) {
  const { run } = useWrite('company.change');
  const tell = useSavedNews();
  // As the form was opened: a record that changes meanwhile is read anew, but its editor has not seen that.
  const [{ base, seen }] = useState(() => ({
    base: { ...companyAsInput(record.fields), phone: phoneText(record.fields.phone) },
    seen: record.seen,
  }));
  return (
    <CompanyForm
      about={record.id}
      base={base}
      complexGuessed={record.fields.complexGuessed}
      save={(company) => run({ id: record.id, seen, before: base, company })}
      onSaved={() => {
        tell('기업 기록을 고쳤습니다.');
        onDone();
      }}
      onCancel={onDone}
    />
  );
}

type Known = readonly [name: string, value: string | null | undefined];

/** What is seldom known is shown only when it is: thirty dashes hide the one line that is looked for. */
function known(facts: readonly Known[]): Known[] {
  return facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
}

function namesOf(table: readonly Code[], codes: readonly string[] | null): string | null {
  return codes === null ? null : codes.map((code) => codeName(table, code)).join(', ');
}

/** `32명 (외국인 4명)`; null while nothing is known. */
function employeesText({ men, women, foreignMen, foreignWomen }: CompanyRecord['fields']): string | null {
  const foreign = (foreignMen ?? 0) + (foreignWomen ?? 0);
  const all = (men ?? 0) + (women ?? 0) + foreign;
  if (all === 0) return null;
  return foreign > 0 ? `${all}명 (외국인 ${foreign}명)` : `${all}명`;
}

function CompanyFacts({ record }: { readonly record: CompanyRecord }) {
  const { fields } = record;
  const codes = useCodes();
  return (
    <>
      <Facts
        facts={[
          [companyLabels.businessNumber, fields.businessNumber && formatBusinessNumber(fields.businessNumber)],
          [companyLabels.phone, phoneText(fields.phone)],
          [companyLabels.contactName, fields.contactName],
          [companyLabels.representative, fields.representative],
          [companyLabels.rootTechnology, fields.rootTechnology && codeName(rootTechnologies, fields.rootTechnology)],
          [companyLabels.district, fields.district && codeName(districts, fields.district)],
          ['상시근로자', employeesText(fields)],
          [companyLabels.rootStatus, fields.rootStatus && codeName(codes.of('rootStatus'), fields.rootStatus)],
          ...known([
            [companyLabels.size, fields.size && codeName(codes.of('companySize'), fields.size)],
            [companyLabels.foundedOn, fields.foundedOn],
            [companyLabels.corporateNumber, fields.corporateNumber?.replace(/^(\d{6})/, '$1-')],
            [companyLabels.insuranceNumber, fields.insuranceNumber],
            [companyLabels.fax, phoneText(fields.fax)],
            [companyLabels.email, fields.email],
            [companyLabels.homepage, fields.homepage],
            [companyLabels.ksic, fields.ksic && `${fields.ksic} (${fields.ksicRevision}차)`],
          ]),
        ]}
      />
      <WideFacts
        facts={[
          [companyLabels.industry, fields.industry],
          [companyLabels.address, fields.address],
          [
            companyLabels.complex,
            fields.complex && (
              <Guessed key="complex" isGuess={fields.complexGuessed}>
                {codeName(complexes, fields.complex)}
              </Guessed>
            ),
          ],
          ...known([
            [companyLabels.product, fields.product],
            [companyLabels.otherTechnologies, namesOf(rootTechnologies, fields.otherTechnologies)],
            [companyLabels.facilities, namesOf(codes.of('facility'), fields.facilities)],
          ]),
          [companyLabels.note, fields.note],
          ...known([[companyLabels.caution, fields.caution]]),
        ]}
      />
      <p className={c('made')}>
        {record.createdBy} 등록 {formatInstant(record.createdAt)}
        {record.changedAt > record.createdAt && ` · 고침 ${formatInstant(record.changedAt)}`}
      </p>
    </>
  );
}

function SavedCompany({ id }: { readonly id: number }) {
  const { session } = useSurroundings();
  const go = useDeskState((state) => state.go);
  const company = useAsk('company.get', { id });
  const waiting = useAsk('draft.get', { subject: { form: 'company', about: id } });
  const [form, setForm] = useState<'asDraft' | 'open' | 'closed'>('asDraft');
  const mayWrite = mayWriteCompanies(session.actor.role);
  // An edit that was begun and not saved opens by itself, so that it is not forgotten.
  const isEditing = mayWrite && (form === 'open' || (form === 'asDraft' && Boolean(waiting.data?.draft)));
  const words = companyWords(useCodes());
  const edit = () => setForm('open');
  useShortcut('edit', edit, mayWrite && !isEditing && company.data !== undefined);

  const problem = problemOf(company.error);
  if (problem) {
    return (
      <Page title={ko.companies}>
        <ProblemBanner problem={problem} onReadAgain={company.refetch} />
      </Page>
    );
  }
  const record = company.data;
  // The draft decides whether the form opens, so the page waits for both.
  if (!record || waiting.isPending) {
    return (
      <Page title={ko.companies}>
        <Skeleton lines={8} label="기업 기록을 읽는 중입니다." />
      </Page>
    );
  }
  const { factoryId } = record;
  return (
    <Page
      key={isEditing ? 'edit' : 'read'}
      title={record.fields.name}
      focusElsewhere={isEditing}
      aside={
        <>
          {record.fields.phone && <strong>{phoneText(record.fields.phone)}</strong>}
          {factoryId !== null && <Badge tone="info">공장명부에서 등록</Badge>}
        </>
      }
      actions={
        <>
          {factoryId !== null && (
            <Button onPress={() => go({ name: 'factory', id: factoryId })}>공장명부 원본 보기</Button>
          )}
          {mayWrite && (
            <Button kind="main" keys={shortcuts.edit.keys} onPress={edit} isDisabled={isEditing}>
              수정
            </Button>
          )}
        </>
      }
    >
      <Card>
        {isEditing ? (
          <EditCompany record={record} onDone={() => setForm('closed')} />
        ) : (
          <CompanyFacts record={record} />
        )}
      </Card>
      <CompanyParts companyId={id} mayWrite={mayWrite} />
      <History type="company" id={id} words={words} />
    </Page>
  );
}

/** 기업 기록, or the form of a new one. */
export function CompanyScreen({ route }: { readonly route: RouteOf<'company'> }) {
  return route.id === null ? <NewCompany /> : <SavedCompany id={route.id} />;
}
