import type { CompanyRow } from '../../../shared/contract/company.ts';
import type { ListAndFilter } from '../../../shared/contract/listFilter.ts';
import { companyFilter } from '../../../shared/contract/listFilter.ts';
import { formatBusinessNumber } from '../../../shared/korean/businessNumber.ts';
import { useShortcut } from '../../app/keys.tsx';
import { useDesk } from '../../app/queries.tsx';
import { useSurroundings } from '../../app/session.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Button } from '../../parts/Button.tsx';
import type { Column } from '../../parts/DataGrid.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { listPages } from '../../parts/gridPages.ts';
import { useDeskState } from '../../state/desk.tsx';
import type { RouteOf } from '../../state/route.ts';
import { companyFields } from '../list/fields.ts';
import type { FilterValues } from '../list/filterFields.ts';
import { ListDesk } from '../list/ListDesk.tsx';
import { useFieldChoices } from '../list/useFieldChoices.ts';
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

const check = (filter: FilterValues): ListAndFilter => ({
  list: 'companies',
  filter: companyFilter.safeParse(filter).data ?? {},
});

/** 기업: the companies that the centre has dealt with. */
export function CompaniesScreen({ route }: { readonly route: RouteOf<'companies'> }) {
  const desk = useDesk();
  const { session } = useSurroundings();
  const go = useDeskState((state) => state.go);
  const choices = useFieldChoices();
  const mayWrite = mayWriteCompanies(session.actor.role);
  const begin = () => go({ name: 'company', id: null });
  useShortcut('newInList', begin, mayWrite);
  const bringIn = () => go({ name: 'companyImport' });
  useShortcut('importInList', bringIn, mayWrite);
  return (
    <ListDesk
      list="companies"
      title={ko.companies}
      label="기업 목록"
      counter="곳"
      columns={columns}
      firstSort={{ sort: 'name', direction: 'asc' }}
      fields={companyFields(choices)}
      given={route.filter}
      check={check}
      source={(filter, sort) =>
        listPages(desk, 'company.list', { filter: companyFilter.safeParse(filter).data, ...sort })
      }
      onOpen={({ id }) => go({ name: 'company', id })}
      actions={
        mayWrite && (
          <>
            <Button kind="main" keys={shortcuts.newInList.keys} onPress={begin}>
              새 기업
            </Button>
            <Button keys={shortcuts.importInList.keys} onPress={bringIn}>
              가져오기
            </Button>
          </>
        )
      }
      empty={
        <EmptyState
          title="아직 등록한 기업이 없습니다."
          actions={<Button onPress={() => go({ name: 'factories' })}>공장명부 보기</Button>}
        >
          새 기업을 등록하거나, 공장명부에서 처음 접촉한 공장을 기업으로 등록하십시오.
        </EmptyState>
      }
    />
  );
}
