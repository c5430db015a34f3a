import type { ImportList, ImportSummary } from '../../../shared/contract/import.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Page.tsx';
import { ExportRefused } from './ExportRefused.tsx';
import type { ImportResult } from './importFlow.ts';
import { Numbers } from './Numbers.tsx';
import { StepSection } from './StepSection.tsx';
import { count, listWords } from './words.ts';

/** The end: what came in, and where to go on. */
export function DoneStep({
  list,
  job,
  fileName,
  summary,
  result,
  onList,
  onDoubtful,
  onAnother,
}: {
  readonly list: ImportList;
  readonly job: string;
  readonly fileName: string;
  readonly summary: ImportSummary;
  readonly result: ImportResult;
  readonly onList: () => void;
  /** Where the list can show them alone. */
  readonly onDoubtful: (() => void) | null;
  readonly onAnother: () => void;
}) {
  const words = listWords[list];
  const isFactory = list === 'factory';
  return (
    <StepSection
      title="가져오기를 마쳤습니다"
      actions={
        <>
          <Button kind="main" onPress={onList}>
            {words.open}
          </Button>
          {result.doubtful > 0 && onDoubtful && <Button onPress={onDoubtful}>의심되는 공장만 보기</Button>}
          <Button onPress={onAnother}>다른 파일 가져오기</Button>
        </>
      }
    >
      <Banner tone="success">
        {fileName}에서 {count(result.added + result.updated)}
        {words.counter}을 {words.into}에 저장했습니다.
      </Banner>
      <Numbers
        numbers={[
          { label: '새로', value: result.added, tone: 'accent' },
          ...(isFactory ? [{ label: '바뀜', value: result.updated, tone: 'accent' } as const] : []),
          { label: isFactory ? '같음' : '이미 있음', value: summary.same },
          { label: '거절', value: result.refused, tone: 'danger' },
          { label: '의심 (들어옴)', value: result.doubtful, tone: 'warning' },
        ]}
      />
      {result.refused > 0 && (
        <Card>
          <ExportRefused list={list} job={job} refused={result.refused} />
        </Card>
      )}
    </StepSection>
  );
}
