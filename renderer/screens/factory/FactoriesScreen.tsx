import { useMemo } from 'react';
import type { FactoryRow } from '../../../shared/contract/factory.ts';
import { classes } from '../../app/classes.ts';
import { useShortcut } from '../../app/keys.tsx';
import { useDesk } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import { matches, shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import type { Column } from '../../parts/DataGrid.tsx';
import { DataGrid } from '../../parts/DataGrid.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { listPages } from '../../parts/gridPages.ts';
import { Page } from '../../parts/Page.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { ko } from '../../text/ko.ts';
import { Guessed } from '../company/Guessed.tsx';
import { mayWriteCompanies } from '../company/show.ts';
import type { FactoryFilter } from './filter.ts';
import { filterName, isFiltering, noFilter } from './filter.ts';
import styles from './FactoriesScreen.module.css';
import { FilterBar } from './FilterBar.tsx';
import { useKept } from './useKept.ts';
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
  ];
}

/** Puts the keyboard into the list. */
function toList(): void {
  document.querySelector<HTMLElement>('#main [role=grid]')?.focus();
}

/** 공장명부: the read-only directory of registered factories, from which companies are made at first contact. */
export function FactoriesScreen() {
  const desk = useDesk();
  const { session } = useSurroundings();
  const go = useDeskState((state) => state.go);
  const { make } = useMakeCompany();
  const [filter, keepFilter] = useKept<FactoryFilter>(filterName, () => noFilter);
  const mayWrite = mayWriteCompanies(session.actor.role);
  const columns = useMemo(() => columnsFor(mayWrite ? make : null), [mayWrite, make]);
  const bringIn = () => go({ name: 'factoryImport' });
  useShortcut('importInList', bringIn, mayWrite);
  const unfilter = () => {
    keepFilter(noFilter);
    // The button that was pressed goes with the filter.
    toList();
  };
  const importButton = mayWrite && (
    <Button kind="main" keys={shortcuts.importInList.keys} onPress={bringIn}>
      가져오기
    </Button>
  );
  return (
    <Page
      title={ko.factories}
      aside={
        <>
          {mayWrite && <span>{shortcuts.makeCompany.keys} 표시한 줄을 기업으로 등록</span>}
          {isFiltering(filter) && (
            <Button kind="text" size="s" onPress={unfilter}>
              거르기 풀기
            </Button>
          )}
        </>
      }
      fills
      focusElsewhere
      actions={importButton}
    >
      <FilterBar filter={filter} onChange={keepFilter} toList={toList} />
      <DataGrid
        name="factories"
        label="공장명부 목록"
        columns={columns}
        firstSort={{ sort: 'name', direction: 'asc' }}
        source={(sort) => listPages(desk, 'factory.list', { ...filter, ...sort })}
        onOpen={({ id }) => go({ name: 'factory', id })}
        onRowKey={(row, event) => {
          if (!mayWrite || !matches(shortcuts.makeCompany, event.nativeEvent, { inText: false })) return false;
          make(row.id);
          return true;
        }}
        counter="곳"
        takesFocus
        empty={
          isFiltering(filter) ? (
            <EmptyState title="조건에 맞는 공장이 없습니다." actions={<Button onPress={unfilter}>거르기 풀기</Button>}>
              이름의 일부만 적거나 조건을 줄여 보십시오.
            </EmptyState>
          ) : (
            <EmptyState title="공장명부가 비어 있습니다." actions={importButton}>
              시·구청에서 받은 공장 목록(엑셀, CSV)을 가져오면 여기에 나옵니다.
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
