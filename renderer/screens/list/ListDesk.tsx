import type { KeyboardEvent, ReactNode } from 'react';
import { useState } from 'react';
import { mostMarked } from '../../../shared/contract/list.ts';
import type { ListAndFilter, ListName } from '../../../shared/contract/listFilter.ts';
import { counsellors } from '../../../shared/model/role.ts';
import { holdsPeople } from '../../../shared/rules/listColumns.ts';
import { classes } from '../../app/classes.ts';
import { useShortcut } from '../../app/keys.tsx';
import { useDesk } from '../../app/queries.tsx';
import { useMay, useSurroundings } from '../../app/session.tsx';
import type { ShortcutId } from '../../app/shortcuts.ts';
import { shortcuts } from '../../app/shortcuts.ts';
import { Button } from '../../parts/Button.tsx';
import type { Column, GridSort } from '../../parts/DataGrid.tsx';
import { DataGrid } from '../../parts/DataGrid.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { chosenColumns } from '../../parts/gridColumns.ts';
import type { GridMarks } from '../../parts/gridMarks.ts';
import { useGridMarks } from '../../parts/gridMarks.ts';
import type { PageSource } from '../../parts/gridPages.ts';
import { Page } from '../../parts/Page.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { useDeskState, useDeskStore } from '../../state/desk.tsx';
import { ColumnsDialog } from './ColumnsDialog.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import type { FilterField, FilterValues } from './filterFields.ts';
import { conditionWords, withValue } from './filterFields.ts';
import { toList } from './FilterFrame.tsx';
import { FilterPanel } from './FilterPanel.tsx';
import styles from './list.module.css';
import { useListState } from './useListState.ts';
import { ViewsDialog } from './ViewsDialog.tsx';

const c = classes(styles);

export interface ListDeskProps<Row extends { readonly id: number }, Sort extends string> {
  readonly list: ListName;
  readonly title: string;
  readonly label: string;
  /** Korean counter of the rows: 명, 건, 곳. */
  readonly counter: string;
  readonly columns: readonly Column<Row, Sort>[];
  readonly firstSort: GridSort<Sort>;
  readonly fields: readonly FilterField[];
  /** A filter that the place one came from asks for. */
  readonly given: FilterValues | undefined;
  /** The conditions as the contract takes them; what it does not know is left out. */
  readonly check: (filter: FilterValues) => ListAndFilter;
  readonly source: (filter: FilterValues, sort: GridSort<Sort>) => PageSource<Row>;
  readonly onOpen: (row: Row) => void;
  readonly onRowKey?: (row: Row, event: KeyboardEvent) => boolean;
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  /** What can be done with the marked rows, beside 내보내기. */
  readonly bulk?:
    | { readonly label: string; readonly shortcut: ShortcutId; readonly run: (marks: GridMarks) => void }
    | undefined;
  /** Shown when there is nothing at all. */
  readonly empty: ReactNode;
}

type Open = 'filter' | 'views' | 'columns' | 'export' | null;

/** A list as all of them work: filtered, kept, marked, with columns of one's own, and exported. */
export function ListDesk<Row extends { readonly id: number }, Sort extends string>(props: ListDeskProps<Row, Sort>) {
  const { list, fields, columns, check, counter, firstSort, bulk } = props;
  const desk = useDesk();
  const { session } = useSurroundings();
  const toast = useDeskState((state) => state.toast);
  const places = useDeskStore();
  const state = useListState(list, props.given, check);
  const { filter, setFilter } = state;
  const [open, setOpen] = useState<Open>(null);
  const [sort, setSort] = useState<GridSort<string>>(() => places.getState().places[list] ?? firstSort);
  const mayExport = useMay('list.export') && (!holdsPeople[list] || counsellors.includes(session.actor.role));
  const of = check(filter);
  const marks = useGridMarks(JSON.stringify(of), mostMarked, async () => {
    const answer = await desk.call('list.ids', { of });
    if (!answer.ok) {
      toast({ text: answer.problem.message, tone: 'problem' });
      return null;
    }
    const { ids, total } = answer.value;
    if (total > ids.length)
      toast({
        text: `한 번에 ${mostMarked.toLocaleString('ko-KR')}${counter}까지 고를 수 있습니다. 조건을 더하여 나누어 고르십시오.`,
        tone: 'problem',
      });
    return ids;
  });
  const marked = marks.ids.size;
  const conditions = fields.flatMap((field) => {
    const words = conditionWords(field, filter);
    return words === null ? [] : [{ field, words }];
  });
  const isFiltering = conditions.length > 0;
  const shown = chosenColumns(columns, state.columns);
  useShortcut('filterInList', () => setOpen('filter'), open !== 'filter');
  useShortcut('viewsInList', () => setOpen('views'));
  useShortcut('columnsInList', () => setOpen('columns'));
  useShortcut('exportInList', () => setOpen('export'), mayExport);
  useShortcut(bulk?.shortcut ?? 'assignInList', () => bulk?.run(marks), bulk !== undefined && marked > 0);
  const unfilter = () => {
    setFilter({});
    toList();
  };
  const close = () => setOpen(null);
  const countWords = (count: number) => `${count.toLocaleString('ko-KR')}${counter}`;
  return (
    <Page
      title={props.title}
      aside={props.aside}
      fills
      focusElsewhere
      actions={props.actions}
      toolbar={
        <div className={c('bar')}>
          <Button
            size="s"
            keys={shortcuts.filterInList.keys}
            onPress={() => setOpen(open === 'filter' ? null : 'filter')}
          >
            {open === 'filter' ? '거르기 닫기' : '거르기'}
          </Button>
          <ul className={c('conditions')} aria-label="지금 거르는 조건">
            {conditions.map(({ field, words }) => (
              <li key={field.key}>
                <Button
                  size="s"
                  kind="text"
                  label={`${words} 조건 풀기`}
                  onPress={() => setFilter(withValue(filter, field.key, undefined))}
                >
                  {words} ✕
                </Button>
              </li>
            ))}
            {conditions.length > 1 && (
              <li>
                <Button size="s" kind="text" onPress={unfilter}>
                  거르기 풀기
                </Button>
              </li>
            )}
          </ul>
          <span aria-live="polite">{marked > 0 ? `${countWords(marked)} 고름` : ''}</span>
          {marked > 0 && bulk && (
            <Button size="s" keys={shortcuts[bulk.shortcut].keys} onPress={() => bulk.run(marks)}>
              {bulk.label}
            </Button>
          )}
          {mayExport && (
            <Button size="s" keys={shortcuts.exportInList.keys} onPress={() => setOpen('export')}>
              {marked > 0 ? '고른 것 내보내기' : '내보내기'}
            </Button>
          )}
          <Button size="s" keys={shortcuts.viewsInList.keys} onPress={() => setOpen('views')}>
            저장한 거르기
          </Button>
          <Button size="s" keys={shortcuts.columnsInList.keys} onPress={() => setOpen('columns')}>
            열
          </Button>
        </div>
      }
    >
      {open === 'filter' && (
        <FilterPanel
          label={`${props.title} 거르기`}
          fields={fields}
          filter={filter}
          onChange={setFilter}
          onClose={() => {
            close();
            toList();
          }}
        />
      )}
      {state.isReady ? (
        <DataGrid
          name={list}
          label={props.label}
          columns={shown}
          isChosen={state.columns !== null}
          firstSort={firstSort}
          onSort={setSort}
          source={(by) => props.source(filter, by)}
          onOpen={props.onOpen}
          {...(props.onRowKey ? { onRowKey: props.onRowKey } : {})}
          marks={marks}
          counter={counter}
          takesFocus
          empty={
            isFiltering ? (
              <EmptyState title="조건에 맞는 것이 없습니다." actions={<Button onPress={unfilter}>거르기 풀기</Button>}>
                조건을 줄이거나 기간을 넓혀 보십시오.
              </EmptyState>
            ) : (
              props.empty
            )
          }
        />
      ) : (
        <Skeleton lines={8} />
      )}
      {open === 'views' && (
        <ViewsDialog
          views={state.views}
          now={isFiltering ? of : null}
          words={conditions.map(({ words }) => words).join(' · ')}
          onClose={close}
          onChoose={(view) => {
            close();
            setFilter(view.of.filter);
          }}
        />
      )}
      {open === 'columns' && (
        <ColumnsDialog
          columns={columns}
          chosen={shown.map(({ key }) => key)}
          onClose={close}
          onChoose={(keys) => {
            close();
            state.setColumns(keys);
          }}
        />
      )}
      {open === 'export' && (
        <ExportDialog
          of={of}
          ids={marked > 0 ? [...marks.ids] : null}
          sort={sort}
          words={marked > 0 ? `고른 ${countWords(marked)}을 저장합니다.` : '지금 보이는 조건의 모든 줄을 저장합니다.'}
          onClose={close}
        />
      )}
    </Page>
  );
}
