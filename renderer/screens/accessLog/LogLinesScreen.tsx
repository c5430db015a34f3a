import { useRef, useState } from 'react';
import type { LogFilter, LogRow } from '../../../shared/contract/accessLog.ts';
import type { LogAct } from '../../../shared/contract/define.ts';
import { logActs } from '../../../shared/contract/define.ts';
import type { Day } from '../../../shared/korean/day.ts';
import { formatInstant, parseDay } from '../../../shared/korean/day.ts';
import { classes } from '../../app/classes.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { useAsk, useDesk } from '../../app/queries.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import type { Column } from '../../parts/DataGrid.tsx';
import { DataGrid } from '../../parts/DataGrid.tsx';
import { DayField } from '../../parts/DayField.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Facts, Page } from '../../parts/Page.tsx';
import { Select } from '../../parts/Select.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { useDeskState } from '../../state/desk.tsx';
import type { RouteOf } from '../../state/route.ts';
import { useKept } from '../factory/useKept.ts';
import { FilterFrame, toList } from '../list/FilterFrame.tsx';
import listStyles from '../list/list.module.css';
import { staffEntries } from '../staff/show.ts';
import styles from './LogLinesScreen.module.css';
import { logPages } from './logPages.ts';

const c = classes(styles);
const inList = classes(listStyles);

/** The filter as it is typed. */
interface Typed {
  readonly from: string;
  readonly to: string;
  readonly userId: string;
  readonly act: string;
  readonly person: string;
}

const isAct = (act: string): act is LogAct => Object.hasOwn(logActs, act);
const acts = Object.entries(logActs).map(([code, name]) => ({ code, name }));

function whom({ people, peopleCount, count, what }: LogRow): string {
  if (peopleCount === 0) return count > 0 ? `${what} ${count.toLocaleString('ko-KR')}건` : what;
  const named = people.map(({ number }) => number).join(', ');
  return peopleCount > people.length ? `${named} 외 ${peopleCount - people.length}명` : named;
}

const columns: readonly Column<LogRow, 'seq'>[] = [
  {
    key: 'seq',
    header: '번호',
    width: '9rem',
    sort: 'seq',
    align: 'end',
    cell: (row) => row.id.toLocaleString('ko-KR'),
  },
  { key: 'at', header: '일시', width: '20rem', cell: (row) => formatInstant(row.at) },
  { key: 'user', header: '사용자', width: 'minmax(9rem, 1fr)', cell: (row) => <strong>{row.user}</strong> },
  { key: 'act', header: '한 일', width: '13rem', cell: (row) => row.act },
  { key: 'what', header: '처리한 것', width: '10rem', from: 84, cell: (row) => row.what },
  { key: 'whom', header: '대상', width: 'minmax(14rem, 2fr)', from: 64, cell: whom },
  {
    key: 'purpose',
    header: '목적·내용',
    width: 'minmax(14rem, 2fr)',
    from: 104,
    cell: (row) => row.purpose ?? row.detail ?? '–',
  },
];

/** One line, whole, with the way to the people it is about. */
function LineDialog({
  row,
  onClose,
  onPerson,
}: {
  readonly row: LogRow;
  readonly onClose: () => void;
  readonly onPerson: (number: string) => void;
}) {
  return (
    <Dialog title={`접속기록 ${row.id.toLocaleString('ko-KR')}번 줄`} isOpen onClose={onClose}>
      <Facts
        facts={[
          ['일시', formatInstant(row.at)],
          ['사용자', row.user],
          ['한 일', row.act],
          ['처리한 것', `${row.what} ${row.count.toLocaleString('ko-KR')}건`],
          ['대상', whom(row)],
          ['목적', row.purpose],
          ['내용', row.detail],
        ]}
      />
      {row.people.length > 0 && (
        <div className={c('people')}>
          {row.people.map(({ id, number }) => (
            <Button key={id} size="s" onPress={() => onPerson(number)}>
              {number}의 기록만 보기
            </Button>
          ))}
        </div>
      )}
    </Dialog>
  );
}

/** 내보내기: asks the purpose (다운로드 사유) first; main asks where. */
function ExportDialog({ filter, onClose }: { readonly filter: LogFilter; readonly onClose: () => void }) {
  const desk = useDesk();
  const toast = useDeskState((state) => state.toast);
  const [purpose, setPurpose] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const [problem, setProblem] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const save = () => {
    setIsBusy(true);
    setError(undefined);
    setProblem('');
    void desk.call('log.export', { filter, purpose }).then((answer) => {
      setIsBusy(false);
      if (!answer.ok) {
        const { fields, message } = answer.problem;
        if (fields?.['purpose'] === undefined) setProblem(message);
        else setError(fields['purpose']);
      } else if (answer.value.file !== null) {
        const { file, lines } = answer.value;
        toast({ text: `${lines.toLocaleString('ko-KR')}줄을 저장했습니다: ${file}`, tone: 'done' });
        onClose();
      }
    });
  };
  return (
    <Dialog
      title="접속기록 내보내기"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>취소</Button>
          <Button kind="main" onPress={save} isBusy={isBusy}>
            엑셀로 저장
          </Button>
        </>
      }
    >
      {problem !== '' && (
        <Banner tone="danger" urgent>
          {problem}
        </Banner>
      )}
      <p>지금 거른 줄을 모두 저장합니다. 내보낸 목적도 접속기록에 남습니다.</p>
      <TextField
        label="내보내는 목적"
        hint="예: 2026년 11월 점검 결과 보고"
        isRequired
        value={purpose}
        onChange={setPurpose}
        error={error}
        maxLength={200}
      />
    </Dialog>
  );
}

/** 접속기록: the lines themselves, filtered. `route.lines` shows those of one anomaly. */
export function LogLinesScreen({ route }: { readonly route: RouteOf<'logLines'> }) {
  const desk = useDesk();
  const clock = useClock();
  const go = useDeskState((state) => state.go);
  const staff = useAsk('staff.names', {});
  const now = today(clock);
  const [typed, keep] = useKept<Typed>('logLines', () => ({
    from: `${now.slice(0, 8)}01`,
    to: '',
    userId: '',
    act: '',
    person: '',
  }));
  // The log grows with everything that is done: who comes back reads it anew.
  const [openedAt] = useState(clock.now);
  const opened = useRef<Promise<number> | null>(null);
  const [shown, setShown] = useState<LogRow | null>(null);
  const [isExporting, setIsExporting] = useState(false);
  useShortcut('exportInList', () => setIsExporting(true));
  const read = (text: string): Day | null => {
    const day = text.trim() === '' ? null : parseDay(text, { today: now, kind: 'date' });
    return day?.ok ? day.value : null;
  };
  const wrong = (text: string): string | undefined =>
    text.trim() !== '' && read(text) === null ? '날짜를 2026-11-22처럼 적어 주십시오.' : undefined;
  const { lines = null } = route;
  const filter: LogFilter =
    lines === null
      ? {
          from: read(typed.from),
          to: read(typed.to),
          userId: typed.userId === '' ? null : Number(typed.userId),
          act: isAct(typed.act) ? typed.act : null,
          person: typed.person.trim() === '' ? null : typed.person.trim(),
          lines: null,
        }
      : { from: null, to: null, userId: null, act: null, person: null, lines: [...lines] };
  const change = (part: Partial<Typed>) => keep({ ...typed, ...part });
  return (
    <Page
      title="접속기록"
      aside={
        lines !== null && `${route.title ?? '고른 줄'}: ${lines.length.toLocaleString('ko-KR')}줄만 보고 있습니다.`
      }
      fills
      focusElsewhere
      actions={
        <>
          {lines !== null && <Button onPress={() => go({ name: 'logLines' })}>모두 보기</Button>}
          <Button onPress={() => go({ name: 'logReview' })}>월 점검</Button>
          <Button keys={shortcuts.exportInList.keys} onPress={() => setIsExporting(true)}>
            내보내기
          </Button>
        </>
      }
    >
      {lines === null && (
        <FilterFrame label="접속기록 거르기" onLeave={toList}>
          <div className={inList('field')}>
            <DayField
              kind="date"
              label="첫날"
              value={typed.from}
              onChange={(from) => change({ from })}
              error={wrong(typed.from)}
            />
          </div>
          <div className={inList('field')}>
            <DayField
              kind="date"
              label="끝날"
              value={typed.to}
              onChange={(to) => change({ to })}
              error={wrong(typed.to)}
            />
          </div>
          <div className={inList('field')}>
            <Select
              label="직원"
              value={typed.userId}
              onChange={(userId) => change({ userId })}
              entries={[...staffEntries(staff.data?.staff ?? []), { code: '0', name: '(프로그램)' }]}
              none="모든 직원"
            />
          </div>
          <div className={inList('field')}>
            <Select label="한 일" value={typed.act} onChange={(act) => change({ act })} entries={acts} none="모든 일" />
          </div>
          <div className={inList('field')}>
            <TextField
              label="구직자 관리번호"
              placeholder="26-01-0001"
              value={typed.person}
              onChange={(person) => change({ person })}
              maxLength={20}
            />
          </div>
        </FilterFrame>
      )}
      <DataGrid
        name="logLines"
        label="접속기록 목록"
        columns={columns}
        firstSort={{ sort: 'seq', direction: 'desc' }}
        source={(sort) => logPages({ desk, openedAt, opened }, { ...filter, ...sort })}
        onOpen={setShown}
        counter="줄"
        takesFocus
        empty={<EmptyState title="조건에 맞는 기록이 없습니다.">기간을 넓히거나 조건을 줄여 보십시오.</EmptyState>}
      />
      {shown && (
        <LineDialog
          row={shown}
          onClose={() => setShown(null)}
          onPerson={(person) => {
            setShown(null);
            keep({ from: '', to: '', userId: '', act: '', person });
            go({ name: 'logLines' });
          }}
        />
      )}
      {isExporting && <ExportDialog filter={filter} onClose={() => setIsExporting(false)} />}
    </Page>
  );
}
