import { useState } from 'react';
import type { Code } from '../../../shared/codes/index.ts';
import { activeOn } from '../../../shared/codes/index.ts';
import type { CodeTable } from '../../../shared/codes/tables.ts';
import { codesWith, codeTableNames, codeTables } from '../../../shared/codes/tables.ts';
import { classes } from '../../app/classes.ts';
import { today, useClock } from '../../app/clock.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { problemOf, useAsk } from '../../app/queries.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { Page } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { Select } from '../../parts/Select.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { CodeDialog } from './CodeDialog.tsx';
import styles from './CodesScreen.module.css';

const c = classes(styles);

const tableEntries = codeTableNames.map((table) => ({ code: table, name: codeTables[table].name }));

/** `2026-01-01부터`, `2026-06-30까지`, both, or nothing while it may always be chosen. */
function span({ from, to }: Code): string {
  return [from && `${from}부터`, to && `${to}까지`].filter(Boolean).join(' ');
}

/** 코드표: names, days and new codes of the tables that a centre may extend. Old records keep the names of ended codes. */
export function CodesScreen() {
  const day = today(useClock());
  const [table, setTable] = useState<CodeTable>('inflow');
  /** The code whose form is open; null is a new one. */
  const [open, setOpen] = useState<{ readonly code: string | null } | null>(null);
  const codes = useAsk('code.list', {});
  const problem = problemOf(codes.error);
  const entries = codes.data?.entries ?? [];
  const rows = codesWith(entries.map(({ fields }) => fields)).of(table);
  const offered = new Set(activeOn(rows, day).map(({ code }) => code));
  useShortcut('newInList', () => setOpen({ code: null }), open === null);
  return (
    <Page
      title="코드표"
      aside={`${rows.length}개`}
      focusElsewhere
      actions={
        <Button kind="main" keys={shortcuts.newInList.keys} onPress={() => setOpen({ code: null })}>
          새 코드
        </Button>
      }
    >
      <ProblemBanner problem={problem} />
      <div className={c('choose')}>
        <Select
          label="표"
          value={table}
          onChange={(chosen) => setTable(codeTableNames.find((name) => name === chosen) ?? table)}
          entries={tableEntries}
          hint="쓰지 않게 된 코드는 지우지 않고 마지막 날을 적습니다. 옛 기록의 이름은 그대로 남습니다."
        />
      </div>
      {!codes.data && !problem && <Skeleton lines={6} label="코드표를 읽는 중입니다." />}
      {codes.data && (
        <RowArea>
          <RowList label={codeTables[table].name}>
            {rows.map((row, index) => (
              <RowButton key={row.code} takesFocus={index === 0} onPress={() => setOpen({ code: row.code })}>
                <span className={c('code')}>{row.code}</span>
                <strong className={c('name')}>{row.name}</strong>
                {!offered.has(row.code) && <Badge>고를 수 없음</Badge>}
                {!codeTables[table].rows.some(({ code }) => code === row.code) && (
                  <Badge tone="info">센터에서 더함</Badge>
                )}
                <span className={c('span')}>{span(row)}</span>
              </RowButton>
            ))}
          </RowList>
        </RowArea>
      )}
      {open && (
        <CodeDialog
          key={`${table}/${open.code}`}
          table={table}
          row={rows.find(({ code }) => code === open.code) ?? null}
          entry={entries.find(({ fields }) => fields.table === table && fields.code === open.code) ?? null}
          onClose={() => setOpen(null)}
        />
      )}
    </Page>
  );
}
