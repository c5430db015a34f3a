import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { ImportSummary } from '../../../shared/contract/factory.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { classes } from '../../app/classes.ts';
import type { Desk } from '../../app/desk.ts';
import { useDesk, valueOf } from '../../app/queries.tsx';
import type { Column } from '../../parts/DataGrid.tsx';
import { DataGrid } from '../../parts/DataGrid.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import type { PageSource } from '../../parts/gridPages.ts';
import { WideFacts } from '../company/WideFacts.tsx';
import { ExportRefused } from './ExportRefused.tsx';
import styles from './JudgedRows.module.css';
import { count } from './words.ts';

const c = classes(styles);

type Kind = 'refused' | 'doubtful';
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
  doubtful: {
    tab: '의심되는 행',
    label: '의심되는 행 목록',
    name: '회사명',
    why: '의심되는 점',
    none: '의심되는 행이 없습니다.',
  },
} as const;

function columnsFor(kind: Kind): readonly Column<JudgedRow, 'line'>[] {
  const line: Column<JudgedRow, 'line'> = {
    key: 'line',
    header: '행',
    width: '8rem',
    align: 'end',
    cell: (row) => count(row.line),
  };
  const name: Column<JudgedRow, 'line'> = {
    key: 'name',
    header: words[kind].name,
    width: 'minmax(12rem, 1fr)',
    cell: (row) => <strong>{row.name || '(빈 줄)'}</strong>,
  };
  const address: Column<JudgedRow, 'line'> = {
    key: 'address',
    header: '주소',
    width: 'minmax(14rem, 1fr)',
    from: 84,
    cell: (row) => row.address || '–',
  };
  const why: Column<JudgedRow, 'line'> = {
    key: 'why',
    header: words[kind].why,
    width: 'minmax(16rem, 2fr)',
    cell: (row) => row.reasons.join(' '),
  };
  return kind === 'refused' ? [line, name, why] : [line, name, address, why];
}
const columns = { refused: columnsFor('refused'), doubtful: columnsFor('doubtful') };

function rowPages(desk: Desk, job: string, kind: Kind): PageSource<JudgedRow> {
  return {
    key: ['factoryImport.rows', job, kind],
    // A judged file does not change until it is judged again.
    madeOf: [],
    fetch: async (offset, limit) => {
      const { rows, total } = valueOf(await desk.call('factoryImport.rows', { job, kind, offset, limit }));
      return { rows: rows.map((row) => ({ ...row, id: row.line })), total };
    },
  };
}

/** The rows behind the numbers, to page through; Enter shows one with all its reasons. */
export function JudgedRows({
  job,
  judgement,
  summary,
}: {
  readonly job: string;
  /** Names the dry run: the same file judged anew has other rows. */
  readonly judgement: string;
  readonly summary: ImportSummary;
}) {
  const desk = useDesk();
  const [shown, setShown] = useState<{ row: JudgedRow; kind: Kind } | null>(null);
  const kinds = (['refused', 'doubtful'] as const).filter((kind) => summary[kind] > 0);
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
            <p className={c('help')}>줄에서 Enter를 누르면 까닭을 모두 보여 줍니다.</p>
            {kind === 'refused' && <ExportRefused job={job} refused={summary.refused} />}
            <div className={c('grid')}>
              <DataGrid
                name={`import ${judgement} ${kind}`}
                label={words[kind].label}
                columns={columns[kind]}
                firstSort={{ sort: 'line', direction: 'asc' }}
                source={() => {
                  const pages = rowPages(desk, job, kind);
                  return { ...pages, key: [...pages.key, judgement] };
                }}
                onOpen={(row) => setShown({ row, kind })}
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
              [words[shown.kind].name, shown.row.name],
              // What was refused is shown as it was written, without a field of its own for the address.
              ...(shown.kind === 'doubtful' ? [['주소', shown.row.address] as const] : []),
            ]}
          />
          <h3>{words[shown.kind].why}</h3>
          <ul className={c('reasons')}>
            {shown.row.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  );
}
