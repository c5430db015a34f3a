import { useState } from 'react';
import { codeName } from '../../../shared/codes/index.ts';
import { strategies } from '../../../shared/model/project.ts';
import { classes } from '../../app/classes.ts';
import { useShortcut } from '../../app/keys.tsx';
import { problemOf, useAsk } from '../../app/queries.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Page } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { ProjectDialog } from './ProjectDialog.tsx';
import styles from './ProjectsScreen.module.css';

const c = classes(styles);

/** 사업: 사업연도 > 재원사업 > 세부사업. Every activity counts in one, so the new year's are entered in January. */
export function ProjectsScreen() {
  const projects = useAsk('project.list', {});
  /** The project whose form is open; null is a new one. */
  const [open, setOpen] = useState<{ readonly id: number | null } | null>(null);
  const problem = problemOf(projects.error);
  const rows = projects.data?.projects;
  useShortcut('newInList', () => setOpen({ id: null }), open === null);
  return (
    <Page
      title="사업"
      aside={rows && `${rows.length}개`}
      focusElsewhere={Boolean(rows && rows.length > 0)}
      actions={
        <Button kind="main" keys={shortcuts.newInList.keys} onPress={() => setOpen({ id: null })}>
          새 사업
        </Button>
      }
    >
      <ProblemBanner problem={problem} />
      {!rows && !problem && <Skeleton lines={6} label="사업을 읽는 중입니다." />}
      {rows?.length === 0 && (
        <EmptyState title="아직 사업이 없습니다.">
          올해의 재원사업과 세부사업을 넣으면 상담일지마다 어느 사업의 실적인지 남습니다.
        </EmptyState>
      )}
      {rows && rows.length > 0 && (
        <RowArea>
          <RowList label="사업">
            {rows.map(({ id, fields }, index) => (
              <RowButton key={id} takesFocus={index === 0} onPress={() => setOpen({ id })}>
                <span className={c('year')}>{fields.year}</span>
                <span className={c('fund')}>{fields.fund}</span>
                <strong className={c('name')}>{fields.name}</strong>
                {fields.closed && <Badge>끝난 사업</Badge>}
                <span className={c('strategy')}>
                  전략 {fields.strategy} {codeName(strategies, fields.strategy)}
                </span>
              </RowButton>
            ))}
          </RowList>
        </RowArea>
      )}
      {open && (
        <ProjectDialog
          key={open.id}
          record={rows?.find(({ id }) => id === open.id) ?? null}
          latest={rows?.[0] ?? null}
          onClose={() => setOpen(null)}
        />
      )}
    </Page>
  );
}
