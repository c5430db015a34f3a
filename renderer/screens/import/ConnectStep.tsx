import type { ImportList, ImportPreview } from '../../../shared/contract/import.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { classes } from '../../app/classes.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { FormGrid } from '../../parts/Form.tsx';
import { Card } from '../../parts/Page.tsx';
import { ProblemBanner } from '../../parts/ProblemBanner.tsx';
import { Select } from '../../parts/Select.tsx';
import { columnEntries, droppedSentence, lacking, mappingNotes } from './columns.ts';
import styles from './ConnectStep.module.css';
import type { Connection } from './importFlow.ts';
import { PreviewTable } from './PreviewTable.tsx';
import { StepSection } from './StepSection.tsx';
import { listWords, stepTitle } from './words.ts';

const c = classes(styles);

/** ②: which sheet, which row is the header, which column is what. Nothing wrong here stops but a missing 회사명. */
export function ConnectStep({
  list,
  preview,
  connection,
  problem,
  onSheet,
  onHeader,
  onConnect,
  onCheck,
  onChoose,
}: {
  readonly list: ImportList;
  readonly preview: ImportPreview;
  readonly connection: Connection;
  readonly problem: Problem | null;
  readonly onSheet: (sheet: number) => void;
  readonly onHeader: (row: number) => void;
  readonly onConnect: (field: string, column: number | null) => void;
  readonly onCheck: () => void;
  readonly onChoose: () => void;
}) {
  const { headerRow, mapping } = connection;
  const sheet = preview.sheets[connection.sheet];
  const notes = sheet && headerRow !== null ? mappingNotes(sheet, headerRow, preview.fields, mapping) : {};
  const stopping = Object.values(notes).filter(({ stops }) => stops);
  const canCheck = sheet !== undefined && headerRow !== null && stopping.length === 0;
  const lack = lacking(list, mapping);
  const dropped = sheet ? droppedSentence(sheet, headerRow) : null;
  const isRemembered = sheet?.remembered === true && mapping === sheet.mapping;
  return (
    <StepSection
      title={stepTitle(1)}
      actions={
        <>
          <Button kind="main" onPress={onCheck} isDisabled={!canCheck}>
            검사
          </Button>
          <Button onPress={onChoose}>다른 파일 고르기</Button>
        </>
      }
    >
      <ProblemBanner problem={problem} />
      {headerRow === null ? (
        <Banner tone="warning">
          머리글 줄을 찾지 못했습니다. 아래에서 열의 제목({listWords[list].name}, {listWords[list].about} 등)이 적힌
          줄을 골라 주십시오.
          {preview.sheets.length > 1 && ' 목록이 다른 시트에 있으면 시트를 바꿔 주십시오.'}
        </Banner>
      ) : stopping.length > 0 ? (
        <Banner tone="warning">{stopping.map(({ sentence }) => sentence).join(' ')}</Banner>
      ) : (
        lack !== null && <Banner tone="warning">{lack}</Banner>
      )}
      {dropped !== null && <Banner tone="warning">{dropped}</Banner>}
      {isRemembered && <Banner tone="info">지난번에 같은 머리글의 파일에서 쓴 열 연결을 그대로 썼습니다.</Banner>}
      <Card>
        <div className={c('file')}>
          <p>
            <strong>{preview.fileName}</strong> <span className={c('quiet')}>{preview.format}</span>
          </p>
          {preview.sheets.length > 1 && (
            <div className={c('sheet')}>
              <Select
                label="시트"
                value={String(connection.sheet)}
                onChange={(code) => onSheet(Number(code))}
                entries={preview.sheets.map(({ name, headerRow: found }, index) => ({
                  code: String(index),
                  name: found === null ? `${name} (머리글 없음)` : name,
                }))}
              />
            </div>
          )}
        </div>
        {sheet && (
          <PreviewTable
            sheet={sheet}
            fields={preview.fields}
            mapping={mapping}
            headerRow={headerRow}
            onHeader={onHeader}
          />
        )}
        <p className={c('quiet')}>
          표시된 줄이 머리글이고, 그 아래부터 가져옵니다. 머리글이 다르면 그 줄을 고르십시오. (↑ ↓)
        </p>
      </Card>
      {sheet && headerRow !== null && (
        <Card>
          <h3>항목마다 열 연결</h3>
          <FormGrid>
            {preview.fields.map(({ key, label, required }) => {
              const note = notes[key];
              const column = mapping[key];
              return (
                <Select
                  key={key}
                  label={label}
                  isRequired={required}
                  value={column === undefined ? '' : String(column)}
                  onChange={(code) => onConnect(key, code === '' ? null : Number(code))}
                  entries={columnEntries(sheet, headerRow)}
                  none={required ? '열을 고르십시오' : '쓰지 않음'}
                  error={note?.stops ? note.sentence : undefined}
                  hint={note && !note.stops ? note.sentence : undefined}
                />
              );
            })}
          </FormGrid>
        </Card>
      )}
    </StepSection>
  );
}
