import { useMemo, useState } from 'react';
import { districts } from '../../../shared/codes/district.ts';
import { codeName } from '../../../shared/codes/index.ts';
import type { ListAndFilter } from '../../../shared/contract/listFilter.ts';
import { personFilter } from '../../../shared/contract/listFilter.ts';
import type { PersonRow } from '../../../shared/contract/person.ts';
import { sexes } from '../../../shared/codes/person.ts';
import type { Clock } from '../../app/clock.tsx';
import { today, useClock } from '../../app/clock.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { useDesk } from '../../app/queries.tsx';
import { useMay } from '../../app/session.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import type { Column } from '../../parts/DataGrid.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import type { GridMarks } from '../../parts/gridMarks.ts';
import { listPages } from '../../parts/gridPages.ts';
import { useDeskState } from '../../state/desk.tsx';
import type { RouteOf } from '../../state/route.ts';
import { personFields } from '../list/fields.ts';
import type { FilterValues } from '../list/filterFields.ts';
import { ListDesk } from '../list/ListDesk.tsx';
import { useFieldChoices } from '../list/useFieldChoices.ts';
import { AssignDialog } from './AssignDialog.tsx';
import { birthWithAge, phoneText, validity } from './show.ts';
import type { Reveal } from './useReveal.tsx';
import { useReveal } from './useReveal.tsx';

type Sort = 'name' | 'intakeDay' | 'birth';

function columnsFor(clock: Clock, revealed: Reveal['of']): readonly Column<PersonRow, Sort>[] {
  const now = today(clock);
  return [
    {
      key: 'name',
      header: '성명',
      width: 'minmax(11rem, 1.4fr)',
      sort: 'name',
      cell: (row) => (
        <>
          <strong>{revealed(row.id)?.name ?? row.name}</strong>{' '}
          {row.restricted && <Badge tone="danger">열람제한</Badge>}
        </>
      ),
    },
    {
      key: 'birth',
      header: '생년월일',
      width: '18rem',
      sort: 'birth',
      cell: (row) => birthWithAge(row.birth, now) || '–',
    },
    { key: 'sex', header: '성별', width: '6rem', from: 96, cell: (row) => codeName(sexes, row.sex) },
    {
      key: 'mobile',
      header: '휴대전화',
      width: '15rem',
      cell: (row) => phoneText(revealed(row.id)?.phone ?? row.mobile) || '–',
    },
    { key: 'counsellor', header: '담당', width: '9rem', from: 100, cell: (row) => row.counsellor },
    {
      key: 'district',
      header: '거주지',
      width: 'minmax(9rem, 1fr)',
      from: 84,
      cell: (row) => (row.district === null ? '–' : codeName(districts, row.district)),
    },
    { key: 'intakeDay', header: '접수일', width: '12rem', sort: 'intakeDay', from: 60, cell: (row) => row.intakeDay },
    { key: 'last', header: '최근 상담', width: '12rem', from: 116, cell: (row) => row.lastConsultation ?? '–' },
    {
      key: 'valid',
      header: '구직유효',
      width: '13rem',
      from: 72,
      cell: (row) => {
        const { tone } = validity(row.validUntil, now);
        const word = tone === 'danger' ? '만료' : tone === 'warning' ? '임박' : '유효';
        return (
          <Badge tone={tone}>
            {word} {row.validUntil.slice(2)}
          </Badge>
        );
      },
    },
    { key: 'number', header: '관리번호', width: '12rem', from: 130, cell: (row) => row.number },
  ];
}

const check = (filter: FilterValues): ListAndFilter => ({
  list: 'people',
  filter: personFilter.safeParse(filter).data ?? {},
});

/** 구직자: everyone who was taken in, newest first; filtered as one left it, or as the place one came from asks. */
export function PeopleScreen({ route }: { readonly route: RouteOf<'people'> }) {
  const desk = useDesk();
  const clock = useClock();
  const go = useDeskState((state) => state.go);
  const reveal = useReveal();
  const choices = useFieldChoices();
  const columns = useMemo(() => columnsFor(clock, reveal.of), [clock, reveal.of]);
  const [giving, setGiving] = useState<GridMarks | null>(null);
  const intake = () => go({ name: 'personIntake' });
  const mayIntake = useMay('person.create');
  const mayAssign = useMay('person.assignMany');
  useShortcut('newInList', intake, mayIntake);
  const bringIn = () => go({ name: 'personImport' });
  const mayImport = useMay('personImport.choose');
  useShortcut('importInList', bringIn, mayImport);
  const action = (
    <>
      {mayIntake && (
        <Button kind="main" keys="N" onPress={intake}>
          접수
        </Button>
      )}
      {mayImport && (
        <Button keys={shortcuts.importInList.keys} onPress={bringIn}>
          가져오기
        </Button>
      )}
    </>
  );
  return (
    <>
      <ListDesk
        list="people"
        title="구직자"
        label="구직자 목록"
        counter="명"
        columns={columns}
        firstSort={{ sort: 'intakeDay', direction: 'desc' }}
        fields={personFields(choices)}
        given={route.filter}
        check={check}
        source={(filter, sort) =>
          listPages(desk, 'person.list', { filter: personFilter.safeParse(filter).data, ...sort })
        }
        onOpen={({ id }) => go({ name: 'person', id })}
        onRowKey={({ id, masked }, event) => reveal.onKey({ personId: id, masked }, event)}
        aside={reveal.hint}
        actions={action}
        bulk={mayAssign ? { label: '담당 변경', shortcut: 'assignInList', run: setGiving } : undefined}
        empty={
          <EmptyState title="아직 접수한 구직자가 없습니다." actions={action}>
            첫 구직자를 접수하거나 쓰던 명부를 가져오면 여기에 나옵니다.
          </EmptyState>
        }
      />
      {giving && (
        <AssignDialog
          ids={[...giving.ids]}
          onClose={() => setGiving(null)}
          onDone={() => {
            giving.clear();
            setGiving(null);
          }}
        />
      )}
    </>
  );
}
