import { useMemo, useState } from 'react';
import type { FactoryRow } from '../../../shared/contract/factory.ts';
import type { ListAndFilter } from '../../../shared/contract/listFilter.ts';
import { factoryFilter } from '../../../shared/contract/listFilter.ts';
import { classes } from '../../app/classes.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { useDesk } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import { matches, shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import type { Column } from '../../parts/DataGrid.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import type { GridMarks } from '../../parts/gridMarks.ts';
import { listPages } from '../../parts/gridPages.ts';
import { useDeskState } from '../../state/desk.tsx';
import type { RouteOf } from '../../state/route.ts';
import { ko } from '../../text/ko.ts';
import { Guessed } from '../company/Guessed.tsx';
import { mayWriteCompanies } from '../company/show.ts';
import { factoryFields } from '../list/fields.ts';
import type { FilterValues } from '../list/filterFields.ts';
import { ListDesk } from '../list/ListDesk.tsx';
import { phoneText } from '../person/show.ts';
import styles from './FactoriesScreen.module.css';
import { MakeCompaniesDialog } from './MakeCompaniesDialog.tsx';
import { useMakeCompany } from './useMakeCompany.ts';

const c = classes(styles);

/** The company of a line, or the button that makes it one. The button is for the mouse; the keyboard has Ctrl+Enter. */
function CompanyCell({ row, make }: { readonly row: FactoryRow; readonly make: ((id: number) => void) | null }) {
  if (row.companyId !== null) return <Badge tone="success">기업 등록됨</Badge>;
  if (!make) return ko.unknown;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={c('make')}
      aria-label={`${row.name} 기업으로 등록`}
      onClick={(event) => {
        // The row itself opens on a click.
        event.stopPropagation();
        make(row.id);
      }}
    >
      기업으로 등록
    </button>
  );
}

function columnsFor(make: ((id: number) => void) | null): readonly Column<FactoryRow, 'name' | 'district'>[] {
  return [
    {
      key: 'name',
      header: '회사명',
      width: 'minmax(15rem, 2fr)',
      sort: 'name',
      cell: (row) => (
        <>
          <strong className={c('name')}>{row.name}</strong>
          {row.doubts > 0 && <Badge tone="warning">의심 {row.doubts}</Badge>}
        </>
      ),
    },
    { key: 'district', header: '구·군', width: '10rem', sort: 'district', cell: (row) => row.district ?? ko.unknown },
    {
      key: 'complex',
      header: '산업단지',
      width: 'minmax(16rem, 1.5fr)',
      from: 68,
      cell: (row) =>
        row.complex === null ? ko.unknown : <Guessed isGuess={row.complexGuessed}>{row.complex}</Guessed>,
    },
    { key: 'industry', header: '업종', width: 'minmax(12rem, 1.5fr)', from: 104, cell: (row) => row.industry },
    {
      key: 'technology',
      header: '뿌리기술',
      width: '11rem',
      from: 88,
      cell: (row) => row.rootTechnology ?? ko.unknown,
    },
    { key: 'company', header: '기업', width: '13rem', cell: (row) => <CompanyCell row={row} make={make} /> },
    { key: 'phone', header: '전화번호', width: '15rem', from: 128, cell: (row) => phoneText(row.phone) || ko.unknown },
    {
      key: 'address',
      header: '주소',
      width: 'minmax(20rem, 2fr)',
      from: 150,
      cell: (row) => row.address || ko.unknown,
    },
    {
      key: 'product',
      header: '주생산품',
      width: 'minmax(12rem, 1fr)',
      from: 172,
      cell: (row) => row.product || ko.unknown,
    },
    {
      key: 'employees',
      header: '종업원',
      width: '8rem',
      from: 182,
      align: 'end',
      cell: (row) => (row.employees === null ? ko.unknown : row.employees.toLocaleString('ko-KR')),
    },
  ];
}

const check = (filter: FilterValues): ListAndFilter => ({
  list: 'factories',
  filter: factoryFilter.safeParse(filter).data ?? {},
});

/** 공장명부: the read-only directory of registered factories, from which companies are made at first contact. */
export function FactoriesScreen({ route }: { readonly route: RouteOf<'factories'> }) {
  const desk = useDesk();
  const day = today(useClock());
  const { session } = useSurroundings();
  const go = useDeskState((state) => state.go);
  const { make } = useMakeCompany();
  const [making, setMaking] = useState<GridMarks | null>(null);
  const mayWrite = mayWriteCompanies(session.actor.role);
  const columns = useMemo(() => columnsFor(mayWrite ? make : null), [mayWrite, make]);
  const bringIn = () => go({ name: 'factoryImport' });
  useShortcut('importInList', bringIn, mayWrite);
  const importButton = mayWrite && (
    <Button kind="main" keys={shortcuts.importInList.keys} onPress={bringIn}>
      가져오기
    </Button>
  );
  return (
    <>
      <ListDesk
        list="factories"
        title={ko.factories}
        label="공장명부 목록"
        counter="곳"
        columns={columns}
        firstSort={{ sort: 'name', direction: 'asc' }}
        fields={factoryFields({ day })}
        given={route.filter}
        check={check}
        source={(filter, sort) =>
          listPages(desk, 'factory.list', { filter: factoryFilter.safeParse(filter).data, ...sort })
        }
        onOpen={({ id }) => go({ name: 'factory', id })}
        onRowKey={(row, event) => {
          if (!mayWrite || !matches(shortcuts.makeCompany, event.nativeEvent, { inText: false })) return false;
          make(row.id);
          return true;
        }}
        aside={mayWrite && <span>{shortcuts.makeCompany.keys} 지금 줄이나 고른 줄을 기업으로 등록</span>}
        actions={importButton}
        bulk={mayWrite ? { label: '기업으로 등록', shortcut: 'makeCompany', run: setMaking } : undefined}
        empty={
          <EmptyState title="공장명부가 비어 있습니다." actions={importButton}>
            시·구청에서 받은 공장 목록(엑셀, CSV)을 가져오면 여기에 나옵니다.
          </EmptyState>
        }
      />
      {making && (
        <MakeCompaniesDialog
          ids={[...making.ids]}
          onClose={() => setMaking(null)}
          onDone={() => {
            making.clear();
            setMaking(null);
          }}
        />
      )}
    </>
  );
}
