import { useState } from 'react';
import { codeName } from '../../../shared/codes/index.ts';
import type { ConsultationTemplateRecord } from '../../../shared/contract/consultationTemplate.ts';
import { classes } from '../../app/classes.ts';
import { useCodes } from '../../app/codes.tsx';
import { useShortcut } from '../../app/keys.tsx';
import { problemOf, useAsk } from '../../app/queries.tsx';
import { shortcuts } from '../../app/shortcuts.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Button } from '../../parts/Button.tsx';
import { Page } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { RowArea, RowButton, RowList } from '../../parts/RowList.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { ConsultationTemplateDialog } from './ConsultationTemplateDialog.tsx';
import styles from './ConsultationTemplatesScreen.module.css';

const c = classes(styles);

const nameOf = ({ id, key }: ConsultationTemplateRecord): string => key ?? String(id);

/** 상담 양식: what a consultation of a type can begin with. */
export function ConsultationTemplatesScreen() {
  const codes = useCodes();
  const templates = useAsk('consultationTemplate.list', {});
  /** The template whose form is open; null is a new one. */
  const [open, setOpen] = useState<{ readonly record: ConsultationTemplateRecord | null } | null>(null);
  const problem = problemOf(templates.error);
  const rows = templates.data?.templates;
  useShortcut('newInList', () => setOpen({ record: null }), open === null);
  return (
    <Page
      title="상담 양식"
      aside={rows && `${rows.length}개`}
      focusElsewhere={Boolean(rows && rows.length > 0)}
      actions={
        <Button kind="main" keys={shortcuts.newInList.keys} onPress={() => setOpen({ record: null })}>
          새 양식
        </Button>
      }
    >
      <ProblemBanner problem={problem} />
      {!rows && !problem && <Skeleton lines={6} label="상담 양식을 읽는 중입니다." />}
      {rows && (
        <RowArea>
          <RowList label="상담 양식">
            {rows.map((record, index) => (
              <RowButton key={nameOf(record)} takesFocus={index === 0} onPress={() => setOpen({ record })}>
                <span className={c('type')}>{codeName(codes.of('consultationType'), record.fields.type)}</span>
                <strong className={c('title')}>{record.fields.title}</strong>
                {record.fields.closed && <Badge>쓰지 않는 양식</Badge>}
                <span className={c('text')}>{record.fields.text.replaceAll('\n', ' ')}</span>
              </RowButton>
            ))}
          </RowList>
        </RowArea>
      )}
      {open && (
        <ConsultationTemplateDialog
          key={open.record ? nameOf(open.record) : 'new'}
          record={open.record}
          onClose={() => setOpen(null)}
        />
      )}
    </Page>
  );
}
