import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { ImportList, ImportSummary, JudgedKind } from '../../../shared/contract/import.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { classes } from '../../app/classes.ts';
import type { Desk } from '../../app/desk.ts';
import { useDesk, valueOf } from '../../app/queries.tsx';
import { isComposing } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import type { Column } from '../../parts/DataGrid.tsx';
import { DataGrid } from '../../parts/DataGrid.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import type { PageSource } from '../../parts/gridPages.ts';
import { WideFacts } from '../company/WideFacts.tsx';
import { ExportRefused } from './ExportRefused.tsx';
import styles from './JudgedRows.module.css';
import { count, listWords } from './words.ts';

const c = classes(styles);

/** A row of the file; its line is its id. */
type JudgedRow = Output<'factoryImport.rows'>['rows'][number] & { readonly id: number };

const words = {
  refused: {
    tab: '거절된 행',
    label: '거절된 행 목록',
    name: '적힌 것',
    why: '거절한 까닭',
    none: '거절된 행이 없습니다.',
  },
  maybe: {
    tab: '같을 수 있는 행',
    label: '같을 수 있는 행 목록',
    name: null,
    why: '까닭',
    none: '같을 수 있는 행이 없습니다.',
  },
  same: {
    tab: '이미 있는 행',
    label: '이미 있는 행 목록',
    name: null,
    why: '까닭',
    none: '이미 있는 행이 없습니다.',
  },
  doubtful: {
    tab: '의심되는 행',
    label: '의심되는 행 목록',
    name: null,
    why: '의심되는 점',
    none: '의심되는 행이 없습니다.',
  },
} as const;

/** Only factories come and are looked at; of people and companies also those that do not come in are listed. */
function kindsOf(list: ImportList): readonly JudgedKind[] {
  return list === 'factory' ? ['refused', 'doubtful'] : ['maybe', 'refused', 'same', 'doubtful'];
}

function columnsFor(
  list: ImportList,
  kind: JudgedKind,
  chosen: ReadonlySet<number>,
): readonly Column<JudgedRow, 'line'>[] {
  const line: Column<JudgedRow, 'line'> = {
    key: 'line',
    header: '행',
    width: '8rem',
    align: 'end',
    cell: (row) => count(row.line),
  };
  const name: Column<JudgedRow, 'line'> = {
    key: 'name',
    header: words[kind].name ?? listWords[list].name,
    width: 'minmax(12rem, 1fr)',
    cell: (row) => (
      <>
        <strong>{row.name || '(빈 줄)'}</strong> {chosen.has(row.line) && <Badge tone="accent">가져옴</Badge>}
      </>
    ),
  };
  const about: Column<JudgedRow, 'line'> = {
    key: 'about',
    header: listWords[list].about,
    width: 'minmax(14rem, 1fr)',
    from: 84,
    cell: (row) => row.about || '–',
  };
  const why: Column<JudgedRow, 'line'> = {
    key: 'why',
    header: words[kind].why,
    width: 'minmax(16rem, 2fr)',
    cell: (row) => row.reasons.join(' '),
  };
  return kind === 'refused' ? [line, name, why] : [line, name, about, why];
}

function rowPages(desk: Desk, list: ImportList, job: string, kind: JudgedKind): PageSource<JudgedRow> {
  return {
    key: [`${list}Import.rows`, job, kind],
    // A judged file does not change until it is judged again.
    madeOf: [],
    fetch: async (offset, limit) => {
      const { rows, total } = valueOf(await desk.call(`${list}Import.rows`, { job, kind, offset, limit }));
      return { rows: rows.map((row) => ({ ...row, id: row.line })), total };
    },
  };
}

/** The rows behind the numbers, to page through; Enter shows one with all its reasons. */
export function JudgedRows({
  list,
  job,
  judgement,
  summary,
  chosen,
  onTake,
}: {
  readonly list: ImportList;
  readonly job: string;
  /** Names the dry run: the same file judged anew has other rows. */
  readonly judgement: string;
  readonly summary: ImportSummary;
  /** Lines of the doubtful rows that are to come in. */
  readonly chosen: ReadonlySet<number>;
  readonly onTake: (line: number, isTaken: boolean) => void;
}) {
  const desk = useDesk();
  const [shown, setShown] = useState<{ row: JudgedRow; kind: JudgedKind } | null>(null);
  const kinds = kindsOf(list).filter((kind) => summary[kind] > 0);
  if (kinds.length === 0) return null;
  return (
    <>
      <Tabs className={c('tabs')}>
        <TabList className={c('list')} aria-label="검사한 행">
          {kinds.map((kind) => (
            <Tab key={kind} id={kind} className={c('tab')}>
              {words[kind].tab} {count(summary[kind])}
            </Tab>
          ))}
        </TabList>
        {kinds.map((kind) => (
          <TabPanel key={kind} id={kind} className={c('panel')}>
            <p className={c('help')}>
              {kind === 'maybe' && '들어오지 않습니다. 다른 사람이나 기업이면 줄에서 X를 눌러 함께 가져오십시오. '}
              줄에서 Enter를 누르면 까닭을 모두 보여 줍니다.
            </p>
            {kind === 'refused' && <ExportRefused list={list} job={job} refused={summary.refused} />}
            <div className={c('grid')}>
              <DataGrid
                name={`import ${judgement} ${kind}`}
                label={words[kind].label}
                columns={columnsFor(list, kind, chosen)}
                firstSort={{ sort: 'line', direction: 'asc' }}
                source={() => {
                  const pages = rowPages(desk, list, job, kind);
                  return { ...pages, key: [...pages.key, judgement] };
                }}
                onOpen={(row) => setShown({ row, kind })}
                onRowKey={(row, event) => {
                  if (kind !== 'maybe' || event.code !== 'KeyX' || isComposing(event.nativeEvent)) return false;
                  onTake(row.line, !chosen.has(row.line));
                  return true;
                }}
                counter="행"
                empty={<EmptyState title={words[kind].none} />}
              />
            </div>
          </TabPanel>
        ))}
      </Tabs>
      {shown && (
        <Dialog title={`파일의 ${count(shown.row.line)}행`} isOpen onClose={() => setShown(null)}>
          <WideFacts
            facts={[
              [words[shown.kind].name ?? listWords[list].name, shown.row.name],
              // What was refused is shown as it was written, without a field of its own for the address.
              ...(shown.kind === 'refused' ? [] : [[listWords[list].about, shown.row.about] as const]),
            ]}
          />
          <h3>{words[shown.kind].why}</h3>
          <ul className={c('reasons')}>
            {shown.row.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
          {shown.kind === 'maybe' && (
            <Button
              onPress={() => {
                onTake(shown.row.line, !chosen.has(shown.row.line));
                setShown(null);
              }}
            >
              {chosen.has(shown.row.line) ? '가져오지 않기' : '함께 가져오기'}
            </Button>
          )}
        </Dialog>
      )}
    </>
  );
}
