import { codeName } from '../../../shared/codes/index.ts';
import type { Codes } from '../../../shared/codes/tables.ts';
import { consultationFilter } from '../../../shared/contract/listFilter.ts';
import type { ListAndFilter } from '../../../shared/contract/listFilter.ts';
import type { ConsultationRow } from '../../../shared/contract/consultation.ts';
import { useMemo } from 'react';
import { useCodes } from '../../app/codes.tsx';
import { useAsk, useDesk } from '../../app/queries.tsx';
import { Badge } from '../../parts/Badge.tsx';
import type { Column } from '../../parts/DataGrid.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { listPages } from '../../parts/gridPages.ts';
import { useDeskState } from '../../state/desk.tsx';
import type { RouteOf } from '../../state/route.ts';
import { consultationFields } from '../list/fields.ts';
import type { FilterValues } from '../list/filterFields.ts';
import { ListDesk } from '../list/ListDesk.tsx';
import { useFieldChoices } from '../list/useFieldChoices.ts';
import { dayText, excerpt } from '../person/show.ts';
import type { Reveal } from '../person/useReveal.tsx';
import { useReveal } from '../person/useReveal.tsx';

const columnsFor = (revealed: Reveal['of'], codes: Codes): readonly Column<ConsultationRow, 'day'>[] => [
  { key: 'day', header: '상담일', width: '16rem', sort: 'day', cell: (row) => dayText(row.day) },
  { key: 'time', header: '시각', width: '7rem', from: 60, cell: (row) => row.time },
  {
    key: 'name',
    header: '성명',
    width: 'minmax(10rem, 1fr)',
    cell: (row) => <strong>{revealed(row.personId)?.name ?? row.personName}</strong>,
  },
  {
    key: 'method',
    header: '방법',
    width: '10rem',
    from: 84,
    cell: (row) => codeName(codes.of('consultationMethod'), row.method),
  },
  { key: 'type', header: '유형', width: '14rem', cell: (row) => codeName(codes.of('consultationType'), row.type) },
  {
    key: 'excerpt',
    header: '내용',
    width: 'minmax(12rem, 3fr)',
    from: 72,
    cell: (row) => (
      <>
        {row.restricted && <Badge tone="danger">열람제한</Badge>} {excerpt(row.excerpt, 80)}
      </>
    ),
  },
  { key: 'next', header: '다음 상담', width: '12rem', from: 108, cell: (row) => row.nextDay ?? '–' },
  { key: 'counsellor', header: '상담사', width: '9rem', from: 96, cell: (row) => row.counsellor },
];

const check = (filter: FilterValues): ListAndFilter => ({
  list: 'consultations',
  filter: consultationFilter.safeParse(filter).data ?? {},
});

/** 상담일지: all talks of the centre, newest first; Enter opens the person. */
export function ConsultationsScreen({ route }: { readonly route: RouteOf<'consultations'> }) {
  const desk = useDesk();
  const go = useDeskState((state) => state.go);
  const reveal = useReveal();
  const codes = useCodes();
  const choices = useFieldChoices();
  const projects = useAsk('project.list', {});
  const columns = useMemo(() => columnsFor(reveal.of, codes), [reveal.of, codes]);
  const named = (projects.data?.projects ?? []).map(({ id, fields }) => ({
    id,
    name: `${fields.year} ${fields.name}`,
  }));
  return (
    <ListDesk
      list="consultations"
      title="상담일지"
      label="상담일지 목록"
      counter="건"
      columns={columns}
      firstSort={{ sort: 'day', direction: 'desc' }}
      fields={consultationFields(choices, named)}
      given={route.filter}
      check={check}
      source={(filter, sort) =>
        listPages(desk, 'consultation.list', { filter: consultationFilter.safeParse(filter).data, ...sort })
      }
      onOpen={({ personId }) => go({ name: 'person', id: personId })}
      onRowKey={reveal.onKey}
      aside={reveal.hint}
      empty={
        <EmptyState title="아직 상담일지가 없습니다.">구직자 기록에서 C를 누르면 상담을 쓸 수 있습니다.</EmptyState>
      }
    />
  );
}
