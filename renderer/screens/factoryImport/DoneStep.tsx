import type { ImportSummary } from '../../../shared/contract/factory.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { Banner } from '../../parts/Banner.tsx';
import { Button } from '../../parts/Button.tsx';
import { Card } from '../../parts/Page.tsx';
import { ExportRefused } from './ExportRefused.tsx';
import { Numbers } from './Numbers.tsx';
import { StepSection } from './StepSection.tsx';
import { count } from './words.ts';

/** The end: what came in, and where to go on. */
export function DoneStep({
  job,
  fileName,
  summary,
  result,
  onList,
  onDoubtful,
  onAnother,
}: {
  readonly job: string;
  readonly fileName: string;
  readonly summary: ImportSummary;
  readonly result: Output<'factoryImport.run'>;
  readonly onList: () => void;
  readonly onDoubtful: () => void;
  readonly onAnother: () => void;
}) {
  return (
    <StepSection
      title="가져오기를 마쳤습니다"
      actions={
        <>
          <Button kind="main" onPress={onList}>
            공장명부 보기
          </Button>
          {result.doubtful > 0 && <Button onPress={onDoubtful}>의심되는 공장만 보기</Button>}
          <Button onPress={onAnother}>다른 파일 가져오기</Button>
        </>
      }
    >
      <Banner tone="success">
        {fileName}에서 {count(result.added + result.updated)}곳을 공장명부에 저장했습니다.
      </Banner>
      <Numbers
        numbers={[
          { label: '새로', value: result.added, tone: 'accent' },
          { label: '바뀜', value: result.updated, tone: 'accent' },
          { label: '같음', value: summary.same },
          { label: '거절', value: result.refused, tone: 'danger' },
          { label: '의심 (들어옴)', value: result.doubtful, tone: 'warning' },
        ]}
      />
      {result.refused > 0 && (
        <Card>
          <ExportRefused job={job} refused={result.refused} />
        </Card>
      )}
    </StepSection>
  );
}
