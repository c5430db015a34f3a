import { useEffect, useRef, useState } from 'react';
import type { PrintDocument, PrintPurpose } from '../../../shared/contract/print.ts';
import { printPurposes } from '../../../shared/contract/print.ts';
import type { Day } from '../../../shared/korean/day.ts';
import { parseDay } from '../../../shared/korean/day.ts';
import type { PaperKind } from '../../../shared/model/paperCode.ts';
import { today, useClock } from '../../app/clock.tsx';
import { Button } from '../../parts/Button.tsx';
import { CheckGroup } from '../../parts/CheckGroup.tsx';
import { ChoiceKeys } from '../../parts/ChoiceKeys.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { PrintButton } from '../../parts/PrintButton.tsx';
import { Select } from '../../parts/Select.tsx';
import { ko } from '../../text/ko.ts';

/** The papers about a person, in the order of their keys, each with what it is usually for. */
const papers: Readonly<Record<PaperKind, { readonly name: string; readonly purpose: PrintPurpose }>> = {
  personCard: { name: '구직자 카드', purpose: 'counselling' },
  jobApplication: { name: '구직신청서', purpose: 'application' },
  consultationLog: { name: '상담일지', purpose: 'approval' },
  consentForm: { name: '동의서', purpose: 'consent' },
};
const kinds = Object.keys(papers) as PaperKind[];
const purposes = Object.keys(printPurposes) as PrintPurpose[];

const formKinds = [
  { value: 'blank', label: '손으로 적을 빈 서식' },
  { value: 'filled', label: '기록된 고지와 동의' },
];

interface Bound {
  readonly day: string | null;
  /** A sentence while what is typed is no day. */
  readonly error: string | undefined;
}

function readBound(typed: string, now: Day): Bound {
  if (typed.trim() === '') return { day: null, error: undefined };
  const read = parseDay(typed, { today: now, kind: 'date' });
  return read.ok
    ? { day: read.value, error: undefined }
    : { day: null, error: '날짜를 확인해 주십시오. 예: 2026.11.22' };
}

export interface PaperDialogProps {
  readonly personId: number;
  /** Whether 민감정보 may be asked onto the 구직신청서. */
  readonly seesSensitive: boolean;
  /** The one talk to print; the kind of paper is then not asked. */
  readonly only?: number;
  readonly onClose: () => void;
}

/** 인쇄: which paper about a person, what for, and what goes on it; then Ctrl+P prints it. */
export function PaperDialog({ personId, seesSensitive, only, onClose }: PaperDialogProps) {
  const clock = useClock();
  const now = today(clock);
  const [kind, setKind] = useState<PaperKind>(only === undefined ? 'personCard' : 'consultationLog');
  const [chosenPurpose, setPurpose] = useState<PrintPurpose | null>(null);
  const [typedFrom, setFrom] = useState('');
  const [typedTo, setTo] = useState('');
  const [sensitive, setSensitive] = useState('');
  const [form, setForm] = useState('blank');
  const first = useRef<{ focus(): void } | null>(null);
  useEffect(() => first.current?.focus(), []);

  const [from, to] = [readBound(typedFrom, now), readBound(typedTo, now)];
  const purpose = chosenPurpose ?? papers[kind].purpose;
  const document = ((): PrintDocument | null => {
    const about = { person: personId, purpose };
    switch (kind) {
      case 'personCard':
        return { kind, ...about };
      case 'jobApplication':
        return { kind, ...about, sensitive: sensitive !== '' };
      case 'consultationLog':
        if (from.error !== undefined || to.error !== undefined) return null;
        return { kind, ...about, only: only ?? null, from: from.day, to: to.day };
      case 'consentForm':
        return { kind, ...about, filled: form === 'filled' };
    }
  })();

  return (
    <Dialog
      title={only === undefined ? '구직자 문서 인쇄' : '이 상담의 상담일지 인쇄'}
      isOpen
      onClose={onClose}
      footer={
        <>
          <PrintButton key={JSON.stringify(document)} document={document} name={papers[kind].name} isScreens />
          <Button onPress={onClose}>{ko.close}</Button>
        </>
      }
    >
      {only === undefined && (
        <ChoiceKeys
          label="문서"
          value={kind}
          onChange={(value) => setKind(kinds.find((each) => each === value) ?? kind)}
          inputRef={(element) => {
            first.current = element;
          }}
          choices={kinds.map((value) => ({ value, label: papers[value].name }))}
        />
      )}
      {kind === 'jobApplication' && seesSensitive && (
        <CheckGroup
          label="민감정보"
          hint="동의한 사람의 것만 넣을 수 있습니다. 필요할 때만 넣으십시오."
          value={sensitive}
          onChange={setSensitive}
          entries={[{ code: '1', name: '민감정보 넣기' }]}
        />
      )}
      {kind === 'consultationLog' && only === undefined && (
        <>
          <DayField
            kind="date"
            label="처음 날"
            hint="비우면 첫 상담부터"
            error={from.error}
            value={typedFrom}
            onChange={setFrom}
          />
          <DayField
            kind="date"
            label="끝 날"
            hint="비우면 마지막 상담까지"
            error={to.error}
            value={typedTo}
            onChange={setTo}
          />
        </>
      )}
      {kind === 'consentForm' && <ChoiceKeys label="서식" value={form} onChange={setForm} choices={formKinds} />}
      <Select
        label="인쇄 목적"
        hint="종이의 아래와 접속기록에 남습니다."
        value={purpose}
        onChange={(value) => setPurpose(purposes.find((each) => each === value) ?? null)}
        entries={purposes.map((code) => ({ code, name: printPurposes[code] }))}
      />
    </Dialog>
  );
}
