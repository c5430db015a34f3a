import type { CompanyRow } from '../../../shared/contract/company.ts';
import { formatBusinessNumber } from '../../../shared/korean/businessNumber.ts';
import { useShortcut } from '../../app/keys.tsx';
import { useDesk } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Button } from '../../parts/Button.tsx';
import type { Column } from '../../parts/DataGrid.tsx';
import { DataGrid } from '../../parts/DataGrid.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { listPages } from '../../parts/gridPages.ts';
import { Page } from '../../parts/Page.tsx';
import { useDeskState } from '../../state/desk.tsx';
import { ko } from '../../text/ko.ts';
import { phoneText } from '../person/show.ts';
import { mayWriteCompanies } from './show.ts';

const columns: readonly Column<CompanyRow, 'name' | 'district'>[] = [
  {
    key: 'name',
    header: '상호',
    width: 'minmax(14rem, 2fr)',
    sort: 'name',
    cell: (row) => <strong>{row.name}</strong>,
  },
  {
    key: 'number',
    header: '사업자등록번호',
    width: '15rem',
    from: 84,
    cell: (row) => (row.businessNumber === null ? ko.unknown : formatBusinessNumber(row.businessNumber)),
  },
  { key: 'district', header: '구·군', width: '10rem', sort: 'district', cell: (row) => row.district ?? ko.unknown },
  {
    key: 'complex',
    header: '산업단지',
    width: 'minmax(14rem, 1.4fr)',
    from: 72,
    cell: (row) => row.complex ?? ko.unknown,
  },
  {
    key: 'technology',
    header: '주력 뿌리기술',
    width: '13rem',
    from: 100,
    cell: (row) => row.rootTechnology ?? ko.unknown,
  },
  { key: 'phone', header: '대표전화', width: '15rem', from: 48, cell: (row) => phoneText(row.phone) || ko.unknown },
];

/** 기업: the companies that the centre has dealt with. */
export function CompaniesScreen() {
  const desk = useDesk();
  const { session } = useSurroundings();
  const go = useDeskState((state) => state.go);
  const mayWrite = mayWriteCompanies(session.actor.role);
  const begin = () => go({ name: 'company', id: null });
  useShortcut('newInList', begin, mayWrite);
  return (
    <Page
      title={ko.companies}
      fills
      focusElsewhere
      actions={
        mayWrite && (
          <Button kind="main" keys={shortcuts.newInList.keys} onPress={begin}>
            새 기업
          </Button>
        )
      }
    >
      <DataGrid
        name="companies"
        label="기업 목록"
        columns={columns}
        firstSort={{ sort: 'name', direction: 'asc' }}
        source={(sort) => listPages(desk, 'company.list', sort)}
        onOpen={({ id }) => go({ name: 'company', id })}
        counter="곳"
        takesFocus
        empty={
          <EmptyState
            title="아직 등록한 기업이 없습니다."
            actions={<Button onPress={() => go({ name: 'factories' })}>공장명부 보기</Button>}
          >
            새 기업을 등록하거나, 공장명부에서 처음 접촉한 공장을 기업으로 등록하십시오.
          </EmptyState>
        }
      />
    </Page>
  );
}
